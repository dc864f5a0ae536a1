"""Names in any script written in Latin letters, so that two spellings of one name can meet."""

import re
import unicodedata

from anyascii import anyascii

_KANA = re.compile(r"[\u3041-\u30ff]+")
# Kana legal forms of Japanese transfers, before or after the name (Zengin data format: "カ)" a company, ...).
_KANA_FORM = re.compile(r"(?:[カユメシド]|ザイ|シヤ|イ)\)|\((?:[カユメシド]|ザイ|シヤ|イ)(?![ァ-ヶ])\)?")
# Legal forms that stand beside a name without a space.
_JOINED_FORM = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|財団法人|社団法人|\([株有合]\)|股份有限公司|有限责任公司|有限公司"
    r"|주식회사|유한회사|\(주\)|\(유\)"
)
_BETWEEN_SCRIPTS = re.compile(
    r"(?<=[0-9A-Za-z])(?=[\u2e80-\u9fff\uac00-\ud7af])|(?<=[\u2e80-\u9fff\uac00-\ud7af])(?=[0-9A-Za-z])"
)
_SMALL = re.compile(r"(sh|ch|j)i?y([auo])")
_GLIDE = re.compile(r"([kgnhbpmr])iy([auo])")
_LONG = re.compile(r"ou|oo|uu")
_ONE_VOWEL = {"ou": "o", "oo": "o", "uu": "u"}


def latin(text: str) -> str:
    """The text in ASCII letters: other scripts transliterated, kana as Japanese names are written in Latin.

    Where a script ends and Latin letters or digits begin is a border between words (fields of bank texts
    are glued there).
    """
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii():
        return plain
    plain = _BETWEEN_SCRIPTS.sub(" ", _JOINED_FORM.sub(" ", _KANA_FORM.sub(" ", plain)))
    return anyascii(_KANA.sub(_romaji, plain))


def _romaji(found: "re.Match[str]") -> str:
    """Kana in Hepburn's spelling without long vowels; banks write small kana large."""
    spelt = _GLIDE.sub(r"\1y\2", _SMALL.sub(r"\1\2", anyascii(found.group())))
    return _LONG.sub(lambda vowels: _ONE_VOWEL[vowels.group()], spelt)
