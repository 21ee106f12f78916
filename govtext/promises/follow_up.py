"""The table by which an office follows its targets through the year: who is to do what by when, and how far it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govtext.errors import GovtextError, ReadError
from govtext.export.divisions import lasting, place_of, year_of
from govtext.export.tasks import tasks
from govtext.labels import DocumentKind, FollowUpState, MetricKind, Verdict
from govtext.model import Report, Target
from govtext.promises.matching import matches
from govtext.promises.stated import Stated, halfway, in_unit, reached
from govtext.promises.tracks import Goal, compared, goals, polarity_of
from govtext.promises.verdicts import Polarity
from govtext.value_expressions import find

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = (
    *("number", "category", "task", "indicator", "target_value", "lead_unit", "support_unit", "deadline"),
    *("done_value", "done_rate", "schedule", "state"),
)
_SUPPORT = re.compile(r"[；;，,]?\s*(?:配合|协办|参加)(?:单位|部门)?[：:]")
_NAMES = {"number": ("number", "序号"), "done": ("done_value", "完成值", "done")}
_AMOUNTS = (MetricKind.LEVEL, MetricKind.CHANGE)
_IN_STEP = Decimal(5)  # points by which a share may be off the calendar
_ALL = Decimal(100)


class FollowUpError(GovtextError, ValueError):
    """A table of targets cannot be made or filled; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class _Line:
    goal: Goal
    category: str
    task: str
    lead: str | None
    support: str | None
    deadline: dt.date | None


def follow_up(report: Report, later: Report | None = None, done: Mapping[int, str] | None = None, on: dt.date | None = None) -> DataFrame:
    r"""List the numeric targets of a report's plan as an office follows them, with what is done by a day.

    Parameters
    ----------
    report
        A parsed report with a plan.
    later
        A report of the same place that says what was reached: that of the middle of the year, or of the year after.
    done
        Values filled in by hand, by number of the row, as written: ``{1: "320亿元", 2: "6.1%"}``; they come before those of `later`.
    on
        The day by which they were reached; None takes the end of the half year or year that `later` looks back on, else the end of the year.

    Returns
    -------
    DataFrame
        ``number``, ``category`` (heading), ``task``, ``indicator``, ``target_value``, ``lead_unit``, ``support_unit``, ``deadline``, ``done_value``,
        ``done_rate`` (per cent of the target; missing for rates of change and ceilings), ``schedule`` (per cent of the year that is over),
        ``state``: ``done``, ``early`` (reached before the deadline), ``ahead``, ``on_time`` or ``behind`` the calendar.

    Raises
    ------
    FollowUpError
        A value that was filled in is no number, or its row does not exist; or `later` is of another place, or neither of the half year nor of the
        year after.

    Examples
    --------
    >>> import datetime as dt, govtext
    >>> report = govtext.parse("二、2024年工作安排\n一是新建幼儿园4所，增加学位1200个（牵头单位：教育局；配合单位：各镇政府）。二是修路。")
    >>> frame = follow_up(report, done={1: "3所", 2: "1200个"}, on=dt.date(2024, 9, 30))
    >>> frame[["indicator", "target_value", "lead_unit", "done_value", "done_rate", "state"]].values.tolist()
    [['新建幼儿园', '4所', '教育局', '3所', 75.0, 'on_time'], ['学位', '1200个', '教育局', '1200个', 100.0, 'early']]
    """
    from pandas import DataFrame

    if later is not None:
        _require_later(report, later)
    lines = list(_lines(report))
    on = on or _day_of(report, later)
    reached_now = _reached(lines, report, later)
    reached_now |= _filled(lines, done or {})
    rows = [_row(number, line, reached_now.get(number), report.meta.year, on, report.text) for number, line in enumerate(lines, 1)]
    frame = DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return frame.astype(dict.fromkeys(("done_rate", "schedule"), "float64"))


def _require_later(report: Report, later: Report) -> None:
    """Refuse a report of another place, or of a year that tells nothing of the targets; what a report does not say is not asked."""
    (place, _), (other, _) = places = place_of(report), place_of(later)
    if place and other and lasting(*places[0]) != lasting(*places[1]):
        raise FollowUpError(f"the targets are of {place}, and the later report is of {other}")
    year, of = year_of(report), year_of(later)
    if year is None or of is None:
        return
    if of not in (year, year + 1) or (of == year and later.meta.kind is DocumentKind.ANNUAL_REPORT):
        raise FollowUpError(
            f"the targets are of {year}, and the later report is of {of}; what tells of {year} is that of {year + 1} or of half the year"
        )


def _lines(report: Report) -> Iterator[_Line]:
    listed = tasks([report]).astype(object).to_dict("records")
    for goal in goals(report):
        target = goal.target
        if goal.number is None:
            continue
        over = next((row for row in listed if row["start"] <= target.span.start < row["end"]), None)
        names = _SUPPORT.split(str(over["responsible"]), 1) if over and isinstance(over["responsible"], str) else [None]
        heading = next((row for row in ((over["heading_2"], over["heading_1"]) if over else ()) if isinstance(row, str)), _section(report, target))
        task = str(over["measure"]) if over else target.sentence.text
        yield _Line(goal, heading, task, names[0], names[1] if len(names) > 1 else None, _deadline(report, target))


def _section(report: Report, target: Target) -> str:
    inside = [section.title for section in report.sections if section.span.start <= target.span.start < section.span.end]
    return inside[-1] if inside else ""


def _deadline(report: Report, target: Target) -> dt.date | None:
    end = target.period.end if target.period else None
    return end or (dt.date(report.meta.year, 12, 31) if report.meta.year else None)


def _day_of(report: Report, later: Report | None) -> dt.date | None:
    year = report.meta.year
    if year is None:
        return None
    return dt.date(year, 6, 30) if later and later.meta.kind is DocumentKind.HALF_YEAR else dt.date(year, 12, 31)


def _reached(lines: list[_Line], report: Report, later: Report | None) -> dict[int, tuple[Stated, str]]:
    if later is None:
        return {}
    half = later.meta.kind is DocumentKind.HALF_YEAR
    results = list(halfway(later, report.meta.year) if half else reached(later, report.meta.year))
    numbers = [line.goal.number for line in lines if line.goal.number]
    found = matches(numbers, results)
    return {match.target + 1: (results[match.result], results[match.result].span.of(later.text)) for match in found}


def _filled(lines: list[_Line], done: Mapping[int, str]) -> dict[int, tuple[Stated, str]]:
    filled: dict[int, tuple[Stated, str]] = {}
    for number, text in done.items():
        if not 1 <= number <= len(lines):
            raise FollowUpError(f"there is no row {number}: the table has {len(lines)}")
        wanted = lines[number - 1].goal.number
        values = find(text if not text.strip().replace(".", "", 1).lstrip("-").isdigit() else text.strip() + _unit_of(lines[number - 1]))
        low, high = (values[0].low, values[0].high) if len(values) == 1 else (None, None)
        if wanted is None or low is None or high is None:
            raise FollowUpError(f"row {number}: {text!r} is not one number; write it as the target is written, e.g. 320亿元 or 6.1%")
        filled[number] = replace(wanted, low=low, high=high, unit=values[0].unit or wanted.unit), text
    return filled


def _unit_of(line: _Line) -> str:
    """The unit of a target with its scale word: a bare 320 of a target of 350亿元 is 320亿元."""
    target = line.goal.target
    text = target.sentence.text[target.span.start - target.sentence.span.start : target.span.end - target.sentence.span.start]
    return re.sub(r"^[0-9.,，\s—~-]+|以上|左右|以内|以下", "", text)


def _row(number: int, line: _Line, got: tuple[Stated, str] | None, year: int | None, on: dt.date | None, text: str) -> dict[str, Any]:
    schedule = None if year is None or on is None else _elapsed(year, on)
    rate = _rate(line, got[0]) if got else None
    return {
        "number": number,
        "category": line.category,
        "task": line.task,
        "indicator": line.goal.target.indicator,
        "target_value": line.goal.target.span.of(text),
        "lead_unit": line.lead,
        "support_unit": line.support,
        "deadline": line.deadline,
        "done_value": got[1] if got else None,
        "done_rate": None if rate is None else float(round(rate, 1)),
        "schedule": None if schedule is None else float(round(schedule, 1)),
        "state": str(_state(line, got[0], rate, schedule)) if got else None,
    }


def _elapsed(year: int, on: dt.date) -> Decimal:
    days = (dt.date(year, 12, 31) - dt.date(year, 1, 1)).days + 1
    return min(max(Decimal((on - dt.date(year, 1, 1)).days + 1), Decimal(0)), Decimal(days)) / days * _ALL


def _rate(line: _Line, got: Stated) -> Decimal | None:
    number = line.goal.number
    if number is None or number.kind not in _AMOUNTS or number.dimension.startswith("share") or not number.low:
        return None
    return in_unit(got, number.unit) / number.low * _ALL


def _state(line: _Line, got: Stated, rate: Decimal | None, schedule: Decimal | None) -> FollowUpState:
    """How far a target is: reached, and before its time, or else beside the calendar."""
    track = compared(line.goal, got)
    over = schedule is None or schedule >= _ALL
    if rate is None or (line.goal.number and polarity_of(line.goal.number) is Polarity.CEILING):
        kept = {Verdict.MISSED: FollowUpState.BEHIND, Verdict.EXCEEDED: FollowUpState.AHEAD}.get(track.verdict, FollowUpState.ON_TIME)
        return FollowUpState.DONE if over and kept is not FollowUpState.BEHIND else kept
    if track.verdict is not Verdict.MISSED:
        return FollowUpState.DONE if over else FollowUpState.EARLY
    off = rate - (schedule or _ALL)
    return FollowUpState.AHEAD if off > _IN_STEP else FollowUpState.BEHIND if over or off < -_IN_STEP else FollowUpState.ON_TIME


def read_done(path: str | Path) -> dict[int, str]:
    """Read the values that were filled in: the columns 序号 and 完成值 of an Excel or CSV sheet.

    Raises `ReadError` where it cannot be read or has no such columns.
    """
    from pandas import read_csv, read_excel

    path = Path(path)
    try:
        frame = read_excel(path, dtype=str) if path.suffix.lower() == ".xlsx" else read_csv(path, dtype=str, encoding="utf-8-sig")
    except (OSError, ValueError, ImportError) as error:
        raise ReadError(f"{path}: cannot be read as a sheet: {error}") from error
    columns = {wanted: _column(frame.columns, names) for wanted, names in _NAMES.items()}
    if None in columns.values():
        raise ReadError(f"{path}: a filled sheet has the columns 序号 and 完成值; this one has {', '.join(map(str, frame.columns))}")
    rows = zip(frame[columns["number"]], frame[columns["done"]], strict=True)
    try:
        return {int(float(number)): str(value) for number, value in rows if isinstance(value, str) and value.strip()}
    except ValueError as error:
        raise ReadError(f"{path}: the column 序号 holds something else than numbers: {error}") from error


def _column(columns: Iterable[Any], names: Iterable[str]) -> str | None:
    return next((str(column) for column in columns if str(column).strip() in names), None)
