"""Masked copies of reports: what is hidden is kept apart, and goes back to its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govtext.masking.figures import Figure, in_metrics, in_times
from govtext.model import Report


@dataclass(frozen=True, slots=True)
class MaskedReport:
    """A masked text, and what its masks hide, by the offset of each mask in the masked text."""

    text: str
    answers: Mapping[str, str]
    places: Mapping[str, tuple[int, int]]

    def fill(self, answers: Mapping[str, str]) -> str:
        """Give the text with the answers in their places."""
        parts, position = [], 0
        for id, (start, end) in self.places.items():
            parts += [self.text[position:start], answers.get(id, self.text[start:end])]
            position = end
        return "".join([*parts, self.text[position:]])


def mask(report: Report, what: Iterable[str] = ("numbers", "dates"), style: str = "*") -> MaskedReport:
    """Hide figures the way published reports do."""
    figures: list[Figure] = []
    if "numbers" in what:
        figures += in_metrics(report)
    if "dates" in what:
        figures += in_times(report)
    parts: list[str] = []
    answers, places = {}, {}
    position = length = 0
    for figure in sorted(set(figures), key=lambda figure: figure.start):
        if figure.start < position:
            continue
        parts.append(report.text[position : figure.start])
        length += figure.start - position
        hidden = "*.*" if figure.decimals else ("**" if len(figure.digits) == 2 and report.text[figure.end : figure.end + 1] == "年" and report.text[figure.start - 1].isdigit() else "*")
        id = f"p{len(answers) + 1}"
        answers[id] = report.text[figure.start : figure.end]
        places[id] = (length, length + len(hidden))
        parts.append(hidden)
        length += len(hidden)
        position = figure.end
    return MaskedReport("".join([*parts, report.text[position:]]), answers, places)
