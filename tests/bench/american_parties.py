"""Invents American customers: their ledger names, the other names they bank under, how they pay."""

import random
from dataclasses import dataclass, field

from tests.bench.american_trades import Trade


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


SURNAMES = _words(
    "Abbott|Alvarez|Baker|Barrett|Becker|Bledsoe|Bowen|Brandt|Calloway|Carver|Castillo|Chandler|Colby|"
    "Conway|Crawford|Dalton|Decker|Delgado|Dixon|Drummond|Eaton|Ellis|Esposito|Farley|Fenton|Fischer|"
    "Fontaine|Garza|Gentry|Goodwin|Granger|Haley|Hanson|Harmon|Hollis|Hooper|Ibarra|Jarvis|Jennings|"
    "Keating|Keller|Kowalski|Lambert|Landry|Larkin|Lopez|Maddox|Marsh|McBride|McKenna|Mercer|Monroe|"
    "Nakamura|Nguyen|Nolan|Norris|O'Brien|Ortega|Osborne|Parrish|Patel|Pruitt|Quintero|Ramsey|Reyes|"
    "Ritter|Rourke|Salazar|Sanford|Schaefer|Shelton|Sizemore|Slater|Sorensen|Stroud|Sutton|Tanaka|"
    "Thayer|Trujillo|Underwood|Vance|Vaughn|Wagner|Walsh|Weaver|Whitaker|Winslow|Yates|Zamora|Zeigler"
)
FIRST_NAMES = _words(
    "James|Maria|Robert|Linda|Michael|Denise|David|Karen|Juan|Ashley|Thomas|Nicole|Carlos|Brenda|Kevin|"
    "Tiffany|Marcus|Angela|Peter|Ruth|Samuel|Joyce|Victor|Dana|Walter|Paula|Eric|Shawna|Raymond|Gloria"
)
BRANDS = _words(
    "Summit|Pioneer|Blue Ridge|Lone Star|Great Lakes|High Plains|Iron Gate|Cedar Creek|Red Rock|"
    "North Fork|Delta|Keystone|Prairie|Granite|Evergreen|Cascade|Liberty|Patriot|Heartland|Tidewater|"
    "Bayou|Palmetto|Sierra|Mesa|Coastal|Golden Eagle|Silver Spur|Stone Bridge|Bright Path|Clear Water|"
    "True North|Five Points|Twin Rivers"
)
CITIES = _words(
    "Tulsa|Waco|Boise|Toledo|Dayton|Mobile|Fresno|Omaha|Laredo|Akron|Macon|Tampa|Reno|Spokane|Amarillo|"
    "Peoria|Shreveport|Fargo|Duluth|Lubbock|Savannah|Knoxville|Wichita|Modesto|Erie|Yuma"
)
PERSONAL_ENDINGS = ("", " Jr", "")
LEGAL_FORMS = ("LLC", "Inc", "Inc.", "Co", "Corp", "L.P.", "Ltd", "Company", "Corporation", "LLC", "Inc", "")
HOLDINGS = ("Holdings", "Group", "Partners", "Capital", "Enterprises", "Brands")
FACTORS = (
    "Triumvir Business Capital",
    "Redwood Receivables Funding",
    "Apexline Factoring LLC",
    "Orchard Commercial Finance",
    "Transflow Capital Solutions",
    "Porter Funding Group",
)
DBA_WORDS = (
    "Rusty Anchor",
    "Corner Market",
    "Copper Kettle",
    "Speedy Dock",
    "Four Oaks",
    "Wagon Wheel",
    "Sunny Side",
    "Big Sky",
    "Lucky Duck",
    "Tin Roof",
    "Old Mill",
    "Night Owl",
)
DBA_ENDINGS = (
    "Outfitters",
    "Provisions",
    "Depot",
    "Shop",
    "Works",
    "Express",
    "Trading Post",
    "Hub",
    "Studio",
)
ABBREVIATIONS = {
    "MANUFACTURING": "MFG",
    "TRANSPORTATION": "TRANS",
    "SERVICES": "SVCS",
    "INTERNATIONAL": "INTL",
    "COMPANY": "CO",
    "CORPORATION": "CORP",
    "BROTHERS": "BROS",
    "CONSTRUCTION": "CONSTR",
    "ASSOCIATES": "ASSOC",
    "DISTRIBUTION": "DIST",
    "DISTRIBUTING": "DIST",
    "MANAGEMENT": "MGMT",
    "CENTER": "CTR",
    "BUILDING": "BLDG",
    "BUILDERS": "BLDRS",
    "EQUIPMENT": "EQUIP",
    "SUPPLY": "SPLY",
    "INDUSTRIES": "IND",
    "LOGISTICS": "LOGIS",
    "TECHNOLOGIES": "TECH",
    "DEVELOPMENT": "DEV",
    "CONTRACTORS": "CONTR",
    "HEALTHCARE": "HLTHCARE",
    "INSURANCE": "INS",
    "GENERAL": "GEN",
    "NATIONAL": "NATL",
    "GROUP": "GRP",
}


@dataclass(slots=True)
class Customer:
    """A customer as the ledger names it, with the names its money arrives under and how it pays.

    `payer_mode` is the usual one of "ledger", "abbreviated", "acronym", "dba", "parent", "factor", "owner";
    `rhythm` is "single", "weekly" or "monthly"; `cites` is what its remittances quote ("number", "po",
    "load", "customer", "none"); `lag_days` counts from the due date; `terms` is (discount percent, discount
    days, net days).
    """

    index: int
    name: str
    number: str
    site: str = ""
    parent: str = ""
    factor: str = ""
    dba: str = ""
    owner: str = ""
    is_person: bool = False
    payer_mode: str = "ledger"
    rhythm: str = "single"
    cites: str = "number"
    remit_style: str = "list"
    method: str = "ach"
    lag_days: float = 3.0
    terms: tuple[int, int, int] = (0, 0, 30)
    takes_discount: bool = False
    blanket_po: str = ""
    po_style: int = 0
    currency: str = "USD"
    series_cents: int = 0
    retainage_percent: int = 0
    jobs: list[str] = field(default_factory=list)

    @property
    def terms_text(self) -> str:
        """The payment terms as printed on the invoice."""
        percent, days, net = self.terms
        if net == 0:
            return "due on receipt"
        return f"{percent}/{days} net {net}" if percent else f"net {net}"


def upper_name(name: str) -> str:
    """The name as a bank's system prints it: capitals, no punctuation but the ampersand."""
    kept = "".join(c if c.isalnum() or c in " &#-" else ("" if c in ".'" else " ") for c in name.upper())
    return " ".join(kept.split())


def without_legal_form(name: str) -> str:
    """The upper-cased name without its last word when that is a legal form."""
    words = upper_name(name).split()
    forms = {upper_name(form) for form in LEGAL_FORMS if form}
    while len(words) > 1 and words[-1] in forms:
        words.pop()
    return " ".join(words)


def abbreviated(name: str) -> str:
    """The name with the usual American shortenings (MFG, SVCS, SPLY)."""
    return " ".join(ABBREVIATIONS.get(word, word) for word in upper_name(name).split())


def acronym(name: str) -> str:
    """The initials of the name's words, the legal form left out."""
    return "".join(
        word[0] for word in without_legal_form(name).replace("&", " ").split() if word[0].isalnum()
    )


def person_name(rng: random.Random) -> str:
    """A private person, sometimes with a middle initial or a suffix."""
    middle = f" {rng.choice('ABCDEFGHJKLMRSTW')}" if rng.random() < 0.4 else ""
    return f"{rng.choice(FIRST_NAMES)}{middle} {rng.choice(SURNAMES)}{rng.choice(PERSONAL_ENDINGS)}"


def _business_name(rng: random.Random, trade: Trade) -> str:
    kind = rng.choice(trade.customer_words)
    form = rng.choice(LEGAL_FORMS)
    shape = rng.random()
    if shape < 0.28:
        stem = f"{rng.choice(SURNAMES)} {kind}"
    elif shape < 0.42:
        stem = f"{rng.choice(SURNAMES)} & {rng.choice(SURNAMES)} {kind}"
    elif shape < 0.52:
        joiner = rng.choice((" ", " & "))
        stem = f"{rng.choice('ABCDHJKLMRT')}{joiner}{rng.choice('BCDGJMPRSW')} {rng.choice(SURNAMES)} {kind}"
    elif shape < 0.66:
        stem = f"{rng.choice(BRANDS)} {rng.choice(SURNAMES)} {kind}"
    elif shape < 0.82:
        stem = f"{rng.choice(BRANDS)} {kind}"
    else:
        stem = f"{rng.choice(BRANDS)} {kind} of {rng.choice(CITIES)}"
    return f"{stem} {form}".strip()


def _sibling(rng: random.Random, elder: Customer) -> tuple[str, str]:
    """A second ledger name close to another customer's, and its site number (may be empty)."""
    stem = elder.name.split(" #")[0]
    turn = rng.random()
    if turn < 0.5:
        site = str(rng.randint(3, 899))
        return f"{stem} #{site}", site
    if turn < 0.75:
        return f"{without_legal_form(stem).title()} of {rng.choice(CITIES)}", ""
    if " & " in stem:
        return stem.replace(" & ", " ", 1), ""
    return f"{without_legal_form(stem).title()} {rng.choice(('LLC', 'Inc', 'Corp', 'LP'))}", ""


def _new_name(
    rng: random.Random, trade: Trade, earlier: list[Customer], sibling_rate: float
) -> tuple[str, str, bool]:
    if trade.person_share and rng.random() < trade.person_share:
        return person_name(rng), "", True
    if trade.payer_names and rng.random() < 0.25:
        return rng.choice(trade.payer_names), "", False
    if earlier and rng.random() < sibling_rate:
        elder = rng.choice(earlier[-40:])
        if not elder.is_person:
            name, site = _sibling(rng, elder)
            return name, site, False
    return _business_name(rng, trade), "", False


def invent_customers(rng: random.Random, trade: Trade, count: int, odd_name_rate: float) -> list[Customer]:
    """`count` customers with names unique in the ledger (ignoring case); habits are drawn per customer."""
    customers: list[Customer] = []
    taken: set[str] = set()
    while len(customers) < count:
        name, site, is_person = _new_name(rng, trade, customers, 0.06)
        for _ in range(6):
            if name.lower() not in taken:
                break
            name, site, is_person = _new_name(rng, trade, customers, 0.0)
        if name.lower() in taken:
            site = str(1000 + len(customers))
            name = f"{name} #{site}"
        taken.add(name.lower())
        index = len(customers)
        customer = Customer(
            index, name, f"{trade.customer_prefix}{10_000 + 7 * index + rng.randint(0, 6)}", site=site
        )
        customer.is_person = is_person
        _give_names(rng, trade, customer, odd_name_rate)
        _give_habits(rng, trade, customer)
        customers.append(customer)
    _share_parents(rng, customers)
    return customers


def _give_names(rng: random.Random, trade: Trade, customer: Customer, odd_rate: float) -> None:
    customer.owner = person_name(rng)
    customer.dba = f"{rng.choice(DBA_WORDS)} {rng.choice(DBA_ENDINGS)}"
    customer.factor = rng.choice(FACTORS)
    customer.parent = f"{rng.choice(SURNAMES)} {rng.choice(BRANDS)} {rng.choice(HOLDINGS)}"
    if not customer.is_person and rng.random() < 0.08:
        customer.name = f"{customer.name} dba {customer.dba}"
    if rng.random() >= odd_rate:
        return
    if customer.is_person:
        customer.payer_mode = "owner" if rng.random() < 0.3 else "ledger"
        return
    modes = ["abbreviated", "acronym", "dba", "parent", "factor", "owner"]
    customer.payer_mode = rng.choices(modes, weights=[6, 3, 4, 3, 4 * trade.factor_weight, 1])[0]


def _give_habits(rng: random.Random, trade: Trade, customer: Customer) -> None:
    customer.method = rng.choices(list(trade.methods), weights=list(trade.methods.values()))[0]
    if customer.is_person and customer.method in ("ach", "wire"):
        customer.method = rng.choice(("check", "zelle", "card"))
    rhythm_weights = (9, 1, 0) if customer.is_person else trade.rhythm_weights
    customer.rhythm = rng.choices(("single", "weekly", "monthly"), weights=rhythm_weights)[0]
    customer.cites = rng.choices(list(trade.cites), weights=list(trade.cites.values()))[0]
    customer.remit_style = rng.choices(("list", "lines", "short", "edi"), weights=(5, 4, 2, 2))[0]
    customer.lag_days = rng.choice((-12.0, -3.0, 0.0, 1.0, 4.0, 9.0, 18.0, 27.0))
    customer.terms = rng.choice(trade.terms)
    customer.takes_discount = customer.terms[0] > 0 and rng.random() < 0.7
    customer.po_style = rng.randint(0, 3)
    if rng.random() < 0.2:
        customer.blanket_po = new_po(rng, customer)
    if trade.foreign_share and rng.random() < trade.foreign_share and not customer.is_person:
        customer.currency = rng.choice(trade.foreign_currencies)
        customer.method = "wire"
    if rng.random() < trade.series_share:
        customer.series_cents = trade.series_amount(rng)
    if trade.retainage and rng.random() < 0.7:
        customer.retainage_percent = rng.choice((5, 10, 10))


def new_po(rng: random.Random, customer: Customer) -> str:
    """A purchase order number in the customer's own style."""
    if customer.po_style == 0:
        return f"45{rng.randint(0, 99_999_999):08d}"
    if customer.po_style == 1:
        return f"PO-{rng.randint(1000, 99_999)}"
    if customer.po_style == 2:
        return f"P{rng.randint(100_000, 999_999)}"
    return f"{rng.choice('ABCDEFGHKMNRST')}{rng.choice('ABCDEFGHKMNRST')}{rng.randint(10_000, 99_999)}"


def _share_parents(rng: random.Random, customers: list[Customer]) -> None:
    """Some customers belong to the same parent, which then pays for all of them."""
    children = [customer for customer in customers if customer.payer_mode == "parent"]
    for elder, younger in zip(children[::2], children[1::2], strict=False):
        if rng.random() < 0.6:
            younger.parent = elder.parent
