"""Plants true ties in books: money that several customers' invoices claim alike by all that is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.matching.books import invoice, payment

Row = dict[str, object]
SILENT = ("PAYMENT", "TRANSFER", "DEPOSIT", "INCOMING WIRE", "COUNTER DEPOSIT", "")
FIRST = date(2026, 1, 5)
STRANGERS = ("ZORVAK KVIST", "Imre Hollosy", "QUASTEL-BRANDT", "")
CUSTOMERS = ("Wexcombe Tannery", "Ostrova Glass", "Numinous Freight", "Pellingham Dairy", "Calder Ropeworks")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a tie is made of: `size` claims of `amount`, due `apart` days from each other, paid by `lines`."""

    dice: Random
    size: int
    amount: int
    apart: tuple[int, ...]
    lines: int

    def bills(self, names: Sequence[str], **values: object) -> list[Row]:
        """One invoice of the amount for each customer."""
        return [
            invoice(
                f"88{self.dice.randrange(1000, 9999)}{at}",
                self.amount,
                counterparty=names[at],
                issued_on=FIRST + timedelta(self.apart[at]),
                due_on=FIRST + timedelta(30 + self.apart[at]),
            )
            | values
            for at in range(self.size)
        ]

    def paid(self, amount: int | None = None, **values: object) -> list[Row]:
        """The bank lines, alike but for their days."""
        start = FIRST + timedelta(28 + self.dice.randrange(12))
        said = self.dice.choice(SILENT)
        return [
            payment(f"tie{at}", self.amount if amount is None else amount, description=said,
                    paid_on=start + timedelta(2 * at)) | values
            for at in range(self.lines)
        ]  # fmt: skip


Tie = tuple[list[Row], list[Row]]


def nameless(scene: Scene) -> Tie:
    """Nobody is named, nothing is stated."""
    return scene.bills(CUSTOMERS), scene.paid()


def stranger(scene: Scene) -> Tie:
    """Somebody pays whom no invoice knows."""
    return scene.bills(CUSTOMERS), scene.paid(counterparty=scene.dice.choice(STRANGERS))


def branches(scene: Scene) -> Tie:
    """The payer's name is cut off before the branches differ."""
    name = "Perrin Electricite Generale SARL Agence"
    names = [f"{name} {number}" for number in scene.dice.sample(range(2, 190), scene.size)]
    return scene.bills(names), scene.paid(counterparty=name.upper()[: scene.dice.randrange(12, 40)].strip())


def legal_forms(scene: Scene) -> Tie:
    """The customers differ in the legal form, which the payer leaves out."""
    names = [f"Durand Edition {form}" for form in ("SA", "SAS", "SARL", "SNC")]
    return scene.bills(names), scene.paid(counterparty=scene.dice.choice(("Durand Edition", "DURAND EDITIO")))


def initials(scene: Scene) -> Tie:
    """The customers differ in an initial, which the payer leaves out."""
    names = [f"{letter}. Rousseau Cosmetiques" for letter in "BFKV"]
    return scene.bills(names), scene.paid(counterparty="ROUSSEAU COSMETIQUES")


def last_digits(scene: Scene) -> Tie:
    """The text gives the last digits that the numbers share."""
    bills = scene.bills(CUSTOMERS)
    for at, bill in enumerate(bills):
        bill["number"] = f"INV-{31 + 7 * at}7714"
    return bills, scene.paid(description="PAYMENT 7714")


def between_numbers(scene: Scene) -> Tie:
    """The number in the text is one digit from each of the invoices'."""
    bills = scene.bills(CUSTOMERS)
    for at, bill in enumerate(bills):
        bill["number"] = f"INV-605{at + 1}7"
    return bills, scene.paid(description="PAYMENT INV-60597")


def both_numbers(scene: Scene) -> Tie:
    """The text names every invoice and the money is enough for one."""
    bills = scene.bills(CUSTOMERS)
    return bills, scene.paid(description="PAYMENT " + " ".join(str(bill["number"]) for bill in bills))


def both_names(scene: Scene) -> Tie:
    """The text names every customer and the money is enough for one invoice."""
    names = CUSTOMERS[: scene.size]
    return scene.bills(names), scene.paid(description=" / ".join(names).upper())


def shared_order(scene: Scene) -> Tie:
    """The text gives an order number that stands on all the invoices."""
    return scene.bills(CUSTOMERS, purchase_order="PO-471108"), scene.paid(description="ORDER PO-471108")


def fee(scene: Scene) -> Tie:
    """A bank's fee is missing from the amount."""
    return scene.bills(CUSTOMERS), scene.paid(scene.amount - scene.dice.choice((500, 1500, 2500)))


def discount(scene: Scene) -> Tie:
    """The early-payment discount that all the invoices offer was taken."""
    bills = scene.bills(CUSTOMERS, terms="2/10 net 30")
    return bills, [
        line | {"paid_on": FIRST + timedelta(8)} for line in scene.paid(round(scene.amount * 0.98))
    ]


def withheld(scene: Scene) -> Tie:
    """A tenth was withheld."""
    return scene.bills(CUSTOMERS), scene.paid(round(scene.amount * 0.9), description="PAYMENT LESS 10% WHT")


def abroad(scene: Scene) -> Tie:
    """The money came in another currency."""
    return scene.bills(CUSTOMERS, currency="EUR"), scene.paid(round(scene.amount * 1.08))


def credits(scene: Scene) -> Tie:
    """Credit notes paid out."""
    bills = [
        bill | {"amount_minor": -scene.amount, "open_minor": -scene.amount} for bill in scene.bills(CUSTOMERS)
    ]
    return bills, scene.paid(-scene.amount)


def sums(scene: Scene) -> Tie:
    """Two invoices of each customer come to the amount together."""
    bills = []
    for at, bill in enumerate(scene.bills(CUSTOMERS)):
        part = scene.amount // 3 + 101 * at
        bills += [
            bill | {"amount_minor": part, "open_minor": part},
            bill | {"invoice": f"{bill['invoice']}b", "number": f"{bill['number']}5",
                    "amount_minor": scene.amount - part, "open_minor": scene.amount - part},
        ]  # fmt: skip
    return bills, scene.paid()


def halves(scene: Scene) -> Tie:
    """Two equal payments settle an invoice of one of them."""
    half = scene.amount // 2
    bills = [bill | {"amount_minor": 2 * half, "open_minor": 2 * half} for bill in scene.bills(CUSTOMERS)]
    return bills, [
        line | {"payment": f"{line['payment']}{again}"} for line in scene.paid(half) for again in "ab"
    ]


def claimed_twice(scene: Scene) -> Tie:
    """Two branches' lines give one number, once with a letter for a digit; the other branch has the next."""
    names = [f"Perrin Electricite Generale SARL Agence {number}" for number in (19, 157)]
    two = Scene(scene.dice, 2, scene.amount, scene.apart, 2)
    bills, lines = two.bills(names), two.paid(counterparty="PERRIN ELECTRICITE GENERALE")
    for bill, number in zip(bills, ("INV-60547", "INV-60548"), strict=True):
        bill["number"] = number
    said = scene.dice.sample(("FACTURE INV-60547", "FACTURE INV-6O547"), 2)
    return bills, [line | {"description": text} for line, text in zip(lines, said, strict=True)]


def hinted(scene: Scene) -> Tie:
    """The payer is known from a number that a single payment of theirs gave: they may pay for others too."""
    payer, money, before = "Kestrel Nominees", 77_310, FIRST - timedelta(60)
    due, customer = before + timedelta(20), CUSTOMERS[scene.dice.randrange(scene.size)]
    past = invoice("8700411", money, counterparty=customer, issued_on=before, due_on=due)
    paid = payment("past", money, counterparty=payer, description="PAYMENT INV-8700411", paid_on=due)
    return [*scene.bills(CUSTOMERS), past], [*scene.paid(counterparty=payer), paid]


KINDS: tuple[Callable[[Scene], Tie], ...] = (
    *(nameless, stranger, branches, legal_forms, initials, last_digits, between_numbers, both_numbers),
    *(
        both_names,
        shared_order,
        fee,
        discount,
        withheld,
        abroad,
        credits,
        sums,
        halves,
        claimed_twice,
        hinted,
    ),
)
