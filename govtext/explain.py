"""Why an item is what it is: the rules that decided, in words, and the text that they read."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import TYPE_CHECKING

from govtext import indicators
from govtext.labels import Bound
from govtext.model import Block, Entity, Item, Measure, Metric, Placeholder, Report, Section, Span, TimeExpression
from govtext.rules import for_packs, lexicon, ruleset
from govtext.source import fold
from govtext.wording import Language, field, word
from govtext.wording import item as item_word

if TYPE_CHECKING:
    from govtext.naming.choose import Proposal
    from govtext.naming.situation import Situation

_KINDS = {
    Section: "section",
    Measure: "measure",
    Metric: "metric",
    Placeholder: "placeholder",
    TimeExpression: "time",
    Entity: "entity",
    Block: "block",
}
_FRAGMENTS = "fragments.toml"  # shared patterns, no rules
_FEATURES = 4  # of those that decided a name, the weightiest
_QUOTED = 40  # characters of an item's text that its heading shows


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of a rule: its words in both languages and the data file that has it."""

    english: str
    chinese: str
    file: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One field of an item: its value, the rule that decided it and the text that the rule read.

    `rule` is empty where the value stands for itself; `span` is None and `text` empty where no stretch of the text decided.
    """

    field: str
    value: StrEnum | str
    rule: str = ""
    span: Span | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An item with the reasons for its fields; `str` gives it in Chinese, `render` in either language."""

    item: Item
    name: str
    reasons: tuple[Reason, ...]

    def render(self, lang: Language = "zh") -> str:
        """The explanation as text: a line for the item and one for each field."""
        kind = item_word(_KINDS[type(self.item)], lang)
        head = f"{kind} {self.item.id} [{self.item.span.start}–{self.item.span.end}] {self.name}"
        return "\n".join([head, *(_line(reason, lang) for reason in self.reasons)])

    def __str__(self) -> str:
        return self.render()


def note(rule: str) -> Note:
    """What a rule's id means.

    Raises `KeyError` for an id that no rule file and no step of the parser has.

    >>> note("relation.up").english, note("relation.up").file
    ('增长, 提高: a movement upwards.', 'relations.toml')
    >>> note("indicator.inherited").chinese
    '本分句省略，沿用前一数值的指标'
    """
    return notes()[rule]


@for_packs()
def notes() -> Mapping[str, Note]:
    """Every id that an item may name as its rule, with its words; a rule of a TOML file has the words of its description."""
    known = {row["id"]: Note(row["english"], row["chinese"], "steps.csv") for row in lexicon("steps")}
    for file in (files("govtext") / "data" / "rules").iterdir():
        if file.name.endswith(".toml") and file.name != _FRAGMENTS:
            rules = ruleset(file.name.removesuffix(".toml")).rules
            known.update({rule.id: Note(rule.description, rule.description, rule.file) for rule in rules})
    return known


def explain(report: Report, item: Item | str) -> Explanation:
    """Explain an item of a report, or the one with this id; see `Report.explain`."""
    found = _item(report, item) if isinstance(item, str) else item
    match found:
        case Metric():
            name, reasons = f"{found.indicator.text} · {found.text}", _of_metric(report, found)
        case Section():
            name, reasons = found.heading_span.of(report.text), _of_section(report, found)
        case Measure():
            name, reasons = found.heading_span.of(report.text), _of_measure(report, found)
        case Placeholder():
            name, reasons = found.text, _of_placeholder(found)
        case TimeExpression():
            name, reasons = found.text, _of_time(found)
        case Entity() | Block():
            name, reasons = found.text, iter([Reason("kind", found.kind, found.rule)])
        case _:
            raise TypeError(f"{type(found).__name__} is no item of a report: give a section, measure, metric, placeholder, time, entity or block")
    return Explanation(found, " ".join(name[:_QUOTED].split()) + "…" * (len(name) > _QUOTED), tuple(reasons))


def items_at(report: Report, offset: int) -> tuple[Item, ...]:
    r"""The items of a report that cover an offset of its text, innermost first.

    A figure that was deleted outright is a blank of no width; it is found at its place.

    >>> from govtext import parse
    >>> [item.id for item in items_at(parse("一、2023年工作回顾\n税收增长6%。"), 16)]
    ['m1', 'b2', 's1']
    """
    covering = [item for item in _items(report) if item.span.start <= offset < max(item.span.end, item.span.start + 1)]
    return tuple(sorted(covering, key=lambda item: item.span.end - item.span.start))


def _items(report: Report) -> Iterator[Item]:
    yield from report.metrics
    yield from report.placeholders
    yield from report.times
    yield from report.entities
    yield from report.measures
    yield from report.blocks
    yield from report.sections


def _item(report: Report, id: str) -> Item:
    for item in _items(report):
        if item.id == id:
            return item
    raise KeyError(f"no item with id {id!r} in this report")


def _of_metric(report: Report, metric: Metric) -> Iterator[Reason]:
    cues = {evidence.field: (evidence.rule, evidence.span, evidence.span.of(report.text)) for evidence in metric.evidence}
    indicator = metric.indicator.span
    yield Reason("value", _number(metric), *cues["value"])
    yield Reason("indicator", metric.indicator.text, metric.rule, indicator, indicator.of(report.text) if indicator else "")
    yield from _of_name(report, metric)
    if metric.canonical:
        entry = indicators.get(metric.canonical)
        yield Reason("canonical", f"{metric.canonical} ({entry.name}, {entry.english}; {entry.source})", "canonical.lexicon")
    yield Reason("kind", metric.kind, *cues.get("kind", ("kind.unit",)))
    if metric.direction:
        yield Reason("direction", metric.direction, "direction.kind")
    yield Reason("bound", metric.bound, *cues.get("bound", ("bound.none" if metric.bound is Bound.EXACT else "bound.within",)))
    if metric.base:
        yield Reason("base", metric.base, *cues.get("base", ()))
    if metric.period:
        period = metric.period
        yield Reason("period", period.text + _days(period.start, period.end), _period_rule(report, metric), period.span, period.span.of(report.text))
    if metric.scope:
        yield Reason("scope", metric.scope.text, "scope.noun", metric.scope.span, metric.scope.span.of(report.text))
    yield Reason("status", metric.status, *cues["status"])
    if cues["status"][0] == "value_status.role" and metric.section_id:
        yield from _role(report, report.section(metric.section_id))
    if metric.strength:
        yield Reason("strength", metric.strength, *cues["strength"])


def _of_name(report: Report, metric: Metric) -> Iterator[Reason]:
    """The words that the name was chosen from, and the features that decided."""
    from govtext.naming.account import account
    from govtext.naming.ranker import ranker

    block = report.blocks[bisect_right(report.blocks, metric.span.start, key=lambda block: block.span.start) - 1]
    situation = _situations(block.span.of(report.text)).get(metric.span.start - block.span.start)
    why = account(situation, ranker()) if situation else None
    if why and why.words:
        yield Reason("words", " ".join(f"{word.text}/{word.tag}" for word in why.words), "indicator.words")
    if why and why.features:
        decided = [f"{feature} {weight:+.2f}" for feature, weight in why.features[:_FEATURES]]
        yield Reason("features", f"{'; '.join(decided)} ({why.second})", "indicator.features")


@for_packs(maxsize=8)  # the values of a paragraph are explained one after another
def _situations(paragraph: str) -> Mapping[int, Situation]:
    """What each value of a paragraph was named from, by its place: the paragraph is read again, since a document keeps the name alone."""
    from govtext.naming.choose import choose
    from govtext.parser import flow

    situations: list[Situation] = []

    def name(situation: Situation) -> Proposal | None:
        situations.extend(situation for _ in situation.places)
        return choose(situation)

    again = flow(paragraph, None, name).metrics
    return {metric.span.start: situation for metric, situation in zip(again, situations, strict=False)}


def _number(metric: Metric) -> str:
    from govtext.render import number

    return number(metric) or " ".join(metric.placeholder_ids)


def _days(start: dt.date | None, end: dt.date | None) -> str:
    return f" ({start or '…'} – {end or '…'})" if start or end else ""


def _period_rule(report: Report, metric: Metric) -> str:
    """Where the time stands that governs a value: it is told by what lies between the two."""
    assert metric.period is not None
    between = report.text[metric.period.span.end : metric.span.start]
    block = bisect_right(report.blocks, metric.span.start, key=lambda block: block.span.start) - 1
    if metric.period.span.start < report.blocks[block].span.start:
        in_heading = any(above.span.start <= metric.period.span.start < above.title_span.end for above in report.path(metric.section_id))
        return "period.heading" if in_heading else "period.list"
    return "period.paragraph" if any(mark in between for mark in "。！？") else "period.sentence"


def _of_section(report: Report, section: Section) -> Iterator[Reason]:
    yield Reason("kind", section.style, section.rule, section.heading_span, section.marker)
    yield Reason("level", str(section.level) + "".join(f" < {above.id} {above.title}" for above in reversed(report.path(section.parent_id))))
    yield from _role(report, section)


def _role(report: Report, section: Section) -> Iterator[Reason]:
    """The role of a section, with the title that says so: its own or that of a section above it."""
    for above in reversed(report.path(section.id)):
        hits = [hit for hit in ruleset("roles").finditer(fold(above.title_span.of(report.text))) if hit.rule.id == section.role_rule]
        if hits:
            start = above.title_span.start
            cue = Span(start=start + hits[-1].start, end=start + hits[-1].end)
            yield Reason("role", section.role, section.role_rule, cue, cue.of(report.text))
            return
    yield Reason("role", section.role, section.role_rule or "role.none")


def _of_measure(report: Report, measure: Measure) -> Iterator[Reason]:
    yield Reason("list", f"{measure.list_id} · {measure.ordinal}", measure.rule, measure.heading_span, measure.marker)
    cue = ruleset("measure_status").search(fold(measure.title_span.of(report.text)))
    if cue and cue.rule.id == measure.status_rule:
        start = measure.title_span.start
        span = Span(start=start + cue.start, end=start + cue.end)
        yield Reason("status", measure.status, measure.status_rule, span, span.of(report.text))
    else:
        yield Reason("status", measure.status, measure.status_rule)
    if measure.status_rule == "status.role" and measure.section_id:
        yield from _role(report, report.section(measure.section_id))


def _of_placeholder(blank: Placeholder) -> Iterator[Reason]:
    yield Reason("kind", blank.kind, blank.rule, blank.span, blank.text)
    if blank.unit:
        yield Reason("unit", blank.unit)
    if blank.metric_id:
        yield Reason("metric", blank.metric_id)


def _of_time(time: TimeExpression) -> Iterator[Reason]:
    yield Reason("kind", time.kind, time.rule, time.span, time.text)
    yield Reason("days", _days(time.start, time.end).strip(" ()") or "…")


def _line(reason: Reason, lang: Language) -> str:
    value = word(reason.value, lang) if isinstance(reason.value, StrEnum) else reason.value
    line = f"  {field(reason.field, lang)}: {value}"
    if reason.rule:
        known = note(reason.rule)
        line += f" — {known.chinese if lang == 'zh' else known.english} [{reason.rule}, {known.file}]"
    if reason.span is not None and reason.text:
        line += f" ‘{' '.join(reason.text.split())}’ {reason.span.start}–{reason.span.end}"
    return line
