"""Amounts as files write them: strict forms only, with the decimal sign decided over the whole column."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import overload

from core.intake.currency_codes import SYMBOLS
from core.model.columns import Column
from core.model.errors import MoneyError
from core.model.money import minor_digits, to_minor

_SPACE = " \u00a0\u202f\u2009\u2007"
_UNIT = "|".join(re.escape(symbol) for symbol in sorted(SYMBOLS, key=len, reverse=True)) + "|[A-Z]{3}"
_FORM = re.compile(
    rf"(?P<open>\()?[{_SPACE}]*(?P<before>[+\-−])?[{_SPACE}]*(?P<unit>{_UNIT})?[{_SPACE}]*(?P<inner>[+\-−])?"
    rf"[{_SPACE}]*(?P<digits>[0-9][0-9.,'’{_SPACE}]*[0-9]|[0-9]|[.,][0-9]+)[{_SPACE}]*(?P<after>[+\-−])?"
    rf"[{_SPACE}]*(?P<tail>{_UNIT})?[{_SPACE}]*(?P<mark>CR|DR|Cr|Dr)?\.?[{_SPACE}]*(?P<close>\))?\Z"
)
_DIGITS_ONLY = re.compile(r"[0-9]+\Z")
_POINT_PLAIN = re.compile(r"[0-9]*\.?[0-9]+\Z")
_COMMA_PLAIN = re.compile(r"[0-9]*,?[0-9]+\Z")
_GROUPED = {
    ".": re.compile(
        rf"[0-9]{{1,3}}(?P<group>[,'’{_SPACE}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*(?:\.[0-9]+)?\Z"
    ),
    ",": re.compile(
        rf"[0-9]{{1,3}}(?P<group>[.'’{_SPACE}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*(?:,[0-9]+)?\Z"
    ),
}
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?\Z")
_NOT_DIGITS = re.compile(rf"['’{_SPACE},.]")
NOT_AN_AMOUNT = "is not an amount"


class AmountError(ValueError):
    """A cell that is no amount; the message is the reason a person reads."""


@dataclass(frozen=True, slots=True)
class Written:
    """An amount taken apart: `digits` with separators, `sign` +1 or -1, `unit` a symbol or code or "",
    `mark` "CR", "DR" or "" (what it does to the sign is the reader's to say)."""

    digits: str
    sign: int
    unit: str
    mark: str


def take_apart(text: str) -> Written:
    """The parts of a written amount; raises `AmountError` for anything that is not strictly one."""
    found = _FORM.match(text.strip())
    if found is None:
        raise AmountError(NOT_AN_AMOUNT)
    brackets = (found["open"], found["close"]).count(None)
    if brackets == 1:
        raise AmountError("has an unmatched bracket")
    signs = [sign for sign in (found["before"], found["inner"], found["after"]) if sign]
    units = [unit for unit in (found["unit"], found["tail"]) if unit]
    mark = (found["mark"] or "").upper()
    if len(signs) + (brackets == 0) + bool(mark) > 1 or len(units) > 1:
        raise AmountError("has more than one sign or currency")
    negative = brackets == 0 or (bool(signs) and signs[0] != "+")
    return Written(found["digits"], -1 if negative else 1, units[0] if units else "", mark)


def vote(digits: str) -> str:
    """Which decimal sign the digits prove: "." or ","; "?" when they could mean both; "" when neither."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if points + commas == 0:
        return ""
    mine, other = (".", ",") if points else (",", ".")
    if points + commas > 1:
        return other
    before, _, behind = digits.partition(mine)
    if (
        len(behind) != 3
        or before in ("", "0")
        or len(_NOT_DIGITS.sub("", before)) > 3
        or not before.isdigit()
    ):
        return mine
    return "?"


@dataclass(frozen=True, slots=True)
class DecimalVote:
    """What a column says about its decimal sign: `sign` "." or "," when it decides, "" when nothing needs
    deciding, None when a person must; `example` a cell that leaves it open or contradicts the others, and
    `other` the first of these others: cells in two styles."""

    sign: str | None
    example: str = ""
    other: str = ""


# Every digit of a text as "d" and every sign as "s", to see the form of all cells of a column at once.
_FORMS = bytes.maketrans(b"ds0123456789+-", b"??ddddddddddss")
_PROVES_POINT = re.compile(r"-?[0-9]+(?:\.[0-9]{2})?\Z")


def decide_decimal(texts: Iterable[str]) -> DecimalVote:
    """The decimal sign that all written amounts of a column agree on (other cells are passed)."""
    texts = list(texts)
    if are_plain("\n".join(texts), len(texts), ".", 2):
        return DecimalVote("." if texts else "")
    first: dict[str, str] = {}
    for text in map(str.strip, texts):
        if _PROVES_POINT.match(text):
            if "." in text and "." not in first:
                first["."] = text
            continue
        try:
            said = vote(take_apart(text).digits)
        except AmountError:
            continue
        first.setdefault(said, text)
    if "." in first and "," in first:
        return DecimalVote(None, first[","], first["."])
    if "." in first or "," in first:
        return DecimalVote("." if "." in first else ",")
    return DecimalVote(None, first["?"]) if "?" in first else DecimalVote("")


def has_points(texts: Sequence[str]) -> bool:
    """Whether all cells of a column are whole numbers with a decimal point and two digits."""
    joined = _joined(texts)
    return bool(joined) and joined is not None and are_plain(joined, len(texts), ".", 2)


def number(digits: str, decimal: str) -> Decimal:
    """The value of the digits under a decimal sign; raises `AmountError` when they do not fit it."""
    plain = _POINT_PLAIN if decimal == "." else _COMMA_PLAIN
    if plain.match(digits):
        return Decimal(digits.replace(",", "."))
    if _GROUPED[decimal].match(digits) or (decimal == "." and _INDIAN.match(digits)):
        whole, _, fraction = digits.partition(decimal)
        return Decimal(_NOT_DIGITS.sub("", whole) + ("." + fraction if fraction else ""))
    raise AmountError(f"does not fit “{decimal}”, the decimal sign of the file's other amounts")


def unit_fits(unit: str, currency: str) -> bool:
    """Whether a symbol or code written beside an amount can mean the currency."""
    return unit == currency or currency in SYMBOLS.get(unit, ())


def parse(text: str, decimal: str, currency: str, credit_sign: int = 1) -> int:
    """Minor units of one written amount in `currency`.

    `credit_sign` is the sign of an amount marked CR (DR has the other one). Raises `AmountError`.
    """
    written = take_apart(text)
    if written.unit and not unit_fits(written.unit, currency):
        raise AmountError(f"is marked “{written.unit}” but the currency is {currency}")
    value = number(written.digits, decimal)
    if vote(written.digits) == "?" and decimal in written.digits and minor_digits(currency) < 3:
        # "130.000" among amounts with points may be 130 or, from another hand, 130,000.
        raise AmountError(f"has more decimals than {currency} has ({minor_digits(currency)})")
    try:
        minor = to_minor(value, currency)
    except MoneyError as error:
        raise AmountError(_money_reason(value, currency)) from error
    if written.mark:
        return minor * (credit_sign if written.mark == "CR" else -credit_sign)
    return minor * written.sign


def _money_reason(value: Decimal, currency: str) -> str:
    digits = minor_digits(currency)
    if value != value.quantize(Decimal(1).scaleb(-digits)) if abs(value) < Decimal(10) ** 20 else False:
        return f"has more decimals than {currency} has ({digits})"
    return "is too large (more than 15 digits)"


class PlainMinors(Sequence[int | None]):
    """The minor units of a column that has an amount other than zero in each cell.

    They are kept as one text with a line for each; the numbers are made when somebody looks at one.
    """

    def __init__(self, text: str, length: int) -> None:
        self._text = text
        self._length = length
        self._numbers: list[int | None] = []

    @property
    def column(self) -> Column:
        """The minor units in digits."""
        return Column.of_text(self._text, self._length)

    @property
    def any_negative(self) -> bool:
        """Whether one of them is negative."""
        return "-" in self._text

    @overload
    def __getitem__(self, index: int) -> int | None: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int | None]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int | None] | None:
        return self._all()[index]

    def __iter__(self) -> Iterator[int | None]:
        return iter(self._all())

    def __contains__(self, minor: object) -> bool:
        return bool(minor) and minor in self._all()

    def __len__(self) -> int:
        return self._length

    def _all(self) -> list[int | None]:
        if not self._numbers:
            self._numbers = list(map(int, self._text.split("\n")))
        return self._numbers


def in_digits(minors: Sequence[int | None]) -> Column:
    """Minor units as a column of digits."""
    return minors.column if isinstance(minors, PlainMinors) else Column(list(map(str, minors)))


def any_negative(minors: Sequence[int | None]) -> bool:
    """Whether one of the amounts is negative."""
    if isinstance(minors, PlainMinors):
        return minors.any_negative
    return any(minor is not None and minor < 0 for minor in minors)


def parse_column(
    texts: Sequence[str], decimal: str, currencies: Sequence[str], credit_sign: int = 1
) -> tuple[Sequence[int | None], dict[int, str]]:
    """Minor units of a column, None where blank or wrong, and the reasons by position.

    A column or cell written as plain decimals with exactly the currency's digits takes a short way; every
    other cell is parsed strictly by itself.
    """
    kinds = currencies.kinds if isinstance(currencies, Column) else frozenset(currencies)
    if (whole := _all_plain(texts, decimal, kinds)) is not None:
        return whole, {}
    texts = [text.strip() for text in texts]
    minors: list[int | None] = [None] * len(texts)
    faults: dict[int, str] = {}
    plain = {code: _exactly(minor_digits(code), decimal) for code in kinds if code}
    for index, (text, currency) in enumerate(zip(texts, currencies, strict=True)):
        if not text or not currency:
            continue
        if plain[currency].match(text):
            minors[index] = int(text.replace(decimal, ""))
            continue
        try:
            minors[index] = parse(text, decimal, currency, credit_sign)
        except AmountError as error:
            faults[index] = str(error)
    return minors, faults


def _all_plain(
    texts: Sequence[str], decimal: str, currencies: Collection[str]
) -> Sequence[int | None] | None:
    """Minor units of a column in one currency whose cells are all plain, or None where one is not."""
    if len(currencies) != 1 or not all(currencies):
        return None
    digits = minor_digits(next(iter(currencies)))
    joined = _joined(texts)
    if joined is None or not are_plain(joined, len(texts), decimal, digits):
        return None
    if max(map(len, texts)) > 15 + bool(digits):  # perhaps more than can be held exactly
        return None
    return _without_zeros(joined.replace(decimal, ""), len(texts))


def _without_zeros(written: str, length: int) -> Sequence[int | None]:
    """The numbers on the lines of a text; as that text, where it is how they would be written."""
    lines = f"\n{written}\n"
    for before in ("\n", "\n-"):
        while before + "0" in lines:
            lines = lines.replace(before + "0", before)
    if "+" in lines or "\n\n" in lines or "-\n" in lines:
        return list(map(int, written.split("\n")))
    return PlainMinors(lines[1:-1], length)


def are_plain(joined: str, count: int, decimal: str, digits: int) -> bool:
    """Whether each of the `count` lines of a text is nothing but a whole number and exactly so many decimals,
    with or without a sign before it.

    Counting forms takes a tenth of the time that matching every line does.
    """
    if not joined.isascii():
        return False
    if not count:
        return not joined
    forms = f"\n{joined}\n".encode().translate(_FORMS)
    point = decimal.encode() if digits else b""
    signs = forms.count(b"s")
    return (
        forms.count(b"\n") == count + 1
        and forms.count(b"d" + point + b"d" * digits + b"\n") == count
        and forms.count(b"\ns") == signs
        and forms.count(b"d") + signs + count * len(point) + count + 1 == len(forms)
        and (not point or forms.count(point) == count)
    )


def _joined(texts: Sequence[str]) -> str | None:
    return texts.joined if isinstance(texts, Column) else "\n".join(texts)


def _exactly(digits: int, decimal: str) -> re.Pattern[str]:
    """Plain amounts with exactly the currency's digits, at most 15 in all."""
    tail = f"{re.escape(decimal)}[0-9]{{{digits}}}" if digits else ""
    return re.compile(rf"[+-]?[0-9]{{1,{15 - digits}}}{tail}\Z")
