"""The closed vocabularies of the document model, and what each value means."""

from __future__ import annotations

from enum import StrEnum


class BlockKind(StrEnum):
    """What a paragraph of the archived text is; only `body`, `appendix` and `table` are read for content."""

    BODY = "body"  # the report itself
    META = "meta"  # title, date line, speaker line, salutation, metadata block
    FURNITURE = "furniture"  # page chrome, page numbers, viewer buttons, footers
    GLOSSARY = "glossary"  # 名词解释 and footnote texts
    APPENDIX = "appendix"  # lists after the close, e.g. 民生实事
    TABLE = "table"  # a whole table, row by row
    DUPLICATE = "duplicate"  # a second capture of something that stands elsewhere


class HeadingStyle(StrEnum):
    """The kind of marker a heading carries."""

    PART = "part"  # 第一部分
    CHAPTER = "chapter"  # 第一章
    SECTION = "section"  # 第一节
    CN_COMMA = "cn_comma"  # 一、
    CN_PAREN = "cn_paren"  # （一）
    ARABIC_DOT = "arabic_dot"  # 1.
    DECIMAL = "decimal"  # 1.1, 1.1.1
    ARABIC_PAREN = "arabic_paren"  # （1）
    CIRCLED = "circled"  # ①
    PLAIN = "plain"  # a short line without a marker


class Role(StrEnum):
    """What a section does in the report; inherited by its subsections."""

    PREFACE = "preface"
    RETROSPECT = "retrospect"  # 回顾、完成情况
    PROBLEMS = "problems"  # 问题、不足
    OUTLOOK = "outlook"  # 总体要求、主要目标
    PLAN = "plan"  # 工作安排、重点工作
    SELF_BUILDING = "self_building"  # 政府自身建设
    CLOSING = "closing"
    OTHER = "other"


class MeasureStatus(StrEnum):
    """Whether a measure was carried out, is under way or is promised."""

    DONE = "done"
    ONGOING = "ongoing"
    PLANNED = "planned"


class PlaceholderKind(StrEnum):
    """What a masked blank stands for."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    NUMBER = "number"  # a count, an amount or a measure
    PERCENT = "percent"  # the number before % or 个百分点
    ORDINAL = "ordinal"  # a rank or an order
    PLACE = "place"
    ORGANISATION = "organisation"
    PERSON = "person"
    NAME = "name"  # any other name: brand, product, project
    UNKNOWN = "unknown"


class MetricKind(StrEnum):
    """How a value relates to its indicator."""

    LEVEL = "level"  # an amount, count, rate or share
    GROWTH = "growth"  # a relative rate of change
    CHANGE = "change"  # an absolute difference
    MULTIPLE = "multiple"  # 2.5倍, 翻一番
    RANK = "rank"  # 第3位
    RATIO = "ratio"  # 18.7:37.7:43.6, 2.52∶1


class Bound(StrEnum):
    """How the written number bounds the true one."""

    EXACT = "exact"
    APPROX = "approx"  # 左右, 约
    AT_LEAST = "at_least"  # 以上, 不低于
    MORE_THAN = "more_than"  # 超过, 余, 多
    AT_MOST = "at_most"  # 以内, 不超过
    LESS_THAN = "less_than"  # 不足, 低于
    NEARLY = "nearly"  # 近, 接近
    RANGE = "range"  # 6%—6.5%


class Direction(StrEnum):
    """The movement of the quantity in a growth, change or multiple."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"


class Base(StrEnum):
    """What a value is compared with or summed over."""

    YOY = "yoy"  # 同比, 比上年
    MOM = "mom"  # 环比
    ANNUAL_AVERAGE = "annual_average"  # 年均
    CUMULATIVE = "cumulative"  # 累计
    SINCE = "since"  # 比2015年
    PLAN = "plan"  # 完成年度任务的…


class MetricStatus(StrEnum):
    """Whether a value is a result, a promise or a comparison value."""

    ACHIEVED = "achieved"
    TARGET = "target"
    BASELINE = "baseline"


class Strength(StrEnum):
    """How firmly a target is promised."""

    BINDING = "binding"  # 确保, 必须, 不低于, 控制在…以内
    EXPECTED = "expected"  # 预期, 左右, 力争


class TargetForm(StrEnum):
    """How a promised indicator is stated."""

    NUMERIC = "numeric"
    RELATIVE = "relative"  # 与经济增长同步
    QUALITATIVE = "qualitative"  # 保持合理水平
    DECLINED = "declined"  # 没有提出…具体目标


class Verdict(StrEnum):
    """What came of a target, as the report of the year after states it."""

    MET = "met"
    MISSED = "missed"
    EXCEEDED = "exceeded"
    NOT_REPORTED = "not_reported"  # the later report says nothing of the year for it
    NOT_COMPARABLE = "not_comparable"  # what it says cannot be set against the target
    NOT_DUE = "not_due"  # the time of the target has not come


class Incomparable(StrEnum):
    """Why a result cannot be set against a target."""

    KIND = "kind"  # a growth was promised, an amount is stated
    POPULATION = "population"  # all residents against urban and rural ones
    PERIOD = "period"  # a part of the year, or several years
    RELATIVE = "relative"  # a result without a number


class FollowUpState(StrEnum):
    """How far a target is in the course of its year."""

    DONE = "done"
    EARLY = "early"  # reached before its time
    AHEAD = "ahead"  # of the calendar
    ON_TIME = "on_time"
    BEHIND = "behind"


class Horizon(StrEnum):
    """The time span a target is promised for."""

    YEAR = "year"
    FIVE_YEAR = "five_year"
    OTHER = "other"


class TimeKind(StrEnum):
    """How a time expression is written."""

    ABSOLUTE = "absolute"  # 2023年3月
    PARTIAL = "partial"  # 今年*月, 四月份
    SPAN = "span"  # 上半年, 2016—2020年
    RELATIVE = "relative"  # 去年, 近三年


class EntityKind(StrEnum):
    """The kind of a named thing."""

    PLACE = "place"
    ORGANISATION = "organisation"
    PROJECT = "project"
    POLICY = "policy"
    MEETING = "meeting"
    TERM = "term"  # a quoted term
    FORMULA = "formula"  # “一核引领、两轴支撑”
    PERSON = "person"
    HONOUR = "honour"  # a title, an award or a list by name


class Level(StrEnum):
    """The administrative level of the reporting government."""

    CENTRAL = "central"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


class DocumentKind(StrEnum):
    """The kind of document a text holds."""

    ANNUAL_REPORT = "annual_report"
    HALF_YEAR = "half_year"  # half-year summary, with or without the plan for the rest of the year
    QUARTER = "quarter"  # a report on one or three quarters
    SUMMARY = "summary"  # what was done in a year, without a plan for the next
    PLAN = "plan"  # a work plan or year-end summary and plan
    OTHER = "other"


class Origin(StrEnum):
    """How a fact about the report was decided, the surest first."""

    GIVEN = "given"  # by the caller
    STATED = "stated"  # where such a thing is said: the title, the line of the congress, the heading itself
    INFERRED = "inferred"  # from what is stated of something else: the year from the day, the role from the year
    GUESSED = "guessed"  # from the wording of the text as a whole


class Gap(StrEnum):
    """Why a report's target is not known, where none was found that counts."""

    YEAR = "year"  # the report's year is not sure
    ROLES = "roles"  # which part is the plan is not sure
    CUT = "cut"  # the text is not whole
    PART = "part"  # there is one, for a part of the place
    HORIZON = "horizon"  # there is one, for another time than the year
    OTHER = "other"  # another indicator of the same choice is named there: the income of towns, not that of all
    NAMED = "named"  # the plan names the indicator where something is said of a value
    FLAGGED = "flagged"  # there is one that is not sure, and only sure ones were asked for


class Severity(StrEnum):
    """How serious a diagnostic is."""

    INFO = "info"
    WARNING = "warning"


class ProjectClass(StrEnum):
    """What sort of works a project is."""

    ROAD = "road"
    RAIL = "rail"
    TRANSPORT = "transport"  # airports, ports, stations
    WATER = "water"
    ENERGY = "energy"
    ENVIRONMENT = "environment"
    INDUSTRY = "industry"
    PARK = "park"  # parks of firms, bases, incubators
    ZONE = "zone"  # development zones and new towns
    COMMERCE = "commerce"
    DIGITAL = "digital"
    LEISURE = "leisure"  # public parks and places of tourism
    CULTURE = "culture"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    HOUSING = "housing"
    OTHER = "other"


class ProjectStage(StrEnum):
    """How far a project is."""

    PLANNED = "planned"
    STARTED = "started"
    UNDER_CONSTRUCTION = "under_construction"
    BUILT = "built"
    IN_OPERATION = "in_operation"
