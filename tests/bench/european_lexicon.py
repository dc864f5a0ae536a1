"""Words the names in the European benchmark books are made of, by country; spelling tables beside them.

All firms and people are invented. Lists are short on purpose: real ledgers repeat surnames, towns and trades,
and a matcher has to live with that.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """What a firm's name in one country is built from; every tuple is a list of equally likely words."""

    language: str
    currency: str
    legal: tuple[str, ...]
    surnames: tuple[str, ...]
    given: tuple[str, ...]
    places: tuple[str, ...]
    trades: tuple[str, ...]


def _country(language: str, currency: str, *lists: str) -> Country:
    legal, surnames, given, places, trades = (
        tuple(word.strip() for word in text.split(",") if word.strip()) for text in lists
    )
    return Country(language, currency, legal, surnames, given, places, trades)


COUNTRIES: dict[str, Country] = {
    "DE": _country(
        "de",
        "EUR",
        "GmbH,GmbH & Co. KG,AG,KG,OHG,e.K.,UG (haftungsbeschränkt),GmbH & Co. KGaA,eG",
        "Müller,Schäfer,Köhler,Weiß,Großmann,Jäger,Krüger,Böhm,Lange,Hoffmann,Brünner,Vogt,Strößner,"
        "Kühn,Ebers,Hölzl,"
        "Brandt,Niemöller,Rüther,Stahnke",
        "Klaus,Jürgen,Sabine,Björn,Heike,Günther,Petra,Uwe,Anke,Matthias",
        "Lüneburg,Würzburg,Köln,Nürnberg,Hagen,Görlitz,Paderborn,Ulm,Kassel,Tübingen,Emden,Süd,Nord,"
        "Rhein-Ruhr",
        "Maschinenbau,Präzisionstechnik,Stahlhandel,Getränkehandel,Fördertechnik,Metallverarbeitung,"
        "Werkzeugbau,"
        "Gebäudetechnik,Landmaschinen,Kunststofftechnik,Hydraulik,Bauelemente,Spedition,Großhandel,"
        "Anlagenbau",
    ),
    "AT": _country(
        "de",
        "EUR",
        "GmbH,Ges.m.b.H.,AG,KG,GmbH & Co KG,e.U.",
        "Gruber,Hödl,Pichler,Moser,Österreicher,Fürst,Leitner,Königshofer,Steßl,Wallner,Mayrhofer,Brünner",
        "Franz,Gerhard,Elfriede,Günter,Manuela,Jörg",
        "Graz,Linz,Wels,Dornbirn,Sankt Pölten,Villach,Mürzzuschlag,Tirol",
        "Holzbau,Seilbahntechnik,Gastrobedarf,Elektrotechnik,Stahlbau,Kältetechnik,Möbelwerk,Landtechnik",
    ),
    "CH": _country(
        "de",
        "CHF",
        "AG,GmbH,SA,Sàrl",
        "Bächtold,Zürcher,Frei,Hürlimann,Rüegg,Aebischer,Künzli,Jaquet,Zbinden",
        "Reto,Urs,Ruedi,Beat,Nadja,Régine",
        "Winterthur,Genève,Zug,Neuchâtel,Chur,Köniz,Rorschach",
        "Feinmechanik,Messtechnik,Uhrenteile,Pharmatechnik,Logistik,Maschinenfabrik,Apparatebau",
    ),
    "FR": _country(
        "fr",
        "EUR",
        "SARL,SAS,SA,EURL,SASU,SCI,SNC",
        "Lefèvre,Bérard,François,Dûrand,Chevallier,Mérieux,Garçon,Noël,Perrin,Rousseau,Gauthier,"
        "Crépin,Boulanger,"
        "Béchet,Maître,L'Hostis",
        "Hélène,Benoît,Jérôme,Céline,Gaël,Françoise,Thierry,Amélie",
        "Lyon,Besançon,Nîmes,Angoulême,Orléans,Saint-Étienne,Béziers,Rhône,Loire,Paris 12e",
        "Traiteur,Études Techniques,Menuiserie,Imprimerie,Conseil,Électricité Générale,Plomberie,"
        "Cosmétiques,Édition,"
        "Hôtellerie,Immobilier,Transports,Négoce",
    ),
    "BE": _country(
        "nl",
        "EUR",
        "BV,NV,SRL,SA,CVBA,BVBA,VOF",
        "Peeters,Janssens,Maes,De Smet,Van den Bossche,Dubois,Lambrechts,Wouters,D'Hondt,Goossens,"
        "Lemaître,Claes",
        "Joris,Annelies,Benoît,Geert,Liesbeth,Françoise",
        "Antwerpen,Gent,Liège,Hasselt,Kortrijk,Geel,Namur,Zeebrugge",
        "Logistiek,Transport,Voedingswaren,Chemie,Textiel,Diamantwerktuigen,Brouwerij,Groothandel,"
        "Verpakkingen",
    ),
    "NL": _country(
        "nl",
        "EUR",
        "B.V.,N.V.,V.O.F.,Coöperatie U.A.,Holding B.V.",
        "De Vries,Jansen,Bakker,Van der Meer,Visser,Smit,Hoekstra,Kuiper,Van Dijk,Postma,Wijnands,Terpstra",
        "Jeroen,Marijke,Sjoerd,Ineke,Bas,Wilhelmina",
        "Rotterdam,Venlo,Zwolle,Tilburg,Breda,Moerdijk,Groningen,'s-Hertogenbosch",
        "Transport,Bloemen,Techniek,Scheepswerf,Zaden,Installaties,Koeltransport,Opslag,Handelsonderneming",
    ),
    "IT": _country(
        "it",
        "EUR",
        "S.r.l.,S.p.A.,S.n.c.,S.a.s.,S.r.l.s.,Soc. Coop.",
        "Rossi,Bianchi,Colombo,Ferrari,Dell'Orto,Niccolò,Fabbri,Gallo,De Luca,Marchetti,Zanetti,"
        "Pellegrini,Sorrentino",
        "Giovanni,Nicolò,Chiara,Sergio,Elisabetta,Raffaele",
        "Brescia,Forlì,Padova,Bergamo,Cantù,Prato,Salerno,Modena",
        "Meccanica,Arredamenti,Costruzioni,Ceramiche,Tessuti,Officine,Impianti,Vini,Autotrasporti,"
        "Edilizia,Stampi",
    ),
    "ES": _country(
        "es",
        "EUR",
        "S.L.,S.A.,S.L.U.,S.C.P.,S. Coop.,C.B.",
        "García,Núñez,Muñoz,Ibáñez,Peña,Rodríguez,Fernández,Vázquez,Ordóñez,Castaño,Gómez,Méndez,"
        "Sáez,Jiménez",
        "José Luis,María del Carmen,Íñigo,Begoña,Ángel,Lucía,Raúl,Concepción,Joaquín,Nuria",
        "Logroño,Córdoba,A Coruña,Cádiz,Gijón,Castellón,Málaga,Almería",
        "Construcciones,Seguros,Mutua,Residencia,Reformas,Suministros,Clínica Dental,Mudanzas,Gestoría",
    ),
    "PL": _country(
        "pl",
        "PLN",
        "Sp. z o.o.,S.A.,Sp. j.,Sp. k.,Sp. z o.o. Sp. k.,S.C.",
        "Kowalski,Wiśniewski,Wójcik,Dąbrowski,Łukasik,Zieliński,Górski,Błaszczyk,Jabłoński,Źrebiec,Mączka",
        "Krzysztof,Małgorzata,Łukasz,Agnieszka,Paweł,Bożena",
        "Łódź,Poznań,Gdańsk,Rzeszów,Bielsko-Biała,Kraków,Toruń,Częstochowa",
        "Hurtownia,Budownictwo,Zakład Ślusarski,Przedsiębiorstwo Handlowe,Meble,Chłodnictwo,"
        "Piekarnia,Narzędzia",
    ),
    "CZ": _country(
        "cs",
        "CZK",
        "s.r.o.,a.s.,spol. s r.o.,v.o.s.,k.s.,družstvo",
        "Novák,Dvořák,Svoboda,Černý,Procházka,Kučera,Říha,Šimůnek,Veselý,Žák,Němec",
        "Jiří,Zdeněk,Lucie,Ondřej,Božena,Tomáš",
        "Brno,Plzeň,Ústí nad Labem,Hradec Králové,Kladno,Třinec,Zlín",
        "Strojírny,Stavby,Pekárna,Nástrojárna,Elektro,Potraviny,Sklárny,Autodíly,Velkoobchod",
    ),
    "SE": _country(
        "sv",
        "SEK",
        "AB,HB,KB,Ekonomisk förening,AB (publ)",
        "Sjöberg,Lindström,Åkesson,Öhman,Bergqvist,Håkansson,Nyström,Wallén,Söderlund",
        "Göran,Åsa,Björn,Märta,Håkan,Kerstin",
        "Göteborg,Malmö,Västerås,Örebro,Umeå,Jönköping,Luleå",
        "Bygg,Åkeri,Rör,Redovisning,Fastigheter,Mekaniska,Livsmedel,Konsult,Skogsmaskiner",
    ),
    "NO": _country(
        "no",
        "NOK",
        "AS,ASA,ANS,DA,NUF",
        "Hansen,Bjørnstad,Ødegård,Sørensen,Åsheim,Haugland,Grønli,Næss",
        "Øyvind,Kåre,Solveig,Bjørg,Torbjørn,Åse",
        "Tromsø,Bergen,Ålesund,Bodø,Stavanger,Drammen,Tønsberg",
        "Fiskeri,Entreprenør,Oppdrett,Rederi,Eiendom,Regnskap,Elektro,Bygg og Anlegg",
    ),
    "DK": _country(
        "da",
        "DKK",
        "A/S,ApS,I/S,K/S,P/S",
        "Jørgensen,Sørensen,Kjær,Nørgaard,Østergaard,Møller,Skov,Holm,Ravn",
        "Søren,Mette,Jørgen,Birthe,Kåre",
        "Århus,Ålborg,Køge,Sønderborg,Næstved,Esbjerg,Helsingør",
        "Tømrer,Vinduer,Mejeri,Maskinfabrik,Regnskab,Malerfirma,Skibsværft,Køleteknik",
    ),
    "FI": _country(
        "fi",
        "EUR",
        "Oy,Oyj,Ky,Ay,Oy Ab",
        "Mäkinen,Hämäläinen,Järvinen,Väisänen,Lehtonen,Korhonen,Öhman",
        "Jyrki,Päivi,Väinö,Sirpa,Hannele",
        "Jyväskylä,Hämeenlinna,Oulu,Turku,Seinäjoki",
        "Rakennus,Kiinteistöt,Konepaja,Sähkö,Tilitoimisto,Saha,Kuljetus",
    ),
    "GB": _country(
        "en",
        "GBP",
        "Ltd,Limited,LLP,PLC,& Sons Ltd,(UK) Ltd,Holdings Ltd",
        "Smith,Hargreaves,Patel,O'Connor,Whitfield,Bennett,MacLeod,Thornbury,Singh,Ashworth,"
        "Pritchard,Llewellyn",
        "Graham,Fiona,Nigel,Sunita,Owen,Maureen",
        "Leeds,Stockport,Inverness,Swansea,Norwich,Solihull,Kent,Northern,West Midlands",
        "Builders Merchants,Plumbing & Heating,Fabrications,Joinery,Electrical Wholesale,Roofing,"
        "Scaffolding,Fencing,"
        "Catering Supplies,Timber,Interiors,Drainage",
    ),
    "GR": _country(
        "el",
        "EUR",
        "Α.Ε.,Ε.Π.Ε.,Ο.Ε.,Ι.Κ.Ε.,Ε.Ε.",
        "Παπαδόπουλος,Γεωργίου,Οικονόμου,Βλάχος,Καραγιάννης,Χατζής,Ψαρράς,Ξενάκης,Δημητρίου",
        "Γιώργος,Ελένη,Κωνσταντίνος,Μαρία",
        "Πειραιάς,Θεσσαλονίκη,Πάτρα,Χανιά,Βόλος",
        "Ναυτιλιακή,Τρόφιμα,Κατασκευές,Εμπορική,Ξενοδοχεία,Μεταφορές",
    ),
    "BG": _country(
        "bg",
        "EUR",
        "ООД,ЕООД,АД,ЕТ",
        "Иванов,Димитров,Желязков,Петков,Янков,Чолаков,Щерев",
        "Георги,Цветана,Любомир,Юлия",
        "Пловдив,Бургас,Русе,Варна",
        "Строй,Логистик,Транс,Мебел,Винпром,Електроникс",
    ),
    "RS": _country(
        "sr",
        "EUR",
        "д.о.о.,а.д.,о.д.",
        "Јовановић,Петровић,Ђорђевић,Николић,Живковић,Шарић",
        "Драган,Љиљана,Ненад",
        "Нови Сад,Ниш,Чачак,Суботица",
        "Промет,Градња,Метал,Хемија,Млекара",
    ),
}

ROOTS = [
    "vel",
    "nor",
    "tek",
    "alm",
    "bri",
    "cor",
    "dax",
    "eno",
    "fil",
    "gra",
    "hel",
    "ixo",
    "jun",
    "kal",
    "lum",
    "mer",
    "nav",
    "orb",
    "pri",
    "qua",
    "rel",
    "sol",
    "tri",
    "ulm",
    "ver",
    "wex",
    "xen",
    "yor",
    "zan",
    "ami",
    "bel",
    "cen",
    "dor",
    "eki",
    "fos",
    "gal",
    "hyd",
    "isa",
    "kem",
    "lin",
    "mon",
    "nex",
    "opa",
    "pel",
    "ros",
    "sen",
    "tal",
    "und",
    "vis",
]
ENDS = [
    "a",
    "ia",
    "is",
    "on",
    "ex",
    "tec",
    "tra",
    "lux",
    "form",
    "line",
    "plan",
    "o",
    "um",
    "ix",
    "ara",
    "era",
    "it",
]

GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋ",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "t",
            "y",
            "f",
            "ch",
            "ps",
            "o",
            "s",
            "a",
            "e",
            "i",
            "i",
            "o",
            "y",
            "o",
            "i",
            "y",
        ],
        strict=True,
    )
)
CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъьюяјђћљњ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "ts",
            "ch",
            "sh",
            "sht",
            "a",
            "y",
            "yu",
            "ya",
            "j",
            "dj",
            "c",
            "lj",
            "nj",
        ],
        strict=True,
    )
)
FACTORS = (
    "Nordfaktor Finanz AG",
    "Eurofact Rhône SA",
    "Hanse Debitoren GmbH",
    "Credifatt S.p.A.",
    "Meridian Factoring B.V.",
    "Faktoria Polska S.A.",
    "Ledgerbridge Invoice Finance Ltd",
)
