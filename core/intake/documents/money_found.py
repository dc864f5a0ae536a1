"""Amounts inside running text: where they stand, what they are worth, in which currency."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.intake import amounts
from core.intake.currency_codes import CODES, SYMBOLS
from core.intake.documents import country_signs
from core.intake.documents.values import Found, Place
from core.intake.documents.words import Cell, fold
from core.model.money import minor_digits

_UNIT = (
    r"US\$|C\$|CA\$|CAD\$|A\$|AU\$|NZ\$|S\$|HK\$|R\$|MX\$|Mex\$|Rs\.?|INR|"
    r"R(?= ?[0-9]{1,3}(?:[ ,]?[0-9]{3})*[.,][0-9]{2}(?![0-9]))|€|£|\$|¥|₹|₩|₺|₪|"
    r"NT\$|J\$|TT\$|AR\$|COL\$|FCFA|F ?CFA|CFA|DH|DHS|Tk\.?|NRs\.?|₡|₲|৳|₽|₴|₦|₱|฿|₫|₸|GH₵|лв\.?|руб\.?|"
    r"грн\.?|дин\.?|RM|Rp\.?|KSh|TL|lei|Lei|Dhs?\.?|S/\.?|"
    r"zł|Kč|Ft|円|元|kr\.?|Fr\.|SFr\.?|Euro|EURO|[A-Z]{3}"
)
_DIGITS = (
    r"[0-9]{1,3}(?:[.,'’\u00a0\u202f ][0-9]{3})+(?:[.,][0-9]{1,4})?(?![0-9])"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]{1,4})?(?![0-9])"
    r"|[0-9]+[.,][0-9]{1,4}(?![0-9])|[0-9]+(?:,-|,--|\.-)?"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,/\-–'’])(?P<open>\()?(?P<sign>[-–−+] ?)?(?:(?P<unit>{_UNIT}) ?)?(?P<sign2>[-–−] "
    rf"?)?(?P<digits>{_DIGITS})"
    rf"(?P<tail_sign>-(?![0-9A-Za-z]))?(?: ?(?P<tail>{_UNIT})(?![A-Za-z]))?(?P<mark> ?(?:CR|"
    rf"Cr))?(?P<close>\))?(?![\w/%]|[.,:][0-9]|-[0-9A-Za-z])(?! ?%)"
)
_NAMED = {
    "Euro": "EUR",
    "EURO": "EUR",
    "CA$": "CAD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "S$": "SGD",
}
_NAMED |= {
    "NT$": "TWD",
    "J$": "JMD",
    "TT$": "TTD",
    "AR$": "ARS",
    "COL$": "COP",
    "Tk": "BDT",
    "Tk.": "BDT",
    "৳": "BDT",
    "NRs": "NPR",
    "NRs.": "NPR",
    "₡": "CRC",
    "₲": "PYG",
    "₽": "RUB",
    "руб": "RUB",
    "руб.": "RUB",
    "₴": "UAH",
    "грн": "UAH",
    "грн.": "UAH",
    "лв": "BGN",
    "лв.": "BGN",
    "дин": "RSD",
    "дин.": "RSD",
    "₸": "KZT",
    "₦": "NGN",
    "₱": "PHP",
    "฿": "THB",
    "₫": "VND",
    "GH₵": "GHS",
    "RM": "MYR",
    "Rp": "IDR",
    "Rp.": "IDR",
    "KSh": "KES",
    "TL": "TRY",
    "lei": "RON",
    "Lei": "RON",
    "S/": "PEN",
    "S/.": "PEN",
    "円": "JPY",
    "元": "CNY",
    "R": "ZAR",
    "MX$": "MXN",
    "Mex$": "MXN",
    "CAD$": "CAD",
    "C$": "CAD",
    "A$": "AUD",
    "R$": "BRL",
    "HK$": "HKD",
    "SFr": "CHF",
    "SFr.": "CHF",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as printed in a cell: `unit` the symbol or code beside it or ""; `exact` when it has decimals
    or a unit, so that it cannot be a count."""

    value: Decimal
    unit: str
    exact: bool
    cell: Cell
    start: int
    end: int

    @property
    def place(self) -> Place:
        """Where it is printed."""
        return self.cell.place(self.start, self.end)


def in_cell(cell: Cell, decimal: str, start: int = 0, end: int | None = None) -> list[Amount]:
    """The amounts printed in a cell between two positions, read with a decimal sign."""
    found = []
    for match in _AMOUNT.finditer(cell.text, start, len(cell.text) if end is None else end):
        unit = match["unit"] or match["tail"] or ""
        if unit.isalpha() and unit.isupper() and len(unit) == 3 and unit not in CODES:
            unit = ""
        digits = match["digits"].removesuffix(",-").removesuffix(",--").removesuffix(".-")
        value = _value(digits, decimal)
        if value is None:
            continue
        brackets = match["open"] is not None and match["close"] is not None
        if match["tail_sign"] or brackets or _is_minus(match["sign"]) or match["sign2"] or match["mark"]:
            value = -value
        exact = bool(unit) or digits != match["digits"] or re.search(r"[.,][0-9]{2}\Z", digits) is not None
        at = match.start("unit") if match["unit"] else match.start("digits")
        stop = match.end("tail") if match["tail"] and unit else match.end("digits")
        found.append(Amount(value, unit, exact, cell, at, stop))
    return found


def _is_minus(sign: str | None) -> bool:
    return sign is not None and sign.strip() != "+"


def _value(digits: str, decimal: str) -> Decimal | None:
    if re.fullmatch(r"[0-9]{1,3}(?:[.,][0-9]{3})+[.,][0-9]{2}", digits):
        # Whichever sign stands where (a recogniser takes commas for points), the last two digits are cents.
        return Decimal(f"{re.sub('[.,]', '', digits[:-3])}.{digits[-2:]}")
    said = amounts.vote(digits)
    if said in (".", ",") and re.search(r"[.,][0-9]{1,2}\Z", digits):
        decimal = said  # two decimals speak for themselves, whatever the rest of the document does
    try:
        return amounts.number(digits, decimal)
    except amounts.AmountError:
        return None


_ENOUGH = 3  # so many numbers with one group of three digits are no quantities with three decimals
_WHOLE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")


def decimal_sign(cells: Iterable[Cell]) -> str:
    """The decimal sign that most amounts of the document use; a point where nothing tells."""
    votes: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    for cell in cells:
        for match in _AMOUNT.finditer(cell.text):
            digits = match["digits"]
            if re.search(r"[.,][0-9]{2}\Z", digits):
                votes[amounts.vote(digits)] += 1
            elif _WHOLE.fullmatch(digits) and (match["unit"] or match["tail"]):
                whole[digits[-4]] += 1
            elif _WHOLE.fullmatch(digits):
                bare[digits[-4]] += 1
    if not votes and not whole and sum(bare.values()) >= _ENOUGH:
        whole = bare
    if not votes and whole:  # money without decimals ("$ 24.990"): the sign there divides thousands
        return "," if whole["."] > whole[","] else "."
    return "," if votes[","] > votes["."] else "."


def currency_of(total: Amount | None, cells: Sequence[Cell], decimal: str) -> Found:
    """The currency the document bills in: the total's own mark first, then the marks of all amounts, then
    codes in the text, then the country it speaks of."""
    text = fold("\n".join(cell.text for cell in cells))
    if total is not None and total.unit:
        code, sure = _of_unit(total.unit, text)
        return Found(code, sure, total.place)
    if total is not None and (beside := _code_beside(total.place, cells)) is not None:
        return beside
    marks: Counter[str] = Counter()
    first: dict[str, Place] = {}
    for cell in cells:
        if _CONVERTED.search(cell.folded):
            continue
        for amount in in_cell(cell, decimal):
            if amount.unit and amount.exact:
                marks[amount.unit] += 1
                first.setdefault(amount.unit, amount.place)
    named = _named_codes(cells)
    if len(named) == 1 and not marks:
        code, place = next(iter(named.items()))
        return Found(code, 0.95, place)
    if marks:
        unit = marks.most_common(1)[0][0]
        code, sure = _of_unit(unit, text)
        codes = {_of_unit(other, text)[0] for other in marks}
        agreed = len(codes) == 1 and (not named or code in named)
        return Found(code, sure if agreed else min(sure, 0.75), first[unit])
    if named:
        code, place = next(iter(named.items()))
        return Found(code, 0.6, place)
    for code, spoken in _SPOKEN:
        if re.search(spoken, text):
            return Found(code, 0.85)
    loose = _loose_symbols(cells, text)
    if loose:
        return loose
    code, lead = country_signs.best(text)
    return Found(code, 0.75 if lead >= 2 else 0.6) if code else Found()


def _code_beside(place: Place, cells: Sequence[Cell]) -> Found | None:
    """The code that ends the label left of an amount ("Total EUR"), also where another currency's
    equivalent is printed."""
    middle = (place.box.top + place.box.bottom) / 2
    for cell in cells:
        if cell.page != place.page or not cell.box.top < middle < cell.box.bottom:
            continue
        code = cell.text.rstrip(" :)")[-3:]
        if cell.box.right < place.box.left and code in CODES and not cell.text[-4:-3].isalpha():
            return Found(code, 0.97, cell.place(cell.text.rfind(code), cell.text.rfind(code) + 3))
        sign = cell.words[-1].text.strip("():")
        if cell.box.right < place.box.left and len(cell.words) > 1 and len(sign) > 1 and sign in _NAMED:
            return Found(_NAMED[sign], 0.95, cell.place(cell.starts[-1]))
    return None


# An amount told once more in another currency is not what is billed.
_CONVERTED = re.compile(
    r"equivalent|\bconver(?:ted|sion)|exchange rate|\bfx\b|\brate [0-9]|umgerechnet|gegenwert|wechselkurs|"
    r"contre-?valeur|taux de change|tegenwaarde|wisselkoers|contravalor|tipo de cambio|controvalore|"
    r"tasso di cambio|\bcambio\b|vaxelkurs|valutakurs|valutakurssi|\bkurs\b|przelicz|prepocet"
)


# Signs that neighbours share: which is meant is told by the country; the first where nothing tells.
_SHARED = {
    "FCFA": ("XOF", "XAF"),
    "F CFA": ("XOF", "XAF"),
    "CFA": ("XOF", "XAF"),
    "DH": ("MAD", "AED"),
    "DHS": ("MAD", "AED"),
    "Dh": ("MAD", "AED"),
    "Dhs": ("AED", "MAD"),
    "Dhs.": ("AED", "MAD"),
    "Rs": ("INR", "PKR", "LKR", "NPR", "MUR"),
    "Rs.": ("INR", "PKR", "LKR", "NPR", "MUR"),
}


def _of_unit(unit: str, text: str) -> tuple[str, float]:
    if unit in CODES:
        return unit, 0.99
    if unit in _SHARED:
        code, lead = country_signs.best(text, frozenset(_SHARED[unit]))
        return (code, 0.95 if lead >= 2 else 0.85) if code else (_SHARED[unit][0], 0.8)
    if unit in _NAMED:
        return _NAMED[unit], 0.97
    candidates = SYMBOLS.get(unit, frozenset())
    if len(candidates) == 1:
        return next(iter(candidates)), 0.99
    spoken = [code for code in sorted(candidates) if re.search(rf"\b{code.lower()}\b", text)]
    if len(spoken) == 1:
        return spoken[0], 0.97
    if unit == "£":
        return "GBP", 0.98
    code, lead = country_signs.best(text, candidates)
    if unit == "$":
        return (code, 0.92 if lead >= 2 else 0.8) if code and lead >= 1 else ("USD", 0.85)
    if code:
        return code, 0.92 if lead >= 2 else 0.8
    return (sorted(candidates)[0] if candidates else ""), 0.4


_SPOKEN = (
    ("USD", r"\b(?:u\.?s\.?|american) dollars?\b"),
    ("CAD", r"\bcanadian dollars?\b"),
    ("AUD", r"\baustralian dollars?\b"),
    ("GBP", r"\bpounds? sterling\b|\bbritish pounds?\b"),
    ("CHF", r"\bswiss francs?\b|\bschweizer franken\b|\bfrancs suisses\b"),
    ("JPY", r"\bjapanese yen\b|[0-9] ?円"),
    ("INR", r"\b(?:indian )?rupees\b"),
    ("KES", r"\bkshs?\b|\bkenya shillings?\b"),
    ("TZS", r"\btshs?\b"),
    ("UGX", r"\bushs?\b"),
    ("NGN", r"\bnaira\b"),
    ("THB", r"\bbaht\b"),
)
_CODE_WORD = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_CODE_CONTEXT = re.compile(
    r"currency|wahrung|devise|monnaie|valuta|moneda|divisa|all (?:prices|amounts)|betrage in|montants|in euro"
)
# Codes that are also words or abbreviations on invoices.
_WORDS = frozenset(
    {
        "ALL",
        "BHD",  # Sdn Bhd
        "TOP",
        "TRY",
        "COP",
        "CUP",
        "MOP",
        "PEN",
        "BOB",
        "CAD",
        "ERN",
        "GEL",
        "LAK",
        "MAD",
        "SOS",
        "STN",
        "PTE",
    }
)


def _named_codes(cells: Sequence[Cell]) -> dict[str, Place]:
    """Codes that stand by themselves, in a heading of amounts or after the word for currency."""
    found: dict[str, Place] = {}
    for cell in cells:
        for match in _CODE_WORD.finditer(cell.text):
            code = match[0]
            if code not in CODES:
                continue
            bracketed = cell.text[max(0, match.start() - 1) : match.start()] in ("(", "[")
            alone = len(cell.text) <= 5
            if code in _WORDS and not bracketed and not alone:
                continue
            if _CODE_CONTEXT.search(cell.folded) or bracketed or alone or len(cell.text) < 30:
                found.setdefault(code, cell.place(match.start(), match.end()))
    return found


def _loose_symbols(cells: Sequence[Cell], text: str) -> Found:
    counts: Counter[str] = Counter()
    where: dict[str, Place] = {}
    for cell in cells:
        for match in re.finditer(
            r"[€£$₹¥]|(?<![A-Za-z])(?:Rs\.?|S/\.?|Euros?|euros?)(?![A-Za-z0-9])", cell.text
        ):
            unit = "Euro" if match[0].lower().startswith("euro") else match[0]
            counts[unit] += 1
            where.setdefault(unit, cell.place(match.start(), match.end()))
    if not counts:
        return Found()
    unit = counts.most_common(1)[0][0]
    code, sure = _of_unit(unit, text)
    return Found(code, min(sure, 0.95 if len(counts) == 1 else 0.7), where[unit])


def plain(value: Decimal, currency: str) -> str:
    """The amount with exactly the currency's digits where it fits them, else as it is."""
    digits = minor_digits(currency) if currency else 2
    rounded = round(value, digits)
    return str(rounded if rounded == value else value)
