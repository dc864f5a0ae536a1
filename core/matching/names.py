"""Who a name means: folded spellings, and how alike a payer's text and a counterparty's name are."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA
from scipy import sparse

from core.matching.arrays import Bools, Floats, Ints, codes_of_texts, ints
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


def _tokens(string: str) -> list[str]:
    """The trigrams of a core, in order, after its longer words."""
    padded = "^" + string.replace(" ", "")
    words = ["#" + word for word in string.split() if len(word) > 3]
    return words + sorted({padded[at : at + 3] for at in range(max(len(padded) - 2, 1))})


def _matrix(strings: Sequence[str], index: defaultdict[str, int]) -> sparse.csr_matrix:
    """Strings by tokens; a token the index does not know is given the next number."""
    columns: list[int] = []
    sizes = [0]
    for string in strings:
        columns.extend([index[token] for token in _tokens(string)])
        sizes.append(len(columns))
    shape = (len(strings), max(len(index), 1))
    matrix = sparse.csr_matrix((np.ones(len(columns)), ints(columns), ints(sizes)), shape=shape)
    matrix.sum_duplicates()
    matrix.data[:] = 1.0
    return matrix


class NameBook:
    """The names texts are compared with, read once: their tokens, and how telling each token is."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.cores = [core(name) for name in names]
        self._index: dict[str, int] = {}
        index = _numbering({})
        self._right = _matrix(self.cores, index)
        self._index = dict(index)
        self.initials: dict[str, list[int]] = defaultdict(list)
        for position, name in enumerate(names):
            if initials := acronym(name):
                self.initials[initials].append(position)

    def compare(self, texts: Sequence[str]) -> Likeness:
        """How alike each text is to each name, by trigrams weighted by how few names share them.

        Source: TF-IDF cosine on character trigrams (Gravano and others, "Text joins in an RDBMS", 2003).
        """
        cores = [core(text) for text in texts]
        index = _numbering(self._index)
        left = _matrix(cores, index)
        size, right = len(self.names), self._right
        right = sparse.csr_matrix((right.data, right.indices, right.indptr), shape=(size, left.shape[1]))
        seen = np.asarray(right.sum(axis=0)).ravel()
        rare = np.maximum(np.log((size + 1.0) / (seen + 0.5)), 0.05)
        left, right = _weighted(left, rare), _weighted(right, rare)
        telling = sparse.diags((seen <= max(COMMON_GRAM * size, 25.0)).astype(np.float64))
        finders = sparse.csc_matrix(telling @ right.T)
        lengths = _lengths(left), _lengths(right)
        tables = [_near(left, right, finders, lengths, begin) for begin in range(0, left.shape[0], BATCH)]
        columns = [np.concatenate(column) for column in zip(*tables, strict=True)]
        return _rows(
            texts, cores, self, columns[0].astype(np.int64), columns[1].astype(np.int64), *columns[2:]
        )


def _numbering(known: dict[str, int]) -> defaultdict[str, int]:
    """A copy that gives each new key the next number."""
    index: defaultdict[str, int] = defaultdict(None, known)
    index.default_factory = index.__len__
    return index


def _near(
    left: sparse.csr_matrix, right: sparse.csr_matrix, finders: sparse.csc_matrix,
    lengths: tuple[Floats, Floats], begin: int,
) -> tuple[Ints, Ints, Floats, Floats, Floats]:  # fmt: skip
    """Texts of one batch with the names they are near: cosine, cover of the name, cover of the text."""
    pair = sparse.coo_matrix(left[begin : begin + BATCH] @ finders)
    text, name = pair.row.astype(np.int64) + begin, pair.col.astype(np.int64)
    keep = pair.data >= 0.2 * np.minimum(lengths[0][text], lengths[1][name])
    text, name = text[keep], name[keep]
    dot = np.asarray(left[text].multiply(right[name]).sum(axis=1)).ravel()
    whole_text, whole_name = np.maximum(lengths[0][text], 1e-9), np.maximum(lengths[1][name], 1e-9)
    cosine, over_name, over_text = dot / np.sqrt(whole_text * whole_name), dot / whole_name, dot / whole_text
    good = (cosine >= WEAK) | (over_name >= 0.5) | (over_text >= 0.7)
    return text[good], name[good], cosine[good], over_name[good], over_text[good]


def _weighted(matrix: sparse.csr_matrix, weights: Floats) -> sparse.csr_matrix:
    return sparse.csr_matrix(matrix @ sparse.diags(weights))


def _lengths(matrix: sparse.csr_matrix) -> Floats:
    return np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()


def _rows(
    texts: Sequence[str], cores: Sequence[str], book: NameBook, text: Ints, name: Ints, cosine: Floats,
    over_name: Floats, over_text: Floats,
) -> Likeness:  # fmt: skip
    """The rows with their yes/no columns; equal cores and acronyms are added even without shared trigrams."""
    more_text, more_name = _acronym_pairs(cores, book)
    width = max(len(book.names), 1)
    new = ~np.isin(more_text * width + more_name, text * width + name)
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
