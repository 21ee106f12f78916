"""Scans: the lines of pages that are pictures, recognised by RapidOCR, whose models come with its package."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from math import atan2, cos, sin
from statistics import median
from typing import Any

from govtext.errors import ReadError
from govtext.layout import Box, width
from govtext.model import Repair
from govtext.reading.document import Document, Limits
from govtext.reading.extras import need
from govtext.reading.lines import Line, Piece, lines_of
from govtext.reading.pages import compose
from govtext.reading.registry import Options
from govtext.reading.resource import Resource

PURPOSE = "recognising the text of pictures"
MOST_PIXELS = 60_000_000
"""A page of A3 at 400 dpi has 31 million."""
SURE = 0.9
"""Lines that the recogniser is less sure of are counted as unsure."""
STAMP, BRIGHT = 25, 150
"""How much redder than green and blue the dots of a stamp are, its blurred edges too, and how bright at least, of 255."""
INK = 0.02
"""Least part of a line's dots that is ink."""
FAINT = 30
"""A page whose dots differ by no more, of 255, is blank."""
LEAST_TEXT = 8
LONG_LINE = 10
"""Lines of so many characters tell how far a page is turned."""
MARK = re.compile(r"[()!;?]|[,:](?!\d)|(?<!\d)[,:]")
WIDE = {ord(mark): ord(mark) + 0xFEE0 for mark in "()!;?,:"}
MISTAKEN = (
    (re.compile(r"(?<=\d)%0(?!\d)"), "‰"),
    (re.compile(r"(?<=[\u4e00-\u9fff”）%])[oOｏＯ](?=[\u4e00-\u9fff“]|$)"), "。"),
    (re.compile(r"^一一(?![一二三四五六七八九十〇○])"), "——"),
)
"""What a recogniser takes for something alike, where only the other can stand: per mille, full stops, dashes that open an item."""
RECOGNISED, UNSURE = "recognised_lines", "unsure_lines"


def read(resource: Resource, options: Options) -> Document:
    """Read the picture of a page, or of several in one file."""
    data = resource.read(options.limits.bytes)
    text, info = recognised(_frames(data, resource.name, options.limits), resource.name, options.limits)
    return Document(text, info.model_copy(update={"path": resource.path, "format": "image", "sha256": sha256(data).hexdigest()}))


def _frames(data: bytes, name: str, limits: Limits) -> Iterator[tuple[Any, float]]:
    image_module = need("PIL.Image", "ocr", PURPOSE)
    image_module.MAX_IMAGE_PIXELS, usual = None, image_module.MAX_IMAGE_PIXELS  # its size is looked at before it is unpacked
    try:
        with image_module.open(io.BytesIO(data)) as image:
            count = getattr(image, "n_frames", 1)
            if count > limits.pages:
                raise ReadError(f"{name}: has {count} pages, more than the limit of {limits.pages}; raise Limits(pages=...) to read it")
            for number in range(count):
                image.seek(number)
                if image.width * image.height > MOST_PIXELS:
                    raise ReadError(f"{name}: is a picture of {image.width} × {image.height} dots, and the most is {MOST_PIXELS:,}; make it smaller")
                yield image.convert("RGB"), 1.0
    finally:
        image_module.MAX_IMAGE_PIXELS = usual


def recognised(pages: Iterator[tuple[Any, float]], name: str, limits: Limits) -> tuple[str, Any]:
    """The text of pages given as pictures, with what is known of its source; each line keeps its box.

    Parameters
    ----------
    pages
        Pictures, each with its dots per unit of boxes.

    Raises
    ------
    ReadError
        There is no text in them, or they take more than ``limits.seconds``.
    MissingExtraError
        The extra ``ocr`` is not installed.
    """
    began = time.monotonic()
    lines: list[list[Line]] = []
    sureness: list[float] = []
    engine = _engine()
    for page, scale in pages:
        if time.monotonic() - began > limits.seconds:
            seconds = f"{limits.seconds:g} seconds; raise Limits(seconds=...) to wait longer"
            raise ReadError(f"{name}: to recognise its first {len(lines)} pages took {seconds}")
        dots, stamps = _without_stamps(page)
        found = engine(dots) if dots.max() - dots.min() > FAINT else None
        if found is None or found.boxes is None:
            lines.append([])
            continue
        seen = [each for each in zip(found.boxes, found.txts, found.scores, strict=True) if not _is_stamp(each[0], dots, stamps)]
        lines.append(_lines([box for box, _, _ in seen], [_with_wide_marks(written) for _, written, _ in seen], scale) if seen else [])
        sureness += (float(sure) for _, _, sure in seen)
    text, info = compose(lines)
    if len("".join(text.split())) < LEAST_TEXT:
        raise ReadError(f"{name}: its {len(lines)} pages are pictures without text that could be recognised")
    counts = {RECOGNISED: len(sureness), UNSURE: sum(sure < SURE for sure in sureness)}
    return text, info.model_copy(update={"repairs": (*info.repairs, *(Repair(kind=kind, count=count) for kind, count in counts.items() if count))})


@lru_cache(maxsize=1)
def _engine() -> Any:
    module = need("rapidocr", "ocr", PURPOSE)
    need("onnxruntime", "ocr", PURPOSE)
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return module.RapidOCR(params={"Global.log_level": "error"})


def _without_stamps(page: Any) -> tuple[Any, Any]:
    """The dots of a page in colours, those of red stamps as its paper, and where stamps are."""
    numpy = need("numpy", "ocr", PURPOSE)
    dots = numpy.asarray(page).copy()
    red, green, blue = (dots[:, :, channel].astype("int16") for channel in range(3))
    stamps = (red - green > STAMP) & (red - blue > STAMP) & (red > BRIGHT)
    dots[stamps] = numpy.median(dots[::8, ::8], axis=(0, 1)).astype("uint8")
    return dots, stamps


def _is_stamp(box: Any, dots: Any, stamps: Any) -> bool:
    """Whether what stands in a box is the shade that a stamp has left: hardly any ink."""
    (left, top), (right, bottom) = box.min(axis=0).astype(int).clip(0), box.max(axis=0).astype(int) + 1
    ink = dots[top:bottom, left:right].max(axis=2) < BRIGHT
    return bool(stamps[top:bottom, left:right].mean() > INK and ink.mean() < INK)


def _with_wide_marks(text: str) -> str:
    """A line of Chinese with Chinese marks, which the recogniser tells from those of ASCII, letters and strokes by chance; those inside numbers stay.

    >>> _with_wide_marks("(一)全力抓投资(3,200万元,9:30开工)!"), _with_wide_marks("ISO9001(2015)")
    ('（一）全力抓投资（3,200万元，9:30开工）！', 'ISO9001(2015)')
    >>> _with_wide_marks("一一自然增长率控制在9.5%0以内，累计达到75万公斤o")
    '——自然增长率控制在9.5‰以内，累计达到75万公斤。'
    """
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in text)
    if 3 * chinese < len(text):
        return text
    marked = MARK.sub(lambda mark: mark[0].translate(WIDE), text)
    for sign, meant in MISTAKEN:
        marked = sign.sub(meant, marked)
    return marked


def _lines(boxes: Sequence[Any], texts: Sequence[str], scale: float) -> list[Line]:
    """Arrange what was recognised as lines, on the page turned straight; characters of running text have one size, boxes are of the page as it is."""
    corners = [[(float(x), float(y)) for x, y in box] for box in boxes]
    turns = [atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]) for box, text in zip(corners, texts, strict=True) if width(text) >= LONG_LINE]
    turn = median(turns) if turns else 0.0
    pieces = []
    for box, text in zip(corners, texts, strict=True):
        straight = [_turned(x, y, turn) for x, y in box]
        left, right = (straight[0][0] + straight[3][0]) / 2, (straight[1][0] + straight[2][0]) / 2
        top, bottom = (straight[0][1] + straight[1][1]) / 2, (straight[2][1] + straight[3][1]) / 2
        pieces.append(Piece(text, left, right, top, bottom, max(right - left, 1) / max(width(text), 1)))
    usual = median(piece.size for piece in pieces)
    lines = lines_of(replace(piece, size=_size(piece.size, usual)) for piece in pieces)
    return [replace(line, box=_box(line, turn, scale)) for line in lines]


def _turned(x: float, y: float, turn: float) -> tuple[float, float]:
    """Where a point lies on the page turned straight."""
    return x * cos(turn) + y * sin(turn), y * cos(turn) - x * sin(turn)


def _box(line: Line, turn: float, scale: float) -> Box:
    """The box of a line on the page as it is."""
    corners = [_turned(x, y, -turn) for x in (line.left, line.right) for y in (line.top, line.bottom)]
    across, down = zip(*corners, strict=True)
    return Box(*(round(max(edge, 0.0) / scale, 1) for edge in (min(across), min(down), max(across), max(down))))


def _size(size: float, usual: float) -> float:
    return usual if 0.75 < size / usual < 1.3 else size
