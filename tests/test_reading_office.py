"""Older formats through LibreOffice, and OFD; what is said where a program is missing or a file is bad."""

from __future__ import annotations

import io
import stat
import sys
import time
import zipfile
from pathlib import Path

import pytest
from samples import converted, needs_libreoffice, squeezed
from wordfiles import REPORT_LISTS, numbered, paragraph, table, word_file

from govtext.errors import MissingExtraError, ReadError
from govtext.reading import Limits, read_document
from govtext.reading.numbering import hanzi

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
BODY = (
    paragraph("青河县人民政府工作报告")
    + numbered("过去一年")
    + numbered("经济平稳", 1)
    + table(["指标", "实绩"], ["产值", "120亿元"])
    + numbered("今年")
)
TEXT = "青河县人民政府工作报告\n一、过去一年\n（一）经济平稳\n指标\t实绩\n产值\t120亿元\n二、今年"


@needs_libreoffice
@pytest.mark.parametrize(("filter", "format"), [("doc:MS Word 97", "doc"), ("rtf:Rich Text Format", "rtf"), ("odt", "odt")])
def test_older_formats_read_as_docx_does(tmp_path, filter, format):
    path = tmp_path / "report.docx"
    path.write_bytes(word_file(BODY, numbering=REPORT_LISTS))
    data = converted(path, filter)
    # LibreOffice writes RTF with other signs in the place of Chinese punctuation inside numbers; Word writes them as they are.
    for lost, sign in ((b"\\'00\\'3f;", b"\\'00\\u12289?;"), (b"\\'28\\'01\\'29;", b"\\u65288?\\'01\\u65289?;")):
        data = data.replace(lost, sign)
    document = read_document(data)
    assert document.source.format == format
    assert [line for line in document.text.split("\n") if line] == TEXT.split("\n")
    wps = tmp_path / "报告.wps"
    wps.write_bytes(data)
    assert read_document(wps).text == document.text
    assert sorted(tmp_path.iterdir()) == sorted([path, wps])


@needs_libreoffice
@pytest.mark.parametrize("data", [OLD_WORD, b"{\\rtf1 cut"])
def test_damaged_files_are_said(data):
    try:
        text = read_document(data).text
    except ReadError as error:
        assert "LibreOffice cannot open it" in str(error)
    else:
        assert text.strip() == "cut"


def program(folder, script):
    """A program that stands in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\n{script}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(folder)


def test_the_time_of_a_conversion_is_limited(tmp_path, monkeypatch):
    script = f"""
import pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path({str(tmp_path)!r}, "child").write_text(str(child.pid))
time.sleep(60)
"""
    monkeypatch.setenv("PATH", program(tmp_path, script))
    with pytest.raises(ReadError, match=r"took longer than 2 seconds"):
        read_document(OLD_WORD, limits=Limits(seconds=2))
    child = Path("/proc", (tmp_path / "child").read_text(), "stat")
    deadline = time.monotonic() + 5
    while child.exists() and child.read_text().split()[2] != "Z" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not child.exists() or child.read_text().split()[2] == "Z"


def test_without_libreoffice_the_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match="install the package libreoffice-writer"):
        read_document(OLD_WORD)


@pytest.mark.parametrize(
    ("stream", "message"), [("EncryptedPackage", "protected by a password"), ("Workbook", "Excel workbook of the old format; save it as .xlsx")]
)
def test_other_files_of_old_office(stream, message):
    with pytest.raises(ReadError, match=message):
        read_document(OLD_WORD[:600] + stream.encode("utf-16-le") + bytes(600))


def ofd_file(pages):
    """The bytes of an OFD file: each page is a list of (x, y, text) in millimetres from the upper left corner, in 5 mm type."""

    def text_object(number, x, y, text):
        advances = " ".join(["5"] * (len(text) - 1))
        code = f'<ofd:TextCode X="0" Y="5" DeltaX="{advances}">{text}</ofd:TextCode>'
        return f'<ofd:TextObject ID="{number}" Boundary="{x} {y} {5 * len(text)} 6" Font="1" Size="5">{code}</ofd:TextObject>'

    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(f'<ofd:Page ID="{number}" BaseLoc="Pages/{number}.xml"/>' for number in range(len(pages)))
    files = {
        "OFD.xml": f'<ofd:OFD {space} DocType="OFD"><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        objects = "".join(text_object(100 + place, *line) for place, line in enumerate(page))
        files[f"Doc_0/Pages/{number}.xml"] = f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="9">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def ofd_pages(paragraphs, width=32, per_page=6):
    """Paragraphs set in lines of this many characters, with a page number below each page."""
    lines = []
    for text in paragraphs:
        lines.append((2, text[: width - 2]))
        lines.extend((0, text[start : start + width]) for start in range(width - 2, len(text), width))
    pages = [lines[start : start + per_page] for start in range(0, len(lines), per_page)]
    return [
        [*((25 + 5 * indent, 40 + 9 * place, text) for place, (indent, text) in enumerate(page)), (100, 280, f"—{number}—")]
        for number, page in enumerate(pages, start=1)
    ]


def test_ofd_files():
    paragraphs = [
        text
        for place, name in enumerate(("工业", "农业", "文旅"))
        for text in (
            f"{hanzi(place + 1)}、{name}发展",
            f"全县{name}发展坚持稳中求进，{'办成大事，' * place}取得新的成绩，{name}产值、{name}就业、{name}投资都有增长，"
            f"人民生活水平不断提高，从事{name}的群众获得感、幸福感、安全感显著增强，{name}面貌焕然一新。",
        )
    ]
    pages = ofd_pages(paragraphs)
    document = read_document(ofd_file(pages))
    assert [line for line in document.text.split("\n")[:-1] if not line.startswith("—")] == paragraphs
    assert len(document.source.pages) == len(pages) > 1
    for page, start in zip(pages, document.source.pages, strict=True):
        assert squeezed(document.text[start:]).startswith(page[0][2])


@pytest.mark.parametrize(
    ("data", "limits", "message"),
    [
        (ofd_file([[]]), Limits(), "pictures without text"),
        (ofd_file([[(20, 40, "文字")]] * 4), Limits(pages=3), "has 4 pages, more than the limit"),
        (ofd_file([[(20, 40, "文字<")]]), Limits(), "no whole OFD file"),
    ],
)
def test_ofd_files_that_cannot_be_read(data, limits, message):
    with pytest.raises(ReadError, match=message):
        read_document(data, limits=limits)


@pytest.mark.parametrize(
    ("module", "extra", "data"),
    [
        ("ofdkit", "ofd", ofd_file([[]])),
        ("pypdfium2", "pdf", b"%PDF-1.7"),
        ("selectolax.lexbor", "html", b"<html>"),
        ("pyarrow.parquet", "parquet", b"PAR1"),
    ],
)
def test_missing_packages_name_their_extras(monkeypatch, module, extra, data):
    from govtext.reading import iter_documents

    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf'pip install "govtext\[{extra}\]"'):
        list(iter_documents(data))


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.doc", "a.odt", "a.ofd", "a.xlsx", "a.parquet", "a.rtf"])
def test_wrong_extensions_are_said(tmp_path: Path, name):
    path = tmp_path / name
    path.write_text("各位代表：现在报告工作。", "utf-8")
    with pytest.raises(ReadError, match=rf"is named \.{path.suffix[1:]} but its content is no .* format='text'"):
        read_document(path)
    assert read_document(path, format="text").text == "各位代表：现在报告工作。"
