"""What sort of works a name names: by its words, the last ones first."""

from __future__ import annotations

import re

from govtext.labels import ProjectClass
from govtext.rules import for_packs, lexicon, ruleset


@for_packs(2)
def _terms(words: str) -> tuple[tuple[str, ProjectClass], ...]:
    return tuple((row["term"], ProjectClass(row["class"])) for row in lexicon(words))


@for_packs()
def nouns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words for what is built, as the end of a phrase, and behind words that say of what sort it is."""
    words, topics = lexicon("project_classes").alternation(), lexicon("project_topics").alternation()
    return re.compile(rf"(?:{words})$"), re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?P<noun>{words}|(?:{topics})(?:项目|工程))")


@for_packs()
def sort() -> re.Pattern[str]:
    """Words that together say no more than of what sort works are: 快速客运铁路."""
    words = (lexicon("project_classes"), lexicon("project_topics"), lexicon("generic_names").where(kind="quality"))
    return re.compile(rf"(?:{'|'.join(rows.alternation() for rows in words)})+")


@for_packs()
def _line() -> re.Pattern[str]:
    """The first word for what is built, or the number of a road: 沪昆|高速公路|砚溪段, G60|砚溪段."""
    return re.compile(rf"(?<=.)(?:{lexicon('project_classes').alternation()})|[GS][0-9]+")


def bare(name: str) -> str:
    """The name without what says only which part of the works it is or what is done.

    >>> bare("人民路改造工程"), bare("悦澜铁路砚溪至岚屿段")
    ('人民路', '悦澜铁路')
    """
    hit = ruleset("project_frills").search(name)
    return name[: hit.start] if hit else name


@for_packs(1 << 12)
def class_of(name: str) -> ProjectClass:
    """The sort of works by the words of the name, the last ones first, but for what says only which part of it or what is done.

    >>> str(class_of("悦澜铁路砚溪至岚屿段")), str(class_of("悦澜水库除险加固工程"))
    ('rail', 'water')
    """
    if name.endswith("段") and (line := _line().search(name)):  # 哈伊高速铁路|铁力至伊春段
        return _by_last_word(line[0]) or ProjectClass.ROAD
    return _by_last_word(bare(name)) or _by_last_word(name) or ProjectClass.OTHER


def _by_last_word(name: str) -> ProjectClass | None:
    for words in ("project_classes", "project_topics"):
        inside = [(name.rfind(term), term, sort) for term, sort in _terms(words) if term in name]
        last = max(
            ((at + len(term), len(term), sort) for at, term, sort in inside if len(term) > 1 or at == len(name) - 1),
            default=None,
            key=lambda row: row[:2],
        )
        if last:
            return last[2]
    return None
