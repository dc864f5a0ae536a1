"""Names for the Commonwealth benchmark: companies, public bodies, people, and how banks write them."""

import random
import re
from collections.abc import Set

_PLACES = {
    "GB": (
        "Ashdown Brackley Calder Dunstall Everton Fenwick Glenmore Halewood Ilkley Kestrel Lomond "
        "Mendip Northgate Orwell Pennine Quayside Ribble Severn Tamar Ullswater Wharfedale Yarrow "
        "Avon Blackdown Chiltern Dovedale"
    ),
    "IE": (
        "Ardmore Ballina Claremont Dunlavin Ennis Fermoy Glendalough Howth Inishowen Kilcock Liffey "
        "Moyne Nore Oranmore Portlaoise Rathmines Slieve Tolka Urlingford Westport Curragh Burren"
    ),
    "CA": (
        "Algoma Bathurst Chinook Dundas Elora Fraser Gatineau Huron Iroquois Kanata Laurier Muskoka "
        "Nipissing Okanagan Prairie Quinte Rideau Saanich Temiskaming Ungava Wascana Yellowhead"
    ),
    "ZA": (
        "Amanzi Boland Cederberg Drakens Egoli Fynbos Garden Highveld Imbizo Jabula Karoo Langebaan "
        "Magalies Nyala Overberg Protea Rustenburg Sabie Tugela Umhlanga Vaal Witbank Zambezi"
    ),
    "AU": (
        "Arafura Banksia Coolabah Derwent Eyre Flinders Gippsland Hunter Illawarra Jarrah Kimberley "
        "Loddon Murray Nullarbor Otway Pilbara Riverina Swan Tarkine Wattle Yarra"
    ),
    "NZ": (
        "Aorangi Buller Clutha Dunstan Egmont Fiordland Hauraki Kauri Manukau Ngaio Otago "
        "Pohutukawa Rimu Southern Tasman Tui Waikato Wairau Rangitoto Taupo"
    ),
    "NG": (
        "Adamawa Benue Calabar Delta Eko Gongola Ibom Jos Kwara Lekki Marina Niger Osun Plateau "
        "Sahel Tarkwa Ikoyi Zuma Apapa Surulere Oguta"
    ),
    "KE": (
        "Athi Baraka Elgon Furaha Galana Jambo Kilimani Laikipia Mara Nanyuki Olkaria Pwani Rift "
        "Savanna Tana Uhuru Victoria Wasini Tsavo Naivasha"
    ),
    "AE": (
        "Al Noor|Al Safa|Barari|Corniche|Deira|Emirates|Falcon|Gulf|Hatta|Jumeirah|Khaleej|Liwa|"
        "Marsa|Najma|Oasis|Pearl|Al Quoz|Rashidiya|Saffron|Al Waha|Yas|Zabeel"
    ),
    "SG": (
        "Bukit Cantonment Dempsey Eastern Faber Geylang Havelock Jurong Katong Lion Merlion Novena "
        "Orchard Pasir Queensway Robinson Sembawang Tanjong Ubin Victoria Woodlands"
    ),
}
_SURNAMES = {
    "GB": (
        "Aldridge Barnett Cartwright Davies Ellison Foster Grainger Hargreaves Ingham Jessop Kirby "
        "Langley Marsden Naylor Ogden Pemberton Rawlings Shaw Thornton Underhill Varley Whitaker "
        "Patel Khan Singh Hussain"
    ),
    "IE": (
        "Brennan Carroll Doyle Egan Fitzgerald Gallagher Hennessy Keane Lynch Murphy Nolan OBrien "
        "Power Quinn Ryan Sheehan Tierney Walsh Byrne Kinsella"
    ),
    "CA": (
        "Archer Bouchard Campbell Desjardins Ferguson Gagnon Hutchison Lavoie MacDonald Nadeau "
        "Olsen Pelletier Roy Sinclair Tremblay Wong Kowalchuk Dhaliwal Beaulieu Friesen"
    ),
    "ZA": (
        "Botha Cele Dlamini Erasmus Fourie Govender Hlongwane Jacobs Khumalo Louw Mokoena Naidoo "
        "Oosthuizen Pillay Radebe Sithole Tshabalala Venter Zulu Pretorius"
    ),
    "AU": (
        "Abbott Bradshaw Callaghan Dempster Elliott Fleming Gallo Harrington Keogh Lombardi McGrath "
        "Nguyen OConnor Papadopoulos Rossi Stanton Tran Wheeler Zammit Hayes"
    ),
    "NZ": (
        "Anderson Bell Cooper Drummond Faleolo Gibbs Henare Kereama Lawson Mitchell Ngata Parata "
        "Rewi Smith Taylor Williams Tamihana Fraser Munro Hodge"
    ),
    "NG": (
        "Adeyemi Bello Chukwu Danjuma Eze Fashola Garba Ibrahim Johnson Kalu Lawal Musa Nwosu "
        "Okafor Okonkwo Olawale Sanni Uche Yusuf Balogun"
    ),
    "KE": (
        "Achieng Barasa Chebet Gitau Hassan Kamau Kariuki Kiprop Langat Maina Mwangi Njoroge "
        "Ochieng Odhiambo Otieno Patel Shah Wafula Wanjiru Mutua"
    ),
    "AE": (
        "Abdulla Bukhari Darwish Farouk Ghanem Haddad Iqbal Jaber Kazim Mansoor Nasser Qureshi "
        "Rahman Saleh Thomas Varghese Yaqoob Zayani Menon Fernandes"
    ),
    "SG": "Ang Chan Chua Goh Ho Koh Lee Lim Neo Ng Ong Pang Quek Seah Tan Teo Wee Yeo Rajan Ismail",
}
_NOUNS = [
    "Foods",
    "Engineering",
    "Logistics",
    "Interiors",
    "Motors",
    "Textiles",
    "Packaging",
    "Fabrications",
    "Retail",
    "Hotels",
    "Farms",
    "Print",
    "Media",
    "Properties",
    "Estates",
    "Consulting",
    "Pharmacies",
    "Hardware",
    "Plumbing",
    "Electrical",
    "Marine",
    "Catering",
    "Security",
    "Flooring",
    "Glazing",
    "Roofing",
    "Timber",
    "Steel",
    "Plastics",
    "Optical",
    "Dental",
    "Travel",
    "Energy",
    "Laboratories",
    "Nurseries",
    "Bakeries",
    "Wines",
    "Supermarkets",
    "Furniture",
    "Systems",
]
_TAILS = ["", "", "Services", "Group", "Holdings", "International", "Solutions", "Trading"]
_LEGAL = {
    "GB": ["Ltd", "Limited", "Limited", "PLC", "LLP"],
    "IE": ["Ltd", "Limited", "DAC", "Teoranta"],
    "CA": ["Inc.", "Ltd.", "Corp.", "Limited"],
    "ZA": ["(Pty) Ltd", "(Pty) Ltd", "CC", "Ltd"],
    "AU": ["Pty Ltd", "Pty Ltd", "Pty Limited", "Ltd"],
    "NZ": ["Ltd", "Limited", "Limited Partnership"],
    "NG": ["Nigeria Ltd", "Ltd", "Plc", "Limited"],
    "KE": ["Ltd", "Limited", "(K) Ltd", "EPZ Ltd"],
    "AE": ["LLC", "FZE", "FZCO", "FZ-LLC"],
    "SG": ["Pte Ltd", "Pte. Ltd.", "LLP"],
}
_PUBLIC = {
    "GB": ["{} Borough Council", "{} NHS Foundation Trust", "University of {}"],
    "IE": ["{} County Council", "{} Education Board", "{} Credit Union"],
    "CA": ["City of {}", "{} School District", "{} Health Authority"],
    "ZA": ["{} Local Municipality", "{} Agricultural Board"],
    "AU": ["{} Shire Council", "{} Regional Council", "TAFE {}"],
    "NZ": ["{} District Council", "{} Health Board"],
    "NG": ["{} State Water Board", "{} Polytechnic"],
    "KE": ["{} County Government", "{} Farmers Sacco"],
    "AE": ["{} Municipality", "{} Free Zone Authority"],
    "SG": ["{} Town Council", "{} Polytechnic"],
}
_TRADING = [
    "Copper Kettle",
    "Blue Heron",
    "Rise & Shine",
    "The Tool Shed",
    "Little Acorns",
    "Fast Lane",
    "Bright Spark",
    "Red Barn",
    "Sea Salt",
    "Urban Loft",
    "Corner House",
    "Green Door",
    "Silver Birch",
    "Top Notch",
    "Happy Paws",
    "Quick Fix",
    "Sunny Side",
    "Old Mill",
    "Wild Thyme",
    "Full Circle",
    "Bean There",
    "North Star",
    "Penny Lane",
    "Hidden Gem",
]
_INSURERS = [
    "Meridian Health",
    "Caduceus Medical Aid",
    "Bluestone Healthcare",
    "Harbour Life",
    "Unity Medical Scheme",
    "Summit Assurance",
    "Guardwell Health",
    "Crestline Mutual",
    "Pinnacle Medical Fund",
    "Anchor Healthcare",
    "Trident Assurance",
    "Oakleaf Health",
]
_FINANCERS = {
    "GB": ["Lexham Invoice Finance Ltd", "Bexley Commercial Finance PLC", "Tradeflow Capital LLP"],
    "IE": ["Shannon Invoice Finance DAC", "Celtic Cashflow Ltd", "Rialto Trade Finance Ltd"],
    "CA": ["Accordant Factors Inc.", "Liquidline Capital Corp.", "Northern Receivables Ltd."],
    "ZA": ["Sasfort Trade Finance Ltd", "Merchant Cashflow (Pty) Ltd", "Nedlink Debtor Finance"],
    "AU": ["Scottline Debtor Finance Pty Ltd", "Moneytide Finance Pty Ltd", "Earlypay Factors Pty Ltd"],
    "NZ": ["Scottline Finance Ltd", "Lock Debtor Finance Ltd", "Tasman Factors Ltd"],
    "NG": ["Lagoon Factoring Ltd", "Heritage Receivables Ltd", "Zebra Trade Finance Ltd"],
    "KE": ["Umati Supply Finance Ltd", "Faida Factors Ltd", "Savanna Trade Finance Ltd"],
    "AE": ["Gulf Receivables Finance FZE", "Beehive Supply Chain LLC", "Oryx Factors LLC"],
    "SG": ["Capital Bridge Pte Ltd", "Validus Trade Pte Ltd", "Straits Factors Pte Ltd"],
}
_GIVEN = [
    "James",
    "Sarah",
    "Michael",
    "Emma",
    "David",
    "Aisha",
    "Thabo",
    "Grace",
    "Wei",
    "Priya",
    "Liam",
    "Niamh",
    "Oluwaseun",
    "Amina",
    "Daniel",
    "Chloe",
    "Peter",
    "Fatima",
    "Kevin",
    "Ruth",
    "Samuel",
    "Joanne",
    "Craig",
    "Nomsa",
    "Ian",
    "Helen",
    "Mark",
    "Tunde",
    "Fiona",
    "Rajesh",
]
_SHORT = {
    "LIMITED": "LTD",
    "COMPANY": "CO",
    "SERVICES": "SERV",
    "INTERNATIONAL": "INTL",
    "ENGINEERING": "ENG",
    "HOLDINGS": "HLDGS",
    "LOGISTICS": "LOG",
    "PROPERTIES": "PROP",
    "FABRICATIONS": "FAB",
    "SOLUTIONS": "SOLN",
    "ELECTRICAL": "ELEC",
    "CONSULTING": "CONS",
    "SUPERMARKETS": "SPMKTS",
    "FURNITURE": "FURN",
    "COUNCIL": "CNCL",
    "MUNICIPALITY": "MUN",
    "UNIVERSITY": "UNIV",
    "FOUNDATION": "FDN",
    "PACKAGING": "PKG",
    "TRADING": "TRDG",
    "PHARMACIES": "PHARM",
    "LABORATORIES": "LABS",
    "BOROUGH": "BORO",
    "AUTHORITY": "AUTH",
    "GROUP": "GRP",
}
_LEGAL_END = re.compile(
    r"(,? \(?(PTY|K)\)? (LTD|LIMITED)| NIGERIA LTD| PTE LTD| EPZ LTD| LTD| LIMITED PARTNERSHIP"
    r"| LIMITED| PLC| LLP| DAC| INC| CORP| CC| LLC| FZE| FZCO| FZ-LLC| TEORANTA)$"
)  # fmt: skip


def places(country: str) -> list[str]:
    """Place-like words a company of the country is named after."""
    text = _PLACES[country]
    return text.split("|") if "|" in text else text.split()


def company(rng: random.Random, country: str) -> str:
    """A company's or public body's name as the ledger writes it."""
    place, surname, noun = (
        rng.choice(places(country)),
        rng.choice(_SURNAMES[country].split()),
        rng.choice(_NOUNS),
    )
    legal, tail = rng.choice(_LEGAL[country]), rng.choice(_TAILS)
    other = rng.choice(_SURNAMES[country].split())
    form = rng.random()
    if form < 0.34:
        words = [place, noun, tail, legal]
    elif form < 0.58:
        words = [surname, noun, tail, legal]
    elif form < 0.70:
        words = [f"{surname} & {other}", rng.choice(["", noun]), legal]
    elif form < 0.76:
        words = [
            f"{rng.choice('ABCDEJKMPRST')}.{rng.choice('ABCDHJLMPRW')}. {surname}",
            rng.choice(["& Sons", noun]),
            legal,
        ]
    elif form < 0.90:
        words = [place, surname, noun, legal]
    elif form < 0.94:
        words = ["The", place, noun, "Company", legal]
    else:
        return rng.choice(_PUBLIC[country]).format(place)
    return " ".join(word for word in words if word)


def twin(rng: random.Random, name: str) -> str:
    """Another company whose name differs by an initial, the ampersand or one word."""
    if " & " in name and rng.random() < 0.5:
        return name.replace(" & ", " ", 1)
    if re.match(r"[A-Z]\.[A-Z]\. ", name):
        return rng.choice("FGNW") + name[1:]
    first, _, rest = name.partition(" ")
    return f"{first} {rng.choice(['North', 'City', 'Central', 'West'])} {rest}"


def person(rng: random.Random, country: str, known: Set[str] = frozenset()) -> str:
    """A private person; one whose name is known already gets initials."""
    given, surname = rng.choice(_GIVEN), rng.choice(_SURNAMES[country].split())
    name = f"{given} {surname}"
    while name in known:
        given += f" {rng.choice('ABCDEFGHJKLMNPRSTW')}"
        name = f"{given} {surname}"
    return name


def trading(rng: random.Random, country: str) -> str:
    """A name over the door that has nothing in common with the company's."""
    return f"{rng.choice(_TRADING)} {rng.choice(places(country))}"


def insurers(country: str) -> list[str]:
    """Health insurers of the country."""
    legal = _LEGAL[country][0]
    return [f"{name} {legal}" for name in _INSURERS]


def financers(country: str) -> list[str]:
    """Factoring and supply-chain finance companies."""
    return _FINANCERS[country]


def upper(name: str) -> str:
    """A bank's capitals: no points, no apostrophes."""
    return re.sub(r"\s+", " ", name.upper().replace(".", "").replace("'", "")).strip()


def without_form(name: str) -> str:
    """Upper-case without the legal form."""
    return _LEGAL_END.sub("", upper(name)) or upper(name)


def shortened(rng: random.Random, name: str) -> str:
    """Upper-case, some words abbreviated, ampersand or article changed, perhaps without legal form."""
    text = upper(name)
    if rng.random() < 0.5:
        text = without_form(name)
    text = " ".join(_SHORT.get(word, word) for word in text.split())
    text = text.removeprefix("THE ")
    if " & " in text:
        text = text.replace(" & ", rng.choice([" AND ", "&", " "]))
    return text


def mistyped(rng: random.Random, text: str) -> str:
    """One typing error somewhere after the first letter."""
    spots = [i for i in range(1, len(text) - 1) if text[i].isalpha() and text[i + 1].isalpha()]
    if not spots:
        return text
    at = rng.choice(spots)
    change = rng.choice(["drop", "swap", "double"])
    if change == "drop":
        return text[:at] + text[at + 1 :]
    if change == "swap":
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at] + text[at:]
