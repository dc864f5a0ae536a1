"""Who a name means: folded spellings, and how alike a payer's text and a counterparty's name are."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.matching.arrays import Bools, Floats, Ints, codes_of_texts, counts, distinct, ints, spans, within
from core.matching.scripts import latin

# Legal forms and filler words: stripped for finding, so that they never count as likeness.
_LEGAL = """
AG AB AS ASA APS BV BVBA CO COMPANY CORP CORPORATION CIE EG EK EURL EV GBR GMBH GROUP HOLDING
HOLDINGS INC INCORPORATED KFT KG KGAA KK LIMITED LLC LLP LP LTD LTDA MBH NV OHG OY OYJ PC PLC PLLC PTE
PTY PVT SA SAS SARL SCA SE SL SLU SNC SP SPA SPOL SRL SRO UG ULC YK ZOO THE AND UND ET Y E DE OF OOO
OAO ZAO AO
"""
LEGAL = frozenset(_LEGAL.split())
_SPECIAL = str.maketrans({"’": "", "'": "", "`": "", "´": "", ".": ""})
_WORD = re.compile(r"[A-Z0-9]+")
_DIGIT = re.compile(r"\d")
_NO_SITES: frozenset[str] = frozenset()
_UMLAUT = re.compile(r"AE|OE|UE")
_PLAIN_VOWEL = {"AE": "A", "OE": "O", "UE": "U"}
COMMON_GRAM = 0.01  # a trigram in more than this share of names finds nothing by itself
BATCH = 1_000  # texts compared at once: bounds the memory of the product
LEAST_CUT = 6  # characters of a name cut to a field's length
WEAK = 0.30  # likeness below which a name is not a candidate at all


@lru_cache(maxsize=400_000)
def fold(text: str) -> str:
    """Capitals and digits only: accents, punctuation and case removed, other scripts transliterated."""
    if text.isascii():
        text = text.replace("'", "").replace(".", "").replace("`", "")
    else:
        text = latin(text.translate(_SPECIAL))
    return " ".join(_WORD.findall(text.upper()))


@lru_cache(maxsize=400_000)
def core(text: str) -> str:
    """The folded name without legal forms; umlauts written out are shortened, so both spellings agree."""
    folded = fold(text)
    words = [word for word in folded.split() if word not in LEGAL] or folded.split()
    return _UMLAUT.sub(lambda found: _PLAIN_VOWEL[found.group()], " ".join(words))


def sites(text: str) -> frozenset[str]:
    """Branch, store or site numbers in a name: identity, not spelling."""
    folded = fold(text)
    if not _DIGIT.search(folded):
        return _NO_SITES
    return frozenset(word.lstrip("0") for word in folded.split() if word.isdigit() and len(word) <= 5)


def acronym(name: str) -> str:
    """The initials of a name of three and more words."""
    words = core(name).split()
    return "".join(word[0] for word in words) if len(words) >= 3 else ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Texts against names, one row per pair that is at all alike.

    `cosine` of weighted trigrams, `cover_name` the share of the name found in the text, `cover_text` the
    share of the text found in the name, `equal` the same core, `exact` the same folded text, `cut` the name
    begins with the text (or the text holds its beginning), `begun` only the former, `clash` both carry site
    numbers and share none,
    `typed` 1 less the share of characters to change (optimal string alignment: swaps count once).
    """

    text: Ints
    name: Ints
    cosine: Floats
    cover_name: Floats
    cover_text: Floats
    equal: Bools
    exact: Bools
    cut: Bools
    begun: Bools
    clash: Bools
    typed: Floats


@dataclass(frozen=True, slots=True)
class Grams:
    """The tokens of some cores, each core's once and ascending: `token` from `begin[at]` to `begin[at + 1]`.

    Tokens are trigrams of the core without spaces ("^" before it) and its longer words, as numbers.
    """

    token: Ints
    begin: Ints

    @property
    def owner(self) -> Ints:
        """The core of each token."""
        return np.repeat(np.arange(len(self.begin) - 1, dtype=np.int64), np.diff(self.begin))


_LETTERS = 38  # nothing, "^", digits and capitals
_TRIGRAMS = _LETTERS**3
_LETTER = np.zeros(256, dtype=np.int64)
_LETTER[[*b"^0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"]] = np.arange(1, _LETTERS)


def _grams(cores: Sequence[str], words: dict[str, int]) -> Grams:
    """The tokens of the cores; a word that `words` does not know is given its next number."""
    packed = ["^" + core.replace(" ", "") for core in cores]
    length = ints([len(text) for text in packed])
    letter = np.concatenate([_LETTER[np.frombuffer("".join(packed).encode("ascii"), np.uint8)], [0, 0]])
    first = np.cumsum(length) - length
    owner, at = spans(first, first + np.maximum(length - 2, 1))
    there = [np.where(at + step < (first + length)[owner], letter[at + step], 0) for step in (1, 2)]
    trigram = (letter[at] * _LETTERS + there[0]) * _LETTERS + there[1]
    long = [(at, word) for at, core in enumerate(cores) for word in core.split() if len(word) > 3]
    number = ints([words.setdefault(word, len(words)) for _, word in long])
    width = _TRIGRAMS + len(words)
    key = distinct(
        np.concatenate([owner * width + trigram, ints([at for at, _ in long]) * width + _TRIGRAMS + number])
    )
    begin = np.searchsorted(key, np.arange(len(cores) + 1) * width).astype(np.int64)
    return Grams(key % width, begin)


class NameBook:
    """The names texts are compared with, read once: their tokens, and how telling each token is."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.cores = [core(name) for name in names]
        self._words: dict[str, int] = {}
        self._grams = _grams(self.cores, self._words)
        self.initials: dict[str, list[int]] = defaultdict(list)
        for position, name in enumerate(names):
            if initials := acronym(name):
                self.initials[initials].append(position)

    def compare(self, texts: Sequence[str]) -> Likeness:
        """How alike each text is to each name, by trigrams weighted by how few names share them.

        Source: TF-IDF cosine on character trigrams (Gravano and others, "Text joins in an RDBMS", 2003).
        """
        cores = [core(text) for text in texts]
        words = dict(self._words)
        left, right, size = _grams(cores, words), self._grams, len(self.names)
        seen = counts(right.token, _TRIGRAMS + len(words))
        weight = np.maximum(np.log((size + 1.0) / (seen + 0.5)), 0.05) ** 2
        common = seen > max(COMMON_GRAM * size, 25.0)
        postings = _Postings(right, common, len(seen))
        lengths = _lengths(left, weight), _lengths(right, weight)
        tables = [_near(left, postings, weight, lengths, begin) for begin in range(0, len(texts) or 1, BATCH)]
        return _rows(texts, cores, self, *(np.concatenate(column) for column in zip(*tables, strict=True)))


class _Postings:
    """The names each token stands in: of a telling one as a list, of a common one as a yes or no per name."""

    def __init__(self, names: Grams, common: Bools, size: int) -> None:
        order = np.argsort(names.token, kind="stable")
        self.name = names.owner[order]
        self.begin = np.searchsorted(names.token[order], np.arange(size + 1)).astype(np.int64)
        self.end = np.where(common, self.begin[:-1], self.begin[1:])
        self.column = np.where(common, np.cumsum(common), 0)  # 0: none
        self.has = np.zeros((len(names.begin) - 1, int(common.sum()) + 1), dtype=bool)
        self.has[names.owner, self.column[names.token]] = True
        self.has[:, 0] = False


def _near(
    texts: Grams, names: _Postings, weight: Floats, lengths: tuple[Floats, Floats], begin: int
) -> tuple[Ints, Ints, Floats, Floats, Floats]:
    """Texts of one batch with the names they are near: cosine, cover of the name, cover of the text."""
    end = min(begin + BATCH, len(texts.begin) - 1)
    token = texts.token[texts.begin[begin] : texts.begin[end]]
    owner = np.repeat(np.arange(begin, end, dtype=np.int64), np.diff(texts.begin[begin : end + 1]))
    row, at = spans(names.begin[:-1][token], names.end[token])
    width, many = len(names.has), max(len(token), 1)
    key = np.sort((owner[row] * width + names.name[at]) * many + row)  # a pair's tokens in their order
    pair, row = key // many, key % many
    first = np.ones(len(pair), dtype=bool)
    np.not_equal(pair[1:], pair[:-1], out=first[1:])
    dot = np.bincount(np.cumsum(first) - 1, weights=weight[token[row]], minlength=int(first.sum()))
    text, name = pair[first] // max(width, 1), pair[first] % max(width, 1)
    keep = dot >= 0.2 * np.minimum(lengths[0][text], lengths[1][name])
    text, name, dot = text[keep], name[keep], dot[keep]
    shared = names.column[token] > 0
    place = np.searchsorted(owner[shared], np.arange(begin, end + 1)).astype(np.int64)
    of, at = spans(place[text - begin], place[text - begin + 1])
    more = token[shared][at]
    more_weight = np.where(names.has[name[of], names.column[more]], weight[more], 0.0)
    dot = dot + np.bincount(of, weights=more_weight, minlength=len(dot))
    whole_text, whole_name = np.maximum(lengths[0][text], 1e-9), np.maximum(lengths[1][name], 1e-9)
    cosine, over_name, over_text = dot / np.sqrt(whole_text * whole_name), dot / whole_name, dot / whole_text
    good = (cosine >= WEAK) | (over_name >= 0.5) | (over_text >= 0.7)
    return text[good], name[good], cosine[good], over_name[good], over_text[good]


def _lengths(grams: Grams, weight: Floats) -> Floats:
    """The weight of all tokens of each core together."""
    size = len(grams.begin) - 1
    return np.bincount(grams.owner, weights=weight[grams.token], minlength=size).astype(np.float64)


def _rows(
    texts: Sequence[str], cores: Sequence[str], book: NameBook, text: Ints, name: Ints, cosine: Floats,
    over_name: Floats, over_text: Floats,
) -> Likeness:  # fmt: skip
    """The rows with their yes/no columns; equal cores and acronyms are added even without shared trigrams."""
    more_text, more_name = _acronym_pairs(cores, book)
    width = max(len(book.names), 1)
    new = ~within(more_text * width + more_name, distinct(text * width + name))
    text, name = np.concatenate([text, more_text[new]]), np.concatenate([name, more_name[new]])
    extra = np.full(int(new.sum()), 0.55)
    left, right = [item.replace(" ", "") for item in cores], [item.replace(" ", "") for item in book.cores]
    cut, begun = _cut(left, right, text, name)
    return Likeness(
        text=text,
        name=name,
        cosine=np.concatenate([cosine, extra]),
        cover_name=np.concatenate([over_name, extra]),
        cover_text=np.concatenate([over_text, extra]),
        equal=_same(left, right, text, name),
        exact=_same([fold(item) for item in texts], [fold(item) for item in book.names], text, name),
        cut=cut,
        begun=begun,
        typed=_typed([left[at] for at in text.tolist()], [right[at] for at in name.tolist()]),
        clash=_clash(texts, book.names, text, name),
    )


def _same(left: Sequence[str], right: Sequence[str], text: Ints, name: Ints) -> Bools:
    """Whether the two strings of each row are equal."""
    code = codes_of_texts([*left, *right])
    return np.asarray(code[text] == code[name + len(left)])


def _cut(left: Sequence[str], right: Sequence[str], text: Ints, name: Ints) -> tuple[Bools, Bools]:
    """Whether the name begins with the text, or the text holds at least the first half of a longer name; and
    whether it is the former.
    """
    start = _same([item[:LEAST_CUT] for item in left], [item[:LEAST_CUT] for item in right], text, name)
    long, wide = ints([len(item) for item in left])[text], ints([len(item) for item in right])[name]
    out = (long < wide) & (long >= LEAST_CUT) & start
    likely = np.flatnonzero(out | ((long >= wide) & (wide >= 12)))
    pairs = zip(text[likely].tolist(), name[likely].tolist(), strict=True)
    out[likely] = [_is_cut(left[t], right[n]) for t, n in pairs]
    return out, out & (long < wide)


def _is_cut(text: str, name: str) -> bool:
    if len(text) < len(name):
        return name.startswith(text)
    return name[: max(10, len(name) // 2)] in text


def _typed(left: list[str], right: list[str]) -> Floats:
    if not left:
        return np.zeros(0)
    return np.asarray(process.cpdist(left, right, scorer=OSA.normalized_similarity), dtype=np.float64)


def _clash(texts: Sequence[str], names: Sequence[str], text: Ints, name: Ints) -> Bools:
    """Whether both carry site numbers and share none."""
    left, right = [sites(item) for item in texts], [sites(item) for item in names]
    out = np.array([bool(each) for each in left], dtype=bool)[text]
    out &= np.array([bool(each) for each in right], dtype=bool)[name]
    both = np.flatnonzero(out)
    pairs = zip(text[both].tolist(), name[both].tolist(), strict=True)
    out[both] = [left[t].isdisjoint(right[n]) for t, n in pairs]
    return out


def _acronym_pairs(cores: Sequence[str], book: NameBook) -> tuple[Ints, Ints]:
    """Texts that begin with the initials of a name."""
    pairs = [
        (at, name)
        for at, text in enumerate(cores)
        for name in book.initials.get(text.split(" ")[0] if text else "", ())
    ]
    return ints([at for at, _ in pairs]), ints([name for _, name in pairs])
