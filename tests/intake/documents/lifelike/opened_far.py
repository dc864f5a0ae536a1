"""Held back once, opened after three measurements: Czech, Japanese, Brazilian documents."""

from datetime import timedelta

from tests.intake.documents.lifelike.desk import Desk, Kind, kind


@kind("cz")
def czech(k: Desk) -> None:
    """Czech tax document: dodavatel and odběratel, three dates one under another, variable symbol."""
    k.fill(k.chance.randrange(1, 5))
    k.numbered("{y}0####", "FV{yy}-####", "{yy}0100###")
    due, s, right = k.within(14, 21), k.sheet, k.size[0] - 40
    s.text(right, 50, f"{k.pick('FAKTURA - DAŇOVÝ DOKLAD č.', 'Faktura č.')} {k.number}", 12, True, "r")
    s.rows(
        40, 80, ["Dodavatel:", k.issuer.name, *k.issuer.address(), f"DIČ: {k.issuer.tax_id}"], bold_first=True
    )
    s.rows(
        320,
        80,
        ["Odběratel:", k.client.name, *k.client.address(), f"DIČ: {k.client.tax_id}"],
        bold_first=True,
    )
    dates = [
        ("Datum vystavení:", k.day(k.issued)),
        ("Datum zdanitelného plnění:", k.ago(k.pick(0, 5))),
        ("Datum splatnosti:", k.day(due)),
    ]
    k.chance.shuffle(dates)
    s.pairs(320, 170, dates, "split", right - 320, 8)
    s.pairs(
        40,
        170,
        [
            ("Variabilní symbol:", f"{k.issued.year}" + k.mask("####")),
            ("Číslo účtu:", k.issuer.bank),
            ("Forma úhrady:", "převodem"),
        ],
        "beside",
        90,
        8,
    )
    y = s.table(
        240,
        [
            (40, "l", "Označení dodávky"),
            (280, "r", "Množství"),
            (360, "r", "J.cena"),
            (420, "r", "Sazba"),
            (right, "r", "Kč Celkem"),
        ],
        [[one.what, str(one.quantity), k.bare(one.price), "21 %", k.bare(one.total)] for one in k.lines],
        k.pick("head", "grid"),
    )
    y = s.pairs(
        320, y + 12, [("Základ DPH 21 %", k.bare(k.net)), ("DPH 21 %", k.bare(k.tax))], "split", right - 320
    )
    s.text(320, y + 6, k.pick("CELKEM K ÚHRADĚ", "K úhradě"), 11, True)
    s.text(right, y + 6, k.money(k.total), 12, True, "r")


@kind("jp")
def japanese(k: Desk) -> None:
    """English invoice from Japan: whole yen, centred title, seller to the right under the date."""
    k.fill(k.chance.randrange(1, 5))
    k.numbered("{y}-####", "IV######", "JP-####-#")
    s, right = k.sheet, k.size[0] - 50
    due = k.issued + timedelta(days=31)
    due = k.due = due.replace(day=1) - timedelta(days=1) if due.month != k.issued.month else due
    if due <= k.issued:
        due = k.due = k.issued + timedelta(days=30)
    s.text(s.width / 2, 60, "INVOICE", 18, True, "c", gap=k.pick(0.0, 8.0))
    s.rule(50, right, 68, 1.2)
    s.rows(50, 96, [f"Messrs. {k.client.name}", *k.client.address()], 9.5)
    s.rows(right, 96, [f"Date: {k.day(k.issued)}", f"Invoice No. {k.number}"], align="r")
    s.rows(
        right,
        130,
        [k.issuer.name, *k.issuer.address(), f"Registration No. {k.issuer.tax_id}"],
        8,
        align="r",
        bold_first=True,
    )
    s.text(50, 190, k.pick("Total Amount", "Amount Billed", "Grand Total"), 11)
    s.text(250, 190, k.money(k.total, k.pick("front", "code")) + k.pick("", "-"), 14, True, "r")
    s.rule(50, 255, 196)
    y = s.table(
        230,
        [
            (50, "l", "Description"),
            (330, "r", "Q'ty"),
            (430, "r", "Unit Price"),
            (right, "r", "Amount (JPY)"),
        ],
        [[one.what, str(one.quantity), k.bare(one.price), k.bare(one.total)] for one in k.lines],
        "grid",
    )
    y = s.pairs(
        330,
        y + 12,
        [("Subtotal", k.bare(k.net)), ("Consumption Tax (10%)", k.bare(k.tax)), ("Total", k.bare(k.total))],
        "split",
        right - 330,
    )
    s.rows(
        50,
        y + 20,
        [
            f"Payment due: {k.day(due)}",
            "Bank: Mizuho-dori Branch, Ordinary",
            k.issuer.bank,
            f"Delivery: {k.ago(6)}",
        ],
        8,
    )


@kind("br")
def brazilian(k: Desk) -> None:
    """Brazilian service note: prestador and tomador, emission with the hour, a code."""
    k.sum(k.some(300, 30000), "0.05")
    k.total = k.net
    k.numbered("0000####", "{y}0000####", "#####")
    s, right = k.sheet, k.size[0] - 36
    s.box(36, 36, right, 110)
    s.text(
        200,
        56,
        f"PREFEITURA DO MUNICÍPIO DE {k.issuer.town.split(' ', 1)[1].split(' -')[0].upper()}",
        9,
        True,
        "c",
    )
    s.text(200, 74, "NOTA FISCAL ELETRÔNICA DE SERVIÇOS - NFS-e", 9, True, "c")
    stamp = f"{k.day(k.issued)} {k.mask('1#')}:{k.pick('04', '37', '52')}:19"
    s.pairs(
        410,
        50,
        [
            ("Número da Nota", k.number),
            ("Data e Hora de Emissão", stamp),
            ("Código de Verificação", k.mask("@@##-#@@#")),
        ],
        "below",
        size=8,
        step=12,
    )
    y = 130.0
    for label, who in (("PRESTADOR DE SERVIÇOS", k.issuer), ("TOMADOR DE SERVIÇOS", k.client)):
        s.box(36, y - 12, right, y + 62)
        s.text(s.width / 2, y, label, 8, True, "c")
        s.rows(
            46,
            y + 16,
            [
                f"CPF/CNPJ: {who.tax_id}",
                f"Nome/Razão Social: {who.name}",
                f"Endereço: {who.street}",
                f"Município: {who.town}",
            ],
            8,
        )
        y += 80
    s.text(s.width / 2, y, "DISCRIMINAÇÃO DOS SERVIÇOS", 8, True, "c")
    s.rows(
        46,
        y + 18,
        [
            f"Serviços de consultoria, competência {k.issued.month:02}/{k.issued.year}",
            f"Vencimento: {k.day(k.within(10, 20, 30))}",
            k.issuer.bank,
        ],
        8,
    )
    s.box(36, y + 110, right, y + 134, 0.92)
    s.text(
        s.width / 2,
        y + 126,
        f"{k.pick('VALOR TOTAL DA NOTA', 'VALOR TOTAL DO SERVIÇO')} = {k.money(k.total)}",
        11,
        True,
        "c",
    )
    s.across(
        [120, 240, 360, right - 10],
        y + 150,
        ["Deduções (R$)", "Base de Cálculo (R$)", "Alíquota (%)", "Valor do ISS (R$)"],
        ["0,00", k.bare(k.net), "5,00", k.bare(k.tax)],
        8,
        aligns="rrrr",
    )


KINDS: tuple[Kind, ...] = (
    czech,
    japanese,
    brazilian,
)
