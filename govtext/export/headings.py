"""How tables and columns are called where people read them: the lexicon ``columns.csv``, and the words of labels."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache

from govtext import labels
from govtext.export.tables import tables
from govtext.indicators import IndicatorError, choices, get
from govtext.rules import lexicon
from govtext.wording import Language, word

_PANEL = {
    **{"form": "TargetForm", "reason": "Gap", "level": "Level", "modifier": "Bound", "tone": "Strength", "direction": "Direction", "role": "Role"},
    **{"horizon": "Horizon", "result_modifier": "Bound", "last_modifier": "Bound"},
    **dict.fromkeys(("place_by", "year_by", "role_by", "name_by"), "Origin"),
}
_TASKS = {"status": "MeasureStatus"}
_ATTENTION = {"role": "Role"}
_TRACKS = {
    **{"kind": "MetricKind", "horizon": "Horizon", "form": "TargetForm", "bound": "Bound", "strength": "Strength"},
    **{"result_bound": "Bound", "verdict": "Verdict", "reason": "Incomparable"},
}


@lru_cache(maxsize=1)
def _named() -> Mapping[tuple[str, str], tuple[str, int]]:
    return {(row["kind"], row["name"]): (row["zh"], int(row["width"] or 0)) for row in lexicon("columns")}


def table_name(name: str, lang: Language = "zh") -> str:
    """Name a table.

    >>> table_name("metrics"), table_name("metrics", "en")
    ('指标值', 'metrics')
    """
    return _named()["table", name][0] if lang == "zh" else name


def column_name(name: str, lang: Language = "zh") -> str:
    """Name a column; one of the wide panel by its indicator and field.

    >>> column_name("sentence"), column_name("gdp_growth_target"), column_name("sentence", "en")
    ('原句', '地区生产总值增长率：目标值', 'sentence')
    """
    if lang == "en":
        return name
    id, field = _split(name)
    title = _named().get(("column", field), (field, 0))[0]
    return f"{indicator_name(id)}：{title}" if id else title


def indicator_name(id: str) -> str:
    """Name a canonical indicator in Chinese, its growth apart from its amount.

    >>> indicator_name("gdp_growth"), indicator_name("cpi")
    ('地区生产总值增长率', '居民消费价格')
    """
    if id in choices():
        return lexicon("indicator_choices").where(choice=id).rows[0]["name"]
    entry = get(id)
    return entry.name + ("增长率" if id == entry.growth_id != entry.id else "")


def width(name: str) -> int:
    """Give the width of a column in a workbook, in characters."""
    return _named().get(("column", _split(name)[1]), ("", 14))[1]


def vocabulary(table: str, column: str, lang: Language = "zh") -> Mapping[str, str]:
    """Give the words for the values of a column with a closed list of them; empty for others.

    >>> vocabulary("metrics", "status")
    {'achieved': '已实现', 'target': '目标', 'baseline': '基数'}
    """
    listed = {one.name: {column.name: column.labels for column in one.columns} for one in tables()}
    listed |= {
        "panel": dict(_PANEL),
        "tasks": dict(_TASKS),
        "tasks_by_lead": dict(_TASKS),
        "attention": dict(_ATTENTION),
        "words": dict(_ATTENTION),
        "tracks": dict(_TRACKS),
        "project_stages": {"class": "ProjectClass", "stage": "ProjectStage", "promised_stage": "ProjectStage", "verdict": "Verdict"},
        "follow_up": {"state": "FollowUpState"},
    }
    name = listed.get(table, {}).get(_split(column)[1] if table == "panel" else column)
    members: type[StrEnum] | None = getattr(labels, name) if name else None
    if members is None:
        return {}
    absent = {"absent": "未提及", "unknown": "不能确定"} if lang == "zh" else {"absent": "absent", "unknown": "unknown"}
    absent = absent if members is labels.TargetForm and table == "panel" else {}
    return {str(member): word(member, lang) for member in members} | absent


@cache
def _split(name: str) -> tuple[str, str]:
    """Part a column of the wide panel into indicator and field; the indicator is empty for other columns."""
    if ("column", name) in _named():
        return "", name
    fields = [field for kind, field in _named() if kind == "column" and name.endswith("_" + field)]
    return next(((id, field) for field in sorted(fields, key=len, reverse=True) if _is_indicator(id := name.removesuffix("_" + field))), ("", name))


def _is_indicator(id: str) -> bool:
    try:
        return id in choices() or get(id) is not None
    except IndicatorError:
        return False
