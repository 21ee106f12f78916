"""Sheets of blanks to fill in, as Excel, CSV or JSON, and the answers read back from them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from govtext.errors import GovtextError, ReadError
from govtext.export.csv_files import plain, safe_cell
from govtext.files import aside
from govtext.labels import PlaceholderKind
from govtext.masking.blanks import Blank
from govtext.reading.encodings import decode
from govtext.reading.extras import need
from govtext.wording import Language, heading, word

COLUMNS = ("id", "kind", "unit", "asked", "answer", "mask", "section", "measure", "context", "start", "end")
HIDDEN = "hidden"
"""The column of a sheet that `mask` makes: what a mask hides. An answer that is the same goes back unchecked."""
FORMATS = (".xlsx", ".csv", ".json")
_WIDTHS = (7, 8, 9, 44, 16, 8, 28, 24, 60, 8, 8, 16)
_TEXT = "@"  # keeps 12.50 as it is typed
_MOST = {PlaceholderKind.MONTH: 12, PlaceholderKind.DAY: 31}


Cells = dict[str, Any]


class Row(BaseModel):
    """One row of a sheet; what its columns do not hold is None."""

    model_config = ConfigDict(frozen=True)

    id: str
    answer: str = ""
    kind: PlaceholderKind | None = None
    mask: str | None = None
    asked: str | None = None
    context: str | None = None
    start: int | None = None
    end: int | None = None
    hidden: str | None = None


def write(
    path: str | Path, blanks: Iterable[Blank], answers: Mapping[str, str] | None = None, lang: Language = "zh", *, hidden: bool = False
) -> None:
    """Write a sheet of blanks, with the answers that are known; the format is told by the extension.

    With `hidden` the answers are what masks hide: they stand in a column of their own too, by which `govtext fill` knows them again.

    Raises `GovtextError` for another extension than .xlsx, .csv and .json, and `MissingExtraError` where Excel needs openpyxl.
    """
    target = Path(path)
    suffix = suffix_of(target)
    columns = (*COLUMNS, HIDDEN) if hidden else COLUMNS
    cells = [_cells(blank, (answers or {}).get(blank.id, ""), columns) for blank in blanks]
    writers = {".xlsx": _workbook, ".csv": _csv, ".json": _json}
    content = writers[suffix](cells, columns, lang)
    with aside(target) as temporary:
        temporary.write_bytes(content)


def suffix_of(path: Path) -> str:
    """Give the extension of a sheet; `GovtextError` where it is none of a sheet."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise GovtextError(f"{path}: is no sheet by its name; let it end in {', '.join(FORMATS)}")
    return suffix


def _json(cells: Sequence[Cells], columns: Sequence[str], lang: Language) -> bytes:
    return (json.dumps({"blanks": cells}, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(cells: Sequence[Cells], columns: Sequence[str], lang: Language) -> bytes:
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow([heading(column, lang) for column in columns])
    table.writerows([safe_cell(_shown(row, column, lang)) for column in columns] for row in cells)
    return stream.getvalue().encode("utf-8-sig")


def _cells(blank: Blank, answer: str, columns: Sequence[str]) -> Cells:
    values = {**blank.model_dump(), "answer": answer, HIDDEN: answer, "mask": blank.text, "start": blank.span.start, "end": blank.span.end}
    return {column: str(values[column]) if column == "kind" else values[column] for column in columns}


def _shown(row: Cells, column: str, lang: Language) -> Any:
    value = row[column]
    return word(PlaceholderKind(value), lang) if column == "kind" else "" if value is None else value


def _workbook(cells: Sequence[Cells], columns: Sequence[str], lang: Language) -> bytes:
    openpyxl = need("openpyxl", "excel", "writing Excel files")
    styles = need("openpyxl.styles", "excel", "writing Excel files")
    validation = need("openpyxl.worksheet.datavalidation", "excel", "writing Excel files")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = heading("answer", lang)
    sheet.append([heading(column, lang) for column in columns])
    for number, row in enumerate(cells, 2):
        for place, column in enumerate(columns, 1):
            cell = sheet.cell(number, place, _shown(row, column, lang))
            if isinstance(cell.value, str):
                cell.data_type = "s"
                cell.number_format = _TEXT
            cell.alignment = styles.Alignment(wrap_text=column in ("asked", "context", "section", "measure"), vertical="top")
    answer = COLUMNS.index("answer") + 1
    letter = openpyxl.utils.get_column_letter(answer)
    lists = {kind: validation.DataValidation(type="list", formula1=f'"{",".join(map(str, range(1, most + 1)))}"') for kind, most in _MOST.items()}
    for number, row in enumerate(cells, 2):
        cell = sheet.cell(number, answer)
        cell.fill = styles.PatternFill("solid", fgColor="FFF8E1")
        cell.number_format = _TEXT
        if row["kind"] in lists:
            lists[row["kind"]].add(f"{letter}{number}")
    for choices in lists.values():
        sheet.add_data_validation(choices)
    for place, width in enumerate(_WIDTHS[: len(columns)], 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(place)].width = width
        sheet.cell(1, place).font = styles.Font(bold=True)
    sheet.freeze_panes = "A2"
    book.properties.creator = "govtext"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(path: str | Path) -> list[Row]:
    """Read the rows of a sheet in any of the formats, with headings in Chinese or English; an id and an answer are all that a row needs.

    Raises `ReadError` where the file is no such sheet.
    """
    source = Path(path)
    found = _from_json(_bytes(source), str(source)) if suffix_of(source) == ".json" else _by_column(table(source))
    rows = [row for row in found if row.get("id")]
    if not rows:
        raise ReadError(f"{source}: holds no blanks; a sheet has a column {heading('id')} or id, and {heading('answer')} or answer")
    return [_row(row, source) for row in rows]


def table(path: Path) -> list[list[Any]]:
    """Read the cells of a sheet in Excel or CSV, row by row; a cell shown as a percentage gives what it shows."""
    data = _bytes(path)
    if path.suffix.lower() == ".xlsx":
        return _workbook_cells(data, str(path))
    return [list(row) for row in csv.reader(io.StringIO(decode(data, None, str(path))[0], newline=""))]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error


def _row(values: Mapping[str, Any], source: Path) -> Row:
    fields = {column: value for column, value in values.items() if column in Row.model_fields and value is not None}
    mask = str(fields.get("mask", ""))
    try:
        fields |= {"id": str(fields["id"]).strip(), "answer": _plain(fields.get("answer", ""), mask)}
        if HIDDEN in fields:
            fields[HIDDEN] = _plain(fields[HIDDEN], mask)
        fields |= {column: _plain(fields[column], "") for column in ("mask", "asked", "context") if column in fields}
        return Row(**fields)
    except ValueError as error:
        raise ReadError(f"{source}: the row of {values['id']} is damaged: {' '.join(str(error).split())}; write the sheet anew") from error


def _plain(value: Any, mask: str) -> str:
    """Give the text of a cell; a number has the decimals that its mask shows."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        written = f"{Decimal(repr(value)).normalize():f}"
        return written + ".0" if "." in mask and "." not in written else written
    if isinstance(value, str):
        return plain(value.strip(" \t\u3000"))
    raise ValueError(f"{value} is neither text nor a number")


@cache
def _names() -> dict[str, str]:
    return {name: column for column in (*COLUMNS, HIDDEN) for name in (column, heading(column, "zh"), heading(column, "en"))}


@cache
def _kinds() -> dict[str, PlaceholderKind]:
    return {name: kind for kind in PlaceholderKind for name in (kind, word(kind, "zh"), word(kind, "en"))}


def _by_column(cells: Sequence[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    columns = [_names().get(str(name).strip().lower()) for name in cells[0]] if cells else []
    for row in cells[1:]:
        values = {column: value for column, value in zip(columns, row, strict=False) if column and value not in (None, "")}
        if "kind" in values:
            values["kind"] = _kinds().get(str(values["kind"]))
        yield values


def _from_json(data: bytes, name: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(data)
    except ValueError as error:
        raise ReadError(f"{name}: is no JSON: {error}") from error
    rows = found.get("blanks") if isinstance(found, dict) else None
    if isinstance(found, dict) and rows is None and all(isinstance(value, str) for value in found.values()):
        return [{"id": id, "answer": answer} for id, answer in found.items()]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ReadError(f'{name}: holds neither {{"blanks": [...]}} nor {{"p1": "answer", ...}}')
    return rows


def _workbook_cells(data: bytes, name: str) -> list[list[Any]]:
    openpyxl = need("openpyxl", "excel", "reading Excel files")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:  # openpyxl raises errors of many kinds on damaged files
        raise ReadError(f"{name}: is no whole Excel file: {error}") from error
    return [[_cell(cell) for cell in row] for row in book.active.iter_rows()] if book.worksheets else []


def _cell(cell: Any) -> Any:
    """Give the value of a cell; one shown as a percentage is a hundred times what it holds."""
    if isinstance(cell.value, (int, float)) and "%" in (cell.number_format or ""):
        return float(Decimal(repr(cell.value)) * 100)
    return cell.value
