"""Label Studio and brat: what is exported comes back as the report's annotation, and corrections are scored."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from reports import corpus, pair

import govtext
from govtext.evaluation import compare, from_report
from govtext.export.brat import configuration, document, read_brat, write_brat
from govtext.export.calls import ExportError
from govtext.export.labelstudio import interface, read_tasks, to_tasks, write_tasks
from govtext.export.regions import CHOICES, NOTES, Region, annotation, regions
from govtext.labels import MetricStatus


def unnamed(annotation):
    return replace(annotation, name="")


def test_tasks_come_back_as_they_went(tmp_path):
    path = tmp_path / "tasks.json"
    write_tasks(corpus().values(), path)
    for got, report in zip(read_tasks(path), corpus().values(), strict=True):
        assert unnamed(got) == unnamed(from_report(report))


def test_brat_documents_come_back_as_they_went(tmp_path):
    write_brat(corpus().values(), tmp_path)
    numbers = {int(got.name.removeprefix("report")): got for got in read_brat(tmp_path)}
    for number, report in enumerate(corpus().values(), 1):
        wanted = unnamed(from_report(report))
        seen = tuple(blank for blank in wanted.placeholders if blank.span.end > blank.span.start)
        assert unnamed(numbers[number]) == replace(wanted, placeholders=seen)


def test_the_text_of_every_line_of_brat_is_that_of_its_span(tmp_path):
    write_brat(pair(), tmp_path)
    for name in ("report1", "report2"):
        text = (tmp_path / f"{name}.txt").read_text("utf-8")
        lines = (tmp_path / f"{name}.ann").read_text("utf-8").splitlines()
        entities = [re.fullmatch(r"T\d+\t(\w+) ([\d ;]+)\t(.*)", line) for line in lines if line.startswith("T")]
        assert len(entities) > 5
        for entity in entities:
            spans = [tuple(map(int, span.split())) for span in entity[2].split(";")]
            assert " ".join(text[start:end] for start, end in spans) == entity[3]
            assert entity[1] in CHOICES


def test_a_span_over_two_lines_is_two_fragments_in_brat(tmp_path):
    report = govtext.parse("一、2023年工作\n回顾\n税收完成12.5亿元。\n")
    cut = annotation("cut", report.text, [Region("1", "heading", 0, 12, {}, {})])
    assert document(cut).splitlines()[0] == "T1\theading 0 9;10 12\t一、2023年工作 回顾"


def test_the_configurations_know_all_labels_and_fields():
    assert all(f"{label}_{name}\tArg:{label}, Value:" in configuration() for label, fields in CHOICES.items() for name in fields)
    view = ElementTree.fromstring(interface())
    assert {label.get("value") for label in view.iter("Label")} == set(CHOICES)
    controls = {control.get("name"): control for control in view if control.get("perRegion")}
    assert set(controls) == {f"{label}_{name}" for label in CHOICES for name in (*CHOICES[label], *NOTES[label])}
    used = {result["from_name"] for task in to_tasks(corpus().values()) for result in task["predictions"][0]["result"]}
    assert used <= {*controls, "label"}


def test_offsets_of_label_studio_are_those_of_javascript(tmp_path):
    report = govtext.parse("𠮷县税收完成12.5亿元。")
    value = next(result["value"] for result in to_tasks([report])[0]["predictions"][0]["result"] if result["value"].get("labels") == ["metric"])
    assert report.text.encode("utf-16-le")[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == "12.5亿元"
    path = tmp_path / "tasks.json"
    write_tasks([report], path)
    assert read_tasks(path)[0].metrics == from_report(report).metrics


def corrected(path, change):
    """The file as an annotator leaves it: the prediction taken over as an annotation, with a change."""
    tasks = json.loads(path.read_text("utf-8"))
    results = [result for result in tasks[0]["predictions"][0]["result"] if change(result)]
    tasks[0]["annotations"] = [{"result": results, "was_cancelled": False}, {"result": [], "was_cancelled": True}]
    path.write_text(json.dumps(tasks), "utf-8")


def test_a_corrected_status_costs_the_metric_its_score(tmp_path):
    path = tmp_path / "tasks.json"
    write_tasks(pair()[1:], path)

    def change(result):
        if result["from_name"] == "metric_status" and result["id"] == "metric1":
            result["value"]["choices"] = [str(MetricStatus.BASELINE)]
        return True

    corrected(path, change)
    right, found = len(pair()[1].metrics) - 1, len(pair()[1].metrics)
    full = compare(read_tasks(path)[0], from_report(pair()[1])).found["metric full"]
    assert (full.right, full.found) == (right, found)


def test_a_deleted_region_is_a_false_find_and_a_new_one_is_missed(tmp_path):
    path = tmp_path / "tasks.json"
    write_tasks(pair()[:1], path)
    corrected(path, lambda result: result["id"] != "metric1")
    tally = compare(read_tasks(path)[0], from_report(pair()[0])).found["metric value"]
    assert (tally.found - tally.right, tally.wanted) == (1, len(pair()[0].metrics) - 1)


def test_a_corrected_kind_of_a_name_and_a_new_name_are_scored(tmp_path):
    report = govtext.parse("砚溪县砚溪村建成砚溪大道。\n")
    path = tmp_path / "tasks.json"
    write_tasks([report], path)

    def change(result):
        if result["type"] == "choices" and result["id"] == "entity1":
            result["value"]["choices"] = ["term"]
        return True

    corrected(path, change)
    found = compare(read_tasks(path)[0], from_report(report)).found
    assert (found["entity"].right, found["entity kind"].right) == (len(report.entities), len(report.entities) - 1)
    assert annotation("new", report.text, [Region("x", "entity", 0, 3)]).entities[0].kind == "term"
    assert "entity" not in compare(annotation("none", report.text, []), from_report(report)).found


def test_a_new_region_without_fields_is_read_off_its_text():
    metric = annotation("new", "税收完成12.5亿元。", [Region("x", "metric", 4, 10)]).metrics[0]
    assert (metric.low, metric.high, metric.unit, metric.status) == (Decimal("1250000000"), Decimal("1250000000"), "元", MetricStatus.ACHIEVED)


@pytest.mark.parametrize(
    ("region", "message"),
    [
        (Region("r1", "metrics", 0, 2), "labels are heading"),
        (Region("r1", "metric", 0, 99), "is no region"),
        (Region("r1", "metric", 4, 10, {"kind": "grwth"}), "region r1 .*grwth"),
        (Region("r1", "metric", 4, 10, {}, {"low": "twelve"}), "region r1"),
        (Region("r1", "heading", 0, 2, {}, {"level": "top"}), "region r1"),
    ],
)
def test_a_wrong_region_is_named(region, message):
    with pytest.raises(ExportError, match=message):
        annotation("a", "税收完成12.5亿元。", [region])


def test_wrong_files_are_named_with_line_and_reason(tmp_path):
    with pytest.raises(ExportError, match=r"holds no \.ann file"):
        read_brat(tmp_path)
    (tmp_path / "a.ann").write_text("T1\tmetric 0 2\t税收\n", "utf-8")
    with pytest.raises(ExportError, match=r"the \.txt beside it"):
        read_brat(tmp_path)
    (tmp_path / "a.txt").write_text("税收", "utf-8")
    (tmp_path / "a.ann").write_text("T1\tmetric 0 2\t税收\nT2 metric\n", "utf-8")
    with pytest.raises(ExportError, match=r"a\.ann, line 2"):
        read_brat(tmp_path)
    (tmp_path / "a.ann").write_text("T1\tmetric 0 2\t税收\n#1\tAnnotatorNotes T1\t请核对\n", "utf-8")
    with pytest.raises(ExportError, match="line 2: the note is no JSON"):
        read_brat(tmp_path)
    for content in ("{}", "[1]", "not json", '[{"data": {}}]'):
        (tmp_path / "tasks.json").write_text(content, "utf-8")
        if content != "{}":
            with pytest.raises(ExportError, match="no JSON export of Label Studio"):
                read_tasks(tmp_path / "tasks.json")


def test_regions_are_numbered_by_kind():
    found = regions(from_report(pair()[1]))
    assert len({region.id for region in found}) == len(found)
    assert [region.id for region in found if region.label == "heading"][:2] == ["heading1", "heading2"]
