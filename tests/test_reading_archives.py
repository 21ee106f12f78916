"""Archives and directories: every member in order, one failure for each that cannot be read, nothing written."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import zipfile

import pytest
from peak import peak_while_reading
from wordfiles import paragraph, word_file

from govtext.errors import ReadError
from govtext.reading import Document, Failure, Limits, iter_documents, read_document

REPORT = "青河县人民政府工作报告\n一、过去一年，成绩显著。\n"


def zipped(members, **options):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def zipped_with_plain_names(members, encoding):
    """A zip archive as old Windows programs write it: names in the system's encoding, not marked as UTF-8."""
    raw = [name.encode(encoding) for name in members]
    data = zipped(dict(zip((f"{number:0{len(name)}}" for number, name in enumerate(raw)), members.values(), strict=True)))
    for number, name in enumerate(raw):
        data = data.replace(f"{number:0{len(name)}}".encode(), name)
    return data


def tarred(members, mode="w"):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def read_all(source, **options):
    return list(iter_documents(source, **options))


def test_zip_of_several_formats():
    members = {
        "报告/甲.txt": REPORT.encode("gb18030"),
        "报告/乙.docx": word_file(paragraph("各位代表：")),
        "表.csv": "正文,年份\n报告一,2024\n报告二,2025\n".encode(),
        "报告/": b"",
        "__MACOSX/报告/._甲.txt": b"\0\1",
        ".DS_Store": b"\0\1",
        "图.png": b"\x89PNG\r\n\x1a\n",
    }
    results = read_all(zipped(members))
    assert [(result.source.path, result.text) for result in results if isinstance(result, Document)] == [
        ("the bytes given!/报告/甲.txt", REPORT),
        ("the bytes given!/报告/乙.docx", "各位代表："),
        ("the bytes given!/表.csv#row=2", "报告一"),
        ("the bytes given!/表.csv#row=3", "报告二"),
    ]
    (failure,) = (result for result in results if isinstance(result, Failure))
    assert failure.path == "the bytes given!/图.png"
    assert "is no whole picture" in str(failure.error)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "big5"])
def test_names_in_old_zip_files(encoding):
    name = "青河縣報告/工作報告.txt" if encoding == "big5" else "青河县报告/工作报告.txt"
    (document,) = read_all(zipped_with_plain_names({name: REPORT.encode()}, encoding))
    assert document.source.path == f"the bytes given!/{name}"


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tar_archives(tmp_path, mode):
    path = tmp_path / "reports.tar"
    path.write_bytes(tarred({"甲.txt": REPORT.encode(), "b/乙.docx": word_file(paragraph("各位代表："))}, mode))
    assert [(document.source.path, document.text) for document in read_all(path)] == [
        (f"{path}!/甲.txt", REPORT),
        (f"{path}!/b/乙.docx", "各位代表："),
    ]


def test_names_in_old_tar_files():
    data = tarred({"AAAAAAAAAAAA.txt": REPORT.encode()}).replace(b"AAAAAAAAAAAA", "青河县工作报".encode("gbk"))
    header = bytearray(data[:512])
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    (document,) = read_all(bytes(header) + data[512:])
    assert document.source.path == "the bytes given!/青河县工作报.txt"


def test_directories_in_order_of_names(tmp_path):
    for name, data in {"b/2.txt": b"two", "b/1.txt": b"one", "a.txt": b"first", ".hidden/x.txt": b"x", "b/~$1.docx": b"lock", "c.txt": b""}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    results = read_all(tmp_path)
    assert [result.text for result in results if isinstance(result, Document)] == ["first", "one", "two"]
    failures = {str(failure.path).removeprefix(f"{tmp_path}/"): str(failure.error) for failure in results if isinstance(failure, Failure)}
    assert list(failures) == ["c.txt", "gone.txt", "pipe"]
    assert ["is empty" in failures["c.txt"], "no such file" in failures["gone.txt"], "neither a file nor" in failures["pipe"]] == [True] * 3


def test_compressed_single_files(tmp_path):
    path = tmp_path / "报告.txt.gz"
    path.write_bytes(gzip.compress(REPORT.encode("gb18030")))
    (document,) = read_all(path)
    assert (document.source.path, document.text) == (f"{path}!/报告.txt", REPORT)


def test_archives_inside_archives():
    inner = zipped({"甲.txt": REPORT.encode()})
    (document,) = read_all(zipped({"内.zip": tarred({"内.zip": inner}, "w:gz")}))
    assert document.source.path == "the bytes given!/内.zip!/内.zip!/甲.txt"
    (failure,) = read_all(zipped({"内.zip": zipped({"内.zip": inner})}), limits=Limits(depth=2))
    assert "stands in 2 archives, which is the limit" in str(failure.error)


def test_names_that_lead_out_are_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt", "a\\..\\..\\out.txt"]
    for data in (zipped(dict.fromkeys(names, REPORT)), tarred(dict.fromkeys(names[:3], REPORT.encode()))):
        results = read_all(data)
        assert {type(result) for result in results} == {Failure}
        assert all("leads out of the archive" in str(failure.error) for failure in results)
    assert not list(tmp_path.iterdir())


def test_links_in_tar_archives_are_not_followed():
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        link = tarfile.TarInfo("passwd.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    (failure,) = read_all(stream.getvalue())
    assert "is a link or a device" in str(failure.error)


def test_protected_members_are_said():
    data = bytearray(zipped({"甲.txt": REPORT, "b.txt": b"open"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    failure, document = read_all(bytes(data))
    assert "is protected by a password" in str(failure.error)
    assert document.text == "open"


def test_damaged_members_do_not_end_the_others():
    data = zipped({"甲.txt": REPORT * 50, "乙.txt": b"whole"})
    start = data.index("甲.txt".encode()) + len("甲.txt".encode()) + 10
    failure, document = read_all(data[:start] + b"\xff" * 20 + data[start + 20 :])
    assert "is damaged or cut off" in str(failure.error)
    assert document.text == "whole"


@pytest.mark.parametrize(
    ("data", "suffix"),
    [(zipped({"甲.txt": REPORT})[:-30], ".zip"), (tarred({"甲.txt": REPORT.encode() * 999})[:9000], ".tar"), (b"\x1f\x8bx", ".gz")],
)
def test_damaged_archives_are_said(tmp_path, data, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    try:
        results = read_all(path)
    except ReadError as error:
        results = [Failure("", error)]
    assert ["is damaged or cut off" in str(failure.error) for failure in results] == [True]


def test_bombs_are_refused():
    bomb = zipped({"a.txt": b"\0" * 10_000_000})
    assert len(bomb) < 20_000
    with pytest.raises(ReadError, match="unpacks to more than 5000000 bytes"):
        read_all(bomb, limits=Limits(unpacked=5_000_000))
    (failure,) = read_all(bomb, limits=Limits(bytes=1_000_000))
    assert "more than 1000000 bytes" in str(failure.error)
    with pytest.raises(ReadError, match="unpacks to more than 5000000 bytes"):
        read_all(tarred({"a.txt": b"\0" * 10_000_000}, "w:gz"), limits=Limits(unpacked=5_000_000))
    (failure,) = read_all(gzip.compress(b"\0" * 10_000_000), limits=Limits(bytes=1_000_000))
    assert "more than 1000000 bytes" in str(failure.error)


def test_too_many_members_are_refused():
    members = {f"{number}.txt": b"text" for number in range(5)}
    with pytest.raises(ReadError, match="more than 4 members"):
        read_all(zipped(members), limits=Limits(members=4))


def test_an_archive_is_no_single_report():
    with pytest.raises(ReadError, match="a zip source holds many reports"):
        read_document(zipped({"甲.txt": REPORT}))


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pptx", ".ods", ".epub", ".zip", ""])
@pytest.mark.parametrize("member", ["[Content_Types].xml", "mimetype"])
def test_a_document_of_many_parts_that_no_reader_knows_is_no_archive(suffix, member, tmp_path):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(zipped({member: b"<Types/>", "part/one.xml": b"<a>text</a>"}))
    with pytest.raises(ReadError, match=r"is an (?:Office|OpenDocument or EPUB) file, but no"):
        read_all(path)


def test_rar_archives_are_said():
    with pytest.raises(ReadError, match=r"is a RAR archive; unpack it"):
        read_document(b"Rar!\x1a\x07\x01\x00")


def test_archives_never_sit_in_memory(tmp_path):
    text = (REPORT * 500).encode()
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(300):
            archive.writestr(f"{number}.txt", text)
    peak, count = peak_while_reading(path)
    assert count == 300
    assert peak < 3_000_000 < 300 * len(text)
