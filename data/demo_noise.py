"""Bank lines that are about no invoice, from payroll and rent to the unexplained."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data.demo_books import Books, Line
from data.demo_calendar import FIRST_DAY, LAST_DAY, business_day, months


@dataclass(frozen=True, slots=True)
class Standing:
    """A line that comes again and again: `{m}` in its text is the month, the amount `low` to `high` cents.

    `sign` is +1 for money in, -1 for money out; `day` the day of the month; `in_months` the months' numbers.
    """

    situation: str
    day: int
    sign: int
    low: int
    high: int
    text: str
    counterparty: str = ""
    method: str = "ach"
    in_months: Sequence[int] = range(1, 13)


US_STANDING = (
    Standing(
        "rent",
        1,
        -1,
        1_825_000,
        1_825_000,
        "ACH DEBIT KEYSTONE TOWER LEASING RENT {m}",
        "KEYSTONE TOWER LEASING",
    ),
    Standing("rent", 1, -1, 640_000, 640_000, "ACH DEBIT DOCKSIDE WAREHOUSE RENT {m}", "DOCKSIDE WAREHOUSE"),
    Standing(
        "insurance", 4, -1, 2_650_000, 2_810_000, "ACH DEBIT HEALTH PLAN GROUP 88124 {m}", "HEALTH PLAN PREM"
    ),
    Standing("payroll", 11, -1, 820_000, 960_000, "ACH DEBIT RETIREMENT TRUST 401K {m}", "RETIREMENT TRUST"),
    Standing("loan", 18, -1, 412_733, 412_733, "LOAN PYMT 00771-2 {m}", "", "transfer"),
    Standing(
        "tax", 20, -1, 690_000, 1_350_000, "ACH DEBIT STATE COMPTROLLER SALES TAX {m}", "STATE COMPTROLLER"
    ),
    Standing(
        "tax",
        15,
        -1,
        3_800_000,
        5_200_000,
        "ACH DEBIT USATAXPYMT EST {m}",
        "USATAXPYMT",
        in_months=(4, 6, 9, 12),
    ),
    Standing("company_card", 24, -1, 310_000, 1_140_000, "CORPORATE CARD AUTOPAY {m}"),
    Standing("bank_charge", 28, -1, 8_400, 14_900, "ACCOUNT ANALYSIS FEE", "", "fee"),
    Standing("bank_charge", 9, -1, 1_500, 1_500, "INCOMING WIRE FEE", "", "fee"),
    Standing("bank_charge", 16, -1, 1_500, 1_500, "INCOMING WIRE FEE", "", "fee"),
    Standing("bank_charge", 23, -1, 3_500, 3_500, "OUTGOING WIRE FEE", "", "fee"),
    Standing("interest", 28, 1, 21_000, 46_000, "INTEREST PAYMENT", "", "interest"),
)
DE_STANDING = (
    Standing(
        "rent",
        1,
        -1,
        480_000,
        480_000,
        "DAUERAUFTRAG MIETE WERKSTATT {m}",
        "SPEICHERHOF VERWALTUNG KG",
        "sepa",
    ),
    Standing("payroll", 27, -1, 2_950_000, 3_240_000, "SEPA-SAMMLER LOEHNE UND GEHAELTER {m}", "", "sepa"),
    Standing(
        "payroll", 26, -1, 980_000, 1_120_000, "SV-BEITRAEGE NORDKASSE {m}", "NORDKASSE", "direct_debit"
    ),
    Standing("tax", 10, -1, 610_000, 740_000, "LOHNSTEUER {m}", "FINANZKASSE HAMBURG", "direct_debit"),
    Standing("tax", 10, -1, 480_000, 1_420_000, "UMSATZSTEUER {m}", "FINANZKASSE HAMBURG", "direct_debit"),
    Standing(
        "tax",
        15,
        -1,
        180_000,
        420_000,
        "GEWERBESTEUER VORAUSZAHLUNG {m}",
        "STADTKASSE HAMBURG",
        "direct_debit",
        (2, 5, 8, 11),
    ),
    Standing("bank_charge", 28, -1, 1_290, 2_990, "ENTGELTABSCHLUSS KONTOFUEHRUNG", "", "fee"),
)
DE_INTEREST = (Standing("interest", 28, 1, 3_100, 9_800, "ZINSGUTSCHRIFT TAGESGELD", "", "interest"),)
US_UNEXPLAINED = (
    "DEPOSIT 004471 BRANCH 0212",
    "MISC CREDIT ADJUSTMENT REF 88120",
    "INCOMING WIRE FED#0611B1QGC003318 ORG:R AND K TRUST ACCT",
    "ACH CREDIT STATE UNCLAIMED PROPERTY 260720",
    "REMOTE DEPOSIT CAPTURE 1 ITEM",
    "ACH CREDIT CLAIMS DEPT POLICY 55-20118",
)
DE_UNEXPLAINED = (
    "EINZAHLUNG SB-TERMINAL 0418",
    "GUTSCHRIFT VERSICHERUNG SCHADEN 2026-88127",
    "UEBERWEISUNG EREF+NOTPROVIDED SVWZ+DANKE",
)
US_SHOPS = (
    "HARVEST DELI 0031",
    "CITYLINE PARKING",
    "RED ANCHOR HOTEL",
    "PRAIRIE FUEL STOP 118",
    "BLUE HARBOR AIR",
    "TOOLSHED HARDWARE 22",
    "POST OFFICE 4410",
)


def us_lines(rng: random.Random, books: Books, operating: str, payroll: str) -> None:
    """A year of an American company of about sixty people, in US dollars."""
    standing_lines(rng, books, operating, "USD", US_STANDING)
    _us_payroll(rng, books, operating, payroll)
    for _ in range(96):
        day = business_day(FIRST_DAY + timedelta(days=rng.randrange(355)))
        text = f"DEBIT CARD PURCHASE {day:%m/%d} {rng.choice(US_SHOPS)}"
        spent = -rng.randrange(850, 64_000)
        books.add_noise(Line(day, spent, "USD", operating, "", text, "", "card"), "card_purchase")
    _unexplained(rng, books, operating, "USD", US_UNEXPLAINED)


def de_lines(rng: random.Random, books: Books, current: str, savings: str) -> None:
    """A year of a German company of about fifteen people, in euros."""
    standing_lines(rng, books, current, "EUR", DE_STANDING)
    standing_lines(rng, books, savings, "EUR", DE_INTEREST)
    for month in months()[1::3]:
        moved = rng.randrange(3, 15) * 100_000
        _transfer(books, month.replace(day=22), moved, "EUR", (current, savings), DE_TRANSFER)
    _unexplained(rng, books, current, "EUR", DE_UNEXPLAINED)


US_TRANSFER = ("ONLINE TRANSFER TO PAYROLL 4489", "ONLINE TRANSFER FROM OPERATING 4471")
DE_TRANSFER = ("UMBUCHUNG AUF TAGESGELD", "UMBUCHUNG VON GESCHAEFTSKONTO")


def standing_lines(
    rng: random.Random, books: Books, account: str, currency: str, standing: Sequence[Standing]
) -> None:
    """Every standing line in each of its months."""
    for month in months():
        for item in standing:
            if month.month in item.in_months:
                on = min(business_day(month.replace(day=item.day)), LAST_DAY)
                minor = item.sign * rng.randrange(item.low, item.high + 1)
                text = item.text.format(m=f"{month:%m/%Y}")
                line = Line(on, minor, currency, account, item.counterparty, text, "", item.method)
                books.add_noise(line, item.situation)


def _us_payroll(rng: random.Random, books: Books, operating: str, payroll: str) -> None:
    """Every second Friday: money to the payroll account, wages out of it, taxes withheld."""
    friday = date(2025, 11, 7)
    while friday <= LAST_DAY:
        day = business_day(friday)
        net = rng.randrange(14_200_000, 15_500_000)
        withheld = net * rng.randrange(29, 33) // 100
        _transfer(books, day, net, "USD", (operating, payroll), US_TRANSFER)
        text = f"PAYDESK PAYROLL DES:DIRECT DEP {day:%y%m%d}"
        books.add_noise(Line(day, -net, "USD", payroll, "PAYDESK PAYROLL", text, "", "ach"), "payroll")
        text = f"PAYDESK TAX SERV DES:TAXES {day:%y%m%d}"
        books.add_noise(Line(day, -withheld, "USD", operating, "PAYDESK TAX SERV", text, "", "ach"), "tax")
        friday += timedelta(days=14)


def _transfer(
    books: Books, day: date, minor: int, currency: str, accounts: tuple[str, str], texts: tuple[str, str]
) -> None:
    """Money from the first account to the second: one line in each."""
    on = business_day(day)
    for account, amount, text in zip(accounts, (-minor, minor), texts, strict=True):
        books.add_noise(Line(on, amount, currency, account, "", text, "", "transfer"), "transfer")


def _unexplained(rng: random.Random, books: Books, account: str, currency: str, texts: Sequence[str]) -> None:
    for text in texts:
        day = business_day(FIRST_DAY + timedelta(days=20 + rng.randrange(320)))
        minor = rng.randrange(4_000, 210_000)
        books.add_noise(Line(day, minor, currency, account, "", text, "", "other"), "unknown")
