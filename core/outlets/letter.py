"""A letter: what one message says, before a channel gives it its form; and why one could not be sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """`id` is the same however often it is tried, so that a receiver can tell a second copy from a second
    letter. All texts are plain; whoever sends them escapes them for their channel."""

    id: str
    subject: str
    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One matter of a letter: a heading ("" where the subject says it), sentences, and labelled figures."""

    heading: str
    lines: tuple[str, ...]
    figures: tuple[tuple[str, str], ...] = ()


class SendError(Exception):
    """A letter that was not taken. `final`: trying again changes nothing; `unknown`: it may have arrived, the
    connection was lost before an answer. Never leaves the services."""

    def __init__(self, why: str, *, final: bool, unknown: bool = False) -> None:
        super().__init__(why)
        self.final, self.unknown = final, unknown
