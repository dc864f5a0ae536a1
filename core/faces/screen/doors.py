"""One-time tickets by which a browser exchanges a fresh sign-in for its HttpOnly cookie."""

import secrets
import threading
import time
from dataclasses import dataclass, field

COOKIE = "tieout_session"
LIFETIME_S = 30.0


@dataclass(slots=True)
class Tickets:
    """Tickets waiting to be exchanged; each works once and for `LIFETIME_S` seconds.

    The screen and the web routes live in one process: the session's secret itself never passes through
    JavaScript, only the ticket does.
    """

    _waiting: dict[str, tuple[str, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def issue(self, token: str) -> str:
        """A ticket that can be exchanged for `token` once."""
        ticket = secrets.token_urlsafe(24)
        now = time.monotonic()
        with self._lock:
            self._waiting = {key: held for key, held in self._waiting.items() if held[1] > now}
            self._waiting[ticket] = (token, now + LIFETIME_S)
        return ticket

    def exchange(self, ticket: str) -> str | None:
        """The token the ticket stands for, or None when it is unknown, used or too old."""
        with self._lock:
            token, until = self._waiting.pop(ticket, ("", 0.0))
        return token if until > time.monotonic() else None


TICKETS = Tickets()
