"""What a person says about an invoice read from a document, put in the place of what was read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.intake import dates
from core.intake.currency_codes import CODES
from core.intake.documents.values import NOTHING, Found, FoundInvoice
from core.model.invoice import Direction

_PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]+)?\Z")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+\Z|[0-9]{1,3}(?:,[0-9]{3}){2,}\Z")
_COMMA = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]{1,2}\Z")
_DAYS = ("issue_date", "due_date")
_AMOUNTS = ("total_amount", "tax")


@dataclass(frozen=True, slots=True)
class Corrected:
    """The invoice as the person has it; `problems` maps a field to what is wrong with what was typed there:
    it stays as it was read."""

    found: FoundInvoice
    problems: dict[str, str]


def correct(
    found: FoundInvoice,
    said: Mapping[str, str],
    direction: Direction | None = None,
    is_credit_note: bool | None = None,
) -> Corrected:
    """The invoice with the fields a person typed: these are certain, and stay where they are printed.

    `said` maps fields of `core.intake.documents.values.FIELDS` to text ("" empties one). `direction` says
    which way the invoice goes; the names that are printed on it stay what they are.
    """
    fields: dict[str, Found] = {}
    problems: dict[str, str] = {}
    for name, typed in said.items():
        value, problem = _read(name, " ".join(typed.split()))
        if problem:
            problems[name] = problem
        else:
            fields[name] = Found(value, 1.0, found.field(name).place) if value else NOTHING
    changed = replace(found, direction=direction or found.direction, **fields)  # type: ignore[arg-type]
    if is_credit_note is not None:
        changed = replace(changed, is_credit_note=is_credit_note)
    return Corrected(changed, problems)


def _read(name: str, typed: str) -> tuple[str, str]:
    """The value of a field in the form `Found` keeps it, or what is wrong with it."""
    if not typed:
        return "", ""
    if name in _DAYS:
        return _day(typed)
    if name in _AMOUNTS:
        return _amount(typed)
    if name == "currency":
        code = typed.upper()
        return (code, "") if code in CODES else ("", f"“{typed}” is not a currency code such as EUR.")
    return typed, ""


def _day(typed: str) -> tuple[str, str]:
    found = set()
    for day_first in (True, False):
        try:
            found.add(dates.parse(typed, day_first))
        except dates.DateError:
            continue
    if not found:
        return "", f"“{typed}” is not a date; write it as 2026-03-31."
    if len(found) > 1:
        ways = " or ".join(day.isoformat() for day in sorted(found))
        return "", f"“{typed}” can be {ways}; write it that way."
    return found.pop().isoformat(), ""


def _amount(typed: str) -> tuple[str, str]:
    bare = typed.replace(" ", "").replace("\N{NARROW NO-BREAK SPACE}", "").replace("'", "")
    if _PLAIN.match(bare):
        return bare, ""
    if _GROUPED.match(bare):
        return bare.replace(",", ""), ""
    if _COMMA.match(bare):
        return bare.replace(".", "").replace(",", "."), ""
    return "", f"“{typed}” is not an amount that can be read in one way; write it as 1234.50."
