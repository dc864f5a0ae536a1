"""Where a firm's registrations and its ways to be reached are printed beside its name."""

import re

from core.intake.documents.around import Sheet
from core.intake.documents.words import Block, Page, fold

_REGISTERED = re.compile(
    r"\bvat\b|\btva\b|\bust-?id|\bust\.|steuer-?nr|\bbtw\b|\bkvk\b|\bp\.? ?iva\b|partita iva|\bcif\b|"
    r"\bnif\b|\bsiret\b|\bsiren\b|"
    r"\brcs\b|\brsc\b|\bhrb\b|\bhra\b|\biban\b|\bgstin\b|\bcin\b|\babn\b|\bein\b|company (?:no|reg)|"
    r"registered|regd|registergericht|"
    r"siege social|au capital|\btel\b|\bphone\b|\bfax\b|\bfon\b|telefon|telephone|www\.|https?://|@"
)
_REGISTRY = re.compile(
    r"\bvat\b|\btva\b|\bust-?id|\bbtw\b|\bkvk\b|\bp\.? ?iva\b|partita iva|\bcif\b|\bnipc\b|\bcnpj\b|"
    r"\bsiret\b|"
    r"\bsiren\b|\brcs\b|\bhrb\b|\bhra\b|\bgstin\b|\bcin\b|\babn\b|company (?:no|reg|num)|regist(?:ered|"
    r"ration)|"
    r"\bregd\b|registergericht|handelsregister|siege social|au capital|capital social|\borg\.? ?-?nr|"
    r"\bcvr\b|\bkrs\b|"
    r"\bregon\b|\bnip\b|\bche-|\buid\b|foretaksregisteret|inscrita|\buen\b|\btax id\b|\bein\b"
)


def is_beside(sheet: Sheet, block: Block, position: int) -> bool:
    """Whether a registration stands on the name's own line or on one of the three below it."""
    near = block.cells[position : position + 4]
    return any(_REGISTRY.search(_closed(sheet.line_of(cell).text)) for cell in near)


def is_in(block: Block) -> bool:
    """Whether a block names a registration or a way to reach the firm."""
    return _REGISTERED.search(_closed(block.text)) is not None


_TELEPHONE = re.compile(r"(?:\+|00|\(?0)[0-9][0-9 ()/.-]{6,}[0-9]")
_REACHED = re.compile(r"\btel\b|\bphone\b|\bfax\b|\bfon\b|telefon|telephone|www\.|https?://")


def is_reached(block: Block) -> bool:
    """Whether a block has a telephone or a place on the web, which is seldom printed of whom one bills."""
    if _REACHED.search(_closed(block.text)):
        return True
    return any(_TELEPHONE.fullmatch(cell.text) for cell in block.cells)


_POINTED = re.compile(r"\b([a-z])\.(?=[a-z]\b)")


def _closed(text: str) -> str:
    """Folded text with abbreviations written without their points ("C.I.F." as "cif")."""
    return _POINTED.sub(r"\1", fold(text))


_SLIP = re.compile(
    r"\bdetach|return (?:this|the) (?:portion|part|slip|stub|section|bottom)|return with |"
    r"remittance (?:advice|slip|stub)|payment (?:slip|stub|coupon)|"
    r"cut here|tear off|"
    r"\btalon\b|a detacher|coupon(?:-reponse| a | de )|strook|acceptgiro|empfangsschein|"
    r"uberweisungstrager|girokort|"
    r"inbetalning|recibo do pagador"
)


def slip_top(page: Page) -> float:
    """Where the slip begins that is sent back with the payment; the page's height where there is none."""
    for line in page.lines:
        if line.top > 0.4 * page.height and _SLIP.search(fold(line.text)):
            return line.top
    return page.height
