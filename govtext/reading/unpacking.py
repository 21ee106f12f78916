"""What the streams of a PDF file unpack to, measured before a library unpacks them and keeps all of it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PACKED_PIECE = 1 << 12
UNPACKED_PIECE = 1 << 20
STREAM = re.compile(rb"stream\r?\n")
DICTIONARY = 1 << 12
"""Bytes before a stream in which its dictionary is looked for."""
FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
IMAGE = re.compile(rb"/Subtype\s*/Image\b")
NO_CONTENT = re.compile(rb"/(?:Length[123]|N|FunctionType|ShadingType|W)\b|/(?:Type|Subtype)\s*/(?!XObject\b|Form\b)")
"""Marks of the dictionaries of fonts, colours, functions, metadata and tables of objects."""
SHOWN = re.compile(rb"\(([^()]*)\)|<([0-9A-Fa-f\s]+)>")
WIDEST_CODE = 2
"""Bytes that a font takes for one character at most, in files that programs make."""


@dataclass(slots=True)
class Unpacked:
    """What a PDF file holds when it is unpacked: bytes, and at least so many characters in what its pages show."""

    bytes: int = 0
    characters: int = 0


def unpacked(data: bytes, most: Unpacked) -> Unpacked:
    r"""Measure the deflated streams of a PDF file, up to the first sum above its limit.

    Pictures do not count: they are not unpacked for the text. Nor do streams of a protected file, which cannot be read here.

    Examples
    --------
    >>> unpacked(b"<</Filter/FlateDecode>>stream\n" + zlib.compress(b"(AB)Tj " * 500) + b"endstream", Unpacked(10_000, 10_000))
    Unpacked(bytes=3500, characters=500)
    """
    found = Unpacked()
    place = 0
    while stream := STREAM.search(data, place):
        place = stream.end()
        dictionary = data[max(0, stream.start() - DICTIONARY) : stream.start()].rpartition(b" obj")[2]
        filters = len(FLATE.findall(dictionary))
        if filters and not IMAGE.search(dictionary):
            taken: list[int] = []
            pieces: Iterable[bytes] = read_on(data, place, taken)
            for _ in range(filters):
                pieces = inflated(pieces)
            shows = not NO_CONTENT.search(dictionary)
            for piece in pieces:
                found.bytes += len(piece)
                found.characters += shown(piece) if shows else 0
                if found.bytes > most.bytes or found.characters > most.characters:
                    return found
            place = taken[-1]
    return found


def shown(content: bytes) -> int:
    """Count the characters in the strings of a page's content, or fewer where its font takes one byte for each.

    >>> shown(b"[(AB) -20 <0041 0042>] TJ")
    3
    """
    if b"TJ" not in content and b"Tj" not in content:
        return 0
    return sum(len(literal) + len(digits) // 2 for literal, digits in SHOWN.findall(content)) // WIDEST_CODE


def read_on(data: bytes, start: int, taken: list[int]) -> Iterator[bytes]:
    """Give data in small pieces, and note where the last one begins, from where another stream may be looked for."""
    for place in range(start, len(data), PACKED_PIECE):
        taken.append(place)
        yield data[place : place + PACKED_PIECE]


def inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack a deflated stream in pieces of limited size, up to its end or to where it is damaged."""
    unpacker = zlib.decompressobj()
    for piece in pieces:
        while piece and not unpacker.eof:
            try:
                yield unpacker.decompress(piece, UNPACKED_PIECE)
            except zlib.error:
                return
            piece = unpacker.unconsumed_tail
        if unpacker.eof:
            return
