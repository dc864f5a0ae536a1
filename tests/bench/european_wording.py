"""How European payers and banks write: names in bank letters, numbers retyped, statement texts."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from random import Random

from tests.bench.european_lexicon import CYRILLIC, GREEK
from tests.bench.european_parties import Client, Kind
from tests.bench.european_phrases import PHRASES, SPEAKS_AS

UMLAUTS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "æ": "ae",
        "ø": "oe",
        "å": "aa",
        "Æ": "Ae",
        "Ø": "Oe",
        "Å": "Aa",
        "ł": "l",
        "Ł": "L",
        "đ": "dj",
        "º": "o",
        "°": "o",
    }
)
LOOKALIKES = {
    "0": "O",
    "1": "I",
    "5": "S",
    "8": "B",
    "2": "Z",
    "6": "G",
    "O": "0",
    "I": "1",
    "S": "5",
    "B": "8",
}


def latin(text: str, umlauts: bool = True) -> str:
    """The text in plain Latin letters: Greek and Cyrillic spelt out, umlauts as ae/oe/ue or just stripped."""
    spelt = []
    for letter in text:
        plain = GREEK.get(letter.lower()) or CYRILLIC.get(letter.lower())
        spelt.append(letter if plain is None else plain.capitalize() if letter.isupper() else plain)
    text = "".join(spelt)
    if umlauts:
        text = text.translate(UMLAUTS)
    text = text.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if ord(letter) < 128)


def swapped(rng: Random, text: str) -> str:
    """The text with two neighbouring letters exchanged, one doubled or one lost."""
    if len(text) < 5:
        return text
    at = rng.randrange(1, len(text) - 2)
    pick = rng.randrange(3)
    if pick == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if pick == 1:
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1 :]


SHORTENED = (
    ("Gesellschaft", "Ges."),
    ("Maschinen", "Masch."),
    ("technik", "tech."),
    ("Przedsiębiorstwo Handlowe", "P.H."),
    ("Construcciones", "Constr."),
    ("Costruzioni", "Costr."),
    ("Transport", "Transp."),
    ("Groothandel", "Grooth."),
    ("Builders Merchants", "Bldrs Mchts"),
    ("Großhandel", "Großh."),
    ("Handelsonderneming", "Hndl."),
    ("Electrical Wholesale", "Elec W/sale"),
    ("Études", "Ets"),
    ("Fastigheter", "Fast."),
    ("Budownictwo", "Bud."),
)


def abbreviated(rng: Random, client: Client) -> str:
    """A short form of the name: initials, known abbreviations or a lone brand word."""
    words = client.stem.replace("&", "").split()
    if len(words) >= 3 and rng.random() < 0.45:
        return "".join(word[0] for word in words).upper() + (f" {client.legal}" if rng.random() < 0.5 else "")
    short = client.stem
    for long, brief in SHORTENED:
        short = short.replace(long, brief)
    if short == client.stem and len(words) > 1:
        short = f"{words[0]} {words[1][:4]}."
    return short


def written_name(rng: Random, client: Client, form: str) -> tuple[str, str]:
    """The payer as the bank line shows it, and who that identifies: "client", "family" or "none".

    `form` is one of exact, respelled, cut, no_legal, abbreviated, typo, joined, alias, parent, factor,
    person, empty.
    """
    family = client.family >= 0
    site = f" {client.site}" if client.site else ""
    if form == "empty":
        return "", "none"
    if form == "person":
        return client.person, "none" if client.person != client.name else "client"
    if form in ("alias", "parent", "factor"):
        return {"alias": client.alias, "parent": client.parent, "factor": client.factor}[form], "none"
    if form == "cut":
        width = rng.choice((12, 15, 18, 22, 27))
        name = client.name[:width].rstrip()
        return name, "family" if family and len(name) < len(client.name) else "client"
    if form == "no_legal":
        return client.stem + site, "family" if family and not site else "client"
    if form == "abbreviated":
        return abbreviated(rng, client) + site, "family" if family and not site else "client"
    if form == "typo":
        return swapped(rng, client.stem) + f" {client.legal}{site}".rstrip(), "family" if family else "client"
    if form == "joined":
        return client.stem.replace(" ", "", 1) + f" {client.legal}{site}".rstrip(), "client"
    return client.name, "client"


def in_bank_letters(rng: Random, kind: Kind, name: str) -> str:
    """The name as the bank stores it: often upper-cased, in Latin letters, cut to the bank's width."""
    if kind.bank in ("bacs", "bonifico", "embasma", "transferencia") or rng.random() < 0.45:
        name = latin(name, umlauts=kind.country in ("DE", "SE", "NL") or rng.random() < 0.5)
        name = name.upper() if rng.random() < 0.75 else name
    elif any(ord(letter) > 0x36F for letter in name):
        name = latin(name)
    return name[: kind.name_width].strip()


def parts_of(number: str) -> list[str]:
    return re.findall(r"[^\W\d_]+|\d+", number)


def restyled(rng: Random, number: str) -> str:
    """The same number as another person types it: other separators, prefix or zeros dropped,"
    " year shortened."""
    parts = parts_of(number)
    if len(parts) == 1:
        return rng.choice(
            (
                number[:2] + " " + number[2:],
                number[:-4] + " " + number[-4:],
                "00" + number,
                "RG" + number,
                number.lstrip("0") if number[0] == "0" else number[:-3] + "." + number[-3:],
            )
        )
    choices = [joint.join(parts) for joint in ("", "-", "/", " ", ".")]
    bare = [part for part in parts if part.isdigit()]
    if len(bare) > 1:
        choices += [joint.join(bare) for joint in ("", "-", "/")]
        choices += [joint.join(part.lstrip("0") or "0" for part in parts) for joint in ("-", "/", " ")]
        choices += ["-".join(part[2:] if re.fullmatch(r"20\d\d", part) else part for part in parts)]
    choices = [choice for choice in choices if choice != number]
    return rng.choice(choices)


def lookalike(rng: Random, number: str) -> str:
    spots = [at for at, letter in enumerate(number) if letter in LOOKALIKES]
    if not spots:
        return mistyped(rng, number)
    at = rng.choice(spots)
    return number[:at] + LOOKALIKES[number[at]] + number[at + 1 :]


def mistyped(rng: Random, number: str) -> str:
    """One digit dropped, doubled, exchanged with its neighbour or replaced."""
    spots = [at for at, letter in enumerate(number) if letter.isdigit()]
    at = rng.choice(spots[-5:])
    pick = rng.randrange(4)
    if pick == 0 and len(spots) > 3:
        return number[:at] + number[at + 1 :]
    if pick == 1:
        return number[:at] + number[at] + number[at:]
    if pick == 2 and at + 1 < len(number) and number[at + 1].isdigit() and number[at + 1] != number[at]:
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return (
        number[:at] + rng.choice([digit for digit in "0123456789" if digit != number[at]]) + number[at + 1 :]
    )


def phrase(rng: Random, client: Client, meaning: str, **values: object) -> str:
    """One phrase of the client's own language; a client keeps to its habit four times in five."""
    words = PHRASES[SPEAKS_AS.get(client.language, client.language)][meaning]
    choice = words[client.phrase % len(words)] if rng.random() < 0.8 else rng.choice(words)
    return choice.format(**values)


def spoken_date(rng: Random, client: Client, day: date) -> str:
    return day.strftime(
        "%d/%m/%Y"
        if client.language in ("fr", "it", "es", "en")
        else "%d.%m.%Y"
        if rng.random() < 0.7
        else "%d.%m.%y"
    )


def spoken_amount(client: Client, text: str) -> str:
    """A plain decimal in the client's manner, `1234.50` as `1.234,50` on the continent."""
    whole, _, cents = text.partition(".")
    grouped = f"{int(whole):,}"
    if client.language == "en":
        return f"{grouped}.{cents}" if cents else grouped
    return grouped.replace(",", ".") + (f",{cents}" if cents else "")


def number_list(rng: Random, client: Client, numbers: list[str]) -> list[str]:
    """The numbers as the payer lists them; sometimes the first in full and the rest by their endings."""
    shared = (
        numbers[0][:-4]
        if len(numbers[0]) > 6 and all(number[:-4] == numbers[0][:-4] for number in numbers)
        else ""
    )
    if shared and numbers[0][-4:].isdigit() and rng.random() < 0.4:
        return [numbers[0]] + [number[-4:] for number in numbers[1:]]
    return numbers


@dataclass(frozen=True, slots=True)
class BankText:
    """One line of the statement: the name column, the text and the reference column."""

    counterparty: str
    description: str
    reference: str
    method: str


METHODS = {
    "sepa_de": "SEPA credit transfer",
    "virement": "virement SEPA",
    "sepa_nl": "SEPA overboeking",
    "bonifico": "bonifico",
    "przelew": "przelew",
    "uhrada": "bezhotovostní úhrada",
    "transferencia": "transferencia",
    "giro": "bankgiro",
    "bacs": "BACS",
    "embasma": "SEPA",
}


def as_transmitted(rng: Random, kind: Kind, text: str) -> str:
    """The remittance text in the letters that reach the bank, cut to its field."""
    if kind.bank in ("bacs", "bonifico", "transferencia", "embasma") or rng.random() < 0.5:
        text = latin(text, umlauts=kind.country in ("DE", "NL", "SE"))
    if kind.bank in ("bacs", "bonifico") or rng.random() < 0.15:
        text = text.upper()
    return text[: kind.text_width].strip()


def bank_text(
    rng: Random, kind: Kind, client: Client | None, name: str, text: str, structured: str
) -> BankText:
    """The payer's words as they arrive on this company's statement, with the bank's own tags around them.

    `name` and `text` are as transmitted; `structured` is a reference carried apart from the text.
    """
    own_id = rng.choice(
        (
            "NOTPROVIDED",
            f"{rng.randrange(10**8):08d}",
            f"ZV{rng.randrange(10**6):06d}",
            f"{rng.randrange(1000, 9999)}-{rng.randrange(100, 999)}",
        )
    )
    iban = client.iban if client else f"{kind.country}{rng.randrange(10**18):018d}"
    words = f"{text} {structured}".strip()
    shown = name or rng.choice(("", "N/A"))
    match kind.bank:
        case "sepa_de":
            mandate = f" MREF+M{rng.randrange(10**5):05d}" if rng.random() < 0.08 else ""
            glued = re.sub(r"(.{27})", r"\1 ", words) if rng.random() < 0.15 else words
            line = f"EREF+{own_id}{mandate} SVWZ+{glued}" + (f" ABWA+{shown}" if rng.random() < 0.25 else "")
        case "virement":
            line = rng.choice(
                (
                    f"VIR SEPA RECU /DE {shown} /MOTIF {words} /REF {own_id}",
                    f"VIREMENT DE {shown} {words}",
                    f"VIR INST {shown} {words}",
                )
            )
        case "sepa_nl":
            line = rng.choice(
                (
                    f"/TRTP/SEPA OVERBOEKING/IBAN/{iban}/BIC/XXXXNL2A/NAME/{shown}/REMI/{words}"
                    f"/EREF/{own_id}",
                    f"OVERSCHRIJVING VAN {shown} {iban} MEDEDELING: {words}",
                )
            )
        case "bonifico":
            line = rng.choice(
                (
                    f"BONIFICO A VOSTRO FAVORE ORD: {shown} CAUSALE: {words} "
                    f"CRO {rng.randrange(10**10):011d}",
                    f"BON.DA {shown} {words} TRN {rng.randrange(10**12)}",
                )
            )
        case "przelew":
            line = rng.choice((f"PRZELEW PRZYCH. {shown} TYT.: {words}", f"Nadawca: {shown} Tytuł: {words}"))
        case "uhrada":
            symbol = re.sub(r"\D", "", structured)[:10] or "0"
            line = f"Příchozí úhrada {shown} VS{symbol} KS0308 SS0 {text}".strip()
        case "transferencia":
            line = rng.choice(
                (f"TRANSFERENCIA DE {shown}, CONCEPTO {words}", f"TRANSF INMEDIATA {shown} {words}")
            )
        case "giro":
            line = rng.choice(
                (f"Bg-inbet {shown} {words}", f"Insättning {shown} {words}", f"BETALNING {words}")
            )
        case "bacs":
            line = rng.choice((f"BACS CR {shown} {text}", f"FPI {shown} {text}", f"{shown} {text} BGC"))
        case _:
            line = rng.choice(
                (f"EMVASMA {shown} AITIOLOGIA {words}", f"INWARD SEPA {shown} /RFB/{own_id}/ {words}")
            )
    column = name if rng.random() < kind.payer_column else ""
    if name and name not in line and not column:
        column = name
    if structured:
        reference = structured
    elif kind.bank == "bacs":
        reference = text
    else:
        reference = rng.choice((own_id, "", "", text if len(text) <= 35 else ""))
    return BankText(column, " ".join(line.split()), reference, METHODS[kind.bank])


def structured_reference(style: str, sequence: int, client: Client, number: str) -> str:
    """The payment system's own reference for an invoice, or "" for companies that have none.

    ogm: Belgian +++ddd/dddd/ddddd+++ with the remainder modulo 97; ocr: Nordic digits, Luhn check digit;
    vs: Czech variable symbol; rf: ISO 11649 creditor reference.
    """
    if style == "ogm":
        base = int(f"{client.key % 1000:03d}{sequence % 10**7:07d}")
        digits = f"{base:010d}{base % 97 or 97:02d}"
        return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"
    if style == "ocr":
        digits = f"{client.number[-4:]}{sequence:06d}"
        odd = sum(sum(divmod(int(digit) * 2, 10)) for digit in digits[::-1][::2])
        even = sum(int(digit) for digit in digits[::-1][1::2])
        return f"{digits}{-(odd + even) % 10}"
    if style == "vs":
        return re.sub(r"\D", "", number)[-10:]
    if style == "rf":
        body = f"{client.number}{sequence:05d}"
        return f"RF{98 - int(body + '271500') % 97:02d}{body}"
    return ""
