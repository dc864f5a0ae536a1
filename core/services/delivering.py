"""Delivering: a processor's report or the company's ledger comes as a file, is looked at, then stored."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from core.intake.answers import NO_ANSWERS, Answers, OpenQuestionError, Question
from core.intake.processors import packed
from core.intake.processors.packed import COLUMN_OF, FileRead
from core.intake.processors.records import Records
from core.model.batch import RejectedRow
from core.model.errors import FileError, ImportRefusedError, TieoutError
from core.model.identity import Role
from core.model.ledger_entry import LedgerEntry
from core.model.money import Money, minor_digits
from core.model.payout import Payout
from core.model.processor_transaction import ProcessorTransaction, TransactionKind
from core.model.unreadable_row import UnreadableRow
from core.services.workspace import Workspace
from core.settlement import day, words
from core.store import (
    audit,
    batches,
    deliveries,
    ledger_entries,
    payouts,
    processor_transactions,
    settlement_rules,
    unreadable_rows,
)
from core.store.deliveries import DeliveryRow, NewDelivery

SIDES = ("processor", "ledger")
MOST_DAYS = 31  # of one file, the newest: so many are settled at once
_RIVALS = {"amount": "amount_minor", "amount_minor": "amount", "fee": "fee_minor", "fee_minor": "fee"}
_FEWEST, _MOST = 3, 0.8  # rows that both files have, and the share of them that must be a hundred times


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What a file would bring: nothing of it is stored yet.

    `processor` is whose transactions it holds ("" for a ledger that names several or none). While `question`
    is open there are no rows; one named `COLUMN_OF` and a field is answered through `said`. `fields` says
    which header each field was read from, `header` all there are: a person may say better.
    """

    file_name: str
    sha256: str
    side: str
    processor: str
    rows: int
    rejected: tuple[RejectedRow, ...]
    notices: tuple[str, ...]
    fields: Mapping[str, str]
    question: Question | None
    earlier: DeliveryRow | None
    records: Records | None
    header: tuple[str, ...] = ()


def preview(
    workspace: Workspace,
    data: bytes,
    file_name: str,
    side: str,
    processor: str = "",
    answers: Answers = NO_ANSWERS,
    said: Mapping[str, str] | None = None,
) -> FilePreview:
    """Reads a CSV or XLSX file of one side ("processor" or "ledger") and says what it holds.

    `said` names headers for fields where a person knows better; without it the file is read as this company's
    last file of that side was, where it fits. Raises `FileError` when the file cannot be taken.
    """
    if side not in SIDES:
        raise TieoutError("A file holds either a processor's transactions or the ledger's entries.")
    digest = hashlib.sha256(data).hexdigest()
    named = words.processor(processor) if processor.strip() else ""
    with workspace.scope() as scope:
        remembered = batches.remembered_mapping(scope, _shape(side, named)) or {}
        earlier = deliveries.same_file(scope, digest, side)
    read = _read(data, file_name, answers, said, remembered)
    if read.records is None:
        return FilePreview(file_name, digest, side, named, 0, (), (), {}, read.question, earlier, None)
    found = _dated(read.records, file_name)
    whose = named or found.processor
    if side == "processor" and not whose:
        whose = _only_one(found, file_name)
    return FilePreview(
        file_name,
        digest,
        side,
        whose,
        len(found.columns["row"]),
        found.rejected,
        found.notices,
        found.fields,
        None,
        earlier,
        found,
        found.header,
    )


def store(workspace: Workspace, preview: FilePreview, accept_partial: bool = False) -> DeliveryRow:
    """Stores the rows of a previewed file in one transaction and answers what became of them.

    The same file again changes nothing. Raises `ImportRefusedError`, and stores nothing, when rows were
    rejected and `accept_partial` is not set; `OpenQuestionError` while a question is open.
    """
    found = _storable(preview, accept_partial)
    made = NewDelivery(preview.processor or "ledger", preview.side, "file", preview.sha256, preview.file_name)
    with workspace.scope(Role.ANALYST) as scope:
        delivery_id = deliveries.begin(scope, made)
        if preview.side == "processor":
            by_source = ledger_entries.know_better(scope, found.columns["source_id"], _ids(found))
            rows = _transactions(found, preview.processor, by_source)
            counts = processor_transactions.store(scope, delivery_id, rows)
            counts += payouts.store(scope, delivery_id, _payouts(rows))
        else:
            counts = ledger_entries.store(scope, delivery_id, _entries(found, preview.processor))
        unreadable_rows.keep(scope, delivery_id, _unreadable(found, preview))
        stored = deliveries.finish(scope, delivery_id, counts)
        batches.remember_mapping(scope, _shape(preview.side, preview.processor), dict(found.fields))
        after = {
            "file": preview.file_name,
            "sha256": preview.sha256,
            "side": preview.side,
            "processor": preview.processor,
            "added": counts.added,
            "changed": counts.changed,
            "known": counts.known,
            "rejected": len(preview.rejected),
        }
        audit.append(scope, "settlement.uploaded", "delivery", delivery_id, after=after)
    return stored


def business_dates(workspace: Workspace, preview: FilePreview) -> tuple[date, ...]:
    """The processor's business days that a previewed file has rows of, oldest first."""
    if preview.records is None:
        return ()
    with workspace.scope() as scope:
        _, rules = settlement_rules.current(scope)
    cut_off = rules.cut_off(preview.processor)
    moments = preview.records.columns["occurred_at"]
    return tuple(sorted({day.business_date(cut_off, moment) for moment in moments}))


def check(preview: FilePreview, accept_partial: bool = False) -> None:
    """Raises what `store` would raise about the file, and stores nothing."""
    _storable(preview, accept_partial)


def _storable(preview: FilePreview, accept_partial: bool) -> Records:
    if preview.question is not None:
        raise OpenQuestionError(preview.question)
    if preview.records is None or not preview.rows:
        raise ImportRefusedError(f"{preview.file_name} has no rows that can be stored.")
    if preview.rejected and not accept_partial:
        bad = len(preview.rejected)
        raise ImportRefusedError(
            f"{preview.file_name} has {bad} {'row' if bad == 1 else 'rows'} that cannot be read; "
            f"nothing was stored. The first is {preview.rejected[0]}"
        )
    return preview.records


def _read(
    data: bytes,
    file_name: str,
    answers: Answers,
    said: Mapping[str, str] | None,
    remembered: Mapping[str, Any],
) -> FileRead:
    """As a person said and, beside that, as the last such file was read, where its headers are there; else
    by names."""
    if not remembered:
        return packed.read_file(data, file_name, answers, said)
    known = {str(field): str(header) for field, header in remembered.items()}
    for field, header in (said or {}).items():
        known = chosen(known, field, header)
    try:
        read = packed.read_file(data, file_name, answers, known)
    except FileError:
        return packed.read_file(data, file_name, answers, said)
    asks_for_a_column = read.question is not None and read.question.name.startswith(COLUMN_OF)
    return packed.read_file(data, file_name, answers, said) if asks_for_a_column else read


def chosen(said: Mapping[str, str], field: str, header: str) -> dict[str, str]:
    """What was said with one more choice: a column serves one field, an amount is read from one column."""
    rival = _RIVALS.get(field)
    return {name: at for name, at in said.items() if at != header and name != rival} | {field: header}


def counts_cents(mine: FilePreview, other: FilePreview) -> bool:
    """Whether a file, read in whole units, has a hundred times (its currency's minor units) the other's
    amounts almost throughout: then its column counts cents."""
    if mine.records is None or other.records is None or "amount" not in mine.fields:
        return False
    theirs = {}
    for row in _rows(other.records):
        for name in (row["transaction_id"], row["source_id"]):
            theirs[name.strip().lower()] = (abs(row["amount"]), row["currency"])
    theirs.pop("", None)
    met = times = 0
    for row in _rows(mine.records):
        there = theirs.get(row["transaction_id"].strip().lower()) or theirs.get(
            row["source_id"].strip().lower()
        )
        scale = 10 ** minor_digits(row["currency"])
        if there is None or not there[0] or scale == 1:
            continue
        met += 1
        times += there == (abs(row["amount"]) // scale, row["currency"]) and row["amount"] % scale == 0
    return met >= _FEWEST and times >= _MOST * met


def _dated(found: Records, file_name: str) -> Records:
    """Without rows that have no date: they belong to no day."""
    columns = found.columns
    lost = [place for place, at in enumerate(columns["occurred_at"]) if at is None]
    if not lost:
        return found
    gone = set(lost)
    names = ("row", "transaction_id", "source_id", "reference", "processor")
    unreadable = (UnreadableRow(file_name, *(columns[name][place] for name in names)) for place in lost)
    header = found.fields.get("occurred_at", "date")
    rejected = tuple(
        RejectedRow(file_name, columns["row"][place], header, "", "the date is missing", ()) for place in lost
    )
    kept = {
        name: [value for place, value in enumerate(values) if place not in gone]
        for name, values in columns.items()
    }
    return replace(
        found,
        columns=kept,
        rejected=(*found.rejected, *rejected),
        unreadable=(*found.unreadable, *(one for one in unreadable if one.names or one.reference)),
    )


def _unreadable(found: Records, preview: FilePreview) -> list[UnreadableRow]:
    """The file's unreadable rows, each with the processor it is about as the readable rows have theirs."""
    return [
        replace(row, processor=words.processor(row.processor) if row.processor else preview.processor)
        for row in found.unreadable
    ]


def _only_one(found: Records, file_name: str) -> str:
    """The one processor all rows name."""
    named = {words.processor(one) for one in found.columns["processor"] if one}
    if len(named) != 1:
        raise FileError(f"Whose transactions does “{file_name}” hold? Name the processor.")
    return named.pop()


def _ids(found: Records) -> list[str]:
    ids: list[str] = found.columns["transaction_id"]
    return ids


def _transactions(found: Records, processor: str, by_source: bool) -> list[ProcessorTransaction]:
    """The file's rows as a processor's; under the id of what they are about where the ledger knows that one,
    or neither: so they meet what the processor's API delivers."""
    made = []
    for row in _rows(found):
        kind = _kind(row)
        own = (row["source_id"] or row["transaction_id"]) if by_source else row["transaction_id"]
        is_payout = kind is TransactionKind.PAYOUT
        made.append(
            ProcessorTransaction(
                processor=processor,
                id=own,
                kind=kind,
                status=words.status(row["status"]),
                amount=Money(row["amount"], row["currency"]),
                fee=Money(row["fee"], row["currency"]) if row["fee_known"] else None,
                occurred_at=row["occurred_at"],
                timed=row["timed"],
                word=row["kind"],
                status_word=row["status"],
                reference=row["reference"],
                parent_id="" if row["parent_id"] == own else row["parent_id"],
                payout_id=row["payout_id"] or (own if is_payout else ""),
                merchant_id=row["merchant_id"],
                payer=row["payer"],
                description=row["description"],
                source_row=row["row"],
                hundredths=row["hundredths"],
            )
        )
    return made


def _entries(found: Records, processor: str) -> list[LedgerEntry]:
    return [
        LedgerEntry(
            transaction_id=row["transaction_id"],
            processor=words.processor(row["processor"]) if row["processor"] else processor,
            kind=_kind(row),
            status=words.status(row["status"]),
            amount=Money(row["amount"], row["currency"]),
            fee=Money(row["fee"], row["currency"]) if row["fee_known"] else None,
            occurred_at=row["occurred_at"],
            timed=row["timed"],
            status_word=row["status"],
            reference=row["reference"],
            parent_id=row["parent_id"],
            payout_id=row["payout_id"],
            merchant_id=row["merchant_id"],
            source_row=row["row"],
            hundredths=row["hundredths"],
        )
        for row in _rows(found)
    ]


def _payouts(rows: list[ProcessorTransaction]) -> list[Payout]:
    """The payouts among a report's rows; the file does not vouch that all they are made of is in it."""
    return [
        Payout(
            processor=row.processor,
            id=row.payout_id,
            amount=-row.amount,
            arrives_on=row.available_on or row.occurred_at.date(),
            complete=False,
            source_row=row.source_row,
        )
        for row in rows
        if row.kind is TransactionKind.PAYOUT
    ]


def _rows(found: Records) -> list[dict[str, Any]]:
    names = tuple(found.columns)
    return [dict(zip(names, values, strict=True)) for values in zip(*found.columns.values(), strict=True)]


def _kind(row: Mapping[str, Any]) -> TransactionKind:
    return words.kind(row["kind"]) if row["kind"] else TransactionKind.UNKNOWN


def _shape(side: str, processor: str) -> str:
    return f"settlement:{side}:{processor}"
