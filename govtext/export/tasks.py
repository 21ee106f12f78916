"""The table that an office splits a report into once it is adopted: one row for each task, with who does it and what is to be reached."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from govtext.export.calls import some
from govtext.export.divisions import place_of, year_of
from govtext.export.parts import Sections
from govtext.labels import MeasureStatus, MetricStatus, Role
from govtext.model import Measure, Report, Section
from govtext.promises.thresholds import counted
from govtext.rules import lexicon, ruleset
from govtext.rules.ruleset import Hit
from govtext.source import SourceText

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = (
    "number",
    "heading_1",
    "heading_2",
    "measure",
    "status",
    "responsible",
    "lead",
    "deadline",
    "indicators",
    "target_values",
    "text",
    "place",
    "year",
    "start",
    "end",
)
_PARTS = re.compile("[；;，,。]")
_JOINTS = re.compile("(以及|[、和及])")
_BEFORE = re.compile("之?前")
_PLANS = (Role.PLAN, Role.SELF_BUILDING)


def tasks(reports: Iterable[Report]) -> DataFrame:
    r"""List the measures of reports as tasks.

    A section of the plan without numbered measures or headings under it is a task too: where a report says 1．新建幼儿园4所 under a
    heading, that is one.

    Returns
    -------
    DataFrame
        ``number`` in the report, ``heading_1`` and ``heading_2`` (the headings above, of the first two levels), ``measure`` (its title),
        ``status``, ``responsible`` (the bodies that the text names, else missing), ``lead`` (those of them that lead),
        ``deadline`` (by when, where the text says so), ``indicators`` and ``target_values`` (what is promised in
        it, separated by ``；``), ``text`` as it stands in the report, ``place``, ``year``, and the offsets ``start`` and ``end``.

    Raises
    ------
    ExportError
        There is no report, or one of another schema version.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("二、2024年工作安排\n（一）办好民生实事\n1．新建幼儿园4所，增加学位1200个。（牵头单位：教育局）")
    >>> tasks([report])[["heading_2", "measure", "responsible", "target_values"]].to_dict("records")[0]
    {'heading_2': '办好民生实事', 'measure': '新建幼儿园4所，增加学位1200个', 'responsible': '教育局', 'target_values': '4所；1200个'}
    """
    from pandas import DataFrame

    rows = [row for report in some(reports, "a table of tasks") for row in _rows(report)]
    frame = DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({name: "Int32" if name in ("number", "year", "start", "end") else "string" for name in COLUMNS})


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    place, year = place_of(report)[0], year_of(report)
    sections = Sections(report)
    starts = [metric.span.start for metric in report.metrics]
    source = SourceText.of(report.text, report.source.layout)
    for number, item in enumerate(_items(report), 1):
        above = sections.over(item.span.start + 1)
        above = above if isinstance(item, Measure) else above[:-1]
        inside = report.metrics[bisect_left(starts, item.span.start) : bisect_left(starts, item.span.end)]
        promised = [metric for metric in counted(inside, source) if metric.status is MetricStatus.TARGET]
        text = item.text.rstrip()
        named = ruleset("responsible").search(report.text, item.span.start, item.span.end)
        names = (named.group("names") or "").rstrip("。；; ") if named else None
        yield {
            "number": number,
            "heading_1": above[0].title if above else None,
            "heading_2": above[1].title if len(above) > 1 else None,
            "measure": report.text[item.title_span.start : _end(item, named)].rstrip("。；：，"),
            "status": str(item.status if isinstance(item, Measure) else MeasureStatus.PLANNED),
            "responsible": names,
            "lead": "、".join(_leads(names)) or None,
            "deadline": _deadline(report, item),
            "indicators": "；".join(metric.indicator.text for metric in promised) or None,
            "target_values": "；".join(metric.text for metric in promised) or None,
            "text": text,
            "place": place,
            "year": year,
            "start": item.span.start,
            "end": item.span.start + len(text),
        }


def by_lead(listed: DataFrame) -> DataFrame:
    r"""Group a table of tasks by the bodies that lead: one row for each body and task, those without one at the end.

    Parameters
    ----------
    listed
        A table that `tasks` made.

    Returns
    -------
    DataFrame
        Its columns with ``lead`` first, one body each; the bodies in the order in which the report names them.

    Examples
    --------
    >>> import govtext
    >>> text = "二、2024年工作安排\n1．新建幼儿园4所。（牵头单位：教育局、财政局）\n2．补助教师300人。（牵头单位：教育局）"
    >>> by_lead(tasks([govtext.parse(text)]))[["lead", "measure", "target_values"]].values.tolist()
    [['教育局', '新建幼儿园4所', '4所'], ['教育局', '补助教师300人', '300人'], ['财政局', '新建幼儿园4所', '4所']]
    """
    split = listed.assign(lead=listed["lead"].astype("object").str.split("、")).explode("lead")
    order = {lead: place for place, lead in enumerate(dict.fromkeys(split["lead"].dropna()))}
    rows = split.assign(_order=[order.get(lead, len(order)) for lead in split["lead"]]).sort_values(["_order", "number"], kind="stable")
    columns = ["lead", *(name for name in listed.columns if name != "lead")]
    return rows[columns].astype({"lead": "string"}).reset_index(drop=True)


def _leads(names: str | None) -> list[str]:
    """The bodies that lead, of those that are named: 教育局 of 教育局；配合单位：各镇政府."""
    parts = [part.strip() for part in _PARTS.split(names or "") if part.strip()]
    first = parts[0] if parts and not ruleset("responsible").match(parts[0]) else ""
    bodies = [""]
    for joint, name in _joined(first):
        if joint in ("", "、") or _is_body(bodies[-1]):
            bodies.append(name)
        else:
            bodies[-1] += joint + name
    return [body for body in bodies if body]


def _joined(names: str) -> Iterator[tuple[str, str]]:
    """The parts of a list of names, each with the joint before it."""
    parts = ["", *_JOINTS.split(names)]
    return zip(parts[::2], parts[1::2], strict=True)


def _is_body(name: str) -> bool:
    """Whether a name is whole as a body's, so that 和 after it joins: not 工业 of 工业和信息化局."""
    return name.startswith("各") or name.endswith(lexicon("organisation_suffixes").terms())


def _deadline(report: Report, item: Measure | Section) -> str | None:
    """By when a task is to be done: what the text gives as its 时限, else the first time of it that ends in 前."""
    if said := ruleset("deadlines").search(report.text, item.span.start, item.span.end):
        return said.group("deadline")
    first = bisect_left(report.times, item.span.start, key=lambda time: time.span.start)
    for time in islice(report.times, first, None):
        if time.span.start >= item.span.end:
            return None
        after = _BEFORE.match(report.text, time.span.end)
        if after or time.text.endswith("前"):
            return time.text + (after[0] if after else "")
    return None


def _end(item: Measure | Section, named: Hit | None) -> int:
    """Where the title ends: before the bodies that are named in it."""
    return item.title_span.end if named is None else max(item.title_span.start, min(item.title_span.end, named.start))


def _items(report: Report) -> list[Measure | Section]:
    """The measures, and the sections of the plan that hold neither measures nor sections, in text order."""
    holding = {measure.section_id for measure in report.measures} | {section.parent_id for section in report.sections}
    leaves = [section for section in report.sections if section.role in _PLANS and section.id not in holding]
    return sorted([*report.measures, *leaves], key=lambda item: item.span.start)
