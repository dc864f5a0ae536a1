"""Bank lines that belong to no invoice: wages, rent, taxes, fees, transfers, card takings."""

from random import Random

from tests.bench.pacific_worlds import World

OUTFLOWS = {
    "au": (
        "payroll:WAGES PAYRUN 14;superannuation:SUPERCHOICE SUPER;tax:ATO BAS PAYMENT;"
        "rent:RENT UNIT 4;fee:ACCT FEE"
    ),
    "nz": "payroll:WAGES DC;superannuation:KIWISAVER IRD;tax:IRD GST;rent:OFFICE RENT;fee:ACCOUNT FEE BASE",
    "sg": "payroll:SALARY GIRO;superannuation:CPF BOARD;tax:IRAS GST;rent:JTC RENTAL;fee:TT COMMISSION CABLE",
    "jp": "payroll:ｷﾕｳﾖ;superannuation:ｼﾔｶｲﾎｹﾝﾘﾖｳ;tax:ｼﾖｳﾋｾﾞｲ;rent:ﾔﾁﾝ;fee:ﾌﾘｺﾐﾃｽｳﾘﾖｳ",
    "in": (
        "payroll:SALARY NEFT BULK;superannuation:EPFO CONTRIBUTION;tax:GST CBIC CHALLAN;"
        "rent:OFFICE RENT;fee:SMS CHGS"
    ),
    "br": (
        "payroll:FOLHA DE PAGAMENTO;superannuation:FGTS GRF;tax:DARF SIMPLES;rent:ALUGUEL GALPAO;"
        "fee:TARIFA PACOTE"
    ),
    "mx": (
        "payroll:NOMINA QUINCENA;superannuation:IMSS SUA;tax:SAT PAGO REFERENCIADO IVA;"
        "rent:RENTA BODEGA;fee:COMISION"
    ),
    "ca": (
        "payroll:PAYROLL CERIDIAN;superannuation:CPP EI REMIT;tax:CRA GST HST;rent:RENT SUITE 210;"
        "fee:MONTHLY PLAN FEE"
    ),
}
INFLOWS = {
    "au": (
        "own_transfer:TRANSFER FROM SAVINGS;interest:CREDIT INTEREST;"
        "card_takings:EFTPOS SETTLEMENT TYRO;tax_refund:ATO"
    ),
    "nz": (
        "own_transfer:TRANSFER FROM ONCALL;interest:INTEREST;card_takings:WINDCAVE SETTLEMENT;"
        "tax_refund:IRD REFUND"
    ),
    "sg": (
        "own_transfer:FUNDS TRF OWN A/C;interest:INTEREST EARNED;card_takings:NETS SETTLEMENT;"
        "tax_refund:IRAS REFUND"
    ),
    "jp": "own_transfer:ﾌﾘｶｴ;interest:ﾘｿｸ;card_takings:ｶ)ｼﾞｴ-ｼ-ﾋﾞ-;tax_refund:ｺｸｾﾞｲｶﾝﾌﾟ",
    "in": (
        "own_transfer:SWEEP TRF FROM FD;interest:INT.PD;card_takings:RAZORPAY SETTLEMENT;"
        "tax_refund:CPC ITR REFUND"
    ),
    "br": (
        "own_transfer:RESGATE CDB;interest:RENDIMENTO;card_takings:CIELO VENDAS CREDITO;"
        "tax_refund:RESTITUICAO RFB"
    ),
    "mx": (
        "own_transfer:TRASPASO CUENTA PROPIA;interest:INTERESES;card_takings:CLIP DEPOSITO;"
        "tax_refund:SAT DEVOLUCION IVA"
    ),
    "ca": "own_transfer:TFR FROM SAV;interest:INT PAID;card_takings:MONERIS SETTLEMENT;tax_refund:CRA REFUND",
}


def labelled(text: str) -> list[tuple[str, str]]:
    """(situation, words) of each entry."""
    return [(label, words) for label, words in (entry.split(":") for entry in text.split(";"))]


def noise_line(world: World, rng: Random) -> tuple[str, str, int]:
    """The situation, words and amount in minor units of one line without an invoice."""
    outward = rng.random() < 0.6
    label, words = rng.choice(labelled((OUTFLOWS if outward else INFLOWS)[world.key]))
    amount = max(1, round(world.median * 10**world.digits * rng.lognormvariate(0, 0.8)))
    if label in ("fee", "interest"):
        amount = max(1, amount // 200)
    if rng.random() < 0.4:
        words = f"{words} {rng.randrange(1000, 999999)}"
    return label, words, -amount if outward else amount
