"""What a pack's rules and rows must be, so that the stages that use them find what they expect."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from govtext.errors import RuleError
from govtext.rules.packs import lexicon_checks

if TYPE_CHECKING:
    from govtext.rules.lexicon import Lexicon
    from govtext.rules.ruleset import Rule

_ALONE = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]|\(\?\(\d|\(\?[aiLmsux]+\)|\(\?P<(?![a-z_]+>)")
"""What no pattern may hold, for those of a file are joined: numbers of groups, flags for the whole, names of groups not in small letters."""


def check_rule(rule: Rule, own: Sequence[Rule], known: Sequence[Rule], where: str) -> None:
    """Check a pack's rule against the package's `own` of the same file, and its id against all that are `known`.

    It must produce the keys that they produce, with values that they know, and have the groups that those with the same values have.
    Raises `RuleError`.
    """
    if any(rule.id == other.id for other in known):
        raise RuleError(f"{where}: the id is in use; begin yours with the name of your pack")
    if not rule.examples:
        raise RuleError(f"{where}: has no example")
    try:
        pattern = re.compile(rule.pattern)
    except re.error as error:
        raise RuleError(f"{where}: not a valid pattern: {error}") from error
    if alone := _ALONE.search(rule.pattern):
        raise RuleError(f"{where}: {alone[0]!r} does not hold beside other patterns; name groups in small letters and leave flags out")
    if pattern.fullmatch(""):
        raise RuleError(f"{where}: the pattern matches the empty text, and so everywhere")
    if all(rule.produces.keys() != other.produces.keys() for other in own):
        raise RuleError(f"{where}: produces {_listed(rule.produces)}; the rules of this file produce {_listed(own[-1].produces)}")
    for key, value in rule.produces.items():
        values = [other.produces[key] for other in own if key in other.produces]
        if type(value) is not type(values[0]) or (isinstance(value, str) and value not in values):
            raise RuleError(f"{where}: produces.{key} is {value!r}; the rules of this file have {_listed(values)}")
    if missing := _groups_needed(rule, own) - pattern.groupindex.keys():
        raise RuleError(f"{where}: the pattern lacks the named groups {_listed(missing)} that such rules have")


def _groups_needed(rule: Rule, own: Sequence[Rule]) -> set[str]:
    """The groups that are in all the package's rules with a value that this one has; in all of them where they produce nothing."""
    alike = [[other for other in own if other.produces.get(key) == value] for key, value in rule.produces.items() if isinstance(value, str)]
    return {name for rules in (alike or [list(own)]) for name in set.intersection(*(set(re.compile(other.pattern).groupindex) for other in rules))}


def check_rows(added: Lexicon, known: Lexicon) -> None:
    """Check the rows that a pack adds to a lexicon. Raises `RuleError`."""
    checks = lexicon_checks()[known.name]
    taken = {form for column in checks.get("new", ()) for form in known.terms(column)}
    allowed = {column: {row[column] for row in known} for column in checks.get("among", ())}
    for row in added:
        if row.keys() != known.rows[0].keys():
            raise RuleError(f"{added.name}: the header is {','.join(row)}; write {','.join(known.rows[0])}")
        where = f"{added.name}, row {','.join(row.values())!r}"
        if empty := [column for column in checks.get("given", ()) if not row[column]]:
            raise RuleError(f"{where}: {_listed(empty)} is empty")
        for column, values in allowed.items():
            if row[column] not in values:
                raise RuleError(f"{where}: {column} is {row[column]!r}, which is none of {_listed(values)}")
        for kind, (reads, name) in _READ.items():
            for column in checks.get(kind, ()):
                if row[column] and not reads(row[column]):
                    raise RuleError(f"{where}: {column} is {row[column]!r}, which is no {name}")
        forms = {form for column in checks.get("new", ()) for form in row[column].split("|") if form}
        if forms & taken:
            raise RuleError(f"{where}: {_listed(forms & taken)} stands in the lexicon already")
        taken |= forms


def _is_positive(text: str) -> bool:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and number > 0


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


_READ = {"number": (_is_positive, "number above zero"), "day": (_is_day, "day of the form 1949-10-01")}


def _listed(values: Iterable[object]) -> str:
    return ", ".join(sorted({str(value) for value in values})) or "nothing"
