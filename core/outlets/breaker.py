"""A circuit breaker: after failures in a row nothing is asked for a while, then one trial decides."""

import threading
import time
from collections.abc import Callable


class Breaker:
    """Closed while things go well; open for `rest_s` after `failures` in a row; threads may share it."""

    def __init__(
        self, failures: int = 5, rest_s: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._rest_s, self._clock = failures, rest_s, clock
        self._failed = 0
        self._opens_at = 0.0
        self._trying = False
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """Whether to ask now. After the rest exactly one caller may try, until it says how it went."""
        with self._lock:
            if self._failed < self._most:
                return True
            if self._trying or self._clock() < self._opens_at:
                return False
            self._trying = True
            return True

    def succeeded(self) -> None:
        """All is well again."""
        with self._lock:
            self._failed, self._trying = 0, False

    def failed(self) -> None:
        """One more in a row; a failed trial rests anew."""
        with self._lock:
            self._failed += 1
            self._trying = False
            if self._failed >= self._most:
                self._opens_at = self._clock() + self._rest_s
