"""Marks of pages that stand inside a sentence or a number: what they parted is read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govtext.layout import Edit

_BLANK = r"[ \t\r\f\n\u3000]*"
_DASH = "[-—–－]"
_NUMBER = r"[0-9０-９]{1,3}"
_SURE = (
    rf"{_DASH}{{1,2}} ?{_NUMBER} ?{_DASH}{{1,2}}|第 ?{_NUMBER} ?页(?:[ ，,/]?共 ?{_NUMBER} ?页)?|{_NUMBER} ?/ ?{_NUMBER}"
    r"|<!--[^<>\n]{0,60}-->|-{3,}|\*{3,}|_{3,}"
)
_LINE = re.compile(rf"(?<=[^\s。！？；：…”）]){_BLANK}[\n\f][ \t\u3000]*(?:{_SURE}|{_NUMBER})[ \t\u3000]*[\n\f]{_BLANK}")  # a line of its own
# Patterns that begin with a character are found faster than those that begin with a look-behind.
_ANY_LINE = re.compile(rf"[\n\f][ \t\u3000]*(?:{_SURE}|{_NUMBER})[ \t\u3000]*[\n\f]")
_INSIDE = re.compile(rf"<!--[^<>\n]{{0,60}}-->|{_DASH}(?<=[\u4e00-\u9fff]{_DASH}) ?{_NUMBER} ?{_DASH}(?=[\u4e00-\u9fff])")
_GOES_ON = re.compile(r"[^\n，。；]{0,40}[，。；]")
_STARTS_ANEW = re.compile(r"第?[一二三四五六七八九十百]+(?:、|部分|章|节|是)|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]{1,2}[.、](?![0-9])|[①-⑳#]|——")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LINE_BEFORE = 80


def page_marks(text: str) -> Iterator[Edit]:
    r"""Give the marks of pages inside sentences as edits that leave them out, with the line ends around them.

    >>> [text.start for text in page_marks("税收完成2\n3\n0835元，增长5%。")]
    [5]
    >>> list(page_marks("一、工作\n3\n税收增长5%。")), list(page_marks("增长5%。\n— 3 —\n投资"))
    ([], [])
    """
    taken = 0
    lines = _LINE.finditer(text) if _ANY_LINE.search(text) else ()
    marks = sorted([*lines, *_INSIDE.finditer(text)], key=lambda mark: mark.start())
    for mark in marks:
        if mark.start() >= taken and (mark.re is _INSIDE or _parts_sentence(text, mark)):
            taken = mark.end()
            yield Edit(*mark.span())


def _parts_sentence(text: str, mark: re.Match[str]) -> bool:
    """Whether a sentence goes on after a line: no heading stands before it, and no item begins behind it."""
    if mark.end() == len(text) or _STARTS_ANEW.match(text, mark.end()):
        return False
    before = text[max(text.rfind("\n", 0, mark.start()) + 1, mark.start() - _LINE_BEFORE) : mark.start()]
    if _STARTS_ANEW.match(before) and not re.search("[，。；]", before):
        return False
    return len(_CHINESE.findall(before)) > 1 and _GOES_ON.match(text, mark.end()) is not None
