"""A row of a settlement file that could not be read, by what may still be known of it: its ids."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """Where a rejected row stands and what it calls itself, each "" where that cannot be told.

    `row` counts lines of the file from 1. `source_id` is the second id that some processors' reports have
    (Stripe: the charge behind a balance transaction); `processor` is whose transaction the row says it is.
    """

    file: str
    row: int
    transaction_id: str
    source_id: str = ""
    reference: str = ""
    processor: str = ""

    @property
    def where(self) -> str:
        """Its place, as a sentence names it."""
        return f"{self.file}, row {self.row}"

    @property
    def names(self) -> tuple[str, ...]:
        """The ids under which the other side may know it, in small letters."""
        return tuple({one.lower(): None for one in (self.transaction_id, self.source_id) if one})
