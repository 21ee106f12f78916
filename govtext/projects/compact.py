"""A report without the blanks that an archive left inside its sentences, and the way back to its offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TypeVar

from govtext.model import Entity, Metric, Period, Report, Section, Sentence, Span, TimeExpression

_BLANK = re.compile(r"(?<=[\u4e00-\u9fff0-9、，])[ \u3000]+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[ \u3000]+(?=[0-9])")

_Item = TypeVar("_Item", Entity, Metric, Section, TimeExpression)


class Compact:
    """A report whose sentences are whole, as far as projects are read from it."""

    def __init__(self, report: Report) -> None:
        self.text = report.text
        self.blanks = [position for blank in _BLANK.finditer(report.text) for position in range(*blank.span())]
        self.places = [position - number for number, position in enumerate(self.blanks)]
        self.report = report
        if self.blanks:
            self.report = report.model_copy(
                update={
                    "text": _BLANK.sub("", report.text),
                    "entities": self._moved(report.entities),
                    "metrics": self._moved(report.metrics),
                    "times": self._moved(report.times),
                    "sections": self._moved(report.sections),
                }
            )

    def span(self, span: Span) -> Span:
        """Where a stretch of the compact text stands in the archived one."""
        return Span(self._back(span.start), self._back(span.end - 1) + 1 if span.end > span.start else self._back(span.start))

    def sentence(self, sentence: Sentence) -> Sentence:
        """A sentence as archived."""
        span = self.span(sentence.span)
        return Sentence(text=span.of(self.text).strip(), span=span)

    def period(self, period: Period | None) -> Period | None:
        """A period at its place in the archived text."""
        return period and period.model_copy(update={"span": self.span(period.span)})

    def _back(self, position: int) -> int:
        return position + bisect_right(self.places, position)

    def _moved(self, items: tuple[_Item, ...]) -> tuple[_Item, ...]:
        return tuple(
            item.model_copy(
                update={
                    "span": Span(item.span.start - bisect_left(self.blanks, item.span.start), item.span.end - bisect_left(self.blanks, item.span.end))
                }
            )
            for item in items
        )
