"""Ways to set a page that templates of invoices have, each on a small page of its own."""

from core.intake.documents.extract import extract
from core.intake.documents.values import FoundInvoice
from tests.intake.documents.strangers.pen import Pen

Row = tuple[float, float, str]
SUMS: tuple[Row, ...] = ((330, 400, "Total due"), (480, 400, "USD 5,963.09"))


def read(*rows: Row, size: float = 0) -> FoundInvoice:
    """What is read of a page with texts at points from its left and its top."""
    pen = Pen("helvetica", base=10)
    for left, top, text in rows:
        pen.put(left, top, text, size)
    return extract(pen.done(), "page.pdf").invoices[0]


def facts(number: str = "RE-0734") -> tuple[Row, ...]:
    return (330, 60, "Invoice number:"), (440, 60, number), (330, 76, "Date:"), (440, 76, "9 March 2026")


def test_a_labelled_name_that_fills_its_column_goes_on_below() -> None:
    sender = (
        (40, 150, "From:"),
        (40, 165, "Al Noor Facility"),
        (40, 177, "Management"),
        (40, 200, "Bay Tower 12"),
    )
    buyer = (250, 150, "To:"), (250, 165, "Marina Heights Owners"), (250, 190, "Al Marsa Street 4")
    found = read(*facts(), *sender, *buyer, *SUMS)
    assert found.issuer.value == "Al Noor Facility Management"


def test_the_street_under_a_labelled_name_is_no_part_of_it() -> None:
    sender = (40, 150, "From:"), (40, 165, "Juniper Design"), (40, 177, "Mercer Court"), (40, 189, "New York")
    found = read(*facts(), *sender, (250, 150, "To:"), (250, 165, "Northlight Galleries"), *SUMS)
    assert found.issuer.value == "Juniper Design"


def test_a_form_names_each_party_in_a_column_of_its_own() -> None:
    left = [(70, 160, "Service Provider"), (70, 190, "Name:"), (70, 206, "Street:"), (70, 222, "City:")]
    told = [(150, 190, "Juniper & Fern Design"), (150, 206, "77 Mercer Street"), (150, 222, "New York")]
    right = [(330, 160, "Client"), (330, 190, "Name:"), (330, 206, "Street:"), (330, 222, "Email:")]
    buyer = [(410, 190, "Northlight Galleries"), (410, 206, "510 W 25th St"), (410, 222, "ap@northlight.com")]
    found = read(*facts(), *left, *told, *right, *buyer, *SUMS)
    assert (found.issuer.value, found.recipient.value) == ("Juniper & Fern Design", "Northlight Galleries")


def test_the_name_under_in_the_name_of_is_the_issuers() -> None:
    sender = (60, 138, "AU NOM ET POUR LE COMPTE DE"), (60, 164, "Menuiserie Delaunay SARL")
    address = (60, 177, "44 avenue Jean Jaurès"), (60, 189, "69007 Lyon")
    buyer = (
        (400, 140, "ADRESSÉ À"),
        (400, 164, "Agence Confluence SAS"),
        (400, 177, "2 rue Périer, 69002 Lyon"),
    )
    found = read(*facts(), *sender, *address, *buyer, *SUMS)
    assert found.issuer.value == "Menuiserie Delaunay SARL"
    assert found.recipient.value == "Agence Confluence SAS"


def test_a_row_at_the_foot_names_the_firm_first() -> None:
    buyer = (
        (300, 120, "Billing address"),
        (300, 140, "Marina Heights Owners"),
        (300, 153, "Al Marsa Street 4"),
    )
    foot = (
        90,
        796,
        "Al Noor Facility Services - Office 1204, Bay Tower - Dubai P.O. Box 41183 - United Arab Emirates",
    )
    found = read(*facts(), *buyer, *SUMS, foot)
    assert found.issuer.value == "Al Noor Facility Services"


def test_an_e_before_every_amount_is_the_euro_sign_of_tex() -> None:
    firm = (57, 71, "Bergmann Elektrotechnik GmbH"), (57, 84, "Industriestraße 42, 70565 Stuttgart")
    sums = [
        (330, 380, "Summe Netto"),
        (480, 380, "e5.011,00"),
        (330, 392, "19 % USt."),
        (480, 392, "e952,09"),
    ]
    found = read(*facts(), *firm, *sums, (330, 404, "Summe brutto"), (480, 404, "e5.963,09"))
    assert (found.total_amount.value, found.currency.value) == ("5963.09", "EUR")


def test_an_e_behind_every_amount_is_one_too_but_not_a_single_one() -> None:
    firm = (57, 71, "Menuiserie Delaunay SARL"), (57, 84, "44 avenue Jean Jaurès, 69007 Lyon")
    sums = [(330, 380, "TOTAL (HT)"), (480, 380, "1675.0 e"), (330, 404, "TOTAL TTC"), (480, 404, "2010.0 e")]
    found = read(*facts(), *firm, *sums)
    assert (found.total_amount.value, found.currency.value) == ("2010.00", "EUR")
    alone = read(*facts(), *firm, (330, 404, "TOTAL TTC"), (480, 404, "2010.00 e"))
    assert alone.currency.value != "EUR"


def test_the_amount_beside_the_word_invoice_is_no_number() -> None:
    lines = (40, 60, "2026-0091"), (40, 250, "INVOICE"), (40, 288, "Invoice Rate"), (340, 288, "6275.00")
    found = read(*lines, (40, 300, "Juniper & Fern Design Ltd"), *SUMS)
    assert found.invoice_number.value != "6275.00"


CLIENT = ((70, 72, "Armor Marine SAS"), (70, 87, "177 rue des Tanneurs"), (70, 101, "31000 Toulouse"))


def test_a_sole_trader_may_only_sign_with_the_address() -> None:
    signed = (70, 465, "Chloé Perrin"), (70, 478, "Formatrice"), (70, 490, "144 rue des Tanneurs")
    end = (70, 503, "44000 Nantes"), (70, 515, "N° TVA FR85 687671632")
    found = read(*CLIENT, *facts(), *SUMS, *signed, *end)
    assert found.issuer.value == "Chloé Perrin"


def test_of_two_addresses_the_one_with_a_telephone_is_the_senders() -> None:
    sender = (440, 120, "St Anne's Hospital"), (440, 132, "9 King Street"), (440, 144, "Cardiff CF10 3AT")
    found = read(*CLIENT, *sender, (440, 156, "01632 969266"), (60, 220, "Invoice No. OH892098"), *SUMS)
    assert found.issuer.value == "St Anne's Hospital"


def test_initials_above_are_spelt_out_beside_the_account() -> None:
    badge, buyer = (
        (67, 46, "FS"),
        ((60, 111, "Faktura til"), (60, 122, "Kanal Teknikk AS"), (60, 136, "Storgata 4")),
    )
    account = (60, 440, "Betales til konto 4419 72 14697, Fjellby Skiklubb")
    found = read(badge, *buyer, *facts(), *SUMS, account)
    assert found.issuer.value == "Fjellby Skiklubb"


def test_who_holds_the_account_may_be_named_within_a_sentence() -> None:
    account = (60, 440, "Graag overmaken op NL88 INGB 1562 3824 27 t.n.v. Roeivereniging De Amstel")
    found = read((67, 46, "RDA"), *facts(), *SUMS, account)
    assert found.issuer.value == "Roeivereniging De Amstel"


def test_what_is_called_net_but_holds_the_tax_is_the_total() -> None:
    heads = (420, 234, "Amount (AED)"), (420, 247, "4,229.40"), (420, 261, "13,148.92")
    sums = [
        (300, 302, "Total excl. VAT"),
        (480, 302, "17,378.32"),
        (300, 315, "VAT 5%"),
        (480, 315, "868.92"),
    ]
    found = read(*facts(), *heads, *sums, (300, 331, "Net Amount"), (480, 331, "AED 18,247.24"))
    assert (found.total_amount.value, found.tax.value) == ("18247.24", "868.92")


def test_a_firm_in_the_register_at_the_foot_writes_to_the_large_address_above() -> None:
    foot = (
        60,
        792,
        "Account 57635453 · Woodcroft School · 82 Mill Lane · Norwich NR3 1RB · VAT GB 040 7418",
    )
    found = read(*CLIENT, *facts(), *SUMS, foot)
    assert found.issuer.value == "Woodcroft School"


def test_a_day_right_beside_a_word_makes_it_a_label() -> None:
    buyer = (60, 111, "Faktura til"), (60, 122, "Kanal Teknikk AS"), (60, 136, "Storgata 4")
    found = read(*buyer, *facts(), (60, 60, "Betales innen"), (160, 60, "12.03.2026"), *SUMS)
    assert found.issuer.value != "Betales innen"


def test_a_column_of_journeys_names_no_issuer() -> None:
    trip = [(110, 205, "From/To"), (200, 205, "Departs"), (110, 221, "LHR - FRA"), (200, 221, "07:40")]
    firm = [(40, 40, "Lambeth Travel"), (40, 51, "102 Victoria Road"), (40, 62, "Cardiff CF10 3AT")]
    found = read(*firm, *facts(), *trip, *SUMS)
    assert found.issuer.value == "Lambeth Travel"


def test_a_total_no_larger_than_its_tax_is_left_to_a_person() -> None:
    firm, tax = (40, 60, "Acorn Trading Ltd"), ((330, 385, "VAT"), (480, 385, "20.00"))
    sound = read(firm, *facts(), *tax, (330, 400, "Invoice total"), (480, 400, "GBP 120.00"))
    cut = read(firm, *facts(), *tax, (330, 400, "Invoice total"), (480, 400, "GBP 12.00"))
    assert (sound.total_amount.confidence >= 0.9) > (cut.total_amount.confidence >= 0.8)
