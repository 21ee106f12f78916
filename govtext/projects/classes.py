"""What sort of works a name names: by its words, the last ones first."""

from __future__ import annotations

import re

from govtext.labels import ProjectClass
from govtext.rules import for_packs, lexicon

_FRILLS = re.compile(
    r"[”\"’\s]|(?:（[^（）]*）|[一二三四五六]期|改?扩?建设?|[改迁扩重]建|改造|升级|提升|整治|修缮|加固|开发|项目|工程|(?<=.{4})[^的]{1,7}段|[东西南北]{1,2}[延段线])+$"
)


@for_packs()
def _terms() -> tuple[tuple[str, ProjectClass], ...]:
    rows = [(row["term"], ProjectClass(row["class"])) for row in lexicon("project_classes")]
    return tuple(sorted(rows, key=lambda row: len(row[0]), reverse=True))


@for_packs()
def nouns() -> re.Pattern[str]:
    """The words for what is built, with which a phrase may end."""
    return re.compile(rf"(?:{lexicon('project_classes').alternation()})$")


def class_of(name: str) -> ProjectClass:
    """The sort of works by the words of the name, the last ones first, but for what says only which part of it or what is done.

    >>> str(class_of("悦澜铁路砚溪至岚屿段")), str(class_of("悦澜水库除险加固工程"))
    ('rail', 'water')
    """
    for text in (_FRILLS.sub("", name), name):
        best = max(
            ((text.rfind(term) + len(term), len(term), sort) for term, sort in _terms() if term in text), default=None, key=lambda row: row[:2]
        )
        if best:
            return best[2]
    return ProjectClass.OTHER
