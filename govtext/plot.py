"""Charts of reports, by Altair: targets over the years, targets against results, an indicator across places, attention by section.

Each function gives an ``altair.Chart`` to show in a notebook or to change; `save` writes it as HTML, PNG, SVG or Vega-Lite JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govtext.errors import UnitError
from govtext.export.calls import ExportError, known
from govtext.export.headings import column_name, indicator_name
from govtext.export.panel import panel
from govtext.files import aside
from govtext.indicators import get
from govtext.labels import Role
from govtext.model import Report
from govtext.reading.extras import need
from govtext.rules.lexicon import Lexicon
from govtext.units import convert
from govtext.wording import Language, word

if TYPE_CHECKING:
    from pandas import DataFrame

FONTS = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Zen Hei, SimHei, Noto Sans SC, sans-serif"
FORMATS = ("html", "png", "svg", "json")
_HEIGHT, _WIDTH = 320, 560
_ROW = 18
_RED = "#d1495b"


def targets(data: Iterable[Report] | DataFrame, indicator: str = "gdp_growth", lang: Language = "zh") -> Any:
    r"""Chart an indicator's targets over the years, a line for each place; a bar is the range that a report gives.

    Parameters
    ----------
    data
        Reports, or the long panel of them.
    indicator
        Canonical id of the indicator lexicon.
    lang
        Language of titles.

    Raises
    ------
    IndicatorError
        The lexicon does not have the id.
    ExportError
        No report states a number for it.
    MissingExtraError
        Altair is not installed.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("2024年青河县人民政府工作报告\n各位代表：\n二、2024年重点工作\n今年主要预期目标是：地区生产总值增长6%左右。")
    >>> [row["target"] for row in targets([report]).to_dict()["data"]["values"]]
    [6.0]
    """
    alt = _altair()
    rows, unit = _rows(data, indicator, ("target",), lang)
    base = alt.Chart(alt.Data(values=rows), title=_name(indicator, lang)).encode(
        x=alt.X(
            "year:Q", title=column_name("year", lang), axis=alt.Axis(format="d", tickMinStep=1), scale=alt.Scale(zero=False, nice=False, padding=16)
        ),
        color=alt.Color(
            "place:N",
            title=column_name("place", lang),
            scale=alt.Scale(scheme="tableau20"),
            legend=alt.Legend(symbolLimit=0, columns=1 + len(_places(rows)) // 20),
        ),
        tooltip=_tooltip(alt, ("place", "year", "target", "modifier", "tone", "sentence"), lang),
    )
    scale = alt.Scale(zero=False, padding=12)
    lines = base.mark_line(point=True).encode(y=alt.Y("target:Q", title=_axis("target", unit, lang), scale=scale))
    ranges = base.mark_rule(strokeWidth=3, opacity=0.5).encode(y="low:Q", y2="high:Q")
    return _styled(alt.layer(ranges, lines).properties(width=_WIDTH, height=_HEIGHT))


def target_and_result(data: Iterable[Report] | DataFrame, indicator: str = "gdp_growth", lang: Language = "zh") -> Any:
    """Chart an indicator's targets against the results of the same year, as the reports of the year after state them; on the line both agree.

    Parameters, errors: as `targets`.
    """
    alt = _altair()
    rows, unit = _rows(data, indicator, ("target", "result"), lang)
    ends = [min(row[field] for row in rows for field in ("target", "result")), max(row[field] for row in rows for field in ("target", "result"))]
    pad = (ends[1] - ends[0]) * 0.08 or 1
    scale = alt.Scale(domain=[ends[0] - pad, ends[1] + pad], nice=False)
    x = alt.X("target:Q", title=_axis("target", unit, lang), scale=scale)
    y = alt.Y("result:Q", title=_axis("result", unit, lang), scale=scale)
    tooltip = _tooltip(alt, ("place", "year", "target", "result", "sentence", "result_sentence"), lang)
    base = alt.Chart(alt.Data(values=rows), title=_name(indicator, lang)).encode(x=x, y=y, tooltip=tooltip)
    line = alt.Chart(alt.Data(values=[{"target": end, "result": end} for end in scale.domain])).mark_line(strokeDash=[4, 4], color="#999999")
    points = base.mark_circle(size=70).encode(color=alt.Color("year:N", title=column_name("year", lang), legend=alt.Legend(offset=60)))
    names = alt.Chart(alt.Data(values=_together(rows))).mark_text(align="left", dx=7, fontSize=10).encode(x=x, y=y, text="place:N")
    return _styled(alt.layer(line.encode(x=x, y=y), points, names).properties(width=460, height=460))


def places(data: Iterable[Report] | DataFrame, indicator: str = "gdp_growth", year: int | None = None, lang: Language = "zh") -> Any:
    """Chart an indicator's targets of one year across places, the highest first; a tick is the last year's result.

    `year` None takes the latest with a number. Other parameters, errors: as `targets`.
    """
    alt = _altair()
    rows, unit = _rows(data, indicator, ("target",), lang)
    year = year if year is not None else max(row["year"] for row in rows)
    rows = [row for row in rows if row["year"] == year]
    if not rows:
        raise ExportError(f"no report of {year} states a number for {indicator}")
    y = alt.Y("place:N", title=None, sort=[row["place"] for row in sorted(rows, key=lambda row: (-row["target"], row["place"]))])
    title = alt.TitleParams(f"{_name(indicator, lang)} {year}", subtitle=f"| {column_name('last_result', lang)}", subtitleColor=_RED)
    base = alt.Chart(alt.Data(values=rows), title=title).encode(
        y=y, tooltip=_tooltip(alt, ("place", "target", "modifier", "tone", "last_result", "sentence"), lang)
    )
    bars = base.mark_bar(color="#5b8db8").encode(x=alt.X("target:Q", title=_axis("target", unit, lang)))
    ranges = base.mark_rule(strokeWidth=3, color="#1d3f5e").encode(x="low:Q", x2="high:Q")
    ticks = base.transform_filter("isValid(datum.last_result)").mark_tick(color=_RED, opacity=1, thickness=3, height=13).encode(x="last_result:Q")
    return _styled(alt.layer(bars, ranges, ticks).properties(width=420, height=_ROW * len(rows)))


def attention(data: Iterable[Report] | DataFrame, lexicon: str | Path | Lexicon = "environment", lang: Language = "zh") -> Any:
    """Chart the share of words that a keyword lexicon has, by section role, for each report.

    Parameters
    ----------
    data
        Reports, or the frame that `govtext.attention` gives.
    lexicon
        As `govtext.attention` takes it; not looked at where `data` is a frame.
    lang
        Language of titles.
    """
    from pandas import DataFrame

    from govtext.words import ALL
    from govtext.words import attention as measure

    alt = _altair()
    frame = data if isinstance(data, DataFrame) else measure(data, lexicon)
    kept = frame[(frame["role"] != ALL) & (frame["category"] == ALL) & (frame["words"] > 0)]
    rows: list[dict[str, Any]] = [
        {
            "report": " ".join(str(part) for part in (row["place"], row["year"]) if part is not None and part == part and str(part) != "<NA>"),
            "role": word(Role(row["role"]), lang),
            "order": list(Role).index(Role(row["role"])),
            "count": int(row["count"]),
            "words": int(row["words"]),
            "share": float(row["share"]),
        }
        for row in kept.to_dict("records")
    ]
    cells = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("role:N", title=column_name("role", lang), sort=alt.EncodingSortField("order"), axis=alt.Axis(labelAngle=0)),
        y=alt.Y("report:N", title=None),
    )
    tooltip = _tooltip(alt, ("report", "role", "count", "words", "share"), lang)
    heat = cells.mark_rect().encode(
        color=alt.Color("share:Q", title=column_name("share", lang), scale=alt.Scale(scheme="greens"), legend=alt.Legend(format=".1%")),
        tooltip=tooltip,
    )
    dark = max((row["share"] for row in rows), default=0) * 0.6
    colour = alt.condition(f"datum.share > {dark}", alt.value("white"), alt.value("black"))
    text = cells.mark_text(fontSize=10).encode(text=alt.Text("share:Q", format=".1%"), color=colour, tooltip=tooltip)
    return _styled(
        alt.layer(heat, text).properties(width=78 * len({row["role"] for row in rows}), height=_ROW * len({row["report"] for row in rows}) + _ROW)
    )


def save(chart: Any, path: str | Path, scale: float = 2) -> None:
    """Write a chart to a file: .html (complete, works offline), .png, .svg or .json (Vega-Lite).

    Parameters
    ----------
    chart
        Any chart of Altair.
    path
        File to write; its ending says the format.
    scale
        Pixels of a PNG for each pixel of the chart.

    Raises
    ------
    ExportError
        The ending is no known format, or a picture is asked for and no font on this machine has Chinese characters.
    MissingExtraError
        vl-convert is not installed.
    """
    kind = known(Path(path).suffix.removeprefix(".").lower(), FORMATS, "format")
    match kind:
        case "html":
            _converter()  # Altair needs it to put the scripts into the page
            content = chart.to_html(inline=True).encode()
        case "json":
            content = chart.to_json().encode()
        case "svg":
            content = _converter().vegalite_to_svg(chart.to_json(format="vega-lite")).encode()
        case _:
            if not has_chinese_font():
                raise ExportError("no font on this machine has Chinese characters: install one, such as Noto Sans CJK SC, or save the chart as .html")
            content = _converter().vegalite_to_png(chart.to_json(format="vega-lite"), scale=scale)
    with aside(path) as temporary:
        temporary.write_bytes(content)


@lru_cache(maxsize=1)
def has_chinese_font() -> bool:
    """Say whether pictures can show Chinese characters: a character looks different from one that no font has."""
    drawn = [_converter().svg_to_png(_glyph(character)) for character in ("国", "政", "\U0010fffd")]
    return len(set(drawn)) == len(drawn)


def _glyph(character: str) -> str:
    text = f'<text x="4" y="30" font-size="28" font-family="{FONTS}">{character}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{text}</svg>'


def _altair() -> Any:
    return need("altair", "plot", "drawing charts")


def _converter() -> Any:
    return need("vl_convert", "plot", "saving charts")


def _rows(data: Iterable[Report] | DataFrame, indicator: str, fields: Sequence[str], lang: Language) -> tuple[list[dict[str, Any]], str]:
    """The rows of the panel that have numbers in all fields, in the indicator's usual unit, and that unit."""
    from pandas import DataFrame

    get(indicator)
    frame = data if isinstance(data, DataFrame) else panel(data, [indicator])
    kept = frame[(frame["indicator"] == indicator) & frame[[*fields, "year", "place"]].notna().all(axis=1)]
    if kept.empty:
        raise ExportError(f"no report states {' and '.join(fields)} in numbers for {indicator}")
    unit = _unit(indicator, kept["unit"].dropna().mode()[0])
    return [_in_unit(row, unit, lang) for row in kept.to_dict("records")], unit


def _unit(indicator: str, written: str) -> str:
    """The lexicon's usual unit with its scale word where the written one can be turned into it."""
    entry = get(indicator)
    usual = "%" if indicator == entry.growth_id else entry.unit
    try:
        convert(Decimal(1), written, usual)
    except UnitError:
        return written
    return usual


def _in_unit(row: Mapping[Any, Any], unit: str, lang: Language) -> dict[str, Any]:
    from pandas import isna

    given: dict[str, Any] = {str(name): None if isna(value) else value for name, value in row.items()}
    for field, own in (("target", "unit"), ("low", "unit"), ("high", "unit"), ("result", "result_unit"), ("last_result", "last_unit")):
        if given[field] is not None:
            given[field] = _converted(given[field], given[own], unit)
    words = {name: _word(name, given[name], lang) for name in ("modifier", "tone")}
    kept = ("place", "year", "target", "low", "high", "result", "last_result", "sentence", "result_sentence")
    return {name: given[name] for name in kept} | words


def _converted(value: float, unit: str | None, wanted: str) -> float | None:
    try:
        number = convert(Decimal(str(value)), unit or "", wanted)
    except UnitError:
        return None if unit != wanted else value
    return None if number is None else float(number)


def _word(column: str, value: str | None, lang: Language) -> str | None:
    from govtext.export.headings import vocabulary

    return None if value is None else vocabulary("panel", column, lang).get(value, value)


def _together(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The names of the places at one point as one text."""
    points: dict[tuple[float, float], list[str]] = {}
    for row in rows:
        points.setdefault((row["target"], row["result"]), []).append(row["place"])
    return [{"target": target, "result": result, "place": "、".join(dict.fromkeys(names))} for (target, result), names in points.items()]


def _places(rows: Sequence[Mapping[str, Any]]) -> set[str]:
    return {row["place"] for row in rows}


def _name(indicator: str, lang: Language) -> str:
    return indicator_name(indicator) if lang == "zh" else re.sub("^.", lambda first: first[0].upper(), get(indicator).english)


def _axis(column: str, unit: str, lang: Language) -> str:
    return f"{column_name(column, lang)}（{unit}）" if lang == "zh" else f"{column} ({unit})"


def _tooltip(alt: Any, columns: Sequence[str], lang: Language) -> list[Any]:
    return [alt.Tooltip(column, type="nominal", title=column_name(column, lang)) for column in columns]


def _styled(chart: Any) -> Any:
    return chart.configure(font=FONTS).configure_view(stroke=None).configure_title(fontSize=15, anchor="start")
