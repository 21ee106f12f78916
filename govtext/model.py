"""The typed document that a parse gives: one frozen pydantic model per kind of thing.

Lists are flat and in text order; trees and links are ids. All offsets are half-open code-point
indices into `Report.text`: ``report.text[item.span.start:item.span.end] == item.text``.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, field_validator

from govtext.errors import GovtextError
from govtext.export.methods import Exports
from govtext.labels import (
    Base,
    BlockKind,
    Bound,
    Direction,
    DocumentKind,
    EntityKind,
    HeadingStyle,
    Horizon,
    Level,
    MeasureStatus,
    MetricKind,
    MetricStatus,
    Origin,
    PlaceholderKind,
    ProjectClass,
    ProjectStage,
    Role,
    Severity,
    Strength,
    TargetForm,
    TimeKind,
)
from govtext.layout import FileLayout
from govtext.plain import plain_value

if TYPE_CHECKING:
    from govtext.masking.blanks import Blank

if TYPE_CHECKING:
    from govtext.explain import Explanation

SCHEMA_VERSION = "2.0"

Number = Annotated[
    Decimal,
    PlainSerializer(lambda value: f"{value:f}", return_type=str, when_used="json"),
    Field(description="A decimal number, in JSON a string without exponent."),
]


class Model(BaseModel):
    """Base of all document parts: frozen, and unknown fields are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points in `Report.text`.

    >>> Span(start=2, end=5).of("abcdefg")
    'cde'
    """

    # A dataclass, since a report has thousands: a model keeps a dict and a set for each, which the collector walks again and again.
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]

    def __post_init__(self) -> None:
        if self.start < 0 or self.end < 0:
            raise ValueError(f"a span begins and ends in its text: start {self.start}, end {self.end} are no offsets")

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]


class Item(Model):
    """Anything found in the text: an id, where it stands, its text and the rule that found it."""

    id: str
    span: Span
    text: str
    rule: str = Field(description="Id of the rule that made the item.")


class Stated(Model):
    """A fact as the text states it; `value` and `span` are null where it does not."""

    value: str | None = None
    span: Span | None = None
    placeholder_ids: tuple[str, ...] = Field(default=(), description="Blanks that mask the value or a part of it.")


class Period(Model):
    """A time expression that governs something, with its first and last day where they are known."""

    text: str
    span: Span
    start: dt.date | None = None
    end: dt.date | None = None


class Meta(Model):
    """What the text says about itself."""

    kind: DocumentKind = DocumentKind.OTHER
    kind_origin: Origin = Field(default=Origin.GUESSED, description="How the kind was decided.")
    title: Stated = Stated()
    level: Level | None = None
    level_origin: Origin | None = Field(default=None, description="How the level was decided; null without a level.")
    place: Stated = Field(default=Stated(), description="Name of the place that is governed; null where masked.")
    place_origin: Origin | None = Field(default=None, description="How the place was decided; null without a place.")
    year: int | None = Field(default=None, description="The year whose plan the report gives, or that a half-year summary is of.")
    year_span: Span | None = None
    year_origin: Origin | None = Field(default=None, description="How the year was decided; null without a year.")
    reviewed: Period | None = Field(default=None, description="The period that the report reviews.")
    meeting: Stated = Stated()
    date: Period | None = Field(default=None, description="The day the report was given.")
    speaker: Stated = Stated()
    office: Stated = Stated()


class Block(Item):
    """One paragraph of the archived text."""

    kind: BlockKind


class Section(Item):
    """A heading and all that stands under it, up to the next heading of its level or above."""

    marker: str = Field(description="The marker as written, empty for a plain heading.")
    style: HeadingStyle
    level: int = Field(ge=1, description="Depth in this document's own tree, 1 at the top.")
    title: str
    heading_span: Span = Field(description="Marker and title.")
    title_span: Span
    role: Role
    role_rule: str = Field(default="", description="Id of the rule that decided the role, its own or inherited; empty where none did.")
    role_origin: Origin = Field(default=Origin.GUESSED, description="How the role was decided.")
    parent_id: str | None = None


class Measure(Item):
    """A numbered item inside a section: 一是…, 第一，…, ——…."""

    marker: str
    ordinal: int | None = Field(description="Position said by the marker; null for dashes without an order of their own.")
    title: str
    heading_span: Span
    title_span: Span
    status: MeasureStatus
    status_rule: str = Field(default="", description="Id of the rule that decided the status.")
    section_id: str | None = None
    list_id: str = Field(description="Shared by the items of one list.")
    entity_ids: tuple[str, ...] = Field(default=(), description="The bodies that are to carry it out, where the text says so.")


class Placeholder(Item):
    """One masked blank."""

    kind: PlaceholderKind
    unit: str | None = Field(default=None, description="Unit after the blank, for numbers and percentages.")
    section_id: str | None = None
    measure_id: str | None = None
    metric_id: str | None = None


class TimeExpression(Item):
    """A point or stretch of time."""

    kind: TimeKind
    start: dt.date | None = Field(default=None, description="First day, null where it cannot be known.")
    end: dt.date | None = Field(default=None, description="Last day, inclusive.")
    placeholder_ids: tuple[str, ...] = ()


class Entity(Item):
    """A mention of a named thing."""

    kind: EntityKind
    thing_id: str = Field(description="Shared by the mentions of one thing: n1, n2, …")
    code: str | None = Field(default=None, description="GB/T 2260 code of a division whose name is certain in the report's year and area.")


class Indicator(Model):
    """What a metric measures, as written."""

    text: str
    span: Span | None = Field(default=None, description="Its contiguous core, where there is one.")


class Scope(Model):
    """The population a value is stated for, where said apart from the indicator: 全市, 规模以上."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A cue that decided one field of an item."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    field: str
    rule: str
    span: Span


class Quantity(Model):
    """A value expression on its own: number, scale, bound and unit, without what it measures."""

    span: Span
    text: str
    low: Number | None
    high: Number | None
    scale: Number
    unit: str
    bound: Bound
    kind: MetricKind
    parts: tuple[Number, ...] = Field(
        default=(), description="The numbers of a ratio; `low` and `high` are its first where the last is 1, else null."
    )


class Metric(Item):
    """A value tied to what it measures. `span` and `text` are those of the value expression."""

    value_span: Span
    indicator: Indicator
    canonical: str | None = Field(default=None, description="Id in the indicator lexicon.")
    kind: MetricKind
    low: Number | None = Field(description="In the base unit after scale; percentages as written; null where masked.")
    high: Number | None
    scale: Number
    unit: str
    bound: Bound
    parts: tuple[Number, ...] = Field(
        default=(), description="The numbers of a ratio; `low` and `high` are its first where the last is 1, else null."
    )
    direction: Direction | None = None
    base: Base | None = None
    period: Period | None = None
    scope: Scope | None = None
    status: MetricStatus
    estimated: bool = Field(default=False, description="Whether the text gives the value as provisional: 预计, 初步统计.")
    strength: Strength | None = None
    section_id: str | None = None
    measure_id: str | None = None
    entity_ids: tuple[str, ...] = Field(default=(), description="The named things that it is about: in its scope or name, or the subject before it.")
    placeholder_ids: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def to(self, unit: str) -> tuple[Decimal | None, Decimal | None]:
        """`low` and `high` converted to another unit of the same dimension.

        The unit may carry a scale word. Raises `UnitError` where the lexicon knows no conversion.

        >>> import govtext
        >>> metric = govtext.parse("税收完成12.5亿元。").metrics[0]
        >>> metric.to("万元")
        (Decimal('125000'), Decimal('125000'))
        """
        from govtext.units import convert

        return convert(self.low, self.unit, unit), convert(self.high, self.unit, unit)


class Diagnostic(Model):
    """Something about the text that a reader should know; never an error."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None


class Repair(Model):
    """What the reading copy puts right, counted; `Report.text` keeps it as archived."""

    kind: str
    count: int


class Given(Model):
    """What the caller knows of a report; it decides, and the text is checked against it."""

    place: str | None = Field(default=None, min_length=1)
    year: int | None = Field(default=None, ge=1900, le=2100)
    level: Level | None = None


class SourceInfo(Model):
    """Where a report was read from."""

    path: str | None = None
    format: str = "text"
    encoding: str | None = None
    sha256: str | None = Field(default=None, description="Of the file's bytes.")
    fields: dict[str, Any] = Field(default_factory=dict, description="Other columns of the row, or metadata of the page.")
    given: Given = Given()
    pages: tuple[int, ...] = Field(default=(), description="Offset in the text where each page starts.")
    layout: FileLayout = Field(default=FileLayout(), description="Headings by their style, and tables, as the file itself has them.")
    furniture: tuple[Span, ...] = Field(default=(), description="Running heads and page numbers that the layout of the file gives away.")
    repairs: tuple[Repair, ...] = ()

    @field_validator("path", "fields")
    @classmethod
    def _as_json_holds_it(cls, value: Any) -> Any:
        return plain_value(value)


class PageBox(Model):
    """A box on a page, from the page's upper left corner: in points on a page of a PDF, in dots on a picture."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Location(Model):
    """Where a span stands in the archived document; page and paragraph count from one."""

    page: int | None
    paragraph: int
    block_id: str | None
    boxes: tuple[PageBox, ...] = Field(default=(), description="Of text that was recognised from pictures: one box for each line that it stands on.")


class Sentence(Model):
    """A sentence with its place."""

    text: str
    span: Span


class Target(Model):
    """One promised indicator."""

    indicator: str
    canonical: str | None
    form: TargetForm
    low: Number | None = Field(default=None, description="In the base unit; a fall is negative: 下降3% is −3.")
    high: Number | None = Field(default=None, description="In the base unit; a fall is negative.")
    bound: Bound | None = Field(default=None, description="As the signed number has it: 下降3%以上 is at most −3.")
    unit: str | None = None
    direction: Direction | None = None
    strength: Strength | None = None
    stretch: str | None = Field(default=None, description="A second, higher aim: its number, signed as `low`, or the clause that states it.")
    horizon: Horizon
    period: Period | None = None
    scope: Scope | None = Field(default=None, description="The area or place the number is promised for, where said.")
    metric_id: str | None = None
    span: Span
    sentence: Sentence

    @property
    def key(self) -> str:
        """The key of its series: its canonical id, else its name in one form and what it is measured in; see `govtext.promises.keys`."""
        from govtext.promises.keys import key_of

        return key_of(self)


class Project(Model):
    """Named works, with what all mentions of them say."""

    id: str = Field(description="The `thing_id` of its mentions.")
    name: str
    kind: ProjectClass
    place: str | None = Field(default=None, description="Where the text says that it is.")
    place_code: str | None = Field(default=None, description="GB/T 2260 code of that place.")
    investment: Number | None = Field(default=None, description="Total investment, in the base unit; null where masked or not stated.")
    investment_text: str | None = None
    year_investment: Number | None = Field(default=None, description="What is invested in the year.")
    year_investment_text: str | None = None
    capacity: str | None = Field(default=None, description="What it will hold, as written: 30万千瓦, 12.5公里.")
    stage: ProjectStage | None = Field(default=None, description="How far it is.")
    promised_stage: ProjectStage | None = Field(default=None, description="How far it is to come.")
    period: Period | None = Field(default=None, description="When, as the clause about its stage says.")
    entity_ids: tuple[str, ...] = ()
    metric_ids: tuple[str, ...] = ()
    span: Span = Field(description="The mention that says most.")
    sentence: Sentence


class TableCell(Model):
    """One cell of a table; `row` and `column` count from zero, `rows` and `columns` say how many of both it stretches over."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    span: Span
    text: str
    metric_ids: tuple[str, ...] = Field(default=(), description="The metrics that were read in it.")


class Table(Model):
    """A table of the report; a cell that stretches over several rows or columns is one cell."""

    span: Span
    block_id: str | None = None
    rows: int
    columns: int
    head_rows: int = Field(description="How many of the first rows are titles and heads of columns.")
    cells: tuple[TableCell, ...]

    def grid(self) -> tuple[tuple[str, ...], ...]:
        r"""The texts row by row; a cell that stretches is repeated, so that each row can be read alone.

        >>> import govtext
        >>> report = govtext.parse("| 指标 | 目标值 |\n|---|---|\n| 税收（亿元） | 12.5 |\n| 粮食（万吨） | 30 |")
        >>> report.tables()[0].grid()
        (('指标', '目标值'), ('税收（亿元）', '12.5'), ('粮食（万吨）', '30'))
        """
        lines = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in lines[cell.row : cell.row + cell.rows]:
                for column in range(cell.column, min(cell.column + cell.columns, self.columns)):
                    row[column] = cell.text
        return tuple(map(tuple, lines))


class Report(Model, Exports):
    """A parsed report."""

    schema_version: str = SCHEMA_VERSION
    text: str
    meta: Meta
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    measures: tuple[Measure, ...] = ()
    metrics: tuple[Metric, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    entities: tuple[Entity, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    source: SourceInfo = SourceInfo()

    def __repr__(self) -> str:
        from govtext.render import summary

        return summary(self)

    def __str__(self) -> str:
        from govtext.render import outline

        return outline(self)

    def _repr_html_(self) -> str:
        from govtext.render import html

        return html(self)

    def section(self, id: str) -> Section:
        r"""The section with this id; `KeyError` where there is none.

        >>> import govtext
        >>> govtext.parse("一、工作回顾\n税收完成12.5亿元。").section("s1").title
        '工作回顾'
        """
        for section in self.sections:
            if section.id == id:
                return section
        raise KeyError(f"no section with id {id!r} in this report")

    def children(self, id: str | None = None) -> tuple[Section, ...]:
        """The sections directly under a section, or the top ones."""
        return tuple(s for s in self.sections if s.parent_id == id)

    def walk(self, id: str | None = None) -> Iterator[Section]:
        r"""The sections under a section, or all of them, depth first: a section comes before those under it.

        >>> import govtext
        >>> report = govtext.parse("一、工作回顾\n（一）工业\n（二）农业\n二、工作安排")
        >>> [section.title for section in report.walk("s1")]
        ['工业', '农业']
        """
        inside = {id}
        for section in self.sections:
            if section.parent_id in inside:
                inside.add(section.id)
                yield section

    def locate(self, span: Span) -> Location:
        r"""Page and paragraph where a span begins, counted from one; the page is None where the format has none.

        Of a scan, `boxes` say where the span stands on its page: one for each line, its ends estimated by the widths of characters.

        >>> import govtext
        >>> report = govtext.parse("一、工作回顾\n税收完成12.5亿元。")
        >>> report.locate(report.metrics[0].span).paragraph
        2
        """
        number = bisect_right(self.blocks, span.start, key=lambda block: block.span.start)
        boxes = tuple(PageBox(page=page, **box._asdict()) for page, box in self.source.layout.boxes(self.text, span.start, span.end))
        page = boxes[0].page if boxes else bisect_right(self.source.pages, span.start) or None
        return Location(page=page, paragraph=max(number, 1), block_id=self.blocks[number - 1].id if number else None, boxes=boxes)

    def targets(self) -> tuple[Target, ...]:
        r"""The report's promises in text order: numeric, relative, qualitative and declined.

        >>> import govtext
        >>> report = govtext.parse("二、2024年重点工作\n今年主要预期目标是：地区生产总值增长5%左右，居民收入与经济增长同步。")
        >>> [(t.indicator, str(t.form)) for t in report.targets()]
        [('地区生产总值', 'numeric'), ('居民收入', 'relative')]
        """
        from govtext.promises.targets import targets

        return targets(self)

    def target(self, id: str) -> Target | None:
        r"""The annual promise for a canonical indicator, or None where the report states none.

        Raises `IndicatorError` for an id that the lexicon does not have, with the nearest ones.

        >>> import govtext
        >>> report = govtext.parse("二、2024年重点工作\n今年主要预期目标是：地区生产总值增长5%左右。")
        >>> str(report.target("gdp_growth").low)
        '5'
        """
        from govtext.indicators import get
        from govtext.promises.targets import annual

        get(id)
        return annual(self.targets(), id)

    def tables(self) -> tuple[Table, ...]:
        r"""The tables in text order, with their cells and the metrics that were read in them.

        Tables of Word files and web pages, of Markdown (with bars or tags), and lines that tabs or wide gaps part into columns.
        A figure's indicator is the head of its row or its column, with what both say of unit, time, status and growth.

        >>> import govtext
        >>> report = govtext.parse("| 指标 | 2025年目标 |\n|---|---|\n| 税收（亿元） | 12.5 |\n| 就业率（%） | ≥95 |")
        >>> [cell.text for cell in report.tables()[0].cells if cell.metric_ids]
        ['12.5', '≥95']
        >>> [(m.indicator.text, str(m.low), m.unit, str(m.bound), str(m.status), m.period.text) for m in report.metrics]
        [('税收', '1250000000', '元', 'exact', 'target', '2025年'), ('就业率', '95', '%', 'at_least', 'target', '2025年')]
        """
        from govtext.tables import tables

        return tables(self)

    def projects(self) -> tuple[Project, ...]:
        r"""The named projects in text order, each once: class, place, investment, capacity and how far it is.

        >>> import govtext
        >>> report = govtext.parse("一、2023年工作回顾\n总投资5.2亿元的悦海路改造工程建成通车，青云水库前期工作进展顺利。")
        >>> [(project.name, str(project.investment), str(project.stage)) for project in report.projects()]
        [('悦海路改造工程', '520000000', 'in_operation'), ('青云水库', 'None', 'planned')]
        """
        from govtext.projects import projects

        return projects(self)

    def blanks(self) -> tuple[Blank, ...]:
        """The masked blanks in text order, each with what it asks for.

        >>> import govtext
        >>> [(blank.id, blank.unit, blank.asked) for blank in govtext.parse("税收完成*万元。").blanks()]
        [('p1', '万元', '税收完成＿万元')]
        """
        from govtext.masking.blanks import blanks

        return blanks(self)

    def explain(self, item: Item | str) -> Explanation:
        r"""Why an item of this report is what it is: the rules that decided, in words, and the text that they read.

        `item` is any section, measure, metric, placeholder, time, entity or block, or its id; `KeyError` for an id that the report does not have.

        >>> import govtext
        >>> report = govtext.parse("一、2023年工作回顾\n税收增长6%。")
        >>> [(reason.field, reason.value, reason.rule) for reason in report.explain("m1").reasons if reason.field == "kind"]
        [('kind', <MetricKind.GROWTH: 'growth'>, 'relation.up')]
        """
        from govtext.explain import explain

        return explain(self, item)

    def to_html(self, lang: Literal["zh", "en"] = "zh") -> str:
        """One self-contained page to read the report and fill its blanks, in Chinese or English with a switch.

        >>> import govtext
        >>> govtext.parse("税收完成*万元。").to_html().startswith("<!DOCTYPE html>")
        True
        """
        from govtext.export.viewer import page

        return page([self], lang)

    def path(self, id: str | None) -> tuple[Section, ...]:
        """The sections from the top down to this one."""
        steps: list[Section] = []
        while id is not None:
            steps.append(self.section(id))
            id = steps[-1].parent_id
        return tuple(reversed(steps))


def require_reports(*given: object) -> None:
    """Refuse what is no parsed report: `GovtextError`, which says what to do.

    >>> require_reports("county.txt")
    Traceback (most recent call last):
    govtext.errors.GovtextError: a parsed report is needed, and this is str; a text is parsed with govtext.parse, a file is read with govtext.read
    """
    for one in given:
        if not isinstance(one, Report):
            kind = type(one).__name__
            raise GovtextError(
                f"a parsed report is needed, and this is {kind}; a text is parsed with govtext.parse, a file is read with govtext.read"
            )
