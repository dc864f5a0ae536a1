"""Who a bank line is from is learned from sure pairs where its words are like nobody's name."""

from core.matching import engine
from tests.matching.books import frames, invoice, payment, trade

LEDGER = "佐藤技研株式会社"


def _states(last: str, between: str = "TRANSFER") -> str:
    """Four lines that carry `last` name their invoice, none its payer; what becomes of a fifth."""
    bills, lines = trade()
    for at in range(4):
        bills.append(invoice(f"9{at}", 51_011 + 977 * at, counterparty=LEDGER, number=f"K{88_100 + 31 * at}"))
        lines.append(
            payment(f"t{at}", 51_011 + 977 * at, description=f"{between} {last} K{88_100 + 31 * at}")
        )
    bills.append(invoice("9x", 73_737, counterparty=LEDGER, number="K99001"))
    lines.append(payment("x", 73_737, description=f"{between} {last}"))
    return str(engine.match(*frames(bills, lines)).payments.set_index("payment").loc["x", "state"])


def test_a_name_in_another_script_is_learned_from_lines_that_name_their_invoice() -> None:
    """ﾕ)ｻﾄｳｷﾞｹﾝ paid four invoices of 佐藤技研 by number; the fifth names nothing and is theirs as well"""
    assert _states("ﾕ)ｻﾄｳｷﾞｹﾝ") == "auto"


def test_an_account_number_is_learned_too() -> None:
    """the text carries no name at all, but the payer's account"""
    assert _states("NL86469423517152055624") == "auto"


def test_words_of_the_bank_itself_teach_nothing() -> None:
    """TRANSFER stands on everybody's lines: the fifth line has nothing but its amount"""
    bills, lines = trade()
    lines = [line | {"description": f"TRANSFER {line['description']}"} for line in lines]
    bills.append(invoice("9x", 73_737, counterparty=LEDGER, number="K99001"))
    lines.append(payment("x", 73_737, description="TRANSFER"))
    found = engine.match(*frames(bills, lines)).payments.set_index("payment")
    assert found.loc["x", "state"] == "review"


def test_either_of_two_names_of_a_customer_is_the_customer() -> None:
    """billed as "Patriot Insurance LLC dba Tin Roof Works", paid as one of the two"""
    for name in ("PATRIOT INSURANCE LLC", "TIN ROOF WORKS"):
        bills, lines = trade()
        bills.append(invoice("9x", 73_737, counterparty="Patriot Insurance LLC dba Tin Roof Works"))
        lines.append(payment("x", 73_737, counterparty=name, description="thanks"))
        found = engine.match(*frames(bills, lines)).payments.set_index("payment")
        assert found.loc["x", "state"] == "auto"


def test_a_share_of_the_net_is_learned_to_the_cent() -> None:
    """ten of 118 held back (a tenth before tax): learned from eight sure pairs, it explains the ninth"""
    bills, lines = trade()
    for at in range(9):
        owed = 1_180_000 + 23_600 * at
        key = f"9{at}"
        bills.append(invoice(key, owed, counterparty="Juniper Legal", number=f"K{88_100 + 31 * at}"))
        text = f"K{88_100 + 31 * at}" if at < 8 else "fees"
        paid = round(owed * 108 / 118)
        lines.append(payment(f"x{at}", paid, counterparty="Juniper Legal", description=text))
    pairs = engine.match(*frames(bills, lines)).pairs
    last = pairs[(pairs["payment"] == "x8") & (pairs["choice"] == 1)].iloc[0]
    assert (last["invoice"], last["adjustment"]) == ("98", "withholding")


def test_a_word_of_one_customers_name_makes_no_other_firm_that_customer() -> None:
    """Ashgrove Equipment Leasing pays by number; the rent of Keystone Tower Leasing is still rent"""
    bills, lines = trade()
    for at in range(4):
        owed = 51_011 + 977 * at
        bills.append(
            invoice(f"9{at}", owed, counterparty="Ashgrove Equipment Leasing LP", number=f"K{88_100 + at}")
        )
        lines.append(
            payment(f"t{at}", owed, counterparty="ASHGROVE EQUIPMENT LEASING", description=f"K{88_100 + at}")
        )
    for at in range(2):
        text = f"ACH DEBIT KEYSTONE TOWER LEASING RENT 0{at + 1}/2026"
        lines.append(payment(f"r{at}", -1_825_000, counterparty="KEYSTONE TOWER LEASING", description=text))
    found = engine.match(*frames(bills, lines)).payments.set_index("payment")
    assert set(found.loc[[f"r{at}" for at in range(2)], "reason"]) == {"rent"}
