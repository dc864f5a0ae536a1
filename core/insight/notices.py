"""What is told about a settlement run: in plain sentences, without a secret in them."""

import re

from core.insight.formats import count_text
from core.insight.settlement_words import KIND_WORDS
from core.model.discrepancy import DiscrepancyKind, DiscrepancySeverity
from core.model.identity import Company
from core.model.money import Money
from core.model.notice import Notice
from core.model.settlement import RunRisk
from core.model.settlement_run import SettlementRun

_RISKS = {
    RunRisk.LOW: DiscrepancySeverity.LOW,
    RunRisk.MEDIUM: DiscrepancySeverity.MEDIUM,
    RunRisk.HIGH: DiscrepancySeverity.HIGH,
    RunRisk.CRITICAL: DiscrepancySeverity.CRITICAL,
}
_AT_ONCE = (DiscrepancySeverity.HIGH, DiscrepancySeverity.CRITICAL)
# Twelve digits and more in a row (also in groups) are an account or a card number, however they came here.
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])[A-Z]{0,2}[0-9](?:[ -]?[0-9A-Z]){11,33}(?![0-9A-Za-z])")
_SECRET = re.compile(r"\b(?:sk|rk|pk|whsec|xox[abp]|EAAA|sq0)[A-Za-z0-9_-]{8,}|https?://\S+", re.ASCII)


def of_run(company: Company, run: SettlementRun) -> Notice:
    """What a completed run came to; grave ones at once, the others with the day's digest."""
    severity = _RISKS[run.risk or RunRisk.LOW]
    subject = (
        f"{company.name}: {title(run.processor)} of {run.business_date}: "
        f"{count_text(run.discrepancies, 'discrepancy', 'discrepancies')}, {severity} risk"
    )
    lines = [str(run.summary.get("risk_reason", ""))]
    kinds = run.summary.get("kinds", {})
    if kinds:
        said = (f"{count:,} {KIND_WORDS[DiscrepancyKind(kind)]}" for kind, count in kinds.items())
        lines.append(f"Found: {', '.join(said)}.")
    lines += _versus(run)
    figures = [
        (f"In discrepancy ({currency})", str(Money(money["at_stake_minor"], currency)))
        for currency, money in run.summary.get("money", {}).items()
        if money["at_stake_minor"]
    ]
    figures.insert(0, ("Transactions compared", f"{run.transactions:,}"))
    return Notice(
        key=f"settlement-done:{run.id}",
        severity=severity,
        at_once=severity in _AT_ONCE,
        subject=without_secrets(subject),
        lines=tuple(without_secrets(line) for line in lines if line),
        figures=tuple(figures),
    )


def of_failure(company: Company, run: SettlementRun) -> Notice:
    """That a run came to nothing, and why: always at once, because the day is not compared."""
    return Notice(
        key=f"settlement-failed:{run.id}:{run.version}",
        severity=DiscrepancySeverity.HIGH,
        at_once=True,
        subject=f"{company.name}: {title(run.processor)} of {run.business_date} could not be settled",
        lines=(without_secrets(run.error), "The day has not been compared. Nothing of it is shown as done."),
    )


def title(processor: str) -> str:
    """A processor as people write it."""
    return {"paypal": "PayPal"}.get(processor, processor.capitalize())


def without_secrets(text: str) -> str:
    """The text with whatever looks like a key, an address with a token or an account number cut down."""
    return _LONG_NUMBER.sub(lambda found: "…" + found.group()[-4:], _SECRET.sub("(left out)", text))


def _versus(run: SettlementRun) -> list[str]:
    changes = run.changes
    if not changes:
        return []
    counts = {name: changes.get(name, 0) for name in ("appeared", "vanished", "changed")}
    if not any(counts.values()):
        return [f"The same as version {changes.get('against_version')} of the day."]
    return [
        f"Against version {changes.get('against_version')}: {counts['appeared']:,} new, "
        f"{counts['vanished']:,} gone, {counts['changed']:,} changed."
    ]
