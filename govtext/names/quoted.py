"""Names between quotation marks, with the word behind the marks that belongs to them: “安全生产月”活动, 文化产业发展“122”工程."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govtext.labels import EntityKind
from govtext.names.edges import before
from govtext.names.lexis import Lexis
from govtext.names.name import Name
from govtext.rules import for_packs, lexicon, ruleset

_QUOTED = re.compile(r"“([^“”\n]{1,40})”|\"([^\"\n]{1,40})\"")
_BEAT = re.compile(r"[一二两三四五六七八九十百千双多0-9]+(?![体合通般直些样切定起票次险窗站])[^一二两三四五六七八九十百千双多0-9，。；、]{1,8}")
_OF_A_NOUN = frozenset({"工程", "计划", "政策文件"})
_COUNTED = re.compile(r"[一二两三四五六七八九十百0-9]+[大项个]?(?:战略|工程|行动|计划|改革|规划)")
_DIGITS = re.compile(r"[0-9]{3,}")
_BEHIND = re.compile(r"(?:系列|专项|主题|综合|分离|集中|文明示范)?")
_LONGEST_TAIL = 8
_CUE_REACH = 12
_LONGEST_TERM = 24
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@for_packs()
def _tails() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, EntityKind]]:
    rows = lexicon("quoted_tails")
    kinds = {form: EntityKind(row["kind"]) for row in rows for form in row["term"].split("|")}
    behind = rows.where(side="behind").alternation()
    inside = "|".join(rows.where(kind=kind).alternation() for kind in ("policy", "honour", "meeting"))
    return re.compile(rf"(?P<between>[\u4e00-\u9fff]{{0,{_LONGEST_TAIL}}}?)(?P<tail>{behind})"), re.compile(rf"(?:{inside})$"), kinds


def quoted(copy: str, words: Lexis) -> Iterator[Name]:
    """The quoted names and terms of a text."""
    for mark in _QUOTED.finditer(copy):
        text = mark[1] or mark[2]
        if len(text) < 2:
            continue
        yield _name(copy, mark, text, words)


def _name(copy: str, mark: re.Match[str], text: str, words: Lexis) -> Name:
    behind, inside, kinds = _tails()
    tail = behind.match(copy, mark.end(), mark.end() + _LONGEST_TAIL + 6)
    ending = inside.search(text)
    if ending and kinds[ending[0]] is EntityKind.MEETING and tail and tail["tail"].endswith("活动"):
        return Name(mark.start(), mark.end(), EntityKind.MEETING, "entity.quoted")
    if tail and not _breaks(copy, words, mark.end(), tail.start("tail")):
        kind = kinds[tail["tail"]]
        begin = _with_noun(copy, mark.start(), words) if tail["tail"] in _OF_A_NOUN else mark.start()
        return Name(begin, tail.end(), kind, "entity.quoted")
    if ending and not _COUNTED.fullmatch(text):
        kind = kinds[ending[0]]
        begin = _with_noun(copy, mark.start(), words) if kind is EntityKind.POLICY else mark.start()
        return Name(begin, mark.end(), kind, "entity.quoted")
    if ruleset("honour_verbs").search(copy, max(0, mark.start() - _CUE_REACH), mark.start()):
        return Name(mark.start(), mark.end(), EntityKind.HONOUR, "entity.quoted")
    if len(_BEAT.findall(text)) > 1 or _DIGITS.fullmatch(text):
        return Name(mark.start(), mark.end(), EntityKind.FORMULA, "entity.formula")
    return Name(mark.start(), mark.end(), EntityKind.TERM, "entity.term")


def _breaks(copy: str, words: Lexis, start: int, end: int) -> bool:
    """Whether a verb or a function word stands between the marks and the word behind them."""
    return end > start and before(copy, end, words, start).start > start


def _with_noun(copy: str, start: int, words: Lexis) -> int:
    """Where the name begins that a quotation closes: at the noun before it, or at its mark."""
    field = before(copy, start, words)
    noun = copy[field.start : start]
    return field.start if field.closed and 4 <= len(noun) <= 12 and _HAN.fullmatch(noun) else start
