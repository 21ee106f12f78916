"""What the parser of web pages is not asked to take: its time grows with the square of some counts, which are counted here first."""

from __future__ import annotations

import re
from collections import Counter

from govtext.errors import ReadError
from govtext.reading.knowledge import knowledge

LENGTH = 32 << 20
"""Most bytes of a page, which a browser and the parser hold several times."""
TAGS = 500_000
"""Most tags, comments included."""
NESTING = 10_000
"""Most elements inside one another."""
ATTRIBUTES = 2_000
"""Most attributes of one element."""
MERGED = ("html", "body")
"""Elements of which a page has one, to which the attributes of all further tags of its name are given."""
ALL_ATTRIBUTES = 1_000_000
"""Most attributes of all elements."""
TAKEN_UP = 5_000_000
"""Most elements that come of formats left open, such as ``<font>``, which each following block takes up again."""
ALIKE = 3
"""How many formats with the same attributes are taken up, by the standard."""
TAG_LENGTH = 200
"""Characters of a tag that tell it from others."""
TAG = re.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)")
OPENING = re.compile(r"<(?:!--|([a-zA-Z][^\s/>]*))")
ATTRIBUTE = re.compile(r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?""")


def check_size(page: bytes, name: str) -> None:
    """Refuse a page that is too long to be decoded for what it holds; `ReadError`."""
    if len(page) > LENGTH:
        raise ReadError(f"{name}: has more than {LENGTH} bytes of markup, which no web page needs; save its text from a browser")


def check_markup(markup: str, name: str) -> None:
    """Refuse a page that no browser would have to show.

    Raises
    ------
    ReadError
        It has too many tags, nests too many elements, leaves too many formats open, or has too many attributes, in an element or in all.
    """
    if markup.count("<") > TAGS:
        raise ReadError(f"{name}: has more than {TAGS} tags, which no web page needs; save its text from a browser")
    if nesting(markup) > NESTING:
        raise ReadError(f"{name}: nests more than {NESTING} elements, which no web page needs; save its text from a browser")
    if ALIKE * formats(markup) * markup.count("<") > TAKEN_UP:
        raise ReadError(f"{name}: leaves too many formats open, which no web page needs; save its text from a browser")
    most, all = attributes(markup)
    if most > ATTRIBUTES:
        raise ReadError(f"{name}: an element has more than {ATTRIBUTES} attributes, which no web page needs; save its text from a browser")
    if all > ALL_ATTRIBUTES:
        raise ReadError(f"{name}: has more than {ALL_ATTRIBUTES} attributes, which no web page needs; save its text from a browser")


def nesting(markup: str) -> int:
    """Count how many elements may stand inside one another, by their tags.

    >>> nesting("<div><p>一<p>二<b>三</b></div>")
    2
    """
    open_ended = frozenset(knowledge()["html"]["open_ended"])
    depth = deepest = 0
    for tag in TAG.finditer(markup):
        if tag[2].lower() not in open_ended:
            depth += -1 if tag[1] else 1
            deepest = max(deepest, depth)
    return deepest


def formats(markup: str) -> int:
    """Count how many different elements of format may be open at once, by their tags.

    >>> formats("<p><font color=red>一<font color=blue>二<b>三</b><b>四</b><p>五")
    3
    """
    kinds = frozenset(knowledge()["html"]["formats"])
    opened: dict[str, list[str]] = {}
    counts: Counter[str] = Counter()
    most = 0
    for tag in TAG.finditer(markup):
        element = tag[2].lower()
        if element not in kinds:
            continue
        stack = opened.setdefault(element, [])
        if not tag[1]:
            written = markup[tag.start() : tag.start() + TAG_LENGTH].partition(">")[0]
            counts[written] += 1
            stack.append(written)
            most = max(most, len(counts))
        elif stack:
            written = stack.pop()
            counts[written] -= 1
            if not counts[written]:
                del counts[written]
    return most


def attributes(markup: str) -> tuple[int, int]:
    """Count the attributes of the element that has most, and those of all; comments and scripts have none, all ``<body>`` are one.

    >>> attributes("<!-- <p a b c> --><p class='a > b' id=c>一<br clear>")
    (2, 3)
    """
    raw = frozenset(knowledge()["html"]["raw_text"])
    most = all = place = 0
    of_all: Counter[str] = Counter()
    while opening := OPENING.search(markup, place):
        place, element = opening.end(), (opening[1] or "").lower()
        if not element:
            place = after(markup, "-->", place)
            continue
        count = of_all[element]
        while found := ATTRIBUTE.match(markup, place):
            place, count = found.end(), count + 1
        most, all = max(most, count), all + count - of_all[element]
        if element in MERGED:
            of_all[element] = count
        if element in raw:
            place = after(markup, f"</{element}", place)
    return most, all


def after(markup: str, end: str, place: int) -> int:
    """Find where the next `end` is over, in letters of either case; the end of the markup where there is none."""
    found = re.compile(re.escape(end), re.IGNORECASE).search(markup, place)
    return found.end() if found else len(markup)
