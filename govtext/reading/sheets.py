"""Excel workbooks: sheets with one report in each row, and sheets that are tables of a report, such as an annex of targets."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import groupby, islice, takewhile
from typing import Any

from govtext.errors import ReadError
from govtext.grids import MOST_CELLS
from govtext.model import SourceInfo
from govtext.plain import plain_text
from govtext.reading.document import Allowance, Document, Failure
from govtext.reading.extras import need
from govtext.reading.knowledge import knowledge
from govtext.reading.marks import CELL_END, ROW, TABLE, TABLE_END, resolve
from govtext.reading.marks import cell as mark_cell
from govtext.reading.registry import Options
from govtext.reading.resource import Resource
from govtext.reading.tables import PEEKED_ROWS, Table, table_of, tabular
from govtext.rules import ruleset

HEAD_ROWS = 10
"""Rows of a sheet, those that are not empty, among which its heads are looked for."""
MOST_COLUMNS = 200
LONGEST_CELL = 2_000
"""A longer text is a report's own."""
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^<>]{0,100}?\bref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']")
MOST_MERGED = 5_000
NUMBER = re.compile(r"[#0?,]*[0?](?:\.(?P<decimals>[0#?]+))?(?P<percent>%)?(?:\"(?P<unit>[^\"]{0,10})\")?")
LONGEST_FORMAT = 255
"""Characters that Excel lets a format of numbers have."""
UNNAMED = re.compile(r"(?:sheet|工作表) ?[0-9]*", re.IGNORECASE)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")

Spans = Mapping[tuple[int, int], tuple[int, int]]
"""By the first row and column of merged cells, both from 0: how many rows and columns they stretch over."""


def read_xlsx(resource: Resource, options: Options) -> Iterator[Document | Failure]:
    """Read the sheets of a workbook that have a header and reports in their rows; those that are tables of a report make one document."""
    load_workbook: Any = need("openpyxl", "excel", "reading Excel files").load_workbook
    data = resource.read_zip(options.limits)
    table = table_of(resource, "xlsx")
    allowance = Allowance(resource.name, options.limits.characters)
    annexes: dict[str, str] = {}
    with closing(load_workbook(io.BytesIO(data), read_only=True, data_only=True)) as book:
        for sheet in book.worksheets:
            if options.text_column is None and is_annex(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
                annexes[sheet.title] = marked(sheet, data, allowance)
            else:
                yield from read_sheet(sheet, table, options)
    if annexes:
        titled = (lines if len(annexes) == 1 or UNNAMED.fullmatch(title) else f"{title}\n{lines}" for title, lines in annexes.items())
        text, _, layout = resolve("\n".join(titled))
        yield Document(text, SourceInfo(path=table.path or None, format="xlsx", sha256=table.sha256, layout=layout))


def read_annex(resource: Resource, options: Options) -> Document:
    """Read a workbook whose sheets are the tables of one report; `ReadError` where it holds reports in rows."""
    found = list(islice(read_xlsx(resource, options), 2))
    if len(found) == 1 and isinstance(found[0], Document) and "#row=" not in (found[0].source.path or ""):
        return found[0]
    raise ReadError(f"{resource.name}: an xlsx source holds many reports; read it with read_many or iter_documents")


def read_sheet(sheet: Any, table: Table, options: Options) -> Iterator[Document | Failure]:
    """Read one sheet of a workbook; an empty one gives nothing, one without reports a failure."""
    lines = enumerate(sheet.iter_rows(values_only=True), start=1)
    header = next((cells for _, cells in lines if any(cell is not None for cell in cells)), None)
    if header is None:
        return
    path = f"{table.path}#sheet={sheet.title}"
    try:
        yield from replace(table, path=path).documents(tabular(header, lines, path), options)
    except ReadError as error:
        yield Failure(path, error)


def is_annex(rows: Iterable[Sequence[Any]]) -> bool:
    """Whether a sheet has the heads of a table of indicators or projects, two with one of names or three, and none of a column of reports.

    Examples
    --------
    >>> is_annex([("主要指标表", None, None), ("指标", "2025年完成", "2026年目标"), ("税收", 12.5, 13)])
    True
    >>> is_annex([("地区", "年份", "正文"), ("青岭县", 2026, "各位代表：")])
    False
    """
    heads, texts = ruleset("table_heads"), frozenset(knowledge()["table"]["text_columns"])
    filled = [values for row in islice(rows, PEEKED_ROWS) if (values := [str(value).strip() for value in row if value is not None])]
    if any(value.lower() in texts or len(value) > LONGEST_CELL for values in filled for value in values):
        return False
    kinds = [[hit["kind"] for value in values if (hit := heads.search(value))] for values in filled[:HEAD_ROWS]]
    return any(len(each) > (1 if "name" in each else 2) for each in kinds)


def marked(sheet: Any, data: bytes, allowance: Allowance) -> str:
    """Write the tables of a sheet, which empty rows part, with marks."""
    spans = merged(data, sheet)
    rows = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS)):
        if number > MOST_CELLS:
            raise ReadError(f"{allowance.name}#sheet={sheet.title}: has more than {MOST_CELLS:,} rows; a table of a report has fewer")
        row = {place: text for place, cell in enumerate(cells) if (text := shown(cell))}
        allowance.take(sum(map(len, row.values())))
        rows.append((number, row))
    blocks = ([*block] for filled, block in groupby(rows, key=lambda numbered: bool(numbered[1])) if filled)
    return "\n".join(line for block in blocks for line in lines_of(block, spans))


def lines_of(block: Sequence[tuple[int, Mapping[int, str]]], spans: Spans) -> Iterator[str]:
    """Give the lines of a table; single cells before and after it are titles and notes."""
    above = sum(1 for _ in takewhile(lambda numbered: len(numbered[1]) == 1, block))
    below = len(block) - sum(1 for _ in takewhile(lambda numbered: len(numbered[1]) == 1, reversed(block)))
    yield from (text for _, row in block[:above] for text in row.values())
    if above < below:
        rows = block[above:below]
        columns = range(min(min(row) for _, row in rows), max(max(row) for _, row in rows) + 1)
        covered = covered_by(spans, range(rows[0][0], rows[-1][0] + 1), columns)
        lines = (line_of({at: row.get(at, "") for at in columns if (number, at) not in covered}, number, spans) for number, row in rows)
        yield TABLE + "\n".join(lines) + TABLE_END
        yield from (text for _, row in block[below:] for text in row.values())


def line_of(row: Mapping[int, str], number: int, spans: Spans) -> str:
    """Write a row of a table, cells parted by tabs; a single text stretches over all columns, as it is shown."""
    filled = [text for text in row.values() if text]
    if len(filled) == 1 and len(row) > 1 and not any(at == number for at, _ in spans):
        return ROW + mark_cell(len(row)) + filled[0] + CELL_END
    parted = "\n" if any("\n" in text for text in filled) else "\t"
    sizes = (spans.get((number, at), (1, 1)) for at in row)
    return ROW + parted.join(mark_cell(columns, rows) + text + CELL_END for (rows, columns), text in zip(sizes, row.values(), strict=True))


def covered_by(spans: Spans, rows: range, columns: range) -> set[tuple[int, int]]:
    """Give the cells that others, merged, stretch over; `rows` and `columns` are those of the table."""
    covered: set[tuple[int, int]] = set()
    for (top, left), (height, width) in spans.items():
        if top in rows and left in columns and len(covered) < MOST_CELLS:
            below, right = min(top + height, rows.stop), min(left + width, columns.stop)
            covered |= {(row, column) for row in range(top, below) for column in range(left, right)} - {(top, left)}
    return covered


def shown(cell: Any) -> str:
    """Give what a cell shows: a number by its format, a percentage with its sign."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return ""
    if not isinstance(value, int | float):
        return CONTROL.sub("", plain_text(str(value))).strip()
    form = NUMBER.search(str(cell.number_format)[:LONGEST_FORMAT])
    scaled = value * 100 if form and form["percent"] else value
    decimals = (form["decimals"] or "") if form else None
    written = f"{scaled:.11g}" if decimals is None else f"{scaled:.{len(decimals)}f}"
    return written + ((form["percent"] or "") + (form["unit"] or "") if form else "")


def merged(data: bytes, sheet: Any) -> Spans:
    """Look up which cells of a sheet are merged; openpyxl tells it only where it holds a workbook as a whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = MERGED.finditer(archive.read(sheet._worksheet_path))
    spans = {}
    for left, top, right, bottom in (match.groups() for match in islice(found, MOST_MERGED)):
        rows, columns = int(bottom) - int(top) + 1, column_of(right) - column_of(left) + 1
        spans[int(top) - 1, column_of(left)] = min(rows, MOST_CELLS), min(columns, MOST_COLUMNS)
    return spans


def column_of(letters: bytes) -> int:
    """Give the number of a column, from 0, by its letters.

    >>> column_of(b"A"), column_of(b"AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1
