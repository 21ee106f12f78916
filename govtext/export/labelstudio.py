"""Reports as Label Studio tasks, and corrected tasks back as annotations that `govtext.evaluation.compare` scores."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from govtext import __version__
from govtext.evaluation.annotation import Annotation, from_report
from govtext.export.calls import ExportError, some
from govtext.export.divisions import place_of, year_of
from govtext.export.regions import CHOICES, NOTES, Region, annotation, regions
from govtext.files import aside
from govtext.model import Report

_COLOURS = {"heading": "#1f77b4", "measure": "#2ca02c", "placeholder": "#d62728", "metric": "#ff7f0e", "entity": "#9467bd"}


def to_tasks(reports: Iterable[Report]) -> list[dict[str, Any]]:
    """Give reports as Label Studio tasks, what the parser found as predictions.

    Offsets are those of JavaScript strings, in which a character beyond U+FFFF counts twice, as Label Studio counts.

    Raises
    ------
    ExportError
        There is no report, or one of another schema version.

    Examples
    --------
    >>> import govtext
    >>> task = to_tasks([govtext.parse("税收完成12.5亿元。")])[0]
    >>> task["predictions"][0]["result"][0]["value"]
    {'start': 4, 'end': 10, 'text': '12.5亿元', 'labels': ['metric']}
    """
    return [_task(report, f"report{number}") for number, report in enumerate(some(reports, "a set of tasks"), 1)]


def write_tasks(reports: Iterable[Report], path: str | Path) -> None:
    """Write reports as a Label Studio file, and beside it, with the ending .xml, the labelling interface to paste into the project's settings.

    Raises
    ------
    ExportError
        There is no report, or one of another schema version.
    """
    tasks = to_tasks(reports)
    with aside(path) as temporary:
        temporary.write_text(json.dumps(tasks, ensure_ascii=False, indent=1), "utf-8")
    with aside(Path(path).with_suffix(".xml")) as temporary:
        temporary.write_text(interface(), "utf-8")


def interface() -> str:
    """Give Label Studio's labelling interface for these tasks.

    Examples
    --------
    >>> interface().splitlines()[0]
    '<View>'
    """
    view = ElementTree.Element("View")
    labels = ElementTree.SubElement(view, "Labels", name="label", toName="text")
    for label, colour in _COLOURS.items():
        ElementTree.SubElement(labels, "Label", value=label, background=colour)
    ElementTree.SubElement(view, "Text", name="text", value="$text", granularity="symbol")
    for label in CHOICES:
        shown = {"toName": "text", "perRegion": "true", "whenTagName": "label", "whenLabelValue": label}
        for name, values in CHOICES[label].items():
            choices = ElementTree.SubElement(view, "Choices", {"name": f"{label}_{name}", "choice": "single", "showInline": "true"} | shown)
            for value in values:
                ElementTree.SubElement(choices, "Choice", value=str(value))
        for name in NOTES[label]:
            ElementTree.SubElement(
                view, "TextArea", {"name": f"{label}_{name}", "placeholder": name, "maxSubmissions": "1", "editable": "true"} | shown
            )
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def read_tasks(path: str | Path) -> list[Annotation]:
    r"""Read tasks that Label Studio exported as JSON (or that `write_tasks` wrote): of each task its last annotation, else its prediction.

    Raises
    ------
    ExportError
        The file is no such export, or a region in it cannot be read; the message names task and region.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("一、2023年工作回顾\n税收完成12.5亿元。")
    >>> path = getfixture("tmp_path") / "tasks.json"
    >>> write_tasks([report], path)
    >>> govtext.evaluation.compare(read_tasks(path)[0], govtext.evaluation.from_report(report)).figures()["metric full"]
    1.0
    """
    try:
        tasks = json.loads(Path(path).read_text("utf-8"))
        return [_annotation(task, str(number)) for number, task in enumerate(tasks, 1)]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ExportError(f"{path}: is no JSON export of Label Studio with the interface of govtext: {type(error).__name__} {error}") from error


def _task(report: Report, name: str) -> dict[str, Any]:
    place, _ = place_of(report)
    data = {"text": report.text, "name": report.source.path or name, "title": report.meta.title.value, "place": place, "year": year_of(report)}
    units = _Units(report.text)
    results = [result for region in regions(from_report(report)) for result in _results(region, report.text, units)]
    return {"data": data, "predictions": [{"model_version": f"govtext {__version__}", "result": results}]}


def _results(region: Region, text: str, units: _Units) -> Iterator[dict[str, Any]]:
    value = {"start": units.unit(region.start), "end": units.unit(region.end), "text": text[region.start : region.end]}
    common = {"id": region.id, "to_name": "text"}
    yield common | {"from_name": "label", "type": "labels", "value": value | {"labels": [region.label]}}
    for name, choice in region.choices.items():
        yield common | {"from_name": f"{region.label}_{name}", "type": "choices", "value": value | {"choices": [choice]}}
    for name, note in region.notes.items():
        yield common | {"from_name": f"{region.label}_{name}", "type": "textarea", "value": {**value, "text": [note]}}


def _annotation(task: Mapping[str, Any], number: str) -> Annotation:
    data = task["data"]
    text: str = data["text"]
    done = [one for one in task.get("annotations") or () if not one.get("was_cancelled")] or task["predictions"]
    units = _Units(text)
    labels: dict[str, tuple[str, int, int]] = {}
    choices: dict[str, dict[str, str]] = {}
    notes: dict[str, dict[str, str]] = {}
    for result in done[-1]["result"] if done else ():
        id, value, name = result["id"], result["value"], result["from_name"].partition("_")[2]
        match result["type"]:
            case "labels":
                labels[id] = value["labels"][0], units.point(value["start"]), units.point(value["end"])
            case "choices" if value["choices"]:
                choices.setdefault(id, {})[name] = value["choices"][0]
            case "textarea" if value["text"]:
                notes.setdefault(id, {})[name] = value["text"][-1] if isinstance(value["text"], list) else value["text"]
    found = [Region(id, label, start, end, choices.get(id, {}), notes.get(id, {})) for id, (label, start, end) in labels.items()]
    return annotation(data.get("name") or f"task {number}", text, found)


class _Units:
    """Offsets in UTF-16 code units and in code points of one text."""

    def __init__(self, text: str) -> None:
        self.wide = [i for i, c in enumerate(text) if c > "\uffff"]

    def unit(self, point: int) -> int:
        return point + sum(at < point for at in self.wide)

    def point(self, unit: int) -> int:
        for at in self.wide:
            if at >= unit:
                break
            unit -= 1
        return unit
