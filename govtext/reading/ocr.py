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
from typing import Any, NamedTuple

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
TURNS = (0, 180, 90, 270)
"""Degrees against the clock by which a page is turned until it can be read."""
MARK = re.compile(r"[()!;?]|[,:](?!\d)|(?<!\d)[,:]")
WIDE = {ord(mark): ord(mark) + 0xFEE0 for mark in "()!;?,:"}
MISTAKEN = (
    (re.compile(r"(?<=[\dXx×*])%0(?!\d)"), "‰"),
    (re.compile(r"(?<=[\u4e00-\u9fff”）%]) ?[oOｏＯ](?=[\u4e00-\u9fff“]|$)"), "。"),
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
        turn, seen = _seen(page, engine)
        lines.append([replace(line, box=_box(line.box, turn, page.size, scale), turn=turn) for line in _lines(seen) if line.box] if seen else [])
        sureness += (each.sure for each in seen)
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


class Seen(NamedTuple):
    """A piece of text on a picture: the corners round it from the upper left one, and how sure it is from 0 to 1."""

    corners: tuple[tuple[float, float], ...]
    text: str
    sure: float

    @property
    def stands(self) -> bool:
        """Whether it can be read where it stands: it is sure, and wider than high."""
        (left, top), _, (right, bottom), _ = self.corners
        return self.sure >= SURE and right - left >= bottom - top


def _seen(page: Any, engine: Any) -> tuple[int, list[Seen]]:
    """What stands on a page, and by how many degrees the page was turned to be read; its lines stand all the same way."""
    best: tuple[int, int, list[Seen]] = (-1, 0, [])
    for turn in TURNS:
        dots, stamps = _without_stamps(page.rotate(turn, expand=True))
        found = engine(dots, use_cls=False) if dots.max() - dots.min() > FAINT else None
        if found is None or found.boxes is None:
            return 0, []
        each = zip(found.boxes, found.txts, found.scores, strict=True)
        seen = [Seen(tuple((float(x), float(y)) for x, y in box), text, float(sure)) for box, text, sure in each if not _is_stamp(box, dots, stamps)]
        standing = sum(len(one.text) for one in seen if one.stands)
        best = max(best, (standing, turn, seen), key=lambda tried: tried[0])
        if 2 * standing >= sum(len(one.text) for one in seen):
            break
    return best[1:]


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


def _lines(seen: Sequence[Seen]) -> list[Line]:
    """Arrange what was seen as lines, on the page put straight; characters of running text have one size. Boxes are of the page as it was seen."""
    slopes = [atan2(right[1] - left[1], right[0] - left[0]) for (left, right, *_), text, _ in seen if width(text) >= LONG_LINE]
    slope = median(slopes) if slopes else 0.0
    pieces = []
    for corners, text, _ in seen:
        straight = [_straight(x, y, slope) for x, y in corners]
        left, right = (straight[0][0] + straight[3][0]) / 2, (straight[1][0] + straight[2][0]) / 2
        top, bottom = (straight[0][1] + straight[1][1]) / 2, (straight[2][1] + straight[3][1]) / 2
        pieces.append(Piece(text, left, right, top, bottom, max(right - left, 1) / max(width(text), 1)))
    usual = median(piece.size for piece in pieces)
    lines = lines_of(replace(piece, size=_size(piece.size, usual)) for piece in pieces)
    return [replace(line, text=_with_wide_marks(line.text), box=_around(line, slope)) for line in lines]


def _straight(x: float, y: float, slope: float) -> tuple[float, float]:
    """Where a point lies on the page put straight."""
    return x * cos(slope) + y * sin(slope), y * cos(slope) - x * sin(slope)


def _around(line: Line, slope: float) -> Box:
    """The box round a line before the page was put straight."""
    corners = [_straight(x, y, -slope) for x in (line.left, line.right) for y in (line.top, line.bottom)]
    across, down = zip(*corners, strict=True)
    return Box(min(across), min(down), max(across), max(down))


def _box(box: Box, turn: int, size: tuple[int, int], scale: float) -> Box:
    """A box on the page as it is, from one on the page turned against the clock.

    >>> _box(Box(10, 20, 30, 25), 90, (100, 200), 1)
    Box(left=75.0, top=10.0, right=80.0, bottom=30.0)
    """
    wide, high = size
    left, top, right, bottom = box
    turned = {
        0: box,
        90: Box(wide - bottom, left, wide - top, right),
        180: Box(wide - right, high - bottom, wide - left, high - top),
        270: Box(top, high - right, bottom, high - left),
    }[turn]
    return Box(*(round(max(edge, 0) / scale, 1) for edge in turned))


def _size(size: float, usual: float) -> float:
    return usual if 0.75 < size / usual < 1.3 else size
