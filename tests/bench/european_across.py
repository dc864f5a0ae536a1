"""What reaches beyond one client of the European books: shared payments, equal claims, unrelated lines."""

from datetime import timedelta

from tests.bench.european_ledger import DAYS, FIRST_DAY, Draft, business_day
from tests.bench.european_lexicon import COUNTRIES
from tests.bench.european_parties import Client
from tests.bench.european_settling import Claim, Line, Settling
from tests.bench.european_wording import in_bank_letters, phrase, written_name


def settle_across(books: Settling) -> None:
    """Payments that reach over clients: equal claims, head offices, factors, card payouts, bare deposits."""
    count, level = len(books.drafts), books.level
    for situation, share in {
        "equal_claims": (0.003, 0.005, 0.008),
        "same_amount_same_day": (0.004, 0.006, 0.008),
        "head_office_pays": (0.002, 0.003, 0.004),
        "factoring_batch": (0.0015, 0.002, 0.003),
        "card_payout": (0.001, 0.002, 0.003),
        "bare_deposit": (0.003, 0.006, 0.011),
    }.items():
        for _ in range(max(2, round(share[level] * count))):
            _ACROSS[situation](books)


def _neighbours(books: Settling, days: int, wanted: int) -> list[Draft]:
    """Up to `wanted` open invoices of different clients and one currency,"
    " issued within `days` of each other."""
    free = [i for i in (books.rng.randrange(len(books.drafts)) for _ in range(30)) if _free(books.drafts[i])]
    if not free:
        return []
    first = books.drafts[free[0]]
    found, clients = [first], {first.client.key}
    for draft in books.drafts[first.index + 1 : first.index + 400]:
        if len(found) == wanted or (draft.issued - first.issued).days > days:
            break
        if _free(draft) and draft.currency == first.currency and draft.client.key not in clients:
            found.append(draft)
            clients.add(draft.client.key)
    return found


def _free(draft: Draft) -> bool:
    return not draft.taken and draft.total > 0 and not draft.retainer


def _equal_claims(books: Settling) -> None:
    pair = _neighbours(books, 4, 2)
    if len(pair) < 2:
        return
    pair[1].total = pair[0].total
    paid = pair if books.rng.random() < 0.6 else pair[:1]
    day = max(pair[1].issued + timedelta(days=1), books.pay_day(pair[0]))
    for draft in paid:
        line = books.single(draft, "equal_claims", form="no_reference", name="empty", day=business_day(day))
        line.ambiguous = line.tie = True
        line.client = None
    for draft in pair:
        draft.taken = True


def _same_amount_same_day(books: Settling) -> None:
    pair = _neighbours(books, 6, 2)
    if len(pair) < 2:
        return
    pair[1].total = pair[0].total
    day = business_day(max(pair[1].issued + timedelta(days=1), books.pay_day(pair[0])))
    for draft in pair:
        form = books.rng.choice(("no_reference", "no_reference", "reference_in_text", "last_digits_only"))
        books.single(draft, "same_amount_same_day", form=form, name="exact", day=day)


def _head_office_pays(books: Settling) -> None:
    """One payment with a list by the head office of a chain, for invoices of several of its sites."""
    rng = books.rng
    starts = [
        draft
        for draft in (rng.choice(books.drafts) for _ in range(200))
        if draft.client.site and _free(draft)
    ]
    if not starts:
        return
    first = starts[0]
    sites = [
        draft
        for draft in books.drafts[first.index : first.index + 3_000]
        if draft.client.family == first.client.family
        and _free(draft)
        and (draft.issued - first.issued).days < 40
    ][: rng.randrange(2, 6)]
    if len({draft.client.key for draft in sites}) < 2:
        return
    line = books.several(sites, "head_office_pays", "full")
    line.name, line.payer = f"{first.client.stem} {first.client.legal}", "family"


def _factoring_batch(books: Settling) -> None:
    batch = _neighbours(books, 10, books.rng.randrange(2, 6))
    if len(batch) > 1:
        line = books.several(batch, "factoring_batch", "full")
        line.name, line.payer, line.client = batch[0].client.factor, "none", None


def _card_payout(books: Settling) -> None:
    """A card acquirer pays out several clients' invoices in one sum less its fee, without saying which."""
    rng = books.rng
    batch = _neighbours(books, 3, rng.randrange(3, 9))
    if len(batch) < 3:
        return
    claims = [Claim(draft, draft.total - draft.total * 165 // 10_000, False) for draft in batch]
    for draft in batch:
        draft.taken = True
    books.lines.append(
        Line(
            day=business_day(batch[-1].issued + timedelta(days=rng.randrange(1, 4))),
            amount=sum(claim.allocated for claim in claims),
            currency=batch[0].currency,
            client=None,
            name=rng.choice(("Kartenabrechnung Payvio", "PAYVIO ACQUIRING", "TPV LIQUIDACION", "")),
            text=f"PAYOUT {rng.randrange(10**8):08d} MERCHANT {rng.randrange(10**6):06d}",
            situation="card_payout",
            claims=claims,
            method="card",
            payer="none",
            mode="multi",
            ambiguous=True,
        )
    )


def _bare_deposit(books: Settling) -> None:
    """A deposit of a common round amount with neither name nor number."""
    start = [draft for draft in (books.rng.choice(books.drafts) for _ in range(20)) if _free(draft)]
    if start:
        draft = start[0]
        draft.total = books.kind.median_minor // 5_000 * 5_000 + books.rng.choice((5_000, 10_000))
        line = books.single(draft, "bare_deposit", form="no_reference", name="empty")
        line.text = in_own_tongue(books, DEPOSITS)
        line.method, line.client = "cash", None


_ACROSS = {
    "equal_claims": _equal_claims,
    "same_amount_same_day": _same_amount_same_day,
    "head_office_pays": _head_office_pays,
    "factoring_batch": _factoring_batch,
    "card_payout": _card_payout,
    "bare_deposit": _bare_deposit,
}


# Lines that belong to no invoice

# Situation: direction, usual size against the median invoice in percent, and the text in each of `TONGUES`.
TONGUES = ("de", "fr", "nl", "it", "es", "pl", "cs", "sv", "en", "el")
NOISE: dict[str, tuple[int, int, str]] = {
    "payroll": (
        -1,
        400,
        "LOHN/GEHALT {m}|SALAIRES {m}|SALARISSEN {m}|STIPENDI {m}|NOMINA {m}|WYNAGRODZENIA {m}|"
        "MZDY {m}|LÖNER {m}|"
        "PAYROLL {m}|MISTHODOSIA {m}",
    ),
    "rent": (
        -1,
        250,
        "MIETE {m}|LOYER {m}|HUUR {m}|AFFITTO {m}|ALQUILER {m}|CZYNSZ {m}|NAJEM {m}|HYRA {m}|"
        "RENT {m}|ENOIKIO {m}",
    ),
    "tax": (
        -1,
        500,
        "FINANZAMT UST-VA {m}|DGFIP TVA {m}|BELASTINGDIENST {n}|F24 {n}|AEAT MOD 303|"
        "URZAD SKARBOWY VAT {m}|FU DPH {m}|"
        "SKATTEVERKET {n}|HMRC VAT {n}|FPA {m} AADE",
    ),
    "tax_refund": (
        1,
        120,
        "FINANZAMT ERSTATTUNG {n}|REMBOURSEMENT TVA {n}|TERUGGAAF {n}|RIMBORSO IVA {n}|"
        "DEVOLUCION AEAT {n}|ZWROT VAT {n}|"
        "VRATKA DPH {n}|SKATTEVERKET {n}|HMRC REPAYMENT {n}|EPISTROFI FPA {n}",
    ),
    "energy": (
        -1,
        60,
        "Stadtwerke Abschlag VK {n}|ELEC PRLV {n}|ENERGIE NOTA {n}|LUCE E GAS {n}|RECIBO LUZ {n}|"
        "PRAD {n}|ELEKTRINA {n}|"
        "ELNÄT {n}|POWER DD {n}|REVMA {n}",
    ),
    "bank_charges": (
        -1,
        2,
        "Entgeltabschluss {m}|FRAIS TENUE DE COMPTE|KOSTEN BETALINGSVERKEER|COMMISSIONI|"
        "COMISION MANTENIMIENTO|"
        "PROWIZJA|POPLATKY|BANKAVGIFT|CHARGES {m}|PROMITHEIA",
    ),
    "own_transfer": (
        1,
        900,
        "UMBUCHUNG|VIREMENT INTERNE|eigen rekening|GIROCONTO|TRASPASO|PRZELEW WŁASNY|PREVOD|"
        "ÖVERFÖRING|TRANSFER|METAFORA",
    ),
    "interest": (
        1,
        3,
        "Zinsen {m}|INTERETS|RENTE {m}|INTERESSI|INTERESES|ODSETKI|UROKY|RÄNTA|INTEREST|TOKOI",
    ),
    "insurance": (
        1,
        150,
        "Schaden-Nr {n}|SINISTRE {n}|SCHADE {n}|SINISTRO {n}|SINIESTRO {n}|SZKODA {n}|SKODA {n}|"
        "SKADA {n}|CLAIM {n}|ZIMIA {n}",
    ),
    "unknown_deposit": (
        1,
        100,
        "RG {n}|facture {n}|factuur {n}|ft {n}|fra {n}|FV {n}|FA {n}|faktura {n}|INV {n}|TIM {n}",
    ),
}
DEPOSITS = (
    "EINZAHLUNG|VERSEMENT ESPECES|STORTING|VERSAMENTO CONTANTI|INGRESO EN EFECTIVO|WPLATA WLASNA|"
    "VKLAD|INSÄTTNING|"
    "CASH DEPOSIT|KATATHESI"
)


def in_own_tongue(books: Settling, texts: str) -> str:
    """One of ten texts separated by bars: the one in the language of the company's bank."""
    return texts.split("|")[TONGUES.index(COUNTRIES[books.kind.country].language)]


NOISE_SHARE = (0.05, 0.08, 0.12)


def add_noise(books: Settling, clients: list[Client]) -> None:
    """Payroll, rent, tax, energy, transfers and deposits, some of them by firms the ledger does not know."""
    rng, kind = books.rng, books.kind
    for _ in range(max(20, round(NOISE_SHARE[books.level] * len(books.drafts)))):
        situation = rng.choice([*NOISE, "unknown_deposit", "prepayment"])
        day = business_day(FIRST_DAY + timedelta(days=rng.randrange(DAYS + 30)))
        if situation == "prepayment":
            client = rng.choice(clients)
            amount = max(1, kind.median_minor // 10_000) * rng.randrange(2, 9) * 1_000
            name, _ = written_name(rng, client, "exact")
            text = phrase(rng, client, "account")
            books.lines.append(
                Line(
                    day, amount, client.currency, client, name, text, situation, noise="on_account_no_invoice"
                )
            )
            continue
        sign, percent, texts = NOISE[situation]
        amount = max(100, round(kind.median_minor * percent / 100 * rng.lognormvariate(0, 0.8)))
        text = in_own_tongue(books, texts).format(m=f"{day:%m/%Y}", n=rng.randrange(10**4, 10**8))
        stranger = rng.choice(clients)
        known = situation == "unknown_deposit" and rng.random() < 0.7
        name = in_bank_letters(rng, kind, stranger.alias) if known else ""
        method = "direct debit" if sign < 0 else ""
        books.lines.append(
            Line(
                day,
                sign * amount,
                kind.currency,
                None,
                name,
                text,
                situation,
                method=method,
                raw=True,
                noise=situation,
            )
        )
