"""Tables: one report a row, the column found or named, the other columns kept, nothing held in memory."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pyarrow
import pytest
from peak import peak_while_reading
from pyarrow import parquet

from govtext.errors import ReadError
from govtext.reading import Document, Failure, Limits, iter_documents, read_document

TEXTS = ["一、过去一年，成绩显著。\n二、今年工作，稳中求进。", "全县生产总值增长6.5%，“三农”工作扎实,推进。"]
ROWS = [{"地区": "青河县", "年份": 2024, "正文": TEXTS[0]}, {"地区": "白山市", "年份": 2025, "正文": TEXTS[1]}]


def as_csv(rows, encoding="utf-8", delimiter=","):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode(encoding)


def as_jsonl(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_parquet(rows):
    stream = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), stream)
    return stream.getvalue()


def as_xlsx(rows, title="报告"):
    book = openpyxl.Workbook()
    book.active.title = title
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    book.create_sheet("空表")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


FORMATS = {
    "csv": as_csv,
    "jsonl": as_jsonl,
    "json": lambda rows: json.dumps(rows).encode(),
    "parquet": as_parquet,
    "xlsx": as_xlsx,
}


@pytest.mark.parametrize("format", FORMATS)
def test_rows_become_documents(tmp_path, format):
    path = tmp_path / f"reports.{format}"
    path.write_bytes(FORMATS[format](ROWS))
    documents = list(iter_documents(path))
    assert [document.text for document in documents] == TEXTS
    years = [str(row["年份"]) if format == "csv" else row["年份"] for row in ROWS]
    assert [document.source.fields for document in documents] == [{"地区": row["地区"], "年份": year} for row, year in zip(ROWS, years, strict=True)]
    first = 2 if format in ("csv", "xlsx") else 1
    place = "#sheet=报告" if format == "xlsx" else ""
    assert [document.source.path for document in documents] == [f"{path}{place}#row={first}", f"{path}{place}#row={first + 1}"]
    assert {document.source.format for document in documents} == {format}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_any_encoding_and_with_any_delimiter(encoding, delimiter):
    documents = list(iter_documents(as_csv(ROWS, encoding, delimiter), format="csv"))
    assert [document.text for document in documents] == TEXTS
    assert documents[0].source.fields == {"地区": "青河县", "年份": "2024"}


def test_encoding_of_a_table_that_begins_with_ascii():
    rows = [{"id": str(number), "text": "x" * 300} for number in range(400)] + [{"id": "last", "text": TEXTS[1]}]
    assert list(iter_documents(as_csv(rows, "gb18030"), format="csv"))[-1].text == TEXTS[1]


def test_column_is_named_or_found_by_length():
    rows = [{"a": "短", "b": "长" * 300, "text": "列名说了算"}] * 3
    assert next(iter_documents(as_jsonl(rows), format="jsonl")).text == "列名说了算"
    assert next(iter_documents(as_jsonl(rows), format="jsonl", text_column="b")).text == "长" * 300
    unnamed = [{"a": "短", "b": "长" * 300}]
    assert next(iter_documents(as_jsonl(unnamed), format="jsonl")).text == "长" * 300
    with pytest.raises(ReadError, match=r"name it with text_column=. The columns are 'a', 'b'"):
        list(iter_documents(as_jsonl([{"a": "短", "b": "短"}]), format="jsonl"))


def test_bad_rows_do_not_end_the_others():
    lines = [b'{"text": "one"}', b"{broken", b'["list"]', b'{"text": ""}', b'{"other": "x"}', b"", b'{"text": 5}', b'{"text": "two"}', b"[" * 100_000]
    results = list(iter_documents(b"\n".join(lines), format="jsonl"))
    assert [result.text for result in results if isinstance(result, Document)] == ["one", "two"]
    failures = [(failure.path, str(failure.error)) for failure in results if isinstance(failure, Failure)]
    assert [path for path, _ in failures] == [f"#row={number}" for number in (2, 3, 4, 5, 7, 9)]
    for part, (_, message) in zip(
        ["is no JSON", "no JSON object but list", "'text' holds no text", "no column 'text'", "holds no text", "is no JSON"], failures, strict=True
    ):
        assert part in message


@pytest.mark.parametrize(
    ("data", "messages"),
    [
        ("年份,正文\n2024,好,多\n2025,报告\n".encode(), ["has 3 cells where the header has 2"]),
        ('年份,正文\n2024,"好"坏\n2025,报告\n'.encode(), ["is no row of CSV"]),
    ],
)
def test_broken_csv_rows(data, messages):
    results = list(iter_documents(data, format="csv"))
    assert [result.text for result in results if isinstance(result, Document)] == ["报告"]
    failures = [str(result.error) for result in results if isinstance(result, Failure)]
    assert len(failures) == len(messages)
    assert all(part in message for part, message in zip(messages, failures, strict=True))


@pytest.mark.parametrize(
    ("data", "format", "message"),
    [
        (b"", "csv", "is empty"),
        (b"", "jsonl", "is empty"),
        (b"\n", "csv", "the first row is no header"),
        (("长" * 300 + ",b\n1,2\n").encode(), "csv", "the first row is no header"),
        (b"text,text\n1,2\n", "csv", "more than one column named 'text'"),
        (b"PAR1 and more", "parquet", "no whole Parquet file"),
        (as_parquet(ROWS)[:-30], "parquet", "no whole Parquet file"),
        (as_xlsx(ROWS)[:-30], "xlsx", "is damaged or cut off"),
        (b"{", "json", "is no JSON"),
        (b"[1]", "json", "no list of JSON objects"),
        (as_csv(ROWS), "papyrus", "no format named"),
    ],
)
def test_tables_that_cannot_be_read(data, format, message):
    with pytest.raises(ReadError, match=message):
        list(iter_documents(data, format=format))


def test_a_table_is_no_single_report():
    with pytest.raises(ReadError, match="a csv source holds many reports; read it with read_many"):
        read_document(as_csv(ROWS), format="csv")


def test_values_keep_their_types():
    rows = [{"text": "报告。", "date": dt.date(2024, 1, 23), "tags": ["a"], "n": 1.5, "none": None}]
    assert next(iter_documents(as_parquet(rows), format="parquet")).source.fields == {
        "date": dt.date(2024, 1, 23),
        "tags": ["a"],
        "n": 1.5,
        "none": None,
    }


def changed(workbook, member, change):
    """A workbook in which one member is changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, change(data) if name == member else data)
    return stream.getvalue()


def written(text):
    """Text as openpyxl writes it into a workbook."""
    return text.encode("ascii", "xmlcharrefreplace")


@pytest.mark.parametrize("reference", ["&j;", "&file;"])
def test_entities_in_workbooks_are_not_expanded(reference):
    levels = "".join(f'<!ENTITY {chr(98 + step)} "{f"&{chr(97 + step)};" * 10}">' for step in range(9))
    prolog = f'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">{levels}<!ENTITY file SYSTEM "file:///etc/hostname">]>'.encode()

    def change(data):
        return prolog + data.replace(written("青河县"), reference.encode())

    try:
        outcome = str(list(iter_documents(changed(as_xlsx(ROWS), "xl/worksheets/sheet1.xml", change))))
    except ReadError as error:
        outcome = str(error)
    assert "aaaa" not in outcome
    assert Path("/etc/hostname").read_text().strip() not in outcome


def test_sheets_without_reports_are_said():
    results = list(iter_documents(changed(as_xlsx(ROWS), "xl/worksheets/sheet1.xml", lambda data: data.replace(written("正文"), b"x"))))
    assert ["cannot tell which column" in str(result.error) for result in results] == [True]


def test_cells_that_excel_cut_are_told():
    document = next(iter_documents(as_xlsx([{"text": "长" * 32_767}])))
    assert [repair.kind for repair in document.source.repairs] == ["cut_by_excel"]


def test_reports_longer_than_the_limit_of_csv_fields():
    text = "过去一年，成绩显著。" * 20_000
    assert next(iter_documents(as_csv([{"text": text}]), format="csv")).text == text


def test_long_lines_end_the_reading():
    results = list(iter_documents(as_jsonl([{"text": "a"}, {"text": "a" * 500}, {"text": "b"}]), format="jsonl", limits=Limits(bytes=400)))
    assert [type(result) for result in results] == [Document, Failure]


@pytest.mark.parametrize("packed", [False, True])
def test_tables_never_sit_in_memory(tmp_path, packed):
    row = as_jsonl([{"id": 1, "text": "过去一年，成绩显著。" * 1000}])
    count = 40_000_000 // len(row)
    path = tmp_path / ("big.jsonl.gz" if packed else "big.jsonl")
    with gzip.open(path, "wb", 1) if packed else path.open("wb") as stream:
        for _ in range(count):
            stream.write(row)
    peak, read = peak_while_reading(path)
    assert read == count
    assert peak < 8_000_000
