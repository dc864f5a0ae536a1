"""Invented counterparties of the reference books and the ways a bank line may spell them."""

import random
import re
import unicodedata
from dataclasses import dataclass

SURNAMES = {
    "US": (
        "Anderson Baker Calloway Delgado Ellison Ferris Granger Hollis Ingram Jennings Kirby "
        "Lattimer Mercer Novak Ortega Prescott Quimby Rollins Sawyer Thornton Underhill Vance "
        "Whitaker Yates Zimmer Barlow Crane Dunham"
    ),
    "GB": (
        "Ashworth Bramley Carlisle Dunmore Eastwood Fairfax Goddard Hartley Ibbotson Kendrick "
        "Langford Millward Norcross Oakley Pemberton Radcliffe Selwyn Tolworth Wexford Yardley "
        "Blackwood Cottam Farrow"
    ),
    "DE": (
        "Müller Schäfer Köhler Weiß Brandt Jäger Lindner Vogel Krüger Böhm Günther Haas Seidel "
        "Ziegler Pfeiffer Röder Kühn Engel Bergmann Thalheim Ostermann Wächter Hölzl"
    ),
    "FR": (
        "Lefèvre Moreau Girard Bonnet Mercier Duprès Chevalier Gauthier Perrin Rousseau Fournière "
        "Besançon Renaud Leclaire Marchand Thévenot Delacroix Barbier Guérin"
    ),
    "NL": ("Jansen Visser Bakker Hoekstra Kuiper Dijkstra Mulder Brouwer Veldhuis Smeets Postma Zijlstra"),
    "ES": ("Navarro Ibáñez Muñoz Castaño Peñalver Romero Aguirre Cabrera Domínguez Vázquez Iglesias Serrano"),
    "CH": ("Aebischer Bürgi Frei Gerber Hürlimann Kägi Leuthold Märki Niederberger Rüegg Stäheli Zürcher"),
    "JP": "Takahara Morikawa Ishizuka Kobori Nakazato Fujimori Sugihara Wakatsuki",
    "KW": "AlSabeeh AlMutawa Bahbahani AlRoumi Dashti AlFares",
}
TRADES = {
    "en": (
        "Manufacturing,Logistics,Foods,Industrial Supply,Construction,Medical Group,Software,"
        "Staffing Services,Electrical Contractors,Packaging,Print Works,Marine Services,"
        "Dental Laboratory,Roofing,Freight International,Design Associates,Automotive Parts,"
        "Engineering,Catering,Building Products,Textiles,Analytical Systems,"
        "Property Management,Brothers Distribution,Garden Centers,Consulting,Metal Fabrication,"
        "Pharmacy,Audio Technologies"
    ),
    "DE": (
        "Maschinenbau,Logistik,Bäckereibedarf,Elektrotechnik,Gebäudetechnik,Verpackungen,"
        "Medizintechnik,Baustoffe,Druckerei,Getränkehandel,Kältetechnik,Möbelwerkstätten,"
        "Stahlhandel,Werbeagentur,Gartenbau,Fördertechnik"
    ),
    "FR": (
        "Matériaux,Transports,Boulangeries,Électricité,Imprimerie,Conseil,Bâtiment,"
        "Vins et Spiritueux,Mécanique,Emballages,Fournitures Médicales,Menuiserie,Distribution"
    ),
    "NL": (
        "Transport,Bouwmaterialen,Bloemenexport,Installatietechniek,Verpakkingen,Horeca,Scheepswerf,Drukkerij"
    ),
    "ES": ("Construcciones,Alimentación,Transportes,Suministros Industriales,Cerámica,Ingeniería,Muebles"),
}
LEGAL = {
    "US": ("Inc.", "LLC", "Corp.", "Co.", "Ltd."),
    "GB": ("Ltd", "Limited", "PLC", "LLP"),
    "DE": ("GmbH", "GmbH & Co. KG", "AG", "KG", "e.K."),
    "FR": ("SARL", "SAS", "SA", "EURL"),
    "NL": ("B.V.", "N.V.", "VOF"),
    "ES": ("S.L.", "S.A."),
    "CH": ("AG", "GmbH", "SA"),
    "JP": ("K.K.", "Co., Ltd."),
    "KW": ("W.L.L.", "K.S.C."),
}
CURRENCY = {"US": "USD", "GB": "GBP", "CH": "CHF", "JP": "JPY", "KW": "KWD"}
PLACES = (
    "North River",
    "Lakeside",
    "Summit",
    "Cedar Creek",
    "Bluewater",
    "Ironbridge",
    "Harbor",
    "Redstone",
    "Prairie",
    "Evergreen",
    "Silver Birch",
)
SHORT = {
    "manufacturing": "MFG",
    "international": "INTL",
    "services": "SVCS",
    "industrial": "IND",
    "supply": "SPLY",
    "construction": "CONST",
    "contractors": "CONTR",
    "associates": "ASSOC",
    "distribution": "DIST",
    "engineering": "ENG",
    "brothers": "BROS",
    "management": "MGMT",
    "technologies": "TECH",
    "laboratory": "LAB",
    "group": "GRP",
    "products": "PROD",
    "systems": "SYS",
    "maschinenbau": "MB",
    "logistics": "LOG",
    "logistik": "LOG",
    "transports": "TRANSP",
    "transport": "TRSP",
    "construcciones": "CONSTR",
    "property": "PROP",
    "electrical": "ELEC",
    "medical": "MED",
    "pharmacy": "PHCY",
    "packaging": "PKG",
}
GIVEN = (
    "Anna",
    "James",
    "Maria",
    "Peter",
    "Laura",
    "Thomas",
    "Sofia",
    "Daniel",
    "Emma",
    "Robert",
    "Claire",
    "Martin",
    "Julia",
    "Henrik",
    "Elena",
    "Oliver",
)
_TRADING = ("Online", "Shop", "Studio", "Direct", "Partners")
_HOLDING = ("tec", "corp", "med", "val")
FACTORS = (
    "Bluecrest Factoring",
    "Meridian Receivables Finance",
    "Kontor Factoring Bank",
    "Atlas Trade Capital",
)
_LEGAL_WORDS = re.compile(
    r"[,\s]+(gmbh & co\. kg|gmbh|ag|kg|e\.k\.|inc\.|llc|corp\.|co\., ltd\.|co\.|ltd\.?|limited|plc|llp|"
    r"sarl|sas|sa|eurl|"
    r"b\.v\.|n\.v\.|vof|s\.l\.|s\.a\.|k\.k\.|w\.l\.l\.|k\.s\.c\.)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Party:
    """One customer: its name and country, what it owes by habit, and how its bank lines look."""

    name: str
    country: str
    currency: str
    customer_number: str
    net_days: int
    discount: tuple[int, int] | None
    withholding_percent: int
    retention_percent: int
    late_days: float
    spread_days: float
    method: str
    spelling: str
    trading_name: str
    parent: str
    owner: str
    purchase_order_style: int


def _country(rng: random.Random, home: str) -> str:
    if rng.random() < 0.66:
        return "US" if home == "USD" else rng.choice(("DE", "DE", "DE", "FR", "NL", "ES"))
    return rng.choice(("US", "GB", "GB", "DE", "DE", "FR", "FR", "NL", "ES", "CH", "CH", "JP", "KW"))


def _company(rng: random.Random, country: str) -> tuple[str, str]:
    """A name without legal form, and the legal form."""
    surnames = SURNAMES[country].split()
    trade = rng.choice(TRADES.get("DE" if country == "CH" else country, TRADES["en"]).split(","))
    first = rng.choice(surnames)
    form = rng.random()
    if form < 0.42:
        core = f"{first} {trade}"
    elif form < 0.60:
        core = f"{first} & {rng.choice(surnames)} {trade}"
    elif form < 0.70:
        core = f"{rng.choice('ABCDEFGHJKLMNPRSTW')}.{rng.choice('ABCDEFGHJKLMNPRSTW')}. {first} {trade}"
    elif form < 0.82:
        core = f"{rng.choice(PLACES)} {trade}"
    elif form < 0.92:
        core = f"{brand(rng)} {trade}"
    else:
        core = f"{''.join(rng.choices('ABCDEFGHKLMNPRSTVW', k=3))} {trade}"
    return core, rng.choice(LEGAL[country])


def brand(rng: random.Random) -> str:
    """An invented word such as `Velora` or `Nordika`."""
    return (
        rng.choice(
            ("Ve", "Nor", "Lu", "Kas", "Tri", "Mon", "Fel", "Or", "Zen", "Bri", "Sol", "Hal", "Pax", "Quo")
        )
        + rng.choice(("lo", "di", "mi", "ta", "ra", "ve", "no", "xi", "ri", "be"))
        + rng.choice(("ra", "ka", "nt", "va", "s", "on", "la", "x", "ta", "ne"))
    )


_METHODS = {
    "US": (("ach", 62), ("wire", 14), ("check", 24)),
    "GB": (("fps", 80), ("swift", 20)),
    "JP": (("swift", 100),),
    "KW": (("swift", 100),),
    "CH": (("sepa", 50), ("swift", 50)),
}


def _method(rng: random.Random, country: str) -> str:
    choices = _METHODS.get(country, (("sepa", 94), ("swift", 6)))
    return rng.choices([name for name, _ in choices], [weight for _, weight in choices])[0]


def _sibling(rng: random.Random, core: str, legal: str, country: str) -> tuple[str, str]:
    """A neighbour of an existing name: another site, another legal form, or an added initial."""
    kind = rng.randrange(3)
    if kind == 0:
        return f"{core} {rng.choice(('Branch', 'Site', 'Store'))} {rng.randrange(11, 199)}", legal
    if kind == 1:
        others = [form for form in LEGAL[country] if form.lower()[:3] != legal.lower()[:3]]
        return core, rng.choice(others or [legal])
    return f"{rng.choice('ABCDEFGHJKLMPRSTW')}. {core}", legal


def make_parties(
    rng: random.Random, count: int, home: str, sibling_share: float, spellings: list[tuple[str, float]]
) -> list[Party]:
    """`count` distinct customers of a seller with currency `home`; `spellings` weighs their habits."""
    parties: list[Party] = []
    taken: set[str] = set()
    cores: list[tuple[str, str, str]] = []
    while len(parties) < count:
        if cores and rng.random() < sibling_share:
            base, base_legal, country = rng.choice(cores)
            core, legal = _sibling(rng, base, base_legal, country)
        else:
            country = _country(rng, home)
            core, legal = _company(rng, country)
            cores.append((core, legal, country))
        name = f"{core} {legal}"
        if name in taken:
            core = f"{core.split(' ')[0]} {brand(rng)} {' '.join(core.split(' ')[1:])}"
            name = f"{core} {legal}"
            if name in taken:
                continue
        taken.add(name)
        parties.append(_party(rng, name, core, country, len(parties), spellings))
    return parties


def _party(
    rng: random.Random, name: str, core: str, country: str, index: int, spellings: list[tuple[str, float]]
) -> Party:
    surname = next(
        (word for word in core.split() if word in SURNAMES[country]), rng.choice(SURNAMES[country].split())
    )
    return Party(
        name=name,
        country=country,
        currency=CURRENCY.get(country, "EUR"),
        customer_number=str(20000 + index * 7 + rng.randrange(7)),
        net_days=rng.choice((14, 30, 30, 30, 45, 60)),
        discount=rng.choice(((2, 10), (2, 14), (3, 10), (1, 10))) if index % 4 == 0 else None,
        withholding_percent=rng.choice((5, 8, 10, 15, 20)) if index % 7 == 1 else 0,
        retention_percent=rng.choice((5, 10)) if index % 7 == 2 else 0,
        late_days=rng.choice((-3.0, 0.0, 1.0, 2.0, 4.0, 8.0, 14.0)),
        spread_days=rng.choice((1.0, 2.0, 4.0, 7.0)),
        method=_method(rng, country),
        spelling=rng.choices([mode for mode, _ in spellings], [weight for _, weight in spellings])[0],
        trading_name=f"{brand(rng)}{brand(rng).lower()} {rng.choice(_TRADING)}",
        parent=f"{brand(rng)}{rng.choice(_HOLDING)} Holding {rng.choice(LEGAL[country])}",
        owner=f"{rng.choice(GIVEN)} {surname}",
        purchase_order_style=rng.randrange(4),
    )


def without_legal_form(name: str) -> str:
    """The name without its closing legal form."""
    return _LEGAL_WORDS.sub("", name)


_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def transliterated(name: str, german: bool = True) -> str:
    """The name in ASCII: German umlauts as two letters when `german`, all other accents stripped."""
    text = name.translate(_GERMAN) if german else name.replace("ß", "ss")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def abbreviated(name: str) -> str:
    """Known words shortened; with none of them, every word after the first without its vowels."""
    words = without_legal_form(transliterated(name)).split()
    shortened = [SHORT.get(word.lower(), word) for word in words]
    if shortened == words and len(words) > 1:
        shortened = [words[0], *(word[0] + re.sub("[aeiou]", "", word[1:]) for word in words[1:])]
    return " ".join(shortened).upper()


def mistyped(rng: random.Random, name: str) -> str:
    """One typing error: two neighbouring letters swapped, one dropped or one doubled, never the first."""
    if len(name) < 5:
        return name
    at = rng.randrange(1, len(name) - 2)
    kind = rng.randrange(3)
    if kind == 0:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    return name[:at] + name[at] + name[at:]


def spelled(rng: random.Random, party: Party, mode: str) -> str:
    """The payer as the bank line writes it under `mode` (see `SPELLINGS`); empty for `nameless`."""
    name = party.name
    writers = {
        "full": lambda: name,
        "upper": lambda: name.upper(),
        "cut": lambda: transliterated(name).upper()[: rng.choice((12, 16, 16, 18, 22))].strip(),
        "transliterated": lambda: transliterated(name, rng.random() < 0.6),
        "legal_dropped": lambda: without_legal_form(name),
        "abbreviated": lambda: abbreviated(name),
        "mistyped": lambda: mistyped(rng, name),
        "trading": lambda: party.trading_name,
        "parent": lambda: party.parent,
        "factor": lambda: rng.choice(FACTORS),
        "private": lambda: party.owner,
        "nameless": lambda: "",
    }
    return writers[mode]()


SPELLING_STRENGTH = {
    "full": 2,
    "upper": 2,
    "cut": 2,
    "transliterated": 2,
    "legal_dropped": 2,
    "mistyped": 2,
    "abbreviated": 1,
    "trading": 0,
    "parent": 0,
    "factor": 0,
    "private": 0,
    "nameless": 0,
}
