"""Frames as Stata files, with labels for variables and values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govtext.export.csv_files import listed
from govtext.export.headings import column_name, table_name, vocabulary
from govtext.files import aside
from govtext.wording import Language

if TYPE_CHECKING:
    from pandas import DataFrame

LONGEST_NAME = 32  # characters of a variable's name
_LONGEST_LABEL = 80
_LONG_TEXT = 100  # bytes; longer strings are kept as strL, of any length


def write_stata(frame: DataFrame, path: str | Path, table: str = "panel", lang: Language = "zh") -> None:
    r"""Write a frame to a Stata file (.dta, for Stata 14 and later).

    Columns with a closed list of values are numbers with value labels; sentences and other long text are strL; days are Stata days. A name
    that is too long for a variable is shortened and stands in full in the variable's label.

    Parameters
    ----------
    frame
        Any frame of govtext.
    path
        File to write; it appears when it is whole.
    table
        Which table the frame is: ``panel``, ``tasks``, ``attention`` or one of those of `to_frames`. It decides the labels.
    lang
        Language of the labels.

    Examples
    --------
    >>> import govtext, pandas
    >>> report = govtext.parse("2024年青河县人民政府工作报告\n各位代表：\n二、2024年重点工作\n今年主要预期目标是：地区生产总值增长6%左右。")
    >>> path = getfixture("tmp_path") / "panel.dta"
    >>> write_stata(govtext.panel([report]), path)
    >>> pandas.read_stata(path).loc[0, ["year", "target", "modifier"]].to_dict()
    {'year': 2024, 'target': 6.0, 'modifier': '左右'}
    """
    names = _names(frame.columns)
    given = frame.rename(columns=names)
    labels, long, days = {}, [], {}
    for column, name in names.items():
        full = column if column != name else ""
        labels[name] = " ".join(part for part in (column_name(column, lang), full) if part)[:_LONGEST_LABEL]
        given[name] = _stored(frame, column, table, lang)
        kind = given[name].dtype.kind
        if kind == "M":
            days[name] = "td"
        elif given[name].dtype == object and given[name].map(lambda text: len(text.encode())).max() > _LONG_TEXT:
            long.append(name)
    with aside(path) as temporary:
        given.to_stata(
            temporary,
            write_index=False,
            version=118,
            variable_labels=labels,
            data_label=table_name(table, lang),
            convert_strl=long,
            convert_dates=days,  # type: ignore[arg-type]  # the stubs ask for a mapping with labels of any kind
        )


def _stored(frame: DataFrame, column: str, table: str, lang: Language) -> Any:
    """A column as Stata keeps it: numbers, days, labelled numbers or strings without missing values."""
    from pandas import Categorical
    from pandas.api.types import is_datetime64_any_dtype, is_numeric_dtype

    values = frame[column]
    if is_datetime64_any_dtype(values):
        return values
    if is_numeric_dtype(values):
        return values.astype("float64") if values.isna().any() else values.astype("float64" if values.dtype.kind == "f" else "int32")
    if len(values) and (words := vocabulary(table, column, lang)):  # pandas cannot label a column without rows
        return Categorical(values.map(words, na_action="ignore").astype(object), categories=list(dict.fromkeys(words.values())))
    return values.map(lambda value: str(listed(value)), na_action="ignore").astype(object).fillna("")


def _names(columns: Iterable[str]) -> dict[str, str]:
    """Names that Stata takes, each different."""
    from pandas.io.stata import StataParser

    reserved: set[str] = StataParser().RESERVED_WORDS  # type: ignore[attr-defined]  # the stubs do not know it
    names: dict[str, str] = {}
    for column in columns:
        name = re.sub(r"\W", "_", column)
        name = f"_{name}" if name in reserved or name[:1].isdigit() else name
        number = 1
        short = name[:LONGEST_NAME]
        while short in names.values():
            number += 1
            short = f"{name[: LONGEST_NAME - len(str(number))]}{number}"
        names[column] = short
    return names
