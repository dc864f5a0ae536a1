"""A settlement run as a report says it: sentences, figures and pictures' values, ready to be written out."""

from dataclasses import dataclass
from enum import StrEnum


class Compliance(StrEnum):
    """Whether a run holds what the company's settlement rules ask for."""

    MET = "met"
    ATTENTION = "needs attention"
    NOT_MET = "not met"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, how it stands and the sentence that says why."""

    name: str
    standing: Compliance
    sentence: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a picture: its words, its length, its figure as text, and whether it waits for a person."""

    label: str
    length: float
    text: str
    waits: bool = False


@dataclass(frozen=True, slots=True)
class SettlementReport:
    """The executive summary of one run. All money is text with its currency; pictures are rows of bars."""

    company: str
    title: str
    made_of: str
    overview: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    risk: str
    compliance: Compliance
    checks: tuple[Check, ...]
    recommendations: tuple[str, ...]
    kinds: tuple[Bar, ...]
    money: tuple[tuple[str, tuple[Bar, ...]], ...]
