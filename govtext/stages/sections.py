"""The heading tree: which paragraphs are headings, and how deep each stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from govtext.labels import BlockKind, HeadingStyle, Origin, Role
from govtext.rules import Hit, ruleset
from govtext.run_on import successor
from govtext.source import SENTENCE_ENDS
from govtext.stages.blocks import Paragraph
from govtext.stages.roles import role_of

_BEFORE_NEXT = {"arabic_paren": "。；", "circled": "。；，、"}  # before the next item in one paragraph; of other styles the line breaks were lost
_BARE = ("cn_paren", "arabic_dot", "arabic_paren")  # styles whose markers may be one sign: ㈠, ⒈, ⑴
_RANK = {style: rank for rank, style in enumerate(HeadingStyle)}
_CN = {c: i for i, c in enumerate("一二三四五六七八九", 1)}
_TITLE_END = re.compile(r"。|[？！](?=.)|$")
_CLOSING_MARKS = "。；;，,：:、 "
_PLAIN = re.compile(r"[^，。；：！？…%]{4,34}$|结束语$|[前引]言$")
_LABELLED = re.compile(r"(?!.*以下)[^，。；：、]{2,16}(?:回顾|总结|情况|工作|任务|计划|打算|安排|思路|目标)：$")
_LETTER = re.compile(r"\w")
_HEADER_LENGTH = 6  # 附件, 附件1
_PLAIN_LENGTH = 34
_PARALLEL = "heading.parallel"
_UNLIKE_HEADING = re.compile(r"[。；：！？…%]|，$")
_SAME_OPENING = 4  # characters
_FEWEST_ALIKE = 3
_STYLED_LENGTH = 200
_BODY_LENGTH = 40  # what follows a heading without marker is running text of at least this length
_SENTENCE_LENGTH = 6  # or a sentence of this one, where the heading says what it is about


@dataclass(slots=True)
class Heading:
    """A heading, with its place in the tree once it is known."""

    start: int
    title_start: int
    title_end: int
    style: HeadingStyle
    ordinal: int | None
    title: str
    rule: str
    paragraph_end: int
    outer: str = ""  # 1.1 of 1.1.2
    rank: int | None = None  # of its style in the file
    level: int = 0
    parent: int | None = None
    end: int = 0
    role: Role = Role.OTHER
    role_rule: str = ""
    role_origin: Origin = Origin.GUESSED

    @property
    def kind(self) -> tuple[int, int]:
        """Its style by rank, and the dots of its marker: headings of one kind stand on one level."""
        return _RANK[self.style], self.outer.count(".")


def cn_ordinal(text: str) -> int:
    """Value of a Chinese or Arabic or circled ordinal up to 99.

    >>> cn_ordinal("二十三"), cn_ordinal("12"), cn_ordinal("③"), cn_ordinal("㈢"), cn_ordinal("⒋"), cn_ordinal("伍")
    (23, 12, 3, 3, 4, 5)
    """
    if text.isdecimal():
        return int(text)
    if len(text) == 1:
        return int(unicodedata.numeric(text, 0))
    tens, mark, ones = text.rpartition("十")
    return (_CN.get(tens, 1) * 10 if mark else 0) + _CN.get(ones, 0)


def sections(copy: str, paragraphs: Sequence[Paragraph], ranks: Mapping[int, int]) -> tuple[Heading, ...]:
    """The headings of the body and its appendix in text order, with level, parent and extent.

    `ranks` holds the rank of each paragraph that the file itself makes a heading, by the paragraph's start.
    """
    found = _candidates(copy, [p for p in paragraphs if p.is_read], ranks)
    _rank(found, ranks)
    placed = _place(found)
    _close(placed, len(copy.rstrip("\n")))
    return tuple(placed)


def _rank(found: Sequence[Heading], ranks: Mapping[int, int]) -> None:
    """Give each heading the rank of its style; styles of one rank say nothing of levels."""
    ranked = {heading.start: ranks[heading.start] for heading in found if heading.start in ranks}
    if len(set(ranked.values())) > 1:
        for heading in found:
            heading.rank = ranked.get(heading.start)


def _candidates(copy: str, paragraphs: Sequence[Paragraph], ranks: Mapping[int, int]) -> list[Heading]:
    rules = ruleset("headings")
    parallel = _parallel(copy, paragraphs)
    found: list[Heading] = []
    after_break = True
    for i, paragraph in enumerate(paragraphs):
        hit = rules.match(copy, paragraph.start, paragraph.end)
        if hit:
            number = hit.group("number") or (hit.group("bare") if hit["style"] in _BARE else "")
            outer, _, last = (number or "").rpartition(".")
            heading = _heading(copy, paragraph, hit.end, HeadingStyle(hit["style"]), cn_ordinal(last), hit.rule.id)
            heading.outer = outer
            if _LETTER.search(heading.title) and not _is_list(copy, paragraph, hit):
                found.append(heading)
        elif paragraph.start in ranks and _is_styled(copy, paragraph):
            found.append(_heading(copy, paragraph, paragraph.start, HeadingStyle.PLAIN, None, "heading.styled"))
        elif after_break and (paragraph.kind is BlockKind.BODY or paragraph.rule == "block.appendix"):
            if paragraph.start in parallel:
                found.append(_heading(copy, paragraph, paragraph.start, HeadingStyle.PLAIN, None, _PARALLEL))
            elif _is_plain(copy, paragraph, paragraphs[i + 1 : i + 3]):
                found.append(_heading(copy, paragraph, paragraph.start, HeadingStyle.PLAIN, None, "heading.plain"))
        ended = copy.endswith(SENTENCE_ENDS, paragraph.start, paragraph.end) or (
            paragraph.kind is BlockKind.APPENDIX and paragraph.end - paragraph.start <= _HEADER_LENGTH
        )
        after_break = ended or bool(found and found[-1].start == paragraph.start)
    return _in_sequence(found)


def _in_sequence(found: list[Heading]) -> list[Heading]:
    """Without decimals that no other one goes before or after: 3.2 below 3.1 is a marker, alone it is a number."""
    decimals = {(heading.outer, heading.ordinal) for heading in found if heading.style is HeadingStyle.DECIMAL}
    if not decimals:
        return found

    def is_told(heading: Heading) -> bool:
        ordinal = heading.ordinal or 0
        return (heading.outer, ordinal - 1) in decimals or (ordinal == 1 and (heading.outer, 2) in decimals)

    return [heading for heading in found if heading.style is not HeadingStyle.DECIMAL or is_told(heading)]


def _is_list(copy: str, paragraph: Paragraph, hit: Hit) -> bool:
    """Whether the items that a marker counts on stand in its own paragraph: they are measures, and it is no heading."""
    pair = successor(copy[paragraph.start : hit.end])
    if pair is None:
        return False
    ends = _BEFORE_NEXT.get(hit["style"] or "", "；")
    return any(copy.find(mark + pair[1], hit.end, paragraph.end) >= 0 for mark in ends)


def _parallel(copy: str, paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Starts of unfinished lines over running text that open alike, such as 一年来，我们坚持…."""
    alike: dict[str, list[int]] = {}
    for paragraph, following in pairwise(paragraphs):
        length, below = paragraph.end - paragraph.start, following.end - following.start
        if _SAME_OPENING < length <= _BODY_LENGTH <= below and not _UNLIKE_HEADING.search(copy, paragraph.start, paragraph.end):
            alike.setdefault(copy[paragraph.start : paragraph.start + _SAME_OPENING], []).append(paragraph.start)
    return frozenset(start for starts in alike.values() if len(starts) >= _FEWEST_ALIKE for start in starts)


def _heading(copy: str, paragraph: Paragraph, marker_end: int, style: HeadingStyle, ordinal: int | None, rule: str) -> Heading:
    start = marker_end
    while start < paragraph.end and copy[start] == " ":
        start += 1
    stop = _TITLE_END.search(copy, start, paragraph.end)
    end = stop.start() if stop else paragraph.end
    title = copy[start:end].rstrip(_CLOSING_MARKS)
    return Heading(paragraph.start, start, start + len(title), style, ordinal, title, rule, paragraph.end)


def _is_plain(copy: str, paragraph: Paragraph, following: Sequence[Paragraph]) -> bool:
    """A short line without a marker is a heading where running text or a marked heading follows."""
    length = paragraph.end - paragraph.start
    if length > _PLAIN_LENGTH or not following:
        return False
    if copy[paragraph.end - 1] == "：":  # 2020年工作计划：
        if not _LABELLED.match(copy, paragraph.start, paragraph.end) or role_of(copy[paragraph.start : paragraph.end - 1]) is None:
            return False
        paragraph = replace(paragraph, end=paragraph.end - 1)
    if not _PLAIN.match(copy, paragraph.start, paragraph.end):
        return False
    if ruleset("plain").search(copy, paragraph.start, paragraph.end) or ruleset("measures").match(copy, paragraph.start, paragraph.end):
        return False  # 六是加强法治政府建设 is an item
    after, *later = following
    if after.end - after.start >= _BODY_LENGTH:
        return True
    if role_of(copy[paragraph.start : paragraph.end]) is None:
        return False
    if after.end - after.start >= _SENTENCE_LENGTH and copy.endswith(SENTENCE_ENDS, after.start, after.end):
        return True
    return ruleset("headings").match(copy, after.start, after.end) is not None or _is_plain(copy, after, later)


def _is_styled(copy: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph with the style of a heading can be one: people style running text and items of lists so, too."""
    if paragraph.end - paragraph.start > _STYLED_LENGTH or ruleset("measures").match(copy, paragraph.start, paragraph.end):
        return False
    return copy.find("。", paragraph.start, paragraph.end - 1) < 0


def _place(found: list[Heading]) -> list[Heading]:
    """Levels and parents, by a stack of the headings that are still open."""
    stack: list[int] = []
    placed: list[Heading] = []
    for i, heading in enumerate(found):
        depth = _depth(found, i, [placed[j] for j in stack])
        del stack[depth:]
        heading.level = len(stack) + 1
        heading.parent = stack[-1] if stack else None
        stack.append(len(placed))
        placed.append(heading)
    return placed


def _depth(found: list[Heading], i: int, open_headings: list[Heading]) -> int:
    """How many of the open headings stay open above this one."""
    heading = found[i]
    if heading.style is HeadingStyle.PLAIN:
        return _plain_depth(found, i, open_headings)
    depth = _marked_depth(found, i, open_headings)
    if heading.rank is None:
        return depth
    lower = (
        d for d, other in enumerate(open_headings) if other.style is HeadingStyle.PLAIN and other.rank is not None and other.rank >= heading.rank
    )
    return min(depth, next(lower, depth))


def _marked_depth(found: list[Heading], i: int, open_headings: list[Heading]) -> int:
    heading = found[i]
    for depth in range(len(open_headings) - 1, -1, -1):
        other = open_headings[depth]
        if other.kind == heading.kind and other.ordinal is not None and heading.ordinal == other.ordinal + 1:
            return depth
    same = [depth for depth, other in enumerate(open_headings) if other.kind == heading.kind]
    if same and heading.ordinal == 1 and _resumes(found, i, open_headings[same[-1]]):
        return len(open_headings)
    if same:
        return same[-1]
    return next(
        (d for d, other in enumerate(open_headings) if other.style is not HeadingStyle.PLAIN and other.kind > heading.kind), len(open_headings)
    )


def _plain_depth(found: list[Heading], i: int, open_headings: list[Heading]) -> int:
    """A heading without marker that names a part of the report stands on top; any other stands where its like do."""
    if not open_headings:
        return 0
    ranked = [d for d, other in enumerate(open_headings) if other.rank is not None]
    if (rank := found[i].rank) is not None and ranked:
        above = [d for d in ranked if (open_headings[d].rank or 0) < rank]
        return above[-1] + 1 if above else ranked[0]
    plain = [d for d, other in enumerate(open_headings) if other.style is HeadingStyle.PLAIN]
    if found[i].rule == _PARALLEL:
        return next((d for d, other in enumerate(open_headings) if other.rule == _PARALLEL), len(open_headings))
    if role_of(found[i].title) is not None:
        return plain[0] if plain else 0
    if plain:
        return plain[-1]
    return len(open_headings) if open_headings[-1].style is not HeadingStyle.PLAIN else 0


def _resumes(found: list[Heading], i: int, outer: Heading) -> bool:
    """Whether the outer list goes on after the list that begins here: then this one is nested in it."""
    expected = (outer.ordinal or 0) + 1
    previous = 0
    for j in range(i, len(found)):
        heading = found[j]
        if heading.style is HeadingStyle.PLAIN:
            return False
        if heading.style is outer.style:
            if heading.ordinal == previous + 1:
                previous += 1
            else:
                return heading.ordinal == expected
    return False


def _close(placed: list[Heading], text_end: int) -> None:
    """Each section ends where the next heading of its level or above begins."""
    open_headings: list[Heading] = []
    for heading in placed:
        while open_headings and open_headings[-1].level >= heading.level:
            open_headings.pop().end = heading.start
        open_headings.append(heading)
    for heading in open_headings:
        heading.end = text_end
