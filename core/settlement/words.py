"""The words processors and ledgers use for states, kinds and each other, folded into ours."""

import re
import unicodedata
from functools import lru_cache

from core.model.processor_transaction import TransactionKind, TransactionStatus

# Words of Stripe, PayPal (with its letter codes), Square, Adyen, Braintree and of common ledgers.
_STATES = {
    TransactionStatus.SETTLED: (
        "settled succeeded success successful completed complete paid captured capture posted "
        "cleared available approved booked done processed confirmed closed finalized finalised "
        "received collected deposited settlement sent settled_successfully s ok reconciled executed "
        "partially_captured paid_out abgeschlossen bezahlt gebucht erledigt verbucht effectue "
        "termine paye completado pagado liquidado completato pagato voltooid betaald geboekt "
        "concluido pago"
    ),
    TransactionStatus.PENDING: (
        "pending processing in_progress authorized authorised authorization authorisation on_hold "
        "hold held open created initiated submitted requires_capture requires_action "
        "requires_confirmation unsettled in_transit awaiting waiting scheduled queued new draft "
        "submitted_for_settlement settling in_process unpaid p uncleared in_review under_review "
        "ausstehend offen vorgemerkt in_bearbeitung en_attente pendiente in_sospeso in_behandeling "
        "pendente"
    ),
    TransactionStatus.FAILED: (
        "failed failure declined decline canceled cancelled cancel voided void expired rejected "
        "reject error denied d aborted abandoned blocked refused unsuccessful not_paid "
        "settlement_failed gateway_rejected processor_declined fehlgeschlagen storniert abgelehnt "
        "echoue annule rechazado fallido annullato mislukt geannuleerd recusado"
    ),
    TransactionStatus.REFUNDED: (
        "refunded refund partially_refunded partial_refund partial_refunded fully_refunded "
        "full_refund returned reversed reversal v refund_settled refund_succeeded refund_completed "
        "credited erstattet rembourse reembolsado rimborsato terugbetaald"
    ),
    TransactionStatus.DISPUTED: (
        "disputed dispute chargeback charge_back charged_back chargedback chargeback_lost "
        "chargeback_pending dispute_lost dispute_open under_dispute in_dispute needs_response "
        "warning_needs_response retrieval lost second_chargeback rucklastschrift ruckbuchung "
        "retrofacturation contracargo"
    ),
}
_STATUS = {
    re.sub("[^a-z0-9]", "", word): status for status, words in _STATES.items() for word in words.split()
}
# Parts of words that decide where the whole word is not known, strongest first.
_STATUS_PARTS = (
    ("chargeback", TransactionStatus.DISPUTED),
    ("chargedback", TransactionStatus.DISPUTED),
    ("dispute", TransactionStatus.DISPUTED),
    ("refund", TransactionStatus.REFUNDED),
    ("unsettled", TransactionStatus.PENDING),
    ("pending", TransactionStatus.PENDING),
    ("declined", TransactionStatus.FAILED),
    ("fail", TransactionStatus.FAILED),
    ("cancel", TransactionStatus.FAILED),
    ("void", TransactionStatus.FAILED),
    ("settled", TransactionStatus.SETTLED),
    ("succe", TransactionStatus.SETTLED),
    ("complet", TransactionStatus.SETTLED),
)
# Parts of the words of a type column (Stripe's reporting categories, PayPal's and Square's descriptions).
_KIND_PARTS = (
    ("currencyconversion", TransactionKind.ADJUSTMENT),
    ("payoutreversal", TransactionKind.ADJUSTMENT),
    ("payout", TransactionKind.PAYOUT),
    ("transfertobank", TransactionKind.PAYOUT),
    ("withdrawal", TransactionKind.PAYOUT),
    ("disputereversal", TransactionKind.DISPUTE_WON),
    ("disputewon", TransactionKind.DISPUTE_WON),
    ("chargebackreversal", TransactionKind.DISPUTE_WON),
    ("dispute", TransactionKind.DISPUTE),
    ("chargeback", TransactionKind.DISPUTE),
    ("refund", TransactionKind.REFUND),
    ("ruckzahlung", TransactionKind.REFUND),
    ("remboursement", TransactionKind.REFUND),
    ("reembolso", TransactionKind.REFUND),
    ("rimborso", TransactionKind.REFUND),
    ("terugbetaling", TransactionKind.REFUND),
    ("wahrungsumrechnung", TransactionKind.ADJUSTMENT),
    ("valutaomrekening", TransactionKind.ADJUSTMENT),
    ("einbehalt", TransactionKind.HOLD),
    ("suspension", TransactionKind.HOLD),
    ("retencion", TransactionKind.HOLD),
    ("retencao", TransactionKind.HOLD),
    ("trattenut", TransactionKind.HOLD),
    ("abbuchung", TransactionKind.PAYOUT),
    ("auszahlung", TransactionKind.PAYOUT),
    ("virement", TransactionKind.PAYOUT),
    ("prelievo", TransactionKind.PAYOUT),
    ("opname", TransactionKind.PAYOUT),
    ("reserve", TransactionKind.HOLD),
    ("conversion", TransactionKind.ADJUSTMENT),
    ("adjustment", TransactionKind.ADJUSTMENT),
    ("charge", TransactionKind.CHARGE),
    ("payment", TransactionKind.CHARGE),
    ("sale", TransactionKind.CHARGE),
    ("capture", TransactionKind.CHARGE),
)
# Words too short to be looked for inside others ("coffee", "threshold").
_KIND_WORDS = {
    "hold": TransactionKind.HOLD,
    "holds": TransactionKind.HOLD,
    "fee": TransactionKind.FEE,
    "fees": TransactionKind.FEE,
}
VENDORS = (
    "stripe", "paypal", "square", "adyen", "braintree", "worldpay", "klarna", "mollie", "authorizenet",
    "checkoutcom", "amazonpay", "applepay", "googlepay", "gocardless", "razorpay", "payoneer", "shopify",
    "worldline", "sumup", "zettle", "nuvei", "cybersource", "payu", "paysafe", "bluesnap", "wise",
)  # fmt: skip
_FORMS = frozenset(
    {
        "inc", "llc", "ltd", "limited", "gmbh", "bv", "sa", "sarl", "plc", "co", "corp", "corporation",
        "company", "payments", "payment", "europe", "uk", "us", "eu",
    }
)  # fmt: skip


def bare(text: str) -> str:
    """Letters and digits only, small, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


@lru_cache(maxsize=4096)
def status(word: str) -> TransactionStatus:
    """The state a word stands for; `UNKNOWN` for one that is not known."""
    folded = bare(word)
    if folded in _STATUS:
        return _STATUS[folded]
    return next((found for part, found in _STATUS_PARTS if part in folded), TransactionStatus.UNKNOWN)


@lru_cache(maxsize=4096)
def kind(word: str) -> TransactionKind:
    """The kind a word of a type column stands for; `UNKNOWN` for one that is not known."""
    folded = bare(word)
    if not folded:
        return TransactionKind.UNKNOWN
    for known in TransactionKind:
        if folded == bare(known.value):
            return known
    parts = re.split(r"[\W_]+", word.casefold())
    short = next((_KIND_WORDS[part] for part in parts if part in _KIND_WORDS), TransactionKind.UNKNOWN)
    if short is not TransactionKind.UNKNOWN and "refund" not in folded:
        return short
    return next((found for part, found in _KIND_PARTS if part in folded), TransactionKind.UNKNOWN)


@lru_cache(maxsize=4096)
def processor(name: str) -> str:
    """The name of a processor without its legal form: “Stripe Payments Europe, Ltd.” is “stripe”."""
    folded = bare(name)
    for vendor in VENDORS:
        if vendor in folded:
            return vendor
    words = [bare(word) for word in re.split(r"[\W_]+", name.casefold())]
    kept = [word for word in words if word and word not in _FORMS]
    return "".join(kept or words)
