"""The executive summary of a settlement run as one page of HTML and of PDF, figures as pictures."""

import io
import unicodedata
from html import escape

from anyascii import anyascii
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, KeepInFrame, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from core.model.settlement_report import Compliance, SettlementReport
from core.outlets.report_figures import FONT, bars, svg

HTML_TYPE, PDF_TYPE = "text/html", "application/pdf"
_MARGIN, _PICTURE = 42, 470
_PADDING = 6  # reportlab's frames keep so much clear on either side
_BOLD = "VeraBd"
_RESPELT = "Letters that cannot be printed here are written in Latin ones; the web page has them as they are."
_MARKS = {Compliance.MET: "met", Compliance.ATTENTION: "needs attention", Compliance.NOT_MET: "not met"}
_STYLE = """
body { font: 14px/1.45 "Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif; color: #17211d;
  max-width: 760px; margin: 28px auto; padding: 0 20px; background: #fff; }
h1 { font-size: 24px; margin: 0; } h2 { font-size: 15px; margin: 20px 0 6px; }
p, ul { margin: 4px 0; } small { color: #55625c; } svg { width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; }
td { padding: 5px 10px 5px 0; border-bottom: 1px solid #e3e9e6;
  vertical-align: top; } .figures td:last-child { text-align: right; font-weight: 600; }
.risk { background: #d3e8df; padding: 8px 12px; border-radius: 6px; margin: 12px 0; }
.wanting { color: #b45309; font-weight: 600; }
@media print { body { margin: 0 auto; } }
"""


def html(report: SettlementReport) -> bytes:
    """The summary as a page of its own: nothing is loaded from elsewhere, every text is escaped."""
    figures = "".join(
        f"<tr><td>{escape(label)}</td><td>{escape(value)}</td></tr>" for label, value in report.figures
    )
    checks = "".join(
        f"<tr><td>{escape(check.name)}</td><td{_wanting(check.standing)}>{_MARKS[check.standing]}</td>"
        f"<td>{escape(check.sentence)}</td></tr>"
        for check in report.checks
    )
    parts = [f"<h2>Money, {escape(currency)}</h2>{svg(bars(rows, _PICTURE), f'Money in {currency}')}"
             for currency, rows in report.money]  # fmt: skip
    if report.kinds:
        parts.append(
            f"<h2>Discrepancies by kind</h2>{svg(bars(report.kinds, _PICTURE), 'Discrepancies by kind')}"
        )
    advice = "".join(f"<li>{escape(sentence)}</li>" for sentence in report.recommendations)
    overview = "".join(f"<p>{escape(sentence)}</p>" for sentence in report.overview)
    page = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(report.title)}</title>'
        f"<style>{_STYLE}</style></head>\n<body><small>{escape(report.company)}</small>"
        f"<h1>{escape(report.title)}</h1><small>{escape(report.made_of)}</small>\n"
        f'<h2>Overview</h2>{overview}<div class="risk">{escape(report.risk)}</div>\n'
        f'<table class="figures">{figures}</table>\n{"".join(parts)}\n'
        f"<h2>Compliance: {escape(report.compliance)}</h2><table>{checks}</table>\n"
        f"<h2>Recommendations</h2><ul>{advice}</ul></body></html>\n"
    )
    return page.encode()


def pdf(report: SettlementReport) -> bytes:
    """The summary as one page of A4, the same bytes every time; it is made smaller where it would not fit."""
    for name, file in ((FONT, "Vera.ttf"), (_BOLD, "VeraBd.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, file))
    out = io.BytesIO()
    made = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN,
        title=report.title, author=report.company, invariant=1,
    )  # fmt: skip
    made.build(
        [KeepInFrame(made.width, made.height - 12, _story(report, made.width - 2 * _PADDING), mode="shrink")]
    )
    return out.getvalue()


def _story(report: SettlementReport, width: float) -> list[Flowable]:
    text = ParagraphStyle("text", fontName=FONT, fontSize=9, leading=13, textColor=HexColor("#17211d"))
    quiet = ParagraphStyle("quiet", text, textColor=HexColor("#55625c"), fontSize=8)
    title = ParagraphStyle("title", text, fontName=_BOLD, fontSize=17, leading=23)
    head = ParagraphStyle(
        "head", text, fontName=_BOLD, fontSize=10.5, leading=14, spaceBefore=11, spaceAfter=4
    )
    risk = ParagraphStyle(
        "risk", text, backColor=HexColor("#d3e8df"), borderPadding=5, spaceBefore=9, spaceAfter=9
    )

    respelt = False

    def said(words: str, style: ParagraphStyle = text) -> Paragraph:
        nonlocal respelt
        printed = _printable(words)
        respelt = respelt or printed != words
        return Paragraph(escape(printed), style)

    story: list[Flowable] = [
        said(report.company, quiet),
        said(report.title, title),
        said(report.made_of, quiet),
    ]
    story += [said("Overview", head), *map(said, report.overview), said(report.risk, risk)]
    pairs = [report.figures[place : place + 2] for place in range(0, len(report.figures), 2)]
    story.append(
        _table(
            [[said(cell) for pair in row for cell in pair] for row in pairs], (0.24, 0.26, 0.2, 0.3), width
        )
    )
    for currency, rows in report.money:
        story += [said(f"Money, {currency}", head), bars(rows, width)]
    if report.kinds:
        story += [said("Discrepancies by kind", head), bars(report.kinds, width)]
    story.append(said(f"Compliance: {report.compliance}", head))
    lines = [
        [said(check.name), said(_MARKS[check.standing]), said(check.sentence)] for check in report.checks
    ]
    story.append(_table(lines, (0.4, 0.2, 0.4), width))
    story.append(said("Recommendations", head))
    story += [said(f"• {sentence}") for sentence in report.recommendations]
    if respelt:
        story += [Spacer(1, 6), said(_RESPELT, quiet)]
    return [*story, Spacer(1, 1)]


def _printable(words: str) -> str:
    """The words with every letter that the fonts here lack written in Latin ones ("Ромашка": "Romashka")."""
    has = pdfmetrics.getFont(FONT).face.charToGlyph
    composed = unicodedata.normalize("NFC", words)
    return "".join(letter if ord(letter) in has else anyascii(letter) for letter in composed)


def _table(rows: list[list[Paragraph]], shares: tuple[float, ...], width: float) -> Table:
    style = TableStyle(
        [("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor("#e3e9e6")), ("VALIGN", (0, 0), (-1, -1), "TOP"),
         ("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 3)]
    )  # fmt: skip
    return Table(rows, [share * width for share in shares], style=style, hAlign="LEFT")


def _wanting(standing: Compliance) -> str:
    return "" if standing is Compliance.MET else ' class="wanting"'
