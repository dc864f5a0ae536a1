"""Audit entries in words: what a deed left behind, on one line a controller can read."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from core.insight.formats import count_text, date_text
from core.insight.wording import capital

_LENGTH = 240  # characters of one line in the list; an opened entry shows all
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}")
_VERBATIM = ("file", "text")  # shown as they are, without their name
_FIRST = ("sentence", "text", "file", "processor", "business_date", "side", "risk", "number", "name")
_SILENT = frozenset({"sha256", "entry", "hypothesis", "version"})
# Values that read better without the name they are kept under, or before it.
_TOLD: Mapping[str, Callable[[str], str]] = {
    "processor": capital,
    "business_date": lambda text: _day(text),
    "risk": lambda text: f"{text} risk",
    "severity": lambda text: f"{text} severity",
    "side": lambda text: f"{text} side",
    "status": lambda text: text.replace("_", " "),
    "number": lambda text: f"no. {text}",
    "name": lambda text: f"“{text}”",
}
_COUNTED: Mapping[str, str] = {
    "invoices": "invoice",
    "allocations": "allocation",
    "payments": "bank line",
    "candidates": "proposal",
    "cases": "exception",
}


def deed_text(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    """What a deed left behind (what was before it, where nothing is left): words first, keys only counted.

    A recorded sentence is said alone. Otherwise the values follow each other, lists of keys as counts
    ("3 allocations"), fingerprints, the keys of rows and what there was none of not at all.
    """
    values = dict(after or before or {})
    if values.get("sentence"):
        return str(values["sentence"])[:_LENGTH]
    names = sorted(values, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
    parts = [part for name in names if name not in _SILENT and (part := _part(name, values[name]))]
    said = " · ".join(parts)[:_LENGTH]
    return said if names and names[0] in _VERBATIM else capital(said)


def _part(name: str, value: Any) -> str:
    if value in (None, "", [], {}) or (isinstance(value, str) and _KEY.fullmatch(value)):
        return ""
    said = name.replace("_", " ")
    if isinstance(value, list):
        return _listed(name, value)
    if isinstance(value, Mapping):
        inner = [part for key, each in value.items() if (part := _part(key, each))]
        return f"{said}: {', '.join(inner)}"
    if isinstance(value, bool):
        return said if value else ""
    if name in _VERBATIM:
        return str(value)
    if name in _TOLD:
        return _TOLD[name](str(value))
    if isinstance(value, int) and not name.endswith("version"):
        one, _, rest = said.partition(" ")
        return "" if not value else f"{count_text(value, _one_of(one), one)} {rest}".strip()
    return f"{said} {value}"


def _one_of(plural: str) -> str:
    return f"{plural[:-3]}y" if plural.endswith("ies") else plural.removesuffix("s")


def _day(text: str) -> str:
    try:
        return date_text(date.fromisoformat(text))
    except ValueError:
        return text


def _listed(name: str, values: list[Any]) -> str:
    if any(isinstance(each, Mapping) for each in values):
        return count_text(len(values), name.removesuffix("s").replace("_", " "))
    if all(isinstance(each, str) and _KEY.fullmatch(each) for each in values):
        one = _COUNTED.get(name, name.removesuffix("s").replace("_", " "))
        return count_text(len(values), one)
    return f"{name.replace('_', ' ')}: {', '.join(str(each) for each in values)}"
