"""Invoices in the manner of one country: Italian copies, Portuguese series, Indian taxes, Spanish traders."""

from datetime import timedelta
from decimal import Decimal

from tests.intake.documents.lifelike.desk import Desk, Kind, cents, kind


@kind("it")
def courtesy_copy(k: Desk) -> None:
    """Printed copy of an Italian e-invoice: cedente and cessionario side by side, coded tables."""
    k.fill(k.chance.randrange(1, 5))
    k.numbered("###/{y}", "###/@", "FPR ##/{yy}", "{y}/###/@")
    due, s, right = k.within(30, 60), k.sheet, k.size[0] - 40
    for x, who, label in (
        (40, k.issuer, "Cedente/prestatore (fornitore)"),
        (310, k.client, "Cessionario/committente (cliente)"),
    ):
        s.text(x, 50, label, 9, True)
        s.rows(
            x,
            66,
            [
                f"Identificativo fiscale ai fini IVA: {who.tax_id}",
                f"Denominazione: {who.name}",
                "Regime fiscale: RF01 (ordinario)",
                f"Indirizzo: {who.street}",
                f"Comune: {who.town}",
            ],
            7.5,
        )
    s.box(36, 136, right, 170)
    labels = ["Tipologia documento", "Art. 73", "Numero documento", "Data documento", "Codice destinatario"]
    s.across(
        [40, 180, 230, 330, 430],
        148,
        labels,
        ["TD01 fattura", "", k.number, k.day(k.issued), k.mask("@@#@@##")],
        8,
    )
    rows = [
        [one.what, f"{one.quantity},00", k.bare(one.price), "22,00", k.bare(one.total)] for one in k.lines
    ]
    y = s.table(
        200,
        [
            (40, "l", "Descrizione"),
            (320, "r", "Quantità"),
            (400, "r", "Prezzo unitario"),
            (450, "r", "%IVA"),
            (right, "r", "Prezzo totale"),
        ],
        rows,
        "grid",
        7.5,
    )
    s.text(40, y + 20, "RIEPILOGHI IVA E TOTALI", 9, True)
    y = s.table(
        y + 40,
        [
            (40, "l", "esigibilità iva / riferimenti"),
            (300, "r", "%IVA"),
            (400, "r", "Totale imponibile"),
            (right, "r", "Totale imposta"),
        ],
        [["I (esigibilità immediata)", "22,00", k.bare(k.net), k.bare(k.tax)]],
        "grid",
        7.5,
    )
    s.across(
        [40, 180, 320, right],
        y + 20,
        ["Importo bollo", "Sconto/Maggiorazione", "Valuta", "Totale documento"],
        ["", "", "EUR", k.bare(k.total)],
        aligns="lllr",
    )
    s.across(
        [40, 150, 330, right],
        y + 60,
        ["Modalità pagamento", "IBAN", "Data scadenza", "Importo"],
        ["MP05 Bonifico", k.issuer.bank, k.day(due), k.bare(k.total)],
        7.5,
        aligns="lllr",
    )


@kind("pt")
def certified(k: Desk) -> None:
    """Portuguese certified invoice: series in the number, hash characters, ATCUD, vencimento in a row."""
    k.fill(k.chance.randrange(1, 5))
    k.numbered("FT {y}A/###", "FT A/####", "FT {y}/###", "FR 01P{y}/##")
    due, s, right = k.within(0, 30), k.sheet, k.size[0] - 40
    s.rows(40, 50, [k.issuer.name, *k.issuer.address(), f"NIF: {k.issuer.tax_id}"], 8, bold_first=True)
    s.rows(330, 110, ["Exmo.(s) Sr.(s)", k.client.name, *k.client.address()])
    s.text(40, 186, f"{k.pick('Fatura', 'Factura', 'Fatura')} {k.number}", 13, True)
    s.text(right, 186, k.pick("Original", "Duplicado"), 8, align="r")
    s.text(40, 199, f"ATCUD:{k.mask('@@@@####-###')}", 6.5)
    s.rule(40, right, 206)
    s.across(
        [40, 140, 240, 330, 430],
        220,
        ["V/N.º Contrib.", "Requisição", "Moeda", "Data", "Vencimento"],
        [k.client.tax_id, k.ordered("####", "REQ ##"), "EUR", k.day(k.issued), k.day(due)],
        8,
    )
    y = s.table(
        270,
        [
            (40, "l", "Artigo"),
            (100, "l", "Descrição"),
            (340, "r", "Qtd."),
            (420, "r", "Pr. Unitário"),
            (470, "r", "IVA"),
            (right, "r", "Valor"),
        ],
        [
            [one.code, one.what, f"{one.quantity},00", k.bare(one.price), "23,00", k.bare(one.total)]
            for one in k.lines
        ],
        size=7.5,
    )
    s.text(40, y + 20, f"{k.mask('@@@#')}-Processado por programa certificado n.º {k.mask('####')}/AT", 6.5)
    s.across(
        [40, 120, 220],
        y + 40,
        ["Taxa/Valor", "Incid./Qtd.", "Total"],
        ["IVA (23,00)", k.bare(k.net), k.bare(k.tax)],
        7.5,
    )
    s.pairs(
        340,
        y + 40,
        [
            ("Mercadoria/Serviços", k.bare(k.net)),
            ("IVA", k.bare(k.tax)),
            ("Acerto", "0,00"),
            (k.pick("Total ( EUR )", "Total a pagar"), k.bare(k.total)),
        ],
        "split",
        right - 340,
    )


@kind("in")
def goods_and_services(k: Desk) -> None:
    """Indian tax invoice in one grid: e-way bill, buyer's order with date, two halves of tax, words."""
    k.fill(k.chance.randrange(1, 6), high=3000)
    k.numbered("@@/###/{yy}-24", "INV-{y}/00##-@", "###", "@@@/{y}/####")
    s, right = k.sheet, k.size[0] - 36
    half = cents(k.tax / 2)
    k.tax = half * 2
    whole = (k.net + k.tax).quantize(Decimal(1))
    rounding = whole - k.net - k.tax
    k.total = whole
    k.derived.add("tax")
    s.text(s.width / 2, 40, "TAX INVOICE" if k.often(0.7) else "Tax Invoice", 12, True, "c")
    s.box(36, 48, right, 210)
    s.rule(36, 290, 128)
    s.rows(
        42,
        62,
        [
            k.issuer.name,
            *k.issuer.address(),
            f"GSTIN/UIN: {k.issuer.tax_id}",
            "State Name : Maharashtra, Code : 27",
        ],
        8,
        bold_first=True,
    )
    s.rows(
        42, 142, ["Buyer (Bill to)", k.client.name, *k.client.address(), f"GSTIN/UIN: {k.client.tax_id}"], 8
    )
    cells = [
        ("Invoice No.", k.number),
        ("Dated", k.day(k.issued)),
        ("Delivery Note", k.mask("DN-###")),
        ("Mode/Terms of Payment", "30 Days"),
        ("Buyer's Order No.", k.ordered("PO/####", "45######")),
        ("Dated", k.ago(11)),
        ("Dispatch Doc No.", k.mask("####")),
        ("Delivery Note Date", k.ago(1)),
    ]
    for n, (label, value) in enumerate(cells):
        x, y = 296 + 130 * (n % 2), 60 + 38 * (n // 2)
        s.text(x, y, label, 7)
        s.text(x, y + 12, value, 8.5, True)
        s.rule(290, right, y + 26)
    k.due = k.issued + timedelta(days=30)
    k.derived.add("due_date")
    rows = [
        [
            str(n + 1),
            one.what,
            k.mask("########"),
            f"{one.quantity} Nos",
            k.bare(one.price),
            k.bare(one.total),
        ]
        for n, one in enumerate(k.lines)
    ]
    rows += [
        ["", "CGST", "", "", "9 %", k.bare(half)],
        ["", "SGST", "", "", "9 %", k.bare(half)],
        ["", "Round Off", "", "", "", k.bare(rounding)],
    ]
    y = s.table(
        228,
        [
            (42, "l", "Sl"),
            (64, "l", "Description of Goods"),
            (270, "l", "HSN/SAC"),
            (390, "r", "Quantity"),
            (460, "r", "Rate"),
            (right - 6, "r", "Amount"),
        ],
        rows,
        "grid",
        8,
    )
    s.text(64, y + 4, "Total", bold=True)
    s.text(
        right - 6,
        y + 4,
        k.pick("₹ " if k.face == "sans" else "Rs. ", "Rs. ", "INR ") + k.bare(k.total),
        bold=True,
        align="r",
    )
    s.text(42, y + 24, "Amount Chargeable (in words)", 7)
    s.text(42, y + 36, f"INR {_spoken(int(k.total))} Only", 8.5, True)
    s.text(right - 6, y + 90, f"for {k.issuer.name}", 8.5, True, "r")
    s.text(right - 6, y + 130, "Authorised Signatory", 7, align="r")


@kind("es")
def spanish_trade(k: Desk) -> None:
    """Spanish trader: albarán and pedido beside the number, base imponible across, forma de pago."""
    k.fill(k.chance.randrange(1, 6))
    k.numbered("{yy}/####", "A-{y}-###", "FV{yy}-0###", "F{yy}####")
    due, s, right = k.within(30, 60), k.sheet, k.size[0] - 40
    s.rows(40, 46, [k.issuer.name, *k.issuer.address(), f"C.I.F. {k.issuer.tax_id}"], 8, bold_first=True)
    s.box(300, 90, right, 150)
    s.rows(308, 106, [k.client.name, *k.client.address(), f"CIF: {k.client.tax_id}"])
    s.text(40, 120, "F A C T U R A" if k.often(0.5) else "Factura", 16, True)
    s.across(
        [40, 130, 210, 290, 380],
        172,
        ["Nº Factura", "Fecha", "Cliente", "Su pedido", "Albarán"],
        [k.number, k.day(k.issued), k.mask("43000###"), k.ordered("####", "P-###"), k.mask("ALB####")],
        8,
    )
    y = s.table(
        220,
        [
            (40, "l", "Código"),
            (110, "l", "Concepto"),
            (340, "r", "Cantidad"),
            (430, "r", "Precio"),
            (right, "r", "Importe"),
        ],
        [[one.code, one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)] for one in k.lines],
        k.pick("head", "zebra"),
    )
    s.across(
        [80, 200, 300, 400, right],
        max(y + 30, 560),
        ["Importe bruto", "Base imponible", "% IVA", "Cuota IVA", "TOTAL FACTURA"],
        [k.bare(k.net), k.bare(k.net), "21,00", k.bare(k.tax), k.money(k.total)],
        9,
        aligns="rrrrr",
    )
    s.rows(
        40,
        max(y + 80, 620),
        [
            f"Forma de pago: transferencia a {(due - k.issued).days} días",
            f"Vencimiento: {k.day(due)}   {k.bare(k.total)}",
            f"IBAN {k.issuer.bank}",
        ],
        8,
    )


_UNDER = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
]
_TENS = ["-", "-", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]


def _spoken(amount: int) -> str:
    for size, word in ((100000, "Lakh"), (1000, "Thousand"), (100, "Hundred")):
        if amount >= size:
            rest = f" {_spoken(amount % size)}" if amount % size else ""
            return f"{_spoken(amount // size)} {word}{rest}"
    if amount < 20:
        return _UNDER[amount]
    return _TENS[amount // 10] + (f" {_UNDER[amount % 10]}" if amount % 10 else "")


KINDS: tuple[Kind, ...] = (
    courtesy_copy,
    certified,
    goods_and_services,
    spanish_trade,
)
