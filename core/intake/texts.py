"""Text from files: composed, trimmed, and freed of characters that nobody can see."""

import re
import unicodedata

from core.model.columns import Column

_SPACES = re.compile(r"\s+")
# Bidirectional controls, zero-width characters, soft hyphen, byte order mark: they change how a text looks
# or compares without being seen. Variation selectors and joiners inside emoji do not occur in references.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SCIENTIFIC = re.compile(r"[0-9][.,][0-9]+E\+[0-9]+\Z")


_PRINTED = bytes(range(32, 127)) + b"\n"


def is_tidy(column: Column) -> bool:
    """Whether every cell of a column is plain ASCII text that `clean` and `clean_key` would leave as it is,
    with nothing `odd` about it.

    Looking at the joined column takes a few milliseconds where 100,000 cells one by one take 200.
    """
    joined = column.joined
    if joined is None or not joined.isascii() or joined.encode().translate(None, _PRINTED):
        return False
    if "+" in joined and "E+" in joined:
        return False
    if " " not in joined:
        return True
    return joined == joined.strip(" ") and not any(odd in joined for odd in ("  ", " \n", "\n "))


def odd_cells(column: Column) -> dict[str, str]:
    """What is `odd` about the cells of a column, by cell."""
    joined = column.joined
    if joined is not None and joined.isascii() and "E+" not in joined:
        return {}
    return {cell: said for cell in column.kinds if (said := odd(cell))}


def clean(text: str) -> str:
    """One line of composed text (NFC) without invisible and control characters; never another wording."""
    if text.isascii() and text.isprintable():
        return text.strip() if "  " not in text else _SPACES.sub(" ", text).strip()
    seen = _CONTROLS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    return _SPACES.sub(" ", seen).strip()


def clean_key(text: str) -> str:
    """As `clean`, with every kind of hyphen as "-": for numbers and references, which are compared."""
    return clean(text) if text.isascii() else _HYPHENS.sub("-", clean(text))


def odd(text: str) -> str:
    """What is strange about a number or reference that looks ordinary, in words; "" when nothing is."""
    if text.isascii():
        if _SCIENTIFIC.match(text):
            return "looks like a long number that a spreadsheet has shortened"
        return ""
    if _INVISIBLE.search(text):
        return "contains invisible characters, which were removed"
    if _HYPHENS.search(text):
        return "contains an unusual hyphen, read as “-”"
    scripts = {_script(letter) for letter in text if letter.isalpha()}
    if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
        return "mixes letters of two alphabets that look alike"
    return ""


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


# NUL, and bytes that are no letters of the encoding (kept as lone surrogates when the text was decoded).
UNREADABLE = re.compile("[\0\ud800-\udfff]")


def shown(cell: str) -> str:
    """The cell with unreadable characters as U+FFFD, fit for a database and a screen."""
    return UNREADABLE.sub("\ufffd", cell)
