"""Who keeps the European benchmark books and who pays into them: companies by kind, and their customers."""

from dataclasses import dataclass, replace
from random import Random

from tests.bench.european_lexicon import COUNTRIES, ENDS, FACTORS, ROOTS


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of company: its bank, its way of numbering, what it sells and to whom.

    `median_minor` is the usual invoice total in minor units of `currency`; `spread` the sigma of its
    logarithm. `withheld_bp` is the customary withholding in basis points. `payer_column` is how often the
    bank export fills the name column; elsewhere the name stands in the text only. `name_width`, `text_width`
    are the bank's field lengths in characters.
    """

    name: str
    country: str
    currency: str
    numbering: str
    clients: tuple[tuple[str, int], ...]
    per_client: int
    median_minor: int
    spread: float
    structured: str = ""
    bank: str = "sepa_de"
    monthly: float = 0.04
    burst: float = 0.06
    persons: float = 0.0
    chains: float = 0.12
    whole: float = 0.1
    withheld_bp: int = 1500
    discount: float = 0.25
    payer_column: float = 0.8
    name_width: int = 70
    text_width: int = 140


KINDS = (
    Kind(
        "German machine-parts wholesaler",
        "DE",
        "EUR",
        "RE-{Y}-{n:05d}",
        (("DE", 60), ("AT", 12), ("CH", 4), ("NL", 4), ("PL", 5), ("CZ", 5), ("IT", 5), ("BG", 2), ("SE", 3)),
        9,
        84_000,
        1.2,
        bank="sepa_de",
        discount=0.55,
    ),
    Kind(
        "French agency on retainers",
        "FR",
        "EUR",
        "F{y}-{n:04d}",
        (("FR", 74), ("BE", 10), ("CH", 5), ("ES", 4), ("GB", 4), ("IT", 3)),
        12,
        240_000,
        0.8,
        bank="virement",
        monthly=0.38,
        whole=0.35,
        discount=0.1,
        withheld_bp=500,
    ),
    Kind(
        "Belgian and Dutch logistics firm",
        "NL",
        "EUR",
        "{e:08d}",
        (("NL", 42), ("BE", 34), ("DE", 12), ("FR", 6), ("GB", 3), ("PL", 3)),
        14,
        41_000,
        0.9,
        structured="ogm",
        bank="sepa_nl",
        burst=0.2,
        discount=0.12,
    ),
    Kind(
        "Italian supplier",
        "IT",
        "EUR",
        "{n}/{s}",
        (("IT", 78), ("FR", 6), ("DE", 6), ("ES", 4), ("RS", 3), ("GR", 3)),
        9,
        132_000,
        1.1,
        bank="bonifico",
        withheld_bp=2000,
        discount=0.2,
        text_width=120,
    ),
    Kind(
        "Polish wholesaler",
        "PL",
        "PLN",
        "FV {n}/{m:02d}/{Y}",
        (("PL", 80), ("DE", 8), ("CZ", 6), ("SE", 3), ("BG", 3)),
        10,
        310_000,
        1.1,
        bank="przelew",
        discount=0.12,
        payer_column=0.6,
    ),
    Kind(
        "Czech toolmaker",
        "CZ",
        "CZK",
        "{Y}{n:05d}",
        (("CZ", 70), ("DE", 12), ("AT", 7), ("PL", 6), ("RS", 3), ("IT", 2)),
        9,
        1_900_000,
        1.1,
        structured="vs",
        bank="uhrada",
        discount=0.15,
        name_width=35,
    ),
    Kind(
        "Spanish clinic",
        "ES",
        "EUR",
        "{Y}/{n:04d}",
        (("ES", 92), ("GB", 4), ("FR", 2), ("DE", 2)),
        5,
        18_500,
        0.9,
        bank="transferencia",
        persons=0.62,
        whole=0.45,
        chains=0.05,
        discount=0.05,
        payer_column=0.55,
        text_width=100,
    ),
    Kind(
        "Nordic software house",
        "SE",
        "SEK",
        "{e:06d}",
        (("SE", 52), ("NO", 18), ("DK", 14), ("FI", 10), ("GB", 3), ("DE", 3)),
        12,
        1_150_000,
        0.8,
        structured="ocr",
        bank="giro",
        monthly=0.3,
        whole=0.3,
        discount=0.06,
        name_width=35,
    ),
    Kind(
        "UK trade supplier",
        "GB",
        "GBP",
        "SI-{e:05d}",
        (("GB", 88), ("NL", 4), ("DE", 4), ("FR", 4)),
        11,
        36_000,
        1.1,
        bank="bacs",
        withheld_bp=2000,
        discount=0.2,
        payer_column=0.35,
        name_width=18,
        text_width=18,
    ),
    Kind(
        "Greek ship chandler",
        "GR",
        "EUR",
        "ΤΔΑ {n:05d}",
        (("GR", 66), ("BG", 8), ("IT", 8), ("DE", 6), ("NO", 6), ("RS", 6)),
        9,
        175_000,
        1.2,
        structured="rf",
        bank="embasma",
        discount=0.08,
        withheld_bp=2000,
    ),
)


@dataclass(frozen=True, slots=True)
class Client:
    """A customer as the ledger knows it, and how it tends to pay.

    `stem` and `legal` make up `name`; `person` is the director's (or the patient's own) name; `family` is
    shared by sites of one chain and by near-namesakes, -1 for everybody else. `lag_mean`, `lag_sd` are days
    after the due date. `discount_bp` and `discount_days` are the early-payment terms (0 when none).
    `monthly_minor` is the retainer, 0 when there is none.
    """

    key: int
    country: str
    language: str
    name: str
    stem: str
    legal: str
    person: str
    alias: str
    parent: str
    factor: str
    family: int
    site: str
    number: str
    iban: str
    currency: str
    net_days: int
    discount_bp: int
    discount_days: int
    lag_mean: float
    lag_sd: float
    phrase: int
    silent: bool
    monthly_minor: int
    po_style: int


def _brand(rng: Random) -> str:
    return (rng.choice(ROOTS) + rng.choice(("", rng.choice(ROOTS))) + rng.choice(ENDS)).capitalize()


def _stem(rng: Random, code: str) -> str:
    country = COUNTRIES[code]
    surname, trade, place = (
        rng.choice(country.surnames),
        rng.choice(country.trades),
        rng.choice(country.places),
    )
    pick = rng.random()
    if pick < 0.28:
        return f"{surname} {trade}"
    if pick < 0.42:
        return f"{trade} {surname} {place}"
    if pick < 0.52:
        other = rng.choice(country.surnames)
        return f"{surname} & {other} {trade}"
    if pick < 0.64:
        return f"{trade} {place}"
    if pick < 0.9:
        return f"{_brand(rng)} {rng.choice((trade, place, ''))}".strip()
    initials = "".join(rng.choice("ABDEFGHKLMNRSTW") for _ in range(rng.choice((2, 3))))
    return f"{initials} {surname} {trade}"


def _patient(rng: Random, code: str) -> tuple[str, str]:
    country = COUNTRIES[code]
    surnames = [rng.choice(country.surnames)] + ([rng.choice(country.surnames)] if code == "ES" else [])
    return rng.choice(country.given), " ".join(surnames)


def _iban(rng: Random, code: str) -> str:
    return f"{code}{rng.randrange(10, 99)}{rng.randrange(10**9):09d}{rng.randrange(10**9):09d}"


def _currency(rng: Random, kind: Kind, code: str) -> str:
    theirs = COUNTRIES[code].currency
    return theirs if theirs != kind.currency and rng.random() < 0.3 else kind.currency


def _client(rng: Random, kind: Kind, key: int, taken: set[str]) -> Client:
    codes = [code for code, weight in kind.clients if code in COUNTRIES and weight]
    code = rng.choices(codes, [weight for item, weight in kind.clients if item in codes])[0]
    country = COUNTRIES[code]
    private = rng.random() < kind.persons
    for attempt in range(9):
        given, surname = _patient(rng, code)
        if private:
            stem, legal = f"{given} {surname}", ""
        else:
            stem, legal = _stem(rng, code), rng.choice(country.legal)
        if attempt > 3:
            stem = f"{stem} {rng.choice(country.surnames) if private else _brand(rng)}"
        name = f"{stem} {legal}".strip()
        if name not in taken:
            break
    else:
        name = stem = f"{stem} {key}"
    taken.add(name)
    discount_bp, discount_days = (0, 0)
    if rng.random() < kind.discount:
        discount_bp, discount_days = rng.choice(
            ((200, 10), (200, 14), (300, 8), (200, 8), (100, 14), (300, 10))
        )
    pays_monthly = not private and rng.random() < kind.monthly
    return Client(
        key=key,
        country=code,
        language=country.language,
        name=name,
        stem=stem,
        legal=legal,
        person=f"{given} {surname}",
        alias=f"{_brand(rng)} {rng.choice(('Group', 'Services', 'Trade', 'Shop', ''))}".strip(),
        parent=f"{_brand(rng)} Holding {rng.choice(country.legal)}",
        factor=rng.choice(FACTORS),
        family=-1,
        site="",
        number=f"{rng.choice((1, 2, 4, 7))}{key:05d}",
        iban=_iban(rng, code),
        currency=_currency(rng, kind, code),
        net_days=rng.choice((14, 30, 30, 30, 45, 60)) if not private else rng.choice((0, 14, 30)),
        discount_bp=discount_bp,
        discount_days=discount_days,
        lag_mean=rng.choice((-6.0, -1.0, 0.0, 2.0, 4.0, 9.0, 16.0)),
        lag_sd=rng.choice((1.0, 2.0, 4.0, 8.0)),
        phrase=rng.randrange(60),
        silent=rng.random() < 0.45,
        monthly_minor=max(1, int(rng.lognormvariate(0, 0.6) * kind.median_minor) // 5_000) * 5_000
        if pays_monthly
        else 0,
        po_style=rng.randrange(6),
    )


SITE_WORDS = {
    "de": "Filiale {:03d}",
    "fr": "Agence {:02d}",
    "nl": "Vestiging {}",
    "it": "Filiale {:02d}",
    "es": "Centro {:02d}",
    "pl": "Oddział {:03d}",
    "cs": "Pobočka {}",
    "sv": "Butik {:03d}",
    "no": "Avd. {:03d}",
    "da": "Afd. {:02d}",
    "en": "Branch {:03d}",
    "el": "Κατ. {:02d}",
    "fi": "Myymälä {:02d}",
    "bg": "Обект {:02d}",
    "sr": "Објекат {:02d}",
}


def _chain(rng: Random, head: Client, size: int, first: int, family: int, taken: set[str]) -> list[Client]:
    """Sites of one firm, told apart by their number alone."""
    sites = []
    for offset, number in enumerate(sorted(rng.sample(range(1, 180), size))):
        site = SITE_WORDS[head.language].format(number)
        name = f"{head.name} {site}"
        taken.add(name)
        key = first + offset
        sites.append(
            replace(head, key=key, name=name, family=family, site=site, number=f"{head.number[0]}{key:05d}")
        )
    return sites


def _namesake(rng: Random, head: Client, key: int, family: int, taken: set[str]) -> list[Client]:
    """The client and another one that differs by the legal form, an initial or an ampersand alone."""
    country = COUNTRIES[head.country]
    word = head.stem
    pick = rng.randrange(3)
    if pick == 0:
        name, stem, legal = (
            f"{word} {(legal := rng.choice([x for x in country.legal if x != head.legal]))}",
            word,
            legal,
        )
    elif pick == 1 and " & " in word:
        stem, legal = word.replace(" & ", " ", 1), head.legal
    else:
        one, two = rng.sample("ABEFGHJKLMPRST", 2)
        head = replace(head, stem=f"{one}. {word}", name=f"{one}. {word} {head.legal}")
        stem, legal = f"{two}. {word}", head.legal
    name = f"{stem} {legal}"
    taken.update((name, head.name))
    other = replace(
        head,
        key=key,
        name=name,
        stem=stem,
        legal=legal,
        family=family,
        number=f"{head.number[0]}{key:05d}",
        iban=_iban(rng, head.country),
        person=f"{rng.choice(country.given)} {rng.choice(country.surnames)}",
    )
    return [replace(head, family=family), other]


def make_clients(rng: Random, kind: Kind, count: int) -> list[Client]:
    """`count` customers (or one or two more), some of them sites of chains and near-namesakes of another."""
    clients: list[Client] = []
    taken: set[str] = set()
    family = 0
    while len(clients) < count:
        client = _client(rng, kind, len(clients), taken)
        pick = rng.random()
        if client.legal and pick < kind.chains * 0.5:
            size = rng.randrange(3, 8)
            clients.extend(_chain(rng, client, size, len(clients), family, taken))
            family += 1
        elif client.legal and pick < kind.chains:
            clients.extend(_namesake(rng, client, len(clients) + 1, family, taken))
            family += 1
        else:
            clients.append(client)
    return _with_unique_names(clients)


def _with_unique_names(clients: list[Client]) -> list[Client]:
    seen: set[str] = set()
    unique = []
    for client in clients:
        if client.name in seen:
            client = replace(client, name=f"{client.name} ({client.number})")
        seen.add(client.name)
        unique.append(client)
    return unique
