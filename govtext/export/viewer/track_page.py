"""The page of targets and results: a table with the evidence of both sides, a chart of one indicator, and projects over the years."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from markupsafe import Markup

from govtext.export.headings import column_name, indicator_name
from govtext.export.track_rows import FLAGS, alone, amount, row, shown
from govtext.export.viewer.page import as_json, data_file, environment, hash_of, viewer_words
from govtext.labels import Verdict
from govtext.model import Sentence, Span
from govtext.promises.tracking import Pair, Tracking
from govtext.promises.tracks import Track
from govtext.promises.works import Step
from govtext.render import one_line
from govtext.wording import Language

PROJECT_COLUMNS = ("EntityKind.project", "place", "class", "track_stages", "track_evidence")
COLUMNS = ("indicator", "place", "year", "target", "result", "verdict", "margin", "flags", "track_evidence")
_SCRIPTS = ("words.js", "tables.js", "track.js")
_LEAST_YEARS = 2  # of a chart, where there is one with more
_FIRST = "gdp_growth"  # what most reports promise, and readers look for
_SCALES = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"), (Decimal(1), ""))


def track_page(tracking: Tracking, lang: Language = "zh") -> str:
    r"""Show what `track` found on one page that needs nothing else: no network, no other file.

    Parameters
    ----------
    tracking
        What `govtext.track` gives.
    lang
        Language that the page starts in; it has a switch.

    Returns
    -------
    str
        An HTML document: how many targets were met, a chart of targets and results over the years, and a table with a filter, in which each row
        opens to the sentences of both reports; below it the projects, each with its stages over the years and the sentences that say so.

    Examples
    --------
    >>> import govtext
    >>> first = govtext.parse("2023年青河县人民政府工作报告\n各位代表：\n二、2023年重点工作\n今年主要预期目标是：地区生产总值增长6%左右。")
    >>> second = govtext.parse("2024年青河县人民政府工作报告\n各位代表：\n一、2023年工作回顾\n全年地区生产总值增长6.2%。")
    >>> "地区生产总值" in track_page(govtext.track([first, second]))
    True
    """
    style = data_file("style.css") + data_file("track.css")
    script = "\n".join(["'use strict';", *map(data_file, _SCRIPTS)])
    rows = [_row(pair, track) for pair in tracking.pairs for track in pair.tracks]
    counted = Counter(entry["verdict"] for entry in rows)
    charts = _charts(tracking.pairs)
    named = (*COLUMNS[:-1], *FLAGS, "class")
    words = viewer_words() | {name: [column_name(name, "zh"), name.replace("_", " ")] for name in named}
    return (
        environment()
        .get_template("track.html.j2")
        .render(
            lang=lang,
            words=words,
            title=_title(tracking.pairs),
            columns=COLUMNS,
            rows=rows,
            counts=[(f"Verdict.{verdict}", counted[f"Verdict.{verdict}"]) for verdict in Verdict if counted[f"Verdict.{verdict}"]],
            filters=[(name, sorted({str(entry[name]) for entry in rows})) for name in ("place", "year", "verdict")],
            charts=charts,
            project_columns=PROJECT_COLUMNS,
            projects=[_project(list(steps)) for _, steps in groupby(tracking.steps, lambda step: (step.place, step.code, step.number))],
            remarks=[remark.message for remark in tracking.remarks],
            style=Markup(style),
            script=Markup(script),
            style_hash=hash_of(style),
            script_hash=hash_of(script),
            data=as_json({"lang": lang, "words": words, "charts": charts}),
        )
    )


def _title(pairs: Iterable[Pair]) -> str:
    listed = list(pairs)
    places = list(dict.fromkeys(pair.place or "" for pair in listed))
    years = sorted({pair.year for pair in listed})
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0]) if years else ""
    return " ".join(part for part in (one_line("、".join(places[:3]) + ("…" if len(places) > len(places[:3]) else ""), 60), span) if part)


def _row(pair: Pair, track: Track) -> dict[str, Any]:
    plain = row(pair, track)
    words = shown(plain, "zh")
    target, result = track.goal.target, track.result
    return {
        "place": pair.place or "",
        "year": pair.year,
        "indicator": one_line(words["indicator"]),
        "canonical": words["canonical"],
        "target": words["target"] or one_line(target.sentence.text, 30),
        "result": words["result"],
        "verdict": f"Verdict.{track.verdict}",
        "reason": f"Incomparable.{track.reason}" if track.reason else "",
        "margin": words["margin"],
        "margin_sort": "" if track.margin is None else f"{track.margin:f}",
        "flags": [name for name in FLAGS if plain[name]],
        "self_verdict": words["self_verdict"],
        "aim": _side(target.sentence, target.span, pair.source, "metric target"),
        "got": _side(told.sentence, told.span, pair.later_source, "metric") if (told := result or track.said) else None,
    }


def _project(steps: Sequence[Step]) -> dict[str, Any]:
    """One project with what the report of each year says of it; what came of a promised stage stands with the promise."""
    first = steps[0]
    return {
        "name": one_line(max((step.project.name for step in steps), key=len)),
        "place": first.place or "",
        "class": f"ProjectClass.{first.project.kind}" if first.project.kind else "",
        "steps": [
            {
                "year": step.year,
                "stage": f"ProjectStage.{step.project.stage}" if step.project.stage else "",
                "promised": f"ProjectStage.{step.project.promised_stage}" if step.project.promised_stage else "",
                "verdict": f"Verdict.{step.verdict}" if step.verdict else "",
                **_side(step.project.sentence, step.project.span, step.source, "metric"),
            }
            for step in steps
        ],
    }


def _side(sentence: Sentence, value: Span, source: str | None, kind: str) -> dict[str, Any]:
    """A sentence in three parts, so that its number can be marked."""
    start, end = value.start - sentence.span.start, value.end - sentence.span.start
    parts = {"before": sentence.text[:start], "value": sentence.text[start:end], "after": sentence.text[end:]}
    return {**parts, "source": re.split(r"[/\\]", source or "")[-1], "start": value.start, "end": value.end, "kind": kind}


def _charts(pairs: Iterable[Pair]) -> list[dict[str, Any]]:
    """Numbers of each known indicator by place and year, the growth of the economy first, then those of most results."""
    points: dict[str, list[dict[str, Any]]] = defaultdict(list)
    units: dict[str, str] = {}
    for pair in pairs:
        seen: set[str] = set()
        for track in pair.tracks:
            id, number = track.goal.target.canonical, track.goal.number
            if id is None or number is None or number.scope or id in seen or track.revised:
                continue
            seen.add(id)
            units.setdefault(id, number.unit)
            if units[id] == number.unit:
                points[id].append(_point(pair, track))
    wanted = {id: listed for id, listed in points.items() if any(point["result"] is not None for point in listed)}
    several = {id: listed for id, listed in wanted.items() if len({point["year"] for point in listed}) >= _LEAST_YEARS}
    ordered = sorted((several or wanted).items(), key=lambda item: (item[0] != _FIRST, -sum(one["result"] is not None for one in item[1]), item[0]))
    return [_scaled({"id": id, "name": indicator_name(id), "unit": units[id], "points": listed}) for id, listed in ordered]


def _point(pair: Pair, track: Track) -> dict[str, Any]:
    target, result = track.goal.target, track.result
    judged = result if track.margin is not None else None
    number = alone(judged) if judged else None
    return {
        "place": pair.place or "",
        "year": pair.year,
        "low": float(target.low or 0),
        "high": float(target.high or 0),
        "result": float(number.middle) if number else None,
        "verdict": str(track.verdict),
        "aim": amount(target.low, target.high, target.unit, target.bound),
        "got": amount(number.middle, number.middle, judged.unit, number.bound) if judged and number else "",
    }


def _scaled(chart: Mapping[str, Any]) -> dict[str, Any]:
    """A chart in 亿 or 万, where its numbers are that large."""
    largest = max(Decimal(str(point["high"])) for point in chart["points"])
    factor, scale = next((one for one in _SCALES if largest >= one[0]), _SCALES[-1])
    scaled = [point | {name: point[name] and point[name] / float(factor) for name in ("low", "high", "result")} for point in chart["points"]]
    return {**chart, "unit": scale + chart["unit"], "points": scaled}
