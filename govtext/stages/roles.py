"""What each section does: by the year that its title names, by the title's words, by the text under it, and by its place among its like."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from govtext.labels import DocumentKind, HeadingStyle, Origin, Role
from govtext.rules import for_packs, lexicon, ruleset
from govtext.time_expressions import scan

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

    from govtext.stages.sections import Heading

Said = tuple[Role, str, Origin]

_AHEAD = (Role.PLAN, Role.OUTLOOK)
_OWN = (Role.PROBLEMS, Role.SELF_BUILDING)  # roles that a section may have inside another's
_OF_KIND = {DocumentKind.PLAN: Role.PLAN, DocumentKind.SUMMARY: Role.RETROSPECT}
_FROM_TEXT: Said = (Role.PLAN, "role.text", Origin.INFERRED)
_SAMPLE = 4000  # characters of a section by which it is weighed
_LEAD = 60  # characters before a list that lead to it
_MIDDLE = -10.0  # sections titled 回顾 weigh more than -4, those titled 工作安排 less than -14
_CLEAR = 15.0  # a weight that outdoes a title
_FAINT = 2.0  # a weight below it says nothing
_ON_ANY_DAY = frozenset({"time.relative_year", "time.past", "time.coming"})  # rules of times that lie on the same side of each day
_ANY_DAY = dt.date(2000, 7, 1)
_YEAR_LENGTH = 366  # days; what is planned for longer is an aim


def role_of(title: str) -> tuple[Role, str] | None:
    """The role that a title's words name, with the rule that says so, or None."""
    hits = list(ruleset("roles").finditer(title))
    if not hits:
        return None
    best = max(hits, key=lambda hit: (hit["weight"], hit.start))
    return Role(best["role"]), best.rule.id


def _named(title: str) -> set[Role]:
    return {Role(hit["role"]) for hit in ruleset("roles").finditer(title)}


def assign(copy: str, headings: Sequence[Heading], reference: dt.date | None, kind: DocumentKind) -> None:
    """Give each heading its role; `reference` is the day that relative times are told from, before which all is looked back on."""
    children: dict[int | None, list[int]] = {}
    for i, heading in enumerate(headings):
        children.setdefault(heading.parent, []).append(i)
    if headings:
        _assign(copy, headings, children, None, reference, kind)
        _by_kind(headings, kind)


def _by_kind(headings: Sequence[Heading], kind: DocumentKind) -> None:
    """What neither titles nor text tell of is what the document is, where no part of it is anything else: the points of a plan of work."""
    role = _OF_KIND.get(kind)
    if role is not None and not any(heading.role in (Role.RETROSPECT, *_AHEAD) for heading in headings):
        for heading in headings:
            if heading.role is Role.OTHER:
                _set(heading, (role, "role.kind", Origin.GUESSED))


def weight(text: str) -> float:
    """How much the words of a text look back (above 0) or ahead (below 0): the logarithm of their odds in a thousand characters."""
    terms, odds = _odds()
    return sum([odds[term] for term, _, _ in terms.find_matches_as_indexes(text, overlapping=True)]) * 1000 / max(len(text), 1) - _MIDDLE


def _sample(copy: str, heading: Heading) -> str:
    return copy[heading.title_end : min(heading.end, heading.title_end + _SAMPLE)]


@for_packs()
def _odds() -> tuple[AhoCorasick, Sequence[float]]:
    """The words that tell, found all at once, and the weight of each."""
    from ahocorasick_rs import AhoCorasick

    rows = lexicon("role_words").rows
    return AhoCorasick([row["term"] for row in rows]), [float(row["weight"]) for row in rows]


def _assign(
    copy: str,
    headings: Sequence[Heading],
    children: Mapping[int | None, Sequence[int]],
    parent: int | None,
    reference: dt.date | None,
    kind: DocumentKind,
) -> None:
    """The roles of the sections under one parent that has none of its own, or of the top, and of all that is under them."""
    group = [i for i in children.get(parent, ()) if headings[i].style is not HeadingStyle.CIRCLED or parent is None]
    is_open = [_holds_both(headings, i, children.get(i, ())) for i in group]
    said = [None if parted else _of_title(copy, headings[i], reference) for i, parted in zip(group, is_open, strict=True)]
    if kind is not DocumentKind.OTHER:
        _by_text(copy, [headings[i] for i in group], said, is_open, kind)
    _own_in_review(copy, [headings[i] for i in group], said)
    _by_order(said, is_open)
    _widen_outlook(said)
    for i, own in zip(group, said, strict=True):
        if own is not None:
            _set(headings[i], own)
            alone = own[0] is Role.RETROSPECT and kind is not DocumentKind.OTHER and not any(other and other[0] in _AHEAD for other in said)
            _inherit(copy, headings, children, i, _turned(copy, headings, children.get(i, ())) if alone else ())
        else:
            _assign(copy, headings, children, i, reference, kind)


def _of_title(copy: str, heading: Heading, reference: dt.date | None) -> Said | None:
    """By the times that a title names before its words; a title of a review dated ahead (回顾) is believed where its text looks back."""
    words = role_of(heading.title)
    if words is not None and words[0] in _OWN:
        return *words, Origin.STATED
    dated = _dated(heading.title, reference, words[0] if words else None)
    if dated is None:
        return _of_words(copy, heading, words) if words else None
    if words is None or words[0] is dated:
        return dated, words[1] if words else "role.year", Origin.STATED
    against = dated in _AHEAD and words[0] is Role.RETROSPECT and weight(_sample(copy, heading)) > _CLEAR
    return (*words, Origin.INFERRED) if against else (dated, "role.year", Origin.STATED)


def _of_words(copy: str, heading: Heading, words: tuple[Role, str]) -> Said:
    """By the words of a title; where they name a review and a plan, by the text under it; aims beside a review leave doubt."""
    named = _named(heading.title)
    if {Role.RETROSPECT, Role.PLAN} <= named:
        odds = weight(_sample(copy, heading))
        return Role.RETROSPECT if odds > 0 else Role.PLAN, "role.text", Origin.GUESSED
    return *words, Origin.GUESSED if {Role.RETROSPECT, Role.OUTLOOK} <= named else Origin.STATED


def _dated(title: str, reference: dt.date | None, words: Role | None) -> Role | None:
    """What the times in a title make of it, if they lie on one side of the day from which they are told; 过去五年 does on any day."""
    day = reference or _ANY_DAY
    times = [hit for hit in scan(title, day) if reference is not None or hit.rule in _ON_ANY_DAY]
    spans = [(hit.first, hit.last) for hit in times if hit.first and hit.last and (hit.last - hit.first).days >= 28]
    spans = [(first, last) for first, last in spans if last <= day or first >= day]  # “十二五”和2012年: of its second year both lie ahead
    if spans and all(last <= day for _, last in spans):
        return Role.RETROSPECT
    if spans and all(first >= day for first, _ in spans):
        is_long = all((last - first).days > _YEAR_LENGTH for first, last in spans)
        return Role.OUTLOOK if words is Role.OUTLOOK or (is_long and Role.OUTLOOK in _named(title)) else Role.PLAN
    return None


def _holds_both(headings: Sequence[Heading], i: int, under: Sequence[int]) -> bool:
    """Whether the titles right under a heading name a retrospect and a plan, and its own does not say one alone: then it has no role of its own."""
    roles = {said[0] for j in under if (said := role_of(headings[j].title)) is not None}
    own = _named(headings[i].title)
    return Role.RETROSPECT in roles and bool(roles & set(_AHEAD)) and (not own or (Role.RETROSPECT in own and bool(own & set(_AHEAD))))


def _by_text(copy: str, group: Sequence[Heading], said: list[Said | None], is_open: Sequence[bool], kind: DocumentKind) -> None:
    """Sections in a row whose titles say nothing, by their words: up to one of them they look back, from there on ahead."""
    start = 0
    while start < len(group):
        stop = start
        while stop < len(group) and said[stop] is None and not is_open[stop]:
            stop += 1
        if stop > start:
            after = next((own[0] for own in said[stop:] if own is not None and own[0] not in _OWN), None)
            before = next((own[0] for own in reversed(said[:start]) if own is not None), None)
            _turn(copy, group[start:stop], said, start, before, after, kind)
        start = stop + 1


def _turn(copy: str, run: Sequence[Heading], said: list[Said | None], at: int, before: Role | None, after: Role | None, kind: DocumentKind) -> None:
    samples = [_sample(copy, heading) for heading in run]
    odds = [weight(text) * len(text) for text in samples]
    if before in (Role.PLAN, Role.SELF_BUILDING):
        turn = 0
    elif after is Role.RETROSPECT:
        turn = len(run)
    else:
        opens = at == 0 and len(run) > 1 and odds[0] == max(odds) and not any(own and own[0] is Role.RETROSPECT for own in said)
        turn = max(range(opens, len(run) + 1), key=lambda k: sum(odds[:k]) - sum(odds[k:]))  # a report looks back first
    if max(map(abs, odds)) < _FAINT * 1000 and (len(run) == 1 or kind in _OF_KIND):
        return
    for k, heading in enumerate(run):
        if k < turn:
            said[at + k] = Role.RETROSPECT, "role.text", Origin.INFERRED
        elif k == turn and before is not Role.PLAN and (after is Role.PLAN if k + 1 == len(run) else _states_aims(copy, heading)):
            said[at + k] = Role.OUTLOOK, "role.text", Origin.INFERRED
        else:
            said[at + k] = _FROM_TEXT


def _states_aims(copy: str, heading: Heading) -> bool:
    return ruleset("aims").search(copy, heading.title_end, min(heading.end, heading.title_end + _SAMPLE)) is not None


def _own_in_review(copy: str, group: Sequence[Heading], said: list[Said | None]) -> None:
    """A section on the government itself that stands in a review, before what lies ahead, and looks back is part of the review."""
    ahead = next((k for k, own in enumerate(said) if own is not None and own[0] in _AHEAD), 0)
    for k in range(1, ahead):
        own, before = said[k], said[k - 1]
        follows = before is not None and before[0] is Role.RETROSPECT
        if own is not None and own[0] is Role.SELF_BUILDING and follows and weight(_sample(copy, group[k])) > 0:
            said[k] = Role.RETROSPECT, "role.text", Origin.INFERRED


def _by_order(said: list[Said | None], is_open: Sequence[bool]) -> None:
    """What follows a retrospect or an outlook is the plan, where neither title nor text says otherwise."""
    before = None
    for k, own in enumerate(said):
        if own is None and not is_open[k] and before in (Role.RETROSPECT, Role.PROBLEMS, *_AHEAD):
            said[k] = Role.PLAN, "role.follows", Origin.INFERRED
        before = current[0] if (current := said[k]) is not None else before


def _widen_outlook(said: list[Said | None]) -> None:
    """Aims after a review hold the plan where no other section does."""
    roles = [own[0] if own else None for own in said]
    if Role.RETROSPECT in roles and Role.PLAN not in roles and Role.OUTLOOK in roles:
        last = len(roles) - 1 - roles[::-1].index(Role.OUTLOOK)
        said[last] = Role.PLAN, "role.alone", Origin.INFERRED


def _inherit(copy: str, headings: Sequence[Heading], children: Mapping[int | None, Sequence[int]], parent: int, ahead: Sequence[int] = ()) -> None:
    """What is under a section does what it does, unless it says that it is about shortcomings or, ahead, about the government itself."""
    above, under = headings[parent], children.get(parent, ())
    lead = _led(copy, headings[under[0]]) if under and above.role is Role.SELF_BUILDING else None
    for i in under:
        said = _FROM_TEXT if i in ahead else lead or (above.role, above.role_rule, above.role_origin)
        own = role_of(headings[i].title) if lead is None else None
        overrides = own is not None and (own[0] is Role.PROBLEMS or (own[0] is Role.SELF_BUILDING and said[0] in _AHEAD))
        _set(headings[i], (*own, Origin.STATED) if own and overrides else said)
        _inherit(copy, headings, children, i)


def _turned(copy: str, headings: Sequence[Heading], under: Sequence[int]) -> Sequence[int]:
    """Of what is under a review that nothing follows, the sections from where the text turns to what will be done."""
    samples = [_sample(copy, headings[i]) for i in under]
    odds = [weight(text) * len(text) for text in samples]
    turn = max(range(len(under) + 1), key=lambda k: sum(odds[:k]) - sum(odds[k:]))
    is_clear = sum(odds[turn:]) < -_CLEAR / 2 * sum(map(len, samples[turn:]))
    return under[turn:] if is_clear else ()


def _led(copy: str, first: Heading) -> Said | None:
    """What the line before a list of sections makes of them: 集中力量办好10件实事：."""
    hit = ruleset("role_leads").search(copy, max(first.start - _LEAD, 0), first.start)
    return (Role(hit["role"]), hit.rule.id, Origin.STATED) if hit else None


def _set(heading: Heading, said: Said) -> None:
    heading.role, heading.role_rule, heading.role_origin = said
