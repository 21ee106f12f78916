"""How a report looks to people: one line, an outline, a table for the terminal, HTML for notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from govtext.model import Measure, Metric, Report, Section, Target
from govtext.wording import Language, heading, symbol, word

if TYPE_CHECKING:
    from rich.table import Table

COLUMNS = ("indicator", "value", "number", "change", "status", "section")
COUNTED = ("section", "measure", "metric", "placeholder")
TITLE_LENGTH = 60
SECTION_LENGTH = 24
HTML_ROWS = 20


def one_line(text: str, length: int | None = None) -> str:
    r"""Return the text on one line, safe for a terminal: what cannot be printed becomes a space; cut at `length` characters.

    >>> one_line("一、\x1b[31m稳增长", 6)
    '一、 [3…'
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if length is None or len(line) <= length else line[: length - 1] + "…"


def name(report: Report, lang: Language = "zh") -> str:
    """Return place, year and kind of a report, as far as they are known; a masked place as it stands in the text."""
    return _name(report, word(report.meta.kind, lang))


def summary(report: Report) -> str:
    """Return the report in one line, as `repr` shows it.

    >>> from govtext.model import Meta
    >>> summary(Report(text="", meta=Meta(year=2018)))
    '<Report 2018 other: 0 sections, 0 measures, 0 metrics, 0 placeholders>'
    """
    return f"<Report {_name(report, report.meta.kind)}: {_counts(report)}>"


def outline(report: Report, lang: Language = "zh") -> str:
    """Return the heading tree with the measures under each heading, one a line; `str` shows it.

    Each top heading is followed by its role, each measure by its status.
    """
    return "\n".join([one_line(report.meta.title.value or name(report, lang)), *_branches(report, lang)])


def table(report: Report, lang: Language = "zh") -> Table:
    """Return the metrics as a `rich` table: indicator, value as written, number, change, status, section."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in COLUMNS:
        grid.add_column(heading(column, lang), justify="right" if column == "number" else "left", overflow="fold")
    for row in rows(report, lang):
        grid.add_row(*map(Text, row))
    return grid


def rows(report: Report, lang: Language = "zh") -> Iterator[tuple[str, ...]]:
    """Yield the cells of the table of metrics, one tuple of `COLUMNS` a metric."""
    sections = {section.id: section for section in report.sections}
    for metric in report.metrics:
        section = sections.get(metric.section_id or "")
        yield (
            one_line(metric.indicator.text),
            one_line(metric.text),
            number(metric),
            _change(metric, lang),
            word(metric.status, lang),
            one_line(section.heading_span.of(report.text), SECTION_LENGTH) if section else "",
        )


def number(metric: Metric | Target) -> str:
    """Return the value in its base unit, with the sign of its bound; empty where it is masked.

    >>> from decimal import Decimal
    >>> from govtext.labels import Bound, MetricKind, MetricStatus
    >>> from govtext.model import Indicator, Span
    >>> at = Span(start=0, end=6)
    >>> amount = Decimal("150000000")
    >>> number(Metric(id="m1", span=at, text="1.5亿元", rule="amount", value_span=at, indicator=Indicator(text="税收"), kind=MetricKind.LEVEL,
    ...     low=amount, high=amount, scale=Decimal(10**8), unit="元", bound=Bound.MORE_THAN, status=MetricStatus.ACHIEVED))
    '> 150,000,000 元'
    """
    ends = [f"{end:,f}" for end in dict.fromkeys((metric.low, metric.high)) if end is not None]
    if isinstance(metric, Metric) and metric.parts:
        return ":".join(map(str, metric.parts))
    sign = symbol(metric.bound) if metric.bound else ""
    return " ".join(part for part in (sign, "–".join(ends), metric.unit) if part) if ends else ""


def html(report: Report) -> str:
    """Return the report for a notebook: a summary, the outline folded away, and its first metrics; escaped and self-contained."""
    head = "".join(f"<th>{heading(column)}</th>" for column in COLUMNS)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in islice(rows(report), HTML_ROWS))
    rest = len(report.metrics) - HTML_ROWS
    return (
        f"<div><p><b>{escape(name(report))}</b>: {_counts(report)}</p>"
        f"<details><summary>outline</summary><pre>{escape(outline(report))}</pre></details>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        + (f"<p>… and {rest} more in <code>report.metrics</code></p>" if rest > 0 else "")
        + "</div>"
    )


def _name(report: Report, kind: str) -> str:
    meta = report.meta
    place = meta.place.value or (meta.place.span.of(report.text) if meta.place.span else None)
    return one_line(" ".join(str(part) for part in (place, meta.year, kind) if part is not None))


def _branches(report: Report, lang: Language) -> Iterator[str]:
    levels = {section.id: section.level for section in report.sections}
    items: list[Section | Measure] = [*report.sections, *report.measures]
    for item in sorted(items, key=lambda item: item.span.start):
        if isinstance(item, Section):
            depth, note = item.level, word(item.role, lang) if item.level == 1 else ""
        else:
            depth, note = levels.get(item.section_id or "", 0) + 1, word(item.status, lang)
        yield "  " * depth + one_line(item.heading_span.of(report.text), TITLE_LENGTH) + (f"  [{note}]" if note else "")


def _change(metric: Metric, lang: Language) -> str:
    parts = (metric.direction and symbol(metric.direction), metric.base and word(metric.base, lang))
    return " ".join(part for part in parts if part)


def _counts(report: Report) -> str:
    found = (report.sections, report.measures, report.metrics, report.placeholders)
    return ", ".join(f"{len(items)} {noun}{'s' * (len(items) != 1)}" for noun, items in zip(COUNTED, found, strict=True))
