"""The customers of the Pacific companies: names as the ledger has them and as banks and payers mangle "
"them."""

import unicodedata
from dataclasses import dataclass
from random import Random

HALF_WIDTH = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
HALF_WIDTH |= {"\u3099": "ﾞ", "\u309a": "ﾟ"}
# The Japanese interbank text knows no small kana.
SMALL_KANA = str.maketrans("ァィゥェォャュョッ", "アイウエオヤユヨツ")


def entries(text: str) -> list[str]:
    """The parts of a list written as one text, between bars or else blanks."""
    return text.split("|") if "|" in text else text.split()


FIRST = {
    "en": entries(
        "Wattle Banksia Kookaburra Coolabah Billabong Southern Harbour Redgum Ironbark Jarrah Murray Darling "
        "Yarra Swan Hunter Otway Nullarbor Pilbara Barossa Tasman Kauri Rimu Totara Pohutukawa Waikato Otago "
        "Aorangi Kea Tui Huia Maple Cedar Fraser Rideau Algonquin Tundra Prairie Bluenose Laurentian Cabot "
        "Northgate Summit Anchor Beacon Keystone Granite Copper Silver Falcon Heron Osprey Pinnacle Crescent"
    ),
    "sg": entries(
        "Lian Hup|Seng Huat|Kim Leng|Eastern Straits|Merlion|Tanjong|Bukit Jaya|Chin Guan|Hock Lee|"
        "Raffles Quay|"
        "Orchid|Selatan|Jurong Bay|Pacific Star|Golden Dragon|Ban Soon|Wah Kwong|Temasek Link|Nusantara|"
        "Kallang"
    ),
    "in": entries(
        "Shree Ganesh|Sri Balaji|Bharat|Vindhya|Sahyadri|Kaveri|Narmada|Lotus|Ashoka|Chandan|Mehta|"
        "Agarwal|Iyer|"
        "Patel Brothers|Reddy|Jain|Kapoor|Deccan|Konkan|Malabar|Himalaya|Surya|Akash|Vayu|Indus|Nilgiri|"
        "Saraswati"
    ),
    "br": entries(
        "São João|Irmãos Gonçalves|Araújo|Conceição|Paraná|Ipê|Jacarandá|Sertão|Maringá|Três Corações|"
        "Magalhães|"
        "Boa Esperança|Amazônia|Simões|Luís Antônio|Goiás|Atlântica|Brasília|Pão de Ouro|Nova Era|Vitória|"
        "Estância"
    ),
    "mx": entries(
        "Núñez|El Águila|Monterrey|San Ángel|Peña Hermanos|Jalisco|La Montaña|Anáhuac|Quetzal|Ibáñez|"
        "Cañón|Sonora|"
        "Tláloc|Guzmán|Bajío|Hernández y Hijos|Veracruz|Azteca|Del Río|Güemes|Yucatán|Popocatépetl|San José"
    ),
    "ca": entries(
        "Montérégie Sainte-Foy Trois-Rivières Érable Côté Bélanger Gagné Lévesque Chênevert Saguenay"
    ),
}
SECOND = {
    "en": entries(
        "Plumbing Electrical Hardware Timber Roofing Joinery Fencing Landscapes Refrigeration Builders "
        "Motors "
        "Dental Physio Engineering Foods Logistics Vineyards Dairy Tiling Marine Signs Print Media Health "
        "Homes"
    ),
    "sg": entries(
        "Trading|Marine Supplies|Electronics|Shipping|Foodstuff|Engineering|Chemicals|Textiles|Hardware|"
        "Furniture|Precision|Plastics"
    ),
    "in": entries(
        "Textiles|Industries|Pharma|Steel Tubes|Infotech|Exports|Agro Foods|Auto Components|Polymers|"
        "Jewellers|"
        "Logistics|Hospitals|Chemicals|Constructions|Finserv"
    ),
    "br": entries(
        "Comércio de Alimentos|Distribuidora|Supermercados|Materiais de Construção|Drogaria|Padaria|"
        "Transportes|"
        "Confecções|Indústria Química|Móveis|Autopeças"
    ),
    "mx": entries(
        "Abarrotes|Refacciones|Ferretería|Construcciones|Papelería|Farmacias|Transportes|Muebles|Plásticos|"
        "Alimentos|Comercializadora"
    ),
}
LEGAL = {
    "au": ("Pty Ltd", "Pty Limited", "Pty. Ltd.", ""),
    "nz": ("Limited", "Ltd", "Trust", "(NZ) Limited"),
    "sg": ("Pte Ltd", "Pte. Ltd.", "(S) Pte Ltd", "Sdn Bhd", "LLP"),
    "in": ("Private Limited", "Pvt Ltd", "Limited", "LLP", "& Co."),
    "br": ("Ltda", "S.A.", "ME", "EIRELI", "Ltda - EPP"),
    "mx": ("S.A. de C.V.", "S. de R.L. de C.V.", "S.A.P.I. de C.V.", ""),
    "ca": ("Inc.", "Ltd.", "Corp.", "Limited", "Ltée"),
}
PLACES = {
    "au": entries(
        "Geelong Bendigo Cairns Mackay Dubbo Albury Bunbury Hobart Penrith Ipswich Wollongong Ballarat"
    ),
    "nz": entries("Hamilton Tauranga Napier Nelson Dunedin Timaru Taupo Rotorua Whangarei Levin"),
    "sg": entries("Tuas|Woodlands|Changi|Johor|Batam|Penang|Klang|Ubi"),
    "in": entries("Pune|Surat|Chennai|Indore|Nagpur|Kochi|Jaipur|Vizag|Mysuru|Noida"),
    "br": entries("Campinas|Santos|Londrina|Joinville|Recife|Belém|Niterói|Uberlândia"),
    "mx": entries("Puebla|León|Mérida|Tijuana|Saltillo|Toluca|Querétaro|Oaxaca"),
    "ca": entries("Barrie|Guelph|Kelowna|Regina|Halifax|Sudbury|Red Deer|Laval"),
}
# Romanised, kana, kanji.
JP_FAMILY = (
    "Yamada ヤマダ 山田,Sato サトウ 佐藤,Watanabe ワタナベ 渡辺,Kobayashi コバヤシ 小林,"
    "Takahashi タカハシ 高橋,"
    "Itoh イトウ 伊藤,Matsumoto マツモト 松本,Inoue イノウエ 井上,Kimura キムラ 木村,Shimizu シミズ 清水,"
    "Morita モリタ 森田,Fujii フジイ 藤井,Okamoto オカモト 岡本,Nakagawa ナカガワ 中川,Ueda ウエダ 上田,"
    "Hasegawa ハセガワ 長谷川,Ishikawa イシカワ 石川,Goto ゴトウ 後藤,Sakamoto サカモト 坂本,"
    "Endo エンドウ 遠藤,"
    "Nishimura ニシムラ 西村,Fukuda フクダ 福田,Ohta オオタ 太田,Miura ミウラ 三浦,Harada ハラダ 原田"
)
JP_TRADE = (
    "Seisakusho セイサクショ 製作所,Kogyo コウギョウ 工業,Seiki セイキ 精機,Denki デンキ 電機,"
    "Shoji ショウジ 商事,"
    "Kikai キカイ 機械,Tekkosho テッコウショ 鉄工所,Sangyo サンギョウ 産業,Kinzoku キンゾク 金属,"
    "Giken ギケン 技研,"
    "Kaihatsu カイハツ 開発,Butsuryu ブツリュウ 物流"
)
JP_PLACE = (
    "Kita キタ 北,Higashi ヒガシ 東,Osaka オオサカ 大阪,Nagoya ナゴヤ 名古屋,Shin シン 新,"
    "Chuo チュウオウ 中央,"
    "Hokuriku ホクリク 北陸,Kyushu キュウシュウ 九州,Tokai トウカイ 東海,Kobe コウベ 神戸"
)
BRANDS = entries(
    "Zeppy|Blue Door|Tidewell|FreshNest|Norvo|Quickmart|Luma Studio|Bright Kiwi|Ohana|Verdeo|Tamarind|"
    "Kombi|Arcadia|"
    "Mosaiq|Pelican Point|Solea|Vanta|Pepperleaf|Zenkai|Rocket Bay|Casa Lumen|Oakline|Driftwood|Mirai|"
    "Tarka|Yuzu"
)
BRAND_KINDS = entries("Group|Store|Works|Collective|Hub|Online|Services|Co|Point|Labs")
FACTORS = entries(
    "Pacific Trade Finance|Scottish Isle Factors|Austral Cashflow|Orix Receivables|Banco Crédito Sul|"
    "Fundo FIDC Orla|"
    "Maple Funding|Sundaram Factors|Straits Capital"
)
PEOPLE = entries(
    "J MCALLISTER|TAN WEI MING|R SUBRAMANIAN|MARIA L SOUZA|K NAKAMURA|P TE AWA|D TREMBLAY|LIM AH KOW|"
    "S GUPTA|C RAMIREZ|"
    "A WILLIAMSON|H O'DONNELL"
)


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer; `kana` is empty outside Japan, `alias` an unrelated name it also pays under."""

    index: int
    name: str
    bare: str
    kana: str
    number: str
    alias: str
    payer: str
    lag_days: int
    name_habit: str
    reference_habit: str
    monthly: bool
    withheld_pct: float
    on_base: bool


def triples(text: str) -> list[list[str]]:
    """The romanised, kana and kanji form of each entry."""
    return [entry.split() for entry in text.split(",")]


def japanese(rng: Random) -> tuple[str, str, str]:
    """A name as the ledger writes it, without its legal form, and in kana with the bank's legal mark."""
    parts = [rng.choice(triples(JP_FAMILY)), rng.choice(triples(JP_TRADE))]
    if rng.random() < 0.45:
        parts.insert(0, rng.choice(triples(JP_PLACE)))
    kana = "".join(part[1] for part in parts)
    mark, kanji_form, roman_form = rng.choice(
        (("カ)", "株式会社", "K.K."), ("カ)", "株式会社", "Co., Ltd."), ("ユ)", "有限会社", "Y.K."))
    )
    if rng.random() < 0.3:
        bare = "".join(part[2] for part in parts)
        name = kanji_form + bare if rng.random() < 0.5 else bare + kanji_form
    else:
        bare = " ".join(part[0] for part in parts)
        name = f"{bare} {roman_form}"
    return name, bare, mark + kana if rng.random() < 0.7 else kana + "(" + mark[0]


def western(rng: Random, country: str, words: str) -> tuple[str, str, str]:
    """A name as the ledger writes it and without its legal form."""
    first = rng.choice(FIRST["ca"] if country == "ca" and rng.random() < 0.3 else FIRST[words])
    bare = f"{first} {rng.choice(SECOND[words])}"
    if rng.random() < 0.25:
        bare = f"{bare} {rng.choice(PLACES[country])}"
    elif rng.random() < 0.15:
        bare = f"{first} & {rng.choice(('Sons', 'Partners', 'Daughters'))} {rng.choice(SECOND[words])}"
    return f"{bare} {rng.choice(LEGAL[country])}".strip(), bare, ""


def half_width(kana: str) -> str:
    """Katakana as the interbank system carries it: half width, no small letters, voicing marks apart."""
    text = unicodedata.normalize("NFD", kana.translate(SMALL_KANA))
    return "".join(HALF_WIDTH.get(letter, letter) for letter in text)


def ascii_upper(text: str) -> str:
    """Upper case without accents; other scripts vanish."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper().strip()


def abbreviated(bare: str, how: int) -> str:
    """Initials before the last word, clipped words, or words without their vowels."""
    words = bare.replace("&", "").split()
    if len(words) < 2:
        return bare[: max(4, len(bare) // 2)]
    if how == 0:
        return "".join(word[0] for word in words[:-1]) + " " + words[-1]
    if how == 1:
        return " ".join(word[:4] for word in words)
    return " ".join(word[0] + "".join(c for c in word[1:] if c.lower() not in "aeiou") for word in words)


def shown_name(customer: Customer, state: str, width: int, how: int) -> str:
    """What the bank line says for the payer in that state, at most `width` characters long; `how` (0 to 2)
    picks the way of abbreviating.
    """
    if state == "missing":
        return ""
    if state == "trading":
        return ascii_upper(customer.alias)[:width]
    if state == "third_party":
        return ascii_upper(customer.payer)[:width]
    if customer.kana:
        kana = half_width(customer.kana)
        if state == "no_legal":
            kana = kana.replace("ｶ)", "").replace("ﾕ)", "").replace("(ｶ", "").replace("(ﾕ", "")
        return kana[: 30 if state == "full" else 20 if state != "abbreviated" else 9]
    if state == "full":
        return customer.name
    if state == "no_legal":
        return ascii_upper(customer.bare)[: max(width, 18)]
    if state == "abbreviated":
        return ascii_upper(abbreviated(customer.bare, how))[:width]
    return ascii_upper(customer.name)[:width]
