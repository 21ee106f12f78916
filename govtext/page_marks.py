"""Marks of pages that stand inside a sentence, a title or a number: what they parted is read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govtext.layout import Edit

_BLANK = r"[ \t\r\f\n\u3000]*"
_DASH = "[-—–－]"
_NUMBER = r"[0-9０-９]{1,3}"
_SURE = (
    rf"{_DASH}{{1,2}} ?{_NUMBER} ?{_DASH}{{1,2}}|[·•] ?{_NUMBER} ?[·•]|{_NUMBER} ?/ ?{_NUMBER}"
    rf"|{_DASH}? ?第 ?(?:{_NUMBER}|[一二三四五六七八九十]{{1,3}}) ?(?:/ ?{_NUMBER} ?)?页(?:[ ，,/]{{0,2}}共 ?{_NUMBER} ?页)? ?{_DASH}?"
    rf"|共 ?{_NUMBER} ?页[ ，,/]{{0,2}}第 ?{_NUMBER} ?页|[Pp](?:age|AGE)?\.? ?{_NUMBER}(?: ?(?:of|/) ?{_NUMBER})?"
    r"|<!--[^<>\n]{0,60}-->|-{3,}|\*{3,}|_{3,}"
)
_BESIDE = r"[ \t\u3000]*"
_ON_A_LINE = rf"[\n\f]{_BESIDE}(?:{_SURE}|{_NUMBER}){_BESIDE}[\n\f]"
_LINE = re.compile(rf"(?<=[^\s。！？；：…）])(?<![。！？…]”){_BLANK}(?:{_ON_A_LINE}|\f){_BLANK}")
# Patterns that begin with a set of characters are found faster than those that begin with a look-behind or with several branches.
_ANY_LINE = re.compile(rf"[\n\f](?:(?<=\f)|(?<=\n){_BESIDE}(?:{_SURE}|{_NUMBER}){_BESIDE}[\n\f])")
_CHINESE = "[\u4e00-\u9fff]"
_INSIDE = re.compile(
    rf"(?P<sign>[<第—–－-])(?:(?<=<)!--[^<>\n]{{0,60}}-->|(?<={_CHINESE}{_DASH}) ?{_NUMBER} ?{_DASH}(?={_CHINESE})"
    rf"|(?<={_CHINESE}[—－]){_NUMBER}(?P=sign)(?=[0-9])"  # 增长—2—6%
    rf"|(?<={_CHINESE}第)(?<![见在至到从的及与和于]第) ?{_NUMBER} ?页(?={_CHINESE}))"
)
_GOES_ON = re.compile(r"[^\n，。；]{0,40}[，。；]")
_HEADED = re.compile(r"第?[一二三四五六七八九十百]+(?:、|部分|章|节)|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]{1,2}[.、](?![0-9])|[①-⑳#]")
_STARTS_ANEW = re.compile(rf"{_HEADED.pattern}|[一二三四五六七八九十]+是|——")
_TITLE_REST = re.compile(r"(?:[^\n。；：！？%0-9]|[0-9](?![万亿元亩吨户家])){1,40}(?=\n|$)")
_NEVER_ENDS = re.compile(r"[、，（《“]$")
_NEVER_STARTS = re.compile(r"[、，。；）》”%％]")
_PARTED_FIGURE = re.compile("[0-9０-９][0-9０-９年月日万亿元]")
_SENTENCE = re.compile("[。；]|，.*[0-9]|[0-9].*，")  # in a line that begins with a marker, what makes it more than a title
_LETTERS = re.compile(_CHINESE)
_LINE_BEFORE = 80
_WORD = 4  # the longest word that a mark may have parted


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
    """Whether what stands before a mark goes on after it: a sentence, a title that is cut in two, or a word."""
    if mark.end() == len(text) or _STARTS_ANEW.match(text, mark.end()):
        return False
    before = text[max(text.rfind("\n", 0, mark.start()) + 1, mark.start() - _LINE_BEFORE) : mark.start()].lstrip()
    if _NEVER_ENDS.search(before) or _NEVER_STARTS.match(text, mark.end()) or _STARTS_ANEW.fullmatch(before):
        return True
    marked = _HEADED.match(before) is not None
    if len(_LETTERS.findall(before)) < (1 if marked else 2):
        return False
    if (not marked or _SENTENCE.search(before, 4)) and _GOES_ON.match(text, mark.end()):
        return True
    after = text[mark.end() : mark.end() + _WORD]
    parts_title = marked and _TITLE_REST.match(text, mark.end()) is not None
    return parts_title or _PARTED_FIGURE.match(before[-1:] + after) is not None or _parts_word(before[-_WORD:], after)


def _parts_word(before: str, after: str) -> bool:
    from govtext.words import splits_word  # its dictionary is read for marks alone that may stand between two lines

    return splits_word(before + after, len(before))
