"""More countries: the south, the north and the east of Europe, and Brazil and Mexico."""
# ruff: noqa: E501 - a table of words reads by its rows

from tests.intake.documents.strangers.words import _DK, _ES, _IT, _NO, _PL, _PT, _SE, Land, _land
from tests.intake.documents.strangers.words import LANDS as FIRST

_ES_WORDS = """
FACTURA|Factura|Factura
Nº de factura|Factura Nº|Número de factura|Nº factura|Núm. factura|Factura núm.
Fecha de factura|Fecha|Fecha de emisión|Fecha factura|Fecha expedición
Vencimiento|Fecha de vencimiento|Vence el|Fecha límite de pago
Forma de pago|Condiciones de pago|Plazo de pago
Su pedido|Nº pedido|Orden de compra|Pedido cliente
Nº cliente|Código cliente|Cod. cliente
Cliente|Facturar a|Datos del cliente|Destinatario
Dirección de envío|Dirección de entrega
Emisor|Proveedor|Datos del emisor
Base imponible|Subtotal|Importe neto|Total bruto
IVA {r}%|I.V.A. {r}%|IVA ({r} %)|Cuota IVA
Total|TOTAL FACTURA|Total factura|Importe total|TOTAL EUR|Total con IVA
Total a pagar|Importe pendiente|Pendiente de pago
Anticipo|Pagado a cuenta
Saldo anterior|Saldo anterior
Descuento|Dto.
Portes|Gastos de envío
Concepto|Cantidad|Precio|Importe
{n} días|Transferencia a {n} días|Pago a {n} días
Factura rectificativa|ABONO
Tel.|Tlf.
Cuenta|Banco
"""
_PT_WORDS = """
Fatura|FATURA|Fatura
Fatura n.º|Número da fatura|Nº Fatura|N.º do documento|Nº da fatura
Data de emissão|Data|Data da fatura|Data do documento
Vencimento|Data de vencimento|Pagar até|Data limite de pagamento
Condições de pagamento|Cond. pagamento|Prazo de pagamento
Nota de encomenda|V/ encomenda|Pedido nº|Requisição nº
N.º cliente|Cód. cliente|Cliente nº
Cliente|Faturado a|Exmo.(s) Sr.(s)|Destinatário
Local de entrega|Morada de entrega
Emitente|Fornecedor|De
Subtotal|Total ilíquido|Valor líquido|Base tributável|Total sem IVA
IVA {r}%|IVA ({r}%)|Total IVA|Valor do IVA
Total|Total a pagar|TOTAL DA FATURA|Total documento|Valor total|Total com IVA
Total a pagar|Valor em dívida|A pagar
Adiantamento|Já pago
Saldo anterior|Saldo anterior
Desconto|Desconto comercial
Portes|Transporte
Descrição|Qtd.|Preço unit.|Valor
{n} dias|Pagamento a {n} dias|Pronto pagamento em {n} dias
Nota de crédito|NOTA DE CRÉDITO
Tel.|Telefone
Banco|Conta
"""
LANDS = (
    _land(
        "es", "EUR", "1.234,50 €|1.234,50€|1.234,50|€ 1.234,50", "%d/%m/%Y|{d} de {B} de {Y}|%d-%m-%Y", _ES, "21 10",
        "S.L.|SL|S.A.|S.L.U.|", _ES_WORDS,
        "Consultoría técnica|Papel A4|Mantenimiento anual|Mano de obra|Desplazamiento|Alojamiento web",
        "CIF: B{k8}|NIF B-{k8}|Inscrita en el Reg. Merc. de Madrid, Tomo {k4}", "Calle Mayor, {s}|C/ Serrano {s}, 3º B|Av. del Puerto {s}",
        "28013 Madrid|46021 Valencia|08003 Barcelona", "Lucía Núñez|Iñaki Aguirre",
        "Reformas|Suministros|Hostelería|Informática|Construcciones",
    ),
    _land(
        "mx", "MXN", "$1,234.50|$ 1,234.50 MXN|MXN 1,234.50", "%d/%m/%Y|{d} de {B} de {Y}", _ES, "16",
        "S.A. de C.V.|S. de R.L. de C.V.", _ES_WORDS, "Servicio de asesoría|Material eléctrico|Renta de equipo|Flete local",
        "RFC: ABC{k6}XY{s}", "Av. Insurgentes Sur {h}|Calle Hidalgo {s}", "03100 Ciudad de México|64000 Monterrey, N.L.",
        "Jorge Castañeda|Ana Peña", "Comercializadora|Servicios Integrales|Ferretería",
    ),
    _land(
        "it", "EUR", "€ 1.234,50|1.234,50 €|1.234,50|EUR 1.234,50", "%d/%m/%Y|{d} {B} {Y}|%d-%m-%Y", _IT, "22 10 4",
        "S.r.l.|srl|S.p.A.|S.n.c.|di Rossi Mario", """
FATTURA|Fattura|Fattura
Fattura n.|Numero fattura|N. documento|Nr. Fattura|Fattura N°
Data|Data fattura|Data documento|Data emissione|del
Scadenza|Data scadenza|Scadenza pagamento|Da pagare entro il
Condizioni di pagamento|Pagamento|Modalità di pagamento
Vs. ordine|N. ordine|Rif. ordine
Cod. cliente|Codice cliente
Spett.le|Cliente|Intestatario|Destinatario
Luogo di destinazione|Destinazione merce
Cedente/Prestatore|Fornitore|Mittente
Imponibile|Totale imponibile|Totale netto|Totale merce
IVA {r}%|Imposta|I.V.A. {r} %|Totale IVA
Totale fattura|TOTALE DOCUMENTO|Totale|Totale da pagare|Importo totale
Netto a pagare|Totale dovuto|Saldo da pagare
Acconto|Acconto ricevuto
Saldo precedente|Saldo precedente
Sconto|Sconto
Spese di trasporto|Spese trasporto
Descrizione|Quantità|Prezzo unitario|Importo
Bonifico {n} gg d.f.|{n} giorni data fattura|Rimessa diretta {n} gg
Nota di credito|NOTA DI CREDITO
Tel.|Telefono
Banca|Conto
""", "Consulenza|Carta A4|Manutenzione|Manodopera|Trasporto|Canone annuale",
        "P.IVA {k9}{k2}|C.F. e P.IVA {k9}{k2}|REA MI-{k6}|Cap. Soc. € 10.000,00 i.v.", "Via Garibaldi, {s}|Corso Italia {s}|Viale Monza {h}",
        "20127 Milano (MI)|10121 Torino|40126 BOLOGNA BO", "Giulia Ferri|Marco Bianchi", "Impianti|Arredamenti|Tipografia|Officine|Servizi", True,
    ),
    _land(
        "pt", "EUR", "1.234,50 €|1 234,50 €|€ 1.234,50|1.234,50", "%d/%m/%Y|%d-%m-%Y|%Y-%m-%d|{d} de {B} de {Y}", _PT, "23 13 6",
        "Lda.|Lda|S.A.|Unipessoal Lda", _PT_WORDS, "Serviços de consultoria|Papel A4|Manutenção|Mão de obra|Deslocação|Alojamento web",
        "NIF: 5{k8}|Contribuinte n.º 5{k8}|NIPC 5{k8}", "Rua do Ouro, {s}|Av. da Liberdade {h}", "1100-062 Lisboa|4050-290 Porto",
        "Inês Carvalho|Rui Gonçalves", "Construções|Informática|Conservas|Energia",
    ),
    _land(
        "br", "BRL", "R$ 1.234,50|R$1.234,50", "%d/%m/%Y|{d} de {B} de {Y}", _PT, "0", "Ltda.|S.A.|ME", _PT_WORDS,
        "Serviços de TI|Frete|Material de escritório|Manutenção predial", "CNPJ {k2}.{k3}.{k3}/0001-{k2}|IE {k3}.{k3}.{k3}",
        "Rua Augusta, {h}|Av. Paulista {h}, cj {s}", "01310-100 São Paulo - SP|30130-010 Belo Horizonte - MG",
        "Thiago Araújo|Camila Souza", "Comércio|Tecnologia|Transportes", True,
    ),
    _land(
        "pl", "PLN", "1 234,50 zł|1 234,50 PLN|1234,50|1 234,50", "%d.%m.%Y|%Y-%m-%d|{d} {B} {Y}|%d-%m-%Y", _PL, "23 8",
        "Sp. z o.o.|S.A.|sp. j.|", """
Faktura|FAKTURA VAT|Faktura
Faktura nr|Faktura VAT nr|Numer faktury|Nr faktury|FAKTURA NR
Data wystawienia|Data faktury|Wystawiono dnia|Data wyst.
Termin płatności|Termin zapłaty|Płatne do
Sposób zapłaty|Forma płatności|Warunki płatności
Nr zamówienia|Zamówienie nr|Numer zamówienia
Nr klienta|Kod klienta
Nabywca|Nabywca|Odbiorca
Adres dostawy|Miejsce dostawy
Sprzedawca|Wystawca|Sprzedawca
Wartość netto|Razem netto|Suma netto|Netto
VAT {r}%|Kwota VAT|Podatek VAT {r}%
Razem brutto|Wartość brutto|Do zapłaty|Razem do zapłaty|Suma brutto|Kwota do zapłaty
Do zapłaty|Pozostało do zapłaty|Razem do zapłaty
Zapłacono|Zaliczka
Saldo poprzednie|Zaległość
Rabat|Upust
Koszt dostawy|Transport
Nazwa towaru lub usługi|Ilość|Cena netto|Wartość netto
{n} dni|przelew {n} dni|Przelew, {n} dni
Faktura korygująca|KOREKTA
Tel.|tel.
Nr konta|Rachunek
""", "Usługa doradcza|Papier A4|Serwis roczny|Robocizna|Dojazd|Hosting", "NIP {k3}-{k3}-{k2}-{k2}|NIP: {k9}1|REGON {k9}",
        "ul. Długa {s}|ul. Polna {s}/4|al. Jana Pawła II {s}", "00-238 Warszawa|31-147 Kraków|80-831 Gdańsk",
        "Zofia Wiśniewska|Paweł Żak", "Budowa|Usługi Informatyczne|Hurtownia|Transport", True,
    ),
    _land(
        "se", "SEK", "1 234,50 kr|1 234,50|SEK 1 234,50|1 234,50 SEK", "%Y-%m-%d|{d} {B} {Y}", _SE, "25 12 6", "AB|HB|Handelsbolag|AB", """
FAKTURA|Faktura|Faktura
Fakturanummer|Fakturanr|Faktura nr|Fakturanr.
Fakturadatum|Datum|Fakturadatum
Förfallodatum|Förfallodag|Betalas senast|Oss tillhanda senast
Betalningsvillkor|Betalvillkor|Betalningsvillkor
Er referens|Ert ordernummer|Er order|Inköpsordernr
Kundnummer|Kundnr
Faktureringsadress|Kund|Fakturaadress
Leveransadress|Godsmottagare
Säljare|Leverantör|Från
Netto|Summa exkl. moms|Nettobelopp|Exkl. moms
Moms {r}%|Moms|Momsbelopp|Varav moms
Att betala|Summa att betala|Totalt inkl. moms|Totalbelopp|Summa inkl. moms
Att betala|Belopp att betala|Kvar att betala
Betalt|Förskott
Föregående saldo|Ingående saldo
Rabatt|Rabatt
Frakt|Fraktkostnad
Benämning|Antal|À-pris|Belopp
{n} dagar netto|{n} dagar|{n} dagar netto
Kreditfaktura|KREDITFAKTURA
Tel|Telefon
Bankgiro|Plusgiro
""", "Konsulttimmar|Kopieringspapper|Serviceavtal|Arbetskostnad|Resekostnad|Webbhotell",
        "Org.nr 556{k3}-{k4}|Momsreg.nr SE556{k7}01|Godkänd för F-skatt", "Storgatan {s}|Hamngatan {s}B", "111 22 Stockholm|411 05 Göteborg|SE-211 20 Malmö",
        "Åsa Lindqvist|Björn Öberg", "Bygg|El|Konsult|Åkeri|Tryck", True,
    ),
    _land(
        "no", "NOK", "1 234,50|kr 1 234,50|NOK 1 234,50|1.234,50", "%d.%m.%Y|{d}. {B} {Y}|%d.%m.%y", _NO, "25 15", "AS|ANS|AS|", """
FAKTURA|Faktura|Faktura
Fakturanummer|Fakturanr.|Faktura nr.|Fakturanr
Fakturadato|Dato|Fakturadato
Forfallsdato|Forfall|Betalingsfrist|Forfaller
Betalingsbetingelser|Bet.bet.|Betalingsvilkår
Deres ref.|Deres ordrenr.|Bestillingsnr.|Ordrenr.
Kundenummer|Kundenr.
Faktureres til|Kunde|Fakturaadresse
Leveringsadresse|Leveres til
Selger|Leverandør|Fra
Netto|Sum eks. mva|Nettobeløp|Sum netto
Mva {r}%|MVA|{r}% mva|Merverdiavgift
Å betale|Sum å betale|Totalt inkl. mva|Totalbeløp|Beløp å betale
Å betale|Til gode|Utestående beløp
Innbetalt|Forskudd
Forrige saldo|Overført saldo
Rabatt|Rabatt
Frakt|Porto
Beskrivelse|Antall|Pris|Beløp
{n} dager|Netto {n} dager|Pr. {n} dager
Kreditnota|KREDITNOTA
Tlf.|Tlf
Kontonummer|Bankkonto
""", "Konsulenttimer|Kopipapir|Serviceavtale|Arbeid|Reisekostnad|Webhotell",
        "Org.nr. {k3} {k3} {k3} MVA|Foretaksregisteret NO {k9} MVA", "Storgata {s}|Bryggen {s}", "0155 Oslo|5003 Bergen|N-7010 Trondheim",
        "Kjersti Hansen|Øyvind Berg", "Bygg|Elektro|Rør|Fisk|Data",
    ),
    _land(
        "dk", "DKK", "1.234,50|1.234,50 kr.|kr. 1.234,50|DKK 1.234,50", "%d-%m-%Y|%d.%m.%Y|{d}. {B} {Y}|%d/%m/%Y", _DK, "25", "ApS|A/S|I/S|", """
FAKTURA|Faktura|Faktura
Fakturanr.|Fakturanummer|Faktura nr.|Faktura
Fakturadato|Dato|Fakturadato
Forfaldsdato|Forfalden|Betales senest|Sidste rettidige betaling
Betalingsbetingelser|Betaling|Betalingsfrist
Deres ref.|Rekvisitionsnr.|Indkøbsordre|Deres ordrenr.
Kundenr.|Kundenummer
Faktureres til|Kunde|Faktureringsadresse
Leveringsadresse|Leveres til
Sælger|Leverandør|Fra
Subtotal|I alt ekskl. moms|Nettobeløb|Beløb ekskl. moms
Moms {r}%|{r}% moms|Moms ({r}%)|Momsbeløb
I alt|Total DKK|At betale|I alt inkl. moms|Totalbeløb|Total inkl. moms
At betale|Skyldig beløb|Restbeløb
Forudbetalt|Indbetalt
Tidligere saldo|Saldo overført
Rabat|Rabat
Fragt|Forsendelse
Beskrivelse|Antal|Stk. pris|Beløb
Netto {n} dage|{n} dage netto|Netto kontant {n} dage
Kreditnota|KREDITNOTA
Tlf.|Telefon
Bank|Konto nr.
""", "Konsulenttimer|Kopipapir|Serviceaftale|Arbejdsløn|Kørsel|Webhotel",
        "CVR {k8}|CVR-nr. {k8}|SE nr. {k8}", "Vestergade {s}|Havnevej {s}", "1456 København K|8000 Aarhus C|DK-5000 Odense C",
        "Mette Sørensen|Jørgen Nygaard", "Byg|VVS|Tryk|Transport|Data",
    ),
)  # fmt: skip
ALL: tuple[Land, ...] = FIRST + LANDS
