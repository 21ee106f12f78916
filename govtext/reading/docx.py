"""Word documents (.docx, .docm): paragraphs with their automatic numbers, tables, text boxes and notes, in reading order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from govtext.errors import ReadError
from govtext.model import Repair, SourceInfo
from govtext.reading.document import Allowance, Document
from govtext.reading.extras import need
from govtext.reading.marks import CELL_END, PAGE, ROW, TABLE, TABLE_END, heading, resolve
from govtext.reading.marks import cell as mark_cell
from govtext.reading.numbering import WORD, Counter, children, integer, is_on, read_lists, value
from govtext.reading.registry import Options
from govtext.reading.resource import Resource

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
HEADING_NAME = re.compile(r"(?:heading|标题) ?([1-9])$", re.IGNORECASE)
BODY_LEVEL = 9
"""The outline level of running text; those of headings are 0 to 8 (ECMA-376 part 1, 17.3.1.20)."""
SIGNS = {
    f"{WORD}tab": "\t",
    f"{WORD}ptab": "\t",
    f"{WORD}br": "\n",
    f"{WORD}cr": "\n",
    f"{WORD}noBreakHyphen": "-",
    f"{WORD}lastRenderedPageBreak": PAGE,
}
UNSEEN = frozenset(
    WORD + name for name in ("pPr", "rPr", "sdtPr", "tblPr", "tblGrid", "trPr", "tcPr", "del", "moveFrom", "instrText", "delText", "rt")
)
NOTES = ("footnotes", "endnotes")
NOTES_HEADING = "注释"


def read(resource: Resource, options: Options) -> Document:
    """Read a Word document; its pages are those of Word's last layout, where the file tells them."""
    data = resource.read_zip(options.limits)
    story = open_story(data, Allowance(resource.name, options.limits.characters))
    text, pages, layout = resolve("\n".join(story.lines()))
    repairs = tuple(Repair(kind=kind, count=count) for kind, count in (("automatic_numbers", story.numbered), ("notes", len(story.cited))) if count)
    return Document(text, SourceInfo(path=resource.path, format="docx", sha256=sha256(data).hexdigest(), pages=pages, layout=layout, repairs=repairs))


def open_story(data: bytes, allowance: Allowance) -> Story:
    """Open the package and parse the parts that hold text, styles, lists and notes."""
    package_module = need("docx.opc.package", "docx", "reading Word files")
    parse_xml = need("docx.oxml.parser", "docx", "reading Word files").parse_xml
    main = package_module.OpcPackage.open(io.BytesIO(data)).main_document_part
    parts = {relation.reltype.rpartition("/")[2]: relation.target_part for relation in main.rels.values() if not relation.is_external}
    body = next(iter(parse_xml(main.blob)), None)
    wanted = {kind: parse_xml(parts[kind].blob) for kind in ("numbering", "styles", *NOTES) if kind in parts}
    if body is None:
        raise ReadError(f"{allowance.name}: is no whole Word document: it has no body")
    styles = {style.get(f"{WORD}styleId"): style for style in children(wanted.get("styles"), "style")}
    list_styles = {id: list_id for id, style in styles.items() if (list_id := value(numbering_of(style), "numId"))}
    notes = {(kind, note.get(f"{WORD}id")): note for kind in NOTES for note in children(wanted.get(kind), kind.removesuffix("s"))}
    return Story(allowance, body, Counter(read_lists(wanted.get("numbering"), list_styles)), styles, notes)


def numbering_of(element: Any) -> Any:
    """Find the ``w:numPr`` of a paragraph or a style, None where it has none."""
    return next((found for properties in children(element, "pPr") for found in children(properties, "numPr")), None)


@dataclass(slots=True)
class Story:
    """The body of a document with what is needed to read it from its beginning to its end, once."""

    allowance: Allowance
    body: Any
    counter: Counter
    styles: dict[str | None, Any]
    notes: dict[tuple[str, str | None], Any]
    cited: dict[tuple[str, str | None], int] = field(default_factory=dict)
    listed: dict[str | None, tuple[str | None, str | None]] = field(default_factory=dict)
    levels: dict[str | None, str | None] = field(default_factory=dict)
    numbered: int = 0

    def lines(self) -> Iterator[str]:
        """Give one line for each paragraph and each row of a table; then the notes, under a heading of their own."""
        yield from self.blocks(self.body)
        if self.cited:
            yield NOTES_HEADING
        written = 0
        while written < len(self.cited):  # a note may cite others
            for key, number in list(self.cited.items())[written:]:
                yield f"［{number}］" + "\n".join(self.blocks(self.notes[key])).strip()
            written = number

    def blocks(self, element: Any) -> Iterator[str]:
        """Give the lines of the paragraphs and tables in an element, whatever wraps them."""
        for child in seen(element):
            if child.tag == f"{WORD}p":
                yield from self.paragraph(child)
            elif child.tag == f"{WORD}tbl":
                yield from self.table(child)
            else:
                yield from self.blocks(child)

    def table(self, table: Any) -> Iterator[str]:
        """Give one line for each row, cells parted by tabs; cells of several lines, as in pages laid out by a table, stand one after the other."""
        written = ""
        for row in outermost(table, f"{WORD}tr"):
            cells = [(cell, list(self.blocks(cell))) for cell in outermost(row, f"{WORD}tc")]
            parted = "\t" if all(len(lines) <= 1 for _, lines in cells) else "\n"
            filled = [opening_of(cell) + "\n".join(lines) + CELL_END for cell, lines in cells]
            if written:
                yield written
            written = ("" if written else TABLE) + ROW + parted.join(filled)
        if written:
            yield written + TABLE_END

    def paragraph(self, paragraph: Any) -> Iterator[str]:
        """Give the paragraph's line with its automatic number, then the lines of the text boxes anchored in it."""
        marker = self.marker(paragraph)
        boxes: list[Any] = []
        text = "".join(self.inline(paragraph, boxes))
        if marker and text.strip(f" \t\n{PAGE}"):
            self.numbered += 1
        breaks = len(text) - len(text.lstrip(PAGE))
        self.allowance.take(len(text) + len(marker) + 1)
        rank = self.rank(paragraph)
        yield text[:breaks] + (heading(rank) if rank and text.strip() else "") + marker + text[breaks:]
        for box in boxes:
            yield from self.blocks(box)

    def rank(self, paragraph: Any) -> int:
        """Give the rank of a heading, by its outline level or its style's or by the style's name; 0 for other paragraphs."""
        properties = next(iter(children(paragraph, "pPr")), None)
        level = value(properties, "outlineLvl") or self.level_of(value(properties, "pStyle"))
        rank = integer(level) if level is not None else BODY_LEVEL
        return rank + 1 if 0 <= rank < BODY_LEVEL else 0

    def level_of(self, style: str | None) -> str | None:
        """Give the outline level that a style has by itself, by its name or by those that it is based on; each style is looked up once."""
        chain: list[str | None] = []
        based = style
        while based in self.styles and based not in self.levels:
            self.levels[based] = None  # a circle ends here
            chain.append(based)
            based = value(self.styles[based], "basedOn")
        level = self.levels.get(based)
        for one in reversed(chain):
            found = self.styles[one]
            named = HEADING_NAME.match(value(found, "name") or "")
            own = next((value(each, "outlineLvl") for each in children(found, "pPr")), None)
            level = self.levels[one] = own or (str(int(named[1]) - 1) if named else level)
        return level

    def marker(self, paragraph: Any) -> str:
        """Count a paragraph that belongs to a list, by itself or by its style, and give its marker."""
        style = next((value(properties, "pStyle") for properties in children(paragraph, "pPr")), None)
        numbering = numbering_of(paragraph)
        list_id, level = value(numbering, "numId"), value(numbering, "ilvl")
        if list_id is None:
            list_id, inherited = self.list_of(style)
            level = level or inherited
        return self.counter.marker(list_id, integer(level)) if list_id is not None else ""

    def list_of(self, style: str | None) -> tuple[str | None, str | None]:
        """Give the list and the level that a style has by itself or by those that it is based on; each style is looked up once."""
        chain: list[str | None] = []
        based = style
        while based in self.styles and based not in self.listed:
            self.listed[based] = (None, None)  # a circle ends here
            chain.append(based)
            based = value(self.styles[based], "basedOn")
        for one in reversed(chain):
            numbering = numbering_of(self.styles[one])
            list_id, level = value(numbering, "numId"), value(numbering, "ilvl")
            if list_id is None:
                list_id, inherited = self.listed.get(based, (None, None))
                level = level or inherited
            elif level is None and list_id in self.counter.lists:
                level = str(self.counter.lists[list_id].level_of(one or ""))
            self.listed[one] = list_id, level
            based = one
        return self.listed.get(style, (None, None))

    def inline(self, element: Any, boxes: list[Any]) -> Iterator[str]:
        """Give the pieces of text in a paragraph as a reader sees them; text boxes are put aside into `boxes`."""
        for child in seen(element):
            tag = child.tag
            if tag in SIGNS:
                yield SIGNS[tag]
            elif tag in (f"{WORD}t", MATH_TEXT):
                yield child.text or ""
            elif tag == f"{WORD}sym":
                yield symbol(child.get(f"{WORD}char") or "")
            elif tag in (f"{WORD}footnoteReference", f"{WORD}endnoteReference"):
                yield self.cite(child)
            elif tag == f"{WORD}txbxContent":
                boxes.append(child)
            else:
                yield from self.inline(child, boxes)

    def cite(self, reference: Any) -> str:
        """Remember a note where it is first cited, and give the mark that stands for it."""
        key = (reference.tag.removeprefix(WORD).removesuffix("Reference") + "s", reference.get(f"{WORD}id"))
        return f"［{self.cited.setdefault(key, len(self.cited) + 1)}］" if key in self.notes else ""


def seen(element: Any) -> Iterator[Any]:
    """Give the children that a reader sees: no properties, deleted or hidden text, and of alternatives the first."""
    for child in element:
        if child.tag == f"{COMPATIBILITY}AlternateContent":
            yield from seen(next(iter(child), ()))
        elif isinstance(child.tag, str) and child.tag not in UNSEEN and not is_hidden(child):
            yield child


def outermost(element: Any, tag: str) -> Iterator[Any]:
    """Give the elements of a tag, whatever wraps them, without those that stand inside one another."""
    for child in element:
        if child.tag == tag:
            yield child
        else:
            yield from outermost(child, tag)


def is_hidden(element: Any) -> bool:
    """Say whether an element is a run of hidden text."""
    return element.tag == f"{WORD}r" and any(is_on(properties, "vanish") for properties in children(element, "rPr"))


def opening_of(cell: Any) -> str:
    """Mark the beginning of a cell: how many columns it stretches over, and whether it goes on with the one above."""
    properties = next(iter(children(cell, "tcPr")), None)
    merged = next(iter(children(properties, "vMerge")), None)
    goes_on = merged is not None and merged.get(f"{WORD}val", "continue") == "continue"
    return mark_cell(integer(value(properties, "gridSpan") or "1"), 0 if goes_on else 1)


def symbol(code: str) -> str:
    """Give the character of a symbol; those of symbol fonts have no meaning outside them, and half a surrogate pair has none at all."""
    character = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
    return "" if "\ud800" <= character <= "\uf8ff" else character
