"""Files made to hang a reader, fill its memory or set off its errors: each gives its texts or one clear line, soon and in bounded memory."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from multiprocessing.connection import wait

import hostile
import mutated
import pytest
from wordfiles import REPORT_LISTS, numbered, paragraph, word_file

import govtext
from govtext.batching import local
from govtext.batching.limits import InputLimits
from govtext.batching.local import Worker
from govtext.errors import GovtextError, ReadError
from govtext.reading import Document, Limits, formats, iter_documents, read_document
from govtext.reading.damage import MemoryLimitError, whole
from govtext.reading.isolated import reference
from govtext.reading.unpacking import Unpacked, unpacked

SECONDS = 60
"""A few times what the slowest needs on a slow machine that does other things too."""
MEMORY = 1_500
"""MiB besides what the process itself uses."""


def outcome(path):
    """What reading gives: the number of texts and the messages, or the name of an error that it must not give."""
    texts, messages = 0, []
    try:
        for found in iter_documents(path):
            if isinstance(found, Document):
                found.text.encode()
                found.source.model_dump_json()
                texts += 1
            else:
                messages.append(found.message)
    except GovtextError as error:
        messages.append(str(error))
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return texts, messages


@pytest.fixture(scope="module")
def reading():
    """Reads files in a process that is begun anew when it is gone."""
    workers = []

    def read(path):
        if not workers:
            workers.append(Worker(formats, outcome, MEMORY))
            assert wait([workers[0].pipe], 60)
            assert workers[0].answer() is None
        workers[0].give(path, str(path))
        if not wait([workers[0].pipe], SECONDS):
            workers.pop().end()
            return f"takes more than {SECONDS} seconds"
        try:
            return workers[0].answer()
        except EOFError:
            workers.pop().end()
            return f"takes more than {MEMORY} MiB, or ends the process"

    yield read
    for worker in workers:
        worker.end()


@pytest.mark.parametrize("name", hostile.KINDS)
def test_a_hostile_file_gives_its_texts_or_clear_lines(name, reading, tmp_path):
    suffix, make = hostile.KINDS[name]
    path = tmp_path / f"file{suffix}"
    path.write_bytes(make())
    found = reading(path)
    assert not isinstance(found, str), found
    texts, messages = found
    assert texts or messages
    assert all(message.startswith(str(path)) and len(message) < 1_000 for message in messages)


@pytest.mark.parametrize("isolate", [True, False])
@pytest.mark.parametrize("name", hostile.HEAVY)
def test_what_only_the_system_can_end_ends_at_the_limit(name, isolate):
    _, make = hostile.HEAVY[name]
    began = time.monotonic()
    with pytest.raises(ReadError, match=r"took (longer than the limit of )?1 seconds"):
        read_document(make(), isolate=isolate, limits=Limits(seconds=1))
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("name", hostile.DOUBTFUL)
def test_what_cannot_be_measured_goes_to_a_process_of_its_own(name):
    assert unpacked(hostile.DOUBTFUL[name](), Unpacked(1 << 28, 1_000_000)).doubtful


def test_a_usual_pdf_is_measured():
    data = mutated.FILES[".pdf"]
    assert unpacked(data, Unpacked(1 << 28, 1_000_000)) == Unpacked(990, 172)
    assert not unpacked(hostile.page_of(hostile.stream(b"BT (AB) Tj ET")), Unpacked(1 << 28, 1_000_000)).doubtful


def test_memory_beyond_the_limit_ends_the_reading_alone():
    data = word_file(paragraph("啊" * 1_000_000) * 40)
    with pytest.raises(ReadError, match=r"limit of 150 MiB"):
        read_document(data, isolate=True, limits=Limits(memory=150, bytes=1 << 30, characters=1 << 30))


def test_memory_that_is_not_there_is_one_clear_line():
    with pytest.raises(MemoryLimitError, match=r"^a.feather: needs more memory than this process may take$"), whole("a.feather", "Feather file"):
        raise MemoryError


def test_a_packed_file_unpacks_to_no_more_than_the_limit(tmp_path):
    path = tmp_path / "rows.csv.gz"
    path.write_bytes(hostile.packed_much(f"place,text\n青岭县,{hostile.REPORT[:20]}\n".encode(), "青岭县,税收\n".encode() * 10_000, 30))
    with pytest.raises(ReadError, match=r"unpacks to more than 1000000 bytes.*Limits\(unpacked=...\)"):
        raise next(iter_documents(path, limits=Limits(unpacked=1_000_000))).error


def test_the_limit_of_parts_can_be_raised():
    data = word_file("<w:p/>" * 600_000 + paragraph("正文"))
    with pytest.raises(ReadError, match=r"holds more than 500000 elements, .*Limits\(parts=...\)"):
        read_document(data, limits=Limits(parts=500_000))
    assert read_document(data).text.strip() == "正文"


def test_a_process_of_its_own_reads_alike(tmp_path):
    path = tmp_path / "报告.docx"
    path.write_bytes(word_file(numbered("过去一年") + paragraph("税收增长6%。"), numbering=REPORT_LISTS))
    for source in (path, path.read_bytes(), hostile.REPORT.encode("gb18030")):
        assert read_document(source, isolate=True) == read_document(source)
    assert govtext.read(path, isolate=True) == govtext.read(path)
    for isolate in (False, True):
        with pytest.raises(ReadError, match="the bytes given: is no whole PDF file: Failed to load document"):
            read_document(b"%PDF-1.7", isolate=isolate)


def test_a_reader_of_a_script_cannot_be_taken_to_another_process():
    with pytest.raises(ReadError, match="another process cannot import"):
        reference(lambda resource, options: None, "a.x")


def test_files_in_an_archive_are_read_one_by_one(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(hostile.zipped([("much.pdf", hostile.HEAVY["pdf_form_drawn_again_and_again"][1]()), ("good.txt", hostile.REPORT)]))
    failure, document = iter_documents(path, isolate=True, limits=Limits(seconds=2))
    assert "took longer" in failure.message
    assert document.text == hostile.REPORT


def test_one_file_takes_neither_its_archive_nor_the_batch(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "ATTEMPTS", 2)
    hang = hostile.HEAVY["pdf_form_drawn_again_and_again"][1]()
    names = ["1.txt", "2.pdf", "3.txt"]
    members = [(name, hang if name.endswith(".pdf") else f"{name[0]}、{hostile.REPORT}") for name in names]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(hostile.zipped(members))
    (tmp_path / "in" / "b.pdf").write_bytes(hang)
    (tmp_path / "in" / "c.txt").write_text(hostile.REPORT, "utf-8")
    summary = govtext.batch(tmp_path / "in", tmp_path / "out", to="jsonl", workers=1, limits=InputLimits(seconds=2))
    assert (summary.reports, summary.failed) == (3, 2)
    errors = [json.loads(line) for line in (tmp_path / "out" / "errors.jsonl").read_text("utf-8").splitlines()]
    assert all("took longer" in error["message"] for error in errors)


NESTED = "<table><tr><td>指标</td><td>" * 500 + "5亿元" + "</td></tr></table>" * 500
WIDE = "<table>" + ("<tr>" + "<td colspan=999 rowspan=999>5亿元</td>" * 30 + "</tr>") * 100 + "</table>"
ALIASES = "\n".join(f"{key}: &{key} [{', '.join([f'*{before}' if before else 'x'] * 9)}]" for before, key in pairwise(["", *"abcdefgh"]))
EXTREMES = {
    "stars": "**" * 5_000_000,
    "rows": "一、工作\n\n| 指标 | 完成 |\n|---|---|\n" + "".join(f"| 指标{number} | {number}亿元 |\n" for number in range(100_000)),
    "nested": f"一、工作\n{NESTED}",
    "wide": f"一、工作\n{WIDE}",
    "aliases": f"---\n{ALIASES}\n---\n一、工作\n税收12亿元。",
    "brackets": f"---\na: {'[' * 3000}\n---\n一、工作\n税收12亿元。",
}


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_texts_beyond_all_measure_are_read_in_time(text):
    """Ten megabytes of stars, a table of 100,000 rows, tables in tables, cells over all others, front matter that grows or never ends."""
    began = time.process_time()
    report = govtext.parse(text)
    assert time.process_time() - began < SECONDS
    assert report.text == text
    assert [section.title for section in report.sections] == ["工作"] * ("一、工作" in text)
