"""Indicators: the statistical names that reports state values for, with one id each for the amount and for its growth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from govtext.errors import GovtextError
from govtext.gazetteer import shortened
from govtext.labels import Level, MetricKind
from govtext.rules import for_packs, lexicon
from govtext.units import alike, lookup

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_PLAIN = str.maketrans("()", "（）", " \u3000\t\n“”‘’\"'的")  # without spaces, quotation marks and 的
# income per head is that of households in a year, energy is that of all kinds, said or not
_UNSAID = re.compile("(?<=居民)家庭(?=年?人均)|(?<!全)年(?=人均)|综合(?=能耗|能源消耗)")
_SHORTEST_PLACE = 2  # characters; 省 and 县 alone are part of what they stand before
_SHORTEST_NAME = 2  # characters
_LONGEST = 80  # characters of a name with all that stands before and after it
SEE = "`govtext indicators` lists them"
_PLACE_LEVELS = ("province", "city", "county", "township")


class IndicatorError(GovtextError, LookupError):
    """An id is not in the indicator lexicon."""


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """A concept of the lexicon ``indicators``; `level_id` or `growth_id` is empty where the concept has no such value."""

    id: str
    name: str
    aliases: tuple[str, ...]  # forms that name it in running text
    whole: tuple[str, ...]  # forms that name it where they are the whole name: 投资, 人口
    english: str
    level_id: str  # canonical id of its amount, count, rate or share, and of absolute differences, multiples and ranks
    growth_id: str  # canonical id of its relative rate of change
    unit: str  # the usual one, with its scale word
    dimension: str  # of the unit; index where a percentage is a rate of change, ratio where there is no unit
    domain: str
    source: str

    @property
    def ids(self) -> frozenset[str]:
        """The concept's id and its canonical ids."""
        return frozenset({self.id, self.level_id, self.growth_id}) - {""}


class Mention(NamedTuple):
    """The name of an indicator in a text, half-open."""

    start: int
    end: int
    entry: IndicatorEntry


@for_packs()
def _entries() -> tuple[IndicatorEntry, ...]:
    return tuple(_entry(**row) for row in lexicon("indicators"))


def _entry(aliases: str, whole: str, **fields: str) -> IndicatorEntry:
    return IndicatorEntry(aliases=_forms(aliases), whole=_forms(whole), **fields)


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@for_packs()
def _by_id() -> Mapping[str, IndicatorEntry]:
    return {id: entry for entry in _entries() for id in entry.ids}


@for_packs()
def _by_form() -> Mapping[str, IndicatorEntry]:
    return {_key(form): entry for entry in _entries() for form in (entry.name, *entry.aliases, *entry.whole)}


def _key(text: str) -> str:
    return _UNSAID.sub("", text.translate(_PLAIN))


def get(id: str) -> IndicatorEntry:
    """Get the concept that an id belongs to.

    Parameters
    ----------
    id
        The concept's own id or one of its canonical ids.

    Raises
    ------
    IndicatorError
        Where no concept has the id; the message names the nearest ones.

    Examples
    --------
    >>> get("gdp_growth").name, get("gdp_growth").id
    ('地区生产总值', 'gdp')

    """
    entry = _by_id().get(id)
    if entry is None:
        near = suggest(id)
        raise IndicatorError(f"no indicator {id!r}: {'did you mean ' + ', '.join(near) if near else SEE}")
    return entry


def canonical_id(id: str) -> str:
    """Give an id back where values are stated under it.

    Raises
    ------
    IndicatorError
        No concept has the id, or it is that of a concept alone; the message names those that are meant.

    Examples
    --------
    >>> canonical_id("gdp_growth")
    'gdp_growth'
    """
    entry = get(id)
    if id in (entry.level_id, entry.growth_id):
        return id
    raise IndicatorError(f"no values are stated for {id!r}: take {' or '.join(one for one in (entry.growth_id, entry.level_id) if one)}")


def of_what_is_added(id: str) -> str | None:
    """Give the id for what a year adds to an amount; None where it has none of its own.

    >>> of_what_is_added("elderly_beds"), of_what_is_added("cpi")
    ('elderly_beds_new', None)
    """
    return f"{id}_new" if f"{id}_new" in _by_id() else None


@for_packs()
def choices() -> Mapping[str, tuple[str, ...]]:
    """The choices of indicators: of several ids the first that a report sets.

    >>> choices()["unemployment_any"]
    ('surveyed_unemp', 'registered_unemp')
    """
    listed = sorted(lexicon("indicator_choices"), key=lambda row: int(row["rank"]))
    return {name: tuple(row["id"] for row in listed if row["choice"] == name) for name in sorted({row["choice"] for row in listed})}


@for_packs()
def of_no_one_quantity() -> frozenset[str]:
    """Ids under which values of many things are counted, so that two of them need not be comparable: 项目, 企业.

    >>> "projects" in of_no_one_quantity()
    True
    """
    return frozenset(row["id"] for row in lexicon("panel_indicators").where(use="no_one_quantity"))


def suggest(id: str) -> list[str]:
    """Suggest canonical ids for one that is unknown, nearest first; a Chinese name gives the ids of its concept.

    Examples
    --------
    >>> suggest("gdp_grwth")[0]
    'gdp_growth'
    >>> suggest("粮食产量")
    ['grain', 'grain_growth']

    """
    entry = _by_form().get(_key(id))
    return sorted(entry.ids) if entry else get_close_matches(id, [*_by_id(), *choices()], n=3, cutoff=0.6)


def search(words: str = "") -> list[tuple[str, IndicatorEntry]]:
    """Find canonical ids by a part of the id, of the English or of a Chinese name.

    Parameters
    ----------
    words
        What to look for; all of the words have to stand in one of them. Empty lists all.

    Returns
    -------
    list of tuple
        Each id with its concept, in the order of the lexicon.

    Examples
    --------
    >>> [id for id, _ in search("surveyed unemployment")], [id for id, _ in search("粮食产量")]
    (['surveyed_unemp'], ['grain', 'grain_growth'])
    """
    parts = words.lower().split()
    found = []
    for entry in _entries():
        said = " ".join((*entry.ids, entry.english.lower(), entry.name, *entry.aliases, *entry.whole))
        found += [(id, entry) for id in (entry.level_id, entry.growth_id) if id and all(part in said for part in parts)]
    return found


@for_packs()
def _finder() -> tuple[AhoCorasick, tuple[IndicatorEntry, ...]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    named = [(form, entry) for entry in _entries() for form in (entry.name, *entry.aliases)]
    return AhoCorasick([form for form, _ in named], matchkind=MatchKind.LeftmostLongest), tuple(entry for _, entry in named)


def find(text: str) -> tuple[Mention, ...]:
    """Find the names of indicators in a text, from left to right, the longest at each place.

    A name found may be a part of a longer one that the lexicon does not know; `canonical` decides what a whole name says.

    Examples
    --------
    >>> [(m.start, m.end, m.entry.id) for m in find("全市规上工业增加值增长6%，粮食产量12亿斤")]
    [(2, 9, 'industry_va'), (14, 18, 'grain')]

    """
    automaton, entries = _finder()
    return tuple(Mention(start, end, entries[index]) for index, start, end in automaton.find_matches_as_indexes(text))


@for_packs()
def _prefix() -> re.Pattern[str]:
    # places and periods are said apart from the indicator, and a light verb is no part of it
    scopes = lexicon("scopes")
    light = lexicon("verbs").where(**{"class": "light"})
    words = "|".join(terms.alternation() for terms in (scopes.where(kind="area"), scopes.where(kind="period"), light))
    suffixes = "|".join(lexicon("place_suffixes").where(level=level).alternation() for level in _PLACE_LEVELS)
    short = "|".join(sorted(shortened(Level.PROVINCE, Level.CITY), key=len, reverse=True))
    return re.compile(rf"{words}|[^\W\d在对与及]{{2,7}}?(?:{suffixes})|{short}")


@for_packs()
def _tail() -> re.Pattern[str]:
    # a word after a name says how the value is stated, or nothing
    tails = lexicon("indicator_tails")
    return re.compile(f"(?:(?P<growth>{tails.where(kind='growth').alternation()})|{tails.where(kind='neutral').alternation()})$")


def _start(name: str) -> int | None:
    """Where a known name begins, places, periods and light verbs before it left out."""
    forms, prefix = _by_form(), _prefix()
    start = 0
    while name[start:] not in forms:
        match = prefix.match(name, start)
        if match is None:
            return None
        start = match.end()
    return start


def _known(name: str) -> tuple[int, str, bool] | None:
    """Where a known name begins, the name without its tails, and whether a tail tells a growth."""
    growth = False
    while (start := _start(name)) is None:
        tail = _tail().search(name)
        if tail is None or not tail.start():
            return None
        growth = growth or tail["growth"] is not None
        name = name[: tail.start()]
    return start, name, growth


@for_packs(4096)
def canonical(text: str, kind: MetricKind, unit: str = "") -> str | None:
    """Give the canonical id of what a metric measures.

    The whole of the name must be known, but for a place, period or light verb before it and words such as 增速, 总量, 预期目标
    after it: what is said of 全市工业增加值 is said of industrial value added, and what is said of a branch's 工业增加值 is not.

    Parameters
    ----------
    text
        The indicator as written, without verbs.
    kind
        How the value relates to it; a growth has an id of its own, and so has a value of 增速, 涨幅 and the like.
    unit
        The unit of the value, where it is known. Percentage points are those of a growth where the indicator is an amount,
        and a level in a unit that cannot measure the indicator is not its level: 规上工业 is no value added where it is 30家.

    Returns
    -------
    str or None
        None where the lexicon does not know the name, or knows no such value for it.

    Examples
    --------
    >>> canonical("全市地区生产总值", MetricKind.GROWTH), canonical("地区生产总值", MetricKind.LEVEL)
    ('gdp_growth', 'gdp')
    >>> canonical("经济增长预期目标", MetricKind.LEVEL), canonical("居民消费价格", MetricKind.LEVEL, "%")
    ('gdp_growth', 'cpi')
    >>> canonical("海洋装备制造业增加值", MetricKind.LEVEL) is None, canonical("规上工业", MetricKind.LEVEL, "家") is None
    (True, True)

    """
    known = _known(_key(text)) if len(text) <= _LONGEST else None
    if known is None:
        return None
    start, name, growth = known
    entry, own = _by_form()[name[start:]], _tail().search(name)
    growth = growth or kind is MetricKind.GROWTH or bool(entry.growth_id and own and own["growth"])
    return _id_of(entry, kind, growth, unit)


@for_packs(4096)
def scope_before(text: str) -> tuple[int, int] | None:
    """Find the area or place that `canonical` leaves out before a known name: whose, or of what part, the value is.

    Parameters
    ----------
    text
        The indicator as written.

    Returns
    -------
    tuple of int or None
        Its half-open range in `text`; None where nothing such is left out, or where the lexicon does not know the name.

    Examples
    --------
    >>> scope_before("区本级固定资产投资"), scope_before("临江新区生产总值"), scope_before("固定资产投资") is None
    ((0, 3), (0, 4), True)

    """
    known = _known(text) if len(text) <= _LONGEST and text == _key(text) else None
    end = known[0] if known else 0
    start = 0
    while (match := _not_said().match(text, start, end)) is not None:
        start = match.end()
    return (start, end) if end - start >= _SHORTEST_PLACE and not _joins(text[start:end]) else None


@for_packs()
def _not_said() -> re.Pattern[str]:
    # periods and verbs before a place say nothing of where
    verbs = lexicon("verbs")
    words = (lexicon("scopes").where(kind="period"), *(verbs.where(**{"class": name}) for name in ("light", "act")))
    return re.compile("|".join(terms.alternation() for terms in words))


def _joins(text: str) -> bool:
    return any(mark in text for mark in "和与、及的")


def _id_of(entry: IndicatorEntry, kind: MetricKind, growth: bool, unit: str) -> str | None:
    measure = lookup(unit)
    if measure and not growth:
        points = kind is MetricKind.CHANGE and measure.dimension == "share_point"
        growth = (points and bool(entry.growth_id)) or (measure.dimension == "share" and entry.dimension == "index")
        if kind is MetricKind.LEVEL and not growth and not _alike(measure.dimension, entry.dimension):
            return None
    return (entry.growth_id if growth else entry.level_id) or None


def _alike(one: str, other: str) -> bool:
    """Tell whether a unit's dimension may measure an indicator of the other; ratios and indices have no unit of their own."""
    money = all(dimension.startswith("money") or dimension == "price" for dimension in (one, other))
    return other in ("ratio", "index") or money or alike(one, other)


def plain_name(text: str) -> str:
    """Give a name in the form that it has in every report: without signs, the whole place or a period before it, and words after it that only count.

    Examples
    --------
    >>> plain_name("全市“口袋公园”数量"), plain_name("今年县医院的床位数")
    ('口袋公园', '县医院床位')
    """
    name = _whole_place().sub("", _key(text))
    while (tail := _tail().search(name)) and tail.start() >= _SHORTEST_NAME:
        name = name[: tail.start()]
    return name


@for_packs()
def _whole_place() -> re.Pattern[str]:
    scopes = lexicon("scopes")
    whole = "|".join(re.escape(term) for term in scopes.where(kind="area").terms() if term[0] in "全我该本")
    return re.compile(f"^(?:{whole}|{scopes.where(kind='period').alternation()})+")


def is_known(name: str) -> bool:
    """Tell whether the lexicon has a name, as it stands.

    Examples
    --------
    >>> is_known("地区生产总值"), is_known("全县地区生产总值")
    (True, False)
    """
    return _key(name) in _by_form()
