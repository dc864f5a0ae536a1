"""Something people outside the screen are told: about what, how grave, in which plain words."""

from dataclasses import dataclass

from core.model.discrepancy import DiscrepancySeverity


@dataclass(frozen=True, slots=True)
class Notice:
    """One message before it is addressed. `key` makes it one: told again, it is the same message.

    `lines` are plain sentences, `figures` pairs of label and value; neither holds a key, a full account
    number or anything else that is secret. `at_once` is False for what can wait for the day's digest.
    """

    key: str
    severity: DiscrepancySeverity
    at_once: bool
    subject: str
    lines: tuple[str, ...]
    figures: tuple[tuple[str, str], ...] = ()
