"""The sources that can be asked, by name: how a line to each is signed, and what it delivers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.intake.feeds import (
    paypal_feed,
    paypal_rows,
    records_feed,
    square_feed,
    square_rows,
    stripe_feed,
    stripe_rows,
)
from core.intake.feeds.delivery import Delivery
from core.intake.feeds.http import PATIENT, Line, Patience, Token
from core.model.errors import FetchRefusedError

RECORDS = "records"


@dataclass(frozen=True, slots=True)
class Source:
    """A source: the fields a key for it has, its address, its headers and how it is asked."""

    name: str
    title: str
    key_fields: tuple[str, ...]
    base: str
    headers: Mapping[str, str]
    fetch: Callable[[Line, datetime, datetime], Delivery]


SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        Source(
            stripe_feed.PROCESSOR,
            "Stripe",
            ("api_key",),
            stripe_rows.BASE,
            {"Stripe-Version": stripe_rows.VERSION},
            stripe_feed.fetch,
        ),
        Source(
            paypal_feed.PROCESSOR, "PayPal", ("client_id", "secret"), paypal_rows.BASE, {}, paypal_feed.fetch
        ),
        Source(
            square_feed.PROCESSOR,
            "Square",
            ("access_token",),
            square_rows.BASE,
            {"Square-Version": square_rows.VERSION},
            square_feed.fetch,
        ),
        Source(RECORDS, "Your records", ("base_url", "token"), "", {}, records_feed.fetch),
    )
}


def source(name: str) -> Source:
    """The source of this name; raises `FetchRefusedError` for one that Tieout cannot ask."""
    if name not in SOURCES:
        known = ", ".join(SOURCES)
        raise FetchRefusedError(f"Tieout cannot ask “{name}”; it can ask {known}.")
    return SOURCES[name]


def fetch(
    name: str,
    key: Mapping[str, str],
    since: datetime,
    until: datetime,
    *,
    base: str = "",
    patience: Patience = PATIENT,
) -> Delivery:
    """Everything a source has from `since` to `until`, with the key given field by field.

    `base` stands in for the vendor's own address. Raises `FetchError`; nothing is ever delivered in part.
    """
    asked = source(name)
    missing = [field for field in asked.key_fields if not key.get(field)]
    if missing:
        raise FetchRefusedError(f"{asked.title} has no key yet: {', '.join(missing)} is missing.")
    address = base or key.get("base_url") or asked.base
    with Line(asked.title, address, headers=asked.headers, patience=patience) as line:
        if asked.name == paypal_feed.PROCESSOR:
            paypal_rows.signed_in(line, key["client_id"], key["secret"])
        else:
            line.auth = Token(key[asked.key_fields[-1]])
        return asked.fetch(line, since, until)
