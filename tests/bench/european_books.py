"""Benchmark books of ten kinds of European companies, the kind chosen by the seed."""

from collections import defaultdict
from random import Random

import pandas as pd

from tests.bench.books import INVOICE_COLUMNS, NOISE_COLUMNS, PAYMENT_COLUMNS, TRUTH_COLUMNS, Books
from tests.bench.european_across import add_noise, settle_across
from tests.bench.european_cases import settle_client
from tests.bench.european_judging import Judge, Names
from tests.bench.european_ledger import Draft, make_ledger
from tests.bench.european_parties import KINDS, Kind, make_clients
from tests.bench.european_settling import LAST_DAY, LEVEL, Line, Settling, decimal_text
from tests.bench.european_wording import BankText, as_transmitted, bank_text, in_bank_letters, latin

MORE_COLUMNS = ("payment_terms", "customer_number")


def kind_of(seed: int) -> Kind:
    """The company whose books a seed gives; ten seeds in a row show all ten kinds."""
    return KINDS[seed % len(KINDS)]


def make(difficulty: str, invoices: int, seed: int) -> Books:
    """One company's books with `invoices` documents; the same arguments give the same books in any process.

    `difficulty` is clean, typical or hard; anything else raises ValueError. Columns as in `Books`; the
    invoices also have `payment_terms` ("2/10 net 30") and `customer_number`.
    """
    if difficulty not in LEVEL:
        raise ValueError(f"difficulty is one of {', '.join(LEVEL)}, not {difficulty!r}")
    rng = Random(f"european {difficulty} {invoices} {seed}")
    kind = kind_of(seed)
    clients = make_clients(rng, kind, max(12, invoices // kind.per_client))
    drafts = make_ledger(rng, kind, clients, invoices, difficulty)
    settling = Settling(rng, kind, drafts, difficulty)
    settle_across(settling)
    by_client: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_client[draft.client.key].append(draft)
    for own in by_client.values():
        settle_client(settling, own)
    add_noise(settling, clients)
    lines = sorted((line for line in settling.lines if line.day <= LAST_DAY), key=lambda line: line.day)
    names = Names(clients)
    for line in lines:
        if not line.raw:
            _transmit(rng, kind, line, names)
    judge = Judge(drafts, lines)
    for line in lines:
        judge.judge(line)
    return _frames(rng, kind, drafts, lines)


def _transmit(rng: Random, kind: Kind, line: Line, names: Names) -> None:
    """Put the payer's name and words through the bank's letters and fields; what is cut off names nothing."""
    line.name = in_bank_letters(rng, kind, line.name)
    if line.client is not None and line.payer == "client" and line.name:
        line.payer = names.identify(line.name, line.client)
    line.text = as_transmitted(rng, kind, line.text)
    seen = latin(line.text).upper()
    for claim in line.claims:
        words = latin(claim.words).upper()
        if claim.named and claim.words and words not in seen and claim.draft.number.upper() not in seen:
            claim.named = False
            if line.situation == "combined_list":
                line.situation = "combined_cut"


def _terms(draft: Draft) -> str:
    client = draft.client
    if client.discount_bp:
        return f"{client.discount_bp / 100:g}/{client.discount_days} net {client.net_days}"
    return f"net {client.net_days}"


def _invoice_row(draft: Draft) -> tuple[str, ...]:
    return (
        draft.number,
        draft.name,
        draft.issued.isoformat(),
        draft.due.isoformat(),
        decimal_text(draft.total, draft.currency),
        draft.currency,
        draft.order,
        draft.reference,
        _terms(draft),
        draft.client.number,
    )


def _bank_text(rng: Random, kind: Kind, line: Line) -> BankText:
    if line.raw:
        return BankText(line.name, line.text, "", line.method or "transfer")
    told = bank_text(rng, kind, line.client, line.name, line.text, line.structured)
    reference = told.reference if line.reference is None else line.reference
    return BankText(told.counterparty, told.description, reference, line.method or told.method)


def _frames(rng: Random, kind: Kind, drafts: list[Draft], lines: list[Line]) -> Books:
    payments, truth, noise = [], [], []
    for position, line in enumerate(lines):
        key = f"{line.day:%y%m%d}-{position:06d}"
        told = _bank_text(rng, kind, line)
        payments.append(
            (
                key,
                line.day.isoformat(),
                decimal_text(line.amount, line.currency),
                line.currency,
                told.counterparty,
                told.description,
                told.reference,
                told.method,
            )
        )
        if line.noise:
            noise.append((key, line.noise))
        for claim in line.claims:
            truth.append(
                (
                    claim.draft.number,
                    claim.draft.name,
                    key,
                    decimal_text(claim.allocated, line.currency),
                    line.situation,
                    str(int(line.ambiguous)),
                    str(int(line.tie)),
                )
            )
    return Books(
        invoices=pd.DataFrame(
            [_invoice_row(draft) for draft in drafts], columns=[*INVOICE_COLUMNS, *MORE_COLUMNS]
        ),
        payments=pd.DataFrame(payments, columns=list(PAYMENT_COLUMNS)),
        truth=pd.DataFrame(truth, columns=list(TRUTH_COLUMNS)),
        noise=pd.DataFrame(noise, columns=list(NOISE_COLUMNS)),
    )
