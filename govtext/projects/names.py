"""The name of a project as an editor would print it, where the text leaves part of it to the list that it stands in."""

from __future__ import annotations

import re

from govtext.model import Entity
from govtext.names.edges import before
from govtext.names.lexis import lexis
from govtext.names.proper import is_proper
from govtext.projects.classes import nouns
from govtext.projects.runs import Runs
from govtext.rules import ruleset

_COUNT = r"[0-9一二两三四五六七八九十百几数多]+[余多]?[个项座条处段所家]"
_COUNT_BEHIND = re.compile(r"(?:共|达|近|约)?[0-9]+[余多]?(?:个|项|座|条|处)")
_COUNT_BEFORE = re.compile(rf"(?:{_COUNT}|一批|各类|各个)$")
_QUOTED_SORT = re.compile(r"[“\"](?P<core>[^”\"]*)[”\"](?:项目|工程)")
_REST = re.compile(rf"(?:、[^，。；：、\n]{{1,16}})*?(?:等(?:{_COUNT})?|{_COUNT})(?P<noun>[\u4e00-\u9fff]{{2,12}}?)(?=建设|改造|扩建|前期|项目|工程|[，。；：、和及\n]|$)")
_NUMBERED = re.compile(r"[0-9一二三四五六七八九十]{1,3}号")
_FIRST_NUMBER = re.compile(r"(?P<number>[0-9一二三四五六七八九十]{1,3})(?:号线?)?[^，。；：、\n]{0,6}(?:、[^，。；：、\n]{1,10})*?[、和与及]$")
_FROM_TO = re.compile(r"[^公一][至到—―－~-]|^[^至到]{2,}至")
_LINE = re.compile(r"(?:[路线段道桥]|高速|专线|管道|工程|项目)$")
_FIELD_END = re.compile(r"(?:项目|工程|[一二三四五六]期|[段线路])[”\"]?$")
_LONGEST_LIST = 40
_BEFORE = 8


def is_named(text: str, entity: Entity) -> bool:
    """Whether a mention names one project: not a sort of projects that is counted, or called by a slogan."""
    start, end = entity.span.start, entity.span.end
    if _COUNT_BEHIND.match(text, end) or _COUNT_BEFORE.search(text, max(0, start - _BEFORE), start):
        return False
    sort = _QUOTED_SORT.fullmatch(entity.text)
    return sort is None or is_proper(sort["core"])


def written(runs: Runs, entity: Entity) -> str:
    """The name with what it shares with others of its list: 集张、赤大铁路, 岚屿地铁1号、3号线, 砚溪、悦澜等大型水库."""
    name = "".join(entity.text.split())
    if _NUMBERED.match(name):
        return _shared_head(runs, entity) + name
    return name if _has_noun(name) else name + _shared_tail(runs, entity)


def _has_noun(name: str) -> bool:
    noun = _FIELD_END.search(name)
    return noun is not None or (nouns().search(name) is not None and not _FROM_TO.search(name))


def _shared_tail(runs: Runs, entity: Entity) -> str:
    number = runs.number(entity)
    behind = [member for member in runs.members(number) if member.span.start > entity.span.start]
    for member in behind:
        if nouns().search(member.text) and (not _FROM_TO.search(entity.text) or _LINE.search(member.text)):
            return "" if runs.text.startswith("等", member.span.end) else _noun(member.text)
    rest = _REST.match(runs.text, behind[-1].span.end if behind else entity.span.end)
    return _noun(rest["noun"]) if rest else ""


def _noun(text: str) -> str:
    noun = nouns().search(text)
    return noun[0] if noun else ""


def _shared_head(runs: Runs, entity: Entity) -> str:
    """What stands before the first number of a list of numbers."""
    first = _FIRST_NUMBER.search(runs.text, max(0, entity.span.start - _LONGEST_LIST), entity.span.start)
    if first is None:
        return ""
    start = before(runs.text, first.start("number"), lexis()).start
    head = "".join(runs.text[start : first.start("number")].split())
    return head if len(head) <= _BEFORE else ""
