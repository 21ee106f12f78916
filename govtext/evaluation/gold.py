r"""Gold markup: annotations that stand in the report's own text, so that a person can read and correct them.

==========================  =============================================================================
``[[value|indicator|…]]``   a metric; ``_…_`` in the indicator marks the words that must be named
``{{blank|kind}}``          a placeholder, also inside a metric; ``{{*}}`` is a number
``((time))``                the period of the metrics after it; ``((|time))`` states one without marking text
``<<marker|title|h1 …>>``   a heading: level, role (inherited where left out), style (by its marker)
``<<marker|title|1 …>>``    an enumerated item: ordinal and status; ``<</>>`` is where the item ends
``\``                        takes the meaning from the mark after it
==========================  =============================================================================

What is left out of a metric is ``level``, ``exact``, ``up`` (for growth, change and multiple) and the status that the
section's role gives. The number is read off a plain value (``300余公里``); any other is written out after ``=``, with
``?`` for what is masked and ``..`` between the ends of a range: ``=8%``, ``=6..6.5%``, ``=?万元``. ``longest=`` gives the fullest name that is
right, and each ``also=`` a further one: ``longest=全市城镇新增就业人数``. ``estimated`` is a provisional value, ``optional`` one that costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from math import prod
from pathlib import Path

from govtext.errors import GovtextError
from govtext.evaluation.annotation import Annotation, Heading, Measure, Metric, Placeholder
from govtext.labels import Base, Bound, Direction, HeadingStyle, MeasureStatus, MetricKind, MetricStatus, PlaceholderKind, Role
from govtext.model import Span


class GoldError(GovtextError, ValueError):
    """Markup that cannot be read; the message names file, line and reason."""


_MARK = re.compile(r"\\[\\|\[\]{}()<>]|<</>>|\[\[|\]\]|\{\{|\}\}|\(\(|\)\)|<<|>>|\|")
_CLOSING = {"[[": "]]", "{{": "}}", "((": "))", "<<": ">>"}
_PLAIN = re.compile(
    r"(?P<low>\?|\d+(?:\.\d+)?)(?:\.\.(?P<high>\?|\d+(?:\.\d+)?))?[余多]?"
    r"(?P<scale>(?:百(?!分)|千(?![瓦米克卡伏]))?万?亿?)[余多]?(?:个(?=百分点|工作日))?(?P<unit>[^\d?]*?)(?:左右|以上|以下|以内)?"
)
_SCALE = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
_SCALE_WORDS = {prod(_SCALE[word] for word in words): words for words in ("", "百", "千", "万", "百万", "千万", "亿", "百亿", "千亿", "万亿")}
_STYLE = {
    HeadingStyle.PLAIN: re.compile(r""),
    HeadingStyle.PART: re.compile(r"第.+部分.*"),
    HeadingStyle.CHAPTER: re.compile(r"第.+章.*"),
    HeadingStyle.SECTION: re.compile(r"第.+节.*"),
    HeadingStyle.CN_COMMA: re.compile(r"\D+、"),
    HeadingStyle.CN_PAREN: re.compile(r"[（(]\D+[）)]"),
    HeadingStyle.ARABIC_DOT: re.compile(r"\d+[.．、]"),
    HeadingStyle.ARABIC_PAREN: re.compile(r"[（(]?\d+[）)]"),
    HeadingStyle.CIRCLED: re.compile(r"[①-⑳]"),
}
_PROMISING = {Role.OUTLOOK, Role.PLAN, Role.SELF_BUILDING, Role.CLOSING}
_ROLES, _STYLES, _STATUSES = frozenset(Role), frozenset(HeadingStyle), frozenset(MeasureStatus)
MOVING = {MetricKind.GROWTH, MetricKind.CHANGE, MetricKind.MULTIPLE}
_METRIC_WORDS: dict[str, tuple[str, StrEnum]] = {
    member.value: (name, member)
    for name, labels in {"kind": MetricKind, "bound": Bound, "direction": Direction, "base": Base, "status": MetricStatus}.items()
    for member in labels
}


_METRIC_PREFIXES = ("=", "period=", "longest=", "also=")
_METRIC_FLAGS = ("estimated", "optional")


def metric_status(role: Role) -> MetricStatus:
    """Give what a value in a section of this role is where its own clause says nothing else."""
    return MetricStatus.TARGET if role in _PROMISING else MetricStatus.ACHIEVED


def measure_status(role: Role) -> MeasureStatus:
    """Give what an item in a section of this role is where its own words say nothing else."""
    if role is Role.PROBLEMS:
        return MeasureStatus.ONGOING
    return MeasureStatus.PLANNED if role in _PROMISING else MeasureStatus.DONE


def marker_style(marker: str) -> HeadingStyle | None:
    """Tell a heading's style from its marker; None where it shows none.

    >>> marker_style("（一）").value
    'cn_paren'
    """
    return next((style for style, form in _STYLE.items() if form.fullmatch(marker)), None)


def shown(text: str, value: Span, placeholders: Iterable[Placeholder]) -> str:
    """Show a value as written, with ``?`` for each blank in it."""
    blanks = [p.span for p in placeholders if value.start <= p.span.start and p.span.end <= value.end]
    edges = [value.start, *(edge for blank in blanks for edge in (blank.start, blank.end)), value.end]
    return "?".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))


def plain_number(value: str) -> tuple[Decimal | None, Decimal | None, Decimal, str] | None:
    """Read low, high, scale and unit off a value in plain writing, ``?`` standing for a blank; None where it is not plain.

    >>> plain_number("300余公里")
    (Decimal('300'), Decimal('300'), Decimal('1'), '公里')
    >>> plain_number("6..6.5%")
    (Decimal('6'), Decimal('6.5'), Decimal('1'), '%')
    >>> plain_number("1300万千瓦")
    (Decimal('13000000'), Decimal('13000000'), Decimal('10000'), '千瓦')
    >>> plain_number("?万元")
    (None, None, Decimal('10000'), '元')
    >>> plain_number("百分之八") is None
    True
    """
    match = _PLAIN.fullmatch(value)
    if not match:
        return None
    scale = Decimal(prod(_SCALE[word] for word in match["scale"]))
    low, high = (None if digits == "?" else Decimal(digits) * scale for digits in (match["low"], match["high"] or match["low"]))
    return low, high, scale, match["unit"]


def scale_word(scale: Decimal) -> str:
    """Name a scale, the counterpart of what `plain_number` reads.

    >>> scale_word(Decimal(10000))
    '万'
    """
    return _SCALE_WORDS[int(scale)]


@dataclass
class _Frame:
    """A mark that has been opened and not yet closed."""

    mark: str
    at: int
    start: int
    marker_end: int | None = None
    notes: str | None = None


@dataclass
class _Reader:
    """The state of one pass over the markup."""

    name: str
    markup: str
    text: str = ""
    period: str | None = None
    frames: list[_Frame] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    unended: list[tuple[int, Measure]] = field(default_factory=list)
    placeholders: list[Placeholder] = field(default_factory=list)
    metrics: list[Metric] = field(default_factory=list)

    def error(self, at: int, reason: str) -> GoldError:
        return GoldError(f"{self.name}, line {self.markup.count(chr(10), 0, at) + 1}: {reason}")

    def annotation(self) -> Annotation:
        pos = 0
        for token in _MARK.finditer(self.markup):
            self.write(self.markup[pos : token.start()])
            self.mark(token.group(), token.start())
            pos = token.end()
        self.write(self.markup[pos:])
        if self.frames:
            raise self.error(self.frames[-1].at, f"{self.frames[-1].mark} is not closed by {_CLOSING[self.frames[-1].mark]}")
        if self.unended:
            raise self.error(self.unended[-1][0], f"the item {self.unended[-1][1].title!r} has no end; write <</>> where it ends")
        return Annotation(
            self.name,
            self.text,
            tuple(self.headings),
            tuple(sorted(self.measures, key=lambda m: m.span.start)),
            tuple(sorted(self.placeholders, key=lambda p: p.span.start)),
            tuple(self.metrics),
        )

    def write(self, literal: str) -> None:
        if self.frames and self.frames[-1].notes is not None:
            self.frames[-1].notes += literal
        else:
            self.text += literal

    def mark(self, mark: str, at: int) -> None:
        if mark.startswith("\\"):
            self.write(mark[1:])
        elif mark == "<</>>":
            self.end_item(at)
        elif mark in _CLOSING:
            if self.frames and self.frames[-1].notes is not None:
                raise self.error(at, f"{mark} stands in the notes of {self.frames[-1].mark}; close that first")
            self.frames.append(_Frame(mark, at, len(self.text)))
        elif mark == "|":
            self.bar()
        else:
            self.close(mark, at)

    def bar(self) -> None:
        frame = self.frames[-1] if self.frames else None
        if frame is None or frame.notes is not None:
            self.write("|")
        elif frame.mark == "<<" and frame.marker_end is None:
            frame.marker_end = len(self.text)
        else:
            frame.notes = ""

    def close(self, mark: str, at: int) -> None:
        if not self.frames or _CLOSING[self.frames[-1].mark] != mark:
            raise self.error(at, f"{mark} closes nothing here")
        frame = self.frames.pop()
        build = {"[[": self.metric, "{{": self.placeholder, "((": self.time, "<<": self.numbered}[frame.mark]
        build(frame, Span(start=frame.start, end=len(self.text)))

    def end_item(self, at: int) -> None:
        if not self.unended:
            raise self.error(at, "<</>> ends nothing here")
        _, item = self.unended.pop()
        self.measures.append(Measure(item.span, len(self.text.rstrip()), item.marker, item.title, item.ordinal, item.status))

    def time(self, frame: _Frame, span: Span) -> None:
        self.period = (frame.notes if frame.notes is not None else span.of(self.text)) or None

    def placeholder(self, frame: _Frame, span: Span) -> None:
        kind = (frame.notes or PlaceholderKind.NUMBER).strip()
        if kind not in frozenset(PlaceholderKind):
            raise self.error(frame.at, f"{kind!r} is no kind of placeholder; one of {', '.join(PlaceholderKind)}")
        self.placeholders.append(Placeholder(span, PlaceholderKind(kind)))

    def numbered(self, frame: _Frame, span: Span) -> None:
        if frame.marker_end is None or frame.notes is None:
            raise self.error(frame.at, "a heading or an item is written <<marker|title|words>>")
        words = frame.notes.split()
        marker, title = self.text[span.start : frame.marker_end], self.text[frame.marker_end : span.end].strip()
        if words and re.fullmatch(r"h[1-9]", words[0]):
            self.headings.append(self.heading(frame, span, marker, title, int(words[0][1]), words[1:]))
        else:
            self.unended.append((frame.at, self.measure(frame, span, marker, title, words)))

    def heading(self, frame: _Frame, span: Span, marker: str, title: str, level: int, words: list[str]) -> Heading:
        roles = [Role(w) for w in words if w in _ROLES]
        style = next((HeadingStyle(w) for w in words if w in _STYLES), marker_style(marker))
        self.no_others(frame, (w for w in words if w not in _ROLES and w not in _STYLES))
        if not roles and level == 1:
            raise self.error(frame.at, f"a heading of level 1 needs a role; one of {', '.join(Role)}")
        if level > len(self.roles) + 1:
            raise self.error(frame.at, f"level {level} stands under no heading of level {level - 1}")
        if style is None:
            raise self.error(frame.at, f"the marker {marker!r} is of no known style; one of {', '.join(HeadingStyle)}")
        self.roles[level - 1 :] = [roles[0] if roles else self.roles[level - 2]]
        return Heading(span, marker, title, style, level, self.roles[-1])

    def measure(self, frame: _Frame, span: Span, marker: str, title: str, words: list[str]) -> Measure:
        statuses = [MeasureStatus(w) for w in words if w in _STATUSES]
        ordinals = [int(w) for w in words if w.isdecimal()]
        self.no_others(frame, (w for w in words if w not in _STATUSES and not w.isdecimal()))
        return Measure(span, span.end, marker, title, next(iter(ordinals), None), statuses[0] if statuses else measure_status(self.role))

    def metric(self, frame: _Frame, span: Span) -> None:
        marked, _, rest = (part.strip() for part in (frame.notes or "").partition("|"))
        if not marked:
            raise self.error(frame.at, "a metric is written [[value|indicator]] or [[value|indicator|words]]")
        words = rest.split()
        written = next((w[1:] for w in words if w.startswith("=")), shown(self.text, span, self.placeholders))
        number = plain_number(written)
        if number is None:
            raise self.error(frame.at, f"the number of {written!r} is not plain; write it out, e.g. =8% or =6..6.5%")
        self.no_others(frame, (w for w in words if w not in _METRIC_WORDS and w not in _METRIC_FLAGS and not w.startswith(_METRIC_PREFIXES)))
        said = dict(_METRIC_WORDS[w] for w in words if w in _METRIC_WORDS)
        kind = MetricKind(said.get("kind", MetricKind.LEVEL))
        low, high, scale, unit = number
        self.metrics.append(
            Metric(
                span=span,
                indicator=marked.replace("_", ""),
                head=tuple(re.findall("_(.+?)_", marked)) or (marked,),
                kind=kind,
                low=low,
                high=high,
                scale=scale,
                unit=unit,
                bound=Bound(said.get("bound", Bound.EXACT)),
                direction=Direction(said.get("direction", Direction.UP)) if kind in MOVING else None,
                base=Base(said["base"]) if "base" in said else None,
                status=MetricStatus(said.get("status", metric_status(self.role))),
                period=next((w.removeprefix("period=") or None for w in words if w.startswith("period=")), self.period),
                estimated="estimated" in words,
                optional="optional" in words,
                longest=next((w.removeprefix("longest=") for w in words if w.startswith("longest=")), ""),
                also=tuple(w.removeprefix("also=") for w in words if w.startswith("also=")),
            )
        )

    @property
    def role(self) -> Role:
        return self.roles[-1] if self.roles else Role.PREFACE

    def no_others(self, frame: _Frame, words: Iterable[str]) -> None:
        for word in words:
            raise self.error(frame.at, f"{word!r} is no word of a {frame.mark} mark")


def loads(markup: str, name: str = "gold") -> Annotation:
    r"""Read gold markup.

    Parameters
    ----------
    markup
        The annotated text, with ``\n`` line ends.
    name
        What error messages call it.

    Raises
    ------
    GoldError
        Where a mark is not closed, a word unknown, or a number not plain and not written out.

    Examples
    --------
    >>> gold = loads("<<一、|((今年))目标|h1 outlook>>\\n税收增长[[6.5%左右|税收|growth approx]]。")
    >>> gold.text
    '一、今年目标\\n税收增长6.5%左右。'
    >>> metric = gold.metrics[0]
    >>> metric.span.of(gold.text), metric.low, metric.unit, metric.status.value, metric.period
    ('6.5%左右', Decimal('6.5'), '%', 'target', '今年')
    """
    return _Reader(name, markup).annotation()


def read(path: Path) -> Annotation:
    """Read a ``.gold`` file; its stem is the annotation's name. Raises `GoldError` as `loads` does.

    >>> path = getfixture("tmp_path") / "village.gold"
    >>> _ = path.write_text("修路[[3公里|道路]]。", "utf-8")
    >>> read(path).name
    'village'
    """
    return replace(loads(path.read_text("utf-8"), str(path)), name=path.stem)
