"""Many texts squeezed and cut into numbered words at once: bytes of whole columns, no loop over texts."""

from collections.abc import Callable, Sequence
from itertools import count

import numpy as np

from core.matching.arrays import Ints
from core.matching.names import fold

_END = b"|"  # stands in no folded text
_LETTERS = bytes(range(65, 91))
_DIGITS = bytes(range(48, 58))


def _table(others: bytes) -> bytes:
    """Capitals and digits as they are, ends of texts as `_END`, everything else as `others`."""
    kept = {ord("\n"): _END[0]} | {one: one for one in _LETTERS + _DIGITS}
    kept |= {one + 32: one for one in _LETTERS}
    return bytes(kept.get(one, others[0]) for one in range(256))


_CAPITALS = _table(b" ")
_MARKS = bytes(one for one in range(128) if not chr(one).isalnum() and one != ord("\n"))
_LOOKALIKES = bytes.maketrans(b"OQDILSBZG", b"000115826")


def numbered(texts: Sequence[str], dropped: bytes = b"") -> tuple[tuple[str, ...], Ints, Ints]:
    """The words of ASCII texts (runs of letters and digits, as capitals): the different ones, and for each
    word in order its text and its code. Characters of `dropped` do not part words.
    """
    words = _joined(texts).translate(_CAPITALS, dropped).replace(_END, b" | ").decode("ascii").split()
    number = dict(zip(dict.fromkeys(["|", *words]), count(), strict=False))
    code = np.fromiter(map(number.__getitem__, words), np.int64, len(words))
    text, real = np.cumsum(code == 0), code > 0
    return tuple(number)[1:], text[real], code[real] - 1


def _joined(texts: Sequence[str]) -> bytes:
    joined = "\n".join(texts)
    if joined.count("\n") != max(len(texts) - 1, 0):
        joined = "\n".join([text.replace("\n", "\t") for text in texts])
    return joined.encode("ascii")


def squeezed(texts: Sequence[str]) -> list[str]:
    """`pointers.squeeze` of each text."""
    plain = _ascii(texts, fold)
    return _split(_joined(plain).translate(_CAPITALS, _MARKS), len(texts))


def digits(texts: Sequence[str]) -> list[str]:
    """The digits of each squeezed text, leading zeros kept."""
    return _split(_joined(texts).translate(_CAPITALS, _LETTERS), len(texts))


def lookalikes(texts: Sequence[str]) -> list[str]:
    """Each squeezed text with letters that look like digits read as digits."""
    return _split(_joined(texts).translate(_LOOKALIKES).replace(b"\n", _END), len(texts))


def _ascii(texts: Sequence[str], spell: Callable[[str], str]) -> Sequence[str]:
    return [text if text.isascii() else spell(text) for text in texts]


def _split(joined: bytes, size: int) -> list[str]:
    return joined.decode("ascii").split("|") if size else []
