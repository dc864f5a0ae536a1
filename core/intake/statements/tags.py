"""What banks write inside the free text of a statement line: slash tags, and references with check digits."""

import re
from itertools import pairwise

_TAG = re.compile(
    r"/(EREF|KREF|MARF|MREF|REMI|NAME|IBAN|CNTP|BENM|ORDP|TRTP|TRCD|BIC|CSID|ISDT|RTRN|PREF|PURP|ULTC|ULTD|SVCL|ID|OCMT|ACCW)/"
)
_KINDS = re.compile(r"(?:USTD|STRD)/+(?:CUR/|ISO/)?")
_ISO11649 = re.compile(r"\bRF[0-9]{2}(?: ?[A-Z0-9]){1,21}\b")
_BELGIAN = re.compile(r"(?:\+{3}|\*{3})([0-9]{3})/([0-9]{4})/([0-9]{5})(?:\+{3}|\*{3})")
_FULL_LINE = 60  # banks fold their text at 65 characters, in the middle of a word


def unfolded(text: str) -> str:
    """Text whose full lines are put together again without a gap."""
    lines = text.split("\n")
    joined = lines[0] if lines else ""
    for above, line in pairwise(lines):
        joined += line if len(above) >= _FULL_LINE else " " + line
    return joined


def slashed(text: str) -> dict[str, str]:
    """The fields of a text written with slash tags (`/EREF/…/NAME/…/REMI/…`), {} where it is not."""
    whole = unfolded(text).strip()
    marks = list(_TAG.finditer(whole))
    if not marks or marks[0].start() != 0:
        return {}
    found: dict[str, str] = {}
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        value = whole[mark.end() : after.start() if after else len(whole)].strip("/ ")
        if mark[1] == "CNTP":  # account, bank code, name and place in one
            account, _, name, *_ = [*value.split("/"), "", "", ""]
            found |= {"IBAN": account.strip(), "NAME": name.strip()}
        elif value:
            found[mark[1]] = _KINDS.sub("", value) if mark[1] == "REMI" else value
    return found


def structured_reference(*texts: str) -> str:
    """The first reference with check digits in the texts: ISO 11649 ("RF…") or Belgian ("+++…+++")."""
    for text in texts:
        for found in _ISO11649.finditer(text):
            reference = found[0].replace(" ", "")
            for end in range(len(reference), 4, -1):  # words that follow may look like part of it
                if _is_iso11649(reference[:end]):
                    return reference[:end]
        for belgian in _BELGIAN.finditer(text):
            digits = "".join(belgian.groups())
            if int(digits[:10]) % 97 == int(digits[10:]) % 97:
                return belgian[0]
    return ""


def _is_iso11649(reference: str) -> bool:
    turned = reference[4:] + reference[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
