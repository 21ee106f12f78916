"""Promises without a number: what the lists of targets say in words, and what the text declines to set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govtext.indicators import Mention, find
from govtext.labels import TargetForm
from govtext.naming.choose import name_before
from govtext.naming.joints import split_joint
from govtext.rules import ruleset

_CLAUSE = re.compile(r"[^，；。：！？\n]+")
_SENTENCE_END = re.compile(r"[。！？]")
_LIST_GOES_ON = re.compile(r"[；：，]$")
_JOINED_BEFORE = re.compile(r"(?:[^、和与及，。；：\n]{2,14}[、和与及]){1,6}$")
_CONNECTOR = re.compile(r"[、和与及]")
_LONGEST_JOINT = 100
_GROWTH = "经济增速"


@dataclass(frozen=True, slots=True)
class Promise:
    """One indicator promised in words; offsets are in the reading copy, those of the name or, without one, of the words."""

    start: int
    end: int
    name: str
    form: TargetForm


@dataclass(frozen=True, slots=True)
class TargetList:
    """A stretch that lists targets after a cue; up to `close` it is the list proper, the rest may explain it."""

    cue: str
    start: int
    close: int
    end: int


def promises(copy: str, found: Iterable[TargetList]) -> Iterator[Promise]:
    """The promises in words, list by list, and then those that the text declines to make."""
    for listed in found:
        for clause in _CLAUSE.finditer(copy, listed.start, listed.end):
            named = list(_named(copy, clause.start(), clause.end()))
            yield from named
            if not named and clause.end() <= listed.close:
                yield from _unnamed(copy, clause.start(), clause.end())
    for hit in ruleset("declined").finditer(copy):
        names = [copy[hit.start + m.start : hit.start + m.end] for m in find(hit.match[0])]
        yield Promise(hit.start, hit.end, names[0] if names else _GROWTH if "增" in hit.match[0] else "", TargetForm.DECLINED)


def lists(copy: str) -> Iterator[TargetList]:
    """From the cue to the end of its paragraph; lines that only end a member of the list go on."""
    reached = 0
    for hit in ruleset("target_lists").finditer(copy):
        if hit.end < reached:
            continue
        end = _line_end(copy, hit.end)
        while end + 1 < len(copy) and (end - hit.end <= 1 or _LIST_GOES_ON.search(copy, end - 1, end)):
            end = _line_end(copy, end + 1)
        stop = _SENTENCE_END.search(copy, hit.end, end)
        reached = end
        yield TargetList(hit.match[0], hit.end, stop.end() if stop else end, end)


def _line_end(copy: str, position: int) -> int:
    end = copy.find("\n", position)
    return end if end >= 0 else len(copy)


def _named(copy: str, start: int, end: int) -> Iterator[Promise]:
    """Promises of known indicators in a clause, and of those that are joined to them: 能耗和排放量完成省定任务."""
    said = start
    for mention in _mentions(copy, start, end):
        hit = ruleset("target_forms").match(copy, mention.end, end) if mention.start >= said else None
        if hit is None:
            continue
        yield from _joint(copy, max(said, mention.start - _LONGEST_JOINT), mention, TargetForm(hit["form"]))
        said = hit.end


def _mentions(copy: str, start: int, end: int) -> Iterator[Mention]:
    for mention in find(copy[start:end]):
        yield mention._replace(start=start + mention.start, end=start + mention.end)


def _joint(copy: str, left: int, mention: Mention, form: TargetForm) -> Iterator[Promise]:
    before = _JOINED_BEFORE.search(copy, left, mention.start)
    if before is None:
        yield Promise(mention.start, mention.end, copy[mention.start : mention.end], form)
        return
    first = _CONNECTOR.search(copy, before.start(), mention.start)
    end = first.start() if first else mention.start
    own = name_before(copy, before.start(), end)
    position = start = own[0] if own and own[1] == end else before.start()
    for name in split_joint(copy[start : mention.end]):
        found = copy.find(name[:2], position, mention.end)
        position = found if found >= 0 else position
        yield Promise(position, mention.end, name, form)


def _unnamed(copy: str, start: int, end: int) -> Iterator[Promise]:
    """A promise whose indicator the lexicon does not know, in words that are said of indicators alone."""
    hit = ruleset("target_forms").search(copy, start, end)
    if hit is None or not hit["unnamed"]:
        return
    name = name_before(copy, start, hit.start)
    if name:
        yield Promise(*name, copy[slice(*name)], TargetForm(hit["form"]))
    elif (inside := hit.rule.id == "target_form.assigned" and hit.span("object")) and inside[1] > inside[0]:
        yield Promise(*inside, copy[slice(*inside)], TargetForm(hit["form"]))
