"""What the streams of a PDF file unpack to, measured before a library unpacks them and keeps all of it."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

PACKED_PIECE = 1 << 12
UNPACKED_PIECE = 1 << 20
STREAM = re.compile(rb"(?<!end)stream\r?\n")
DICTIONARY = 1 << 12
"""Bytes before a stream in which its dictionary is looked for."""
NUMBER = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/[A-Za-z0-9]+)")
FLATE, ASCII85, HEX = {b"FlateDecode", b"Fl"}, {b"ASCII85Decode", b"A85"}, {b"ASCIIHexDecode", b"AHx"}
FORM = re.compile(rb"/Subtype\s*/Form\b")
IMAGE = re.compile(rb"/Subtype\s*/Image\b")
TABLE = re.compile(rb"/Type\s*/ObjStm\b")
NO_CONTENT = re.compile(rb"/(?:Length[123]|N|FunctionType|ShadingType|W)\b|/(?:Type|Subtype)\s*/(?!XObject\b|Form\b)")
"""Marks of the dictionaries of fonts, colours, functions, metadata and tables of objects."""
LONG_MEANING = re.compile(rb"beginbf(?:char|range)[^>]*>[^e]{0,4000}<[0-9A-Fa-f\s]{100}")
"""A sign of a font that stands for dozens of characters."""
SHOWN = re.compile(rb"\(([^()]*)\)|<([0-9A-Fa-f\s]+)>")
WIDEST_CODE = 2
"""Bytes that a font takes for one character at most, in files that programs make."""
NESTED_FORMS = 3
"""Forms that draw other forms, from which on what is drawn may grow with each of them."""


@dataclass(slots=True)
class Unpacked:
    """What a PDF file holds when it is unpacked.

    Attributes
    ----------
    bytes, characters
        Bytes, and at least so many characters in what its pages show, each stream counted once.
    doubtful
        Whether it may ask for more: streams that many pages name, forms inside forms, fonts of long meanings, packings that are not undone here.
    """

    bytes: int = 0
    characters: int = 0
    doubtful: bool = False


def unpacked(data: bytes, most: Unpacked) -> Unpacked:
    r"""Measure the streams of a PDF file, up to the first sum above its limit.

    Pictures do not count: they are not unpacked for the text. Nor do streams of a protected file, which cannot be read here.

    Examples
    --------
    >>> content = zlib.compress(b"BT (AB)Tj ET " * 500)
    >>> unpacked(b"5 0 obj <</Filter/FlateDecode>>stream\n" + content + b"endstream", Unpacked(10_000, 10_000))
    Unpacked(bytes=6500, characters=500, doubtful=False)
    """
    found, again = Unpacked(), Unpacked()
    named: Counter[bytes] = Counter()
    sizes: list[tuple[bytes, int, int]] = []
    nested = place = 0
    while stream := STREAM.search(data, place):
        before, place = data[place : stream.start()], stream.end()
        named.update(REFERENCE.findall(before))
        number = next(iter(NUMBER.findall(before[-DICTIONARY:])[-1:]), b"")
        _, begun, dictionary = before[-DICTIONARY:].rpartition(b" obj")
        filters = filters_of(dictionary) if begun else None
        found.doubtful |= filters is None
        if IMAGE.search(dictionary):
            place = max(place, data.find(b"endstream", place))
            continue
        taken = [place]
        one, shows, text, draws = Unpacked(), not NO_CONTENT.search(dictionary), False, False
        for piece in content(data, taken, filters or []):
            text = text or b"BT" in piece
            draws = draws or b" Do" in piece
            one.bytes += len(piece)
            one.characters += shown(piece) if shows and text else 0
            if found.bytes + one.bytes > most.bytes or found.characters + one.characters > most.characters:
                return Unpacked(found.bytes + one.bytes, found.characters + one.characters)
            if TABLE.search(dictionary):
                named.update(REFERENCE.findall(piece))
            found.doubtful |= LONG_MEANING.search(piece) is not None
        found.bytes, found.characters = found.bytes + one.bytes, found.characters + one.characters
        sizes.append((number, one.bytes, one.characters))
        nested += draws and FORM.search(dictionary) is not None
        place = taken[-1]
    named.update(REFERENCE.findall(data, place))
    for number, size, characters in sizes:
        again.bytes, again.characters = again.bytes + size * named[number], again.characters + characters * named[number]
    found.doubtful |= again.bytes > most.bytes or again.characters > most.characters or nested >= NESTED_FORMS
    return found


def filters_of(dictionary: bytes) -> list[bytes] | None:
    """Give the filters of a stream, in the order in which they are undone; None where they are none that `content` undoes.

    >>> filters_of(b"<</Length 9/Filter[/ASCII85Decode /FlateDecode]>>")
    [b'ASCII85Decode', b'FlateDecode']
    """
    written = FILTERS.search(dictionary)
    if not written:
        return None if b"/Filter" in dictionary or b"#" in dictionary else []
    filters = re.findall(rb"/([A-Za-z0-9]+)", written[1])
    outer = filters[:1] if filters and filters[0] in ASCII85 | HEX else []
    return filters if set(filters[len(outer) :]) <= FLATE else None


def content(data: bytes, taken: list[int], filters: Sequence[bytes]) -> Iterable[bytes]:
    """Give what a stream holds, unpacked, in pieces of limited size; `taken` begins with its place and ends with one at which to go on."""
    start, written = taken[0], filters and filters[0] not in FLATE
    pieces: Iterable[bytes]
    if written or not filters:
        end = data.find(b"endstream", start)
        taken.append(len(data) if end < 0 else end)
        pieces = [as_bytes(data[start : taken[1]], filters[0]) if written else data[start : taken[1]]]
    else:
        pieces = read_on(data, start, taken)
    for _ in filters[bool(written) :]:
        pieces = inflated(pieces)
    return pieces


def as_bytes(digits: bytes, filter: bytes) -> bytes:
    """Give the bytes that a stream of printable characters stands for; none where it is damaged."""
    try:
        return a85decode(digits.rpartition(b"~>")[0]) if filter in ASCII85 else bytes.fromhex(digits.partition(b">")[0].decode("ascii"))
    except ValueError:
        return b""


def shown(content: bytes) -> int:
    """Count the characters in the strings of a page's content, or fewer where its font takes one byte for each.

    >>> shown(b"[(AB) -20 <0041 0042>] TJ")
    3
    """
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
