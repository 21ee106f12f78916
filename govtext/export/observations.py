"""What one report gives to a panel: a row for each indicator that it promises, states or names, with all that says how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from govtext.characters import simplified
from govtext.export.arrow import fitting
from govtext.export.divisions import Division, place_of, year_of
from govtext.export.doubts import doubts_of_metric, doubts_of_report, doubts_of_target
from govtext.indicators import IndicatorEntry, choices, find, get
from govtext.labels import Gap, Horizon, Origin, Role
from govtext.model import Metric, Report, Section, Span
from govtext.promises.results import looks_back_far, reached, sentence_of
from govtext.promises.signs import signed
from govtext.promises.targets import annual
from govtext.promises.worded import lists
from govtext.rules import for_packs, lexicon, ruleset

ABSENT, UNKNOWN = "absent", "unknown"
_CUT = {"GT101", "GT106", "GT202", "GT401"}  # the text is not whole
_AHEAD = (Role.OUTLOOK, Role.PLAN)
_BACK = (Role.RETROSPECT, Role.PROBLEMS)
_LONGEST_CLAIM = 40  # characters after a name in which something may be said of its value
_SENTENCE = re.compile(r"[。；！？\n]")
_CLAUSE = re.compile(r"[，。；！？\n]")
_TOGETHER = re.compile("等[^，。；！？\n]{0,8}指标")
_FIGURE = re.compile(r"[0-9*＊×]|百分之|[一二三四五六七八九十百千万亿]+个?百分点")


@dataclass(frozen=True, slots=True)
class Observation:
    """A row of the table ``panel``: what one report says of one indicator. Its fields are the columns that `data/tables.toml` describes."""

    indicator: str
    place: str | None
    year: int | None
    level: str | None
    province: str | None
    province_code: str | None
    city: str | None
    city_code: str | None
    county: str | None
    county_code: str | None
    code: str | None
    superior_code: str | None
    place_by: str | None
    year_by: str | None
    gap: str | None
    used: str
    form: str
    reason: str | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    modifier: str | None
    direction: str | None
    tone: str | None
    stretch: str | None
    horizon: str | None
    estimated: bool | None
    scope: str | None
    period: str | None
    written: str | None
    role: str | None
    role_by: str | None
    name_by: str | None
    flags: tuple[str, ...]
    sentence: str | None
    sentence_start: int | None
    sentence_end: int | None
    start: int | None
    end: int | None
    last_result: Decimal | None
    last_low: Decimal | None
    last_high: Decimal | None
    last_unit: str | None
    last_modifier: str | None
    last_estimated: bool | None
    last_flags: tuple[str, ...]
    last_sentence: str | None
    last_start: int | None
    last_end: int | None
    source: str | None
    characters: int


_TARGET = ("target", "low", "high", "unit", "modifier", "direction", "tone", "stretch", "horizon", "estimated", "scope", "period", "written")
_TARGET_PLACE = ("role", "role_by", "name_by", "sentence", "sentence_start", "sentence_end", "start", "end")
_LAST = ("result", "low", "high", "unit", "modifier", "estimated", "sentence", "start", "end")
_NO_TARGET: Mapping[str, Any] = dict.fromkeys((*_TARGET, *_TARGET_PLACE)) | {"flags": ()}
_NO_RESULT: Mapping[str, Any] = dict.fromkeys(f"last_{name}" for name in _LAST) | {"last_flags": ()}


def observations(report: Report) -> tuple[Observation, ...]:
    r"""Give what a report says of each indicator: its annual target, and the value of the year that it looks back on.

    There is a row for each indicator of the lexicon that has one of the two, or is named where the year is planned, and for each headline one.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("2024年青河县人民政府工作报告\n二、2024年重点工作\n今年主要预期目标是：税收增长6%。")
    >>> [(row.indicator, row.form, row.target) for row in observations(report) if row.target]
    [('tax_rev_growth', 'numeric', Decimal('6'))]
    """
    return tuple(_Read(report).rows())


def headline() -> tuple[str, ...]:
    """The ids of the headline indicators, in their usual order.

    >>> headline()[:2], len(headline())
    (('gdp_growth', 'industry_va_growth'), 14)
    """
    return tuple(row["id"] for row in sorted(lexicon("panel_indicators").where(use="headline"), key=lambda row: int(row["rank"])))


class _Read:
    """A report with what all its rows share."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.targets = report.targets()
        self.year = year_of(report)
        place, division = place_of(report)
        self.metrics = {metric.id: metric for metric in report.metrics}
        self.reached = reached(report, self.year)
        self.doubts = doubts_of_report(report)
        self.far = looks_back_far(report)
        self.shared = _facts(report, place, division, self.year) | {"gap": self._gap()}

    def rows(self) -> Iterator[Observation]:
        known = {target.canonical for target in self.targets if target.canonical} | self.reached.keys()
        newer = {row["id"] for row in lexicon("predecessors") if row["predecessor"] in known}
        claimed = {id for entry in self._claimed for id in (entry.level_id, entry.growth_id) if id}
        for id in sorted(known | newer | claimed | set(headline())):
            yield Observation(indicator=id, **self.shared, **self._promise(id), **self._result(id))

    def _gap(self) -> str | None:
        """Why what is not found cannot be said to be absent from this report; None where it can."""
        meta = self.report.meta
        if self.year is None or meta.year_origin in (None, Origin.GUESSED) or "GT107" in self.doubts:
            return Gap.YEAR
        if any(one.code in _CUT for one in self.report.diagnostics):
            return Gap.CUT
        sure = {section.role for section in self.report.sections if section.role_origin is not Origin.GUESSED}
        return None if sure & set(_AHEAD) else Gap.ROLES

    @cached_property
    def _ahead(self) -> str:
        """The text but for what surely looks back."""
        text, kept, at = self.report.text, [], 0
        for section in self.report.sections:
            if section.role in _BACK and section.role_origin is not Origin.GUESSED and section.span.start >= at:
                kept.append(text[at : section.span.start])
                at = section.span.end
        return simplified("\n".join([*kept, text[at:]]))

    @cached_property
    def _claimed(self) -> frozenset[IndicatorEntry]:
        """The indicators named in a list of targets or where something may be said of a value; of the headline ones their short names too."""
        text = self._ahead
        listed = [range(one.start, one.close) for one in lists(text)]
        found = {m.entry for m in find(text) if any(m.start in one for one in listed) or _is_claim(text, m.end, _SENTENCE)}
        if any(_is_claim(text, mark.end(), _CLAUSE) for mark in _TOGETHER.finditer(text)):
            found |= {get(id) for id in headline()}  # in a list of indicators they have their shortest names: 工业、投资、零售额等指标
        short = {entry for entry in {get(id) for id in headline()} - found if any(_is_claim(text, at, _CLAUSE) for at in _places(text, entry.whole))}
        return frozenset(found | short | set(self._cut_short()))

    def _cut_short(self) -> Iterator[IndicatorEntry]:
        """The headline indicators of targets that are named by the end of a name whose beginning stands before: 粮食生产能力，总产稳定在80万吨."""
        unknown = [target for target in self.targets if target.canonical is None and target.low is not None]
        for entry in map(get, headline()):
            for target in unknown:
                before = target.sentence.text[: target.span.start - target.sentence.span.start]
                begun = (name.removesuffix(target.indicator) for name in (entry.name, *entry.aliases) if name.endswith(target.indicator))
                if any(part and before.count(part) for part in begun):
                    yield entry

    def _promise(self, id: str) -> dict[str, Any]:
        target = annual(self.targets, id)
        if target is None:
            reason = self._missing(id)
            return {**_NO_TARGET, "used": id, "form": UNKNOWN if reason else ABSENT, "reason": reason}
        metric = self.metrics.get(target.metric_id or "")
        section = self._section(target.span)
        return {
            "used": target.canonical or id,
            "form": str(target.form),
            "reason": None,
            "target": middle(target.low, target.high),
            "low": fitting(target.low),
            "high": fitting(target.high),
            "unit": target.unit,
            "modifier": _plain(target.bound),
            "direction": _plain(target.direction),
            "tone": _plain(target.strength),
            "stretch": target.stretch,
            "horizon": str(target.horizon),
            "estimated": metric.estimated if metric else None,
            "scope": target.scope.text if target.scope else None,
            "period": target.period.text if target.period else None,
            "written": target.indicator,
            "role": _plain(section.role if section else None),
            "role_by": _plain(section.role_origin if section else None),
            "name_by": str(name_by(self.report.text, metric)) if metric else str(Origin.STATED),
            "flags": tuple(sorted(self.doubts | doubts_of_target(self.report, target, metric, section, self.targets))),
            "sentence": target.sentence.text,
            "sentence_start": target.sentence.span.start,
            "sentence_end": target.sentence.span.end,
            "start": target.span.start,
            "end": target.span.end,
        }

    def _missing(self, id: str) -> str | None:
        """Why the report's promise for an indicator is not known where none was found; None where there is none."""
        if gap := self.shared["gap"]:
            return str(gap)
        if others := [target for target in self.targets if target.canonical == id]:
            return str(Gap.PART if any(target.horizon is Horizon.YEAR for target in others) else Gap.HORIZON)
        if get(id) in self._claimed:
            return str(Gap.NAMED)
        if any(_FIGURE.search(after) for after in self._after(id)):
            return str(Gap.OTHER)
        near = {other for members in choices().values() if id in members for other in members} - {id}
        near |= {row["predecessor"] for row in lexicon("predecessors") if row["id"] in near}
        is_set = any(target.canonical in near for target in self.targets) or {get(other) for other in near} & self._claimed
        return str(Gap.OTHER) if is_set else None

    def _after(self, id: str) -> Iterator[str]:
        """What the clauses that name an indicator's topic say after it: 就业 in 实名制就业100万人."""
        for row in lexicon("panel_indicators").where(id=id):
            for end in _places(self._ahead, tuple(row["topic"].split("|")) if row["topic"] else ()):
                yield _CLAUSE.split(self._ahead[end : end + _LONGEST_CLAIM], 1)[0]

    def _result(self, id: str) -> dict[str, Any]:
        older = [row["predecessor"] for row in lexicon("predecessors").where(id=id)]
        found = next((self.reached[one] for one in (id, *older) if one in self.reached), ())
        if not found:
            return dict(_NO_RESULT)
        metric = found[0]
        number = signed(metric)
        sentence = sentence_of(self.report.text, metric.span)
        return {
            "last_result": middle(number.low, number.high),
            "last_low": fitting(number.low),
            "last_high": fitting(number.high),
            "last_unit": metric.unit,
            "last_modifier": _plain(number.bound),
            "last_estimated": metric.estimated,
            "last_flags": tuple(sorted(self.doubts | doubts_of_metric(self.report, metric, self._section(metric.span), found, self.far))),
            "last_sentence": sentence.text,
            "last_start": metric.span.start,
            "last_end": metric.span.end,
        }

    def _section(self, span: Span) -> Section | None:
        """The innermost section that a span stands in."""
        return next((section for section in reversed(self.report.sections) if section.span.start <= span.start < section.span.end), None)


def _facts(report: Report, place: str | None, division: Division | None, year: int | None) -> dict[str, Any]:
    named = ("province", "province_code", "city", "city_code", "county", "county_code", "code")
    meta = report.meta
    return {
        "place": place,
        "year": year,
        "level": _plain(division.level if division else meta.level),
        **{name: getattr(division, name) if division else None for name in named},
        "superior_code": _superior(division),
        "place_by": _plain(meta.place_origin),
        "year_by": _plain(meta.year_origin),
        "source": report.source.path,
        "characters": len(report.text),
    }


def _superior(division: Division | None) -> str | None:
    """The code of the division above: a county's city, or its province where it has none."""
    if division is None:
        return None
    above = (division.city_code, division.province_code)
    return next((code for code in above if code and code != division.code), None)


def name_by(text: str, metric: Metric) -> Origin:
    """How it was decided what a value is of: stated where the name stands before it in its clause, inferred elsewhere, guessed without one."""
    span = metric.indicator.span
    if span is None:
        return Origin.GUESSED
    between = text[span.end : metric.span.start] if span.end <= metric.span.start else ""
    return Origin.INFERRED if span.start > metric.span.end or re.search(r"[。；\n]|[，、].*[，、]", between) else Origin.STATED


def middle(low: Decimal | None, high: Decimal | None) -> Decimal | None:
    """The middle of a range, or the only end that there is."""
    return fitting((low + high) / 2 if low is not None and high is not None else low if low is not None else high)


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)


def _places(text: str, forms: tuple[str, ...]) -> Iterator[int]:
    """Where one of some names ends, each time that it stands in a text."""
    if forms:
        yield from (mark.end() for mark in re.finditer("|".join(map(re.escape, forms)), text))


def _is_claim(text: str, end: int, stop: re.Pattern[str]) -> bool:
    """Whether the words after a name may say a value of it."""
    closing = stop.search(text, end, end + _LONGEST_CLAIM)
    after = text[end : closing.start() if closing else end + _LONGEST_CLAIM]
    return bool(_FIGURE.search(after) or _growth_words().search(after) or ruleset("target_forms").search(after))


@for_packs()
def _growth_words() -> re.Pattern[str]:
    return re.compile(lexicon("indicator_tails").where(kind="growth").alternation())
