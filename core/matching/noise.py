"""Bank lines that are not about invoices: payroll, rent, tax, transfers, charges."""

import re

import numpy as np

from core.matching.arrays import Ints, ints
from core.matching.words import Words
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


def plain(words: Words) -> Words:
    """Payer, text and reference of each bank line with umlauts written out shortened: both spellings meet the
    same word.
    """
    said = words.within("counterparty", "description", "reference")
    return said.respelt([_UMLAUT_E.sub("", word) for word in said.vocabulary])


def categories(words: Words) -> Ints:
    """Per bank line: the position in `SET_ASIDE` its `plain` words suggest, -1 for none."""
    best = np.full(words.size, _NONE, dtype=np.int64)
    meant = ints([_word(word) for word in words.vocabulary])[words.code]
    telling = np.flatnonzero(meant < _NONE)
    np.minimum.at(best, words.line[telling], meant[telling])
    begins = words.which(_PHRASES_BY_FIRST.__contains__)[words.code[:-1]]
    goes_on = words.which(_SECOND.__contains__)[words.code[1:]]
    for at in np.flatnonzero(begins & goes_on & (words.line[:-1] == words.line[1:])).tolist():
        line = words.line[at]
        said = [words.vocabulary[code] for code in words.code[at : min(at + _LONGEST, words.ends[line + 1])]]
        for phrase, reason in _PHRASES_BY_FIRST[said[0]]:
            if said[: len(phrase)] == phrase:
                best[line] = min(best[line], reason)
    return np.where(best < _NONE, best, -1)


SET_ASIDE = tuple(reason for reason, _ in _WORDS)
_WHOLE, _BEGINS, _PHRASES = _word_table()
_BEGINS_BY_LETTERS = _by_letters(_BEGINS)
_PHRASES_BY_FIRST = _by_first(_PHRASES)
_SECOND = frozenset(words[1] for said in _PHRASES_BY_FIRST.values() for words, _ in said)
_LONGEST = max(len(words) for said in _PHRASES_BY_FIRST.values() for words, _ in said)
_NONE = len(_WORDS)


def _word(word: str) -> int:
    best = _WHOLE.get(word, _NONE)
    for begin, at in _BEGINS_BY_LETTERS.get(word[:3], ()):
        if at < best and word.startswith(begin):
            best = at
    return best
