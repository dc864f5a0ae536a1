"""What a company's name looks like on paper, and how it shows in its addresses on the web."""

import re

from core.intake.currency_codes import CODES
from core.intake.documents.words import fold, tidy

_FORM = (
    r"(?:(?:(?:ith\. |ihr\. )*(?:san\. |tic\. |ve |paz\. )*)?(?:ltd\. sti|a\.s)|"
    r"gmbh(?: ?[&+] ?co\.? ?(?:kg|kgaa|ohg)(?:aa)?)?|part(?:g|nerg\.?)(?: ?mbb)?|mbb|mbh|ag|kg|ohg|gbr|"
    r"ug(?: ?\(haftungsbeschrankt\))?|e\.? ?k\.?|e\.? ?v\.?|e\.? ?g\b|"
    r"s\.? ?a\.? de c\.? ?v|s\.? de r\.? ?l\.? de c\.? ?v|s\.? ?a\.? ?p\.? ?i\.? de c\.? ?v|"
    r"co\.?,? ?ltd|co\.?,? ?limited|company limited|k\.k|kabushiki kaisha|g\.k|"
    r"ltd|limited|llc|l\.l\.c|llp|lp|l\.p|plc|p\.l\.c|inc|incorporated|corp|corporation|"
    r"co|company(?!\.? ?(?:no\b|num|reg))|pvt\.? ltd|"
    r"private limited|\(?pty\)?\.? ltd|\(?pty\)?\.? limited|pte\.? ltd|sdn\.? bhd|dac|"
    r"b\.? ?v|n\.? ?v|v\.?o\.?f|"
    r"s\.?a\.?(?:i\.?c\.?(?:f\.?(?:e\.?i)?)?|c\.?i\.?(?:f\.?(?:i\.?a)?)?)|"
    r"s\.?a\.?(?: ?r\.? ?l)|s\.?a\.?s(?:\.?u)?|s\.?a\.?u|s\.?l\.?p|s\.?a|e\.?u\.?r\.?l|s\.?n\.?c|"
    r"s\.?c\.?i|"
    r"s\.?c\.?o\.?p|s\.? ?l(?:\.? ?u)?|s\.? ?c|s\.? ?r\.? ?l(?:\.?s)?|s\.? ?p\.? ?a|a/s|aps|i/s|ab|oy|oyj|"
    r"s\.? ?coop(?:\.? and)?|teoranta|teo|kommanditbolag|s\.? ?l\.? ?l|og|ltd\.? sti|ltee|"
    r"san\.? tic\.? a\.s|ou|osauhing|ehf|hf|ky|"
    r"tmi|j\.d\.o\.o|s\.p|obrt|eood|ead|ood|ad|s\.?a\.?c|e\.i\.r\.l|s/a|me|jsc|spol\. s r\.o|zrt|α\.?ε|"
    r"ε\.?π\.?ε|ι\.?κ\.?ε|ο\.?ε|ε\.?ε|а\.?д|еоод|еад|оод|д\.о\.о|sa de cv|p\.c|pllc|p\.l\.l\.c|bt|nyrt|d\.d|"
    r"as|asa|ans|"
    r"sp\. ?z ?o\.? ?o|sp\. ?j|sp\. ?k|s\.r\.o|a\.s|d\.o\.o|kft|zrt|lda|ltda|unipessoal lda|eireli|bvba|"
    r"sprl|srl|"
    r"se|sagl|sa|hb|handelsbolag|kommanditbolag|"
    r"& (?:sons?|sohne|fils|figli|zonen|hijos|filhos|bros\.?)|tbk|est|w\.?l\.?l|s\.a\.l|fzco|fze)"
)
LEGAL_FORM = re.compile(rf"(?:^|(?<![0-9])[\s,(]){_FORM}(?:\.?,? {_FORM})?\.{{0,2}}\)?(?=$|[\s,;:)])")
_SPLIT = re.compile(
    r"\s+[-–—|•●·*/∙■▪]+\s+|\s{2,}|\s*[|•●·∙■▪]\s*|,\s+(?=(?:[0-9]|[A-Z][a-zäöüß]+(?:str|weg|platz)|P\.?O|"
    r"rue|calle|via)\b)|,\s*$|\s+:\s*$"
)
_DOMAIN = re.compile(
    r"(?:www\.|https?://(?:www\.)?|@)(?P<host>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+)"
)
_BARE_DOMAIN = re.compile(
    r"(?<![\w@./])(?P<host>[a-z0-9][a-z0-9-]{2,}\.(?:com|net|org|de|fr|nl|es|it|be|at|ch|eu|co\.uk|io|in|"
    r"us|ca|com\.au))(?![\w])"
)
_MAIL_HOSTS = re.compile(
    r"gmail|googlemail|yahoo|hotmail|outlook|live|gmx|web|t-online|orange|wanadoo|free|laposte|icloud|aol|"
    r"msn|libero|"
    r"example|localhost|paypal|tcpdf|adobe|proton(?:mail)?|sfr|ziggo|kpnmail|telefonica"
)
_NOT_NAME = re.compile(
    r"^(?:page|seite|pagina|tel|telefone?|telefono|telephone|reg|org|head office|company\Z|premium|policy|"
    r"check-?(?:in|out)|postadress|postadresse|nome|numero|shipper|carrier|fax|phone|mobile|email|e-mail|mail|www|http|iban|bic|swift|vat|tva|ust|"
    r"btw|p\.? ?iva|date|datum|"
    r"invoice|tax invoice|rechnung|facture|factuur|factura|fattura|credit note|gutschrift|avoir|receipt|"
    r"original|copy|duplicate|"
    r"(?:e|online)-?ticket|e?-?ticket|itinerary|booking|reservation|confirmation|boarding|"
    r"inhaber|inhaberin|inh|prop|owner|visa|mastercard|paypal|amex|american express|"
    r"szamla|fatura|faktura|lasku|bolletta|boleta|e-?fatura|e-?faktura|kvittering|kvitto|kuitti|racun|"
    r"predracun|"
    r"duplicata|kopie|copie|paid|bezahlt|paye|entwurf|draft|thank|danke|merci|bedankt|gracias|grazie|dear|"
    r"hi|hello|hallo|bonjour|madame|monsieur|hola|estimad[oa]s?|ciao|gentile|ola|hej|liebe[rs]?|beste|geachte|"
    r"sehr|description|"
    r"beschreibung|amount|quantity|total|subtotal|reference|ref|attn|po box|postfach|bp|payment|terms|notes?|"
    r"bank|konto|account|siret|siren|rcs|kvk|handelsregister|amtsgericht|geschaftsfuhrer|"
    r"capital(?= soc| de| of|:|\Z)|siege|"
    r"order|customer|client|"
    r"kunde|klant|cliente|number|nr|no|address|adresse|statement|sales|pro ?forma|vous|votre|your|ihre|uw|"
    r"su|we|please|bitte|billing|shipping|"
    r"general terms|terms and conditions|allgemeine|conditions generales|algemene voorwaarden|remittance|"
    r"our|did you know|qty|quantity|unit price|omschrijving|bezeichnung|designation|descripcion|descrizione|"
    r"descricao|concepto|beskrivelse|beskrivning|benamning|nazwa|menge|anzahl|aantal|cantidad|quantita|ilosc|"
    r"(?:powered|created|generated|printed|produced) (?:by|with|using)|(?:erstellt|gedruckt) mit|"
    r"computer generated|this is|all prices|summary|details|overview|call|contact|help|"
    r"(?:name|street|city|town|country|state|zip|vat number|site|machine)\Z|"
    r"(?:received|prepared|checked|approved|signed) by|including|hotel check|primary guest|von\Z|"
    r"\w*(?:faktura|rechnung|factuur|rakning|regning)\Z|[\w ]+ agreement\Z|"
    r"by|fao|t\.?a\.?v|z\.? ?hd|hyresavi|husleie|opkraevning|e-arsiv|ozellestirme|"
    r"cash\Z|change\Z|card\Z|room\Z|questions|fragen|service|kundenservice|"
    r"accounts? payable|accounting|finance|purchasing|attn|attention|dept|department\Z|shipper|consignee|"
    r"consignor|"
    r"kreditorenbuchhaltung|buchhaltung|einkauf|comptabilite|administratie|contabilidad|"
    r"p[oó]liza|nif|cif|ein|abn|gst|gstin|pan|cin|code|item|cheque|tax|authori[sz]ed|signature|for)\b"
)
# Of those, words that firms begin their names with: with a legal form behind them they are names.
_IN_NAMES = re.compile(
    r"^(?:service|sales|total|original|order|contact|help|call|statement|your|we|su|tel|code|finance|"
    r"accounting|tax|our|computer|notes|copy|paid|general|details|summary|account|date|reg|hi|page|premium|policy|"
    r"swift|visa|address|number)\b[^:]*\Z"
)
# A heading may carry the name and what the document is: "Acme Web Services Invoice".
_TITLE_BEHIND = re.compile(
    r"\s+(?:tax |vat |sales )?(?:invoice|statement|receipt|bill|credit note|rechnung|"
    r"facture|factuur|factura|fattura)\Z",
    re.IGNORECASE,
)


def is_titled(text: str) -> bool:
    """Whether a line ends in what the document is ("Delivery Service Invoice")."""
    return _TITLE_BEHIND.search(text) is not None


# Little words that make a sentence of a line; one of them may well stand in a name.
_PROSE = re.compile(
    r"\b(?:not|to|be|is|are|was|their|this|that|your|you|will|for|with|has|have|please|used)\b.*"
    r"\b(?:not|to|be|is|are|was|their|this|that|your|you|will|for|with|has|have|please|used|company|"
    r"payment)\b"
    r"|\bmay (?:be|include|contain|apply|not)\b|\b(?:is|are|was|were|has|have|their|will|please|bitte|"
    r"wird|wurde|werden|sind|est(?!\.?\Z)|sont|wordt|zijn|sono|una)\b"
)
_STREET = re.compile(
    r"(?:\b[0-9]{1,5}[a-z]?,? +[a-z].{2,}|.{3,} [0-9]{1,4} ?[a-z]?$|\b(?:rue|avenue|boulevard|chemin|"
    r"place|via|viale|piazza|corso|calle|"
    r"avda|paseo|plaza|camino|street|st|road|rd|lane|drive|suite|floor|building|straat|laan|weg|plein|"
    r"strasse|str|allee|platz|gracht|"
    r"singel|kade|dreef|ave|blvd|way|p\.?o\.? box|postfach|postbus)\b)"
)
_POSTAL = re.compile(
    r"\b[0-9]{4,6} +[a-z]{2,}|\b[0-9]{4} ?[a-z]{2}\b +[a-z]{3,}|\b[a-z]{2},? +[0-9]{5}(?:-[0-9]{4})?\b|"
    r"\b[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}\b|\b[a-z]{1,2}-?[0-9]{4,5} +[a-z]{3,}|"
    r"[a-z]{3,},? -? ?[0-9]{5,6}\b|[a-z]{3,} -? ?[0-9]{3} [0-9]{3}\b|\b[a-z][0-9][a-z] ?[0-9][a-z][0-9]\b|"
    r"[a-z]{3,} [0-9]{4}$|\b[a-z][0-9][0-9w] ?(?=[0-9]*[a-z])[a-z0-9]{4}\b|\b[0-9]{4}-[0-9]{3} +[a-z]{3,}|"
    r"\b[0-9]{2}-[0-9]{3} +[a-z]{3,}|\b(?:se-?)?[0-9]{3} [0-9]{2} +[a-z]{3,}|[a-z]{3,} +[0-9]{3}-[0-9]{4}\b|"
    r"\b[0-9]{5}-[0-9]{3}\b|\b(?:nsw|vic|qld|wa|sa|tas|act|nt) [0-9]{4}\b"
)
_COUNTRY = re.compile(
    r"^(?:germany|deutschland|france|nederland|netherlands|the netherlands|spain|espana|italy|italia|"
    r"united states(?: of america)?|usa|united kingdom|"
    r"uk|great britain|belgium|belgique|belgie|austria|osterreich|switzerland|schweiz|suisse|india|canada|"
    r"australia|ireland|hong kong|luxembourg|"
    r"portugal|poland|sweden|denmark|norway|finland)$"
)


_ZIP = re.compile(r" ?(?:[0-9]{5}\b|[a-z][0-9][a-z] ?[0-9][a-z][0-9]\b)")
# A street without its number, which commas leave behind.
_STREET_ALONE = re.compile(
    r"^(?:pol\.? ?ind|poligono|z\.?[ai]\.?|zone|plot no|"
    r"rue|av|avenue|avenida|boulevard|bd|chemin|via|viale|piazza|corso|calle|c/|avda|paseo|rua|praca|"
    r"largo|ul|ulica|aleja|al\.|"
    r"square|quai|impasse|allee|cours|route)\b\.? .+|.+ (?:road|street|avenue|lane|drive|quay|terrace|"
    r"crescent|boulevard|"
    r"rd|blvd|ave|str|strasse|straat|laan|weg|vej|gade|gate|gata|vagen|gatan|katu)\Z|"
    r"[^0-9]+ [0-9]+/[0-9]+[a-z]?\Z|.+(?:strasse|straat|"
    r"str\.|gatan|vagen|katu)\Z"
)


def is_street(text: str) -> bool:
    """Whether a line is the street of an address."""
    return _STREET.search(fold(text)) is not None


def is_postal(text: str) -> bool:
    """Whether a line holds a postal code with its town."""
    return _POSTAL.search(fold(text)) is not None


def is_country(text: str) -> bool:
    """Whether a line is a country's name."""
    return _COUNTRY.match(fold(text).strip(" .,")) is not None


_LABEL_BEFORE = re.compile(r"[^\W\d][\w. ]{1,24}? ?:\s+")
# "Issued by Acme Ltd as agent for ..."
_WRITTEN_BY = re.compile(
    r"(?:(?:this (?:invoice|document|ticket) (?:is|was) )?"
    r"(?:issued|sold|supplied|provided|operated|delivered|prepared|billed) by (?:m/s\.? )?|"
    r"(?:ausgestellt|erstellt) (?:von|durch)|[eé]mise? par|vendue? par|emitid[ao] por|vendido por|"
    r"emess[ao] da|uitge(?:geven|reikt) door|wystawion[aoy] przez|utf[aä]rdad av|udstedt af|"
    r"(?:©|\(c\)|copyright)(?: ?(?:©|\(c\)))? ?"
    r"(?:19|20)[0-9]{2}(?: ?[-–] ?(?:19|20)[0-9]{2})?,?(?: by)?|"
    r"(?:please )?(?:make )?(?:all )?(?:cheques|checks) (?:are )?(?:to be )?(?:made )?payable to|"
    r"thank you for (?:choosing|shopping (?:at|with)|doing business with|booking with|flying(?: with)?)) *",
    re.I,
)
_BOAST = re.compile(
    r",? (?:au capital|con (?:unico )?socio|capital social|is registered|registered (?:in|office))\b", re.I
)
_PARTNERS = re.compile(r" di [a-z .']{3,40}? & c\b\.?")
_ASIDE = re.compile(r"\s+\([a-z][^()]*\)\Z")


def head(text: str) -> str:
    """The name at the head of a line such as "Acme GmbH - Street 1 - 12345 Town"."""
    label = _LABEL_BEFORE.match(text) or _WRITTEN_BY.match(text)
    if label and has_legal_form(text[label.end() :]):
        text = text[label.end() :]
    parts = [part for part in _SPLIT.split(tidy(text)) if part]
    name = _BOAST.split(_whole(parts, text))[0] if parts else ""
    folded = fold(name)
    end = 0 if folded.startswith("cong ty ") else _end_of_forms(name, folded)
    if end:
        partners = _PARTNERS.match(folded, end)
        name = _WORD_BEHIND.sub("", name[: partners.end() if partners else end])
    elif "," in name:
        name = name.split(",")[0]
    if has_legal_form(name.removesuffix(" as")):
        name = name.removesuffix(" as")  # "Acme Ltd as agent for"
    if not end:
        name = _ASIDE.sub("", name)
    return _TITLE_BEHIND.sub("", name).strip(" ,;:-–|*(")


# Forms that may stand inside a name as well ("Rogers & Co Chartered Surveyors").
_INSIDE = re.compile(r"[\s,]*(?:co|company|corporation|& (?:sons?|co|bros))\.?\Z")
_BETWEEN = re.compile(r"(?:[\s.]*(?:[A-ZÀ-Þ][\w'&-]*\.?|&|of|de|del|di|du)){0,4}[\s.,]*")


def _end_of_forms(name: str, folded: str) -> int:
    """Where the legal form of a name ends; 0 where it has none. Of several the last one counts that ends the
    text with words of a name before it ("Coin Co International Plc")."""
    found = [
        one
        for one in LEGAL_FORM.finditer(folded)
        if one.start() > 2 and not _is_word(name, one)  # "Reno, NV 89501" is a town in Nevada
    ]
    if not found:
        return 0
    first, last = found[0], found[-1]
    ends = not name[last.end() :].strip(" .,;)")
    if last is not first and ends and _BETWEEN.fullmatch(name, first.end(), last.start()):
        return last.end()
    behind = name[first.end() :].split(",")[0]
    if _INSIDE.fullmatch(first[0]) and behind.strip() and _BETWEEN.fullmatch(behind):
        return first.end() + len(behind)
    return first.end()


def _whole(parts: list[str], text: str) -> str:
    """The first part of a line, and the second where a dash stands inside a firm's name."""
    first = parts[0]
    if len(parts) < 2 or has_legal_form(first) or not has_legal_form(parts[1]):
        return first
    if any(letter.isdigit() for letter in first + parts[1]) or len(first) + len(parts[1]) > 60:
        return first
    if fold(first).split()[0] in fold(parts[1]).split():
        return parts[1]  # the brand before the firm
    between = tidy(text)[len(first) :].split(parts[1], 1)[0]
    return f"{first}{between}{parts[1]}" if between.strip() in ("-", "–", "—") else first


# Forms that stand before the name ("SARL Hôtel des Remparts").
_FORM_FIRST = re.compile(
    r"(?:sarl|sas|sasu|eurl|sci|snc|scop|stichting|vzw|asbl|firma|pt|cv|uab|sia|mb|ooo|tov|ооо|оао|зао|ао|"
    r"пао|ип|тов|фоп|cong ty|as|ou) \w{2}"
)


def has_legal_form(name: str) -> bool:
    """Whether a name ends in the form of a company (GmbH, Ltd, S.r.l. ...)."""
    folded = fold(name)
    if _FORM_FIRST.match(folded):
        return True
    return any(found.start() > 1 and not _is_word(name, found) for found in LEGAL_FORM.finditer(folded))


_FORM_ALONE = re.compile(rf"{_FORM}(?:\.?,? {_FORM})?\.?")


def is_form_alone(text: str) -> bool:
    """Whether a line is a company's form and nothing else ("B.V.")."""
    return _FORM_ALONE.fullmatch(fold(text)) is not None


# Forms that are words when written small ("sold as", "the company").
_WORDS = frozenset(
    {
        "as",
        "ans",
        "se",
        "sa",
        "co",
        "sc",
        "bt",
        "hb",
        "ab",
        "og",
        "ou",
        "me",
        "ad",
        "hf",
        "ky",
        "s.p",
        "est",
        "company",
    }
)
_WORD_BEHIND = re.compile(rf"(?<=[\w.])\s+(?:{'|'.join(sorted(_WORDS - {'s.p', 'company'}))})\Z")


def _is_word(name: str, found: re.Match[str]) -> bool:
    written = name[found.start() : found.end()].strip(" ,.()")
    return written in _WORDS or _ZIP.match(fold(name), found.end()) is not None


# How a person is addressed, on a line of its own ("Herrn", "Mr & Mrs").
_HONORIFIC = re.compile(
    r"(?:an )?(?:die )?(?:herrn?|frau|familie|firma|mr|mrs|ms|miss|mx|mme|mlle|madame|mademoiselle|monsieur|"
    r"m|messieurs|mesdames|sig|sig\.ra|sig\.na|sr|sra|senor|senora|don|dona|fru|hr|dhr|mevr|mevrouw|de heer|"
    r"pan|pani|the directors?|the manager|the occupier|the secretary|spett\.?(?:le|abile)|egr|exmo|ilmo)"
    r"(?:\.? ?(?:/|&|und|and|et|e|y|or) ?(?:herrn?|frau|mrs|ms|mme|madame|sig\.ra|sra))?[.:,]*"
)
# Somebody who only keeps the letters: "c/o", the Nordic "v/" and the like.
_CARE_OF = re.compile(r"(?:^|\W)c/o\b|^v/|^p/a\b|^z\. ?hd\b")


def is_honorific(folded: str) -> bool:
    """Whether a folded text is how somebody is addressed and nothing else."""
    return _HONORIFIC.fullmatch(folded) is not None


_NUMBERED_FIRM = re.compile(r"[a-z] [0-9]{1,4} (?:ltd|limited|llc|plc|inc|gmbh|b\.?v|s\.?r\.?l)\.?\Z")


def could_be_name(name: str) -> bool:
    """Whether a text may be somebody's name at all."""
    folded = fold(name)
    letters = sum(letter.isalpha() for letter in name)
    digits = sum(letter.isdigit() for letter in name)
    if name.count("(") != name.count(")") or _PROSE.search(folded):
        return False
    if is_honorific(folded) or _CARE_OF.search(folded) or name in CODES:
        return False
    if (
        letters < 2
        or len(name) > 70
        or digits > letters / 2
        or re.search(r"\S@|@\S", name)
        or "://" in name
        or folded.startswith("www.")
    ):
        return False
    if (
        (_NOT_NAME.match(folded) and not (has_legal_form(name) and _IN_NAMES.match(folded)))
        or is_country(name)
        or len(name.split()) > (12 if has_legal_form(name) else 9)
    ):
        return False
    if re.search(r"[\w)\]]: ", name) and not has_legal_form(name):
        return False  # a label with its value
    if name[-1:] in "?#" or (name[-1:] in ".!" and len(name.split()) > 5 and not has_legal_form(name)):
        return False
    if has_legal_form(name):
        return True
    if _NUMBERED_FIRM.search(folded):
        return True
    return not (is_postal(name) or _STREET_ALONE.match(folded) or (is_street(name) and digits > 0))


def hosts(text: str) -> list[str]:
    """The second-level names of web and mail addresses in a text, those of mail providers left out."""
    found = []
    folded = fold(text)
    for match in (*_DOMAIN.finditer(folded), *_BARE_DOMAIN.finditer(folded)):
        parts = match["host"].split(".")
        name = (
            parts[-2]
            if len(parts[-2]) > 3 or len(parts) < 3 or parts[-2] not in ("co", "com", "org")
            else parts[-3]
        )
        if not _MAIL_HOSTS.fullmatch(name):
            found.append(name)
    return found


def bare(name: str) -> str:
    """Letters and digits of a name without its legal form."""
    folded = LEGAL_FORM.sub(" ", fold(name))
    return "".join(letter for letter in folded if letter.isalnum())


def fits_host(name: str, host: str) -> float:
    """How well a name and the second-level name of an address belong together, 0 to 1."""
    mine, other = bare(name), "".join(letter for letter in host if letter.isalnum())
    if not mine or not other:
        return 0.0
    if mine == other:
        return 1.0
    if min(len(mine), len(other)) >= 4 and (mine.startswith(other) or other.startswith(mine)):
        return 0.9
    if min(len(mine), len(other)) >= 5 and (mine in other or other in mine):
        return 0.7
    initials = "".join(word[0] for word in fold(name).split() if word[0].isalnum())
    if len(initials) >= 3 and other.startswith(initials):
        return 0.5
    return 0.7 if _spells([*_plain_words(name)], other) else 0.0


def _plain_words(name: str) -> list[str]:
    """The words of a name without its legal form, letters and digits alone."""
    words = ("".join(filter(str.isalnum, word)) for word in LEGAL_FORM.sub(" ", fold(name)).split())
    return [word for word in words if word]


def _spells(words: list[str], host: str, whole: bool = False) -> bool:
    """Whether beginnings of words, a whole long one among them, make up a host ("alnoorfm" for Al Noor
    Facility Management); words may be left out behind the whole one."""
    if not host:
        return whole
    if not words:
        return False
    first, rest = words[0], words[1:]
    for size in range(min(len(first), len(host)), 0, -1):
        if host.startswith(first[:size]):
            full = whole or (size == len(first) and size >= 4)
            if _spells(rest, host[size:], full):
                return True
    return whole and _spells(rest, host, whole)
