"""The flow: one function that names every stage of a parse in order."""

from __future__ import annotations

import re

from govtext.assemble import report
from govtext.collection import collection_paused
from govtext.errors import GovtextError
from govtext.fixed_terms import fixed_terms
from govtext.front_matter import fields
from govtext.model import Report, SourceInfo
from govtext.naming.choose import choose
from govtext.plain import plain_text
from govtext.source import NO_LAYOUT, SourceText
from govtext.stages.blocks import blocks
from govtext.stages.charts import charts
from govtext.stages.checks import checks, recognition
from govtext.stages.entities import entities
from govtext.stages.measured import Naming
from govtext.stages.measures import measures
from govtext.stages.meta import meta, reference
from govtext.stages.metrics import Found, metrics
from govtext.stages.periods import in_reviewed_year
from govtext.stages.placeholders import placeholders
from govtext.stages.roles import assign as assign_roles
from govtext.stages.sections import sections
from govtext.stages.tables import tabulated
from govtext.stages.terms import without_values
from govtext.stages.turns import roles_by_text
from govtext.time_expressions import scan as scan_times

_LINE_END = re.compile(r"\r(?<!\r\r)\r*\n")  # some tools turn \n into \r\n a second time


@collection_paused()
def parse(text: str, source: SourceInfo | None = None) -> Report:
    r"""Read a report.

    Any text gives a valid report; what is odd about it is said in `Report.diagnostics`.

    Parameters
    ----------
    text
        The report as archived. Line ends are made ``\n`` and lone surrogates U+FFFD, which no text can hold; nothing else is changed.
    source
        Where it was read from, kept as `Report.source`.

    Raises
    ------
    GovtextError
        What is given is no text.

    Examples
    --------
    >>> report = parse("一、2023年工作回顾\n全年税收完成12.5亿元，增长6.5%。")
    >>> [(m.indicator.text, m.text, str(m.kind)) for m in report.metrics]
    [('税收', '12.5亿元', 'level'), ('税收', '6.5%', 'growth')]
    """
    if not isinstance(text, str):
        raise GovtextError(f"a report is given as its text, and this is {type(text).__name__}; a file is read with govtext.read")
    return flow(text, source, choose)


def flow(text: str, source: SourceInfo | None, name: Naming) -> Report:
    """The stages of a parse in order; `name` says what a value measures."""
    archived = SourceText.of(plain_text(_LINE_END.sub("\n", text.lstrip("\ufeff"))), source.layout if source else NO_LAYOUT)
    copy, front = archived.copy, fields(archived)
    tables = charts(archived)
    paragraphs = blocks(archived, source.furniture if source else (), tables)
    headings = sections(copy, paragraphs, archived.ranks)
    blanks = placeholders(archived, paragraphs)
    facts = meta(copy, paragraphs, headings, blanks, front or {}, source or SourceInfo())
    assign_roles(copy, headings, reference(facts), facts.kind)
    items = measures(copy, paragraphs, headings)
    times = in_reviewed_year(copy, scan_times(copy, reference(facts)), headings, facts)
    blocked = without_values(copy, times, fixed_terms(copy), headings, items)
    role = roles_by_text(copy, paragraphs, headings, times, reference(facts))
    found = Found(copy, paragraphs, headings, items, blanks, times, blocked, facts.year, role)
    values = metrics(found, name)
    if tables:
        values = tuple(sorted([*values, *tabulated(found, tables)], key=lambda item: item.place.value.start))
    named = entities(copy, paragraphs, facts.place.value if facts.place else None)
    remarks = (*recognition(source), *checks(archived, paragraphs, headings, items, blanks, facts, front))
    return report(archived, front, paragraphs, facts, headings, items, blanks, times, values, named, remarks, source, tables)
