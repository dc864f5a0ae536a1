"""Whom a bank line's words name: a level of likeness for each (bank line, counterparty) worth a look."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from core.matching.arrays import Bools, Ints, codes_of_texts, counts, ints, join, maxima
from core.matching.frames import Items, Ledger
from core.matching.names import Likeness, NameBook, core, fold, sites
from core.matching.words import Words
from core.model.history import History


class Party(IntEnum):
    """How well the payer named by a bank line is the invoice's counterparty, weakest first."""

    UNKNOWN = 0  # the line names nobody
    FOREIGN = 1  # it names somebody no invoice knows
    OTHER = 2  # it names another counterparty
    CLASH = 3  # the same name at another branch or site
    WEAK = 4
    SIMILAR = 5
    CUT = 6
    NEAR = 7  # misspelt by a character or two
    TEXT = 8  # named in the bank's text
    ALIAS = 9  # learned from decisions of this company
    SAME = 10


NAMED = int(Party.WEAK)  # from here on the level speaks for the counterparty
TRUSTED_CONFIRMATIONS = 2  # a payer alias counts from the second confirmed match on
COMMON_WORD_SHARE = 0.02  # a word in more than this share of bank texts is the bank's, not a payer's


@dataclass(frozen=True, slots=True)
class Parties:
    """Counterparties of the invoices and the bank lines that may be theirs.

    `of_invoice` is each invoice's counterparty (a cluster of spellings that differ only in legal form and
    punctuation), `sizes` how many invoices each has; rows (`payment`, `party`, `level`, `learned`,
    `hinted`) hold candidates, `learned` marking those that only a company's confirmed alias gives and
    `hinted` those that a single other payment of these books tells; `default` is each payment's level toward
    everybody else; `payer` a code of the payer's own words (-1: none), `who` the
    payer's best counterparty, else a code of its own (-1: nobody named). `spelling` is a code of each
    invoice's counterparty as written, `written` of the spelling that a payer's words repeat (-1: none).
    """

    of_invoice: Ints
    sizes: Ints
    payment: Ints
    party: Ints
    level: Ints
    learned: Bools
    hinted: Bools
    default: Ints
    payer: Ints
    who: Ints
    spelling: Ints
    written: Ints

    def levels(self, payment: Ints, invoice: Ints, learn: bool, hints: bool = True) -> Ints:
        """The level of each (payment, invoice) pair, with or without the company's learned aliases and the
        hints of single payments.
        """
        width = max(len(self.sizes), 1)
        use = (learn | ~self.learned) & (hints | ~self.hinted)
        key = self.payment[use] * width + self.party[use]
        order = np.lexsort((-self.level[use], key))
        ranked, level = key[order], self.level[use][order]
        wanted = payment * width + self.of_invoice[invoice]
        at = np.searchsorted(ranked, wanted)
        inside = at < len(ranked)
        safe = np.minimum(at, max(len(ranked) - 1, 0))
        found = inside & (ranked[safe] == wanted) if len(ranked) else np.zeros(len(wanted), dtype=bool)
        out = np.where(found, level[safe] if len(ranked) else 0, self.default[payment])
        return np.where(self._written_otherwise(payment, invoice), np.minimum(out, int(Party.SIMILAR)), out)

    def _written_otherwise(self, payment: Ints, invoice: Ints) -> Bools:
        """Whether the payer's words repeat another spelling of the invoice's counterparty."""
        if not len(self.spelling):
            return np.zeros(len(payment), dtype=bool)
        home = np.zeros(int(self.spelling.max()) + 1, dtype=np.int64)
        home[self.spelling] = self.of_invoice
        said = self.written[payment]
        same = home[np.maximum(said, 0)] == self.of_invoice[invoice]
        return np.asarray((said >= 0) & same & (said != self.spelling[invoice]))


def find(ledger: Ledger, words: Words, customers: tuple[Ints, Ints], history: History) -> Parties:
    """Candidate counterparties of every bank line, from its payer field, its text and learned aliases.

    `customers` holds bank lines that give a customer's number, each with an invoice of that customer.
    """
    invoices, payments = ledger.invoices, ledger.payments
    spellings = list(dict.fromkeys(invoices.text["counterparty"]))
    cluster = _clusters(spellings)
    position = {spelling: at for at, spelling in enumerate(spellings)}
    of_invoice = ints([cluster[position[name]] for name in invoices.text["counterparty"]])
    sizes = counts(of_invoice, max(cluster, default=-1) + 1)
    named = [at for at, spelling in enumerate(spellings) if core(spelling)]
    called = [(name, cluster[at]) for at in named for name in names_in(spellings[at])]
    names, of_name = [name for name, _ in called], ints([party for _, party in called])
    book = NameBook(names)
    tables = []
    marked = _marked(payments.text["description"], words.within("description"))
    for texts in (payments.text["counterparty"], marked):
        tables.append(_candidates(texts, book, of_name, False))
    sure = np.zeros(len(payments), dtype=bool)
    for found, _, rank, _ in tables:
        sure[found[rank >= Party.NEAR]] = True
    tables.append(_candidates(_described(words.within("description"), names, sure), book, of_name, True))
    tables.append(_aliases(payments, spellings, cluster, history))
    told, size = of_invoice[customers[1]], len(customers[0])
    in_text = np.full(size, int(Party.TEXT), dtype=np.int64)
    tables.append((customers[0], told, in_text, np.zeros(size, dtype=bool)))
    line, party, level, learned = (np.concatenate(columns) for columns in zip(*tables, strict=True))
    line, party, level, learned = _best(line, party, level, learned.astype(bool), len(sizes))
    default = _defaults(payments, line, level)
    payer = _payers(payments)
    who = np.where(payer >= 0, payer + len(sizes), -1)
    named_at = np.flatnonzero(level >= Party.SIMILAR)
    order = named_at[np.argsort(level[named_at], kind="stable")]
    who[line[order]] = party[order]
    spelling, written = _spellings(invoices, payments, marked)
    none = np.zeros(len(line), dtype=bool)
    return Parties(
        of_invoice, sizes, line, party, level, learned, none, default, payer, who, spelling, written
    )


# What stands between two names of one customer: "Patriot Insurance LLC dba Tin Roof Works".
_BETWEEN_NAMES = re.compile(
    r"\s+(?:d/?b/?a|t/?a|a/?k/?a|f/?k/?a|c/o|trading as|doing business as|formerly|vormals|ehemals)\s+"
    r"|[()|]|\s[/–—-]\s",
    re.IGNORECASE,
)
LEAST_NAME = 4  # letters of a part that is a name of its own


def names_in(spelling: str) -> list[str]:
    """The name as written, and its parts where it gives two."""
    parts = [part.strip(" .,") for part in _BETWEEN_NAMES.split(spelling)]
    parts = [
        part
        for part in parts
        if len(core(part).replace(" ", "")) >= LEAST_NAME and core(part).upper() != core(part).lower()
    ]
    return [spelling, *parts] if len(parts) > 1 else [spelling]


def _spellings(invoices: Items, payments: Items, marked: Sequence[str]) -> tuple[Ints, Ints]:
    """A code per folded counterparty name, legal form and all, and the one that each payer's words repeat."""
    code: dict[str, int] = {}
    spelling = [code.setdefault(fold(name), len(code)) for name in invoices.text["counterparty"]]
    code.pop("", None)
    written = [
        code.get(fold(name), code.get(fold(words), -1))
        for name, words in zip(payments.text["counterparty"], marked, strict=True)
    ]
    return ints(spelling), ints(written)


def _clusters(spellings: Sequence[str]) -> list[int]:
    seen: dict[tuple[str, frozenset[str]], int] = {}
    out = []
    for at, spelling in enumerate(spellings):
        key = core(spelling).replace(" ", "") or f"?{at}" if spelling else ""
        out.append(seen.setdefault((key, sites(spelling)), len(seen)))
    return out


def _described(words: Words, names: Sequence[str], sure: Bools) -> list[str]:
    """The bank's text without numbers and without the words banks use everywhere; empty for `sure` lines."""
    known = {word for name in names for word in fold(name).split()}
    spelt = words.which(str.isalpha)
    limit = max(6.0, COMMON_WORD_SHARE * words.size)
    seen = counts(words.once[1], len(words.vocabulary))
    banal = (seen > limit) & ~words.which(known.__contains__)
    telling = spelt & ~banal & words.which(lambda word: len(word) > 1)
    said = words.where(telling[words.code] & ~sure[words.line])
    return said.texts(np.arange(words.size))


def _candidates(
    texts: Sequence[str], book: NameBook, of_name: Ints, in_text: bool
) -> tuple[Ints, Ints, Ints, Bools]:
    unique = [text for text in dict.fromkeys(texts) if core(text)]
    if not unique or not book.names:
        return ints([]), ints([]), ints([]), np.zeros(0, dtype=bool)
    like = book.compare(unique)
    level = _text_levels(like) if in_text else _field_levels(like, len(unique))
    good = level >= Party.CLASH
    code = {text: at for at, text in enumerate(unique)}
    of_line = ints([code.get(text, -1) for text in texts])
    line, row = join(of_line, like.text[good])
    return line, of_name[like.name[good][row]], level[good][row], np.zeros(len(line), dtype=bool)


def _field_levels(like: Likeness, size: int) -> Ints:
    """Levels of a payer field: equal, cut to the field's length, similar or weak."""
    level = np.full(len(like.text), int(Party.OTHER), dtype=np.int64)
    level[(like.cosine >= 0.38) | (like.cover_text >= 0.75) | (like.cover_name >= 0.75)] = int(Party.WEAK)
    level[like.cosine >= 0.62] = int(Party.SIMILAR)
    level[like.cut | ((like.cover_text >= 0.9) & (like.cover_name >= 0.4))] = int(Party.CUT)
    level[like.typed >= 0.86] = int(Party.NEAR)
    level[like.equal] = int(Party.SAME)
    level[like.clash & (level >= Party.WEAK)] = int(Party.CLASH)
    return _beside_better(like, level, size)


def _text_levels(like: Likeness) -> Ints:
    """Levels of a name found in a longer text: how much of the name stands in it counts."""
    level = np.full(len(like.text), int(Party.OTHER), dtype=np.int64)
    level[(like.cover_name >= 0.55) | (like.cosine >= 0.4)] = int(Party.WEAK)
    level[(like.cover_name >= 0.75) | (like.cosine >= 0.65)] = int(Party.SIMILAR)
    level[like.cut] = int(Party.CUT)
    level[like.typed >= 0.86] = int(Party.NEAR)
    level[(like.cover_name >= 0.93) | like.equal] = int(Party.TEXT)
    level[like.clash & (level >= Party.WEAK)] = int(Party.CLASH)
    return _beside_better(like, level, int(like.text.max()) + 1 if len(like.text) else 0)


def _beside_better(like: Likeness, level: Ints, size: int) -> Ints:
    """A name that is clearly less alike than the text's best name is another name.

    Where two counterparties differ only in what folding removes ("&", an initial, the legal form), the one
    equal as written keeps its level and the other falls back. A text cut off before the names it begins
    differ (its branches, say) is as much like the one as the other.
    """
    near = np.where(like.typed >= 0.86, like.typed, 0.0)
    grade = np.where(like.equal, 1.0, np.minimum(np.maximum(like.cosine, near) + 0.15 * like.cut, 0.99))
    begun = maxima(like.text, np.where(like.begun, grade, 0.0), size, 0.0)[like.text]
    grade = np.where(like.begun, np.maximum(begun, grade), grade)
    best = maxima(like.text, grade, size, 0.0)[like.text]
    level = np.where((grade < best - 0.3) & (level > Party.OTHER), int(Party.OTHER), level)
    level = np.where((grade < best - 0.15) & (level > Party.WEAK), int(Party.WEAK), level)
    written = maxima(like.text, like.exact.astype(np.float64), size, 0.0)[like.text] > 0
    return np.where(written & like.equal & ~like.exact, int(Party.SIMILAR), level)


def _aliases(
    payments: Items, spellings: Sequence[str], cluster: Sequence[int], history: History
) -> tuple[Ints, Ints, Ints, Bools]:
    by_name: dict[str, int] = {fold(name): cluster[at] for at, name in enumerate(spellings)}
    by_payer: dict[str, list[int]] = defaultdict(list)
    for alias in sorted(history.aliases, key=lambda item: (item.payer, item.counterparty)):
        party = by_name.get(fold(alias.counterparty), -1)
        if alias.confirmations >= TRUSTED_CONFIRMATIONS and party >= 0 and fold(alias.payer):
            by_payer[fold(alias.payer)].append(party)
    rows: list[tuple[int, int]] = []
    if by_payer:
        for line, name in enumerate(payments.text["counterparty"]):
            rows += [(line, party) for party in by_payer.get(fold(name), ())]
    size = len(rows)
    level = np.full(size, int(Party.ALIAS), dtype=np.int64)
    return ints([r[0] for r in rows]), ints([r[1] for r in rows]), level, np.ones(size, dtype=bool)


def _best(line: Ints, party: Ints, level: Ints, learned: Bools, width: int) -> tuple[Ints, Ints, Ints, Bools]:
    """Each (bank line, party) once for what the books say and once for what the company taught."""
    key = (line * max(width, 1) + party) * 2 + learned
    order = np.lexsort((-level, key))
    first = np.ones(len(order), dtype=bool)
    first[1:] = key[order][1:] != key[order][:-1]
    keep = order[first]
    return line[keep], party[keep], level[keep], learned[keep]


def _defaults(payments: Items, line: Ints, level: Ints) -> Ints:
    """Toward everybody not listed: another one, somebody foreign, or nobody named at all."""
    best = maxima(line, level.astype(np.float64), len(payments), -1.0)
    named = np.array([bool(fold(name)) for name in payments.text["counterparty"]], dtype=bool)
    default = np.where(named, int(Party.FOREIGN), int(Party.UNKNOWN))
    return np.where(best >= Party.SIMILAR, int(Party.OTHER), default).astype(np.int64)


def _payers(payments: Items) -> Ints:
    names = [core(name) for name in payments.text["counterparty"]]
    return np.where(np.array([bool(name) for name in names], dtype=bool), codes_of_texts(names), -1).astype(
        np.int64
    )


# Markers after which banks print the payer, and what ends it (ACH, Fedwire, SWIFT and SEPA statement texts).
_PAYER = re.compile(
    r"(?:ORIG CO NAME[: ]|INDN:|B/O[: ]|BY ORDER OF[: ]|ORIG:|ORDP/|ABWA\+|ABWE\+|NAME[:/]|ORD CUST[: ]"
    r"|/ORDP/|SENDER[: ]|FROM[: ]|AUFTRAGGEBER[: ]|ORDENANTE[: ]|DONNEUR D.ORDRE[: ]|VAN[: ])\s*(.+?)"
    r"(?=\s*(?:ORIG ID|CO ID|CO ENTRY|SND BK|PMT DET|OBI=|OBI:|/REMI|/TRN|/EREF|SVWZ\+|EREF\+|KREF\+"
    r"|IBAN|BIC|DESC DATE|TRACE|SEC:|ID:|REF[:# ]|$|//|;))",
    re.IGNORECASE,
)
_DES = re.compile(r"^(.+?)\s+(?:DES:|CO ENTRY)")


# How a word ends that every marker begins with.
_MARKER = re.compile(
    r"(?:ORIG|INDN|B|BY|ORDP|ABWA|ABWE|NAME|ORD|SENDER|FROM|AUFTRAGGEBER|ORDENANTE|DONNEUR|VAN|DES|CO)$"
)


def _marked(texts: Sequence[str], words: Words) -> list[str]:
    """The payer each bank text names after a marker; read where the text's words may hold one."""
    likely = words.lines(words.which(_MARKER.search)).tolist()
    return [
        marked_payer(text) if asked or not text.isascii() else ""
        for text, asked in zip(texts, likely, strict=True)
    ]


def marked_payer(text: str) -> str:
    """The payer a bank text names after one of the usual markers; empty without one."""
    found = _PAYER.search(text) or _DES.match(text)
    return found.group(1).strip() if found else ""
