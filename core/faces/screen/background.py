"""Work of a session that goes on while its pages are drawn and left: one piece after another."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Generic, TypeVar

import streamlit as st

from core.intake.table import Progress

Result = TypeVar("Result")
Work = Callable[[Progress, Callable[[], bool]], Result]


@dataclass(slots=True, eq=False)
class Job(Generic[Result]):
    """A piece of work, how far it is, and what came of it.

    `work` is called in a thread, with a function that takes each step (what, done, total) and one that says
    whether the work is still wanted; nothing in it may draw.
    """

    work: Work[Result]
    what: str = "opening"
    done: int = 0
    total: int = 0
    began: float | None = None
    came: "Future[Result]" = field(default_factory=Future)
    _unwanted: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Has the work stop as soon as it looks whether it is wanted; what comes of it counts no more."""
        self._unwanted.set()

    @property
    def is_over(self) -> bool:
        return self.came.done()

    def wait(self, seconds: float) -> None:
        """Waits until the work is over, at most so long."""
        ended = threading.Event()
        self.came.add_done_callback(lambda _: ended.set())
        ended.wait(seconds)

    def step(self, what: str, done: int, total: int) -> None:
        """Takes a step of the work."""
        self.what, self.done, self.total = what, done, total

    def run(self) -> None:
        """Does the work; whatever it raises is raised again where its result is asked for."""
        if self._unwanted.is_set():
            self.came.cancel()
            return
        self.began = monotonic()
        try:
            self.came.set_result(self.work(self.step, self._unwanted.is_set))
        except BaseException as error:  # noqa: BLE001 - told to whoever asks for the result
            self.came.set_exception(error)


class Line:
    """The jobs of one session in the order they came; a thread does them while there are any."""

    def __init__(self) -> None:
        self._waiting: deque[Job[Any]] = deque()
        self._lock = threading.Lock()
        self._at_work = False

    def add(self, job: Job[Any]) -> None:
        """Puts a job at the end."""
        with self._lock:
            self._waiting.append(job)
            if not self._at_work:
                self._at_work = True
                threading.Thread(target=self._work, name="session-line", daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._at_work = False
                    return
                job = self._waiting.popleft()
            job.run()


def begin(work: Work[Result]) -> Job[Result]:
    """Has the session's line do the work when its turn comes."""
    job = Job(work)
    line: Line = st.session_state.setdefault("session_line", Line())
    line.add(job)
    return job
