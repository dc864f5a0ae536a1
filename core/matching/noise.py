"""Bank lines that are not about invoices: payroll, rent, tax, transfers, charges, returned payments."""

import re
from bisect import bisect_left

import numpy as np

from core.matching.arrays import Bools, Ints, ints
from core.matching.frames import Items
from core.matching.names import fold
from core.model.reasons import Reason

# Words, on folded text, in the languages bank statements of Europe and America use.
_WORDS: tuple[tuple[Reason, str], ...] = (
    (Reason.PAYROLL, r"PAYROLL|SALAR(?:Y|IES|IO|IS)|WAGES?|LOHN\w*|GEHALT\w*|NOMINA|STIPEND\w*|GUSTO|ADP|PAYCHEX"
                     r"|DIRECT DEP PAYROLL|SALAIRES?|SALARIS\w*|401 ?K|RETIREMENT|PENSION\w*|SV BEITRAGE?"
                     r"|SOZIALVERSICHERUNG\w*"),
    (Reason.TAX, r"IRS|EFTPS|HMRC|FINANZAMT|TAX(?:ES)?|SALES TAX|TAX PAYMENT|VAT(?: PAYMENT| RETURN)?|USATAXPYMT|STEUER\w*"
                 r"|UMSATZSTEUER|LOHNSTEUER|IMPOTS?|URSSAF|DGFIP|AGENCIA TRIBUTARIA|BELASTINGDIENST|PAYE|FRANCHISE TAX"
                 r"|DEPT OF REVENUE|DEPARTMENT OF REVENUE|KRANKENKASSE|SOCIAL SECURITY|INPS|F24"),
    (Reason.RENT, r"RENT|OFFICE RENT|MIETE\w*|LEASE PAYMENT|LOYER|HUUR|ALQUILER|AFFITTO|KALTMIETE"),
    (Reason.INTEREST, r"INTEREST|ZINS\w*|INT(?:EREST)? PAID|INTERETS|RENTE|INTERESSI|HABENZINSEN|SOLLZINSEN"),
    (Reason.BANK_CHARGE, r"BANK CHARGES?|BANK FEES?|SERVICE CHARGE|ACCOUNT FEE|MONTHLY FEE|MAINTENANCE FEE"
                         r"|WIRE FEE|KONTOFUHRUNG\w*|ENTGELT\w*|GEBUHR\w*|KONTOENTGELT|FRAIS BANCAIRES?|COMMISSION"
                         r"|ANALYSIS (?:CHARGE|FEE)|ACCOUNT ANALYSIS|BANKKOSTEN|SPESEN|OVERDRAFT|MERCHANT FEES?"),
    (Reason.TRANSFER, r"INTERNAL TRANSFER|TRANSFER (?:TO|FROM)|OWN ACCOUNT|SWEEP|UMBUCHUNG|UBERTRAG|XFER"
                      r"|INTERCOMPANY|BOOK TRANSFER|VIREMENT INTERNE|ACCOUNT TRANSFER|SAVINGS|ZBA|CASH POOL\w*"
                      r"|EIGENUBERTRAG"),
    (Reason.CARD_PAYOUT, r"STRIPE|SQUARE|PAYPAL|ADYEN|WORLDPAY|SUMUP|MERCHANT (?:DEP|BANKCARD|SETTLEMENT)|BANKCARD"
                         r"|CARD SETTLEMENT|POS SETTLEMENT|CARD PAYOUT|PAYOUT|SHOPIFY|AMEX SETTLEMENT"),
    (Reason.UTILITIES, r"ELECTRIC\w*|UTILIT(?:Y|IES)|WATER BILL|GAS BILL|STROM\w*|STADTWERKE|POWER BILL|INTERNET"
                       r"|TELEKOM|VODAFONE|COMCAST|VERIZON|PG E|EDF|ENERGIE\w*"),
    (Reason.LOAN, r"LOAN|DARLEHEN\w*|TILGUNG|KREDIT\w*|PRET|LENING|MORTGAGE|AMORTI[SZ]ATION|LEASING\w*|CREDIT LINE"),
    (Reason.INSURANCE, r"INSURANCE|VERSICHERUNG\w*|ASSURANCES?|VERZEKERING\w*|HEALTH PLAN|WORKERS COMP"),
    (Reason.CARD_PURCHASE, r"CARD PURCHASE|DEBIT CARD|CHECKCARD|POS PURCHASE|CORPORATE CARD|CARD AUTOPAY|GIROCARD"
                           r"|KARTENZAHLUNG|KREDITKARTENABRECHNUNG|PAIEMENT CARTE|CARTE BANCAIRE"),
)  # fmt: skip
# The patterns are shortened like the text they search: STEUER stands there as STEUR.
_UMLAUT_E = re.compile(r"(?<=[AOU])E")
_PATTERNS = tuple((reason, re.compile(rf"\b(?:{_UMLAUT_E.sub('', words)})\b")) for reason, words in _WORDS)
_RETURN = re.compile(
    r"\b(?:RETURN(?:ED)?|REVERSAL|REVERSED|CHARGEBACK|CHARGE BACK|NSF|BOUNCED|REJECT(?:ED)?|RUCKLAST\w*|RUCKGABE"
    r"|RUCKBUCHUNG|RUCKUBERWEISUNG|STORNO|STORNIERUNG|REJET|IMPAYE|DEVOLUCION|DEVUELTO|INSOLUTO|STORNERING|UNPAID"
    r"|VOID(?:ED)?|RETOUR(?:NE)?|R0[1-9]|R1[0-9]|RDI|ACH RET\w*|RTN|RECALL|CANCELLED|CANCELED|REFUSED|DISHONOU?RED)\b"
)
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


SET_ASIDE = tuple(reason for reason, _ in _PATTERNS)


def _category(text: str) -> int:
    for at, (_, pattern) in enumerate(_PATTERNS):
        if pattern.search(text):
            return at
    return -1


def speaks_of_return(words: list[str]) -> Bools:
    """Whether a bank line says that it takes a payment back."""
    return np.array([_RETURN.search(text) is not None for text in words], dtype=bool)


def returned_pairs(payments: Items, words: list[str], payer: Ints) -> tuple[Ints, Ints]:
    """(returned payment, returning line) pairs: opposite amounts of one payer, the later line says so.

    A returning line may be larger by the bank's fee. Each line is used once, the nearest earlier payment first.
    """
    returns = np.flatnonzero(speaks_of_return(words)).tolist()
    amount, day, currency = payments.open.tolist(), payments.start.tolist(), payments.currency.tolist()
    ladders: dict[int, list[tuple[int, int]]] = {}
    for line, value in enumerate(amount):
        ladders.setdefault(currency[line], []).append((value, line))
    for ladder in ladders.values():
        ladder.sort()
    numbers = [frozenset(w for w in text.split() if any(c.isdigit() for c in w) and len(w) >= 4) for text in words]
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
    back: int, amount: list[int], day: list[int], ladder: list[tuple[int, int]], numbers: list[frozenset[str]],
    words: list[str], payer: list[int], used: set[int],
) -> int:  # fmt: skip
    """The earlier opposite line most like it; the same amount, or smaller by a fee when more than that agrees."""
    whole = -amount[back]
    low, high = sorted((whole, whole - (RETURN_FEE if whole > 0 else -RETURN_FEE)))
    best: tuple[int, int, int] = (0, 0, -1)
    for value, line in ladder[bisect_left(ladder, (low, -1)) : bisect_left(ladder, (high, len(amount)))]:
        apart = day[back] - day[line]
        if line == back or line in used or not 0 <= apart <= RETURN_DAYS or (value < 0) == (amount[back] < 0):
            continue
        alike = 2 * bool(numbers[line] & numbers[back]) + (payer[line] >= 0 and payer[line] == payer[back])
        alike += 2 * (len(set(words[line].split()) & set(words[back].split())) >= 2)
        alike = 2 * alike + 1 if value == whole else alike
        if (alike >= 3 or value == whole) and alike > (value == whole) and (alike, -apart, line) > best:
            best = (alike, -apart, line)
    return best[2]
