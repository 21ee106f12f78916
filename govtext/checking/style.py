"""Figures written against the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govtext.checking.findings import Finding, finding
from govtext.labels import BlockKind
from govtext.model import Report, Span
from govtext.rules import ruleset
from govtext.source import fold

_READ = frozenset((BlockKind.BODY, BlockKind.APPENDIX))
_RANGE = re.compile(r"(?P<low>[\d.,]+)(?P<low_tail>[^\d.,]*?)(?P<dash>[-—~～至到]{1,2})(?P<high>[\d.,]+)(?P<tail>%|‰|万亿|亿|万)?")


def style(report: Report) -> Iterator[Finding]:
    """Find ranges, years and bounds that are written against GB/T 15835-2011."""
    for block in report.blocks:
        if block.kind in _READ:
            for hit in ruleset("number_style").finditer(fold(block.text)):
                span = Span(start=block.span.start + hit.start, end=block.span.start + hit.end)
                yield finding(report, hit["code"], hit.rule.id, span, written=hit.match[0], better=_better(hit.match[0]))
    for time in report.times:
        if time.rule == "time.short_year":
            yield finding(report, "GT604", "style.short_year", time.span, written=time.text)


def _better(written: str) -> str:
    """A range with its sign or scale at both ends."""
    match = _RANGE.search(written)
    if match is None:
        return written
    tail = match["tail"] or match["low_tail"]
    return f"{match['low']}{tail}—{match['high']}{tail}{written[match.end() :]}"
