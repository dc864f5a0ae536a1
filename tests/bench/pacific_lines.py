"""How banks around the Pacific print an incoming payment: one writer per company."""

from dataclasses import dataclass
from random import Random

from tests.bench.pacific_names import ascii_upper
from tests.bench.pacific_worlds import World


@dataclass(frozen=True, slots=True)
class Line:
    """One bank line's words; `remit` is what the payer wrote, `coded` puts it in the reference column."""

    name: str
    remit: str
    coded: bool
    number: str


@dataclass(frozen=True, slots=True)
class Printed:
    """The text columns of a payment row."""

    payer: str
    description: str
    reference: str
    method: str


def joined(*parts: str) -> str:
    """The parts that are there, one blank between them."""
    return " ".join(" ".join(part for part in parts if part).split())


def tag(rng: Random, length: int) -> str:
    """A bank's own running code."""
    return "".join(rng.choice("0123456789ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(length))


def digits(rng: Random, length: int) -> str:
    """A bank's own running number."""
    return str(rng.randrange(10 ** (length - 1), 10**length))


def australian(line: Line, rng: Random) -> Printed:
    """Direct entry, Osko/NPP and BPAY (whose only handle is the customer reference number)."""
    if line.number:
        check = sum(map(int, line.number)) % 10
        return Printed(
            "", joined("BPAY PAYMENT CRN", line.number + str(check), "RCPT", digits(rng, 9)), "", "BPAY"
        )
    words = joined(line.name, "" if line.coded else line.remit)
    reference = line.remit if line.coded else ""
    form = rng.choice(("DIRECT CREDIT " + digits(rng, 6), "OSKO PAYMENT FROM", "NPP CREDIT", "TRANSFER FROM"))
    return Printed(
        line.name, joined(form, words), reference, "NPP" if "NPP" in form or "OSKO" in form else "DE"
    )


def new_zealand(line: Line, rng: Random) -> Printed:
    """Particulars, code and reference: three fields of twelve characters."""
    remit = joined(line.number, line.remit)
    if line.coded:
        return Printed(line.name, joined("BILL PAYMENT", line.name[:12]), remit, "BP")
    fields = [remit[at : at + 12].strip() for at in range(0, min(len(remit), 36), 12)]
    lead = rng.choice(("DIRECT CREDIT", "AUTOMATIC PAYMENT", "BILL PAYMENT", "D/C FROM"))
    blank = rng.choice(("", "PAYMENT", "INV", ""))
    text = joined(lead, line.name, *fields) if len(remit) <= 36 else joined(lead, line.name, remit)
    return Printed(line.name, joined(text, blank), "", "AP" if "AUTO" in lead else "DC")


def singaporean(line: Line, rng: Random) -> Printed:
    """FAST, GIRO, PayNow and telegraphic transfers."""
    remit = joined(line.number, line.remit)
    form = rng.randrange(4)
    own = remit if line.coded else ""
    text = "" if line.coded else remit
    if form == 0:
        return Printed(
            line.name, joined("FAST PAYMENT", line.name, "OTHR", text), own or tag(rng, 12), "FAST"
        )
    if form == 1:
        return Printed(line.name, joined("IBG GIRO", line.name, "/INV/" if text else "", text), own, "GIRO")
    if form == 2:
        uen = f"20{digits(rng, 7)}{rng.choice('DEGHKMNRWZ')}"
        return Printed(
            "", joined("PAYNOW-FAST", uen, line.name, text, "SUPP"), own or f"PIB{digits(rng, 14)}", "PAYNOW"
        )
    charge = rng.choice(("CHGS SHA", "CHGS BEN", "/CHGS/"))
    text = joined(
        "INWARD TT", tag(rng, 10), "B/O" if line.name else "", line.name, "/RFB/" if text else "", text
    )
    return Printed(line.name, joined(text, charge), own, "TT")


def japanese(line: Line, rng: Random) -> Printed:
    """Transfers in half-width katakana; the sender may put a number before its name."""
    remit = joined(line.number, line.remit)
    if line.coded:
        return Printed(line.name, joined("振込", line.name), remit, "総合振込")
    lead = rng.choice(("ﾌﾘｺﾐ", "振込", "ﾌﾘｺﾐ1", "入金 ﾌﾘｺﾐ"))
    if remit and rng.random() < 0.3:
        return Printed("", joined(lead, remit + line.name), "", "振込")
    return Printed(line.name if rng.random() < 0.8 else "", joined(lead, line.name, remit), "", "振込")


def indian(line: Line, rng: Random) -> Printed:
    """NEFT, RTGS, IMPS and internet transfers with the transaction's UTR."""
    remit = joined(line.number, line.remit)
    bank = rng.choice(("HDFC", "ICIC", "SBIN", "UTIB", "KKBK"))
    utr = f"{bank}{rng.choice('NRH')}{digits(rng, 11)}"
    text = "" if line.coded else remit
    own = remit if line.coded else utr
    form = rng.randrange(4)
    if form == 0:
        parts = ["NEFT CR", f"{bank}0{digits(rng, 6)}", line.name, text, utr]
    elif form == 1:
        parts = ["RTGS", utr, line.name, text]
    elif form == 2:
        parts = ["IMPS/P2A", digits(rng, 12), line.name, text]
    else:
        parts = ["BY TRANSFER", "INB", line.name, text]
    mark = "/" if form == 2 else "-"
    return Printed(
        line.name if form != 2 else "", mark.join(p for p in parts if p), own, parts[0][:4].strip()
    )


def brazilian(line: Line, rng: Random) -> Printed:
    """PIX, TED and settled boletos."""
    remit = joined(line.number, line.remit)
    text, own = ("", remit) if line.coded else (remit, "")
    form = rng.randrange(3)
    if form == 0:
        taxpayer = f"{digits(rng, 8)}0001{digits(rng, 2)}"
        return Printed(
            line.name, joined("PIX RECEBIDO", taxpayer, line.name, text), own or "E" + digits(rng, 16), "PIX"
        )
    if form == 1:
        return Printed(line.name, joined("TED RECEBIDA 237", line.name, text), own, "TED")
    return Printed(line.name, joined("COBRANCA LIQUIDADA", line.name, text), own, "BOLETO")


def mexican(line: Line, rng: Random) -> Printed:
    """SPEI with its tracking code, and deposits with a reference."""
    remit = joined(line.number, line.remit)
    text, own = ("", remit) if line.coded else (remit, "")
    bank = rng.choice(("BBVA MEXICO", "BANORTE", "SANTANDER", "STP", "HSBC"))
    if rng.random() < 0.7:
        track = f"{rng.choice(('MBAN', 'BNET', '8846APR'))}{digits(rng, 14)}"
        return Printed(
            line.name, joined("SPEI RECIBIDO", bank, track, line.name, text), own or digits(rng, 7), "SPEI"
        )
    return Printed(line.name, joined("DEPOSITO REFERENCIADO", line.name, text), own, "DEPOSITO")


def canadian(line: Line, rng: Random) -> Printed:
    """EFT, Interac e-Transfer, cheques and wires."""
    remit = joined(line.number, line.remit)
    text, own = ("", remit) if line.coded else (remit, "")
    form = rng.randrange(4)
    if form == 0:
        return Printed(line.name, joined("EFT CREDIT", digits(rng, 4), line.name, text), own, "EFT")
    if form == 1:
        return Printed(
            line.name, joined("INTERAC E-TRANSFER FROM", line.name, "CA" + tag(rng, 6), text), own, "INTERAC"
        )
    if form == 2:
        return Printed("", joined("MISC PAYMENT", line.name, text), own or digits(rng, 5), "EFT")
    return Printed(line.name, joined("CHQ DEP" if text else "WIRE TSF", line.name, text), own, "WIRE")


WRITERS = {
    "au": australian,
    "nz": new_zealand,
    "sg": singaporean,
    "jp": japanese,
    "in": indian,
    "br": brazilian,
    "mx": mexican,
    "ca": canadian,
}


def printed(world: World, line: Line, rng: Random) -> Printed:
    """The bank's own wording, now and then with the payer only in the text."""
    made = WRITERS[world.key](line, rng)
    if made.payer and rng.random() < 0.2:
        made = Printed("", made.description, made.reference, made.method)
    if made.payer and world.words != "jp" and rng.random() < 0.5:
        made = Printed(ascii_upper(made.payer), made.description, made.reference, made.method)
    return made
