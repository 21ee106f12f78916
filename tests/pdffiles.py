"""PDF files drawn line by line, for tests of their layout."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

FONT = "STSong-Light"
SIZE = 16
LEFT, TOP = 80, 760
PITCH = 28
WIDTH = 28
"""Characters in a full line."""

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def pdf_file(pages, password=None):
    """The bytes of a PDF: each page is a list of (x, y, text) in points from the lower left corner, or (x, y, text, size)."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), encrypt=StandardEncryption(password) if password else None)
    for page in pages:
        for x, y, text, *size in page:
            canvas.setFont(FONT, *(size or [SIZE]))
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def ruled_file(before, rows, after, widths=None):
    """The bytes of a PDF with paragraphs before and after a table with rules, which goes on over pages with its heads."""
    style = ParagraphStyle("text", fontName=FONT, fontSize=10, leading=14, wordWrap="CJK")
    cells = [[Paragraph(escape(cell), style) for cell in row] for row in rows]
    table = Table(cells, colWidths=widths, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    stream = io.BytesIO()
    parts = [[Paragraph(escape(line), style) for line in lines] for lines in (before, after)]
    SimpleDocTemplate(stream, pagesize=(595, 842)).build([*parts[0], table, *parts[1]])
    return stream.getvalue()


def wrapped(paragraphs, indent=2, width=WIDTH):
    """Lines of paragraphs as (indent in characters, text), filled with full and half characters."""
    lines = []
    for paragraph in paragraphs:
        lines.append((indent, ""))
        room = width - indent
        for character in paragraph:
            size = 0.5 if character.isascii() else 1
            if room < size:
                lines.append((0, ""))
                room = width
            lines[-1] = (lines[-1][0], lines[-1][1] + character)
            room -= size
    return lines


def laid_out(lines, per_page=20, head="", foot=""):
    """Pages of lines, with a running head and a page number."""
    pages = []
    for number, start in enumerate(range(0, len(lines), per_page), start=1):
        page = [(LEFT + indent * SIZE, TOP - place * PITCH, text) for place, (indent, text) in enumerate(lines[start : start + per_page])]
        heads = [(200, 810, head, 10)] if head else []
        feet = [(280, 40, foot.format(number), 12)] if foot else []
        pages.append([*feet, *heads, *page])
    return pages
