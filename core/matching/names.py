"""Who a name means: folded spellings, and how alike a payer's text and a counterparty's name are."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA
from scipy import sparse

from core.matching.arrays import Bools, Floats, Ints, ints

# Legal forms and filler words: stripped for finding, so that they never count as likeness.
_LEGAL = """
AG AB AS ASA APS BV BVBA CO COMPANY CORP CORPORATION CIE EG EK EURL EV GBR GMBH GROUP HOLDING
HOLDINGS INC INCORPORATED KFT KG KGAA LIMITED LLC LLP LP LTD LTDA MBH NV OHG OY OYJ PC PLC PLLC PTE
PTY PVT SA SAS SARL SCA SE SL SLU SNC SP SPA SPOL SRL SRO UG ULC ZOO THE AND UND ET Y E DE OF OOO
OAO ZAO AO
"""
LEGAL = frozenset(_LEGAL.split())
_SPECIAL = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "œ": "oe",
     "Œ": "OE", "þ": "th", "ð": "d", "ı": "i", "’": "", "'": "", "`": "", "´": "", ".": ""}
)  # fmt: skip
_OTHER_SCRIPTS = dict(
    zip(
        "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
        "A B V G D E ZH Z I I K L M N O P R S T U F KH TS CH SH SHCH | Y | E YU YA"
        " A B G D E Z I TH I K L M N X O P R S T Y F CH PS O".replace("|", "_").split(),
        strict=True,
    )
)
_OTHER = str.maketrans({key: value.replace("_", "") for key, value in _OTHER_SCRIPTS.items()})
_WORD = re.compile(r"[A-Z0-9]+")
_UMLAUT = re.compile(r"AE|OE|UE")
_PLAIN_VOWEL = {"AE": "A", "OE": "O", "UE": "U"}
COMMON_GRAM = 0.01  # a trigram in more than this share of names finds nothing by itself
BATCH = 1_000  # texts compared at once: bounds the memory of the product
WEAK = 0.30  # likeness below which a name is not a candidate at all


@lru_cache(maxsize=400_000)
def fold(text: str) -> str:
    """Capitals and digits only: accents, punctuation and case removed, other scripts transliterated."""
    if text.isascii():
        text = text.replace("'", "").replace(".", "").replace("`", "")
    else:
        text = unicodedata.normalize("NFKC", text).translate(_SPECIAL).upper().translate(_OTHER)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(text.upper()))


@lru_cache(maxsize=400_000)
def core(text: str) -> str:
    """The folded name without legal forms; umlauts written out are shortened, so both spellings agree."""
    folded = fold(text)
    words = [word for word in folded.split() if word not in LEGAL] or folded.split()
    return _UMLAUT.sub(lambda found: _PLAIN_VOWEL[found.group()], " ".join(words))


def sites(text: str) -> frozenset[str]:
    """Branch, store or site numbers in a name: identity, not spelling."""
    return frozenset(word.lstrip("0") for word in fold(text).split() if word.isdigit() and len(word) <= 5)


def acronym(name: str) -> str:
    """The initials of a name of three and more words."""
    words = core(name).split()
    return "".join(word[0] for word in words) if len(words) >= 3 else ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Texts against names, one row per pair that is at all alike.

    `cosine` of weighted trigrams, `cover_name` the share of the name found in the text, `cover_text` the
    share of the text found in the name, `equal` the same core, `exact` the same folded text, `cut` the name
    begins with the text (or the text holds its beginning), `clash` both carry site numbers and share none,
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
    clash: Bools
    typed: Floats


def _grams(squeezed: str) -> set[str]:
    padded = f"^{squeezed}"
    return {padded[at : at + 3] for at in range(max(len(padded) - 2, 1))}


def _matrix(strings: Sequence[str], index: dict[str, int], grow: bool) -> sparse.csr_matrix:
    rows: list[int] = []
    columns: list[int] = []
    for row, string in enumerate(strings):
        for word in string.split():
            if len(word) > 3:
                rows.append(row)
                columns.append(
                    index.setdefault("#" + word, len(index)) if grow else index.get("#" + word, -1)
                )
        for gram in sorted(_grams(string.replace(" ", ""))):
            rows.append(row)
            columns.append(index.setdefault(gram, len(index)) if grow else index.get(gram, -1))
    found = ints(columns) >= 0
    ones = np.ones(int(found.sum()))
    shape = (len(strings), max(len(index), 1))
    matrix = sparse.csr_matrix((ones, (ints(rows)[found], ints(columns)[found])), shape=shape)
    matrix.data[:] = 1.0
    return matrix


def compare(texts: Sequence[str], names: Sequence[str]) -> Likeness:
    """How alike each text is to each name, by trigrams weighted by how few names share them.

    Source: TF-IDF cosine on character trigrams (Gravano and others, "Text joins in an RDBMS", 2003).
    """
    text_cores, name_cores = [core(text) for text in texts], [core(name) for name in names]
    index: dict[str, int] = {}
    right = _matrix(name_cores, index, grow=True)
    known = len(index)
    left = _matrix(text_cores, index, grow=True)
    seen = np.concatenate([np.asarray(right.sum(axis=0)).ravel(), np.zeros(len(index) - known)])
    rare = np.maximum(np.log((len(names) + 1.0) / (seen + 0.5)), 0.05)
    right = sparse.csr_matrix((right.data, right.indices, right.indptr), shape=(right.shape[0], len(index)))
    left, right = _weighted(left, rare), _weighted(right, rare)
    telling = sparse.diags((seen <= max(COMMON_GRAM * len(names), 25.0)).astype(np.float64))
    finders = sparse.csc_matrix(telling @ right.T)
    lengths = _lengths(left), _lengths(right)
    tables = [_near(left, right, finders, lengths, begin) for begin in range(0, left.shape[0], BATCH)]
    columns = [np.concatenate(column) for column in zip(*tables, strict=True)]
    return _rows(texts, names, columns[0].astype(np.int64), columns[1].astype(np.int64), *columns[2:])


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
    texts: Sequence[str], names: Sequence[str], text: Ints, name: Ints, cosine: Floats, over_name: Floats,
    over_text: Floats,
) -> Likeness:  # fmt: skip
    """The rows with their yes/no columns; equal cores and acronyms are added even without shared trigrams."""
    text_cores, name_cores = [core(item) for item in texts], [core(item) for item in names]
    known = {(t, n) for t, n in zip(text.tolist(), name.tolist(), strict=True)}
    more = [pair for pair in _acronym_pairs(text_cores, names) if pair not in known]
    text = np.concatenate([text, ints([pair[0] for pair in more])])
    name = np.concatenate([name, ints([pair[1] for pair in more])])
    extra = np.full(len(more), 0.55)
    squeezed_texts = [item.replace(" ", "") for item in text_cores]
    squeezed_names = [item.replace(" ", "") for item in name_cores]
    pairs = list(zip(text.tolist(), name.tolist(), strict=True))
    text_sites, name_sites = [sites(item) for item in texts], [sites(item) for item in names]
    return Likeness(
        text=text,
        name=name,
        cosine=np.concatenate([cosine, extra]),
        cover_name=np.concatenate([over_name, extra]),
        cover_text=np.concatenate([over_text, extra]),
        equal=np.array([squeezed_texts[t] == squeezed_names[n] for t, n in pairs], dtype=bool),
        exact=np.array([fold(texts[t]) == fold(names[n]) for t, n in pairs], dtype=bool),
        cut=np.array([_is_cut(squeezed_texts[t], squeezed_names[n]) for t, n in pairs], dtype=bool),
        typed=_typed([squeezed_texts[t] for t, _ in pairs], [squeezed_names[n] for _, n in pairs]),
        clash=np.array([_clash(text_sites[t], name_sites[n]) for t, n in pairs], dtype=bool),
    )


def _is_cut(text: str, name: str) -> bool:
    if len(text) < len(name):
        return len(text) >= 6 and name.startswith(text)
    return len(name) >= 12 and name[: max(10, len(name) // 2)] in text


def _typed(left: list[str], right: list[str]) -> Floats:
    if not left:
        return np.zeros(0)
    return np.asarray(process.cpdist(left, right, scorer=OSA.normalized_similarity), dtype=np.float64)


def _clash(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left and right and not left & right)


def _acronym_pairs(text_cores: Sequence[str], names: Sequence[str]) -> list[tuple[int, int]]:
    by_initials: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        if initials := acronym(name):
            by_initials[initials].append(position)
    return [
        (at, name)
        for at, text in enumerate(text_cores)
        for name in by_initials.get(text.split(" ")[0] if text else "", [])
    ]
