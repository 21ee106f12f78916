"""The table of targets that an office follows, as a page to read and print."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from markupsafe import Markup

from govtext.export.headings import column_name
from govtext.export.viewer.page import as_json, data_file, environment, hash_of, viewer_words
from govtext.labels import FollowUpState
from govtext.wording import Language

if TYPE_CHECKING:
    from pandas import DataFrame

_NUMBERS = ("number", "done_rate", "schedule")
_SCRIPTS = ("words.js", "tables.js", "follow.js")


def follow_page(frame: DataFrame, lang: Language = "zh") -> str:
    r"""Show the table that `follow_up` gives as one page, with a filter, that needs nothing else.

    >>> import govtext
    >>> from govtext.promises.follow_up import follow_up
    >>> report = govtext.parse("二、2024年工作安排\n1．新建幼儿园4所。（牵头单位：教育局）")
    >>> "教育局" in follow_page(follow_up(report))
    True
    """
    style, script = data_file("style.css") + data_file("track.css"), "\n".join(["'use strict';", *map(data_file, _SCRIPTS)])
    columns = list(map(str, frame.columns))
    filled = frame.astype(object).where(frame.notna(), "")
    rows = [{name: str(value) for name, value in zip(columns, row, strict=True)} for row in filled.values.tolist()]
    counted = Counter(row["state"] for row in rows)
    words = viewer_words() | {name: [column_name(name, "zh"), name.replace("_", " ")] for name in columns}
    return (
        environment()
        .get_template("follow.html.j2")
        .render(
            lang=lang,
            words=words,
            columns=columns,
            numbers=_NUMBERS,
            rows=rows,
            counts=[(f"FollowUpState.{state}", str(state), counted[str(state)]) for state in FollowUpState if counted[str(state)]],
            units=sorted({row["lead_unit"] for row in rows} - {""}),
            style=Markup(style),
            script=Markup(script),
            style_hash=hash_of(style),
            script_hash=hash_of(script),
            data=as_json({"lang": lang, "words": words}),
        )
    )
