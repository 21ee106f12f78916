"""The sections of a report by place, found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from itertools import pairwise

from govtext.labels import BlockKind
from govtext.model import Report, Section

READ = (BlockKind.BODY, BlockKind.APPENDIX)
"""The kinds of blocks that content is taken from."""


class Sections:
    """Looks up the sections of one report.

    Examples
    --------
    >>> import govtext
    >>> sections = Sections(govtext.parse("一、2023年工作回顾。税收增长。二、2024年工作安排。"))
    >>> sections.at(12).title
    '2023年工作回顾'
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.sections = report.sections
        self.starts = [section.span.start for section in report.sections]
        self.by_id = {section.id: section for section in report.sections}

    def at(self, position: int) -> Section | None:
        """The innermost section that holds a position."""
        return next(reversed(self.over(position + 1)), None)

    def over(self, end: int) -> tuple[Section, ...]:
        """The sections that hold what ends here, from the top down."""
        number = bisect_left(self.starts, end) - 1
        section = self.sections[number] if number >= 0 else None
        steps: list[Section] = []
        while section is not None:
            if section.span.end >= end:
                steps.append(section)
            section = self.by_id[section.parent_id] if section.parent_id else None
        return tuple(reversed(steps))

    def within(self, start: int, end: int) -> tuple[Section, ...]:
        """The sections that begin in a stretch."""
        return self.sections[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def paragraphs(self, kinds: Collection[BlockKind] = READ) -> Iterator[tuple[int, int]]:
        """The stretches that are read: paragraphs of some kinds, parted where a section begins inside one."""
        for block in self.report.blocks:
            if block.kind in kinds and block.text.strip():
                inside = self.starts[bisect_right(self.starts, block.span.start) : bisect_left(self.starts, block.span.end)]
                yield from pairwise([block.span.start, *inside, block.span.end])
