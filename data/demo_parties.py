"""Who the demo companies sell to and buy from: names, terms, habits, and how a bank prints a name."""

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_ABBREVIATED = {
    "MANUFACTURING": "MFG",
    "PRECISION": "PREC",
    "INTERNATIONAL": "INTL",
    "SERVICES": "SVCS",
    "MANAGEMENT": "MGMT",
    "PROPERTY": "PROP",
    "CONSTRUCTION": "CONST",
    "ENGINEERING": "ENGRG",
    "LABORATORIES": "LABS",
    "DISTRIBUTORS": "DIST",
    "TECHNOLOGIES": "TECH",
    "ELECTRICAL": "ELEC",
    "CONTRACTORS": "CONTR",
    "LOGISTICS": "LOGIST",
    "FINANCIAL": "FINL",
    "FABRICATORS": "FAB",
    "MEDICAL": "MED",
    "SYSTEMS": "SYS",
    "HOSPITALITY": "HOSP",
    "INSURANCE": "INS",
    "VETERINARY": "VET",
    "PACKAGING": "PKG",
    "ARCHITEKTEN": "ARCH",
    "IMMOBILIEN": "IMMO",
    "GASTRONOMIE": "GASTRO",
    "HOTELBETRIEBE": "HOTELBETR",
    "SENIORENRESIDENZ": "SEN RES",
    "INNENAUSBAU": "INNENAUSB",
}
_LEGAL_WORDS = frozenset(
    ("INC", "LLC", "CORP", "CO", "CO.", "LP", "GMBH", "KG", "AG", "OHG", "LTD", "PLC", "LLP", "E.K.", "&")
)
_GERMAN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Party:
    """A customer or supplier: its account number with us, terms, the way it pays, and its habits.

    `habit_days` is how many days after the due date it usually pays; `weight` how much business it does;
    `quotes_po` whether its orders carry numbers; `monthly_minor` the equal monthly amount of a contract
    customer in hundredths of `currency`, else 0.
    """

    name: str
    account: str
    country: str
    currency: str
    terms: str
    method: str
    habit_days: int
    weight: int
    quotes_po: bool
    monthly_minor: int = 0

    @property
    def net_days(self) -> int:
        """Days from issue to due, out of terms such as `2/10 net 30` or `due on receipt`."""
        return int(self.terms.split("net ")[1]) if "net " in self.terms else 0

    @property
    def discount(self) -> tuple[int, int] | None:
        """Percent and days of an early-payment discount, `(2, 10)` for `2/10 net 30`."""
        if "/" not in self.terms:
            return None
        percent, days = self.terms.split(" ")[0].split("/")
        return int(percent), int(days)


def bank_letters(name: str) -> str:
    """The name in the capital letters a bank's system has: `Köhler` becomes `KOEHLER`, `é` becomes `E`."""
    flat = unicodedata.normalize("NFKD", name.translate(_GERMAN_LETTERS))
    return "".join(ch for ch in flat if not unicodedata.combining(ch)).upper()


def truncated(name: str, width: int) -> str:
    """The name cut where the bank's field ends."""
    return bank_letters(name)[:width].rstrip()


def abbreviated(name: str) -> str:
    """The name as bookkeepers shorten it: no legal form, long words by their usual short ones."""
    words = [word for word in bank_letters(name).split() if word not in _LEGAL_WORDS]
    return " ".join(_ABBREVIATED.get(word, word) for word in words)


def make_names(
    rng: random.Random, words: Sequence[str], trades: Sequence[str], legal: Sequence[str], count: int
) -> list[str]:
    """`count` different company names; once `words` are used up, two names share their first word."""
    shuffled = list(words)
    rng.shuffle(shuffled)
    names: list[str] = []
    while len(names) < count:
        word = shuffled[len(names) % len(shuffled)]
        name = f"{word} {rng.choice(trades)} {rng.choice(legal)}"
        if name not in names:
            names.append(name)
    return names
