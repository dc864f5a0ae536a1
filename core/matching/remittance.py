"""What a bank text says beside numbers: amounts per listed reference, and the month a payment is for."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.matching.arrays import Bools, Ints, counts, distinct, ints
from core.matching.names import fold
from core.matching.pointers import digits_of, fold_keeping_marks, squeeze
from core.matching.words import Words

_TOKEN = re.compile(r"[^\s*|;:=\\]+")
_PRINTED = re.compile(r"(?:[A-Z]{3}|[$€£])?(-?\d{1,3}(?:[., ']\d{3})*(?:[.,]\d+)?|-?\d+(?:[.,]\d+)?)(-)?,?")
MOST_COLUMNS = 4  # amounts beside one number that are looked at: paid, billed, discount, ...
Line = tuple[tuple[int, ...], list[int]]
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


def named_as(names: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """Items by the forms their numbers may take in a text; a number of several items names them all."""
    forms: dict[str, list[int]] = {}
    for name, item in names:
        squeezed = squeeze(name)
        digits = digits_of(squeezed)
        for form in {squeezed, "#" + digits if len(digits) >= 3 else squeezed}:
            items = forms.setdefault(form, [])
            if form and item not in items:
                items.append(item)
    return {form: tuple(items) for form, items in forms.items()}


def stated_lines(text: str, forms: Mapping[str, tuple[int, ...]], digits: int) -> list[Line]:
    """The items each named line of a text may mean, with the amounts printed between it and the next name.

    Amounts are minor units of a currency with `digits`; a number in the text that is no amount and names
    nothing ends the line, so that amounts of a line that cannot be read are nobody's.
    """
    found: list[Line] = []
    open_line = False
    for token in _TOKEN.findall(fold_keeping_marks(text)):
        printed = _PRINTED.fullmatch(token)
        amount = money(printed.group(1), digits) if printed else None
        decimal = (
            amount is not None and digits > 0 and token.rstrip("-,")[-digits - 1 : -digits] in (".", ",")
        )
        items = () if decimal else _meant(token, forms)
        if items:
            found.append((items, []))
            open_line = True
        elif amount is not None and open_line and (decimal or not digits or len(token) < 6):
            found[-1][1].append(-amount if printed and printed.group(2) else amount)
        elif any(map(str.isdigit, token)) and not amount:
            open_line = False
    return [line for line in found if line[1]]


def _meant(token: str, forms: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    squeezed = token if token.isalnum() and token.isascii() else squeeze(token)
    return forms.get(squeezed) or forms.get("#" + digits_of(squeezed), ())


def allocated(lines: Sequence[Line], owed: Sequence[int], paid: int) -> list[tuple[int, int]]:
    """(item, amount) of every line where one column of the stated amounts sums to what was paid; else none.

    `owed` is what each item has open. A line that may mean several items is for the one that owes its amount.
    """
    for column in range(min(max((len(amounts) for _, amounts in lines), default=0), MOST_COLUMNS)):
        rows = _column(lines, owed, 1 if paid > 0 else -1, column)
        if len(rows) == len(lines) and sum(amount for _, amount in rows) == paid:
            return rows
    return []


def _column(lines: Sequence[Line], owed: Sequence[int], sign: int, column: int) -> list[tuple[int, int]]:
    used: dict[int, int] = {}
    for items, amounts in lines:
        stated = sign * amounts[min(column, len(amounts) - 1)]
        free = [item for item in items if item not in used]
        whole = [item for item in free if abs(owed[item]) == abs(stated)]
        pick = whole[0] if whole else free[0] if len(free) == 1 and len(items) == 1 else -1
        if pick < 0 or not stated or abs(stated) > abs(owed[pick]):
            return []
        used[pick] = abs(stated) if owed[pick] > 0 else -abs(stated)
    return list(used.items())


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


_FRACTION = re.compile(r"(?<![\d/])\d/\d(?![\d/])")


def speaks_of_part(texts: Iterable[str]) -> Bools:
    """Whether a text calls the payment an instalment or a payment on account."""
    return _told(texts, lambda text: PART.whole.search(fold(text)) or _FRACTION.search(text))


def counts_parts(texts: Iterable[str]) -> Bools:
    """Whether a text counts instalments as a fraction, "2/3"."""
    return _told(texts, _FRACTION.search)


def speaks_of_cause(texts: Iterable[str]) -> Bools:
    """Whether a text names a fee or a discount that was taken."""
    return _told(texts, lambda text: _CAUSE.search(fold(text)))


def speaks_of_withholding(texts: Iterable[str]) -> Bools:
    """Whether a text says that tax or a retention was withheld."""
    return _told(texts, lambda text: WITHHELD.whole.search(fold(text)))


def speaks_of_credit(texts: Iterable[str]) -> Bools:
    """Whether a text deducts a credit note or something returned, and no fee, discount or tax."""

    def deducts(text: str) -> bool:
        folded = fold(text)
        credited = CREDIT.whole.search(folded)
        return bool(credited and not _CAUSE.search(folded) and not WITHHELD.whole.search(folded))

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


@dataclass(frozen=True, slots=True)
class Phrases:
    """What finds any of some phrases in folded text, and what matches their first words."""

    whole: re.Pattern[str]
    first: re.Pattern[str]


def _phrases(*written: str) -> Phrases:
    """Patterns of phrases; "~" marks the end of the first word of a longer one, "~ ?" that it may go on."""
    first = [word.split("~")[0] + ("" if "~ ?" in word else "$") for word in written]
    whole = [word.replace("~", "") for word in written]
    return Phrases(re.compile(rf"\b(?:{'|'.join(whole)})\b"), re.compile("|".join(first)))


PART = _phrases(
    *("RATEN?", "RATA", "RATES", "INSTALL?MENTS?", "TEILZAHLUNG", "TEILBETRAG", "ACOMPTE", "ANZAHLUNG"),
    *(r"ABSCHLAG\w*", "PARTIAL", r"PART~ (?:PAYMENT|\d)", "PLAZO", "TERMIJN", "DOWN~ PAYMENT", "PROGRESS"),
    *("ON~ ACCOUNT", "A~ CONTO", "AKONTO", "A~ CUENTA", "ACCONTO"),
    *(r"(?:OF|DE|DI)~(?<=\b\d ..) \d", r"(?:VON|VAN|SUR)~(?<=\b\d ...) \d"),
)
# Not the bare word: a bank calls every incoming transfer a credit, or Gutschrift.
CREDIT = _phrases(
    *("LESS", "MINUS", "ABZGL", "ABZUEGLICH", "ABZUGLICH", "MOINS", "MENOS", "MENO", "AFTREK", r"DEDUCT\w*"),
    *("RMA", "RETURNED~ GOODS", "(?:CREDIT|CR)~ (?:NOTE|MEMO)", "CREDITNOTA", "KREDITNOTA"),
    *("NOTA~ (?:DE |DI )?CREDITO", "AVOIR", r"(?:CN|CM|GS|AV|NC)~ ?[A-Z]{0,3} ?\d{2,}"),
)
_CAUSE = re.compile(
    r"\b(?:FEES?|CHARGES?|COMMISSION|SPESEN|GEBUEHR\w*|GEBUHR\w*|FRAIS|COMISION\w*|KOSTEN"
    r"|DISCOUNT\w*|DISC|SKONTO|ESCOMPTE|SCONTO|DESCUENTO|REBATE|EARLY PAY\w*)\b"
)
WITHHELD = _phrases(
    *(r"WITHH\w*", "WHT", "TDS", "CIS", r"RETENTION\w*", r"RETENCION\w*", "RETENCAO", "RETENUES?"),
    *("RITENUT[AE]", r"EINBEHALT\w*", "SICHERHEITSEINBEHALT", "QUELLENSTEUER", "BRONBELASTING"),
    *(r"INHOUDING\w*", r"DETRACCION\w*", r"TAX~ DEDUCT\w*"),
)


def months(words: Words) -> Ints:
    """The one month (1 to 12) the words of each line name, 0 where they name none or several."""
    month = ints([_MONTH.get(word, 0) for word in words.vocabulary])[words.code]
    at = np.flatnonzero(month)
    named = distinct(words.line[at] * 16 + month[at])
    line = named // 16
    only = counts(line, words.size)[line] == 1
    out = np.zeros(words.size, dtype=np.int64)
    out[line[only]] = named[only] % 16
    return out


def month_of(days: Ints) -> Ints:
    """The month (1 to 12) of day numbers; meaningless where the date is missing."""
    return np.asarray(
        days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1, dtype=np.int64
    )
