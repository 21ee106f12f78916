"""The same report in every format gives the same document as its text."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import cycle

import pytest
from portals import PORTALS
from samples import RUNNING_HEAD, converted, findings, needs_libreoffice, sample_reports, squeezed, styled_docx
from test_reading_archives import tarred, zipped
from test_reading_tables import FORMATS
from wordfiles import REPORT_LISTS, numbered, paragraph, word_file

import govtext
from govtext.reading import read_document
from govtext.reading.numbering import hanzi

NO_PARAGRAPHS = {"county_scan", "district_markdown", "township_border"}  # their lines are those of a printed page or of Markdown
# A space stands for a deleted figure, or two for a new paragraph, and a printed page keeps neither.
SPACES_TELL = {"street_masks", "township_2009", "township_coal"}
SAMPLES = {name: text for name, text in sample_reports().items() if name not in NO_PARAGRAPHS}
FONTS = ("Noto Serif CJK SC", "WenQuanYi Zen Hei")
every_sample = pytest.mark.parametrize("name", SAMPLES)


@lru_cache
def of_text(name):
    return findings(govtext.parse(SAMPLES[name]))


def lines_of(name):
    return [line.strip() for line in SAMPLES[name].split("\n") if line.strip()]


def with_automatic_numbers(lines):
    """Paragraphs of a Word file in which Word counts the headings whose numbers follow one another."""
    counts = [0, 0]
    for line in lines:
        heading = re.match(r"([一二三四五六七八九十]{1,3})、|（([一二三四五六七八九十]{1,3})）", line)
        level = None if heading is None else 0 if heading[1] else 1
        if heading is None or heading[level + 1] != hanzi(counts[level] + 1):
            yield paragraph(line)
            continue
        counts[level] += 1
        counts[level + 1 :] = [0] * (1 - level)
        yield numbered(line[heading.end() :], level)


@every_sample
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_encodings(name, encoding):
    report = govtext.read(SAMPLES[name].replace("\n", "\r\n").encode(encoding))
    assert report.text == SAMPLES[name]
    assert findings(report) == of_text(name)


@every_sample
def test_word_files(name):
    report = govtext.read(word_file("".join(map(paragraph, lines_of(name)))))
    assert findings(report) == of_text(name)


@every_sample
def test_word_files_with_automatic_numbers(name):
    paragraphs = list(with_automatic_numbers(lines_of(name)))
    data = word_file("".join(paragraphs), numbering=REPORT_LISTS)
    document = read_document(data)
    assert squeezed(document.text) == squeezed(SAMPLES[name])
    counted = {repair.kind: repair.count for repair in document.source.repairs}
    assert counted.get("automatic_numbers", 0) == sum("<w:numPr>" in paragraph for paragraph in paragraphs)
    assert findings(govtext.read(data)) == of_text(name)


@every_sample
@pytest.mark.parametrize("portal", PORTALS.values(), ids=PORTALS)
def test_web_pages(name, portal):
    title, *lines = lines_of(name)
    is_said_again = any(line.startswith(title) for line in lines[:2])  # a page's own title may be left out, then
    expected = [of_text(name), findings(govtext.parse("\n".join(lines)))] if is_said_again else [of_text(name)]
    assert findings(govtext.read(portal(title, lines).encode("gb18030"), format="html")) in expected


@every_sample
@pytest.mark.parametrize("format", FORMATS)
def test_tables(name, format, tmp_path):
    path = tmp_path / f"table.{format}"
    path.write_bytes(FORMATS[format]([{"编号": "1", "正文": SAMPLES[name]}]))
    (report,) = govtext.read_many(path)
    assert report.source.fields == {"编号": "1"}
    assert findings(report) == of_text(name)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_archives(pack):
    reports = list(govtext.read_many(pack({f"{name}.txt": text.encode("gb18030") for name, text in SAMPLES.items()})))
    assert [findings(report) for report in reports] == [of_text(name) for name in SAMPLES]


@pytest.fixture(scope="module")
def office_files(tmp_path_factory):
    """Each sample as a Word file, in the fonts by turns, and what LibreOffice makes of them."""
    folder = tmp_path_factory.mktemp("office")
    paths = {name: folder / f"{name}.docx" for name in SAMPLES}
    for (name, path), font in zip(paths.items(), cycle(FONTS)):
        path.write_bytes(styled_docx(lines_of(name), font))
    made = {extension: dict(zip(SAMPLES, converted([*paths.values()], extension), strict=True)) for extension in ("pdf", "odt")}
    for name, data in made["odt"].items():
        paths[name].with_suffix(".odt").write_bytes(data)
    again = converted([path.with_suffix(".odt") for path in paths.values()], "docx:Office Open XML Text")
    return made | {"docx": dict(zip(SAMPLES, again, strict=True))}


@needs_libreoffice
@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in SPACES_TELL])
def test_pdf_files(name, office_files):
    document = read_document(office_files["pdf"][name])
    lines = document.text.rstrip("\n").split("\n")
    pages = len(document.source.pages)
    furniture = [line for line in lines if line == RUNNING_HEAD or re.fullmatch("— ?[0-9]+ ?—", line)]
    assert list(map(squeezed, furniture)) == [squeezed(line) for number in range(1, pages + 1) for line in (RUNNING_HEAD, f"— {number} —")]
    body = [line for line in lines if line not in furniture]
    assert list(map(squeezed, body)) == list(map(squeezed, lines_of(name)))
    assert findings(govtext.parse("\n".join(body))) == of_text(name)


@needs_libreoffice
@every_sample
def test_files_of_other_offices(name, office_files):
    """They are read as the Word files that LibreOffice makes of them, here of all in one run."""
    assert findings(govtext.read(office_files["docx"][name])) == of_text(name)


@needs_libreoffice
@pytest.mark.parametrize("name", list(SAMPLES)[::9])
def test_files_of_other_offices_are_turned_into_word_files(name, office_files):
    report = govtext.read(office_files["odt"][name])
    assert report.source.format == "odt"
    assert findings(report) == of_text(name)
