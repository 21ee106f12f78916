"""OFD files (GB/T 33190), the fixed-layout format of Chinese offices."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from govtext.errors import ReadError
from govtext.reading.document import Allowance, Document
from govtext.reading.extras import need
from govtext.reading.lines import Piece, lines_of
from govtext.reading.pages import compose
from govtext.reading.registry import Options
from govtext.reading.resource import Resource


def piece_of(run: Any) -> Piece:
    """Give a run of text its box; `run.y` is its base line, and its height that of the characters."""
    return Piece(run.text, run.x, run.x + run.width, run.y - run.size, run.y, run.size)


def read(resource: Resource, options: Options) -> Document:
    """Read an OFD file."""
    ofdkit = need("ofdkit", "ofd", "reading OFD files")
    data = resource.read_zip(options.limits)
    with ofdkit.open(data) as ofd:
        if len(ofd.pages) > options.limits.pages:
            raise ReadError(f"{resource.name}: has {len(ofd.pages)} pages, more than the limit; raise Limits(pages=...) to read it")
        allowance = Allowance(resource.name, options.limits.characters)
        pages = []
        for page in ofd.pages:
            allowance.take(sum(len(run.text) for run in page.runs))
            pages.append(lines_of(map(piece_of, page.runs)))
    text, info = compose(pages)
    if not text.strip():
        raise ReadError(f"{resource.name}: its pages are pictures without text; recognise the text first (OCR) and read the result")
    return Document(text, info.model_copy(update={"path": resource.path, "format": "ofd", "sha256": sha256(data).hexdigest()}))
