"""Constructions that give a value's name from two places: what was named before, the subject of a quantity, the object of a verb."""

from __future__ import annotations

from govtext.labels import MetricKind
from govtext.naming.heads import quantity_at
from govtext.naming.ranker import Ranker
from govtext.naming.sentence import BEFORE, Field, Part, Sentence
from govtext.naming.situation import Named, Situation
from govtext.naming.words import ADDED, EACH, MARK, TIME, YIELDING, Known, Lexis
from govtext.rules import ruleset
from govtext.units import lookup

_DOING = frozenset({"v", "vn", "d", "ad"})  # tags of words that say what is done
_SAID_OF_VERBS = frozenset({"leading", "adverb"})
_TO_VALUE = frozenset("至到为成达的")  # that lead to the value: 扩至, 整合为
_QUANTITY = "quantity"  # the class of 投资
_WHOLE = "总"  # 总投资
_PERSON = "person"
_NOUNS = frozenset("nK")
_DONE = frozenset({"vn", "j"})  # tags of words that can be an object: 投资, 技改
_OWNING = frozenset("nKv")
_OF_PLACE = "ns"  # jieba's tag of the names of areas
_AREAS = frozenset("省市县区旗州盟镇乡村")


def antecedent(situation: Situation, own: Part, lexis: Lexis) -> str:
    """What was named before and is meant still, where a value's own words say only for whom or what became of it; empty where they say more.

    发展核桃1500亩，户均1.2亩; 保障性住房开工600套，建成500套, but 立案50起，结案40起.
    """
    if not situation.before:
        return ""
    whom = ruleset("for_whom")
    if all(whom.match(word.text) for word in own.field.words[own.best.first : own.best.last]):
        return next((named.text for named in reversed(situation.before) if whom.search(named.text) is None), "")
    place = situation.places[0]
    if place.unit is None or not place.unit.classifier or situation.is_parted() or not _says_what_is_done(own, lexis):
        return ""
    counted = (named for named in reversed(situation.before) if named.unit == place.value.unit and named.core)
    nearest = next((named for named in counted if not situation.sentence.is_part(named.core)), None)
    thing = _thing(nearest, situation.sentence, lexis) if nearest else ""
    return "" if own.text in thing else thing


def _says_what_is_done(own: Part, lexis: Lexis) -> bool:
    """Whether all words before a value are verbs and what is said of them, and none leads to the value."""
    field = own.field
    if len(field.words) > field.limit or lexis.is_added(own.text):
        return False
    is_done = False
    for word, known in zip(field.words, field.known[1:], strict=False):
        if word.text[-1] in _TO_VALUE or not (word.tag in _DOING or _is_said_of_verb(known)):
            return False
        is_done = is_done or not _is_said_of_verb(known)
    return is_done


def _thing(named: Named, sentence: Sentence, lexis: Lexis) -> str:
    """What a name names, without 新增 before it, and where no verb governs it without the verbs after it; empty where it names an action."""
    words = lexis.cut(named.text, 0, len(named.text))
    known = [lexis.known(word.text, word.tag) for word in words]
    first = next((i for i, word in enumerate(known) if not (ADDED in word.classes or _is_said_of_verb(word))), len(words))
    last = len(words)
    governed = first or sentence.follows_verb(named.core)
    while first < last and words[last - 1].tag in _DOING and not governed:
        last -= 1
    is_thing = first < last and (governed or words[last - 1].tag[0] in _NOUNS or known[last - 1].depth < 0)
    return "".join(word.text for word in words[first:last]) if is_thing else ""


def subject(situation: Situation, own: Part, scorer: Ranker) -> str:
    """Whose quantity a bare one is that a verb parts from its subject; empty where it is the area's own.

    第三产业|实现增加值; 重点项目|640个、完成投资; 工业实现增加值60亿元、实现利润5亿元.
    """
    field, lexis = own.field, scorer.lexis
    if not lexis.of_name(own.text)[1]:
        return ""
    depends = lexis.has_class(own.text, _QUANTITY)
    is_word = own.best.last == own.best.first + 1
    if not (depends or is_word or quantity_at(own.text) == 0):
        return ""
    verb = _last_word(field, own.best.first)
    yields = verb >= 0 and YIELDING in field.known[verb + 1].classes
    if not (yields or own.text.startswith(_WHOLE)):
        return ""
    other = _last_word(field, verb if yields else own.best.first, MARK)
    if other >= 0:
        return _before_verb(field, other + 1, scorer) if yields else ""
    if not situation.before or any(word.tag == TIME for word in field.words):
        return ""
    nearest = situation.before[-1]
    if nearest.subject or not depends or situation.is_parted() or not _counts_things(nearest):
        return nearest.subject
    return _thing(nearest, situation.sentence, lexis)


def _last_word(field: Field, end: int, *passed: str) -> int:
    """The last word before an index that is not said of a verb and has none of the tags; -1 where there is none."""
    return next((i for i in range(end - 1, -1, -1) if not _is_said_of_verb(field.known[i + 1]) and field.words[i].tag not in passed), -1)


def _before_verb(field: Field, end: int, scorer: Ranker) -> str:
    """What is named directly before a verb and can have a quantity: an industry, a firm or a project, and no area, which is told as the scope."""
    best = scorer.best(field.until(end))
    if best is None or best.last < end or field.words[end - 1].text in _AREAS:
        return ""
    kinds = [known.kind for known in field.known[best.first + 1 : end + 1]]
    owns = kinds[-1][0] in _OWNING and kinds[-1] != _OF_PLACE and any(kind[0] in _NOUNS for kind in kinds)
    return Part.of(field, best).text if owns else ""


def _counts_things(named: Named) -> bool:
    unit = lookup(named.unit)
    return unit is not None and unit.classifier and unit.dimension != _PERSON and named.kind is MetricKind.LEVEL


def _is_said_of_verb(known: Known) -> bool:
    return known.kind == TIME or not known.classes.isdisjoint(_SAID_OF_VERBS)


def told_apart(part: Part) -> str:
    """The quantity that a verb parts from what is named before it: 工业实现|利润, 水利、公路分别发放|贷款; empty where there is none."""
    field = part.field
    if field.source != BEFORE or part.best.last >= field.limit:
        return ""
    verb = next((i for i in range(part.best.last, field.limit) if field.words[i].tag[0] != "d"), field.limit)
    if verb == field.limit:
        return ""
    leads = YIELDING in field.known[verb + 1].classes or (
        field.words[verb].tag == "v" and any(word.text == EACH for word in field.words[part.best.last : verb])
    )
    objects = field.words[verb + 1 : field.limit] if leads else ()
    return "".join([word.text for word in objects]) if all(word.tag[0] in _NOUNS or word.tag in _DONE for word in objects) else ""
