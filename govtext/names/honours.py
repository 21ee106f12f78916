"""Titles and awards: what a place or a body was named, has won or strives for."""

from __future__ import annotations

from collections.abc import Iterator

from govtext.labels import EntityKind
from govtext.names.name import Name
from govtext.rules import ruleset

_CUE_REACH = 14


def honours(copy: str) -> Iterator[Name]:
    """The honours of a text that a verb gives, wins or aims at."""
    titles, cues = ruleset("honours"), ruleset("honour_cues")
    for hit in titles.finditer(copy):
        if cues.search(copy, max(0, hit.start - _CUE_REACH), hit.start) or cues.match(copy, hit.end, hit.end + _CUE_REACH):
            yield Name(hit.start, hit.end, EntityKind.HONOUR, hit.rule.id)
