"""One transaction's chain on screen: boxes from the invoice to the bank line, and the payout's sum below."""

from collections.abc import Sequence

import streamlit as st

from core.faces.screen import address, look, panels, paper
from core.insight import settlement_chain as chains
from core.insight.settlement_chain import Link, LinkState
from core.insight.settlement_words import processor_name
from core.model.discrepancy import Discrepancy
from core.services import tracing
from core.services.tracing import Chain, RunFile
from core.services.workspace import Workspace

_STYLE = """
<style>
ol.tt-chain {{ display: flex; flex-wrap: wrap; align-items: stretch; gap: 0.35rem;
             list-style: none; margin: 0 !important; padding: 0 !important; color: {text};
             font-variant-numeric: tabular-nums; }}
.tt-chain li {{ display: flex; align-items: center; gap: 0.35rem; margin: 0; padding: 0; }}
.tt-chain li + li::before {{ content: "→"; color: {muted}; font-size: 1.1rem; }}
.tt-chain .box {{ border: 1px solid {grid}; border-left: 4px solid {data}; border-radius: 6px; height: 100%;
                  padding: 0.45rem 0.7rem; min-width: 8.2rem; max-width: 15rem; overflow-wrap: anywhere;
                  box-sizing: border-box; }}
.tt-chain .box.off, .tt-chain .box.missing {{ border-left-color: {needs_you}; }}
.tt-chain .box.missing {{ border-style: dashed; border-left-style: solid; }}
.tt-chain small {{ display: block; color: {muted}; font-size: 0.82rem; line-height: 1.35; }}
.tt-chain b {{ display: block; font-size: 1.05rem; font-weight: 650; line-height: 1.4; white-space: nowrap; }}
.tt-chain .off small.last, .tt-chain .missing small.last {{ color: {needs_you}; font-weight: 600; }}
</style>
"""


def panel(workspace: Workspace, file: RunFile, chosen: Discrepancy | None) -> None:
    """The chain of the open discrepancy's transaction, or of any other that is typed in."""
    st.subheader("From invoice to bank", anchor=False)
    address.typed(
        "Follow a transaction",
        "transaction",
        placeholder="Transaction ID (the open discrepancy's if left empty)",
        label_visibility="collapsed",
        width=520,
    )
    wanted = st.query_params.get("transaction", "").strip() or (chosen.transaction_id if chosen else "")
    if not wanted:
        paper.hint("Enter a transaction ID to follow it from its invoice to the bank line.")
        return
    with panels.answering():
        draw(tracing.chain(workspace, file.run.processor, wanted), file.run.processor)


def draw(chain: Chain, processor: str) -> None:
    """Every step in its box; below, each payout's parts as a sum."""
    colours = look.palette()
    st.html(
        _STYLE.format(
            text=colours.text,
            muted=colours.muted,
            grid=colours.grid,
            data=colours.data,
            needs_you=colours.needs_you,
        )
    )
    references = tuple(sorted({*chain.movements["reference"], *chain.entries["reference"]} - {""}))
    way = [
        *chains.invoice_links(chain.invoices, references, chain.matched),
        *chains.movement_links(chain.movements, chain.entries),
        *([chains.net_link(chain.net)] if chain.net else []),
    ]
    sums = []
    for step in chain.payouts:
        share = chains.share_of(chain.movements, step.payout_id, step.paid.currency)
        way += chains.payout_links(
            step.payout_id, step.paid, step.arrives_on, share, step.off, step.complete,
            step.bank_lines, step.tie,
        )  # fmt: skip
        sums.append(f"{step.payout_id}: {chains.payout_sum(step.parts, step.paid, step.off)}")
    if not chain.payouts:
        way.append(Link("Payout", "none yet", "", ("not paid out so far",), LinkState.MISSING))
    _boxes(way, f"{processor_name(processor)} transaction {chain.transaction_id}")
    paper.lines(sums)


def _boxes(way: Sequence[Link], name: str) -> None:
    items = "".join(f"<li>{_box(link)}</li>" for link in way)
    st.html(f'<ol class="tt-chain" aria-label="{paper.value(name)}">{items}</ol>')


def _box(link: Link) -> str:
    notes = [note for note in link.notes if note]
    said = "".join(
        f"<small{' class=last' if note is notes[-1] else ''}>{paper.value(note)}</small>" for note in notes
    )
    money = f"<b>{paper.value(link.money)}</b>" if link.money else ""
    return (
        f'<div class="box {link.state.value}"><small>{paper.value(link.label)} · '
        f"{paper.value(link.title)}</small>{money}{said}</div>"
    )
