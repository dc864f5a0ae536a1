"""Which currency a document's country uses, told by its registrations, postal codes and addresses."""
# ruff: noqa: E501 - a table of words reads by its rows

import re

_STATES = (
    "al|ak|az|ar|ca|co|ct|dc|de|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|"
    "nc|nd|"
    "oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy"
)
_EURO_VAT = (
    r"\b(?:atu[0-9]{8}|be ?[01][0-9]{3}[. ]?[0-9]{3}[. ]?[0-9]{3}|de ?[0-9]{9}|fr ?[0-9a-z]{2} ?[0-9]{9}|"
    r"nl ?[0-9]{9}b[0-9]{2}|es[a-z][0-9]{8}|it ?[0-9]{11}|ie ?[0-9][0-9a-z][0-9]{5}[a-z]{1,2}|pt ?[0-9]{9}|"
    r"fi ?[0-9]{8}|lu ?[0-9]{8}|sk[0-9]{10}|si[0-9]{8}|ee[0-9]{9}|lv[0-9]{11}|el[0-9]{9})\b"
)
_EURO_IBAN = (
    r"\b(?:at|be|de|es|fi|fr|gr|ie|it|lu|nl|pt|sk|si|ee|lv|lt|mt|cy|hr)[0-9]{2} ?[0-9a-z]{4} ?[0-9a-z]{4}"
)

# Currency, weight of one kind of sign, and the sign over folded text. A kind counts once: a footer repeats itself.
_SIGNS: tuple[tuple[str, float, str], ...] = (
    ("USD", 2.0, rf"(?:^|[ ,])(?:{_STATES})\.?,? [0-9]{{5}}(?:-[0-9]{{4}})?\b"),
    ("USD", 2.0, r"\bein\b ?[:#]? ?[0-9]{2}-[0-9]{7}|\bfederal (?:tax )?id\b|united states|\busa\b|\bu\.s\.a"),
    ("USD", 1.0, r"\bsales tax\b|\brouting (?:number|no|#)|\baba\b|\btax id\b"),
    ("CAD", 2.0, r"\bcanada\b|\bhst\b|\bqst\b|\btps\b|\btvq\b|\bontario\b|\bquebec\b|british columbia|\balberta\b"),
    ("CAD", 2.0, r"\b[abceghjklmnprstvxy][0-9][a-z] ?[0-9][a-z][0-9]\b"),
    ("CAD", 1.0, r"\.ca\b"),
    ("AUD", 2.0, r"\babn\b|\baustralia\b|\b(?:nsw|vic|qld|tas|act|wa|sa) [0-9]{4}\b|\bbsb\b"),
    ("AUD", 1.5, r"\.com\.au\b|\bpty\.? ltd"),
    ("NZD", 2.5, r"new zealand|\.co\.nz\b|\bnzbn\b"),
    ("NZD", 2, r"\b[0-9]{2}-[0-9]{4}-[0-9]{7}-[0-9]{2,3}\b"),  # its bank accounts
    ("NZD", 2, r"\b(?:auckland|christchurch|palmerston north|tauranga|dunedin)\b"),
    ("SGD", 2.5, r"\bsingapore\b|\.com\.sg\b|\buen\b"),
    ("HKD", 2.5, r"\bhong kong\b|\.com\.hk\b"),
    ("INR", 2.5, r"\bgstin\b|\bindia\b|\bcgst\b|\bsgst\b|\bigst\b|\brupees\b"),
    ("INR", 1.0, r"\bcin ?:|\bpan ?(?:no|:)|\bpvt\b|\.co\.in\b|\.in\b"),
    ("GBP", 2.0, r"united kingdom|\.co\.uk\b|\b(?:england|scotland|wales)\b|\bpounds sterling\b|\bsort code\b"),
    ("GBP", 1.5, r"\b(?!r[0-9])[a-z]{1,2}[0-9][a-z0-9]? [0-9][a-z]{2}\b|\bgb ?[0-9]{3} ?[0-9]{4} ?[0-9]{2}\b"),
    ("ZAR", 2.5, r"south africa|\.co\.za\b|\(pty\) ltd|\brand\b"),
    ("JPY", 2.5, r"\bjapan\b|\btokyo\b|\bosaka\b|\bkyoto\b|\byen\b|\.co\.jp\b|\.jp\b|[\u3040-\u30ff]|\bconsumption tax\b"),
    ("CNY", 2.5, r"\bchina\b|\bbeijing\b|\bshanghai\b|\bshenzhen\b|\bguangzhou\b|\bhangzhou\b|\bfapiao\b|\brmb\b"),
    ("CHF", 3.0, r"\bche-? ?[0-9]{3}|\b(?:schweiz|suisse|svizzera|switzerland)\b|\bch[0-9]{2} ?[0-9]{4} ?[0-9]{4}"),
    ("CHF", 1.5, r"\.ch\b|\bch-[0-9]{4}\b"),
    ("SEK", 2.5, r"\bsverige\b|\bsweden\b|\bbankgiro\b|\bplusgiro\b|\bf-skatt\b|\bse[0-9]{12}\b|\bkronor\b"),
    ("SEK", 1.5, r"\.se\b|\borg\.? ?-?nr\.? ?5[0-9]{5}-[0-9]{4}|\batt betala\b|\bse-[0-9]{3} ?[0-9]{2}\b"),
    ("DKK", 2.5, r"\bdanmark\b|\bdenmark\b|\bcvr\b|\bdk[0-9]{8}\b|\.dk\b|\bi alt\b"),
    ("NOK", 2.5, r"\bnorge\b|\bnorway\b|\bmva\b|\.no\b|\bforetaksregisteret\b|\ba betale\b"),
    ("PLN", 2.5, r"\bpolska\b|\bpoland\b|\bnip\b|\bregon\b|\.pl\b|\bzlot"),
    ("CZK", 2.5, r"\bceska\b|\bczech\b|\bdic\b|\bdph\b|\.cz\b"),
    ("HUF", 2.5, r"\bmagyar|\bhungary\b|\badoszam\b|\bafa\b|\.hu\b"),
    ("RON", 2.5, r"\bromania\b|\bc\.?u\.?i\b|\.ro\b|\blei\b"),
    ("TRY", 2.5, r"\bturkiye\b|\bturkey\b|\bkdv\b|\.com\.tr\b"),
    ("BRL", 3.0, r"\bcnpj\b|\bbrasil\b|\bbrazil\b|\.com\.br\b|\.br\b|\breais\b"),
    ("MXN", 3.0, r"\bmexico\b|\.com\.mx\b|\.mx\b|\brfc\b|\bcfdi\b|de c\.?v\b"),
    ("CLP", 3.0, r"\bchile\b|\br\.?u\.?t\b\.?|\bs\.?i\.?i\b|\.cl\b"),
    ("COP", 3.0, r"\bcolombia\b|\bnit\b|\bdian\b|\.com\.co\b"),
    ("ARS", 3.0, r"\bargentina\b|\bcuit\b|\bafip\b|\.com\.ar\b"),
    ("PEN", 3.0, r"\bperu\b|\bs/ ?[0-9]|\bsunat\b|\.com\.pe\b"),
    ("XOF", 2.5, r"\bsenegal\b|\bdakar\b|cote d'ivoire|\babidjan\b|\bbenin\b|\bcotonou\b|\btogo\b|\blome\b|\bmali\b|\bbamako\b|burkina|\bninea\b"),
    ("XAF", 2.5, r"\bcameroun\b|\bcameroon\b|\bdouala\b|\byaounde\b|\bgabon\b|\blibreville\b|\bcongo\b|\bbrazzaville\b|\btchad\b"),
    ("MAD", 2.5, r"\bmaroc\b|\bmorocco\b|\bcasablanca\b|\brabat\b|\bmarrakech\b|\bice ?:? ?[0-9]{15}|\.ma\b"),
    ("TND", 2.5, r"\btunisie\b|\btunisia\b|\btunis\b|\.tn\b"),
    ("DZD", 2.5, r"\balgerie\b|\balgeria\b|\balger\b|\.dz\b"),
    ("BDT", 2.5, r"bangladesh|\bdhaka\b"),
    ("NPR", 2.5, r"\bnepal\b|kathmandu"),
    ("MUR", 2.5, r"mauritius|port louis"),
    ("UGX", 2.5, r"\buganda\b|\bkampala\b"),
    ("TZS", 2.5, r"tanzania|dar es salaam"),
    ("CRC", 2.5, r"costa rica"),
    ("GTQ", 2.5, r"guatemala"),
    ("DOP", 2.5, r"dominicana|santo domingo|\brnc\b"),
    ("UYU", 2.5, r"\buruguay\b|montevideo"),
    ("PYG", 2.5, r"paraguay|\basuncion\b"),
    ("BOB", 2.5, r"\bbolivia\b|\bla paz\b"),
    ("QAR", 2.5, r"\bqatar\b|\bdoha\b"),
    ("KWD", 2.5, r"\bkuwait\b"),
    ("BGN", 2.5, r"\bbulgaria\b|българия|\bеик\b|\bлева\b|\bсофия\b"),
    ("UAH", 2.5, r"\bukraine\b|україна|\bгрн\b|\bпдв\b|\bєдрпоу\b"),
    ("RUB", 2.5, r"\brussia\b|россия|\bинн\b|\bндс\b|\bруб"),
    ("ISK", 2.5, r"\bisland\b|\biceland\b|\bkennitala\b|\bvsk\b|\breykjavik\b|\.is\b"),
    ("VND", 2.5, r"\bvietnam\b|\bviet nam\b|\bhoa don\b|\bma so thue\b"),
    ("KRW", 2.5, r"\bkorea\b|\bseoul\b|\.co\.kr\b"),
    ("SAR", 2.5, r"saudi|\briyadh\b|\bjeddah\b"),
    ("EGP", 2.5, r"\begypt\b|\bcairo\b"),
    ("GHS", 2.5, r"\bghana\b|\baccra\b"),
    ("PKR", 2.5, r"\bpakistan\b|\bkarachi\b|\blahore\b|\bntn\b"),
    ("LKR", 2.5, r"sri lanka|\bcolombo\b"),
    ("TWD", 2.5, r"\btaiwan\b|\btaipei\b"),
    ("EUR", 2.0, r"ελλαδα|\bαφμ\b|\bφπα\b|\bαθηνα\b|slovensk|bratislava|\bljubljana\b|\bslovenij|\bhrvatska\b|\bzagreb\b|"
                 r"\beesti\b|\btallinn\b|\blatvij|\briga\b|\blietuva\b|\bvilnius\b|\bmalta\b|\bcyprus\b|"
                 r"\bkypros\b"),
    ("RSD", 2.5, r"\bsrbija\b|\bserbia\b|\bpib\b|\bdinara\b"),
    ("ILS", 2.5, r"\bisrael\b|\.co\.il\b"),
    ("THB", 2.5, r"\bthailand\b|\bbaht\b|\.co\.th\b"),
    ("MYR", 2.5, r"\bmalaysia\b|\bringgit\b|\.com\.my\b|\bsst no\b"),
    ("IDR", 2.5, r"\bindonesia\b|\bnpwp\b|\brupiah\b|\.co\.id\b"),
    ("PHP", 2.5, r"\bphilippines\b|\.com\.ph\b|\bpesos\b"),
    ("KES", 2.5, r"\bkenya\b|\.co\.ke\b|\bkra pin\b"),
    ("NGN", 2.5, r"\bnigeria\b|\bnaira\b|\.com\.ng\b"),
    ("DKK", 1.5, r"\baps\b|\ba/s\b|kobenhavn|\baarhus\b|\bodense\b|\bbelob\b|\bforfaldsdato\b"),
    ("NOK", 1.5, r"\boslo\b|\bbergen\b|\btrondheim\b|\bstavanger\b|\bbelop\b|\bforfallsdato\b|\borg\.? ?nr\.? ?[89][0-9]{2} "),
    ("SEK", 1.5, r"\bstockholm\b|\bgoteborg\b|\bmalmo\b|\bbelopp\b|\bforfallodatum\b|\boresutjamning\b"),
    ("PLN", 1.5, r"\bsp\. ?z ?o\. ?o|\bwarszawa\b|\bkrakow\b|do zaplaty|\bnabywca\b"),
    ("CZK", 1.5, r"\bpraha\b|\bbrno\b|k uhrade|\bodberatel\b"),
    ("HUF", 1.5, r"\bkft\b|\bbudapest\b|\bfizetendo\b|\bszamla\b"),
    ("RON", 1.5, r"\bbucuresti\b|\bcluj\b|\bfurnizor\b|total de plata"),
    ("CHF", 1.0, r"\bzurich\b|\bbern\b|\bbasel\b|\blausanne\b|\bgeneve\b|\bluzern\b|empfangsschein"),
    ("AED", 2.5, r"\bdubai\b|\bu\.?a\.?e\b|\bemirates\b|\babu dhabi\b"),
    ("EUR", 2.0, _EURO_VAT),
    ("EUR", 2.0, _EURO_IBAN),
    ("EUR", 1.5, r"\bust-?id|\bamtsgericht\b|\bsiret\b|\bsiren\b|\bkvk\b|\bbtw\b|\bp\.? ?iva\b|partita iva|\bcif\b|\bnipc\b|y-tunnus"),
    ("EUR", 1.0, r"\bmwst\b|\btva\b|\biva\b|\.(?:de|fr|nl|es|it|be|at|ie|pt|fi|lu|eu)\b|\bnif\b|\bcontribuinte\b"),
    ("EUR", 2.0, r"\b(?:deutschland|germany|france|nederland|netherlands|espana|spain|italia|italy|belgi[eq][a-z]*|austria|osterreich|"
                 r"ireland|portugal|finland|luxembourg|greece)\b|\beuros?\b"),
)  # fmt: skip
_COMPILED = tuple((code, weight, re.compile(sign, re.MULTILINE)) for code, weight, sign in _SIGNS)


def scores(folded: str) -> dict[str, float]:
    """How much in a folded text speaks for each currency's country."""
    found: dict[str, float] = {}
    for code, weight, sign in _COMPILED:
        if sign.search(folded):
            found[code] = found.get(code, 0.0) + weight
    return found


def best(folded: str, among: frozenset[str] | None = None) -> tuple[str, float]:
    """The likeliest currency and its lead over the next; "" when nothing speaks for any."""
    ranked = sorted(
        ((weight, code) for code, weight in scores(folded).items() if among is None or code in among),
        reverse=True,
    )
    if not ranked:
        return "", 0.0
    return ranked[0][1], ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0.0)
