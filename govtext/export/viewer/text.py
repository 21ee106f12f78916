"""The text of a report as HTML: every character stays, and what was found in it is marked, nested as it nests in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup, escape

from govtext.masking.blanks import Blank
from govtext.model import Block, Report
from govtext.render import one_line

# Characters that a browser would act upon or drop; they are shown by their code.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_SHORT_FIELD, _LONG_FIELD = 3, 6  # width of an input field, in characters, where it does not grow with its answer
_NUMERIC = ("number", "percent", "ordinal", "month", "day", "year")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to be marked in the text; of two with the same place, the one of the lower rank is the outer."""

    start: int
    end: int
    rank: int
    css: str
    id: str
    level: int = 0  # of a heading


def paragraphs(report: Report, blanks: Sequence[Blank], key: str) -> Iterator[Markup]:
    """Give the paragraphs of a report as HTML; `key` sets the ids of one report on a page apart from those of another."""
    marks = _by_block(report.blocks, _marks(report))
    fields = _by_block(report.blocks, [Mark(blank.span.start, blank.span.end, 9, "blank", blank.id) for blank in blanks])
    asked = {blank.id: blank for blank in blanks}
    for number, block in enumerate(report.blocks):
        body = Markup("").join(_pieces(report.text, block, marks[number], fields[number], asked, key))
        yield Markup('<p class="block {}" data-start="{}">{}</p>').format(block.kind, block.span.start, body)


def _marks(report: Report) -> list[Mark]:
    found: list[Mark] = []
    for section in report.sections:
        found.append(Mark(section.heading_span.start, section.heading_span.end, 0, "heading", section.id, section.level))
    for measure in report.measures:
        found.append(Mark(measure.heading_span.start, measure.heading_span.end, 1, "measure", measure.id))
    for entity in report.entities:
        found.append(Mark(entity.span.start, entity.span.end, 2, f"entity {entity.kind}", entity.id))
    for time in report.times:
        found.append(Mark(time.span.start, time.span.end, 3, "time", time.id))
    for metric in report.metrics:
        found.append(Mark(metric.value_span.start, metric.value_span.end, 4, f"metric {metric.status}", metric.id))
    return found


def _by_block(blocks: Sequence[Block], marks: Sequence[Mark]) -> Mapping[int, list[Mark]]:
    """Sort marks into the paragraphs in which they begin, in the order in which they open."""
    sorted_marks: defaultdict[int, list[Mark]] = defaultdict(list)
    block = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.rank)):
        while block < len(blocks) - 1 and blocks[block + 1].span.start <= mark.start:
            block += 1
        sorted_marks[block].append(mark)
    return sorted_marks


def _pieces(text: str, block: Block, marks: Sequence[Mark], fields: Sequence[Mark], asked: Mapping[str, Blank], key: str) -> Iterator[Markup]:
    """The HTML of a paragraph: where the marks change, the ones that end are closed and the ones that begin are opened."""
    start, end = block.span.start, block.span.end
    cuts = sorted({start, end} | {min(cut, end) for mark in chain(marks, fields) for cut in (mark.start, mark.end)})
    empty = {field.start: field for field in fields if field.start == field.end}
    waiting, opened = list(reversed(marks)), set[str]()
    open_marks: list[Mark] = []
    for place, cut in enumerate(cuts):
        kept = _kept(open_marks, cut)
        yield Markup("</mark>") * (len(open_marks) - len(kept))
        rest = [mark for mark in open_marks[len(kept) :] if mark.end > cut]
        while waiting and waiting[-1].start <= cut:
            rest.append(waiting.pop())
        for mark in rest:
            yield _opening(mark, key, first=mark.id not in opened)
            opened.add(mark.id)
        open_marks = kept + rest
        if cut in empty:
            yield _field(asked[empty[cut].id], key)
        if place + 1 < len(cuts):
            field = next((field for field in fields if field.start <= cut < field.end), None)
            if field is None:
                yield _shown(text[cut : cuts[place + 1]])
            elif field.start == cut:
                yield _field(asked[field.id], key)
    yield Markup("</mark>") * len(open_marks)


def _kept(open_marks: list[Mark], cut: int) -> list[Mark]:
    """The outer marks that stay open at a cut: those before the first that ends there."""
    ending = next((place for place, mark in enumerate(open_marks) if mark.end <= cut), len(open_marks))
    return open_marks[:ending]


def _opening(mark: Mark, key: str, *, first: bool) -> Markup:
    id = Markup(' id="{}-{}"').format(key, mark.id) if first else Markup("")
    if mark.css == "heading":
        return Markup('<mark class="heading" role="heading" aria-level="{}" data-id="{}"{}>').format(min(mark.level + 2, 6), mark.id, id)
    return Markup('<mark class="{}" data-id="{}"{}>').format(mark.css, mark.id, id)


def _field(blank: Blank, key: str) -> Markup:
    """The input field of a blank."""
    mode = "text" if blank.kind not in _NUMERIC else "decimal"
    width = _SHORT_FIELD if blank.kind in _NUMERIC else _LONG_FIELD
    return Markup(
        '<input class="blank" id="{}-{}" data-id="{}" data-length="{}" size="{}" inputmode="{}" placeholder="{}" aria-label="{}" autocomplete="off">'
    ).format(key, blank.id, blank.id, len(blank.text), width, mode, one_line(blank.text) or "＿", blank.asked)


def _shown(text: str) -> Markup:
    """A stretch of text, with what a browser would act upon shown by its code."""
    parts, position = [], 0
    for match in _CONTROL.finditer(text):
        parts += [escape(text[position : match.start()]), Markup('<span class="control" data-code="{:04X}"></span>').format(ord(match[0]))]
        position = match.end()
    return Markup("").join([*parts, escape(text[position:])])
