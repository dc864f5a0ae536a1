"""How the customers of the European benchmark books pay: one scenario per settlement, named in the truth."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.bench.european_ledger import DAYS, FIRST_DAY, Draft, business_day
from tests.bench.european_parties import Client, Kind
from tests.bench.european_wording import (
    lookalike,
    mistyped,
    number_list,
    parts_of,
    phrase,
    restyled,
    spoken_amount,
    spoken_date,
    written_name,
)

LAST_DAY = FIRST_DAY + timedelta(days=DAYS + 45)
LEVEL = {"clean": 0, "typical": 1, "hard": 2}
# Units of each currency to one euro at the start of the books; they drift by a daily random walk from there.
PER_EURO = {
    "EUR": 1.0,
    "USD": 1.09,
    "GBP": 0.855,
    "CHF": 0.95,
    "SEK": 11.2,
    "NOK": 11.7,
    "DKK": 7.46,
    "PLN": 4.28,
    "CZK": 25.1,
    "HUF": 396.0,
    "RON": 4.97,
    "JPY": 163.0,
}
DIGITS = {"JPY": 0}

REFERENCE_FORMS: dict[str, tuple[float, float, float]] = {
    "exact_reference": (30, 20, 11),
    "reference_in_text": (36, 28, 18),
    "structured_reference": (14, 11, 8),
    "reference_restyled": (8, 13, 17),
    "reference_lookalike": (1, 3, 6),
    "reference_mistyped": (1.5, 4, 8),
    "last_digits_only": (2, 5, 8),
    "purchase_order_only": (2, 4, 6),
    "customer_number_only": (1.2, 2.5, 4.5),
    "misleading_number": (1, 2.2, 4),
    "no_reference": (3, 7, 12),
}
NAME_FORMS: dict[str, tuple[float, float, float]] = {
    "exact": (74, 56, 40),
    "no_legal": (10, 15, 18),
    "cut": (4, 8, 12),
    "abbreviated": (2, 5, 9),
    "joined": (1, 3, 5),
    "typo": (1, 3, 6),
    "empty": (3, 5, 8),
}


@dataclass(slots=True)
class Claim:
    """One invoice a payment is truly for; `named` when the text lets a reader tell it from the others.

    `words` is the piece of text that names it, "" when something else does (structured reference, column).
    """

    draft: Draft
    allocated: int
    named: bool
    words: str = ""


@dataclass(slots=True)
class Line:
    """A bank line to be: money in minor units of `currency`, the payer's own words, and what it is truly for.

    `payer` says whom the name identifies: "client", "family" (one of several namesakes) or "none". `mode`
    tells how the amount relates to the invoices: exact, deducted, part, fx or multi.
    """

    day: date
    amount: int
    currency: str
    client: Client | None
    name: str
    text: str
    situation: str
    claims: list[Claim] = field(default_factory=list)
    structured: str = ""
    reference: str | None = None
    method: str = ""
    raw: bool = False
    payer: str = "client"
    mode: str = "exact"
    noise: str = ""
    ambiguous: bool = False
    tie: bool = False


class Rates:
    """Daily exchange rates: units of a currency to one euro, drifting apart from where they began."""

    def __init__(self, rng: Random) -> None:
        self.days: dict[str, list[float]] = {}
        for currency, start in PER_EURO.items():
            series, rate = [], start * rng.uniform(0.95, 1.05) if currency != "EUR" else 1.0
            for _ in range(DAYS + 60):
                series.append(rate)
                rate *= 1 if currency == "EUR" else 1 + rng.gauss(0, 0.0035)
            self.days[currency] = series

    def convert(self, minor: int, source: str, target: str, day: date) -> int:
        at = min(max((day - FIRST_DAY).days, 0), DAYS + 59)
        value = minor / 10 ** DIGITS.get(source, 2) / self.days[source][at] * self.days[target][at]
        return round(value * 10 ** DIGITS.get(target, 2))


class Settling:
    """Collects bank lines while clients pay; every method that pays marks the invoices it uses as taken."""

    def __init__(self, rng: Random, kind: Kind, drafts: list[Draft], difficulty: str) -> None:
        self.rng, self.kind, self.drafts, self.level = rng, kind, drafts, LEVEL[difficulty]
        self.rates = Rates(rng)
        self.lines: list[Line] = []
        self.numbers = {draft.number.casefold() for draft in drafts}
        self.habits: dict[int, str] = {}

    def draw(self, table: dict[str, tuple[float, float, float]]) -> str:
        return self.rng.choices(list(table), [weights[self.level] for weights in table.values()])[0]

    # What the text says about an invoice

    def reference(self, draft: Draft, form: str) -> tuple[str, str, str | None, bool]:
        """Text, structured reference, reference column (None: the bank's) and whether they name it."""
        rng, client, number = self.rng, draft.client, draft.number

        def said(text: str) -> str:
            if self.kind.text_width < 30 and rng.random() < 0.75:
                return text
            return phrase(rng, client, "invoice", n=text, d=spoken_date(rng, client, draft.issued))

        match form:
            case "exact_reference":
                return (
                    (said(number) if rng.random() < 0.6 else phrase(rng, client, "nothing")),
                    "",
                    number,
                    True,
                )
            case "structured_reference":
                return "", draft.reference, None, True
            case "reference_restyled":
                return said(restyled(rng, number)), "", None, True
            case "reference_lookalike" | "reference_mistyped":
                wrong = lookalike(rng, number) if form == "reference_lookalike" else mistyped(rng, number)
                return said(wrong), "", None, wrong.casefold() not in self.numbers
            case "last_digits_only":
                digits = [part for part in parts_of(number) if part.isdigit()]
                short = f"{draft.sequence}"[-4:] if len(digits) == 1 else f"{draft.sequence}"
                return said(short), "", None, len(short) > 2
            case "purchase_order_only":
                return phrase(rng, client, "order", n=draft.order), "", None, True
            case "customer_number_only":
                return phrase(rng, client, "client", n=client.number), "", None, False
            case "misleading_number":
                other = rng.choice(self.drafts[max(0, draft.index - 300) : draft.index + 40])
                return said(other.number if other is not draft else mistyped(rng, number)), "", None, False
            case "no_reference":
                return phrase(rng, client, "nothing"), "", None, False
        return said(number), "", None, True

    def form_for(self, draft: Draft) -> str:
        form = self.draw(REFERENCE_FORMS)
        if form == "structured_reference" and not draft.reference:
            return "reference_in_text"
        if form == "purchase_order_only" and not draft.order:
            return "reference_restyled"
        return form

    def pay_day(self, draft: Draft) -> date:
        client = draft.client
        wanted = draft.due + timedelta(days=round(self.rng.gauss(client.lag_mean, client.lag_sd)))
        return business_day(max(wanted, draft.issued + timedelta(days=1)))

    def name_form(self, client: Client) -> str:
        """A client's bank writes its name one way: the first draw stands,"
        " now and then another one slips in."""
        if client.key not in self.habits or self.rng.random() < 0.15:
            self.habits[client.key] = self.draw(NAME_FORMS)
        return self.habits[client.key]

    # Single payments

    def single(
        self,
        draft: Draft,
        situation: str,
        *,
        form: str = "",
        name: str = "",
        day: date | None = None,
        paid: int | None = None,
        allocated: int | None = None,
        extra: str = "",
        mode: str = "exact",
        currency: str = "",
    ) -> Line:
        """One payment for one invoice; what is not given follows the client's habit and the difficulty."""
        form = form or self.form_for(draft)
        text, structured, reference, named = self.reference(draft, form)
        written, payer = written_name(self.rng, draft.client, name or self.name_form(draft.client))
        if form == "customer_number_only":
            payer = "client"
        paid = draft.total if paid is None else paid
        line = Line(
            day=day or self.pay_day(draft),
            amount=paid,
            currency=currency or draft.currency,
            client=None if name in ("parent", "factor", "person") else draft.client,
            name=written,
            text=f"{text} {extra}".strip(),
            situation=situation,
            claims=[
                Claim(
                    draft,
                    paid if allocated is None else allocated,
                    named,
                    "" if reference or structured else text,
                )
            ],
            structured=structured,
            reference=reference,
            payer=payer,
            mode=mode,
        )
        draft.taken = True
        self.lines.append(line)
        return line

    # Several invoices at once

    def several(self, drafts: list[Draft], situation: str, listed: str, *, discount_bp: int = 0) -> Line:
        """One payment for several documents; `listed` is full, range, cut, lines, none or statement."""
        rng, client = self.rng, drafts[0].client
        invoices = [draft for draft in drafts if draft.total > 0]
        credits = [draft for draft in drafts if draft.total < 0]
        named = listed in ("full", "cut", "range", "lines")
        claims = [
            Claim(d, d.total - d.total * discount_bp // 10_000, named, d.number if named else "")
            for d in drafts
        ]
        numbers = [draft.number for draft in invoices]
        if self.level and rng.random() < 0.15 * self.level:
            numbers = [restyled(rng, number) for number in numbers]
        if listed == "range":
            text = f"{numbers[0]}{phrase(rng, client, 'to')}{numbers[-1]}"
            for claim in claims:
                claim.words = text
            text = text if self.kind.text_width < 30 else phrase(rng, client, "list", n=text)
        elif listed == "lines":
            text = self._advice(claims)
        elif listed == "none":
            text = phrase(rng, client, "nothing")
        elif listed == "statement":
            text = phrase(rng, client, "statement", m=f"{drafts[-1].issued:%m/%Y}")
        else:
            written_numbers = number_list(rng, client, numbers)
            invoice_claims = [claim for claim in claims if claim.draft.total > 0]
            for claim, words in zip(invoice_claims, written_numbers, strict=True):
                claim.words = words
            text = phrase(rng, client, "and").join(written_numbers)
            text = text if self.kind.text_width < 30 else phrase(rng, client, "list", n=text)
        if credits and listed in ("full", "cut"):
            text += " " + phrase(rng, client, "credit", n=", ".join(draft.number for draft in credits))
        if discount_bp:
            text += " " + phrase(rng, client, "discount", p=discount_bp // 100)
        written, payer = written_name(rng, client, self.name_form(client))
        if payer == "none" and not named:
            written, payer = client.name, "client"
        day = max(
            business_day(max(d.issued for d in drafts) + timedelta(days=1)),
            self.pay_day(rng.choice(invoices)),
        )
        line = Line(
            day,
            sum(claim.allocated for claim in claims),
            drafts[0].currency,
            client,
            written,
            text,
            situation,
            claims,
            payer=payer,
            mode="multi",
        )
        for draft in drafts:
            draft.taken = True
        self.lines.append(line)
        return line

    def _advice(self, claims: list[Claim]) -> str:
        """A remittance advice line by line; one may be a part payment, another one unreadable."""
        rng, client = self.rng, claims[0].draft.client
        partial = rng.randrange(len(claims)) if rng.random() < 0.5 else -1
        words = []
        for at, claim in enumerate(claims):
            number = claim.draft.number
            if at == partial and claim.draft.total > 1_000:
                claim.allocated = claim.draft.total * rng.randrange(3, 9) // 10
                number = phrase(rng, client, "part", n=number)
            elif self.level == 2 and rng.random() < 0.08:
                number, claim.named = "".join(rng.choice("?#*") for _ in number), False
            claim.words = number
            words.append(
                f"{number} {spoken_amount(client, decimal_text(claim.allocated, claim.draft.currency))}"
            )
        return rng.choice(("; ", " / ", ", ")).join(words)

    # A deduction by someone's arithmetic: what arrives, what the text adds

    def deduction(self, draft: Draft, situation: str) -> tuple[int, int, str, str]:
        """Paid, allocated, words and mode for an amount scenario."""
        rng, client, total = self.rng, draft.client, draft.total
        scale = PER_EURO.get(draft.currency, 1.0) if PER_EURO.get(draft.currency, 1.0) > 2 else 1.0
        speaks = rng.random() < 0.75 - 0.2 * self.level
        net = round(total / 1.2)

        def less(amount: int, meaning: str, percent: str) -> tuple[int, int, str, str]:
            paid = max(1, total - amount)
            return paid, paid, phrase(rng, client, meaning, p=percent) if speaks else "", "deducted"

        match situation:
            case "cents_off":
                paid = total + rng.choice((-1, 1, -2, 2, -3, -5, 5, -9))
                return paid, min(paid, total), "", "deducted"
            case "rounded":
                unit = 100 if total < 50_000 * scale else rng.choice((100, 500, 1_000))
                paid = max(unit, (total + unit // 2) // unit * unit)
                return paid, min(paid, total), "", "deducted"
            case "bank_fee":
                fee = round(
                    min(
                        rng.choice((500, 700, 850, 1_000, 1_250, 1_500, 2_000, 3_500, 6_000)) * scale,
                        total * 0.2,
                    )
                )
                charges = rng.choice(("SHA", "BEN", "CHGS SHA", "")) if speaks else ""
                return total - fee, total - fee, charges, "deducted"
            case "card_fee":
                fee = total * rng.choice((140, 190, 250, 290)) // 10_000 + round(
                    min(25 * scale, total * 0.02)
                )
                return total - fee, total - fee, "", "deducted"
            case "discount" | "discount_late":
                return less(total * client.discount_bp // 10_000, "discount", f"{client.discount_bp / 100:g}")
            case "withholding":
                basis = net if rng.random() < 0.7 else total
                return less(
                    basis * self.kind.withheld_bp // 10_000, "withheld", f"{self.kind.withheld_bp / 100:g}"
                )
            case "retention":
                points = rng.choice((5, 5, 10))
                return less(total * points // 100, "retention", f"{points}")
            case "short_pay":
                paid = total - max(1, round(total * rng.uniform(0.03, 0.4)))
                return paid, paid, "", "part"
            case "set_off":
                ours = max(100, round(total * rng.uniform(0.05, 0.5)))
                words = phrase(
                    rng,
                    client,
                    "setoff",
                    n=f"{rng.randrange(10**3, 10**6)}",
                    a=spoken_amount(client, decimal_text(ours, draft.currency)),
                )
                return total - ours, total - ours, words, "part"
            case "overpayment":
                return total + max(100, round(total * rng.uniform(0.01, 0.3))), total, "", "deducted"
            case "dunning_fee":
                fee = round(rng.choice((250, 500, 500, 1_000, 1_500, 4_000)) * scale)
                return total + fee, total, phrase(rng, client, "dunning") if speaks else "", "deducted"
        return total, total, "", "exact"


def decimal_text(minor: int, currency: str) -> str:
    """Minor units as a plain decimal with the currency's digits."""
    digits = DIGITS.get(currency, 2)
    if not digits:
        return str(minor)
    sign, value = ("-", -minor) if minor < 0 else ("", minor)
    return f"{sign}{value // 100}.{value % 100:02d}"
