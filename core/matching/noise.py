"""Bank lines that are not about invoices: payroll, rent, tax, transfers, charges."""

import re
from functools import lru_cache

from core.matching.arrays import Ints, ints
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


def _by_first(phrases: dict[str, int]) -> dict[str, list[tuple[list[str], int]]]:
    """The phrases, split, by their first word."""
    found: dict[str, list[tuple[list[str], int]]] = {}
    for phrase, at in phrases.items():
        words = phrase.split()
        found.setdefault(words[0], []).append((words, at))
    return found


def _by_letters(begins: dict[str, int]) -> dict[str, list[tuple[str, int]]]:
    """The word beginnings by their first three letters (none is shorter)."""
    found: dict[str, list[tuple[str, int]]] = {}
    for begin, at in begins.items():
        found.setdefault(begin[:3], []).append((begin, at))
    return found


def words_of(payments: Items) -> list[str]:
    """The folded words of each bank line."""
    columns = (payments.text["counterparty"], payments.text["description"], payments.text["reference"])
    return [
        _plain(" ".join([fold(value) for value in values if value])) for values in zip(*columns, strict=True)
    ]


def _plain(folded: str) -> str:
    """Umlauts written out are shortened: both spellings meet the same word."""
    return _UMLAUT_E.sub("", folded)


def categories(words: list[str]) -> Ints:
    """Per bank line: the position in `SET_ASIDE` its words suggest, -1 for none."""
    memory: dict[str, int] = {}
    return ints([memory.setdefault(text, _category(text)) for text in words])


SET_ASIDE = tuple(reason for reason, _ in _WORDS)
_WHOLE, _BEGINS, _PHRASES = _word_table()
_BEGINS_BY_LETTERS = _by_letters(_BEGINS)
_PHRASES_BY_FIRST = _by_first(_PHRASES)
_NONE = len(_WORDS)


@lru_cache(maxsize=200_000)
def _word(word: str) -> int:
    best = _WHOLE.get(word, _NONE)
    for begin, at in _BEGINS_BY_LETTERS.get(word[:3], ()):
        if at < best and word.startswith(begin):
            best = at
    return best


def _category(text: str) -> int:
    words = text.split()
    best = min(map(_word, words), default=_NONE)
    for at, word in enumerate(words):
        for phrase, reason in _PHRASES_BY_FIRST.get(word, ()):
            if reason < best and words[at : at + len(phrase)] == phrase:
                best = reason
    return best if best < _NONE else -1
