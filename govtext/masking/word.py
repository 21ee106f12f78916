"""Changes to a Word document at places in its text: runs keep their formatting, and parts that are not touched their bytes.

The text of a document is what the reader makes of it. To know which element a character comes from, the document is read once more
with every letter replaced by one that tells its element.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from govtext.errors import GovtextError
from govtext.model import Span
from govtext.reading import read_document
from govtext.reading.extras import need
from govtext.reading.numbering import WORD

_TEXT_TAGS = (f"{WORD}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FIRST = (0xF0000, 0x100000)  # two planes of private use, of which XML may hold all but the last two characters
_PLANE = 0xFFFE
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Letters:
    """The letters of a Word document's text, each with the element and the place in it that it comes from.

    Parameters
    ----------
    data
        The bytes of the document.
    text
        Its text as read, with which all offsets are meant.
    """

    def __init__(self, data: bytes, text: str) -> None:
        self._data = data
        self._trees = dict(_trees(data))
        self._elements = [element for tree in self._trees.values() for element in tree.iter(*_TEXT_TAGS) if element.text]
        if len(self._elements) > 2 * _PLANE:
            raise GovtextError(f"the document has {len(self._elements)} runs of text, more than can be told apart; save its text as a text file")
        self._places = self._find(text)

    def _find(self, text: str) -> list[tuple[int, int] | None]:
        """For each character the number of its element and its place in that element's text; None for what Word adds."""
        written = [element.text for element in self._elements]
        for index, element in enumerate(self._elements):
            sign = chr(_FIRST[index // _PLANE] + index % _PLANE)
            element.text = "".join(letter if letter.isspace() else sign for letter in element.text)
        signs = read_document(self._zipped(set(self._trees))).text
        for element, original in zip(self._elements, written, strict=True):
            element.text = original
        if len(signs) != len(text):
            raise GovtextError("the text is not that of the document; read the document again")
        seen = [0] * len(self._elements)
        places: list[tuple[int, int] | None] = []
        for sign, letter in zip(signs, text, strict=True):
            if (number := _number(sign)) is None:
                places.append(None)
                continue
            place = seen[number]
            while written[number][place].isspace():
                place += 1
            if written[number][place] != letter:
                raise GovtextError("the text is not that of the document; read the document again")
            seen[number] = place + 1
            places.append((number, place))
        return places

    def put(self, changes: Sequence[tuple[Span, str]]) -> bytes:
        """Give the document with stretches of its text replaced; `GovtextError` where one is not text of a run."""
        edits: dict[int, list[tuple[int, int, str]]] = {}
        for span, new in changes:
            for number, start, end, part in self._edits(span, new):
                edits.setdefault(number, []).append((start, end, part))
        for number, places in edits.items():
            element = self._elements[number]
            for start, end, part in sorted(places, reverse=True):
                element.text = element.text[:start] + part + element.text[end:]
            element.set(_SPACE, "preserve")
        changed = {self._elements[number].getroottree().getroot() for number in edits}
        return self._zipped({name for name, tree in self._trees.items() if tree in changed})

    def _edits(self, span: Span, new: str) -> Iterator[tuple[int, int, int, str]]:
        """Split a change by the elements that it concerns: the first takes the new text, the others lose theirs."""
        if span.start == span.end:
            place = next((p for p in (self._at(span.start - 1, 1), self._at(span.start, 0)) if p), None)
            if place is None:
                raise GovtextError(f"nothing can be put in at {span.start}: there is no text of a run beside it")
            yield place[0], place[1], place[1], new
            return
        stretches: list[list[int]] = []
        for offset in range(span.start, span.end):
            place = self._at(offset, 0)
            if place is None:
                continue
            if stretches and stretches[-1][0] == place[0] and stretches[-1][2] <= place[1]:
                stretches[-1][2] = place[1] + 1
            else:
                stretches.append([place[0], place[1], place[1] + 1])
        if not stretches:
            raise GovtextError(f"the text at {span.start} is made by Word and stands in no run; write it into the document first")
        for index, (number, start, end) in enumerate(stretches):
            yield number, start, end, new if index == 0 else ""

    def _at(self, offset: int, move: int) -> tuple[int, int] | None:
        place = self._places[offset] if 0 <= offset < len(self._places) else None
        return (place[0], place[1] + move) if place else None

    def _zipped(self, changed: Iterable[str]) -> bytes:
        etree = need("lxml.etree", "docx", "writing Word files")
        names = set(changed)
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(stream, "w") as new:
            for entry in old.infolist():
                content = old.read(entry)
                if entry.filename in names:
                    content = _DECLARATION + etree.tostring(self._trees[entry.filename], encoding="UTF-8")
                new.writestr(entry, content)
        return stream.getvalue()


def _trees(data: bytes) -> Iterator[tuple[str, Any]]:
    """Parse the parts of a document that may hold text."""
    parse_xml = need("docx.oxml.parser", "docx", "writing Word files").parse_xml
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if entry.filename.endswith(".xml") and entry.filename.startswith("word/"):
                yield entry.filename, parse_xml(archive.read(entry))


def _number(sign: str) -> int | None:
    code = ord(sign)
    for plane, first in enumerate(_FIRST):
        if first <= code < first + _PLANE:
            return plane * _PLANE + code - first
    return None
