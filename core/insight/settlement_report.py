"""Reports of settlement runs: the summary in plain words, and every discrepancy as rows and JSON."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from core.insight.formats import count_text, date_text, money_text, monies_text, number_text, percent_text
from core.insight.settlement_words import KIND_ADVICE, KIND_WORDS, RISK_WORDS, processor_name
from core.insight.wording import capital
from core.model.discrepancy import Discrepancy, DiscrepancyKind
from core.model.identity import Company
from core.model.money import Money, to_decimal
from core.model.payout import BankTie, PayoutTrace
from core.model.settlement import RunRisk
from core.model.settlement_report import Bar, Check, Compliance, SettlementReport
from core.model.settlement_run import SettlementRun

COLUMNS = (
    "transaction_id", "kind", "severity", "external_amount", "internal_amount", "difference", "currency",
    "external_date", "internal_date", "reason", "at_stake", "external_fee", "internal_fee", "expected_fee",
    "payout_id", "reference", "external_row", "internal_row",
)  # fmt: skip
_MOST_ADVICE = 5
_STANDING = {
    RunRisk.LOW: Compliance.MET,
    RunRisk.MEDIUM: Compliance.ATTENTION,
    RunRisk.HIGH: Compliance.NOT_MET,
    RunRisk.CRITICAL: Compliance.NOT_MET,
}


def summary(
    company: Company, run: SettlementRun, found: Sequence[Discrepancy], payouts: Sequence[PayoutTrace]
) -> SettlementReport:
    """The one-page summary of a run that is done."""
    risk = run.risk or RunRisk.LOW
    checks = _checks(run, found, payouts)
    worst = max(checks, key=lambda check: list(Compliance).index(check.standing))
    rate = percent_text(run.discrepancies / run.transactions if run.transactions else 0.0, 2)
    money = run.summary.get("money", {})
    stake = {currency: int(each["at_stake_minor"]) for currency, each in money.items()}
    whose, day = processor_name(run.processor), date_text(run.business_date)
    overview = (
        f"{whose} and the ledger were compared for {day}: {count_text(run.transactions, 'transaction')}, of "
        f"which {number_text(run.agreed)} agree and {number_text(run.discrepancies)} differ ({rate}).",
        f"Money in discrepancy (differences not offset): {monies_text(stake)}."
        if any(stake.values())
        else "No money is in discrepancy.",
    )
    figures = (
        ("Transactions compared", number_text(run.transactions)),
        ("Agree", number_text(run.agreed)),
        ("Differ", f"{number_text(run.discrepancies)} ({rate})"),
        ("In discrepancy", monies_text(stake)),
        ("Risk", capital(RISK_WORDS[risk])),
        ("Compliance", capital(worst.standing)),
    )
    return SettlementReport(
        company=company.name,
        title=f"Settlement of {whose}, {day}",
        made_of=f"Version {run.version} of the day, settlement rules version {run.rules_version}.",
        overview=overview,
        figures=figures,
        risk=f"{capital(RISK_WORDS[risk])}: {run.summary.get('risk_reason', '')}",
        compliance=worst.standing,
        checks=checks,
        recommendations=_recommendations(found),
        kinds=_kind_bars(found),
        money=tuple((currency, _money_bars(run, currency)) for currency in sorted(money)),
    )


def rows(found: Sequence[Discrepancy]) -> list[tuple[Any, ...]]:
    """Every discrepancy as a row of `COLUMNS`; amounts as decimal text in major units, "" where none."""
    return [
        (
            one.transaction_id, one.kind.value, one.severity.value, _decimal(one.external),
            _decimal(one.internal), _decimal(one.difference), one.at_stake.currency, _iso(one.external_at),
            _iso(one.internal_at), one.reason, _decimal(one.at_stake), _decimal(one.external_fee),
            _decimal(one.internal_fee), _decimal(one.expected_fee), one.payout_id, one.reference,
            one.external_row or "", one.internal_row or "",
        )
        for one in found
    ]  # fmt: skip


def document(
    company: Company, run: SettlementRun, found: Sequence[Discrepancy], payouts: Sequence[PayoutTrace]
) -> dict[str, Any]:
    """The whole run as JSON values: amounts as text in major units, codes as codes."""
    money = run.summary.get("money", {})
    return {
        "company": company.name,
        "processor": run.processor,
        "business_date": run.business_date.isoformat(),
        "version": run.version,
        "rules_version": run.rules_version,
        "transactions": run.transactions,
        "agreed": run.agreed,
        "discrepancies": run.discrepancies,
        "risk": run.risk.value if run.risk else "",
        "kinds": dict(sorted(run.summary.get("kinds", {}).items())),
        "money": {
            currency: {
                name.removesuffix("_minor"): str(to_decimal(int(minor), currency))
                for name, minor in each.items()
            }
            for currency, each in sorted(money.items())
        },
        "checks": [
            {"name": check.name, "standing": check.standing.value, "sentence": check.sentence}
            for check in _checks(run, found, payouts)
        ],
        "payouts": [
            {
                "payout_id": trace.payout_id,
                "currency": trace.paid.currency,
                "paid": _decimal(trace.paid),
                "gross": _decimal(trace.gross),
                "fees": _decimal(trace.fees),
                "refunds": _decimal(trace.refunds),
                "disputes": _decimal(trace.disputes),
                "others": _decimal(trace.others),
                "off": _decimal(trace.off),
                "bank": trace.tie.value,
            }
            for trace in payouts
        ],
        "rows": [dict(zip(COLUMNS, map(str, row), strict=True)) for row in rows(found)],
    }


def _checks(
    run: SettlementRun, found: Sequence[Discrepancy], payouts: Sequence[PayoutTrace]
) -> tuple[Check, ...]:
    """What the rules ask of a day, each with how it stands."""
    risk = run.risk or RunRisk.LOW
    reason = str(run.summary.get("risk_reason", ""))
    checks = [Check("Discrepancies within the agreed bands", _STANDING[risk], reason)]
    off = [trace for trace in payouts if trace.off.minor]
    late = [trace for trace in payouts if trace.tie in (BankTie.MISSING, BankTie.AMBIGUOUS)]
    if payouts:
        every = count_text(len(payouts), "payout")
        checks += [
            Check(
                "Payouts are the sum of their transactions",
                Compliance.ATTENTION if off else Compliance.MET,
                f"{number_text(len(off))} of {every} not explained." if off else f"{every}, to the cent.",
            ),
            Check(
                "Payouts stand on the bank account",
                Compliance.ATTENTION if late else Compliance.MET,
                f"{number_text(len(late))} of {every} not tied to one bank line." if late else f"{every}.",
            ),
        ]
    disputes = sum(one.kind is DiscrepancyKind.CHARGEBACK for one in found)
    checks.append(
        Check(
            "Chargebacks are in the ledger",
            Compliance.ATTENTION if disputes else Compliance.MET,
            f"{count_text(disputes, 'chargeback')} not booked." if disputes else "None is missing.",
        )
    )
    return tuple(checks)


def _recommendations(found: Sequence[Discrepancy]) -> tuple[str, ...]:
    """What to do, the kinds with the most money first."""
    counts = Counter(one.kind for one in found)
    stake: Counter[DiscrepancyKind] = Counter()
    for one in found:
        stake[one.kind] += abs(one.at_stake.minor)
    order = sorted(counts, key=lambda kind: (-stake[kind], kind.value))
    if not order:
        return ("Nothing to do: both sides agree.",)
    return tuple(
        f"{capital(KIND_WORDS[kind])} ({counts[kind]:,}): {KIND_ADVICE[kind]}"
        for kind in order[:_MOST_ADVICE]
    )


def _kind_bars(found: Sequence[Discrepancy]) -> tuple[Bar, ...]:
    counts = Counter(one.kind for one in found)
    money: dict[DiscrepancyKind, Counter[str]] = {kind: Counter() for kind in counts}
    for one in found:
        money[one.kind][one.at_stake.currency] += abs(one.at_stake.minor)
    return tuple(
        Bar(capital(KIND_WORDS[kind]), float(count), f"{count:,} · {monies_text(money[kind])}", waits=True)
        for kind, count in sorted(counts.items(), key=lambda each: (-each[1], each[0].value))
    )


def _money_bars(run: SettlementRun, currency: str) -> tuple[Bar, ...]:
    each, flow = run.summary["money"][currency], run.summary.get("funnel", {}).get(currency, {})
    steps = [
        ("Processor, before fees", int(each["external_minor"]), False),
        ("Ledger, the same transactions", int(each["internal_minor"]), False),
        ("In discrepancy", int(each["at_stake_minor"]), True),
    ]
    if flow:
        steps += [
            ("Processor, after fees", int(flow["net"]), False),
            ("Paid out", int(flow["paid_out"]), False),
        ]
    return tuple(
        Bar(label, float(abs(to_decimal(minor, currency))), money_text(minor, currency), waits)
        for label, minor, waits in steps
    )


def _decimal(money: Money | None) -> str:
    return "" if money is None else str(to_decimal(money.minor, money.currency))


def _iso(moment: Any) -> str:
    return "" if moment is None else str(moment.isoformat())
