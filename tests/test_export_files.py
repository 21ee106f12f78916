"""Workbooks, Stata and CSV files are read back, by the tools' own readers, as the frames that were written."""

import csv
import subprocess
from functools import cache

import openpyxl
import pandas as pd
import pytest
from pandas.io.stata import StataReader
from reports import corpus, pair
from samples import LIBREOFFICE, converted, needs_libreoffice

import govtext
from govtext.errors import MissingExtraError
from govtext.export.calls import ExportError
from govtext.export.csv_files import plain, safe_cell, write_csv
from govtext.export.headings import column_name, table_name, vocabulary, width
from govtext.export.stata import LONGEST_NAME, write_stata
from govtext.export.tables import tables
from govtext.export.tasks import COLUMNS, by_lead, tasks
from govtext.export.workbook import LONGEST_CELL, book_of, write_workbook

UTF8_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"


@pytest.fixture(scope="module")
def frames():
    return book_of(corpus()[name] for name in ("county_template", "livelihood_appendix"))


def plain_rows(frame):
    """The rows of a frame with None for what is missing and lists of ids as text."""
    rows = frame.astype(object).where(frame.notna(), None).values.tolist()
    return [[", ".join(value) if isinstance(value, tuple) else value for value in row] for row in rows]


@pytest.fixture(scope="module")
def book_in(frames, tmp_path_factory):
    """The workbook of the frames in a language, written once."""

    @cache
    def written(lang):
        path = tmp_path_factory.mktemp("books") / "book.xlsx"
        write_workbook(frames, path, lang)
        return openpyxl.load_workbook(path)

    return written


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_is_read_back_as_written(frames, book_in, lang):
    book = book_in(lang)
    assert book.sheetnames == [table_name(name, lang) for name in frames]
    for sheet, (name, frame) in zip(book, frames.items(), strict=True):
        shown = frame.drop(columns="text") if name == "reports" else frame
        cells = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert cells[0] == [column_name(column, lang) for column in shown.columns]
        words = [vocabulary(name, column, lang) for column in shown.columns]
        wanted = [[known.get(value, value) if known else value or None for known, value in zip(words, row, strict=True)] for row in plain_rows(shown)]
        got = [[value or None for value in row] for row in cells[1:]]
        assert got == [[value or None for value in row] for row in wanted], name


def test_sheets_have_a_frozen_filtered_heading_and_widths(book_in):
    for sheet in book_in("zh"):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet["A1"].font.bold
        assert all(dimension.width > 5 for dimension in sheet.column_dimensions.values())


def test_text_in_a_workbook_is_never_a_formula_nor_too_long(tmp_path):
    frame = pd.DataFrame({"text": ["=1+1", "+SUM(A1)", "a\x01b", "长" * 40_000], "low": [1.0, -2.0, None, 3.0]})
    path = tmp_path / "book.xlsx"
    write_workbook({"metrics": frame}, path)
    sheet = openpyxl.load_workbook(path).active
    assert [sheet.cell(row, 1).data_type for row in range(2, 6)] == ["s"] * 4
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == ["=1+1", "+SUM(A1)", "a\ufffdb"]
    assert len(sheet.cell(5, 1).value) == LONGEST_CELL
    assert [sheet.cell(row, 2).value for row in range(2, 6)] == [1, -2, None, 3]


@needs_libreoffice
def test_libreoffice_reads_the_sheet_of_tasks(tmp_path):
    path = tmp_path / "tasks.xlsx"
    write_workbook({"tasks": tasks([pair()[1]])}, path)
    try:
        content = converted(path, UTF8_CSV).decode()
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip(f"{LIBREOFFICE} has no module for workbooks")
    rows = list(csv.DictReader(content.splitlines()))
    assert rows[0]["责任单位"] == "教育局、财政局"
    assert {row["状态"] for row in rows} == {"计划"}


def test_every_column_has_a_chinese_name_and_a_width():
    columns = {column.name for table in tables() if table.rows is not None for column in table.columns}
    columns |= set(COLUMNS) | set(govtext.panel(pair()).columns) | set(govtext.attention(pair(), "environment").columns)
    assert {name for name in columns if column_name(name) == name or not width(name)} == set()


@pytest.mark.parametrize("bracket", ["（{}）", "{}。"])
@pytest.mark.parametrize("until", ["；完成时限：9月底前", "，时限：2025年6月", "；办结时间：12月底"])
@pytest.mark.parametrize("bodies", ["住建局", "县教育局、县财政局"])
def test_until_when_is_no_body_that_is_responsible(bracket, until, bodies):
    report = govtext.parse(f"二、2025年工作安排\n1．改造管网5公里。{bracket.format('牵头单位：' + bodies + until)}\n2．新建公园2个。")
    row = tasks([report]).iloc[0]
    assert (row["responsible"], row["lead"]) == (bodies, bodies)
    assert row["deadline"]


def test_tasks_have_headings_bodies_and_aims():
    frame = tasks([pair()[1]])
    assert list(frame.columns) == list(COLUMNS)
    first = frame[frame["measure"].str.contains("幼儿园")].iloc[0]
    assert (first["heading_1"], first["heading_2"], first["status"], first["responsible"]) == (
        "2024年工作安排",
        "办好民生实事",
        "planned",
        "教育局、财政局",
    )
    assert first["measure"] == "新建幼儿园4所，增加学位1200个"
    assert first["target_values"] == "4所；1200个"
    assert frame["number"].tolist() == list(range(1, len(frame) + 1))
    for row in frame.itertuples():
        assert pair()[1].text[row.start : row.end] == row.text
    saving = frame[frame["measure"].str.contains("厉行节约")].iloc[0]
    assert (saving["heading_1"], saving["target_values"]) == ("加强政府自身建设", "10%")


@pytest.mark.parametrize("name", ["panel", "tasks", "metrics", "targets", "sections", "placeholders"])
def test_stata_reads_a_file_back_as_written(frames, name, tmp_path):
    frame = frames[name]
    path = tmp_path / f"{name}.dta"
    write_stata(frame, path, name)
    with StataReader(path) as reader:
        got = reader.read()
        labels = reader.variable_labels()
        values = reader.value_labels()
    assert len(got) == len(frame)
    for (column, series), stored in zip(frame.items(), got.columns, strict=True):
        assert labels[stored].startswith(column_name(column))
        words = vocabulary(name, column)
        read = got[stored]
        if words:
            assert set(values[stored].values()) == set(words.values())
            assert [None if pd.isna(value) else value for value in read] == [None if pd.isna(value) else words[value] for value in series]
        elif pd.api.types.is_numeric_dtype(series) or pd.api.types.is_datetime64_any_dtype(series):
            pd.testing.assert_series_equal(read.astype(series.dtype), series, check_names=False)
        else:
            wanted = [", ".join(value) if isinstance(value, tuple) else "" if pd.isna(value) else value for value in series]
            assert read.tolist() == wanted, column


def test_long_and_reserved_names_are_shortened_with_their_label(tmp_path):
    frame = pd.DataFrame({"end": [1], "unemployment_insured_growth_last_result": [2.0], "unemployment_insured_growth_last_unit": ["%"]})
    path = tmp_path / "names.dta"
    write_stata(frame, path)
    with StataReader(path) as reader:
        names = list(reader.read().columns)
        labels = reader.variable_labels()
    assert names[0] == "_end"
    assert len(set(names)) == 3
    assert all(len(name) <= LONGEST_NAME for name in names)
    assert "unemployment_insured_growth_last_result" in labels[names[1]]


def test_csv_is_safe_for_spreadsheets_and_loses_nothing(tmp_path):
    frame = pd.DataFrame(
        {"text": ["=1+1", "@cmd", "-5%", "－5％", "\t=1", "'quoted", " =1", "——扩大投资", "税收,“增长”\n5%", None], "low": [-1.5, 0.1] + [2.0] * 8}
    )
    path = tmp_path / "rows.csv"
    write_csv(frame, path)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert not any(row["text"][:1] in tuple("=+-@\t\r＝＋－＠") for row in rows if row["text"])
    assert [plain(row["text"]) for row in rows] == frame["text"].fillna("").tolist()
    assert [float(row["low"]) for row in rows] == frame["low"].tolist()


def test_a_byte_order_mark_is_an_option(tmp_path):
    frame = pd.DataFrame({"text": ["税收"]})
    for bom in (True, False):
        write_csv(frame, tmp_path / "rows.csv", bom=bom)
        assert (tmp_path / "rows.csv").read_bytes().startswith(b"\xef\xbb\xbf") is bom


@pytest.mark.parametrize("cell", ["=1", "'=1", "''=1", "'", "", "税收", "-", "＋1"])
def test_a_cell_is_made_plain_again(cell):
    assert plain(safe_cell(cell)) == cell


def test_frames_of_reports_as_csv_are_read_back(frames, tmp_path):
    path = tmp_path / "metrics.csv"
    write_csv(frames["metrics"], path)
    got = pd.read_csv(path, keep_default_na=False, dtype="string")
    assert got["text"].map(plain).tolist() == frames["metrics"]["text"].tolist()
    assert pd.to_numeric(got["low"]).astype("float64").tolist() == pytest.approx(frames["metrics"]["low"].tolist(), nan_ok=True)


def test_wrong_calls_and_missing_packages_say_what_to_do(tmp_path, monkeypatch):
    with pytest.raises(ExportError, match="none was given"):
        write_workbook({}, tmp_path / "book.xlsx")
    with pytest.raises(ExportError, match="none was given"):
        tasks([])
    many = pd.DataFrame({"id": range(1_048_576)})
    with pytest.raises(ExportError, match="1048576 rows"):
        write_workbook({"metrics": many}, tmp_path / "book.xlsx")
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r'pip install "govtext\[excel\]"'):
        write_workbook({"metrics": many.head()}, tmp_path / "book.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("named", "leads", "deadline"),
    [
        ("（牵头单位：教育局、财政局；配合单位：各镇）", ["教育局", "财政局"], None),
        ("（责任单位：住建局；完成时限：2024年12月底前）", ["住建局"], "2024年12月底前"),
        ("\n牵头单位：水利局\n完成时限：年底前", ["水利局"], "年底前"),
        ("，6月底前完成。（牵头单位：水利局和农业农村局）", ["水利局", "农业农村局"], "6月底前"),
        ("。（牵头单位：区住房和城乡建设局、各街道和工业和信息化局）", ["区住房和城乡建设局", "各街道", "工业和信息化局"], None),
        ("，力争三年见效。", [], None),
    ],
)
def test_tasks_are_grouped_by_the_bodies_that_lead(named, leads, deadline):
    frame = tasks([govtext.parse(f"二、2024年工作安排\n（一）办好民生实事\n1．新建幼儿园4所{named}")])
    assert frame["deadline"].tolist() == [deadline] or (deadline is None and frame["deadline"].isna().all())
    grouped = by_lead(frame)
    assert grouped["lead"].dropna().tolist() == leads
    assert next(iter(grouped.columns)) == "lead"
    assert set(grouped["target_values"]) == {"4所"}


def test_the_workbook_groups_tasks_by_lead(tmp_path):
    path = tmp_path / "book.xlsx"
    write_workbook(book_of([pair()[1]]), path)
    sheet = openpyxl.load_workbook(path)["按牵头单位"]
    head = [cell.value for cell in sheet[1]]
    assert head[0] == "牵头单位"
    assert "完成时限" in head
    assert [row[0].value for row in sheet.iter_rows(min_row=2)][:2] == ["教育局", "财政局"]


def test_a_report_with_pages_goes_into_every_kind_of_file(tmp_path):
    report = govtext.parse("2024年青河县人民政府工作报告\n一、2023年工作回顾\n税收完成12.5亿元。")
    report = report.model_copy(update={"source": report.source.model_copy(update={"format": "pdf", "pages": (0, 19)})})
    frames = book_of([report])
    write_workbook(frames, tmp_path / "book.xlsx", "en")
    header, first = openpyxl.load_workbook(tmp_path / "book.xlsx")["reports"].iter_rows(values_only=True)
    assert dict(zip(header, first, strict=True))["pages"] == "0, 19"
    write_csv(frames["reports"], tmp_path / "reports.csv")
    assert pd.read_csv(tmp_path / "reports.csv")["pages"].tolist() == ["0, 19"]
    write_stata(frames["reports"].drop(columns="text"), tmp_path / "reports.dta", "reports")
    assert pd.read_stata(tmp_path / "reports.dta")["pages"].tolist() == ["0, 19"]
