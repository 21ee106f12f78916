"""Stretches of days on the calendar, by their first and last day."""

from __future__ import annotations

import calendar
import datetime as dt

Days = tuple[dt.date, dt.date]

DAY = dt.timedelta(days=1)


def years(first: int, last: int | None = None) -> Days:
    """From the first day of a year to the last day of that or a later one."""
    return dt.date(first, 1, 1), dt.date(last or first, 12, 31)


def months(year: int, first: int, last: int | None = None) -> Days:
    """From the first day of a month to the last day of that or a later one in the same year.

    >>> [str(day) for day in months(2024, 2)]
    ['2024-02-01', '2024-02-29']
    """
    last = last or first
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def quarter(day: dt.date) -> Days:
    """Find the quarter that a day falls in."""
    first = 3 * ((day.month - 1) // 3) + 1
    return months(day.year, first, first + 2)


def moved(day: dt.date, count: int) -> dt.date:
    """Go some months on or, for a negative count, back: to the same day, or the month's last where it has no such day.

    >>> str(moved(dt.date(2024, 3, 31), -1))
    '2024-02-29'
    """
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def late(days: Days) -> Days:
    """Take the end of a stretch: the last year of several, the last month of a year or quarter, the last five days of a month.

    >>> [str(day) for day in late(years(2024))]
    ['2024-12-01', '2024-12-31']
    """
    first, last = days
    if (last - first).days > 366:
        return years(last.year)
    return months(last.year, last.month) if (last - first).days > 31 else (last - 4 * DAY, last)


def early(days: Days) -> Days:
    """Take the beginning of a stretch: its first year, month or five days.

    >>> [str(day) for day in early(months(2024, 5))]
    ['2024-05-01', '2024-05-05']
    """
    first, last = days
    if (last - first).days > 366:
        return years(first.year)
    return months(first.year, first.month) if (last - first).days > 31 else (first, first + 4 * DAY)
