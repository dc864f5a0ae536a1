"""`tieout reconcile`: a processor's file against a ledger's file, without a database."""

import csv
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from core.faces import settlement_sides
from core.faces.settlement_sides import SIDES
from core.intake import export
from core.intake.answers import NO_ANSWERS, Answers
from core.intake.child import Limits
from core.intake.processors import packed
from core.intake.processors.records import Records
from core.model.batch import RejectedRow
from core.model.discrepancy import Discrepancy
from core.model.money import Money
from core.model.settlement_rules import DEFAULT, from_toml
from core.settlement import engine, frames
from core.settlement.engine import Settled

COLUMNS = (
    "transaction_id", "kind", "severity", "external_amount", "internal_amount", "difference", "currency",
    "external_date", "internal_date", "reason",
)  # fmt: skip
# A person waits for this and no server does: as much memory as an upload's child, and more time.
_LIMITS = Limits(seconds=120.0)


@dataclass(frozen=True, slots=True)
class ReconcileResult:
    """What came of the two files; `rejected` rows were left out of the comparison, and are in the summary."""

    settled: Settled
    rejected: tuple[RejectedRow, ...]
    text: str


def reconcile_files(
    external: Path,
    internal: Path,
    out: Path,
    mapping_file: Path | None = None,
    rules_file: Path | None = None,
    answers: Answers = NO_ANSWERS,
) -> ReconcileResult:
    """Writes `discrepancies.csv`, `summary.json` and `summary.txt` to the folder `out`.

    The mapping file is `settlement_sides.mapping`'s. Raises `FileError` for a file that cannot be taken or
    needs more than the limits, `RulesError` for rules that cannot.
    """
    rules = from_toml(settlement_sides.text(rules_file)) if rules_file else DEFAULT
    read = _by_shared_ids(_read((external, internal), answers, settlement_sides.mapping(mapping_file)))
    settled = engine.settle(_frame(read[0]), _frame(read[1]), rules, (read[0].unreadable, read[1].unreadable))
    rejected = (*read[0].rejected, *read[1].rejected)
    out.mkdir(parents=True, exist_ok=True)
    _write_rows(out / "discrepancies.csv", settled, read)
    notices = (*read[0].notices, *read[1].notices, *settled.notices)
    summary = _summary(settled, (external.name, internal.name), read, notices)
    (out / "summary.json").write_text(
        json.dumps(summary, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    text = _report(settled, (external.name, internal.name), read, notices)
    (out / "summary.txt").write_text(text, encoding="utf-8")
    return ReconcileResult(settled, rejected, text)


def _read(paths: tuple[Path, Path], answers: Answers, said: dict[str, dict[str, str]]) -> list[Records]:
    """Both files, each in a process of its own and both at once."""

    def one(path: Path, side: str) -> Records:
        found = packed.read_file(path.read_bytes(), path.name, answers, said[side], _LIMITS)
        if found.records is None:
            assert found.question is not None
            settlement_sides.ask(found.question, path.name)
        return found.records

    with ThreadPoolExecutor(len(SIDES)) as readers:
        return list(readers.map(one, paths, SIDES))


def _by_shared_ids(read: list[Records]) -> list[Records]:
    """Where a processor's report has two ids for a row, the one that the other file knows."""
    chosen = []
    for mine, other in ((read[0], read[1]), (read[1], read[0])):
        known = {one.lower() for one in other.columns["transaction_id"]}
        by_id, by_source = (
            sum(one.lower() in known for one in mine.columns[name] if one)
            for name in ("transaction_id", "source_id")
        )
        if by_source > by_id:
            sources = zip(mine.columns["source_id"], mine.columns["transaction_id"], strict=True)
            mine = replace(
                mine, columns={**mine.columns, "transaction_id": [one or own for one, own in sources]}
            )
        chosen.append(mine)
    return chosen


def _frame(read: Records) -> pd.DataFrame:
    """The frame the engine takes (`core/settlement/frames.py`)."""
    columns = read.columns
    texts = {name: pd.Series(columns[name], dtype="str") for name in (*frames.TEXTS,)}
    numbers = {
        name: pd.Series(columns[name], dtype="int64") for name in ("amount", "fee", "hundredths", "row")
    }
    flags = {name: pd.Series(columns[name], dtype="bool") for name in ("fee_known", "timed")}
    moments = pd.to_datetime(pd.Series(columns["occurred_at"], dtype="object"), utc=True)
    return pd.DataFrame({**texts, **numbers, **flags, "occurred_at": moments.astype("datetime64[us, UTC]")})


class _Said:
    """One side's rows as their file wrote them, by row number."""

    def __init__(self, read: Records) -> None:
        columns = read.columns
        self._place = {row: place for place, row in enumerate(columns["row"])}
        self._columns = columns

    def date(self, row: int) -> str:
        if row not in self._place:
            return ""
        place = self._place[row]
        moment: datetime | None = self._columns["occurred_at"][place]
        if moment is None:
            return ""
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ" if self._columns["timed"][place] else "%Y-%m-%d")

    def amount(self, row: int, money: Money | None) -> Decimal | None:
        """The amount; with the decimals it was written with where its currency has none."""
        odd = self._columns["hundredths"][self._place[row]] if row in self._place else 0
        return Decimal(odd).scaleb(-2) if odd else None if money is None else money.amount


def _write_rows(path: Path, settled: Settled, read: list[Records]) -> None:
    said = [_Said(one) for one in read]
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for one in frames.to_discrepancies(settled.discrepancies):
            rows.writerow(export.neutral_row(_cells(one, said)))


def _cells(one: Discrepancy, said: list[_Said]) -> tuple[str, ...]:
    external, internal = (
        side.amount(row, money)
        for side, row, money in zip(
            said, (one.external_row, one.internal_row), (one.external, one.internal), strict=True
        )
    )
    currencies = [money.currency for money in (one.external, one.internal) if money]
    difference = None if one.difference is None else (external or Decimal(0)) - (internal or Decimal(0))
    return (
        one.transaction_id,
        one.kind.value,
        one.severity.value,
        "" if external is None else str(external),
        "" if internal is None else str(internal),
        "" if difference is None else str(difference),
        next(iter(currencies), ""),
        said[0].date(one.external_row),
        said[1].date(one.internal_row),
        one.reason,
    )


def _summary(
    settled: Settled, names: tuple[str, str], read: list[Records], notices: tuple[str, ...]
) -> dict[str, Any]:
    """The run as JSON; amounts are strings."""
    found = settled.summary
    files = {
        side: {
            "file": name,
            "rows": len(one.columns["row"]) + len(one.rejected),
            "compared": len(one.columns["row"]),
            "rejected": len(one.rejected),
            "columns": dict(one.fields),
        }
        for side, name, one in zip(SIDES, names, read, strict=True)
    }
    return files | {
        "transactions": found.transactions,
        "agreed": found.agreed,
        "set_aside": found.set_aside,
        "discrepancies": found.discrepancies,
        "rate": str(found.rate.quantize(Decimal("0.000001"))),
        "risk": found.risk.value,
        "risk_reason": found.risk_reason,
        "kinds": {kind.value: count for kind, count in found.kinds.items()},
        "money": {
            tally.external.currency: {
                "external": str(tally.external.amount),
                "internal": str(tally.internal.amount),
                "difference": str(tally.difference.amount),
                "in_discrepancy": str(tally.at_stake.amount),
            }
            for tally in found.tallies
        },
        "fee_rates": [
            {
                "processor": used.rate.processor,
                "currency": used.rate.currency,
                "percent": str(used.rate.percent),
                "fixed": str(used.rate.fixed),
                "agreed": used.agreed,
                "rows": used.rows,
                "following": used.following,
            }
            for used in settled.rates
        ],
        "notices": list(notices),
        "rejected_rows": [
            {"file": row.file, "row": row.row, "column": row.column, "value": row.value, "reason": row.reason}
            for one in read
            for row in one.rejected
        ],
    }


def _report(settled: Settled, names: tuple[str, str], read: list[Records], notices: tuple[str, ...]) -> str:
    """The run in plain words."""
    found = settled.summary
    lines = [
        f"{names[0]} (external): {found.external_rows:,} rows compared, {len(read[0].rejected):,} rejected",
        f"{names[1]} (internal): {found.internal_rows:,} rows compared, {len(read[1].rejected):,} rejected",
        f"{found.transactions:,} transactions: {found.agreed:,} agree, {found.discrepancies:,} do not; "
        f"{found.set_aside:,} rows need no partner",
        f"Risk: {found.risk.value}. {found.risk_reason}",
        "",
        *(f"{kind.value:<24}{count:>10,}" for kind, count in found.kinds.items()),
        *([""] if found.kinds else []),
    ]
    for tally in found.tallies:
        lines.append(
            f"{tally.external.currency}: external {tally.external.amount:,}, "
            f"internal {tally.internal.amount:,}, difference {tally.difference.amount:,}, "
            f"in discrepancy {tally.at_stake.amount:,}"
        )
    lines += ["", *notices] if notices else []
    rejected = [str(row) for one in read for row in one.rejected]
    lines += ["", "Rows that could not be read:", *rejected] if rejected else []
    return "\n".join(lines) + "\n"
