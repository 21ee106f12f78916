"""Web pages: the article of a page as lines of text, its title, date and source as fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from itertools import accumulate
from typing import Any

from govtext.errors import ReadError
from govtext.layout import FileLayout
from govtext.model import SourceInfo
from govtext.reading.document import Allowance, Document
from govtext.reading.encodings import decode
from govtext.reading.extras import need
from govtext.reading.knowledge import knowledge
from govtext.reading.marks import CELL_END, CONTROL, ROW, TABLE, TABLE_END, cell, resolve, without_marks
from govtext.reading.marks import heading as mark_heading
from govtext.reading.markup import check_markup, check_size
from govtext.reading.registry import Options
from govtext.reading.resource import Resource

LOST_BEFORE = 0.05
LOST_AFTER = 0.25
"""Parts of a page's prose that may stand before and after the article: an abstract, notices, other news."""
FURNITURE_SHARE = 0.25
"""Part of a page's prose up to which a block named like furniture is furniture."""
ESSENTIAL = 1 << 40
"""Weight of a line that only the article can have: a heading, an item, the salutation."""
PARTS = 100
"""Most parts of a saved page that hold others: the time to parse them grows with the square of their number."""
ROW_LENGTH = 200
"""Longest row of a table that is one line."""
HOLDS_MESSAGES = re.compile(rb"content-type:\s*(?:multipart|message)/", re.IGNORECASE)
HTML_SPACE = re.compile(r"[ \t\n\r\f]+")
SENTENCE_MARKS = re.compile("[。；！？]|，.*，")
SITE_NAME = re.compile(r"\s*[_|｜]\s*|(?<![\d\s-])-(?![\d-])|\s[-–—]\s")
RANKS = {f"h{rank}": rank for rank in range(1, 7)}
FIELDS = ("title", "date", "source", "site", "url")
MOST_HEADINGS = 100
"""Headings among which the page's own title is looked for."""
TITLE_REACH = 10
TITLE_LINES = 4
"""Lines of the article at which its title may begin, and over which it may stretch."""


def read(resource: Resource, options: Options) -> Document:
    """Read a web page; a title that stands outside the article becomes its first line."""
    data = resource.read(options.limits.bytes)
    check_size(data, resource.name)
    markup, encoding, repairs = decode(data, options.encoding, resource.name)
    check_markup(markup, resource.name)
    text, fields, layout = extract(CONTROL.sub("", markup))
    if not text.strip():
        raise ReadError(f"{resource.name}: the page holds no text; if a script loads it, open the page in a browser and save it from there")
    return Document(
        text,
        SourceInfo(
            path=resource.path, format="html", encoding=encoding, sha256=sha256(data).hexdigest(), fields=fields, layout=layout, repairs=repairs
        ),
    )


def read_mhtml(resource: Resource, options: Options) -> Document:
    """Read a page that a browser saved with all its parts in one file."""
    packed = resource.read(options.limits.bytes)
    if len(HOLDS_MESSAGES.findall(packed)) > PARTS:
        raise ReadError(f"{resource.name}: puts more than {PARTS} messages inside one another, as no saved page does; save its text from a browser")
    lines = packed.count(b"\n") + packed.count(b"\r") - packed.count(b"\r\n")
    Allowance(resource.name, options.limits.parts, "parts").check(lines)
    message = message_from_bytes(packed)  # the newer policies parse each header anew, a thousand times slower
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    data = page.get_payload(decode=True) if page is not None else None
    if not isinstance(data, bytes) or not data:
        raise ReadError(f"{resource.name}: holds no web page, or is cut off")
    document = read(Resource(resource.path, lambda: BytesIO(data)), options)
    return replace(document, source=document.source.model_copy(update={"format": "mhtml", "sha256": resource.sha256()}))


def extract(markup: str) -> tuple[str, dict[str, str], FileLayout]:
    r"""Find the article of a page, and what the page says about it.

    Parameters
    ----------
    markup
        The decoded page, valid or not.

    Returns
    -------
    text : str
        The lines of the article.
    fields : dict
        ``title``, ``date``, ``source``, ``site`` and ``url``, where the page has them.
    layout : FileLayout
        Headings by their elements, and tables.

    Examples
    --------
    >>> extract("<title>报告</title><div id=nav>首页</div><div><p>过去一年，成绩显著。<p>今年，任务艰巨。</div>")[:2]
    ('报告\n过去一年，成绩显著。\n今年，任务艰巨。', {'title': '报告'})
    """
    tree = need("selectolax.lexbor", "html", "reading web pages").LexborHTMLParser(markup)
    root = tree.root
    if root is None:
        return "", {}, FileLayout()
    page = lay_out(root)
    marked = lay_out(root, page.furniture()).article()
    lines = [without_marks(line) for line in marked]
    fields = describe(tree, page.lines)
    title = fields.get("title", "")
    if title and not any(squeezed("".join(lines[start : start + TITLE_LINES])).startswith(squeezed(title)) for start in range(TITLE_REACH)):
        marked.insert(0, title)
    text, _, layout = resolve("\n".join(marked))
    wanted = squeezed(title)
    named = wanted in "".join(squeezed(node.text()) for node in tree.css("title")[:1])
    headings = (each for each in layout.headings if not ((named or each.rank == 1) and squeezed(line_at(text, each.start)) == wanted))
    return text, fields, replace(layout, headings=tuple(headings))


def line_at(text: str, start: int) -> str:
    r"""Give the rest of the line from a place on.

    >>> line_at("一、回顾\n二、安排", 2)
    '回顾'
    """
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


def squeezed(text: str) -> str:
    """Leave out all white space."""
    return "".join(text.split())


@dataclass(slots=True)
class Part:
    """A block of a page, whose lines are ``lines[first:last]``."""

    id: int
    first: int
    furniture: bool
    last: int = 0


@dataclass(slots=True)
class Page:
    """A page as it is laid out: lines with their weights as prose, the finished blocks, inner before outer, and what is open."""

    lines: list[str] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    around: list[Part] = field(default_factory=list)
    rows: list[tuple[int, list[int]]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    verbatim: int = 0
    pending: str = ""  # marks for the next line
    lists: list[int | None] = field(default_factory=list)  # the last numbers of the lists around, None for those without
    number: str = ""  # that of the item that has just begun

    @property
    def prose(self) -> int:
        """Length of all prose on the page."""
        return sum(weight for weight in self.weights if weight < ESSENTIAL)

    def furniture(self) -> frozenset[int]:
        """Collect the ids of blocks that are named like furniture and hold little prose."""
        sums, light = [0, *accumulate(self.weights)], FURNITURE_SHARE * self.prose
        return frozenset(part.id for part in self.parts if part.furniture and sums[part.last] - sums[part.first] <= light)

    def article(self) -> list[str]:
        """Give the lines of the innermost block that leaves out little prose and nothing essential; all where there is no prose, as round a table."""
        sums, prose = [0, *accumulate(self.weights)], self.prose
        if not prose:
            return self.lines
        for part in self.parts:
            before, after = sums[part.first], sums[-1] - sums[part.last]
            if part.last > part.first and before <= LOST_BEFORE * prose and after <= LOST_AFTER * prose:
                return self.lines[part.first : part.last]
        return self.lines

    def add(self, text: str) -> None:
        """Add text to the line that is being written."""
        self.linked += len(text) if self.links else 0
        first, *others = text.split("\n") if self.verbatim else [HTML_SPACE.sub(" ", text)]
        self.pieces.append(first)
        for line in others:
            self.end_line()
            self.pieces.append(line)

    def end_line(self) -> None:
        """End the line that is being written; prose outside links weighs on the block that it stands in."""
        line = HTML_SPACE.sub(" ", "".join(self.pieces)).strip(" ")
        linked, self.linked, self.pieces = self.linked, 0, []
        if line.strip():
            mostly_links = 2 * linked >= len(line)
            number = "" if mostly_links or re.match(knowledge()["heading_start"], line) else self.number
            self.lines.append(self.pending + number + line)
            self.weights.append(0 if mostly_links else weigh(line))
            self.pending = self.number = ""

    def enter(self, node: Any) -> None:
        """Begin an element."""
        self.links += node.tag == "a"
        self.verbatim += is_verbatim(node)
        if node.tag in block_tags():
            self.end_line()
            self.around.append(Part(node.mem_id, len(self.lines), is_furniture(node)))
        if node.tag == "tr":
            self.rows.append((len(self.parts), []))
        elif node.tag in RANKS:
            self.pending += mark_heading(RANKS[node.tag])
        elif node.tag in ("ol", "ul"):
            self.lists.append(int_of(node, "start", 1) - 1 if node.tag == "ol" else None)
        elif node.tag == "li" and self.lists and self.lists[-1] is not None:
            self.lists[-1] = int_of(node, "value", self.lists[-1] + 1)
            self.number = f"{self.lists[-1]}. "

    def leave(self, node: Any) -> None:
        """End an element; a row of a table with short cells becomes one line."""
        self.links -= node.tag == "a"
        self.verbatim -= is_verbatim(node)
        if node.tag in block_tags():
            self.end_line()
            part = self.around.pop()
            if node.tag in ("td", "th") and self.rows:
                self.rows[-1][1].append(len(self.lines) - part.first)
                self.wrap(part.first, cell(int_of(node, "colspan", 1), int_of(node, "rowspan", 1)), CELL_END)
            elif node.tag == "tr" and self.rows:
                self.join_cells(part.first, *self.rows.pop())
                self.wrap(part.first, ROW, "")
            elif node.tag == "table":
                self.wrap(part.first, TABLE, TABLE_END)
            elif node.tag in RANKS and part.first == len(self.lines):
                self.pending = ""
            elif node.tag in ("ol", "ul"):
                self.lists.pop()
            elif node.tag == "li":
                self.number = ""
            part.last = len(self.lines)
            self.parts.append(part)

    def wrap(self, first: int, before: str, after: str) -> None:
        """Put marks round the lines from one on; those of an empty cell stand before the line that follows."""
        if first < len(self.lines):
            self.lines[first] = before + self.lines[first]
            self.lines[-1] += self.pending + after
            self.pending = ""
        else:
            self.pending += before + after

    def join_cells(self, first: int, parts: int, counts: list[int]) -> None:
        """Put the cells of a row on one line, parted by tabs, where each has at most one line and the row is short."""
        cells = iter(self.lines[first:])
        row = "\t".join(next(cells) if count else "" for count in counts)
        if len(counts) > 1 and max(counts) == 1 and len(without_marks(row)) <= ROW_LENGTH:
            self.lines[first:] = [row]
            self.weights[first:] = [max(self.weights[first:])]
            del self.parts[parts:]


def int_of(node: Any, name: str, otherwise: int) -> int:
    """Give the number that an attribute holds, such as how many columns a cell stretches over."""
    written = (node.attributes.get(name) or "").strip()
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 5 else otherwise


def weigh(line: str) -> int:
    """Weigh a line as prose: its length where it is a sentence, and more than all sentences where it can only be of a report.

    >>> weigh("首页"), weigh("成绩显著。"), weigh("二、主要任务") == ESSENTIAL
    (0, 5, True)
    """
    if any(re.match(knowledge()[start], line) for start in ("heading_start", "item_start")):
        return ESSENTIAL
    return len(line) if SENTENCE_MARKS.search(line) else 0


def lay_out(root: Any, skipped: frozenset[int] = frozenset()) -> Page:
    """Lay out an element as lines, without the blocks whose ids are skipped."""
    page, unseen = Page(), frozenset(knowledge()["html"]["unseen"])
    stack = [(root, True)]
    while stack:
        node, entering = stack.pop()
        if node.tag == "-text":
            page.add(node.text(deep=False))
        elif node.tag == "br":
            page.end_line()
        elif not entering:
            page.leave(node)
        elif node.tag not in unseen and node.mem_id not in skipped:
            page.enter(node)
            stack.append((node, False))
            stack.extend((child, True) for child in reversed(list(node.iter(include_text=True))))
    return page


@lru_cache(maxsize=1)
def block_tags() -> frozenset[str]:
    """Collect the elements that begin and end a line."""
    return frozenset(knowledge()["html"]["blocks"])


def is_furniture(node: Any) -> bool:
    """Say whether an element is hidden, or is by its kind, id or class no part of an article."""
    know, attributes = knowledge()["html"], node.attributes
    hidden = "hidden" in attributes or "display:none" in squeezed(attributes.get("style") or "").lower()
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    return hidden or node.tag in know["furniture_elements"] or re.search(know["furniture_names"], names) is not None


def is_verbatim(node: Any) -> bool:
    """Say whether line ends in the markup of an element are line ends of the text."""
    return node.tag == "pre" or "white-space:pre" in squeezed(node.attributes.get("style") or "")


def describe(tree: Any, lines: list[str]) -> dict[str, str]:
    """Collect what a page says about its article, in its metadata or else in its visible lines."""
    know = knowledge()["html"]
    metadata: dict[str, str] = {}
    for element in tree.css("meta"):
        name = element.attributes.get("name") or element.attributes.get("property") or ""
        metadata.setdefault(name.lower(), " ".join((element.attributes.get("content") or "").split()))
    found = {name: next(filter(None, (metadata.get(label.lower()) for label in know[name])), "") for name in FIELDS}
    visible = "\n".join(lines)
    for name in ("date", "source"):
        if not found[name] and (match := re.search(know[f"{name}_pattern"], visible)):
            found[name] = match[1]
    found["title"] = found["title"] or heading(tree)
    return {name: value for name, value in found.items() if value}


def heading(tree: Any) -> str:
    """Give the first heading that the page's own title repeats, else that title without the name of the site."""
    titles = [" ".join(node.text().split()) for node in tree.css("title")[:1]]
    named = "".join(map(squeezed, titles))
    headings = [" ".join(node.text().split()) for node in tree.css("h1, h2")[:MOST_HEADINGS]]
    for text in headings:
        if text and (not titles or squeezed(text) in named):
            return text
    return SITE_NAME.split(titles[0])[0] if titles else ""
