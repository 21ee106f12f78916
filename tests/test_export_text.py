"""Chunks and Markdown: nothing is lost, nothing is cut in two, and other readers see the same headings."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reports import archive, corpus, needs_archive, pair
from samples import sample_reports, squeezed

import govtext
from govtext.errors import MissingExtraError
from govtext.export.calls import ExportError
from govtext.export.chunks import LEAST_CHARS, chunks, write_chunks
from govtext.export.markdown import escape, to_markdown, write_markdown
from govtext.labels import BlockKind
from govtext.model import SourceInfo
from govtext.source import SourceText


def check_chunks(report, most):
    found = chunks(report, most)
    assert all(report.text[chunk.start : chunk.end] == chunk.text for chunk in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    for metric in report.metrics:
        assert any(chunk.start <= metric.span.start and metric.span.end <= chunk.end for chunk in found), metric
    covered = {place for chunk in found for place in range(chunk.start, chunk.end)}
    for block in report.blocks:
        if block.kind in (BlockKind.BODY, BlockKind.APPENDIX):
            assert not [i for i in range(block.span.start, block.span.end) if i not in covered and not report.text[i].isspace()]
        else:
            assert covered.isdisjoint(range(block.span.start, block.span.end))
    return found


@pytest.mark.parametrize("most", [50, 120, 800])
def test_chunks_cover_the_report_and_cut_no_metric(most):
    for report in corpus().values():
        long = [chunk for chunk in check_chunks(report, most) if len(chunk.text) > most]
        assert most < 120 or not long


@needs_archive
@pytest.mark.parametrize("most", [100, 500])
def test_chunks_of_archived_reports_cover_them_and_cut_no_metric(most):
    for report in archive():
        assert all(len(chunk.text) <= most or most < 500 for chunk in check_chunks(report, most))


def test_a_chunk_knows_its_headings_and_its_place():
    report = govtext.parse(pair()[1].text, SourceInfo(path="baisong.txt"))
    chunk = next(chunk for chunk in chunks(report) if "幼儿园" in chunk.text)
    assert chunk.path == ("二、2024年工作安排", "（一）办好民生实事", "1．新建幼儿园4所，增加学位1200个")
    assert chunk.text.startswith("（一）办好民生实事\n1．")
    assert (chunk.title, chunk.role, chunk.place, chunk.year, chunk.source) == ("2024年白松县人民政府工作报告", "plan", "白松县", 2024, "baisong.txt")
    assert chunk.page_content.startswith("2024年白松县人民政府工作报告 > 二、2024年工作安排\n（一）办好民生实事")
    assert set(chunk.metadata) >= {"title", "path", "year", "place", "start", "end", "role"}
    assert all(isinstance(value, str | int) for value in chunk.metadata.values())


def test_a_heading_stays_with_its_text():
    for report in corpus().values():
        headings = {section.heading_span.of(report.text) for section in report.sections}
        followed = [chunk for chunk in chunks(report, 200)[:-1] if chunk.text in headings]
        assert all(
            report.section(section.id).span.end <= chunk.end for chunk in followed for section in report.sections if section.span.start == chunk.start
        )


def test_chunks_are_written_as_json_lines(tmp_path):
    path = tmp_path / "chunks.jsonl"
    write_chunks(corpus().values(), path, 300)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert rows == [chunk.to_dict() for report in corpus().values() for chunk in report.chunks(300)]
    assert len({row["id"] for row in rows}) == len(rows)


def test_langchain_takes_chunks():
    vectorstores = pytest.importorskip("langchain_core.vectorstores")
    embeddings = pytest.importorskip("langchain_core.embeddings")
    store = vectorstores.InMemoryVectorStore(embeddings.DeterministicFakeEmbedding(size=4))
    found = pair()[1].chunks()
    assert store.add_documents([chunk.to_langchain() for chunk in found]) == [chunk.id for chunk in found]


def test_llama_index_takes_chunks():
    pytest.importorskip("llama_index.core")
    nodes = [chunk.to_llama_index() for chunk in pair()[1].chunks()]
    assert [node.node_id for node in nodes] == [chunk.id for chunk in pair()[1].chunks()]


@pytest.mark.parametrize(("module", "method"), [("langchain_core.documents", "to_langchain"), ("llama_index.core.schema", "to_llama_index")])
def test_a_missing_library_is_named(module, method, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(MissingExtraError, match=r'pip install "govtext\[rag\]"'):
        getattr(pair()[0].chunks()[0], method)()


def test_wrong_calls_say_what_would_be_right(tmp_path):
    with pytest.raises(ExportError, match=f"give {LEAST_CHARS} or more"):
        pair()[0].chunks(10)
    with pytest.raises(ExportError, match="none was given"):
        write_chunks([], tmp_path / "chunks.jsonl")
    assert list(tmp_path.iterdir()) == []


@given(st.text(alphabet="一、（）1.%亿元增长税收。，\n*# 二是", max_size=400))
def test_any_text_is_cut_whole(text):
    check_chunks(govtext.parse(text), 50)


KEPT = (BlockKind.META, BlockKind.BODY, BlockKind.APPENDIX)


def tokens(markdown):
    """Headings with their level, the text of all inline content, and the kinds of blocks, as a CommonMark reader sees them."""
    parsed = MarkdownIt().parse(re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL))  # front matter is no CommonMark
    inline = [(parsed[i - 1], "".join(child.content for child in token.children)) for i, token in enumerate(parsed) if token.type == "inline"]
    headings = [(int(before.tag[1]), text) for before, text in inline if before.type == "heading_open"]
    return headings, "".join(text for _, text in inline), {token.type.removesuffix("_open").removesuffix("_close") for token in parsed}


def check_markdown(report):
    headings, _, kinds = tokens(to_markdown(report))
    wanted = [(min(section.level + 1, 6), squeezed(SourceText.of(report.text).written(section.heading_span))) for section in report.sections]
    assert [(level, squeezed(heading)) for level, heading in headings[bool(report.meta.title.value) :]] == wanted
    assert kinds <= {"heading", "inline", "paragraph"}


@pytest.mark.parametrize("name", sample_reports())
def test_markdown_has_the_headings_of_the_report_and_no_other_markup(name):
    check_markdown(corpus()[name])


@needs_archive
def test_markdown_of_archived_reports_has_their_headings():
    for report in archive():
        check_markdown(report)


def test_markdown_keeps_every_word_of_the_body():
    for report in corpus().values():
        _, text, _ = tokens(to_markdown(report))
        source, title = SourceText.of(report.text), report.meta.title.span
        written = [block for block in report.blocks if block.kind in KEPT and block.rule != "block.front_matter"]
        body = "".join(source.bare(block.span) for block in written if not (title and block.span.start <= title.start < block.span.end))
        words = [c for c in text if c.isalnum() or c in "*＊×"]
        title = [c for c in report.meta.title.value or "" if c.isalnum() or c in "*＊×"]
        assert words[len(title) :] == [c for c in body if c.isalnum() or c in "*＊×"]


@given(st.text(alphabet="*_#>`[]()<>&|~\\-+=1.) 税收a!", max_size=40).filter(lambda text: text.strip()))
def test_an_escaped_line_shows_as_it_was_written(line):
    line = " ".join(line.split())
    headings, text, kinds = tokens(escape(line))
    assert (headings, text, kinds) == ([], line, {"paragraph", "inline"})


def test_several_reports_are_files_of_a_directory(tmp_path):
    write_markdown(pair(), tmp_path / "reports")
    assert [file.name for file in sorted((tmp_path / "reports").iterdir())] == ["report1.md", "report2.md"]
    write_markdown(pair()[:1], tmp_path / "one.md")
    assert (tmp_path / "one.md").read_text("utf-8") == pair()[0].to_markdown()


def document(report):
    """What a report says, without where it stands; a mask is escaped in Markdown, also inside a time."""
    return (
        [(section.level, section.marker, section.title, section.role) for section in report.sections],
        [(measure.marker, measure.title, measure.status) for measure in report.measures],
        [(metric.indicator.text, metric.low, metric.high, metric.unit, metric.kind, metric.status) for metric in report.metrics],
        [metric.period and metric.period.text.replace("\\", "") for metric in report.metrics],
        [(target.indicator, target.low, target.form) for target in report.targets()],
        (report.meta.title.value, report.meta.year, report.meta.place.value, report.meta.level, report.meta.speaker.value),
    )


@pytest.mark.parametrize("name", ["county_scan", "township_border", "district_markdown", "district_plan", "street_masks", "city_2003"])
def test_markdown_reads_back_to_the_same_document(name):
    report = govtext.parse((Path(__file__).parents[1] / "corpora" / f"{name}.txt").read_text("utf-8"))
    assert document(govtext.parse(report.to_markdown())) == document(report)
