"""Frames as CSV files that a spreadsheet opens safely."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from govtext.files import aside

if TYPE_CHECKING:
    from pandas import DataFrame

FORMULA = "[ \u3000']*[=+\\-@\t\r＝＋－＠]"
"""How a text begins that a spreadsheet may take for a formula, for `re` and for Arrow alike."""
NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
"""A text that is a number and no formula, whatever it begins with, for both."""
_FORMULA, _NUMBER = re.compile(FORMULA), re.compile(NUMBER)


def write_csv(frame: DataFrame, path: str | Path, *, bom: bool = False) -> None:
    """Write a frame to a CSV file.

    Text that a spreadsheet would take for a formula (it starts with ``=``, ``+``, ``-``, ``@`` or a control character) gets an
    apostrophe in front, but for a number (``-3.5``); `plain` takes it away again. Numbers are written as they are, in as many digits as it
    takes to read them back.

    Parameters
    ----------
    frame
        Any frame of govtext.
    path
        File to write; it appears when it is whole.
    bom
        Begin with a byte order mark, without which Excel does not know that the file is UTF-8.

    Examples
    --------
    >>> from pandas import DataFrame
    >>> path = getfixture("tmp_path") / "rows.csv"
    >>> write_csv(DataFrame({"text": ["=1+1", "税收"], "low": [-1.5, 2.0]}), path)
    >>> path.read_text("utf-8").splitlines()
    ['text,low', "'=1+1,-1.5", '税收,2.0']
    """
    safe = frame.copy()
    for name in safe.columns:
        if not _is_number(safe, name):
            safe[name] = safe[name].map(safe_cell, na_action="ignore")
    with aside(path) as temporary:
        safe.to_csv(temporary, index=False, encoding="utf-8-sig" if bom else "utf-8", lineterminator="\n")


def listed(value: object) -> object:
    """Give a list, of ids or of numbers, as one text; what is no list stays as it is.

    >>> listed(("p1", "p2")), listed((0, 812)), listed(2.5)
    ('p1, p2', '0, 812', 2.5)
    """
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def safe_cell(value: object) -> object:
    """Give a cell that no spreadsheet takes for a formula.

    >>> safe_cell("=SUM(A1)"), safe_cell("——扩大投资"), safe_cell("-3.5"), safe_cell(("p1", "p2"))
    ("'=SUM(A1)", '——扩大投资', '-3.5', 'p1, p2')
    """
    text = listed(value)
    return "'" + text if isinstance(text, str) and _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def plain(cell: str) -> str:
    """Give a cell as it was before `safe_cell`.

    >>> plain("'=SUM(A1)"), plain("'引号")
    ('=SUM(A1)', "'引号")
    """
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell


def _is_number(frame: DataFrame, name: str) -> bool:
    from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

    return is_numeric_dtype(frame[name]) or is_datetime64_any_dtype(frame[name])
