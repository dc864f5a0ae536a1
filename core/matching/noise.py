"""Bank lines that are not about invoices: payroll, rent, tax, transfers, charges, returned payments."""

import re
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


def speaks_of_return(words: list[str]) -> Bools:
    """Whether a bank line says that it takes a payment back."""
    return np.array([_RETURN.search(text) is not None for text in words], dtype=bool)


def returned_pairs(payments: Items, words: list[str], returning: Bools, payer: Ints) -> tuple[Ints, Ints]:
    """(returned payment, returning line) pairs: opposite amounts of one payer, the later line says so.

    `returning` marks the lines that say they take a payment back (`speaks_of_return`). A returning line may
    be larger by the bank's fee. Each line is used once, the nearest earlier payment first.
    """
    order = np.lexsort((payments.open, payments.currency))
    ladder = {code: order[payments.currency[order] == code] for code in np.unique(payments.currency).tolist()}
    amounts = {code: payments.open[lines] for code, lines in ladder.items()}
    used: set[int] = set()
    first: list[int] = []
    second: list[int] = []
    for back in np.flatnonzero(returning).tolist():
        currency = int(payments.currency[back])
        near = _opposite(back, payments, ladder[currency], amounts[currency])
        match = _original(back, payments, near, words, payer, used)
        if match >= 0:
            used |= {match, back}
            first.append(match)
            second.append(back)
    return ints(first), ints(second)


def _opposite(back: int, payments: Items, ladder: Ints, amounts: Ints) -> Ints:
    """Lines a returning line may take back by amount and date; `ladder` its currency's by their `amounts`."""
    whole = -int(payments.open[back])
    low, high = sorted((whole, whole - (RETURN_FEE if whole > 0 else -RETURN_FEE)))
    near = ladder[np.searchsorted(amounts, low, "left") : np.searchsorted(amounts, high, "right")]
    apart = payments.start[back] - payments.start[near]
    fits = (apart >= 0) & (apart <= RETURN_DAYS) & (near != back)
    return np.asarray(near[fits & ((payments.open[near] < 0) != (payments.open[back] < 0))], dtype=np.int64)


def _original(back: int, payments: Items, near: Ints, words: list[str], payer: Ints, used: set[int]) -> int:
    """The earlier opposite line most like it; smaller by a fee only when more than the amount agrees."""
    said = set(words[back].split())
    numbers, mine = _numbers(said), int(payer[back])
    best: tuple[int, int, int] = (0, 0, -1)
    only: list[int] = []
    for line in near.tolist():
        if line in used:
            continue
        apart = int(payments.start[back] - payments.start[line])
        whole = bool(payments.open[line] == -payments.open[back])
        shared = said.intersection(words[line].split())
        alike = 2 * (not numbers.isdisjoint(shared)) + (mine >= 0 and payer[line] == mine)
        alike += 2 * (len(shared) >= 2)
        alike = 2 * alike + 1 if whole else alike
        if whole and apart <= SOON_DAYS:
            only.append(line)
        if (alike >= 3 or whole) and alike > whole and (alike, -apart, line) > best:
            best = (alike, -apart, line)
    if best[2] < 0 and len(only) == 1:
        return only[0]
    return best[2]


def _numbers(words: set[str]) -> set[str]:
    return {word for word in words if len(word) >= 4 and any(letter.isdigit() for letter in word)}
