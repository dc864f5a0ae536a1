"""Names, places, numbers and calendars of the countries lifelike invoices come from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_EN = "January February March April May June July August September October November December"
_MONTHS = {
    "en": _EN,
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca "
    "sierpnia września października listopada grudnia",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta "
    "syyskuuta lokakuuta marraskuuta joulukuuta",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου "
    "Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
    "hu": "január február március április május június július augusztus szeptember október november december",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "vi": "01 02 03 04 05 06 07 08 09 10 11 12",
}


@dataclass(frozen=True, slots=True)
class Land:
    """A country's habits; in masks # is a digit and @ a capital letter."""

    code: str
    name: str
    tongue: str
    currency: str
    symbol: str
    style: str
    dates: tuple[str, ...]
    forms: tuple[str, ...]
    people: tuple[str, ...]
    trades: tuple[str, ...]
    streets: tuple[str, ...]
    towns: tuple[str, ...]
    tax_id: str
    tax_name: str
    rate: Decimal
    bank: str
    wide: bool = False


def _land(code: str, name: str, tongue: str, money: str, dates: str, rest: str, wide: bool = False) -> Land:
    currency, symbol, style = money.split()
    forms, people, trades, streets, towns, tax_id, tax_name, rate, bank = (
        tuple(one.strip() for one in part.split(";")) for part in rest.split("|")
    )
    return Land(
        code, name, tongue, currency, symbol, style, tuple(one.strip() for one in dates.split(";")), forms,
        people, trades, streets, towns, tax_id[0], tax_name[0], Decimal(rate[0]), bank[0], wide,
    )  # fmt: skip


LANDS = {
    one.code: one
    for one in (
        _land("us", "United States", "en", "USD $ en",
              "{mm}/{dd}/{y}; {Mon} {d}, {y}; {Month} {d}, {y}; {m}/{d}/{yy}",
              "Inc.; LLC; Corp.; Co.; LP; Inc|Karen Whitfield; Marcus Delgado; Tanya Brooks; Joe "
              "Petrillo; Amy Sundberg; Darnell Hayes"
              "|Summit Ridge; Bluewater; Ironwood; Lakeshore; Pinnacle Creek; Redstone; Harborline; "
              "Cedar Fork; Northgate; Silver Birch"
              "|{n} Industrial Pkwy; {n} W Main St, Suite 210; {n} Oak Hollow Rd; {n} Commerce Blvd; "
              "PO Box {n}4"
              "|Columbus, OH 43215; Austin, TX 78701; Portland, OR 97204; Tulsa, OK 74103; Charlotte, "
              "NC 28202"
              "|##-#######|Sales Tax|0.0825|ABA ######### Acct ##########"),
        _land("gb", "United Kingdom", "en", "GBP £ en",
              "{dd}/{mm}/{y}; {d} {Month} {y}; {dd} {Mon} {y}; {dd}-{Mon}-{yy}",
              "Ltd; Limited; plc; LLP; Ltd.|Fiona Carmichael; Gareth Pugh; Priya Nair; Tom Ashworth; "
              "Eleanor Finch"
              "|Thornbury; Kestrel; Pennine; Halcyon; Wexcombe; Larkfield; Ashdown; Greycoat; "
              "Millbrook; Stonegate"
              "|{n} Victoria Road; Unit {n}, Riverside Park; The Old Mill, {n} Church Lane; {n} King Street"
              "|Leeds LS1 4DY; Bristol BS1 6QA; Norwich NR3 1RB; London EC2A 4NE; Cardiff CF10 3AT"
              "|GB ### #### ##|VAT|0.20|Sort code ##-##-## Account ########"),
        _land("ie", "Ireland", "en", "EUR € en",
              "{dd}/{mm}/{y}; {d} {Month} {y}; {dd} {Mon} {y}",
              "Limited; DAC; Ltd; Teoranta|Aoife Brennan; Cormac Daly; Niamh Keane|Shannonbridge; "
              "Dunmore; Kilbrack; Liffeyside; Tralough"
              "|{n} Merrion Row; Unit {n} Parkwest; {n} Patrick Street|Dublin 2 D02 X285; Cork T12 "
              "W8KP; Galway H91 E2R8"
              "|IE#######@H|VAT|0.23|IE## AIBK #### #### #### ##"),
        _land("de", "Deutschland", "de", "EUR € de",
              "{dd}.{mm}.{y}; {dd}.{mm}.{yy}; {d}. {Month} {y}",
              "GmbH; GmbH & Co. KG; AG; e.K.; UG (haftungsbeschränkt)|Jörg Hartmann; Anke Seifert; Uwe "
              "Brandl; Katrin Möller; Ralf Dietz"
              "|Weserland; Kranich; Nordhaus; Albtal; Grünwald; Steinbach; Hansering; Eichenhof; "
              "Rheinkrone; Brückner"
              "|Lindenstraße {n}; Am Güterbahnhof {n}; Hauptstr. {n}; Gewerbering {n}a|28195 Bremen; "
              "70173 Stuttgart; 04109 Leipzig; 50667 Köln; 90402 Nürnberg"
              "|DE#########|MwSt.|0.19|DE## #### #### #### #### ##"),
        _land("ch", "Schweiz", "de", "CHF CHF ch",
              "{dd}.{mm}.{y}; {d}. {Month} {y}",
              "AG; GmbH; SA; & Co. AG|Urs Zurbriggen; Regula Frei; Beat Kälin|Alpstein; Säntis; Rütli; "
              "Aarehof; Limmat; Bernina"
              "|Bahnhofstrasse {n}; Seeweg {n}; Industriestrasse {n}|8001 Zürich; 3011 Bern; 4051 "
              "Basel; 6003 Luzern"
              "|CHE-###.###.### MWST|MWST|0.081|CH## #### #### #### #### #"),
        _land("at", "Österreich", "de", "EUR € de",
              "{dd}.{mm}.{y}; {d}. {Month} {y}",
              "GmbH; AG; OG|Franz Obermayr; Sabine Gruber|Donauwald; Traunstein; Hofgasteiner; "
              "Wienerin; Murtal"
              "|Mariahilfer Straße {n}; Ringweg {n}|1060 Wien; 8010 Graz; 4020 "
              "Linz|ATU########|USt.|0.20|AT## #### #### #### ####"),
        _land("fr", "France", "fr", "EUR € fr",
              "{dd}/{mm}/{y}; {d} {Month} {y}; {dd}/{mm}/{yy}",
              "SARL; SAS; SA; EURL; SASU|Hélène Garnier; Luc Moreau; Chloé Perrin; Didier "
              "Lacombe|Beaurivage; Lavandière; Clairmont; Garonne; Armor; Mistral; Belleville"
              "|{n} rue des Tanneurs; {n} bis avenue Foch; ZA des Prés, lot {n}; {n} quai "
              "Perrache|69002 Lyon; 44000 Nantes; 31000 Toulouse; 75011 Paris; 59800 Lille"
              "|FR## #########|TVA|0.20|FR## #### #### #### #### #### ###"),
        _land("be", "Belgique", "fr", "EUR € de",
              "{dd}/{mm}/{y}; {d} {Month} {y}; {dd}-{mm}-{y}",
              "SRL; SA; BV; NV|Benoît Claes; Sofie Peeters|Meuse; Ardenne; Brabant; Semois|Rue Haute "
              "{n}; Chaussée de Namur {n}|1000 Bruxelles; 4000 Liège; 9000 Gent"
              "|BE 0###.###.###|TVA|0.21|BE## #### #### ####"),
        _land("nl", "Nederland", "nl", "EUR € de",
              "{dd}-{mm}-{y}; {d} {Month} {y}; {dd}/{mm}/{y}",
              "B.V.; BV; V.O.F.; N.V.|Jeroen de Wit; Marloes Visser; Pieter Bakker|Zuiderzee; "
              "Polderweg; Kanaal; Veluwe; Maasland; Duinzicht"
              "|Keizersgracht {n}; Stationsweg {n}; Industrieweg {n}|1015 CJ Amsterdam; 3011 AA "
              "Rotterdam; 5611 EM Eindhoven; 9712 HM Groningen"
              "|NL#########B01|BTW|0.21|NL## INGB #### #### ##"),
        _land("it", "Italia", "it", "EUR € de",
              "{dd}/{mm}/{y}; {d} {Month} {y}; {dd}-{mm}-{y}",
              "S.r.l.; S.p.A.; S.n.c.; S.a.s. di Rossi Luca & C.|Giulia Ferraris; Paolo Bellini; Marta "
              "Colombo|Adriatica; Valtellina; Lombarda; Torrechiara; Montefeltro"
              "|Via Garibaldi, {n}; Viale Monza, {n}; Corso Italia {n}|20121 Milano (MI); 40126 "
              "Bologna (BO); 37121 Verona (VR); 10123 Torino (TO)"
              "|IT###########|IVA|0.22|IT## @ ##### ##### ############"),
        _land("es", "España", "es", "EUR € de",
              "{dd}/{mm}/{y}; {d} de {Month} de {y}; {dd}-{mm}-{y}",
              "S.L.; S.A.; S.L.U.; S. Coop.|Lucía Ortega; Javier Molina; Carmen Rivas|Levante; Sierra "
              "Nevada; Cantábrica; Olivares; Albufera; Meseta"
              "|C/ Mayor, {n}; Avda. de la Constitución {n}; Pol. Ind. Norte, nave {n}|46001 Valencia; "
              "28013 Madrid; 08021 Barcelona; 41001 Sevilla"
              "|B########|IVA|0.21|ES## #### #### ## ##########"),
        _land("pt", "Portugal", "pt", "EUR € fr",
              "{dd}/{mm}/{y}; {dd}-{mm}-{y}; {y}-{mm}-{dd}",
              "Lda.; S.A.; Unipessoal Lda|Inês Carvalho; Rui Tavares|Douro; Alentejana; Ribatejo; "
              "Atlântica|Rua do Almada, {n}; Av. da Liberdade {n}|4050-031 Porto; 1250-096 Lisboa; "
              "3000-150 Coimbra"
              "|#########|IVA|0.23|PT50 #### #### ########### ##"),
        _land("pl", "Polska", "pl", "PLN zł fr",
              "{dd}.{mm}.{y}; {y}-{mm}-{dd}; {d} {Month} {y} r.",
              "Sp. z o.o.; S.A.; Sp. k.; s.c.|Zbigniew Wójcik; Małgorzata Dąbrowska|Wisłok; Bałtyk; "
              "Mazovia; Śnieżka; Żuraw|ul. Słoneczna {n}; al. Niepodległości {n}/4|00-950 Warszawa; "
              "31-042 Kraków; 90-001 Łódź; 80-831 Gdańsk"
              "|###-###-##-##|VAT|0.23|## #### #### #### #### #### ####", True),
        _land("se", "Sverige", "sv", "SEK kr fr",
              "{y}-{mm}-{dd}; {yy}{mm}{dd}; {d} {Month} {y}",
              "AB; HB; Kommanditbolag|Åsa Lindqvist; Göran Ek; Maja Sjöberg|Fjällström; Norrsken; "
              "Mälardalen; Västkust; Björkdal|Storgatan {n}; Hamngatan {n} B|111 22 Stockholm; 411 03 "
              "Göteborg; 903 26 Umeå"
              "|SE##########01|Moms|0.25|Bankgiro ####-####"),
        _land("cz", "Česká republika", "cs", "CZK Kč fr",
              "{dd}.{mm}.{y}; {d}. {m}. {y}; {d}.{m}.{y}",
              "s.r.o.; a.s.; spol. s r.o.|Tomáš Dvořák; Lenka Horáková|Vltavan; Šumava; Křižík; "
              "Moravský dvůr|Dlouhá {n}; Husova {n}/12|110 00 Praha 1; 602 00 Brno; 301 00 Plzeň"
              "|CZ########|DPH|0.21|##-##########/0100", True),
        _land("in", "India", "en", "INR Rs. in",
              "{dd}/{mm}/{y}; {dd}-{Mon}-{yy}; {dd}-{mm}-{y}; {d} {Month} {y}",
              "Pvt. Ltd.; Private Limited; LLP; Enterprises; & Sons|Rajesh Iyer; Sunita Menon; "
              "Harpreet Gill|Shreeji; Malabar; Deccan; Sahyadri; Anand; Vindhya"
              "|Plot No. {n}, MIDC Phase II; {n}, 2nd Main, Indiranagar; Shop {n}, Nehru Place|Pune, "
              "Maharashtra 411057; Bengaluru, Karnataka 560038; New Delhi 110019"
              "|27@@@@@####@1Z#|GST|0.18|IFSC HDFC000#### A/c ##############"),
        _land("au", "Australia", "en", "AUD $ en",
              "{dd}/{mm}/{y}; {d} {Month} {y}; {d} {Mon} {y}",
              "Pty Ltd; Pty. Ltd.; Pty Limited|Bronwyn Hale; Dean Kostas; Mel Tran|Wattle Grove; "
              "Coolabah; Southern Cross; Banksia; Kurrajong|{n} Pacific Hwy; Shop {n}, Harbour Plaza; "
              "{n} Flinders Ln"
              "|Parramatta NSW 2150; Melbourne VIC 3000; Brisbane QLD 4000|## ### ### ###|GST|0.10|BSB "
              "###-### Acc #########"),
        _land("jp", "Japan", "en", "JPY ¥ jp",
              "{y}/{mm}/{dd}; {Month} {d}, {y}; {Mon}. {d}, {y}",
              "Co., Ltd.; K.K.; Corporation|Kenji Morita; Yuko Hayashi|Asahikawa; Midori; Takumi; "
              "Hoshino; Seiryu|{n}-5 Kanda Nishikicho; 2-{n}-1 Honmachi|Chiyoda-ku, Tokyo 101-0054; "
              "Chuo-ku, Osaka 541-0053"
              "|T#############|Consumption Tax|0.10|Account No. #######"),
        _land("br", "Brasil", "pt", "BRL R$ de", "{dd}/{mm}/{y}",
              "Ltda.; S.A.; ME; EIRELI|Thiago Barbosa; Renata Lima|Ipanema; Serra Azul; Cerrado; "
              "Paulistana|Rua Augusta, {n}; Av. Brasil, {n}"
              "|01305-000 São Paulo - SP; 20040-002 Rio de Janeiro - "
              "RJ|##.###.###/0001-##|ISS|0.05|Ag. #### C/C #####-#"),
        _land("ca", "Canada", "en", "CAD $ en",
              "{y}-{mm}-{dd}; {Month} {d}, {y}; {dd}/{mm}/{y}; {Mon} {d}, {y}",
              "Inc.; Ltd.; Corp.; Ltée|Geneviève Roy; Owen McKay|Laurentide; Maple Ridge; Prairie "
              "Gold; Saguenay|{n} rue Sherbrooke O; {n} Yonge St, Unit 12|Montréal QC H3A 1B9; Toronto "
              "ON M5B 1R8; Calgary AB T2P 1J9"
              "|######### RT0001|GST|0.05|Transit ##### Inst ### Acct #######"),
        _land("no", "Norge", "no", "NOK kr fr",
              "{dd}.{mm}.{y}; {d}. {Month} {y}",
              "AS; ASA; ANS|Ingrid Haugen; Sindre Moe; Kari Nygård|Fjordvik; Havbris; Trolltind; Nordlys; "
              "Elvebakken|Kongens gate {n}; Strandveien {n}; Postboks {n}|0153 Oslo; 5014 Bergen; "
              "7011 Trondheim|NO ### ### ### MVA|MVA|0.25|#### ## #####"),
        _land("dk", "Danmark", "da", "DKK kr. de",
              "{dd}-{mm}-{y}; {dd}.{mm}.{y}; {d}. {Month} {y}",
              "ApS; A/S; I/S|Mette Kjær; Søren Lund; Birgitte Holm|Vesterhav; Bøgely; Strandby; Øresund; "
              "Rosenlund|Nørregade {n}; Havnevej {n}, st.; Vestergade {n}|1165 København K; 8000 Aarhus C; "
              "5000 Odense C|DK########|moms|0.25|Reg. #### Konto ##########"),
        _land("fi", "Suomi", "fi", "EUR € fr",
              "{d}.{m}.{y}; {dd}.{mm}.{y}",
              "Oy; Oyj; Ky; Tmi|Aino Virtanen; Mikko Laine; Päivi Salo|Järvisuo; Tunturi; Pohjola; "
              "Koivuranta; Merikarhu|Mannerheimintie {n}; Satamakatu {n} A|00100 Helsinki; 33100 Tampere; "
              "20100 Turku"
              "|FI########|ALV|0.24|FI## #### #### #### ##"),
        _land("mx", "México", "es", "MXN $ en",
              "{y}-{mm}-{dd}; {dd}/{mm}/{y}; {d} de {Month} de {y}",
              "S.A. de C.V.; S. de R.L. de C.V.; S.C.|Ximena Robles; Óscar Treviño; Paola Cárdenas|Anáhuac; "
              "Tarahumara; Bajío; Jacaranda; Quetzal|Av. Insurgentes Sur {n}; Calle Hidalgo {n}, Col. Centro"
              "|06700 Ciudad de México; 44100 Guadalajara, Jal.; 64000 Monterrey, N.L."
              "|@@@######@@#|IVA|0.16|CLABE ##################"),
        _land("sg", "Singapore", "en", "SGD S$ en",
              "{dd} {Mon} {y}; {dd}/{mm}/{y}; {d} {Month} {y}",
              "Pte Ltd; Pte. Ltd.; LLP|Tan Wei Ling; Arjun Pillai; Lim Boon Keng|Merbau; Tembusu; Straits; "
              "Kallang; Angsana|{n} Robinson Road #08-02; Blk {n} Ubi Avenue 1; {n} Tuas Link 4"
              "|Singapore 068900; Singapore 408933|##-#######-@|GST|0.08|DBS Current A/C ###-######-#"),
        _land("ae", "United Arab Emirates", "en", "AED AED en",
              "{dd}/{mm}/{y}; {dd}-{Mon}-{y}; {Mon} {d}, {y}",
              "LLC; L.L.C; FZE; FZCO; Trading LLC|Omar Haddad; Reem Saleh; Vikram Bose|Al Noor; Falaj; "
              "Marjan; Desert Rose; Samra|Office {n}04, Al Reem Tower; Warehouse {n}, Al Quoz Ind. 3"
              "|Dubai, U.A.E.; Abu Dhabi, U.A.E.; Sharjah, U.A.E."
              "|100############|VAT|0.05|AE## ### ################"),
        _land("za", "South Africa", "en", "ZAR R en",
              "{y}/{mm}/{dd}; {dd}/{mm}/{y}; {d} {Month} {y}; {dd} {Mon} {y}",
              "(Pty) Ltd; CC; (Pty) Limited; Ltd|Thandi Mokoena; Pieter Botha; Lerato Dube|Protea; Karoo; "
              "Umhlanga; Drakens; Baobab|{n} Rivonia Road; Unit {n}, Kyalami Park; {n} Long Street"
              "|Sandton 2196; Cape Town 8001; Durban 4001|4#########|VAT|0.15|Branch 250655 Acc ##########"),
        _land("tr", "Türkiye", "tr", "TRY TL de",
              "{dd}.{mm}.{y}; {dd}-{mm}-{y}; {dd}/{mm}/{y}",
              "A.Ş.; Ltd. Şti.; San. ve Tic. A.Ş.|Elif Şahin; Murat Yıldız; Gülay Öztürk|Boğaziçi; Çınar; "
              "Yıldırım; Ege Işık; Güneş|Atatürk Cad. No:{n}; Bağdat Sok. No:{n}/3|Kadıköy İstanbul; Çankaya "
              "Ankara; Konak İzmir|##########|KDV|0.20|TR## #### #### #### #### #### ##", True),
        _land("gr", "Ελλάδα", "el", "EUR € de",
              "{dd}/{mm}/{y}; {d}/{m}/{y}; {d} {Month} {y}",
              "Α.Ε.; Ι.Κ.Ε.; Ε.Π.Ε.; Ο.Ε.|Γιώργος Παππάς; Ελένη Νικολάου; Μαρία Δήμου|Αιγαίον; Όλυμπος; "
              "Θερμαϊκή; Ιονική; Μακεδνός|Πατησίων {n}; Λεωφ. Συγγρού {n}; Τσιμισκή {n}|10434 Αθήνα; 54623 "
              "Θεσσαλονίκη; 26221 Πάτρα|EL#########|ΦΠΑ|0.24|GR## #### #### #### #### #### ###", True),
        _land("ph", "Philippines", "en", "PHP PHP en",
              "{mm}/{dd}/{y}; {Month} {d}, {y}; {dd}-{Mon}-{y}; {Mon} {d}, {y}",
              "Corporation; Inc.; Trading; Enterprises Inc.|Maricel Santos; Ramon Villanueva; Liza Bautista"
              "|Mabuhay; Sampaguita; Kalayaan; Bayani; Luntian|{n} Aurora Blvd.; Unit {n} Pasong Tamo Ext.; "
              "{n} Rizal Avenue"
              "|Quezon City 1109; Makati City 1231; Cebu City 6000|###-###-###-00000|VAT|0.12|BDO "
              "S/A ##########"),
        _land("ke", "Kenya", "en", "KES KES en",
              "{dd}/{mm}/{y}; {dd}-{Mon}-{y}; {d} {Month} {y}",
              "Limited; Ltd; Ventures Ltd; Company Limited|Wanjiru Kamau; Otieno Odhiambo; Amina Yusuf"
              "|Mara; Savanna; Tsavo; Rift Valley; Uhuru"
              "|{n} Ngong Road; Mombasa Road, Godown {n}; P.O. Box {n}01"
              "|00100 Nairobi; 80100 Mombasa; 40100 Kisumu|P05########@|VAT|0.16"
              "|Equity Bank A/C #############"),
        _land("kr", "Republic of Korea", "en", "USD US$ en",
              "{Mon}. {dd}, {y}; {y}.{mm}.{dd}; {y}-{mm}-{dd}",
              "Co., Ltd.; Corp.; Inc.; Industrial Co., Ltd.|Kim Min-jun; Park Ji-woo; Choi Seo-yeon"
              "|Hanbit; Daesung; Mirae; Seojin; Taeyang"
              "|{n}, Teheran-ro; {n}-7 Noksan Saneop-ro; B-{n} Gasan Digital 1-ro"
              "|Gangnam-gu, Seoul 06133; Gangseo-gu, Busan 46753|###-##-#####|VAT|0.10|KEB ###-######-#####"),
        _land("pe", "Perú", "es", "PEN S/ en",
              "{dd}/{mm}/{y}; {y}-{mm}-{dd}; {dd}-{mm}-{y}",
              "S.A.C.; S.A.; E.I.R.L.; S.R.L.|Rosa Quispe; Álvaro Paredes; Milagros Salas"
              "|Inti; Huascarán; Costa Verde; Pachamama; Misti"
              "|Av. Arequipa {n}; Jr. Puno {n}; Calle Los Pinos {n}, Mz. B"
              "|Lima - Lima - Miraflores; Arequipa - Arequipa - Cayma|20#########|IGV|0.18"
              "|BCP Cta. Cte. ###-#######-0-##"),
        _land("cl", "Chile", "es", "CLP $ de",
              "{d} de {Month} de {y}; {dd}/{mm}/{y}; {dd}-{mm}-{y}",
              "SpA; Ltda.; S.A.; EIRL|Camila Fuentes; Ignacio Rojas; Valentina Soto"
              "|Aconcagua; Patagonia; Araucaria; Maipo; Licanray"
              "|Av. Providencia {n}; Calle Esmeralda {n}; Camino La Vara {n}"
              "|Santiago; Valparaíso; Concepción|76.###.###-#|IVA|0.19|Cta. Cte. 00-###-#####-##"),
        _land("nz", "New Zealand", "en", "NZD $ en",
              "{d} {Month} {y}; {dd}/{mm}/{y}; {d} {Mon} {y}",
              "Limited; Ltd; 2011 Limited|Hemi Walker; Rachel Sutton; Ngaire Cooper; Blair McLeod|Rimutaka; "
              "Tussock; Waitaha; Kauri Point; Manawa|{n} Great South Road; {n} Lincoln Road, RD 2; PO "
              "Box {n}03|Auckland 1061; Christchurch 8024; Hamilton 3204; Palmerston North 4410"
              "|###-###-###|GST|0.15|##-####-#######-00"),
        _land("hu", "Magyarország", "hu", "HUF Ft fr",
              "{y}.{mm}.{dd}.; {y}-{mm}-{dd}; {y}. {Month} {d}.",
              "Kft.; Zrt.; Bt.; Nyrt.|Kovács Péter; Szűcs Katalin; Tóth Gergő; Fehérvári Ágnes|Tiszavirág; "
              "Balatonfő; Mátra; Kékesi; Dunakanyar|Kossuth Lajos utca {n}.; Ipari park {n}.; Üllői út {n}."
              "|1095 Budapest; 6720 Szeged; 4024 Debrecen; 9021 Győr"
              "|########-2-##|ÁFA|0.27|########-########-########", True),
        _land("ua", "Україна", "uk", "UAH грн fr",
              "{d} {Month} {y} р.; {dd}.{mm}.{y}",
              "ТОВ; ПП|Олена Шевчук; Ігор Бондаренко; Тетяна Мельник|КАРПАТИ; ДНІПРОСВІТ; ПОЛІССЯ; ЧУМАЦЬКИЙ "
              "ШЛЯХ; БЕСКИД|вул. Шевченка, буд. {n}; просп. Свободи, {n}, оф. 12; вул. Промислова, {n}"
              "|01030, м. Київ; 79000, м. Львів; 65026, м. Одеса; 49000, м. Дніпро"
              "|############|ПДВ|0.20|UA## ###### ###################", True),
        _land("vn", "Việt Nam", "vi", "VND đồng de",
              "Ngày (Date) {dd} tháng (month) {mm} năm (year) {y}; {dd}/{mm}/{y}",
              "Co., Ltd; JSC|Nguyễn Thị Hà; Trần Quốc Bảo; Lê Minh Tuấn|Sao Mai; Hoàng Long; Phú An; Việt "
              "Tiến; Đại Nam|{n} Nguyễn Văn Linh, Phường 5, Quận 7; Lô {n}, KCN Tân Bình; {n} Lê Duẩn, Hải "
              "Châu|TP. Hồ Chí Minh; Hà Nội; Đà Nẵng; Cần Thơ|03########|GTGT|0.08|############", True),
        _land("ar", "Argentina", "es", "ARS $ de", "{dd}/{mm}/{y}",
              "S.A.; S.R.L.; S.A.S.; S.A.I.C.|Martín Quiroga; Florencia Bianchi; Gustavo Acuña|Tehuelche; "
              "Río Cuarto; Ombú; La Calandria; Pampero|Av. Rivadavia {n}40; San Martín {n}5; Ruta 9 Km {n}"
              "|C1033 Ciudad de Buenos Aires; X5000 Córdoba; S2000 Rosario, Santa Fe; M5500 Mendoza"
              "|30-########-#|IVA|0.21|CBU ######################"),
        _land("id", "Indonesia", "id", "IDR Rp de",
              "{d} {Month} {y}; {dd}/{mm}/{y}; {dd}-{mm}-{y}",
              "Tbk; Persada; Mandiri; Abadi|Budi Santoso; Dewi Lestari; Agus Wijaya|Nusantara; Garuda Jaya; "
              "Cendana; Borobudur; Melati|Jl. Gatot Subroto Kav. {n}; Jl. Raya Bekasi Km {n}; Ruko Mas Blok "
              "B No. {n}|Jakarta Selatan 12930; Surabaya 60271; Bandung 40123; Semarang 50134"
              "|##.###.###.#-###.000|PPN|0.11|BCA ##########"),
        _land("sa", "Saudi Arabia", "en", "SAR SAR en",
              "{dd}/{mm}/{y}; {y}-{mm}-{dd}; {dd}-{Mon}-{y}",
              "Co. Ltd.; Trading Est.; LLC; Contracting Co.|Abdullah Qahtani; Nora Zahrani; Faisal Harbi|Al "
              "Yamamah; Najd; Tihama; Al Rawabi; Hejaz|{n}12 King Fahd Road; {n}34 Madinah Road; 2nd "
              "Industrial City, Street {n}|Riyadh 12271; Jeddah 23442; Dammam 32241"
              "|3############03|VAT|0.15|SA## #### #### #### #### ####"),
        _land("hk", "Hong Kong", "en", "HKD HK$ en",
              "{dd} {Mon} {y}; {Mon} {d}, {y}; {dd}/{mm}/{y}; {d} {Month} {y}",
              "Limited; Company Limited; Co., Ltd.; (H.K.) Limited|Wong Ka Ming; Carmen Lau; Raymond Cheung"
              "|Wing Fung; Kwong Tai; Golden Junk; Lucky Star; Man Hing|Unit {n}, 12/F, Kwun Tong Plaza; "
              "Flat B, {n}/F, Cheung Sha Wan Road|Kowloon, Hong Kong; Kwai Chung, N.T., Hong Kong"
              "|########-000|Tax|0|HSBC A/C ###-######-838"),
        _land("ro", "România", "en", "RON lei de",
              "{dd}.{mm}.{y}; {dd}/{mm}/{y}; {dd}-{mm}-{y}",
              "S.R.L.; S.A.|Andrei Munteanu; Ioana Stănescu; Mihai Dobre|Carpatin; Dunărea; Bucegi; Moldova "
              "Nouă; Transilvan|Str. Fabricii nr. {n}; Bd. Muncii nr. {n}; Calea Turzii nr. {n}|400620 "
              "Cluj-Napoca, jud. Cluj; 300222 Timișoara, jud. Timiș; 500240 Brașov, jud. Brașov"
              "|RO########|TVA|0.19|RO## BTRL #### #### #### ####", True),
    )
}  # fmt: skip


def dated(day: date, form: str, tongue: str) -> str:
    """A date in one of a land's forms."""
    month = _MONTHS[tongue].split()[day.month - 1]
    return form.format(
        d=day.day, dd=f"{day.day:02}", m=day.month, mm=f"{day.month:02}",
        y=day.year, yy=f"{day.year % 100:02}", Month=month, Mon=month[:3],
    )  # fmt: skip


def grouped(amount: Decimal, style: str, places: int = 2) -> str:
    """An amount with its land's separators."""
    whole, _, part = f"{abs(amount):.{places}f}".partition(".")
    sign = "-" if amount < 0 else ""
    if style == "in" and len(whole) > 3:
        head, tail = whole[:-3], whole[-3:]
        groups = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
        whole = ",".join([*groups, tail])
    elif style != "plain":
        whole = f"{int(whole):,}".replace(",", {"de": ".", "fr": " ", "ch": "'"}.get(style, ","))
    return sign + whole + ("," if style in ("de", "fr") else ".") * bool(part) + part
