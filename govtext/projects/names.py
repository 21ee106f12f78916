"""The name of a project as an editor would print it, where the text leaves part of it to the list that it stands in."""

from __future__ import annotations

import re

from govtext.labels import EntityKind, ProjectClass
from govtext.model import Entity
from govtext.names.edges import before
from govtext.names.lexis import lexis
from govtext.names.proper import is_proper
from govtext.naming.words import JOINTS
from govtext.projects.classes import bare, class_of, nouns, sort
from govtext.projects.runs import Runs
from govtext.rules import for_packs, lexicon, ruleset
from govtext.stages.tokens import tokens

_COUNT = r"[0-9一二两三四五六七八九十百几数多]+[余多]?[个项座条处段所家大]"
_COUNT_BEHIND = re.compile(r"(?:共有?|达到?|近|约|超过?)?[0-9]+[余多]?(?:个|项|座|条|处|宗)")
_COUNT_BEFORE = re.compile(rf"(?:{_COUNT}(?:以上)?|[0-9]%(?:以上)?的?|一批|各类|各个)$")
_FIRST_BEFORE = re.compile(r"首[家个座条]$")
_COUNT_WITH_QUALITY = re.compile(rf"(?:{_COUNT}|一批)[^，。；、]{{1,10}}的$")
_QUOTED_SORT = re.compile(r"[“\"](?P<core>[^”\"]*)[”\"](?:【[0-9]+】)?(?:项目|工程)")
_LONGEST_SORT = 3
_OF_A_LEVEL = re.compile(r"[省县区州]|市(?![场民政])|国家|自治区")
_OF_LEVELS = re.compile(
    r"(?![市镇城县]区)[省市县区州旗乡镇]{2,}|[市县区]{1,2}级|[市县区]域|[省市县区]内|农村|(?:国家)?[0-9]?[A-Z]{1,5}级"
)  # 区市县工业园区, 区内公路, 4F级机场
_JOINT_INSIDE = re.compile(r"(?<=.{4})[和及与](?=.{4})")
_PHASE = re.compile(r"[0-9一二三四五六七八九十]期")
_REST = re.compile(rf"(?:、[^，。；：、\n]{{1,16}}){{0,12}}?(?:等(?:{_COUNT}|一批)?|{_COUNT})")
_CLOSER = re.compile(r"(?:、[^，。；：、\n]{1,16}){0,12}?等(?P<noun>[^，。；：、和与及\n]{1,14})")
_NUMBERED = re.compile(r"[0-9一二三四五六七八九十]{1,3}号")
_FIRST_NUMBER = re.compile(r"(?P<number>[0-9一二三四五六七八九十]{1,3})(?:号线?)?[^，。；：、\n]{0,6}(?:、[^，。；：、\n]{1,10})*?[、和与及]$")
_FROM_TO = re.compile(r"[^公一][至到—―－~-]")
_JOINT_OF_ENDS = re.compile(r"(?:[到至]|[―—－～~-]{1,2})$")
_MOST_SHARING = 12  # items of a list that share its noun
_LINES = frozenset({ProjectClass.ROAD, ProjectClass.RAIL})
_ENDS = 2  # characters that name both ends of a line
_LONGEST_SHORT = 5
_LONGEST_LIST = 40
_BEFORE = 8
_WORKS = ("项目", "工程")


def is_named(runs: Runs, entity: Entity) -> bool:
    """Whether a mention names one project: not a sort of projects that is counted, or called by a slogan."""
    text, start, end = runs.text, entity.span.start, entity.span.end
    if (
        ruleset("project_beside").match(text, end)
        or _COUNT_BEHIND.match(text, end)
        or _is_beside_list(text, runs.run(entity).end)
        or _is_counted(text, start)
        or (text[start - 1 : start] == "（" and text[end : end + 1] == "）")
    ):
        return False
    if entity.kind is EntityKind.ORGANISATION and not (is_proper(entity.text) or runs.place_before(entity) or _OF_A_LEVEL.match(entity.text)):
        return False
    if _is_where(runs, entity):
        return False
    if _OF_LEVELS.match(entity.text) or _are_two(entity.text) or _of_bodies().match(text, runs.run(entity).end):
        return False
    if not is_proper(entity.text) and (
        _is_counted(text, runs.run(entity).start)
        or _FIRST_BEFORE.search(text, max(0, start - 2), start)
        or _COUNT_WITH_QUALITY.search(text, max(0, start - 2 * _BEFORE), start)
        or _is_sort(entity.text)
    ):
        return False
    quoted = _QUOTED_SORT.fullmatch(entity.text)
    return quoted is None or (len(quoted["core"]) > _LONGEST_SORT and is_proper(quoted["core"]))


def _is_counted(text: str, start: int) -> bool:
    return _COUNT_BEFORE.search(text, max(0, start - _BEFORE), start) is not None


def _is_where(runs: Runs, entity: Entity) -> bool:
    """Whether a list of it and others only says where what closes the list is: 人民路、悦澜街等10处停车场, 火车站、砚溪等片区."""
    closer = _CLOSER.match(runs.text, runs.run(entity).end)
    if closer is None:
        return False
    is_road = class_of(entity.text) is ProjectClass.ROAD
    return _listed("area").search(closer["noun"]) is not None or (is_road and _listed("of_roads").search(closer["noun"]) is None)


@for_packs(2)
def _listed(kind: str) -> re.Pattern[str]:
    """The words for areas, or for roads and works on them, in a noun that closes a list."""
    return re.compile(lexicon("generic_names").where(kind=kind).alternation())


def _is_beside_list(text: str, end: int) -> bool:
    """Whether a list that ends here says where something else is: 砚溪、悦澜两条高速沿线的绿化."""
    rest = _REST.match(text, end)
    noun = nouns()[1].match(text, rest.end()) if rest else None
    return noun is not None and ruleset("project_beside").match(text, noun.end()) is not None


def _is_sort(name: str) -> bool:
    """Whether common words name no more than a sort of projects: 产学研基地, but 市疾控中心 and 人民路改造工程."""
    thing = bare(name)
    if _degree().search(thing) or sort().fullmatch(name.removeprefix("国家")):
        return True
    if _is_common_noun(name) and not (_OF_A_LEVEL.match(name) or _is_of_named(thing)):
        return True
    return name.endswith(_sorts()) and not (_PHASE.search(name) or _is_of_a_level(name, thing) or _is_of_named(thing))


def _are_two(name: str) -> bool:
    """Whether it is two names that one last word closes: 悦澜科技城开发和砚溪风情街综合体."""
    firsts = [name[: joint.start()] for joint in _JOINT_INSIDE.finditer(name)]
    return any(nouns()[0].search(bare(first)) or _treated().search(first) for first in firsts)


@for_packs()
def _of_bodies() -> re.Pattern[str]:
    """What closes a list of bodies, whatever the names in it may name: 支持悦澜油田、砚溪集团等企业."""
    return re.compile(
        rf"(?:、[^，。；、\n]{{2,12}})*等[^，。；、\n]{{0,4}}?(?:{lexicon('series_nouns').where(kind='organisation').alternation()})(?!项目|工程|建设)"
    )


def _is_common_noun(name: str) -> bool:
    """Whether the dictionary has it as a word for sorts of things: 宿舍楼."""
    word, *others = tokens(name)
    return not others and word.known and word.tag == "n"


def _is_of_a_level(name: str, thing: str) -> bool:
    """Whether a government has one such thing: 市疾控中心, 市医院项目, but 国家援外项目."""
    return _OF_A_LEVEL.match(name) is not None and (not name.endswith(_WORKS) or nouns()[0].search(thing) is not None)


def _is_of_named(thing: str) -> bool:
    """Whether what may be called by any words has a name of common ones: 人民路, 胜利大道, but 道路, 城区公路 and 断头路."""
    noun = nouns()[0].search(thing)
    return noun is not None and noun.start() > 1 and noun[0] in _open() and not thing.endswith(_sorts()) and sort().fullmatch(thing) is None


@for_packs()
def _open() -> frozenset[str]:
    return frozenset(lexicon("name_heads").where(kind="project", stem="open").terms())


@for_packs()
def _line() -> re.Pattern[str]:
    """The last words of what is called after both its ends."""
    return re.compile(f"(?:{lexicon('generic_names').where(kind='line').alternation()})$")


@for_packs()
def _treated() -> re.Pattern[str]:
    """What is done to a river, a lake or a slope, at the end."""
    return re.compile(f"(?:{lexicon('generic_names').where(kind='treatment').alternation()})(?:工程|项目)?$")


@for_packs()
def _degree() -> re.Pattern[str]:
    return re.compile(lexicon("generic_names").where(kind="degree").alternation())


@for_packs()
def _sorts() -> tuple[str, ...]:
    return lexicon("generic_names").where(kind="project").terms()


def written(runs: Runs, entity: Entity) -> str:
    """The name with what it shares with others of its list: 集张、赤大铁路, 岚屿地铁1号、3号线, 砚溪、悦澜等大型水库."""
    name = "".join(entity.text.split())
    if entity.kind is EntityKind.ORGANISATION:
        return runs.place_before(entity) + name + _part(runs.text, entity.span.end, "body")
    if _NUMBERED.match(name):
        return _shared_head(runs, entity) + name
    if _line().search(name) and (joint := _JOINT_OF_ENDS.search(runs.text, max(0, entity.span.start - 2), entity.span.start)):
        start = _phrase(runs.text, joint.start())
        return start + joint[0] + name if start else name
    if part := _part(runs.text, entity.span.end, "works"):
        return name + part
    if _is_whole(name) and not _is_place(bare(name)) and not _is_place(name):
        zone = _closing_noun(runs, entity)
        return name + zone if _is_of_zone(zone) and not _own_noun(name) else name
    if nouns()[0].search(bare(name)):
        return name
    tail = _shared_tail(runs, entity)
    return name if tail.startswith(name[-1]) else name + tail  # 南新道等9条道路


def _part(text: str, start: int, of: str) -> str:
    hit = ruleset("project_parts").match(text, start)
    return hit.match[0] if hit and hit["of"] == of else ""


def _is_of_zone(tail: str) -> bool:
    return class_of(tail) in (ProjectClass.PARK, ProjectClass.ZONE)


def _own_noun(name: str) -> bool:
    """Whether a name has a noun of its own, and not a last character that happens to be one, or a product: 奉贤南桥等新城, 新材料等产业园."""
    noun = nouns()[0].search(bare(name))
    if noun is not None:
        return len(noun[0]) > 1 and class_of(noun[0]) is not ProjectClass.INDUSTRY
    return any(len(last) > 1 and name.endswith(last) for last in lexis().endings)


def _closing_noun(runs: Runs, entity: Entity) -> str:
    """The noun that closes the list of a name: 水库 in 砚溪、悦澜等大型水库."""
    rest = _REST.match(runs.text, runs.run(entity).end)
    noun = nouns()[1].match(runs.text, rest.end()) if rest else None
    return noun["noun"] if noun else ""


def class_in_list(runs: Runs, entity: Entity) -> ProjectClass:
    """What sort of works the list is of that a name stands in: 砚溪石窟、悦澜园等重点景区."""
    closer = _CLOSER.match(runs.text, runs.run(entity).end)
    return class_of(closer["noun"]) if closer else ProjectClass.OTHER


def _is_whole(name: str) -> bool:
    if _FROM_TO.search(name):
        return _line().search(name) is not None
    return name.endswith(lexis().endings) or nouns()[0].search(name) is not None


def _shared_tail(runs: Runs, entity: Entity) -> str:
    if len(entity.text) > _LONGEST_SHORT and not _FROM_TO.search(entity.text):
        return ""
    end = entity.span.end
    for member in runs.behind(entity, _MOST_SHARING):
        if runs.text[end : member.span.start] not in JOINTS:
            break
        end = member.span.end
        if member.text.endswith("段") and (noun := nouns()[1].match(member.text)):  # 川藏、滇藏铁路西藏段
            return member.text[noun.start("noun") :]
        if (done := _treated().search(member.text)) and not nouns()[0].search(entity.text):  # 悦澜河、砚溪河治理等工程
            return done[0]
        if _is_whole(member.text) and (noun := nouns()[0].search(bare(member.text))):
            is_last = not runs.text.startswith("等", member.span.end) or (
                len(entity.text) == noun.start() == _ENDS and class_of(noun[0]) in _LINES  # 锦朝、锦阜高速公路等
            )
            is_shared = is_last and len(noun[0]) > 1 and class_of(noun[0]) is not ProjectClass.INDUSTRY
            if is_shared:
                return _shared_words(entity.text, bare(member.text), noun.start())
            break
    closing = _closing_noun(runs, entity)
    return closing if class_of(closing) is not ProjectClass.INDUSTRY else ""


def _shared_words(short: str, whole: str, noun: int) -> str:
    """The words that the last item of a list shares with a short one: 铁路 of 砚岚、悦砚铁路, 科技合作基地 of 中俄、中白科技合作基地."""
    if short.startswith(whole[:noun]):  # 环城绿带、环城高速 share their first words
        return ""
    if len(short) < noun and short[0] == whole[0]:
        return whole[len(short) :]
    return whole[noun:]


@for_packs()
def _places() -> tuple[str, ...]:
    return lexicon("name_heads").where(kind="place").terms()


def _is_place(name: str) -> bool:
    """Whether it names what is no works by itself: a river, a village."""
    return name.endswith(_places())


def _shared_head(runs: Runs, entity: Entity) -> str:
    """What stands before the first number of a list of numbers."""
    first = _FIRST_NUMBER.search(runs.text, max(0, entity.span.start - _LONGEST_LIST), entity.span.start)
    return _phrase(runs.text, first.start("number")) if first else ""


def _phrase(text: str, end: int) -> str:
    """The short phrase that ends here: where a line comes from, or of what the numbers of a list are."""
    phrase = "".join(text[before(text, end, lexis()).start : end].split())
    return phrase if len(phrase) <= _BEFORE else ""
