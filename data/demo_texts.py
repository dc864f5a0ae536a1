"""How banks print a payment, by way of paying, and what payers write in it."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Printed:
    """What the bank prints of one payment: the text, the structured reference field, and a check's number."""

    description: str
    reference: str = ""
    check_number: str = ""


def _digits(rng: random.Random, count: int) -> str:
    return "".join(str(rng.randrange(10)) for _ in range(count))


_ONE = ("{}", "{}", "INVOICE {}", "PAYMENT {}", "INV NO {}", "PMT FOR {}")
_ONE_GERMAN = ("{}", "{}", "RECHNUNG {}", "RECHN.-NR. {}", "RG {}", "ZAHLUNG {}")
_SEVERAL = ("{}", "{}", "INVOICES {}", "PAYMENT OF {}")
_SEVERAL_GERMAN = ("{}", "{}", "RECHNUNGEN {}", "SAMMELZAHLUNG {}")


def plain_remittance(rng: random.Random, numbers: Sequence[str], german: bool) -> str:
    """Invoice numbers as most payers write them, in English or German."""
    if len(numbers) == 1:
        return rng.choice(_ONE_GERMAN if german else _ONE).format(numbers[0])
    joined = rng.choice((", ", " ", " / ", "; ", " + ")).join(numbers)
    return rng.choice(_SEVERAL_GERMAN if german else _SEVERAL).format(joined)


def shortened_remittance(numbers: Sequence[str]) -> str:
    """Several numbers of one series with only the first in full, `INV-10231/240/251`."""
    return "/".join([numbers[0], *(number[-3:] for number in numbers[1:])])


def reformatted(rng: random.Random, number: str) -> str:
    """The right number in another dress: no dash, a blank, no prefix, or leading zeros; the digits stay."""
    prefix, tail = re.fullmatch(r"(.*?)(\d+)", number).groups()  # type: ignore[union-attr]
    bare = re.sub(r"[^A-Z0-9]", "", number)
    spaced = re.sub(r"[^A-Z0-9]+", " ", number)
    if len(tail) < 4:
        return rng.choice((bare, spaced, f"INV {bare}"))
    lettered = re.sub(r"[^A-Z]", "", prefix) or "INV"
    return rng.choice((bare, spaced, tail, f"{lettered}#{tail}", f"00{tail}", f"{lettered}. NO. {tail}"))


def damaged(rng: random.Random, number: str) -> str:
    """The number with one typing or scanning error in its last digits."""
    head, tail = number[:-4], number[-4:]
    at = rng.randrange(3)
    swapped = tail[:at] + tail[at + 1] + tail[at] + tail[at + 2 :]
    changed = (
        tail[:at] + str((int(tail[at]) + rng.randrange(1, 9)) % 10) + tail[at + 1 :]
        if tail.isdigit()
        else tail
    )
    lettered = tail.replace("0", "O", 1).replace("1", "I", 1)
    choices = [
        text for text in (swapped, changed, tail[:at] + tail[at + 1 :], tail[:-1], lettered) if text != tail
    ]
    return head + rng.choice(choices)


def ach(rng: random.Random, payer: str, remittance: str, own_name: str, on: date, incoming: bool) -> Printed:
    """A US automated clearing house entry."""
    stamp = f"{on:%y%m%d}"
    company_id = rng.choice("19") + _digits(rng, 9)
    trace = "0" + _digits(rng, 14)
    if not incoming:
        entry = rng.choice(("VENDOR PMT", "AP PAYMENT", "INVOICE PMT"))
        return Printed(" ".join(f"ACH DEBIT {payer} {entry} {stamp} {remittance}".split()))
    style = rng.randrange(4)
    if style == 0:
        sec = rng.choice(("CCD", "CTX"))
        individual_id = remittance if len(remittance) <= 15 else ""
        text = (
            f"ORIG CO NAME:{payer[:16].rstrip()} ORIG ID:{company_id} DESC DATE:{stamp} "
            f"CO ENTRY DESCR:PAYMENT SEC:{sec} TRACE#:{trace} EED:{stamp} IND ID:{individual_id} "
            f"IND NAME:{own_name[:22].rstrip()}"
        )
        if len(remittance) > 15:
            text += f" RMT*{remittance}"
        return Printed(" ".join(text.split()))
    if style == 1:
        return Printed(f"ACH CREDIT {payer} ACCTS PAY {stamp}", remittance)
    if style == 2:
        return Printed(
            " ".join(f"{payer} DES:VENDOR PAY ID:{trace[-8:]} INDN:{own_name} {remittance} CCD".split())
        )
    return Printed(" ".join(f"ELECTRONIC DEPOSIT {payer} {remittance}".split()))


def wire(rng: random.Random, payer: str, remittance: str, own_name: str, on: date, incoming: bool) -> Printed:
    """A wire with its Fed or SWIFT details; OBI is what the originator wrote for the beneficiary."""
    fed = f"{on:%m%d}{rng.choice(('B1QGC', 'I1B70', 'MMQFMP', 'L1LFB'))}{_digits(rng, 6)}"
    if not incoming:
        return Printed(" ".join(f"OUTGOING WIRE REF {fed} BNF:{payer} OBI:{remittance}".split()))
    note = f" OBI:{remittance}" if remittance else ""
    if rng.randrange(2):
        return Printed(
            f"WIRE TYPE:WIRE IN DATE:{on:%y%m%d} TRN:{_digits(rng, 10)} ORIG:{payer}{note} SNDR REF:{fed}"
        )
    return Printed(f"INCOMING WIRE FED#{fed} ORG:{payer} BNF:{own_name}{note}")


def check_in(rng: random.Random, payer: str, remittance: str) -> Printed:
    """A check from the lockbox, keyed by hand at the bank."""
    number = str(rng.randrange(1200, 98000))
    style = rng.choice(("DEPOSIT {payer} CHECK {number} {note}", "LOCKBOX 771204 CK {number} {payer} {note}"))
    text = style.format(payer=payer, number=number, note=remittance)
    return Printed(" ".join(text.split()), "", number)


def sepa(rng: random.Random, payer: str, remittance: str, end_to_end: str, incoming: bool) -> Printed:
    """A SEPA credit transfer as a German statement prints it; EREF is the payer's end-to-end id."""
    if not incoming:
        return Printed(" ".join(f"SEPA-UEBERWEISUNG AN {payer} SVWZ+{remittance}".split()))
    head = f"SEPA-GUTSCHRIFT {payer}" if rng.randrange(2) else f"GUTSCHR. UEBERWEISUNG {payer}"
    note = f" SVWZ+{remittance}" if remittance else ""
    eref = end_to_end or rng.choice(("NOTPROVIDED", "NOTPROVIDED", f"ZV{_digits(rng, 8)}"))
    return Printed(" ".join(f"{head} EREF+{eref}{note}".split()), end_to_end)


def faster_payment(rng: random.Random, payer: str, remittance: str, on: date) -> Printed:
    """A British Faster Payment, whose reference field holds 18 characters."""
    return Printed(
        " ".join(f"FPI {payer} {remittance[:18].rstrip()} {_digits(rng, 6)} {on:%d%b}".upper().split())
    )


def card_settlement(rng: random.Random, remittance: str) -> Printed:
    """A card processor's deposit; the processor has its own name, the payer does not appear."""
    return Printed(" ".join(f"CARDLANE SETTLEMENT MID 448812 BATCH {_digits(rng, 6)} {remittance}".split()))


def direct_debit(supplier: str, german: bool) -> Printed:
    """What a supplier draws; its mandate number stays the same for its name."""
    mandate = sum(ord(ch) * (at + 7) for at, ch in enumerate(supplier)) % 900000 + 100000
    return Printed(f"{'SEPA-LASTSCHRIFT' if german else 'DIRECT DEBIT'} {supplier} MANDATE M{mandate}")


def creditor_reference(digits: str) -> str:
    """A structured creditor reference, ISO 11649: `RF`, two check digits (ISO 7064 mod 97-10), the body."""
    # R and F count as 27 and 15 in the check sum, and 00 stands where the check digits will be.
    return f"RF{98 - int(digits + '271500') % 97:02d}{digits}"
