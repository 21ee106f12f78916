"""PDF files with a text layer: reading order, paragraphs over lines and pages, and where each page starts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from hashlib import sha256
from math import hypot
from typing import Any

from govtext.errors import ReadError
from govtext.reading.document import Allowance, Document, Limits
from govtext.reading.encodings import likeness
from govtext.reading.extras import need
from govtext.reading.isolated import read_isolated
from govtext.reading.lines import Line, Piece
from govtext.reading.ocr import recognised
from govtext.reading.pages import compose
from govtext.reading.registry import Options, Reader
from govtext.reading.resource import Resource
from govtext.reading.rulings import lines_on
from govtext.reading.strokes import TURNS, rules_of
from govtext.reading.unpacking import Unpacked, unpacked

TEXT_PER_PAGE = 8
"""Least number of characters per page; a scan may have a stamp or a page number as text."""
READABLE_SHARE = 0.5
RECOGNISED_DPI = 200
LARGEST_SIDE = 4_000
"""Most dots of a page's side, whatever size it says that it has."""


def read(resource: Resource, options: Options) -> Document:
    """Read a PDF file; one that may ask for more than can be told beforehand, in a process of its own."""
    data = resource.read(options.limits.bytes)
    if measured(data, resource.name, options.limits).doubtful and not options.alone:
        return read_isolated(Reader("pdf", (), read), resource, options)
    pages = read_pages(data, resource.name, options.limits)
    text, info = compose(pages)
    if len(text) - text.count("\n") < TEXT_PER_PAGE * len(pages) or likeness(text) < READABLE_SHARE:
        # Pages of pictures, or fonts that do not say what their signs mean.
        text, info = recognised(pictures(data), resource.name, options.limits)
    return Document(text, info.model_copy(update={"path": resource.path, "format": "pdf", "sha256": sha256(data).hexdigest()}))


def measured(data: bytes, name: str, limits: Limits) -> Unpacked:
    """Measure what a PDF file unpacks to; `ReadError` where that is beyond the limits."""
    found = unpacked(data, Unpacked(limits.bytes, limits.characters))
    if found.bytes > limits.bytes:
        raise ReadError(f"{name}: unpacks to more than {limits.bytes} bytes, which is the limit; raise Limits(bytes=...) to read it")
    Allowance(name, limits.characters).check(found.characters)
    return found


def read_pages(data: bytes, name: str, limits: Limits) -> list[list[Line]]:
    """Read the lines of each page; `ReadError` for what is damaged, protected, or beyond the limits."""
    pdfium = need("pypdfium2", "pdf", "reading PDF files")
    raw = need("pypdfium2.raw", "pdf", "reading PDF files")
    allowance = Allowance(name, limits.characters)
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise ReadError(f"{name}: is protected by a password; save it without one") from None
        raise
    with pdf:
        if len(pdf) > limits.pages:
            raise ReadError(f"{name}: has {len(pdf)} pages, more than the limit of {limits.pages}; raise Limits(pages=...) to read it")
        began = time.monotonic()
        pages = []
        for number in range(len(pdf)):
            if time.monotonic() - began > limits.seconds:
                raise ReadError(f"{name}: its first {number} pages took {limits.seconds:g} seconds; raise Limits(seconds=...) to wait longer")
            page = pdf[number]
            pages.append(lines_on(list(pieces_of(page, raw, allowance)), *rules_of(page, raw)))
            page.close()
        return pages


def pictures(data: bytes) -> Iterator[tuple[Any, float]]:
    """Draw the pages, each with its dots per point."""
    pdfium = need("pypdfium2", "pdf", "reading PDF files")
    with pdfium.PdfDocument(data) as pdf:
        for number in range(len(pdf)):
            page = pdf[number]
            scale = min(RECOGNISED_DPI / 72, LARGEST_SIDE / max(*page.get_size(), 1))
            yield page.render(scale=scale).to_pil().convert("RGB"), scale
            page.close()


def pieces_of(page: Any, raw: Any, allowance: Allowance) -> Iterator[Piece]:
    """Give the characters drawn on a page with their boxes, as the page is turned for reading."""
    turn = TURNS[page.get_rotation()]
    textpage, matrix = page.get_textpage(), raw.FS_MATRIX()
    allowance.take(textpage.count_chars())
    for index in range(textpage.count_chars()):
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        character = chr(raw.FPDFText_GetUnicode(textpage, index))
        if not character.isprintable() and not character.isspace():
            continue
        left, right, top, bottom = turn(*textpage.get_charbox(index, loose=True))
        raw.FPDFText_GetMatrix(textpage, index, matrix)
        size = raw.FPDFText_GetFontSize(textpage, index) * hypot(matrix.c, matrix.d)
        yield Piece(character, left, right, top, bottom, size or bottom - top)
    textpage.close()
