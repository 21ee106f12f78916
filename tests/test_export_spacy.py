"""spaCy documents: every span group is the report's, with any tokeniser, through pipes, bytes and DocBin."""

import subprocess
import sys

import pytest
import spacy
from reports import archive, corpus, needs_archive, pair
from samples import sample_reports
from spacy import displacy
from spacy.tokens import Doc, DocBin

import govtext
from govtext.export.calls import ExportError
from govtext.export.spacy_docs import GROUPS, to_docbin, to_spacy


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("govtext")
    return pipeline


def wanted(report):
    """What the groups of a report should hold."""
    return {
        "sections": [(s.heading_span, s.heading_span.of(report.text), s.role, s.id) for s in report.sections],
        "measures": [(m.span, m.text, m.status, m.id) for m in report.measures],
        "metrics": [(m.span, m.text, m.status, m.id) for m in report.metrics],
        "placeholders": [(p.span, p.text, p.kind, p.id) for p in report.placeholders],
        "times": [(t.span, t.text, t.kind, t.id) for t in report.times],
        "entities": [(e.span, e.text, e.kind, e.id) for e in report.entities],
        "targets": [(t.span, t.span.of(report.text), t.canonical or t.indicator, t.metric_id or "") for t in report.targets()],
    }


def check(doc, report):
    assert doc.text == report.text
    for group, items in wanted(report).items():
        got = [(span.start_char, span.end_char, span.text, span.label_, span.id_) for span in doc.spans[group]]
        assert got == [(span.start, span.end, text, str(label), id) for span, text, label, id in items], group


@pytest.mark.parametrize("name", sample_reports())
def test_groups_hold_what_the_report_holds(name):
    report = corpus()[name]
    doc = to_spacy(report)
    assert set(doc.spans) == set(GROUPS)
    assert len(doc) == len(report.text)
    check(doc, report)
    assert doc._.govtext == report


@needs_archive
def test_groups_of_archived_reports_hold_what_they_hold(nlp):
    for report in archive():
        check(to_spacy(report, nlp.vocab), report)


def test_the_component_is_found_without_importing_govtext():
    program = "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('govtext'); doc = nlp('税收完成12.5亿元。'); print(*doc.spans['metrics'])"
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, check=True, encoding="utf-8", timeout=120)
    assert done.stdout.split() == ["12.5亿元"]


@pytest.mark.parametrize(("language", "segmenter"), [("zh", "char"), ("en", None), ("zh", "jieba")])
def test_offsets_are_exact_with_any_tokeniser(language, segmenter):
    pipeline = spacy.blank(language, config={"nlp": {"tokenizer": {"segmenter": segmenter}}} if segmenter else {})
    pipeline.add_pipe("govtext")
    for report in pair():
        check(pipeline(report.text), govtext.parse(report.text))


def test_offsets_are_those_of_the_text_given(nlp):
    text = "\ufeff一、2023年工作回顾\r\n税收完成12.5亿元，增长6.5%。\r\n"
    doc = nlp(text)
    assert doc.text == text
    assert [text[span.start_char : span.end_char] for span in doc.spans["metrics"]] == ["12.5亿元", "6.5%"]
    assert doc.spans["sections"][0].text == "一、2023年工作回顾"


def test_a_deleted_figure_is_an_empty_span(nlp):
    blank = [report for report in corpus().values() if any(p.span.start == p.span.end for p in report.placeholders)]
    assert blank
    for report in blank:
        check(nlp(report.text), report)


def test_pipes_with_several_processes_give_the_same(nlp):
    texts = [report.text for report in corpus().values()]
    for doc, report in zip(nlp.pipe(texts, n_process=2, batch_size=3), corpus().values(), strict=True):
        check(doc, report)
        assert doc._.govtext.metrics == report.metrics


def test_bytes_and_docbin_keep_groups_and_report(nlp, tmp_path):
    reports = list(corpus().values())
    for report in reports[:3]:
        check(Doc(nlp.vocab).from_bytes(to_spacy(report).to_bytes()), report)
    path = tmp_path / "reports.spacy"
    to_docbin(reports).to_disk(path)
    for doc, report in zip(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("zh").vocab), reports, strict=True):
        check(doc, report)
        assert doc._.govtext == report


def test_a_pipeline_with_the_component_is_saved_and_loaded(nlp, tmp_path):
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    check(loaded(pair()[0].text), pair()[0])


def test_displacy_marks_the_spans():
    doc = pair()[1].to_spacy()
    html = displacy.render(doc, style="span", options={"spans_key": "metrics"}, jupyter=False)
    assert html.count("achieved") >= 3
    assert "target" in html


def test_a_document_without_the_component_has_no_report():
    assert spacy.blank("zh")("税收")._.govtext is None


def test_a_docbin_of_nothing_is_refused():
    with pytest.raises(ExportError, match="none was given"):
        to_docbin([])
