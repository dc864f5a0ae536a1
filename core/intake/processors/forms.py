"""Exports known by their columns: Stripe's balance and payout reports, PayPal's activity, Square's sales."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.intake import names

# PayPal's column that says whether a row moved the balance, in the languages it exports in.
_IMPACT = frozenset(
    {
        "balance impact", "auswirkung auf guthaben", "impact sur le solde", "impacto en el saldo",
        "impatto sul saldo", "impatto saldo", "effect op saldo", "saldo effect", "impacto no saldo",
    }
)  # fmt: skip
# Square names zones as Ruby on Rails does (ActiveSupport::TimeZone).
ZONES = {
    "Eastern Time (US & Canada)": "America/New_York",
    "Central Time (US & Canada)": "America/Chicago",
    "Mountain Time (US & Canada)": "America/Denver",
    "Pacific Time (US & Canada)": "America/Los_Angeles",
    "Arizona": "America/Phoenix",
    "Alaska": "America/Anchorage",
    "Hawaii": "Pacific/Honolulu",
    "Atlantic Time (Canada)": "America/Halifax",
    "London": "Europe/London",
    "Dublin": "Europe/Dublin",
    "Madrid": "Europe/Madrid",
    "Paris": "Europe/Paris",
    "Sydney": "Australia/Sydney",
    "Melbourne": "Australia/Melbourne",
    "Tokyo": "Asia/Tokyo",
}
_METADATA = re.compile(r"(?:payment metadata|metadata) (?:order|invoice|reference|ref)")


@dataclass(frozen=True, slots=True)
class Form:
    """How a known export is read: whose it is, and the columns that its names alone would get wrong.

    `impact` is the column whose “Memo” marks rows that move no money (PayPal).
    """

    processor: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    impact: int | None = None


def recognise(header: Sequence[str], assigned: Mapping[str, int]) -> Form:
    """The form a header has; an empty one for files that no processor wrote."""
    at: dict[str, int] = {}
    for position, cell in enumerate(header):
        at.setdefault(names.words(cell), position)
    if {"balance transaction id", "gross", "net"} <= set(at):
        return Form("stripe", _stripe(at), frozenset({"status", "processor"}))
    if {"total collected", "net total"} <= set(at) or {"gross sales", "net total"} <= set(at):
        return Form("square", _square(at), frozenset({"processor", "status", "net"}))
    if {"time", "zone", "net", "amount", "status", "transaction_id"} <= set(assigned):
        impact = next((at[name] for name in at if name in _IMPACT), None)
        return Form("paypal", _paypal(at), frozenset({"processor", "merchant_id"}), impact)
    return Form()


def _chosen(at: Mapping[str, int], wanted: Mapping[str, Sequence[str]]) -> dict[str, int]:
    found = {}
    for name, options in wanted.items():
        place = next((at[option] for option in options if option in at), None)
        if place is not None:
            found[name] = place
    return found


def _stripe(at: Mapping[str, int]) -> dict[str, int]:
    found = _chosen(
        at,
        {
            "transaction_id": ("balance transaction id",),
            "source_id": ("source id", "charge id", "payment intent id"),
            "amount": ("gross",),
            "currency": ("currency",),
            "fee": ("fee",),
            "net": ("net",),
            "kind": ("reporting category", "type"),
            "occurred_at": ("created utc", "created"),
            "payout_id": ("automatic payout id", "payout id"),
            "parent_id": ("charge id",) if "source id" in at else (),
        },
    )
    reference = next((place for name, place in at.items() if _METADATA.match(name)), None)
    return found if reference is None else {**found, "reference": reference}


def _square(at: Mapping[str, int]) -> dict[str, int]:
    return _chosen(
        at,
        {
            "transaction_id": ("transaction id", "payment id"),
            "source_id": ("payment id",),
            "amount": ("total collected", "gross sales"),
            "fee": ("fees", "fee"),
            "kind": ("event type",),
            "occurred_at": ("date",),
            "time": ("time",),
            "zone": ("time zone",),
            "payout_id": ("deposit id", "payout id"),
            "merchant_id": ("location id", "location"),
            "reference": ("transaction reference", "invoice id"),
        },
    )


def _paypal(at: Mapping[str, int]) -> dict[str, int]:
    parent = (
        "reference txn id", "zugehoriger transaktionscode", "numero de transaction de reference",
        "id de referencia de la transaccion", "codice transazione di riferimento", "referentie transactie id",
    )  # fmt: skip
    kind = ("type", "typ", "beschreibung", "tipo", "descripcion", "descrizione", "omschrijving", "descricao")
    return _chosen(at, {"parent_id": parent, "kind": kind})
