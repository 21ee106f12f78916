"""What expressions of time mean: from the groups of a match and a day of reference to a first and last day.

A resolver is a pure function, named in the rule file ``times``. It raises a `ValueError` where an expression names no days:
where it is masked or open, relative without a reference, no day of the calendar, or ends before it begins.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache

from govtext import days, numerals
from govtext.days import DAY, Days
from govtext.rules import for_packs, lexicon

Groups = Mapping[str, str]
Reference = dt.date | None

_QUARTERS = str.maketrans("首末", "14")
_DAYS = ("天", "日")
PIVOT = 30  # 29年 is 2029, 30年 is 1930


class UndatedError(ValueError):
    """The expression names no days."""


# Numbers and words


def _number(text: str) -> int:
    return 1 if text in "元首" else int(numerals.parse(text))


def _year_number(text: str) -> int:
    written = numerals.rewrite(text)
    year = int(written) if written.isdecimal() else int(numerals.parse(text))
    return year if len(written) != 2 else year + (2000 if year < PIVOT else 1900)


@cache
def _terms(kind: str) -> dict[str, tuple[str, str]]:
    return {form: (row["first"], row["last"]) for row in lexicon("times").where(kind=kind) for form in row["term"].split("|")}


@for_packs()
def _milestones() -> dict[str, dt.date]:
    return {form: dt.date.fromisoformat(row["day"]) for row in lexicon("milestones") for form in row["term"].split("|")}


@cache
def _eras() -> dict[str, int]:
    return {form: int(row["first_year"]) for row in lexicon("eras") for form in row["term"].split("|")}


def _known(reference: Reference) -> dt.date:
    if reference is None:
        raise UndatedError
    return reference


def _renamed(groups: Groups, **names: str) -> dict[str, str]:
    return {name: groups[source] for name, source in names.items() if source in groups}


# Years and their parts


def _year(groups: Groups, reference: Reference, end: str = "") -> int:
    if text := groups.get(f"year{end}", groups.get(f"sure{end}")):
        return _year_number(text)
    term = groups.get(f"relative{end}")
    return _known(reference).year + (int(_terms("year")[term][0]) if term else 0)


def _shift(written: str) -> int:
    """Distance of 上一个, 下, 上上, 这一: the words behind the first say nothing more."""
    return int(_terms("shift")[written[0]][0]) * written.count(written[0])


def _term(kind: str, term: str, year: int) -> Days:
    """Days of a term whose first and last month are given as distance in years and month."""
    (first_year, first), (last_year, last) = (map(int, month.split("/")) for month in _terms(kind)[term])
    return days.months(year + first_year, first)[0], days.months(year + last_year, last)[1]


def _within(year: int, groups: Groups) -> Days:
    """Find the part of a year that the groups name, or the whole of it."""
    if text := groups.get("month"):
        stretch = days.months(year, _number(text))
        if text := groups.get("day", groups.get("bare_day")):
            day = dt.date(year, stretch[0].month, _number(text))
            stretch = day, day
        elif text := groups.get("first_days"):
            stretch = stretch[0], stretch[0].replace(day=_number(text))
        elif text := groups.get("last_days"):
            stretch = stretch[1] - (_number(text) - 1) * DAY, stretch[1]
    elif text := groups.get("half", groups.get("season")):
        stretch = _term("part", text[0], year)
    elif text := groups.get("quarter", groups.get("q")):
        quarters = [int(sign) for sign in numerals.rewrite(text.translate(_QUARTERS)) if sign.isdecimal()]
        if not quarters:
            raise UndatedError
        stretch = days.months(year, 3 * quarters[0] - 2, 3 * quarters[-1])
    elif "side" in groups:
        stretch = _side(year, groups)
    else:
        stretch = days.years(year)
    return _narrowed(stretch, groups)


def _side(year: int, groups: Groups) -> Days:
    """前五个月, 第九个月, 后两个季度."""
    size = 3 if "grain" in groups else 1
    count = _number(groups["count"])
    if groups["side"] == "第":
        return days.months(year, size * (count - 1) + 1, size * count)
    return days.months(year, 13 - size * count, 12) if groups["side"].endswith("后") else days.months(year, 1, size * count)


def _narrowed(stretch: Days, groups: Groups) -> Days:
    if "late" in groups:
        return days.late(stretch)
    if "early" in groups:
        return days.early(stretch)
    if ten := groups.get("ten"):
        first, last = map(int, _terms("days")[ten])
        return stretch[0].replace(day=first), stretch[0].replace(day=min(last, stretch[1].day))
    return stretch


# Resolvers


def _unknown(groups: Groups, reference: Reference) -> Days:
    raise UndatedError


def _calendar(groups: Groups, reference: Reference) -> Days:
    year = _year(groups, reference)
    first = _within(year, groups)
    if text := groups.get("between"):
        return first[0], days.months(year, _number(text))[0] - DAY
    if text := groups.get("days"):
        return first[0], _within(year, {"month": groups["month"], "day": re.split("[，、 \u3000]", text)[-1][:-1]})[1]
    if "to" not in groups:
        return first
    last = _far_end(year, groups, reference)[1]
    if last < first[0]:
        raise UndatedError
    return first[0], last


def _far_end(year: int, groups: Groups, reference: Reference) -> Days:
    """Find the far end of a range; what it leaves out it has from the near end."""
    if shift := groups.get("shift_to"):
        month = days.moved(_known(reference).replace(day=1), _shift(shift))
        return _within(month.year, {"month": str(month.month), **_renamed(groups, day="shift_day")})
    if "next_day" in groups:
        return _within(year, _renamed(groups, month="month", day="next_day"))
    if "next_month" in groups:
        later = "month" in groups and _number(groups["next_month"]) < _number(groups["month"])
        return _within(year + later, _renamed(groups, month="next_month", day="next_month_day"))
    if "next_year" in groups:
        return _within(year + 1, _renamed(groups, month="month_next"))
    return _within(_year(groups, reference, "_to"), _renamed(groups, month="month_to", day="day_to", late="late_to"))


def _shifted(groups: Groups, reference: Reference) -> Days:
    """上个月15号, 本季度, 次年, 上半月."""
    month = _known(reference).replace(day=1)
    if half := groups.get("half_month"):
        last = days.months(month.year, month.month)[1]
        return (month, month.replace(day=15)) if half == "上" else (month.replace(day=16), last)
    size = int(_terms("months")[groups["unit"]][0])
    month = days.moved(month, size * _shift(groups["shift"]))
    if size > 1:
        return _narrowed(days.quarter(month) if size == 3 else days.years(month.year), groups)
    return _within(month.year, {**groups, "month": str(month.month)})


def _edge(groups: Groups, reference: Reference) -> Days:
    """年底, 年内, 月初, 季末: of the year, month or quarter of the reference."""
    day = _known(reference)
    stretch = {"年": days.years(day.year), "月": days.months(day.year, day.month)}.get(groups["unit"], days.quarter(day))
    return _narrowed(stretch, groups)


def _season(groups: Groups, reference: Reference) -> Days:
    return _term("season", groups["term"], _known(reference).year)


def _plan(groups: Groups, reference: Reference) -> Days:
    """Count the five-year plans: 1953-1957, 1958-1962, and from the third in 1966 one after the other."""
    number = _number(groups.get("plan") or groups.get("bare") or groups["number"])
    first = 1948 + 5 * number + (3 if number > 2 else 0)
    if "side" in groups:
        count = _number(groups["count"])
        return days.years(first + 5 - count, first + 4) if groups["side"] == "后" else days.years(first, first + count - 1)
    return _narrowed(days.years(first, first + 4), groups)


def _century(groups: Groups, reference: Reference) -> Days:
    """Centuries run from year 1 to year 100, decades from year 0 to year 9; a decade without a century is of the twentieth."""
    before = (_known(reference).year - 1) // 100 + _shift(groups["shift"]) if "shift" in groups else _number(groups.get("century", "20")) - 1
    if decade := groups.get("decade"):
        year = 100 * before + _number(decade)
        first, last = _terms("decade").get(groups.get("third", ""), ("0", "9"))
    else:
        year = 100 * before + 1
        first, last = _terms("century").get(groups.get("stage", ""), ("0", "99"))
    return days.years(year + int(first), year + int(last))


def _era(groups: Groups, reference: Reference) -> Days:
    return _within(_eras()[groups["era"]] + _number(groups["era_year"]) - 1, groups)


def _milestone(groups: Groups, reference: Reference) -> Days:
    day = _milestones()[groups["milestone"]]
    if _known(reference) < day:
        raise UndatedError
    return day, _known(reference)


def _today(groups: Groups, reference: Reference) -> Days:
    return _known(reference), _known(reference)


def _near_day(groups: Groups, reference: Reference) -> Days:
    day = _known(reference) + int(_terms("day")[groups["near_day"]][0]) * DAY
    return day, day


def _moved(groups: Groups, reference: Reference, sign: int) -> dt.date:
    """Move the reference by the count of years, months or days that the groups state."""
    if "over" in groups or "beyond" in groups:
        raise UndatedError
    count = sign * numerals.parse(groups["count"])
    if groups["grain"] in _DAYS:
        return _known(reference) + int(count) * DAY
    months = count * int(_terms("months")[groups["grain"]][0])
    if months != int(months):  # 半个月
        raise UndatedError
    return days.moved(_known(reference), int(months))


def _past(groups: Groups, reference: Reference) -> Days:
    return _moved(groups, reference, -1), _known(reference) - DAY


def _coming(groups: Groups, reference: Reference) -> Days:
    if "count" not in groups:
        raise UndatedError
    last = _moved(groups, reference, 1)
    return _known(reference), last if groups["grain"] in _DAYS else last - DAY


def _count(groups: Groups, reference: Reference) -> Days:
    """五年来, 三年内, 五年前, 十年后."""
    if "during" in groups or "effort" in groups:
        raise UndatedError
    if "within" in groups:
        return _coming(groups, reference)
    if "ago" not in groups and "later" not in groups:
        return _past(groups, reference)
    day = _moved(groups, reference, -1 if "ago" in groups else 1)
    return {"天": (day, day), "月": days.months(day.year, day.month)}.get(groups["grain"], days.years(day.year))


RESOLVERS: Mapping[str, Callable[[Groups, Reference], Days]] = {
    "calendar": _calendar,
    "century": _century,
    "coming": _coming,
    "count": _count,
    "edge": _edge,
    "era": _era,
    "milestone": _milestone,
    "near_day": _near_day,
    "past": _past,
    "plan": _plan,
    "season": _season,
    "shifted": _shifted,
    "today": _today,
    "unknown": _unknown,
}
