"""What a review says of an indicator in words alone: 节能减排圆满完成年度任务, 居民收入与经济增长同步."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from govtext.characters import simplified
from govtext.indicators import find
from govtext.labels import Role, Verdict
from govtext.model import Report, Sentence, Span
from govtext.promises.results import sentence_of
from govtext.promises.stated import SelfVerdict
from govtext.rules import ruleset

_CLAUSE = re.compile(r"[^，。；：！？\n]+")
_BETWEEN = 12  # characters from a name to what is said of it


@dataclass(frozen=True, slots=True)
class Said:
    """Words without a number; the span is that of their clause.

    Attributes
    ----------
    ids
        Canonical ids of the indicators that the clause names.
    judged
        What the report says of its own targets, None where it says with what the indicator kept pace.
    pace, reference
        As in the rules ``paces``: ``same`` or ``above``, and the id of the other indicator where it is known.
    """

    ids: frozenset[str]
    span: Span
    sentence: Sentence
    judged: SelfVerdict | None = None
    pace: str | None = None
    reference: str | None = None


def said(report: Report) -> Iterator[Said]:
    r"""Give what the review of a report says in words of known indicators, in clauses that hold no value.

    >>> import govtext
    >>> report = govtext.parse("一、2023年工作回顾\n城镇新增就业圆满完成年度任务，居民收入与经济增长基本同步，税收增长6%，完成年度任务。")
    >>> [(one.judged and one.judged.verdict.value, one.pace) for one in said(report)]
    [('met', None), (None, 'same')]
    """
    values = [metric.span.start for metric in report.metrics]
    reviews = [section.span for section in report.sections if section.role is Role.RETROSPECT]
    seen: set[int] = set()
    for review in reviews:
        for clause in _CLAUSE.finditer(report.text, review.start, review.end):
            if clause.start() in seen or bisect_left(values, clause.start()) != bisect_left(values, clause.end()):
                continue
            seen.add(clause.start())
            yield from _of_clause(report.text, clause.start(), clause.end())


def _of_clause(text: str, start: int, end: int) -> Iterator[Said]:
    clause = simplified(text[start:end])
    if len(clause) != end - start:
        return
    ids: set[str] = set()
    named = 0
    for mention in find(clause):
        judged = ruleset("self_verdicts").search(clause, mention.end)
        pace = ruleset("paces").search(clause[mention.end :])
        ids |= mention.entry.ids
        named = mention.end
        if pace is not None:
            yield _said(
                text, start, end, ids, pace=str(pace["pace"]), reference=str(pace["reference"]) if "reference" in pace.rule.produces else None
            )
            return
        if judged is None:
            return
    hit = ruleset("self_verdicts").search(clause, named) if ids else None
    if hit is not None and hit.start - named <= _BETWEEN and "verdict" in hit.rule.produces:
        span = Span(start=start + hit.start, end=start + hit.end)
        yield _said(text, start, end, ids, judged=SelfVerdict(span.of(text), span, Verdict(hit["verdict"])))


def _said(text: str, start: int, end: int, ids: set[str], **what: object) -> Said:
    span = Span(start=start + len(text[start:end]) - len(text[start:end].lstrip()), end=end)
    return Said(frozenset(ids), span, sentence_of(text, span), **what)  # type: ignore[arg-type]  # fields of their types
