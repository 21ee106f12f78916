"""The page: template, style and script of ``data/viewer`` filled with what is known of the reports."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from govtext.diagnostics import in_chinese
from govtext.errors import GovtextError
from govtext.export.viewer.compare import differences
from govtext.export.viewer.rows import blank_rows, details, measure_rows, metric_rows, name_rows, outline, project_rows, target_rows
from govtext.export.viewer.text import paragraphs
from govtext.masking.blanks import blanks
from govtext.masking.sheets import COLUMNS, HIDDEN
from govtext.model import Report
from govtext.render import name, one_line
from govtext.rules import lexicon
from govtext.wording import Language, heading

if TYPE_CHECKING:
    from jinja2 import Environment

_SCRIPTS = ("words.js", "text.js", "search.js", "tables.js", "answers.js", "sheet.js", "fill.js", "page.js")
_UNSAFE = re.compile("[<>&\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")


def page(reports: Sequence[Report], lang: Language = "zh") -> str:
    """Show reports on one page that needs nothing else: no network, no other file.

    Parameters
    ----------
    reports
        One report or several; two can be set side by side with the metrics in which they differ.
    lang
        Language that the page starts in; it has a switch.

    Returns
    -------
    str
        An HTML document. Its content security policy lets its own style and script run and nothing else; the text of a report
        is never taken for markup.

    Raises
    ------
    GovtextError
        There are no reports.

    Examples
    --------
    >>> import govtext
    >>> html = page([govtext.parse("税收完成<b>12</b>亿元。")])
    >>> "<b>12" in html, "&lt;b&gt;" in html
    (False, True)
    """
    if not reports:
        raise GovtextError("there are no reports to show; name at least one")
    style, script = data_file("style.css"), "\n".join(["'use strict';", *map(data_file, _SCRIPTS)])
    views = [_view(report, f"r{number}") for number, report in enumerate(reports)]
    words = viewer_words() | _named([view["name"] or view["title"] for view in views[:2]])
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            lang=lang,
            words=words,
            title=_title(reports),
            reports=views,
            rows=differences(reports[0], reports[1]) if len(reports) == 2 else [],
            style=Markup(style),
            script=Markup(script),
            style_hash=hash_of(style),
            script_hash=hash_of(script),
            data=as_json({"lang": lang, "words": words, "columns": _columns(), "reports": {view["key"]: view["data"] for view in views}}),
        )
    )


def as_json(value: Any) -> Markup:
    r"""Give a value as JSON that can stand in a ``<script>`` element whatever it holds.

    >>> as_json({"text": "</script>\u202e"})
    Markup('{"text": "\\u003c/script\\u003e\\u202e"}')
    """
    return Markup(_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False)))


def _view(report: Report, key: str) -> Mapping[str, Any]:
    found = blanks(report)
    return {
        "key": key,
        "title": one_line(report.meta.title.value or "") or name(report) or key,
        "name": name(report),
        "outline": outline(report),
        "paragraphs": list(paragraphs(report, found, key)),
        "metrics": metric_rows(report),
        "targets": target_rows(report),
        "measures": measure_rows(report),
        "projects": project_rows(report),
        "names": name_rows(report),
        "blanks": blank_rows(found),
        "remarks": [
            {
                "code": remark.code,
                "said": {"en": remark.message, "zh-CN": in_chinese(remark)},
                "start": remark.span.start if remark.span else "",
            }
            for remark in report.diagnostics
        ],
        "data": details(report, found),
    }


def _title(reports: Sequence[Report]) -> str:
    return " · ".join(one_line(report.meta.title.value or name(report) or "govtext", 60) for report in reports[:2])


@cache
def viewer_words() -> dict[str, list[str]]:
    """All words of the page, by key, in Chinese and English."""
    labels = {f"{row['vocabulary']}.{row['value']}": [row["zh"], row["en"]] for row in lexicon("wording")}
    return labels | {row["key"]: [row["zh"], row["en"]] for row in lexicon("viewer")}


def _named(names: Sequence[str]) -> dict[str, list[str]]:
    """The words that name the reports which are compared; names that are the same are numbered."""
    if len(set(names)) < len(names):
        names = [f"{name} ({number})" for number, name in enumerate(names, 1)]
    rows = {row["key"]: row for row in lexicon("viewer")}
    return {
        key: [rows[key][lang].replace("{name}", name) for lang in ("zh", "en")]
        for side, name in zip(("left", "right"), names, strict=False)
        for key in (side, f"only_{side}")
    }


def _columns() -> list[list[str]]:
    """The columns of the sheet of blanks, each with its headings."""
    return [[column, heading(column, "zh"), heading(column, "en")] for column in (*COLUMNS, HIDDEN)]


@cache
def data_file(file: str) -> str:
    """Give a template, style or script of the pages."""
    return (files("govtext") / "data" / "viewer" / file).read_text("utf-8")


@cache
def environment() -> Environment:
    """Give the templates of the pages; what they are given is never taken for markup."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(loader=FunctionLoader(data_file), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def hash_of(source: str) -> str:
    """The hash of an inline style or script as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
