"""Rule files: TOML in, one compiled pattern out that knows which of its rules matched."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from govtext.errors import RuleError
from govtext.rules.checks import check_rule
from govtext.rules.lexicon import lexicon
from govtext.rules.packs import Pack, for_packs, in_force

REQUIRED = {"id", "pattern", "description", "examples"}
ALLOWED = REQUIRED | {"produces", "source", "counter_examples"}
TABLES = {"lexicons", "fragments", "starts", "anchors", "rules"}
KINDS = {"id": str, "pattern": str, "description": str, "source": str, "examples": list, "counter_examples": list, "produces": dict}
_FRAGMENT = re.compile(r"\{([a-z_]+)\}")
_NAMED = re.compile(r"\(\?P(<|=)([a-z_]+)([>)])")
_LEXICON = re.compile(r"(\w+)(?:\[(\w+)=(\w+)\])?(?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as written, with its fragments put in."""

    id: str
    pattern: str
    description: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()
    produces: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    file: str = ""


class Anchors(NamedTuple):
    """What every match holds, as a pattern whose branches begin with a character each, and how far behind the match's start it may begin."""

    pattern: str
    reach: int


@dataclass(eq=False, slots=True)
class Hit:
    """A rule and where it matched."""

    rule: Rule
    match: re.Match[str]
    index: int

    @property
    def start(self) -> int:
        """Start of the whole match."""
        return self.match.start()

    @property
    def end(self) -> int:
        """End of the whole match."""
        return self.match.end()

    def group(self, name: str) -> str | None:
        """Text of a named group of the rule, or None."""
        return self.match[f"{name}__{self.index}"]

    def groups(self, names: tuple[str, ...]) -> tuple[str | None, ...]:
        """Texts of several named groups at once, each None where it took no part."""
        return self.match.group(*_numbered(names, self.index))

    def span(self, name: str) -> tuple[int, int]:
        """Span of a named group of the rule; (-1, -1) where it took no part."""
        return self.match.span(f"{name}__{self.index}")

    def __getitem__(self, key: str) -> Any:
        return self.rule.produces[key]


class RuleSet:
    """The rules of one file, compiled into one alternation; earlier rules win at the same place.

    `starts` holds the characters that a match may begin with, as inside a character class: where it is given, the rules are
    tried at those characters alone. With `anchors`, a whole text is searched for them first, and the rules are tried beside them.
    """

    def __init__(self, name: str, rules: tuple[Rule, ...], starts: str = "", anchors: Anchors | None = None) -> None:
        self.name = name
        self.rules = rules
        self.starts = starts
        self.anchors = anchors and (re.compile(anchors.pattern), anchors.reach)
        gate = f"(?=[{starts}])" if starts else ""
        try:
            self.pattern = re.compile(gate + "(?:" + "|".join(f"(?P<rule__{i}>{_own_names(rule.pattern, i)})" for i, rule in enumerate(rules)) + ")")
        except re.error:
            _blame(name, rules)
            raise
        self._index = {f"rule__{i}": i for i in range(len(rules))}

    def _hit(self, match: re.Match[str]) -> Hit:
        index = self._index[match.lastgroup or ""]
        return Hit(self.rules[index], match, index)

    def match(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        """The hit that begins at `start`."""
        match = self.pattern.match(text, start, sys.maxsize if end is None else end)
        return None if match is None else self._hit(match)

    def search(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        """The first hit in the range."""
        match = self.pattern.search(text, start, sys.maxsize if end is None else end)
        return None if match is None else self._hit(match)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """All hits in the range, from left to right, not overlapping."""
        if self.anchors:
            return self._beside_anchors(text, start, sys.maxsize if end is None else end)
        return map(self._hit, self.pattern.finditer(text, start, sys.maxsize if end is None else end))

    def _beside_anchors(self, text: str, start: int, end: int) -> Iterator[Hit]:
        anchor, reach = self.anchors or (self.pattern, 0)
        for found in anchor.finditer(text, start, end):
            for position in range(max(start, found.start() - reach), found.start() + 1):
                if match := self.pattern.match(text, position, end):
                    yield self._hit(match)
                    start = match.end()
                    break


@cache
def _numbered(names: tuple[str, ...], index: int) -> tuple[str, ...]:
    """The names that the groups of a rule have in the alternation."""
    return tuple(f"{name}__{index}" for name in names)


def _own_names(pattern: str, index: int) -> str:
    return _NAMED.sub(lambda m: f"(?P{m[1]}{m[2]}__{index}{m[3]}", pattern)


def _blame(name: str, rules: tuple[Rule, ...]) -> None:
    """Raise for the rule whose pattern is not valid: compiled alone only once the whole has failed."""
    for rule in rules:
        try:
            re.compile(rule.pattern)
        except re.error as error:
            raise RuleError(f"{name}, rule {rule.id!r}: not a valid pattern: {error}") from error


def _from_lexicon(reference: str, where: str) -> str:
    parts = _LEXICON.fullmatch(reference)
    if parts is None:
        raise RuleError(f"{where}: {reference!r} is not of the form lexicon[column=value].column")
    name, key, value, column = parts.groups()
    if not (files("govtext") / "data" / "lexicons" / f"{name}.csv").is_file():
        raise RuleError(f"{where}: there is no lexicon {name!r}")
    entries = lexicon(name)
    if (column or "term") not in entries.rows[0]:
        raise RuleError(f"{where}: the lexicon {name!r} has the columns {', '.join(entries.rows[0])}, and no {column or 'term'!r}")
    selected = entries.where(**{key: value}) if key else entries
    firsts = {term[0] for term in selected.terms(column or "term")}
    if not firsts:
        raise RuleError(f"{where}: {reference!r} selects no term")
    # Hundreds of terms are tried one after the other, but for this only where one of them may begin.
    return f"(?=[{re.escape(''.join(sorted(firsts)))}])(?:{selected.alternation(column or 'term')})"


def _compose(pattern: str, fragments: Mapping[str, str], where: str) -> str:
    def put(match: re.Match[str]) -> str:
        if match[1] not in fragments:
            raise RuleError(f"{where}: unknown fragment {match[0]}")
        return f"(?:{fragments[match[1]]})"

    return _FRAGMENT.sub(put, pattern)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """What a rule file says: its rules, the fragments that they are composed of, and the characters that a match may begin with."""

    rules: tuple[Rule, ...]
    fragments: Mapping[str, str]
    starts: str
    anchors: Anchors | None


def read(name: str, text: str, shared: Mapping[str, str]) -> RuleFile:
    """A rule file from TOML text, with fragments that it may use. Raises `RuleError` naming file, rule and reason."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: not valid TOML: {error}") from error
    if unknown := data.keys() - TABLES:
        raise RuleError(f"{name}: unknown key {', '.join(sorted(unknown))}; a rule file has {', '.join(sorted(TABLES))}")
    fragments = dict(shared)
    for key, reference in data.get("lexicons", {}).items():
        fragments[key] = _from_lexicon(reference, f"{name}, lexicons.{key}")
    for key, pattern in data.get("fragments", {}).items():
        fragments[key] = _compose(pattern, fragments, f"{name}, fragments.{key}")
    rules: dict[str, Rule] = {}
    for entry in data.get("rules", ()):
        where = f"{name}, rule {entry.get('id', len(rules) + 1)!r}"
        if entry.get("id") in rules:
            raise RuleError(f"{where}: the id is used twice")
        rules[entry.get("id", "")] = _rule(entry, fragments, name, where)
    anchors = data.get("anchors")
    return RuleFile(tuple(rules.values()), fragments, data.get("starts", ""), Anchors(anchors["pattern"], anchors["reach"]) if anchors else None)


def _rule(entry: Mapping[str, Any], fragments: Mapping[str, str], file: str, where: str) -> Rule:
    if missing := REQUIRED - entry.keys():
        raise RuleError(f"{where}: missing {', '.join(sorted(missing))}")
    if unknown := entry.keys() - ALLOWED:
        raise RuleError(f"{where}: unknown key {', '.join(sorted(unknown))}")
    for key, kind in KINDS.items():
        if not isinstance(entry.get(key, kind()), kind):
            raise RuleError(f"{where}: {key} must be {'a string' if kind is str else 'a list' if kind is list else 'a table'}")
    return Rule(
        entry["id"],
        _compose(entry["pattern"], fragments, where),
        entry["description"],
        tuple(entry["examples"]),
        tuple(entry.get("counter_examples", ())),
        entry.get("produces", {}),
        entry.get("source", ""),
        file,
    )


def _data(name: str) -> str:
    return (files("govtext") / "data" / "rules" / f"{name}.toml").read_text("utf-8")


@cache
def _shared() -> Mapping[str, str]:
    fragments: dict[str, str] = {}
    for key, pattern in tomllib.loads(_data("fragments"))["fragments"].items():
        fragments[key] = _compose(pattern, fragments, f"fragments.toml, {key}")
    return fragments


@for_packs()
def ruleset(name: str) -> RuleSet:
    """The package's rules of this name, e.g. ``ruleset("headings")``, after those of the packs in force."""
    own = read(f"{name}.toml", _data(name), _shared())
    rules, starts, anchors = own.rules, own.starts, own.anchors
    for pack in reversed(in_force()):
        if name in pack.rules:
            added = _added(pack, name, own, rules)
            rules = (*added.rules, *rules)
            starts = starts and added.starts and starts + added.starts  # tried everywhere where one of them does not say where
            anchors = None
    return RuleSet(f"{name}.toml", rules, starts, anchors)


def _added(pack: Pack, name: str, own: RuleFile, known: tuple[Rule, ...]) -> RuleFile:
    where = f"{pack.name}/rules/{name}.toml"
    added = read(where, pack.rules[name], own.fragments)
    for rule in added.rules:
        check_rule(rule, own.rules, known, f"{where}, rule {rule.id!r}")
    return added
