"""What holds of every report, whatever its text: spans hold, ids link, trees nest, and the report survives JSON and a second parse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, pairwise
from typing import Any

from pydantic import BaseModel

from govtext.model import Item, Model, Period, Report, Section, SourceInfo, Span, TimeExpression

LISTS = ("blocks", "sections", "measures", "metrics", "placeholders", "times", "entities")
LINKS = {
    "section_id": "sections",
    "parent_id": "sections",
    "measure_id": "measures",
    "metric_id": "metrics",
    "placeholder_ids": "placeholders",
    "entity_ids": "entities",
}


class Violation(Model):
    """An invariant that a report breaks."""

    invariant: str
    where: str
    message: str


def check_report(report: Report, parse: Callable[[str, SourceInfo], Report] | None = None) -> tuple[Violation, ...]:
    r"""Check that a report is sound in itself, whether govtext made it, a script changed it or a file holds it.

    Parameters
    ----------
    report
        The report. It is not changed.
    parse
        How its text is read a second time: ``govtext.parse``, or `Parser.parse` where the report was made with rule packs. Leave it
        out for a report that was changed on purpose; then the text is not read again.

    Returns
    -------
    tuple of Violation
        What does not hold, with the ``invariant``, ``where`` in the report and a ``message``; empty for a sound report. The invariants:

        ``span``
            Every span lies in `Report.text` (half-open code-point offsets), and an item's text is what its span holds.
        ``id``
            Ids are unique, and every id named in a link is that of an item of the right list; links of blanks and metrics go both ways.
        ``order``
            Every list is in text order, and metrics do not overlap.
        ``tree``
            A section lies within its parent, one level below it, and siblings do not overlap.
        ``range``
            No ``low`` is above its ``high``, and no period or time ends before it starts.
        ``json``
            The report written as JSON and read again is equal. Where it is not, its fields may hold anything, and nothing else is checked.
        ``parse``
            The text parsed again, with the same source, gives an equal report (only with `parse`).

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("一、2023年工作回顾\n税收完成12.5亿元。")
    >>> govtext.check_report(report, govtext.parse)
    ()
    >>> shifted = report.model_copy(update={"text": "\n" + report.text})
    >>> govtext.check_report(shifted)[0].invariant
    'span'
    """
    if broken := tuple(_json(report)):
        return broken
    found = [*_spans(report), *_ids(report), *_order(report), *_tree(report), *_ranges(report)]
    if parse and parse(report.text, report.source) != report:
        found.append(Violation(invariant="parse", where="report", message="its text parsed again gives another report"))
    return tuple(found)


def _items(report: Report) -> Iterator[Item]:
    return chain.from_iterable(getattr(report, name) for name in LISTS)


def _astray(value: Any, length: int) -> Iterator[tuple[str, Span]]:
    """The spans in a value that are no part of a text of so many characters, each with where in the value it is, which is told of few."""
    match value:
        case Span():
            if not value.start <= value.end <= length:
                yield "", value
        case BaseModel():
            for name, part in vars(value).items():
                if part is not None and not isinstance(part, str):
                    yield from ((f".{name}{where}", span) for where, span in _astray(part, length))
        case tuple():
            for number, part in enumerate(value):
                yield from ((f"[{number}]{where}", span) for where, span in _astray(part, length))
        case _ if hasattr(value, "span"):
            yield from ((f".span{where}", span) for where, span in _astray(value.span, length))


def _spans(report: Report) -> Iterator[Violation]:
    length = len(report.text)
    for name in (*LISTS, "meta", "diagnostics", "source"):
        for where, span in _astray(getattr(report, name), length):
            message = f"{span.start} to {span.end} is no part of a text of {length} characters"
            yield Violation(invariant="span", where=f"{name}{where}", message=message)
    for item in _items(report):
        held = item.span.of(report.text)
        if held != item.text:
            yield Violation(invariant="span", where=item.id, message=f"its span holds {held[:40]!r}, its text is {item.text[:40]!r}")


def _ids(report: Report) -> Iterator[Violation]:
    for id, count in Counter(item.id for item in _items(report)).items():
        if count > 1:
            yield Violation(invariant="id", where=id, message=f"{count} items have this id")
    known = {name: {item.id: item for item in getattr(report, name)} for name in LISTS}
    for item in _items(report):
        for field, name in LINKS.items():
            for id in _named(getattr(item, field, None)):
                if id not in known[name]:
                    yield Violation(invariant="id", where=f"{item.id}.{field}", message=f"{id} is none of the {name}")
    yield from _both_ways(known)


def _named(link: str | tuple[str, ...] | None) -> Iterable[str]:
    return (link,) if isinstance(link, str) else link or ()


def _both_ways(known: Mapping[str, Mapping[str, Any]]) -> Iterator[Violation]:
    blanks, metrics = known["placeholders"], known["metrics"]
    for metric in metrics.values():
        for id in metric.placeholder_ids:
            if id in blanks and blanks[id].metric_id != metric.id:
                yield Violation(invariant="id", where=f"{metric.id}.placeholder_ids", message=f"{id} is of {blanks[id].metric_id or 'no metric'}")
    for blank in blanks.values():
        if blank.metric_id in metrics and blank.id not in metrics[blank.metric_id].placeholder_ids:
            yield Violation(invariant="id", where=f"{blank.id}.metric_id", message=f"{blank.metric_id} does not name it among its blanks")


def _order(report: Report) -> Iterator[Violation]:
    for name in LISTS:
        for before, after in pairwise(getattr(report, name)):
            if after.span.start < before.span.start:
                yield Violation(invariant="order", where=after.id, message=f"begins before {before.id}, which it follows in {name}")
    for before, after in pairwise(report.metrics):
        if before.span.start <= after.span.start < before.span.end:
            yield Violation(invariant="order", where=after.id, message=f"overlaps {before.id}")


def _tree(report: Report) -> Iterator[Violation]:
    sections = {section.id: section for section in report.sections}
    last: dict[str | None, Section] = {}
    for section in report.sections:
        parent = sections.get(section.parent_id) if section.parent_id else None
        if section.level != (parent.level + 1 if parent else 1):
            yield Violation(invariant="tree", where=section.id, message=f"is of level {section.level} under {parent.id if parent else 'no section'}")
        if parent and not parent.span.start <= section.span.start <= section.span.end <= parent.span.end:
            yield Violation(invariant="tree", where=section.id, message=f"does not lie in {parent.id}")
        before = last.get(section.parent_id)
        if before and section.span.start < before.span.end:
            yield Violation(invariant="tree", where=section.id, message=f"overlaps {before.id}, which stands beside it")
        last[section.parent_id] = section


def _ranges(report: Report) -> Iterator[Violation]:
    for metric in report.metrics:
        if metric.low is not None and metric.high is not None and metric.low > metric.high:
            yield Violation(invariant="range", where=metric.id, message=f"low {metric.low} is above high {metric.high}")
    times: list[tuple[str, Period | TimeExpression]] = [(f"{metric.id}.period", metric.period) for metric in report.metrics if metric.period]
    times += [(time.id, time) for time in report.times]
    for where, time in times:
        if time.start and time.end and time.start > time.end:
            yield Violation(invariant="range", where=where, message=f"starts on {time.start}, after its end on {time.end}")


def _json(report: Report) -> Iterator[Violation]:
    try:
        again = Report.model_validate_json(report.model_dump_json())
    except ValueError as error:
        yield Violation(invariant="json", where="report", message=str(error).partition("\n")[0])
        return
    if again != report:
        yield Violation(invariant="json", where="report", message="written as JSON and read again it is another report")
