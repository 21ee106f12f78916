"""The panel as a file: an Excel workbook with a second sheet of what to check, Stata, CSV or Parquet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from govtext.diagnostics import catalogue
from govtext.export.calls import ExportError, known
from govtext.export.headings import vocabulary
from govtext.export.observations import UNKNOWN
from govtext.files import aside
from govtext.wording import Language

if TYPE_CHECKING:
    from pandas import DataFrame

Profile = Literal["default", "pinggu"]
CELLS: Mapping[str, tuple[str, str, str, str]] = {
    "target": ("flags", "target", "sentence", "source"),
    "result": ("result_flags", "result", "result_sentence", "result_source"),
    "last_result": ("last_flags", "last_result", "last_sentence", "source"),
}
"""For each value of a row the columns that hold its flags, itself, its sentence and the file that it is from."""
TO_CHECK = ("place", "year", "indicator", "indicator_name", "cell", "value", "why", "sentence", "file")
_PINGGU = {
    **{"sentence": "报告语句", "city": "city", "year": "year", "indicator": "indicator", "target": "rate", "modifier": "rate_sub"},
    **{"province_code": "prov_code", "province": "province", "city_code": "city_code", "place": "place", "code": "code", "step_up": "加码"},
}


def to_check(panel: DataFrame, lang: Language = "zh") -> DataFrame:
    r"""List the cells of a long panel that are not sure, with their sentences, so that they can be read one after the other.

    Parameters
    ----------
    panel
        A long panel, as `panel` gives it.
    lang
        Language of the reasons.

    Returns
    -------
    DataFrame
        A row for each flagged cell and each target that may have been overlooked: ``place``, ``year``, ``indicator``, the ``cell``'s column,
        its ``value``, ``why`` it is to be checked, the ``sentence`` and the ``file``.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("2024年青河县人民政府工作报告\n二、2024年重点工作\n今年主要预期目标是：地区生产总值增长96%。")
    >>> to_check(govtext.panel([report], ["gdp_growth"]), "en")[["cell", "value", "why"]].values.tolist()
    [['target', 96.0, 'GT706 the value is far from what such an indicator has']]
    """
    from pandas import DataFrame, notna

    rows = []
    for row in panel.to_dict("records"):
        origin = {name: row[name] for name in ("place", "year", "indicator", "indicator_name")}
        for cell, (flags, value, sentence, file) in CELLS.items():
            if notna(row[flags]):
                why = "; ".join(_meaning(code, lang) for code in row[flags].split(", "))
                rows.append({**origin, "cell": cell, "value": row[value], "why": why, "sentence": row[sentence], "file": row[file]})
        if row["form"] == UNKNOWN and notna(row["reason"]) and not notna(row["flags"]):
            why = vocabulary("panel", "reason", lang)[row["reason"]]
            rows.append({**origin, "cell": "target", "value": None, "why": why, "sentence": None, "file": row["source"]})
    frame = DataFrame(rows, columns=list(TO_CHECK))
    return frame.astype({name: {"year": "Int64", "value": "float64"}.get(name, "string") for name in TO_CHECK})


def _meaning(code: str, lang: Language) -> str:
    entry = catalogue()[code]
    return f"{code} {entry['chinese_message'] if lang == 'zh' else entry['message']}"


def pinggu(panel: DataFrame) -> DataFrame:
    r"""Give a long panel the columns that Chinese researchers exchange: 报告语句, city, year, rate, rate_sub, prov_code, province, city_code.

    ``rate`` is the target and ``rate_sub`` its word (左右, 以上); ``加码`` is the target less that of the division above for the same year.
    The indicator, and the place with its own code (which counties need) stand beside them.

    Examples
    --------
    >>> import govtext
    >>> report = govtext.parse("2024年青河县人民政府工作报告\n二、2024年重点工作\n今年主要预期目标是：地区生产总值增长6%左右。")
    >>> pinggu(govtext.panel([report], ["gdp_growth"]))[["place", "year", "rate", "rate_sub"]].values.tolist()
    [['青河县', 2024, 6.0, '左右']]
    """
    words = vocabulary("panel", "modifier", "zh")
    frame = panel[[*_PINGGU]].rename(columns=_PINGGU)
    frame["rate_sub"] = panel["modifier"].map(words, na_action="ignore").astype("string")
    frame["year"] = panel["year"]
    return frame


_PROFILES: Mapping[str, Callable[[DataFrame], DataFrame]] = {"default": lambda panel: panel, "pinggu": pinggu}


def profiled(panel: DataFrame, profile: Profile = "default") -> DataFrame:
    """Give a panel the columns of a profile; that of researchers is for the long form.

    Raises
    ------
    ExportError
        There is no such profile, or the panel is wide.
    """
    known(profile, [*_PROFILES], "profile")
    if profile != "default" and "indicator" not in panel:
        raise ExportError(f"the profile {profile} has one row for each target; leave --wide out")
    return _PROFILES[profile](panel)


def write_panel(panel: DataFrame, path: str | Path, *, profile: Profile = "default", lang: Language = "zh", bom: bool = False) -> None:
    r"""Write a panel to a file, whose ending says of which kind: .xlsx, .dta, .csv or .parquet.

    An Excel workbook of a long panel has a second sheet, of what to check (`to_check`).

    Parameters
    ----------
    panel
        A panel, as `panel` gives it.
    path
        File to write; it appears when it is whole.
    profile
        ``pinggu`` names and chooses the columns as `pinggu` does.
    lang
        Language of headings and labels in Excel and Stata.
    bom
        Begin a CSV with a byte order mark.

    Raises
    ------
    ExportError
        The ending is none of these, or the profile does not fit.
    MissingExtraError
        The package for the kind of file is not installed.

    Examples
    --------
    >>> import govtext, pandas
    >>> report = govtext.parse("2024年青河县人民政府工作报告\n二、2024年重点工作\n今年主要预期目标是：地区生产总值增长6%左右。")
    >>> path = getfixture("tmp_path") / "panel.csv"
    >>> write_panel(govtext.panel([report], ["gdp_growth"]), path)
    >>> pandas.read_csv(path)["target"].tolist()
    [6.0]
    """
    ending = ending_of(path)
    frame = profiled(panel, profile)
    if ending == ".xlsx":
        from govtext.export.workbook import write_workbook

        checks = {"to_check": to_check(panel, lang)} if "indicator" in panel else {}
        write_workbook({"panel": frame, **checks}, path, lang)
    elif ending == ".dta":
        from govtext.export.stata import write_stata

        write_stata(frame, path, "panel", lang)
    elif ending == ".csv":
        from govtext.export.csv_files import write_csv

        write_csv(frame, path, bom=bom)
    else:
        _write_parquet(frame, path)


ENDINGS = (".xlsx", ".dta", ".csv", ".parquet")


def ending_of(path: str | Path) -> str:
    """Give the ending of a file that a panel can be written to.

    >>> ending_of("panel.CSV")
    '.csv'
    """
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        raise ExportError(f"{path}: a panel is written to a file that ends in {', '.join(ENDINGS)}")
    return ending


def _write_parquet(frame: DataFrame, path: str | Path) -> None:
    from govtext.reading.extras import need

    need("pyarrow", "parquet", "writing Parquet")
    plain: Any = frame.copy(deep=False)
    plain.attrs = {}
    with aside(path) as temporary:
        plain.to_parquet(temporary, index=False)
