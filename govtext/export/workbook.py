"""Frames as an Excel workbook: one sheet a table, ready to filter and to print."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govtext.export.calls import ExportError, some
from govtext.export.csv_files import listed
from govtext.export.frames import to_frames
from govtext.export.headings import column_name, table_name, vocabulary, width
from govtext.export.panel import panel
from govtext.export.tasks import by_lead, tasks
from govtext.files import aside
from govtext.model import Report
from govtext.reading.extras import need
from govtext.wording import Language

if TYPE_CHECKING:
    from pandas import DataFrame, Series

log = logging.getLogger("govtext")

LONGEST_CELL = 32_767  # characters that a cell can hold
MOST_ROWS = 1_048_576
_WRAPPED = 14  # columns of this width and more hold words
_PRINTABLE = 200  # characters that a page is wide enough for, when it is made to fit
_A4 = 9  # as the format numbers paper sizes
_LINE = 14.5  # points
_MOST_LINES = 28  # a row cannot be higher
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold


def book_of(reports: Iterable[Report]) -> dict[str, DataFrame]:
    """Give the tables of a workbook: the tasks first, by the bodies that lead too where some are named, then the panel and the related tables.

    Examples
    --------
    >>> import govtext
    >>> list(book_of([govtext.parse("税收完成12.5亿元。")]))[:4]
    ['tasks', 'panel', 'reports', 'sections']
    """
    given = some(reports, "a workbook")
    listed = tasks(given).drop(columns=["start", "end", *(["place", "year"] if len(given) == 1 else [])])
    grouped = {"tasks_by_lead": by_lead(listed)} if listed["lead"].notna().any() else {}
    return {"tasks": listed, **grouped, "panel": panel(given), **{name: frame for name, frame in to_frames(given).items() if name != "panel"}}


def write_workbook(frames: Mapping[str, DataFrame], path: str | Path, lang: Language = "zh") -> None:
    r"""Write frames to an Excel workbook, one sheet each, with a frozen heading row and filters.

    Text is always text, never a formula, whatever it starts with. A cell that Excel could not hold is cut after 32,766 characters and ends in …,
    which is logged; the texts of the reports themselves (column ``text`` of ``reports``) are left out.

    Parameters
    ----------
    frames
        Frames by the name of their table: those of `to_frames`, or ``panel``, ``tasks``, ``attention`` and ``words``.
    path
        File to write; it appears when it is whole.
    lang
        ``zh`` names sheets, columns and labels in Chinese, ``en`` by their names in the schema.

    Raises
    ------
    ExportError
        A table has more rows than a sheet can hold, or there is no table.
    MissingExtraError
        openpyxl is not installed.

    Examples
    --------
    >>> import govtext, openpyxl
    >>> from govtext.export.tasks import tasks
    >>> report = govtext.parse("二、2024年工作安排\n一是扩大投资。二是稳定就业。")
    >>> path = getfixture("tmp_path") / "tasks.xlsx"
    >>> write_workbook({"tasks": tasks([report])}, path)
    >>> [cell.value for cell in openpyxl.load_workbook(path)["任务分解"][2]][:5]
    [1, '2024年工作安排', None, '扩大投资', '计划']
    """
    openpyxl = need("openpyxl", "excel", "writing Excel workbooks")
    if not frames:
        raise ExportError("a workbook is made of tables, and none was given")
    book = openpyxl.Workbook(write_only=True)
    with aside(path) as temporary, _written(path, book):
        for name, frame in frames.items():
            if len(frame) >= MOST_ROWS:
                raise ExportError(
                    f"the table {name} has {len(frame)} rows, and a sheet holds {MOST_ROWS - 1}: write Parquet or CSV, or fewer reports a workbook"
                )
            kept = frame.drop(columns="text") if name == "reports" else frame
            _add(book, name, kept, lang)
            _say_cut(name, kept, path)
        packed = BytesIO()  # a zip file that cannot be written says so once more when it is forgotten
        book.save(packed)
        temporary.write_bytes(packed.getvalue())


def _say_cut(name: str, frame: DataFrame, path: str | Path) -> None:
    """Say how many cells of a table are longer than a sheet holds."""
    cut = sum(isinstance(value, str) and len(value) > LONGEST_CELL for column in frame.select_dtypes(["string", "object"]) for value in frame[column])
    if cut:
        log.warning("%s: %d cells of the table %s are longer than Excel holds and end in …; CSV, Stata and Parquet keep them whole", path, cut, name)


@contextmanager
def _written(path: str | Path, book: Any) -> Iterator[None]:
    """Tell a place that takes no more: the sheets go through files of their own, about which lxml has errors of its own."""
    try:
        yield
    except (OSError, getattr(sys.modules.get("lxml.etree"), "LxmlError", OSError)) as error:
        for sheet in book.worksheets:
            for path_to in ("_rows", "_writer.xf"):
                with suppress(Exception):  # it fails again when it is let go
                    attrgetter(path_to)(sheet).close()
        why = getattr(error, "strerror", None) or "no more can be written there, or in the folder for temporary files"
        raise ExportError(f"{path}: cannot be written: {why}; make room, or choose another place") from error


def _add(book: Any, name: str, frame: DataFrame, lang: Language) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped]  # openpyxl has no types
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    sheet = book.create_sheet(table_name(name, lang))
    sheet.freeze_panes = "A2"
    widths = [width(column) for column in frame.columns]
    letters = [get_column_letter(number) for number in range(1, frame.shape[1] + 1)]
    for letter, wide in zip(letters, widths, strict=True):
        sheet.column_dimensions[letter].width = wide + 2
    sheet.auto_filter.ref = f"A1:{letters[-1]}{len(frame) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", _A4, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = sum(widths) <= _PRINTABLE
    style = {"font": Font(bold=True), "fill": PatternFill("solid", fgColor="DDE7F0"), "alignment": Alignment(vertical="center", wrap_text=True)}
    sheet.append([_styled(_cell(sheet, column_name(column, lang)), **style) for column in frame.columns])
    rows = zip(*(_values(name, frame[column], lang) for column in frame.columns), strict=True)
    if sum(widths) > _PRINTABLE:  # a table to compute with
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
        return
    rule, top, wrapped = Border(bottom=Side("hair")), Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
    alignments = [wrapped if wide >= _WRAPPED else top for wide in widths]
    for number, row in enumerate(rows, 2):
        lines = max(_lines(value, wide) for value, wide in zip(row, widths, strict=True))
        sheet.row_dimensions[number].height = _LINE * min(lines, _MOST_LINES)
        sheet.append([_styled(_cell(sheet, value), alignment=alignment, border=rule) for value, alignment in zip(row, alignments, strict=True)])


def _lines(value: Any, wide: int) -> int:
    """How many lines a text takes in a column; a Chinese character is as wide as two others."""
    if not isinstance(value, str) or wide < _WRAPPED:
        return 1
    return sum(1 + sum(2 if character > "\u2000" else 1 for character in line) // (wide - 1) for line in value.split("\n"))


def _values(table: str, column: Series, lang: Language) -> Iterator[Any]:
    words = vocabulary(table, str(column.name), lang)
    for value in column.astype(object).where(column.notna(), None):
        yield words.get(value, value) if words else value


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]

    value = listed(value)
    cell = WriteOnlyCell(sheet, _fitting(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula
    return cell


def _styled(cell: Any, **style: Any) -> Any:
    for name, part in style.items():
        setattr(cell, name, part)
    return cell


def _fitting(text: str) -> str:
    text = _UNPRINTABLE.sub("\ufffd", text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
