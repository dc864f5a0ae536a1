"""What payers write about the invoices they pay: numbers whole, restyled, damaged, cut; lists; reasons."""

import re
from itertools import pairwise
from random import Random

from tests.bench.pacific_ledger import Invoice
from tests.bench.pacific_worlds import World

WORDS = {
    "au": ("INV", "Invoice", "TAX INV", "", "Inv no"),
    "nz": ("INV", "", "Invoice", "JOB"),
    "sg": ("INV", "INVOICE", "PAYMENT FOR", ""),
    "jp": ("ｾｲｷﾕｳ", "No.", "", "INV"),
    "in": ("INV", "BILL", "INVOICE NO", "AGST", ""),
    "br": ("NF", "NFE", "DUPLICATA", "REF", ""),
    "mx": ("FACTURA", "FACT", "PAGO FACT", "FOLIO", ""),
    "ca": ("INV", "Invoice #", "", "FACTURE"),
}
STATEMENT = {
    "au": "STATEMENT", "nz": "STMT", "sg": "SOA", "jp": "ﾂｷｼﾞﾒ", "in": "ACCOUNT STMT",
    "br": "FATURAS DO MES",
    "mx": "ESTADO DE CTA", "ca": "STATEMENT",
}  # fmt: skip
ACCOUNT = {
    "au": "ON ACCOUNT", "nz": "ON ACCOUNT", "sg": "PART PAYMENT", "jp": "ｳﾁｷﾝ", "in": "ON A/C",
    "br": "ADIANTAMENTO",
    "mx": "A CUENTA", "ca": "ON ACCOUNT",
}  # fmt: skip
PART = {"br": "PARCELA", "mx": "PARCIALIDAD", "jp": "ﾌﾞﾝｶﾂ", "in": "PART"}
DEPOSIT = {
    "au": "CASH DEPOSIT BRANCH", "nz": "CASH DEPOSIT", "sg": "CASH DEPOSIT CDM",
    "jp": "ｹﾞﾝｷﾝ", "in": "BY CASH",
    "br": "DEPOSITO EM DINHEIRO", "mx": "DEPOSITO EN EFECTIVO", "ca": "BRANCH DEPOSIT",
}  # fmt: skip
CHATTER = {
    "jp": ("",), "br": ("PAGAMENTO", "FORNECEDOR", ""), "mx": ("PAGO", "PAGO PROVEEDOR", ""),
    "in": ("PAYMENT", "VENDOR PMT", ""),
}  # fmt: skip
TWINS = str.maketrans("01584", "OISBA")


def restyled(invoice: Invoice, rng: Random) -> str:
    """The same number with its prefix, zero-padding or separators changed."""
    bare = re.sub(r"[^A-Za-z0-9]", "", invoice.number)
    choices = (
        bare,
        re.sub(r"[-/ ]+", " ", invoice.number),
        invoice.core,
        f"#{invoice.core}",
        invoice.core.zfill(8),
    )
    return rng.choice(choices)


def damaged(invoice: Invoice, rng: Random) -> str:
    """The serial with a digit dropped, doubled, swapped, mistyped or read as a letter."""
    core = invoice.core
    at = rng.randrange(len(core) - 1)
    how = rng.randrange(5)
    if how == 0:
        wrong = core[:at] + core[at + 1 :]
    elif how == 1:
        wrong = core[:at] + core[at] + core[at:]
    elif how == 2:
        wrong = core[:at] + core[at + 1] + core[at] + core[at + 2 :]
    elif how == 3:
        wrong = core[:at] + rng.choice("0123456789") + core[at + 1 :]
    else:
        wrong = core.translate(TWINS)
    return invoice.number.replace(core, wrong) if rng.random() < 0.7 else wrong


def word_before(world: World, number: str, rng: Random) -> str:
    """What people put before a number, nothing where the number begins with it anyway."""
    word = rng.choice(WORDS[world.key])
    return "" if word[:2].upper() == number[:2].upper() else word


def phrase(world: World, number: str, rng: Random) -> str:
    """A number with the word people put before it."""
    word = word_before(world, number, rng)
    return f"{word} {number}".strip() if rng.random() < 0.85 else f"{word}{number}"


def listed(world: World, group: list[Invoice], rng: Random) -> str:
    """All numbers of a group: joined, shortened after the first, or as a range when they are consecutive."""
    cores = [int(invoice.core) for invoice in group]
    consecutive = all(b == a + 1 for a, b in pairwise(cores))
    word = word_before(world, group[0].number, rng)
    if consecutive and len(group) > 2 and rng.random() < 0.6:
        return f"{word} {group[0].number}{rng.choice((' - ', ' TO ', '-'))}{group[-1].core[-3:]}".strip()
    mark = rng.choice((", ", " ", "/", " & ", "; ", "+"))
    if world.key in ("sg", "in", "br") and mark == "/":
        mark = ", "
    how = rng.random()
    if how < 0.4:
        numbers = [invoice.number for invoice in group]
    elif how < 0.75:
        numbers = [invoice.core for invoice in group]
    else:
        numbers = [group[0].number, *(invoice.core[-3:] for invoice in group[1:])]
    return f"{word} {mark.join(numbers)}".strip()


def cut_list(world: World, group: list[Invoice], rng: Random) -> tuple[str, int]:
    """A list of numbers ending in the middle where the bank's field ended, and how many are whole."""
    numbers = [invoice.number if rng.random() < 0.2 else invoice.core for invoice in group]
    whole = rng.randrange(1, len(group))
    rest = numbers[whole][: rng.randrange(0, max(1, len(numbers[whole]) - 1))]
    return f"{rng.choice(WORDS[world.key])} {' '.join([*numbers[:whole], rest])}".strip(), whole
