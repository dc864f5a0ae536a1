"""One way to settle one bank line as a sheet of HTML: both sides, the words, the evidence, the other ways."""

from core.faces.screen import paper
from core.insight import comparison
from core.insight.explanation import MatchFacts, Thresholds, evidence_lines, sentences
from core.insight.wording import (
    amount_text,
    capital,
    count_text,
    date_text,
    money_text,
    points_text,
    reason_list,
    score_text,
    words,
)
from core.services import reviewing
from core.services.reviewing import Item, Leg, Proposal

SHOWN = 3  # ways one key away


def html(item: Item, proposal: Proposal, thresholds: Thresholds) -> str:
    """The whole sheet; everything in it is escaped."""
    known = facts(item, proposal)
    asked = comparison.why_asked(known, thresholds)
    said = paper.lines_html([*sentences(known), *([asked] if asked else [])])
    consequence = paper.value(comparison.consequence(item.payment, proposal.legs))
    left = f'{_sides(item, proposal)}<div class="tt-note">{consequence}</div><h4>Explanation</h4>{said}'
    right = f"{_why(known, proposal)}{_ways(item, proposal)}"
    return f'<div class="tt-fast"><div>{left}</div><div>{right}</div></div>'


def facts(item: Item, proposal: Proposal) -> MatchFacts:
    """What is known of a proposal's strongest leg; the others differ in their amounts alone."""
    return reviewing.facts(item, proposal, strongest(proposal))


def strongest(proposal: Proposal) -> Leg:
    """The leg that the evidence speaks for most."""
    return max(proposal.legs, key=lambda leg: sum(leg.points.values()))


def names(proposal: Proposal) -> str:
    """The invoice of a proposal, or the first with how many more."""
    first = proposal.legs[0].invoice.number
    return first if len(proposal.legs) == 1 else f"{first} and {len(proposal.legs) - 1} more"


def kind(leg: Leg) -> str:
    """What stands on the left: an invoice of either direction, or a credit note."""
    if leg.invoice.total.minor < 0:
        return "Credit note"
    return f"{capital(words(leg.invoice.direction))} invoice"


def legs(item: Item, proposal: Proposal) -> tuple[tuple[str, ...], list[tuple[str, ...]], tuple[str, ...]]:
    """Several invoices as a table that adds up to the bank line: its heading, its rows, its total."""
    currency = proposal.legs[0].invoice.total.currency
    rows: list[tuple[str, ...]] = [
        (
            leg.invoice.number,
            leg.invoice.counterparty,
            date_text(leg.invoice.due_on),
            amount_text(leg.invoice.open.minor, leg.invoice.open.currency),
            amount_text(leg.paid.minor, leg.paid.currency),
            amount_text(leg.adjustment.minor, currency) if leg.adjustment.minor else "",
        )
        for leg in proposal.legs
    ]
    total = (
        count_text(len(rows), "item"), "", "",
        amount_text(sum(leg.invoice.open.minor for leg in proposal.legs), currency),
        amount_text(sum(leg.paid.minor for leg in proposal.legs), item.payment.amount.currency),
        "",
    )  # fmt: skip
    return ("Invoice", "Counterparty", "Due", f"Open, {currency}", "Applied", "Difference"), rows, total


def line_facts(item: Item, proposal: Proposal) -> tuple[tuple[str, comparison.Spans], ...]:
    """The bank line beside several invoices: amount, day, payer, and what the bank printed."""
    payment = item.payment
    paid = f"{money_text(payment.amount.minor, payment.amount.currency, signed=True)} · "
    payer = comparison.name_marks(payment.counterparty, proposal.legs[0].invoice.counterparty)
    line = (comparison.Span(f"{paid}{date_text(payment.paid_on)} · "), *payer)
    return (("Bank line", line), ("Text", comparison.bank_text(payment, proposal.legs)))


def bars(known: MatchFacts) -> list[tuple[str, str, float]]:
    """The points of each kind of evidence: words, figure, share of the widest."""
    lines = evidence_lines(known)
    widest = max((abs(line.points) for line in lines), default=0.0) or 1.0
    return [(line.label, points_text(line.points), line.points / widest) for line in lines]


def points_total(known: MatchFacts) -> str:
    """All points of evidence together."""
    return f"{points_text(sum(line.points for line in evidence_lines(known)))} points of evidence"


def against(item: Item, other: Proposal) -> str:
    """What speaks for and against another way, as a list of reasons."""
    return capital(reason_list(facts(item, other).reasons))


def _sides(item: Item, proposal: Proposal) -> str:
    if len(proposal.legs) == 1:
        leg = proposal.legs[0]
        return paper.comparison_html(comparison.single(item.payment, leg), kind(leg), "Bank line")
    head, rows, total = legs(item, proposal)
    return paper.facts_html(line_facts(item, proposal)) + paper.grid_html(head, rows, 3, total)


def _why(known: MatchFacts, proposal: Proposal) -> str:
    return (
        f'<div class="tt-small">Score</div><div class="sure">{paper.value(score_text(proposal.score))}</div>'
        f'<div class="tt-hint">{paper.value(points_total(known))}</div>{paper.bars_html(bars(known))}'
    )


def _ways(item: Item, proposal: Proposal) -> str:
    shown = item.proposals[:SHOWN]
    if len(shown) == 1:
        return '<div class="tt-hint">No other match is likely enough to propose.</div>'
    return "<h4>Proposed matches</h4>" + "".join(
        _way(place, f"{names(way)} · {score_text(way.score)}", "" if way is proposal else against(item, way))
        for place, way in enumerate(shown, start=1)
    )


def _way(place: int, named: str, reasons: str) -> str:
    """One of the ways; the one that is open needs no reasons, they stand beside it."""
    opened = "" if reasons else " open"
    line = f'<div class="way{opened}"><span>{paper.value(named)}</span><kbd>{place}</kbd></div>'
    return line + (f'<div class="tt-hint">{paper.value(reasons)}</div>' if reasons else "")
