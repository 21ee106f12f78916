"""Known names, and the stretches that hold no value."""

from __future__ import annotations

from collections.abc import Sequence

from govtext.fixed_terms import Stretch
from govtext.stages.measures import MeasureItem
from govtext.stages.sections import Heading
from govtext.time_expressions import TimeHit


def without_values(
    copy: str, times: Sequence[TimeHit], terms: Sequence[Stretch], headings: Sequence[Heading], items: Sequence[MeasureItem]
) -> list[Stretch]:
    """The stretches that hold no value, sorted: times, fixed terms, markers of headings and measures."""
    stretches = [(hit.start, hit.end) for hit in times]
    stretches += terms
    stretches += [(heading.start, heading.title_start) for heading in headings]
    stretches += [(item.start, item.title_start) for item in items]
    return sorted(stretches)
