"""What a file is by its first bytes, and which encoding its text has."""

import codecs
import re
from collections.abc import Callable
from enum import StrEnum

from core.intake.answers import Answers, Choice, OpenQuestionError, Question
from core.intake.statements import ach, bai2, camt, mt940, ofx, qif, x12
from core.model.errors import FileError


class Shape(StrEnum):
    """What the bytes of a file are."""

    TEXT = "text"
    WORKBOOK = "workbook"
    OFX = "ofx"
    CAMT = "camt"
    MT940 = "mt940"
    BAI2 = "bai2"
    ACH = "ach"
    QIF = "qif"
    X12 = "x12"


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REFUSED = (
    (b"%PDF", "is a PDF, not a table"),
    (b"\x1f\x8b", "is a compressed archive (gzip); unpack it first"),
    (b"Rar!", "is a compressed archive (rar); unpack it first"),
    (b"7z\xbc\xaf", "is a compressed archive (7z); unpack it first"),
    (b"\x89PNG", "is a picture, not a table"),
    (b"\xff\xd8\xff", "is a picture, not a table"),
    (b"GIF8", "is a picture, not a table"),
    (b"PAR1", "is a Parquet file; export it as CSV"),
    (b"SQLite format 3", "is a database, not a table"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE | re.DOTALL
)
_MARKUP = re.compile(rb"\s*<(?:\?xml|[A-Za-z][\w:.-]*[\s>])")
_STATEMENTS: tuple[tuple[Callable[[bytes], bool], Shape], ...] = (
    (ofx.is_ofx, Shape.OFX),
    (camt.is_camt, Shape.CAMT),
    (mt940.is_mt940, Shape.MT940),
    (bai2.is_bai2, Shape.BAI2),
    (ach.is_ach, Shape.ACH),
    (qif.is_qif, Shape.QIF),
    (x12.is_x12, Shape.X12),
)
# Encodings a person may be asked about, most likely first, with the words they are known by.
ENCODINGS = {
    "cp1252": "Western European (Windows)",
    "cp1250": "Central European (Windows)",
    "iso8859-15": "Western European (ISO)",
    "iso8859-2": "Central European (ISO)",
    "cp1251": "Cyrillic (Windows)",
    "cp1253": "Greek (Windows)",
    "cp1254": "Turkish (Windows)",
    "cp850": "Western European (DOS)",
    "cp852": "Central European (DOS)",
    "mac_roman": "Western European (Mac)",
}


def shape_of(data: bytes, file_name: str) -> Shape:
    """What kind of file the bytes are; raises `FileError` naming kinds that are not read here."""
    if not data.strip(b"\x00 \t\r\n"):
        raise FileError(f"“{file_name}” is empty: it has no data rows.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Shape.WORKBOOK
    if data.startswith(_OLE):
        raise FileError(_ole_reason(data, file_name))
    for start, reason in _REFUSED:
        if data.startswith(start):
            raise FileError(f"“{file_name}” {reason}.")
    head = data[:4096].removeprefix(codecs.BOM_UTF8)
    for is_it, shape in _STATEMENTS:
        if is_it(head):
            return shape
    if _HTML.match(head):
        raise FileError(
            f"“{file_name}” is a web page (HTML), not a table: "
            "it may be a sign-in page saved in place of the file."
        )
    if _MARKUP.match(head):
        raise FileError(f"“{file_name}” is XML, not a table.")
    if head.lstrip()[:1] in (b"{", b"["):
        raise FileError(f"“{file_name}” is JSON, not a table.")
    return Shape.TEXT


def is_other_markup(data: bytes) -> bool:
    """Whether the bytes are XML that is neither a bank statement nor a web page: perhaps an e-invoice."""
    head = data[:4096].removeprefix(codecs.BOM_UTF8)
    if any(is_it(head) for is_it, _ in _STATEMENTS) or _HTML.match(head):
        return False
    return _MARKUP.match(head) is not None


def _ole_reason(data: bytes, file_name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"“{file_name}” is password-protected: save it without a password and upload it again."
    return f"“{file_name}” is an old Excel workbook (.xls): save it as .xlsx or CSV and upload it again."


def decode(data: bytes, file_name: str, answers: Answers) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    By byte order mark, else UTF-8; a file that is UTF-8 with a few damaged bytes keeps them as lone
    surrogates (their rows are rejected later); for anything else a person is asked.
    Raises `FileError` and `OpenQuestionError`.
    """
    if answers.encoding:
        return _as_told(data, file_name, answers.encoding)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise FileError(
                    f"“{file_name}” says it is {encoding} but ends in the middle of a character."
                ) from error
    _refuse_binary(data, file_name)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    tolerant = data.decode("utf-8", "surrogateescape")
    damaged = sum(1 for letter in tolerant if "\udc80" <= letter <= "\udcff")
    whole = sum(1 for letter in tolerant if not letter.isascii()) - damaged
    # Text in another encoding hardly ever has a valid sequence of UTF-8 in it, damaged UTF-8 mostly has.
    if 2 * whole >= damaged:
        return tolerant, "utf-8"
    raise OpenQuestionError(_encoding_question(data, file_name))


def decode_statement(data: bytes, file_name: str, answers: Answers) -> tuple[str, tuple[str, ...]]:
    """The text of a statement and what to say about its encoding.

    Days and amounts of a statement are plain ASCII, so a guess at the letters of its words need not stop it:
    it is told, and a person's answer takes its place. Raises `FileError`.
    """
    try:
        return decode(data, file_name, answers)[0], ()
    except OpenQuestionError:
        guess = _likely(data)[-1]
    for encoding in (guess, "cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        said = ENCODINGS.get(encoding, encoding)
        return text, (f"Its text is not UTF-8; it was read as {said} ({encoding}).",)
    raise FileError(f"“{file_name}” cannot be read as text.")


def _as_told(data: bytes, file_name: str, encoding: str) -> tuple[str, str]:
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise FileError(f"There is no encoding called “{encoding}”.") from error
    except UnicodeError as error:
        raise FileError(f"“{file_name}” cannot be read as {encoding}.") from error
    return text.removeprefix("\ufeff"), encoding


def _refuse_binary(data: bytes, file_name: str) -> None:
    head = data[:65536]
    nulls = head.count(0)
    if nulls > len(head) // 4:
        raise OpenQuestionError(
            Question(
                "encoding",
                f"“{file_name}” looks like UTF-16 text without its byte order mark. "
                "Which of these looks right?",
                (
                    Choice("utf-16-le", _sample(data, "utf-16-le")),
                    Choice("utf-16-be", _sample(data, "utf-16-be")),
                ),
            )
        )
    controls = sum(head.count(byte) for byte in range(1, 32) if byte not in (9, 10, 12, 13, 26))
    if controls > max(8, len(head) // 50):
        raise FileError(f"“{file_name}” is not text, and not a file type that is known here.")


def _encoding_question(data: bytes, file_name: str) -> Question:
    likely = [name for name in _likely(data) if name in ENCODINGS]
    names = list(dict.fromkeys([*likely, *ENCODINGS]))
    choices: list[Choice] = []
    for name in names:
        sample = _sample(data, name)
        if sample and sample not in [choice.meaning.partition(": ")[2] for choice in choices]:
            choices.append(Choice(name, f"{ENCODINGS[name]}: {sample}"))
    return Question(
        "encoding",
        f"“{file_name}” is not UTF-8 text. Which of these looks right?",
        tuple(choices[:5]),
    )


def _likely(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes  # 50 ms to load, needed for odd files only

    lines = [line for line in data[:500_000].splitlines() if not line.isascii()]
    best = from_bytes(b"\n".join(lines[:200]), cp_isolation=[*ENCODINGS]).best()
    found = best.encoding if best else "cp1252"
    aliases = {"iso8859_15": "iso8859-15", "iso8859_2": "iso8859-2", "latin_1": "cp1252"}
    # Windows' Western page is by far the commonest; a statistical guess comes second.
    return ["cp1252", aliases.get(found, found)]


def _sample(data: bytes, encoding: str) -> str:
    """Up to three pieces of text around letters outside ASCII, as the encoding reads them, or ""."""
    try:
        text = data[: len(data) // 2 * 2].decode(encoding)
    except UnicodeError:
        return ""
    pieces = re.findall(r"[^\n;,\t\"|]{0,20}[^\x00-\x7f][^\n;,\t\"|]{0,20}", text[:200_000])
    return " · ".join(dict.fromkeys(piece.strip() for piece in pieces[:3])) or text[:40].strip()
