"""``govtext.track``: the targets of many reports beside the results that the reports of the year after state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from govtext.errors import GovtextError
from govtext.export.divisions import Division, lasting, place_of, year_of, years_in_name
from govtext.indicators import get
from govtext.labels import DocumentKind, Horizon
from govtext.model import Project, Report, require_reports
from govtext.promises.said import Said, said
from govtext.promises.stated import Stated, halfway, in_part, reached
from govtext.promises.tracks import Goal, Track, amounts, goals, tracks, with_progress, with_revisions
from govtext.promises.verdicts import TOLERANCE
from govtext.promises.works import Step, Works, steps, works

if TYPE_CHECKING:
    from pandas import DataFrame


class TrackError(GovtextError, ValueError):
    """Reports cannot be tracked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the reports that were given, in a sentence; `code` is one of those that `track` documents."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Pair:
    """The report of a year and that of the year after, with what came of the first one's targets."""

    place: str | None
    code: str | None
    year: int
    source: str | None
    later_source: str | None
    tracks: tuple[Track, ...]


@dataclass(frozen=True, slots=True)
class Tracking:
    """What `track` found: pairs of consecutive reports with their tracks, the stages of projects, and remarks about the reports."""

    pairs: tuple[Pair, ...]
    remarks: tuple[Remark, ...] = ()
    steps: tuple[Step, ...] = ()

    def __iter__(self) -> Iterator[Track]:
        return (track for pair in self.pairs for track in pair.tracks)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Give one row of plain values for each track; the columns are those of `frame`."""
        from govtext.export.track_rows import row

        return (row(pair, track) for pair in self.pairs for track in pair.tracks)

    def frame(self) -> DataFrame:
        """Make a pandas frame, one row for each track.

        Columns: ``place``, ``code``, ``year``, ``indicator``, ``canonical``, ``kind``, ``horizon``; the target's ``form``, ``target_low``,
        ``target_high``, ``target_unit``, ``bound``, ``strength``, ``stretch``; ``result``, ``result_unit``, ``result_bound``; ``verdict``,
        ``reason``, ``margin``, ``provisional``, ``basis_differs``, ``derived``, ``self_verdict``, ``contradicts``, ``stretch_met``, ``revised``,
        ``progress``, ``score``; on both sides the sentence, the file, and the offsets of the number (``target_start``, ``target_end``,
        ``result_start``, ``result_end``).
        """
        from govtext.export.track_rows import frame

        return frame(self.rows())

    def projects(self) -> DataFrame:
        r"""Make a pandas frame of the stages of projects over the years, one row for each project and report that names it.

        Columns: ``place``, ``code``, ``project`` (a number that its rows share), ``name``, ``class``, ``year``, ``stage`` (reached by then),
        ``promised_stage``, ``verdict`` (what the report of the year after says of the promised stage), ``investment`` (yuan), ``sentence``,
        ``start``, ``end``, ``source``.

        Examples
        --------
        >>> import govtext
        >>> first = govtext.parse("2023年青河县人民政府工作报告\n各位代表：\n二、2023年重点工作\n悦海路改造工程年内建成通车。")
        >>> second = govtext.parse("2024年青河县人民政府工作报告\n各位代表：\n一、2023年工作回顾\n悦海路改造工程建成通车。")
        >>> govtext.track([first, second]).projects()[["name", "year", "stage", "promised_stage", "verdict"]].fillna("").values.tolist()
        [['悦海路改造工程', 2023, 'under_construction', 'in_operation', 'met'], ['悦海路改造工程', 2024, 'in_operation', '', '']]
        """
        from govtext.export.track_rows import step_frame

        return step_frame(self.steps)


@dataclass(frozen=True, slots=True)
class _Observation:
    """What tracking needs of one report, without its text."""

    place: str | None
    division: Division | None
    year: int | None
    half: bool
    source: str | None
    characters: int
    goals: tuple[Goal, ...]
    results: tuple[Stated, ...]
    in_part: tuple[Stated, ...] = ()
    said: tuple[Said, ...] = ()
    before: dict[str, Decimal] = field(default_factory=dict)
    projects: tuple[Project, ...] = ()

    @property
    def key(self) -> tuple[str | None, ...]:
        """What stays of a place over the years."""
        return lasting(self.place, self.division)


_Kept = dict[tuple[tuple[str | None, ...], int], _Observation]


def track(reports: Iterable[Report], *, tolerance: float | Decimal = TOLERANCE, horizon: Horizon | None = Horizon.YEAR) -> Tracking:
    r"""Set the targets of reports beside the results that the same places' reports of the year after state.

    Parameters
    ----------
    reports
        Parsed reports of any places and years, in any order; taken one at a time, their texts are not kept. Half-year reports give `Track.progress`.
    tolerance
        The share of a target by which 左右 may be missed or exceeded; the margin is always told.
    horizon
        Targets for the year alone, for another horizon, or None for all: those whose time has not come are ``not_due``.

    Returns
    -------
    Tracking
        One pair for each two consecutive reports, one track for each promised number. Its ``remarks`` say what could not be used:
        ``no_place``, ``no_year`` (a report without one is left out), ``duplicate`` (of several reports of a place and year the longest counts),
        ``gap`` (the year after is missing), ``alone`` (the only report of its place), ``label`` (its file name says another year than its text).

    Raises
    ------
    TrackError
        There is no report, or the tolerance is negative.

    Examples
    --------
    >>> import govtext
    >>> first = govtext.parse("2023年青河县人民政府工作报告\n各位代表：\n二、2023年重点工作\n今年主要预期目标是：地区生产总值增长6%左右。")
    >>> second = govtext.parse("2024年青河县人民政府工作报告\n各位代表：\n一、2023年工作回顾\n全年地区生产总值增长6.2%。")
    >>> [(t.goal.target.indicator, t.result.middle, t.verdict.value, t.margin) for t in track([first, second])]
    [('地区生产总值', Decimal('6.2'), 'met', Decimal('0.2'))]
    """
    share = Decimal(str(tolerance))
    if share < 0:
        raise TrackError(f"a tolerance is a share of the target and not negative: {tolerance}")
    if isinstance(reports, Report):
        raise TrackError("tracking needs a list of reports; put the two reports into a list: [first, second]")
    observed = [_observe(report, horizon) for report in reports]
    if not observed:
        raise TrackError("tracking needs reports, and none was given")
    remarks = [remark for one in observed for remark in _unusable(one)]
    usable = _same_place_if_two([one for one in observed if one.year is not None])
    annual, twice = _longest([one for one in usable if not one.half and one.place is not None])
    halves, _ = _longest([one for one in usable if one.half and one.place is not None])
    pairs = [
        _pair(one, annual[key, year + 1], halves.get((key, year)), share)
        for (key, year), one in sorted(annual.items(), key=_order)
        if (key, year + 1) in annual
    ]
    return Tracking(tuple(pairs), (*remarks, *twice, *_missing(annual)), tuple(_steps(annual)))


def _observe(report: Report, horizon: Horizon | None) -> _Observation:
    require_reports(report)
    place, division = place_of(report)
    year = year_of(report)
    half = report.meta.kind is DocumentKind.HALF_YEAR
    promised = tuple(goal for goal in goals(report) if horizon in (None, goal.target.horizon))
    stated = halfway(report, year) if half else reached(report, year - 1 if year else None)
    ids = {get(goal.target.canonical).level_id for goal in promised if goal.target.canonical} - {""}
    return _Observation(
        place,
        division,
        year,
        half,
        report.source.path,
        len(report.text),
        promised,
        tuple(stated),
        () if half or year is None else tuple(in_part(report, year - 1)),
        tuple(said(report)),
        amounts(report, sorted(ids), year),
        works(report),
    )


def _pair(one: _Observation, later: _Observation, half: _Observation | None, tolerance: Decimal) -> Pair:
    found = tracks(one.goals, later.results, in_part=later.in_part, said=later.said, before=one.before, due=one.year, tolerance=tolerance)
    if half is not None:
        found = with_revisions(with_progress(found, half.results), half.goals, tolerance)
    code = one.division.code if one.division else None
    return Pair(one.place, code, one.year or 0, one.source, later.source, tuple(found))


def _steps(annual: _Kept) -> Iterator[Step]:
    for _, reports in groupby(sorted(annual.items(), key=_order), lambda item: item[0][0]):
        years = [Works(one.place, one.division.code if one.division else None, year, one.source, one.projects) for (_, year), one in reports]
        yield from steps(years)


def _order(item: tuple[tuple[tuple[str | None, ...], int], _Observation]) -> tuple[str, int]:
    (key, year), _ = item
    return "/".join(part or "" for part in key), year


def _longest(observed: Sequence[_Observation]) -> tuple[_Kept, list[Remark]]:
    """The longest report of each place and year, and a remark on each year with several."""
    kept: _Kept = {}
    for one in observed:
        at = one.key, one.year or 0
        if at not in kept or kept[at].characters < one.characters:
            kept[at] = one
    counted = Counter((one.key, one.year or 0) for one in observed)
    return kept, [
        Remark("duplicate", f"{kept[at].place} {at[1]}: {n} reports; the longest counts, {kept[at].source or 'one without a file'}")
        for at, n in counted.items()
        if n > 1
    ]


def _same_place_if_two(observed: list[_Observation]) -> list[_Observation]:
    """Two reports of which one or both do not say of where they are, are of one place: they were given together."""
    if len(observed) != 2 or all(one.place for one in observed):
        return observed
    named = next((one for one in observed if one.place), None)
    place, division = (named.place, named.division) if named else ("", None)
    return [replace(one, place=place, division=division) for one in observed]


def _unusable(one: _Observation) -> Iterator[Remark]:
    name = one.source or "a report without a file"
    if one.year is None:
        yield Remark("no_year", f"{name}: neither text nor file name says of which year it is; left out")
    elif one.place is None:
        yield Remark("no_place", f"{name}: neither text nor file name says of which place it is; left out, unless it is one of two")
    labelled = years_in_name(one.source or "")
    if one.year is not None and labelled and one.year not in labelled:
        yield Remark("label", f"{name}: its name says {labelled[0]}, its text {one.year}; the text counts")


def _missing(annual: _Kept) -> Iterator[Remark]:
    years: dict[tuple[str | None, ...], list[int]] = {}
    for key, year in annual:
        years.setdefault(key, []).append(year)
    for key, known in years.items():
        place = annual[key, known[0]].place or "the place"
        if len(known) == 1:
            yield Remark("alone", f"{place}: only the report of {known[0]}; tracking needs that of the year after")
        for year in sorted(known)[:-1]:
            if year + 1 not in known:
                yield Remark("gap", f"{place}: no report of {year + 1}, so the targets of {year} are not tracked")
