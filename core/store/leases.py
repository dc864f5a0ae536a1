"""Leases: a claimed settlement run is kept alive by a heartbeat as long as its work goes on."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from core.model.errors import ConflictError
from core.store import settlement_runs
from core.store.settlement_runs import LEASE, Claim
from core.store.tenancy import Scope

_BEATS_PER_LEASE = 4


@contextmanager
def kept_alive(
    claimed: Claim,
    scope: Callable[[], AbstractContextManager[Scope]],
    every_s: float = LEASE.total_seconds() / _BEATS_PER_LEASE,
) -> Iterator[None]:
    """Renews the lease, in transactions of its own, until the work is over.

    A heartbeat that fails (the server is away for a moment) is tried again at the next; when another worker
    has taken the run over it ends, and the work's own last step is refused.
    """
    over = threading.Event()

    def beat() -> None:
        while not over.wait(every_s):
            try:
                with scope() as now:
                    settlement_runs.beat(now, claimed)
            except ConflictError:
                return
            except Exception:  # noqa: BLE001, S112 - whatever it was, the next beat may come through
                continue

    thread = threading.Thread(target=beat, name="settlement-lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
