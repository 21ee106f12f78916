"""The catalogue of diagnostics: what the parser may remark about a text, each with a stable code.

Codes start with GT1 for the text as a whole, GT2 for damage and repairs of the archive, GT3 for numbering and counts, GT4 for masks;
GT5 (contradictions between figures) and GT6 (style of figures) are found by `govtext.checking` alone,
and GT7 are doubts about cells of the panel, found by `govtext.export.doubts`.
The catalogue itself is the lexicon ``diagnostics.csv``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from govtext.labels import Severity
from govtext.model import Diagnostic, Span
from govtext.rules import lexicon
from govtext.rules.lexicon import Row


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Row]:
    """Every diagnostic by its code, with the columns severity, message (a form), advice, chinese (a name), chinese_message, chinese_advice.

    >>> catalogue()["GT301"]["chinese"]
    '编号跳号'
    """
    return {row["code"]: row for row in lexicon("diagnostics")}


def make(code: str, span: Span | None = None, **values: object) -> Diagnostic:
    """Make a diagnostic of the catalogue, its message filled in.

    Parameters
    ----------
    code
        One of the catalogue's codes, e.g. ``"GT301"``.
    span
        Where in `Report.text` it applies; None for the text as a whole.
    **values
        The values that the message names.

    Raises
    ------
    KeyError
        The catalogue has no such code, or its message names a value that is not given.

    Examples
    --------
    >>> make("GT301", Span(start=10, end=12), before="一、", after="三、").message
    'numbering goes from 一、 to 三、; check the source for a missing heading or item'
    """
    row = catalogue()[code]
    return Diagnostic(code=code, severity=Severity(row["severity"]), message=f"{row['message'].format(**values)}; {row['advice']}", span=span)


def in_chinese(found: Diagnostic) -> str:
    """Say in Chinese what a diagnostic says, with the same values.

    The values are those of its English message, so that a diagnostic of a stored document can be said in Chinese too.

    Examples
    --------
    >>> in_chinese(make("GT301", before="一、", after="三、"))
    '编号从一、跳到三、；请核对是否缺少标题或条目'
    """
    row = catalogue()[found.code]
    said = _form(found.code).fullmatch(found.message)
    return f"{row['chinese_message'].format(**said.groupdict())}；{row['chinese_advice']}" if said else row["chinese"]


@cache
def _form(code: str) -> re.Pattern[str]:
    """The message of a code as a pattern whose groups are its values."""
    row = catalogue()[code]
    parts = map(re.escape, re.split(r"\{(\w+)\}", f"{row['message']}; {row['advice']}"))
    return re.compile("".join(f"(?P<{part}>.*?)" if place % 2 else part for place, part in enumerate(parts)), re.DOTALL)
