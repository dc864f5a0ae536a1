"""Exports of banks and payment services: the columns each gives them, over rows made up here (`exports`)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Export:
    """An export and what must be read of it.

    `lines` are (day, amount, counterparty, words its description must hold); `passed` tells whether rows that
    moved no money are passed over with a notice, `waiting` and `rejected` how many are pending or rejected;
    `base` the currency of the books where the file names none; `asks` the questions it leaves open, answered.
    """

    file: str
    lines: tuple[tuple[str, str, str, str], ...]
    passed: bool = False
    waiting: int = 0
    rejected: int = 0
    base: str = ""
    asks: tuple[tuple[str, object], ...] = ()


BANK_EXPORTS = (
    Export(
        "chase-checking.csv",
        (
            ("2026-01-15", "1,250.00 USD", "", "ACME INC"),
            ("2026-01-14", "-15.00 USD", "", "MONTHLY SERVICE FEE"),
            ("2026-01-13", "-85.20 USD", "", "CHECK 1042"),
        ),
        base="USD",
    ),
    Export(
        "chase-card.csv",
        (
            ("2026-01-14", "-45.10 USD", "", "OFFICE DEPOT"),
            ("2026-01-15", "300.00 USD", "", "Payment Thank You"),
        ),
        base="USD",
    ),
    Export(
        "bank-of-america.csv",
        (("2026-01-15", "1,500.00 USD", "", "INV1001"), ("2026-01-20", "-300.00 USD", "", "Check 1042")),
        base="USD",
    ),
    Export(
        "capital-one.csv",
        (("2026-01-15", "1,250.00 USD", "", "ACME INC"), ("2026-01-14", "-45.00 USD", "", "PAPER CO")),
        base="USD",
    ),
    Export(
        "mercury.csv",
        (("2026-01-15", "1,250.00 USD", "", "Acme Inc"), ("2026-01-17", "-46.00 USD", "", "Paper Co")),
        passed=True,
        waiting=1,
        base="USD",
    ),
    Export(
        "wise-statement.csv",
        (
            ("2026-01-15", "1,250.00 EUR", "Acme GmbH", "INV 1001"),
            ("2026-01-14", "-45.50 EUR", "Paper Co", "Paper Co"),
        ),
    ),
    Export(
        "revolut.csv",
        (("2026-01-15", "1,250.00 GBP", "", "Acme Ltd"), ("2026-01-16", "-45.00 GBP", "", "Paper Co")),
        passed=True,
        rejected=1,
    ),
    Export(
        "revolut-business.csv",
        (
            ("2026-01-15", "1,250.00 GBP", "ACME LTD", "Money added"),
            ("2026-01-16", "-45.00 GBP", "", "To Paper Co"),
        ),
    ),
    Export(
        "n26.csv",
        (("2026-01-15", "1,250.00 EUR", "Acme GmbH", ""), ("2026-01-16", "-45.00 EUR", "Paper Co", "")),
    ),
    Export(
        "n26-before-2024.csv",
        (("2023-01-15", "1,250.00 EUR", "Acme GmbH", ""), ("2023-01-16", "-45.00 EUR", "Paper Co", "")),
    ),
    Export(
        "monzo.csv",
        (
            ("2026-01-15", "1,250.00 GBP", "Acme Ltd", "INV 1001"),
            ("2026-01-16", "-45.00 GBP", "Paper Co", "PAPER CO LEEDS"),
        ),
    ),
    Export(
        "starling.csv",
        (("2026-01-15", "1,250.00 GBP", "Acme Ltd", ""), ("2026-01-16", "-45.00 GBP", "Paper Co", "")),
    ),
    Export(
        "barclays.csv",
        (("2026-01-15", "1,250.00 GBP", "", "INV 1001"), ("2026-01-14", "-45.00 GBP", "", "PAPER CO")),
        base="GBP",
    ),
    Export(
        "lloyds.csv",
        (("2026-01-15", "1,250.00 GBP", "", "INV 1001"), ("2026-01-14", "-45.00 GBP", "", "PAPER CO")),
        base="GBP",
    ),
    Export(
        "natwest.csv",
        (("2026-01-15", "1,250.00 GBP", "", "INV 1001"), ("2026-01-14", "-45.00 GBP", "", "PAPER CO")),
        base="GBP",
    ),
    Export(
        "santander-uk.csv",
        (("2026-01-15", "1,250.00 GBP", "", "ACME LTD"), ("2026-01-14", "-45.00 GBP", "", "PAPER CO")),
        base="GBP",
    ),
    Export(
        "santander-spain.csv",
        (
            ("2026-01-15", "1,250.00 EUR", "", "Factura 1001"),
            ("2026-01-14", "-45.00 EUR", "", "Recibo Paper Co"),
        ),
    ),
    Export(
        "bbva.csv",
        (("2026-01-15", "1,250.00 EUR", "", "ACME SL"), ("2026-01-14", "-45.00 EUR", "", "Adeudo")),
    ),
    Export(
        "dkb.csv",
        (
            ("2026-01-15", "1,250.00 EUR", "Acme GmbH", "Rechnung 1001"),
            ("2026-01-16", "-45.00 EUR", "Papier AG", "Beleg 77"),
            ("2026-01-17", "-80.00 EUR", "Strom AG", "Abschlag"),
        ),
        waiting=1,
    ),
    Export(
        "sparkasse.csv",
        (
            ("2026-01-15", "1,250.00 EUR", "Acme GmbH", "Rechnung 1001"),
            ("2026-01-16", "-80.00 EUR", "Strom AG", "Abschlag"),
        ),
        waiting=1,
    ),
    Export(
        "ing-germany.csv",
        (
            ("2026-01-16", "-45.00 EUR", "Papier AG", "Beleg 77"),
            ("2026-01-15", "1,250.00 EUR", "Acme GmbH", "Rechnung 1001"),
        ),
        asks=(("encoding", "cp1252"),),
    ),
    Export(
        "ing-netherlands.csv",
        (
            ("2026-01-15", "1,250.00 EUR", "Acme BV", "Factuur 1001"),
            ("2026-01-16", "-45.00 EUR", "Papier BV", "Termijn"),
        ),
    ),
    Export(
        "rabobank.csv",
        (
            ("2026-01-15", "1,250.00 EUR", "Acme BV", "Factuur 1001"),
            ("2026-01-16", "-45.00 EUR", "Papier BV", "Termijn"),
        ),
    ),
    Export(
        "bnp-paribas.csv",
        (("2026-01-15", "1,250.00 EUR", "", "FACTURE 1001"), ("2026-01-16", "-45.00 EUR", "", "PAPIER SA")),
        base="EUR",
    ),
    Export(
        "bnp-paribas-fortis.csv",
        (("2026-01-15", "1,250.00 EUR", "ACME SPRL", "FACTURE 1001"),),
        passed=True,
    ),
    Export(
        "credit-agricole.csv",
        (("2026-01-15", "1,250.00 EUR", "", "FACTURE 1001"), ("2026-01-16", "-45.00 EUR", "", "PAPIER SA")),
        base="EUR",
    ),
    Export(
        "societe-generale.csv",
        (("2026-01-15", "1,250.00 EUR", "", "FACTURE 1001"), ("2026-01-16", "-45.00 EUR", "", "PAPIER SA")),
    ),
    Export(
        "boursorama.csv",
        (("2026-01-15", "1,250.00 EUR", "", "ACME"), ("2026-01-16", "-45.00 EUR", "", "PAPIER SA")),
        base="EUR",
    ),
    Export(
        "commerzbank.csv",
        (("2026-01-15", "1,250.00 EUR", "", "Rechnung 1001"), ("2026-01-16", "-45.00 EUR", "", "Papier AG")),
    ),
    Export(
        "deutsche-bank.csv",
        (
            ("2026-01-15", "1,250.00 EUR", "Acme GmbH", "Rechnung 1001"),
            ("2026-01-16", "-45.00 EUR", "Papier AG", "Abschlag"),
        ),
    ),
    Export(
        "volksbank.csv",
        (
            ("2026-01-15", "1,250.00 EUR", "Acme GmbH", "Rechnung 1001"),
            ("2026-01-16", "-45.00 EUR", "Papier AG", "Abschlag"),
        ),
    ),
    Export(
        "postfinance.csv",
        (("2026-01-15", "1,250.00 CHF", "", "RECHNUNG 1001"), ("2026-01-16", "-45.00 CHF", "", "PAPIER AG")),
    ),
    Export(
        "westpac.csv",
        (("2026-01-15", "1,250.00 AUD", "", "INV 1001"), ("2026-01-14", "-45.00 AUD", "", "PAPER CO")),
        base="AUD",
    ),
    Export(
        "paypal-activity.csv",
        (
            ("2026-01-15", "1,250.00 USD", "Acme Inc", "Order"),
            ("2026-01-16", "-45.00 USD", "Paper Co", "Paper"),
        ),
        passed=True,
    ),
    Export(
        "stripe-balance-history.csv",
        (
            ("2026-01-15", "1,250.00 USD", "", "Invoice 1001"),
            ("2026-01-17", "-1,213.45 USD", "", "STRIPE PAYOUT"),
        ),
    ),
)
