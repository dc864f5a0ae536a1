"""What a bank text says beside numbers: amounts per listed reference, and the month a payment is for."""

import re
from collections.abc import Callable, Iterable

import numpy as np

from core.matching.arrays import Bools, Ints, ints
from core.matching.names import fold
from core.matching.references import digits_of, fold_keeping_marks, squeeze

_LINE = re.compile(
    r"([A-Z0-9][A-Z0-9/._-]*\d[A-Z0-9/_-]*)\s*[:=]?\s*(?:[A-Z]{3}\s|[$€£]\s?)?(-?\d[\d.,']*\d"
    r"|-?\d)(?![\w/])\s?(-)?"
)
_MONTHS = (
    ("JAN", "JANUARY JANUAR JANVIER ENERO GENNAIO JANUARI JAN"),
    ("FEB", "FEBRUARY FEBRUAR FEVRIER FEBRERO FEBBRAIO FEBRUARI FEB"),
    ("MAR", "MARCH MARZ MAERZ MARS MARZO MAART MAR"),
    ("APR", "APRIL AVRIL ABRIL APRILE APR"),
    ("MAY", "MAY MAI MAYO MAGGIO MEI"),
    ("JUN", "JUNE JUNI JUIN JUNIO GIUGNO JUN"),
    ("JUL", "JULY JULI JUILLET JULIO LUGLIO JUL"),
    ("AUG", "AUGUST AOUT AGOSTO AUGUSTUS AUG"),
    ("SEP", "SEPTEMBER SEPTEMBRE SEPTIEMBRE SETTEMBRE SEP SEPT"),
    ("OCT", "OCTOBER OKTOBER OCTOBRE OCTUBRE OTTOBRE OCT OKT"),
    ("NOV", "NOVEMBER NOVEMBRE NOVIEMBRE NOV"),
    ("DEC", "DECEMBER DEZEMBER DECEMBRE DICIEMBRE DICEMBRE DEC DEZ"),
)
_MONTH = {word: at + 1 for at, (_, words) in enumerate(_MONTHS) for word in words.split()}


def stated_amounts(text: str, numbers: Iterable[str], digits: int) -> dict[str, int]:
    """The amount (minor units, a currency with `digits`) a text states beside each invoice number."""
    wanted: dict[str, str] = {}
    for number in numbers:
        squeezed = squeeze(number)
        wanted[squeezed] = number
        wanted.setdefault("#" + digits_of(squeezed), number)
    found: dict[str, int] = {}
    for line in _LINE.finditer(fold_keeping_marks(text)):
        token = squeeze(line.group(1))
        number_ = wanted.get(token) or wanted.get("#" + digits_of(token))
        amount = money(line.group(2), digits)
        if number_ is not None and amount is not None and number_ not in found:
            found[number_] = -amount if line.group(3) else amount
    return found


def money(text: str, digits: int) -> int | None:
    """Minor units of a printed amount; the last separator followed by the currency's digits is the point."""
    sign = -1 if text.startswith("-") else 1
    body = text.lstrip("-")
    head, _, tail = body.rpartition(max(".", ",", key=body.rfind))
    if head and digits and len(tail) == digits and tail.isdigit():
        whole = re.sub(r"\D", "", head)
        return int(sign * (int(whole or "0") * 10**digits + int(tail)))
    plain = re.sub(r"[.,']", "", body)
    return int(sign * int(plain) * 10**digits) if plain.isdigit() and len(plain) < 14 else None


_PART = re.compile(
    r"\b(?:RATEN?|RATA|RATES|INSTALL?MENTS?|TEILZAHLUNG|TEILBETRAG|ACOMPTE|ANZAHLUNG|ABSCHLAG\w*"
    r"|PARTIAL|PART PAYMENT|PART \d"
    r"|PLAZO|TERMIJN|DOWN PAYMENT|PROGRESS|ON ACCOUNT|A CONTO|AKONTO|A CUENTA|ACCONTO|\d (?:OF|VON"
    r"|DE|VAN|SUR|DI) \d)\b"
)
_FRACTION = re.compile(r"(?<![\d/])\d/\d(?![\d/])")


def speaks_of_part(texts: Iterable[str]) -> Bools:
    """Whether a text calls the payment an instalment or a payment on account."""
    return _told(texts, lambda text: _PART.search(fold(text)) or _FRACTION.search(text))


def speaks_of_cause(texts: Iterable[str]) -> Bools:
    """Whether a text names a fee or a discount that was taken."""
    return _told(texts, lambda text: _CAUSE.search(fold(text)))


def speaks_of_withholding(texts: Iterable[str]) -> Bools:
    """Whether a text says that tax or a retention was withheld."""
    return _told(texts, lambda text: _WITHHELD.search(fold(text)))


def speaks_of_credit(texts: Iterable[str]) -> Bools:
    """Whether a text deducts a credit note or something returned, and no fee, discount or tax."""

    def deducts(text: str) -> bool:
        folded = fold(text)
        return bool(_CREDIT.search(folded) and not _CAUSE.search(folded) and not _WITHHELD.search(folded))

    return _told(texts, deducts)


def _told(texts: Iterable[str], says: Callable[[str], object]) -> Bools:
    """What each text says, every text read once."""
    memory: dict[str, bool] = {}
    out = []
    for text in texts:
        if text not in memory:
            memory[text] = bool(says(text))
        out.append(memory[text])
    return np.array(out, dtype=bool)


# Not the bare word: a bank calls every incoming transfer a credit, or Gutschrift.
_CREDIT = re.compile(
    r"\b(?:LESS|MINUS|ABZGL|ABZUEGLICH|ABZUGLICH|MOINS|MENOS|MENO|AFTREK|DEDUCT\w*|RMA|RETURNED GOODS"
    r"|(?:CREDIT|CR) (?:NOTE|MEMO)|CREDITNOTA|KREDITNOTA|NOTA (?:DE |DI )?CREDITO|AVOIR"
    r"|(?:CN|CM|GS|AV|NC) ?[A-Z]{0,3} ?\d{2,})\b"
)
_CAUSE = re.compile(
    r"\b(?:FEES?|CHARGES?|COMMISSION|SPESEN|GEBUEHR\w*|GEBUHR\w*|FRAIS|COMISION\w*|KOSTEN"
    r"|DISCOUNT\w*|DISC|SKONTO|ESCOMPTE|SCONTO|DESCUENTO|REBATE|EARLY PAY\w*)\b"
)
_WITHHELD = re.compile(
    r"\b(?:WITHH\w*|WHT|TDS|CIS|RETENTION\w*|RETENCION\w*|RETENCAO|RETENUES?|RITENUT[AE]|EINBEHALT\w*"
    r"|SICHERHEITSEINBEHALT|QUELLENSTEUER|BRONBELASTING|INHOUDING\w*|DETRACCION\w*|TAX DEDUCT\w*)\b"
)


def months(texts: Iterable[str]) -> Ints:
    """The one month (1 to 12) each text names, 0 where it names none or several."""
    memory: dict[str, int] = {}
    out = []
    for text in texts:
        if text not in memory:
            named = {_MONTH[word] for word in fold(text).split() if word in _MONTH}
            memory[text] = named.pop() if len(named) == 1 else 0
        out.append(memory[text])
    return ints(out)


def month_of(days: Ints) -> Ints:
    """The month (1 to 12) of day numbers; meaningless where the date is missing."""
    return np.asarray(
        days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1, dtype=np.int64
    )
