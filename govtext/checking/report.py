"""The check as a whole: one function that names its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from govtext.checking.changes import changes
from govtext.checking.derived import ratios, shares_of_plan
from govtext.checking.findings import Finding
from govtext.checking.numbering import numbering
from govtext.checking.own import places, years
from govtext.checking.parts import parts
from govtext.checking.repeated import repeated
from govtext.checking.shares import shares
from govtext.checking.style import left_masks, style, widths
from govtext.model import Report, require_reports

_PARTS: tuple[Callable[[Report], Iterator[Finding]], ...] = (
    numbering,
    repeated,
    changes,
    parts,
    shares,
    shares_of_plan,
    ratios,
    places,
    years,
    style,
    left_masks,
    widths,
)


def check(report: Report) -> tuple[Finding, ...]:
    """Check a report for contradictions and for figures written against the standard.

    Parameters
    ----------
    report
        A parsed report; only its body and appendix are checked.

    Returns
    -------
    tuple of Finding
        In text order, each with code, severity, message, span, the rule that made it and related places. The codes are those of
        `govtext.diagnostics`: GT3 numbering and stated counts, GT5 contradictions (between figures, or with the place and the year of the
        title), GT6 style after GB/T 15835-2011 and what was left over (masks, signs of two widths).

    Examples
    --------
    >>> import govtext
    >>> for found in check(govtext.parse("全年增长4-6%。常住人口城镇化率由50%下降到55%。")):
    ...     print(found.code, found.text, found.message)
    GT601 4-6% the range 4-6% lacks the sign at its first end: 4%—6%; write the sign at both ends
    GT504 由50%下降到55% 50% to 55% is no 下降; compare the figures and the verb with their source
    """
    require_reports(report)
    found = [item for part in _PARTS for item in part(report)]
    return tuple(sorted(found, key=lambda item: (item.span.start if item.span else 0, item.code)))
