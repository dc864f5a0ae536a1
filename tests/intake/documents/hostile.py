"""PDFs and XML documents that mean no good, or are simply broken."""

import io
import zlib

import pypdfium2 as pdfium
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas


def raw_pdf(objects: dict[int, bytes], root: int = 1) -> bytes:
    """A PDF of the given object bodies with a sound directory."""
    out, at = io.BytesIO(), {}
    out.write(b"%PDF-1.7\n")
    for number, body in objects.items():
        at[number] = out.tell()
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, offset in at.items():
        out.write(b"%d 1\n%010d 00000 n \n" % (number, offset))
    out.write(b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (max(objects) + 1, root))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), more) + data + b"\nendstream"


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _page(content: bytes, box: bytes = b"0 0 595 842", resources: bytes = b"") -> bytes:
    return raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [" + box + b"] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> " + resources + b" >> >>",
            4: content,
            5: _FONT,
            6: _stream(
                b"/X0 Do",
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X0 6 0 R >> >>",
            ),
        }
    )


INVOICE_TEXT = (
    b"BT /F1 11 Tf 14 TL 60 780 Td (Acorn Trading Ltd) Tj T* (Invoice Number: A-1001) Tj "
    b"T* (Invoice Date: 14 March 2024) Tj "
    b"T* (Net 100.00) Tj T* (VAT 20.00) Tj T* (Invoice Total GBP 120.00) Tj ET"
)


def bomb() -> bytes:
    """p01: a few hundred kilobytes that unpack, twice, to 400 MB."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b" " * 10_000_000) for _ in range(40)) + packer.flush()
    return _page(_stream(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]"))


def itself() -> bytes:
    """p02: a form that draws itself beside an ordinary text."""
    return _page(_stream(INVOICE_TEXT + b" /X0 Do"), resources=b"/XObject << /X0 6 0 R >>")


def page_loop() -> bytes:
    """p02: a tree of pages that leads back to itself."""
    return raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>",
        }
    )


def many_pages(count: int = 5000) -> bytes:
    """p03: far more pages than any invoice has."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + count))
    pages = dict.fromkeys(range(3, 3 + count), b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>")
    return raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % count,
        }
        | pages
    )


def giant_box() -> bytes:
    """p06: a page of more than a kilometre."""
    return _page(_stream(INVOICE_TEXT), b"0 0 4000000 4000000")


def sound() -> bytes:
    """An ordinary invoice of one page."""
    return _page(_stream(INVOICE_TEXT))


def with_e_invoice() -> bytes:
    """A page in euros with an e-invoice of the same amount inside."""
    document = pdfium.PdfDocument(_page(_stream(INVOICE_TEXT.replace(b"GBP", b"EUR"))))
    document.new_attachment("factur-x.xml").set_data(ubl())
    held = io.BytesIO()
    document.save(held)
    document.close()
    return held.getvalue()


def picture_only() -> bytes:
    """p05: a page that is nothing but a picture."""
    from PIL import Image

    held = io.BytesIO()
    Image.new("RGB", (620, 877), "white").save(held, "PDF")
    return held.getvalue()


def locked(user: str, owner: str) -> bytes:
    """p07, p08: an invoice with a password for reading, or only one for changing."""
    held = io.BytesIO()
    lock = pdfencrypt.StandardEncryption(user, owner, canPrint=0, canModify=0, strength=128)
    canvas = Canvas(held, encrypt=lock)
    for row, text in enumerate(
        (
            "Acorn Trading Ltd",
            "Invoice Number: A-1001",
            "Invoice Date: 14 March 2024",
            "Invoice Total GBP 120.00",
        )
    ):
        canvas.drawString(60, 780 - 14 * row, text)
    canvas.save()
    return held.getvalue()


def ubl(
    *,
    head: str = "",
    payable: str = "120.00",
    net: str = "100.00",
    line: str = "100.00",
    inner: str = "",
    tax: str = "20.00",
) -> bytes:
    """A UBL invoice with the given parts."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>{head}
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>U-77</cbc:ID><cbc:IssueDate>2026-02-03</cbc:IssueDate><cbc:DueDate>2026-03-05</cbc:DueDate>
<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>{inner}
<cac:AccountingSupplierParty><cac:Party><cac:PartyLegalEntity>
<cbc:RegistrationName>Fjord Supplies AB</cbc:RegistrationName>
</cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{tax}</cbc:TaxAmount></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">{net}</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="EUR">{net}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">120.00</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="EUR">{payable}</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity>2</cbc:InvoicedQuantity>
<cbc:LineExtensionAmount currencyID="EUR">{line}</cbc:LineExtensionAmount>
<cac:Item><cbc:Name>Rope</cbc:Name></cac:Item></cac:InvoiceLine></Invoice>""".encode()
