"""Bank lines that are not about invoices: payroll, rent, tax, transfers, charges, returned payments."""

import re
from bisect import bisect_left
from functools import lru_cache

import numpy as np

from core.matching.arrays import Bools, Ints, ints
from core.matching.frames import Items
from core.matching.names import fold
from core.model.reasons import Reason

# Words, on folded text, in the languages bank statements of Europe and America use.
_WORDS: tuple[tuple[Reason, str], ...] = (
    (Reason.PAYROLL, "PAYROLL|SALARY|SALARIES|SALARIO|SALARIOS|SALARIS*|SALAIRE*|WAGE|WAGES|LOHN*"
                     "|GEHALT*|NOMINA"
                     "|STIPEND*|GUSTO|ADP|PAYCHEX|401K|RETIREMENT|PENSION*|SV BEITRAEGE|SOZIALVERSICHERUNG*"),
    (Reason.TAX, "IRS|EFTPS|HMRC|FINANZAMT|TAX|TAXES|SALES TAX|TAX PAYMENT|TAX REFUND|VAT"
                 "|USATAXPYMT|STEUER*|UMSATZSTEUER"
                 "|LOHNSTEUER|IMPOT|IMPOTS|URSSAF|DGFIP|AGENCIA TRIBUTARIA|BELASTINGDIENST|PAYE|FRANCHISE TAX"
                 "|DEPT OF REVENUE|DEPARTMENT OF REVENUE|KRANKENKASSE|SOCIAL SECURITY|INPS|F24"),
    (Reason.RENT, "RENT|MIETE*|LEASE PAYMENT|LOYER|HUUR|ALQUILER|AFFITTO|KALTMIETE"),
    (Reason.INTEREST, "INTEREST|ZINS*|INTERETS|RENTE|INTERESSI|HABENZINSEN|SOLLZINSEN"),
    (Reason.BANK_CHARGE, "BANK CHARGE|BANK CHARGES|BANK FEE|BANK FEES|SERVICE CHARGE|ACCOUNT FEE|MONTHLY FEE"
                         "|MAINTENANCE FEE|WIRE FEE|KONTOFUHRUNG*|ENTGELT*|GEBUHR*|KONTOENTGELT"
                         "|FRAIS BANCAIRE"
                         "|FRAIS BANCAIRES|COMMISSION|ANALYSIS CHARGE|ANALYSIS FEE|ACCOUNT ANALYSIS"
                         "|BANKKOSTEN"
                         "|SPESEN|OVERDRAFT|MERCHANT FEE|MERCHANT FEES"),
    (Reason.TRANSFER, "INTERNAL TRANSFER|TRANSFER TO|TRANSFER FROM|OWN ACCOUNT|SWEEP|UMBUCHUNG|UBERTRAG|XFER"
                      "|INTERCOMPANY|BOOK TRANSFER|VIREMENT INTERNE|ACCOUNT TRANSFER|SAVINGS|ZBA|CASH POOL*"
                      "|CASH POOLING|EIGENUBERTRAG"),
    (Reason.CARD_PAYOUT, "STRIPE|SQUARE|PAYPAL|ADYEN|WORLDPAY|SUMUP|MERCHANT DEP|MERCHANT BANKCARD|BANKCARD"
                         "|MERCHANT SETTLEMENT|CARD SETTLEMENT|POS SETTLEMENT|CARD PAYOUT|PAYOUT|SHOPIFY"
                         "|AMEX SETTLEMENT"),
    (Reason.UTILITIES, "ELECTRIC*|UTILITY|UTILITIES|WATER BILL|GAS BILL|STROM*|STADTWERKE|POWER BILL|INTERNET"
                       "|TELEKOM|VODAFONE|COMCAST|VERIZON|PG E|EDF|ENERGIE*"),
    (Reason.LOAN, "LOAN|DARLEHEN*|TILGUNG|KREDIT*|PRET|LENING|MORTGAGE|AMORTISATION|AMORTIZATION|LEASING*"
                  "|CREDIT LINE"),
    (Reason.INSURANCE, "INSURANCE|VERSICHERUNG*|ASSURANCE|ASSURANCES|VERZEKERING*|HEALTH PLAN|WORKERS COMP"),
    (Reason.CARD_PURCHASE, "CARD PURCHASE|DEBIT CARD|CHECKCARD|POS PURCHASE|CORPORATE CARD"
                           "|CARD AUTOPAY|GIROCARD"
                           "|KARTENZAHLUNG|KREDITKARTENABRECHNUNG|PAIEMENT CARTE|CARTE BANCAIRE"),
)  # fmt: skip
# The patterns are shortened like the text they search: STEUER stands there as STEUR.
_UMLAUT_E = re.compile(r"(?<=[AOU])E")


def _word_table() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Whole words, word beginnings and phrases with the position of their reason (the first listed wins)."""
    whole: dict[str, int] = {}
    begins: dict[str, int] = {}
    phrases: dict[str, int] = {}
    for at, (_, words) in enumerate(_WORDS):
        for word in _UMLAUT_E.sub("", words).split("|"):
            kind = phrases if " " in word else begins if word.endswith("*") else whole
            kind.setdefault(word.rstrip("*"), at)
    return whole, begins, phrases


_RETURN = re.compile(
    r"\b(?:RETURN(?:ED)?|REVERSAL|REVERSED|CHARGEBACK|CHARGE BACK|NSF|BOUNCED|REJECT(?:ED)?"
    r"|RUCKLAST\w*|RUCKGABE"
    r"|RUCKBUCHUNG|RUCKUBERWEISUNG|STORNO|STORNIERUNG|REJET|IMPAYE|DEVOLUCION|DEVUELTO|INSOLUTO"
    r"|STORNERING|UNPAID"
    r"|VOID(?:ED)?|RETOUR(?:NE)?|R0[1-9]|R1[0-9]|RDI|ACH RET\w*|RTN|RECALL|CANCELLED|CANCELED"
    r"|REFUSED|DISHONOU?RED)\b"
)
SOON_DAYS = 30  # a return that names nothing belongs to the only payment of its amount in these days
RETURN_DAYS = 75
RETURN_FEE = 10_000  # minor units a returned payment may be larger by (the bank's fee)


def words_of(payments: Items) -> list[str]:
    """The folded words of each bank line."""
    columns = (payments.text["counterparty"], payments.text["description"], payments.text["reference"])
    return [_plain(" ".join(values)) for values in zip(*columns, strict=True)]


def _plain(text: str) -> str:
    """Folded, with umlauts written out shortened: both spellings meet the same word."""
    return _UMLAUT_E.sub("", fold(text))


def categories(words: list[str]) -> Ints:
    """Per bank line: the position in `SET_ASIDE` its words suggest, -1 for none."""
    memory: dict[str, int] = {}
    return ints([memory.setdefault(text, _category(text)) for text in words])


SET_ASIDE = tuple(reason for reason, _ in _WORDS)
_WHOLE, _BEGINS, _PHRASES = _word_table()
_LONGEST_PHRASE = max(phrase.count(" ") + 1 for phrase in _PHRASES)
_NONE = len(_WORDS)


@lru_cache(maxsize=200_000)
def _word(word: str) -> int:
    starts = (at for begin, at in _BEGINS.items() if word.startswith(begin))
    return min(_WHOLE.get(word, _NONE), min(starts, default=_NONE))


def _category(text: str) -> int:
    words = text.split()
    best = min(map(_word, words), default=_NONE)
    for size in range(2, _LONGEST_PHRASE + 1):
        for at in range(len(words) - size + 1):
            best = min(best, _PHRASES.get(" ".join(words[at : at + size]), _NONE))
    return best if best < _NONE else -1


def speaks_of_return(words: list[str]) -> Bools:
    """Whether a bank line says that it takes a payment back."""
    return np.array([_RETURN.search(text) is not None for text in words], dtype=bool)


def returned_pairs(payments: Items, words: list[str], payer: Ints) -> tuple[Ints, Ints]:
    """(returned payment, returning line) pairs: opposite amounts of one payer, the later line says so.

    A returning line may be larger by the bank's fee. Each line is used once, the nearest earlier payment
    first.
    """
    returns = np.flatnonzero(speaks_of_return(words)).tolist()
    amount, day, currency = payments.open.tolist(), payments.start.tolist(), payments.currency.tolist()
    ladders: dict[int, list[tuple[int, int]]] = {}
    for line, value in enumerate(amount):
        ladders.setdefault(currency[line], []).append((value, line))
    for ladder in ladders.values():
        ladder.sort()
    numbers = [
        frozenset(w for w in text.split() if any(c.isdigit() for c in w) and len(w) >= 4) for text in words
    ]
    payer_list = payer.tolist()
    used: set[int] = set()
    first: list[int] = []
    second: list[int] = []
    for back in returns:
        match = _original(back, amount, day, ladders[currency[back]], numbers, words, payer_list, used)
        if match >= 0:
            used |= {match, back}
            first.append(match)
            second.append(back)
    return ints(first), ints(second)


def _original(
    back: int, amount: list[int], day: list[int], ladder: list[tuple[int, int]],
    numbers: list[frozenset[str]], words: list[str], payer: list[int], used: set[int],
) -> int:  # fmt: skip
    """The earlier opposite line most like it; smaller by a fee only when more than the amount agrees."""
    whole = -amount[back]
    low, high = sorted((whole, whole - (RETURN_FEE if whole > 0 else -RETURN_FEE)))
    best: tuple[int, int, int] = (0, 0, -1)
    only: list[int] = []
    for value, line in ladder[bisect_left(ladder, (low, -1)) : bisect_left(ladder, (high, len(amount)))]:
        apart = day[back] - day[line]
        if line == back or line in used or not 0 <= apart <= RETURN_DAYS or (value < 0) == (amount[back] < 0):
            continue
        alike = 2 * bool(numbers[line] & numbers[back]) + (payer[line] >= 0 and payer[line] == payer[back])
        alike += 2 * (len(set(words[line].split()) & set(words[back].split())) >= 2)
        alike = 2 * alike + 1 if value == whole else alike
        if value == whole and apart <= SOON_DAYS:
            only.append(line)
        if (alike >= 3 or value == whole) and alike > (value == whole) and (alike, -apart, line) > best:
            best = (alike, -apart, line)
    if best[2] < 0 and len(only) == 1:
        return only[0]
    return best[2]
