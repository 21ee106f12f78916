"""Rule packs: a user's rule files and lexicons, put before the package's for as long as they are in force."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache, partial, wraps
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from govtext.errors import RuleError

GROUP = "govtext.packs"
_FOLDERS = {"rules": ".toml", "lexicons": ".csv"}

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Pack:
    """The files of a pack as text, by the name of the package's file that each adds to."""

    name: str
    rules: Mapping[str, str]
    lexicons: Mapping[str, str]

    @property
    def version(self) -> str:
        """Its name without folders, and a digest of what it says.

        >>> Pack("packs/mine", {"roles": "[[rules]]"}, {}).version
        'mine 41c377546fce'
        """
        content = json.dumps([self.rules, self.lexicons], sort_keys=True)
        return f"{Path(self.name).name} {hashlib.sha256(content.encode()).hexdigest()[:12]}"


class Packs:
    """Packs that are in force together, the first before the others, with what has been compiled from them."""

    def __init__(self, packs: tuple[Pack, ...] = ()) -> None:
        self.packs = packs
        self.compiled: dict[Callable[..., Any], Callable[..., Any]] = {}

    def __reduce__(self) -> tuple[type[Packs], tuple[tuple[Pack, ...]]]:
        return Packs, (self.packs,)


_IN_FORCE: ContextVar[Packs] = ContextVar("_IN_FORCE", default=Packs())  # noqa: B039 (packs are not changed; what they hold is a cache)


def in_force() -> tuple[Pack, ...]:
    """The packs in force here."""
    return _IN_FORCE.get().packs


@contextmanager
def using(packs: Packs) -> Iterator[None]:
    """Put packs in force for a block of code, in this thread or task alone."""
    token = _IN_FORCE.set(packs)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def carried(function: Callable[..., T]) -> Callable[..., T]:
    """A function that runs with the packs in force here, also in another process."""
    packs = _IN_FORCE.get()
    return partial(_run, packs, function) if packs.packs else function


def _run(packs: Packs, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    with using(packs):
        return function(*args, **kwargs)


def for_packs(maxsize: int | None = None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """`functools.lru_cache` for what is made from rules and lexicons: each selection of packs has results of its own.

    What was made for a selection goes with it.
    """

    def decorate(load: Callable[P, T]) -> Callable[P, T]:
        @wraps(load)
        def loaded(*args: Any) -> T:
            compiled = _IN_FORCE.get().compiled
            try:
                kept = compiled[load]
            except KeyError:
                kept = compiled[load] = lru_cache(maxsize)(load)
            value: T = kept(*args)
            return value

        return cast(Callable[P, T], loaded)

    return decorate


def installed() -> Mapping[str, str]:
    """Installed packs by name: entry points of the group ``govtext.packs``, each with the Python package that holds its folders."""
    from importlib.metadata import entry_points

    return {entry.name: entry.value for entry in entry_points(group=GROUP)}


def load(pack: str | Path) -> Pack:
    """Load a pack from its folder, or an installed one by its name; its rules are checked when they are compiled.

    Raises `RuleError` where there is no such pack, or a file of it adds to none of the package's.
    """
    root: Traversable = Path(pack)
    if not root.is_dir():
        if str(pack) not in installed():
            known = ", ".join(sorted(installed())) or "none"
            raise RuleError(f"{pack}: neither a folder nor an installed pack (installed: {known})")
        root = files(installed()[str(pack)])
    name = str(Path(pack))
    found = {folder: dict(_texts(root / folder, folder, name)) for folder in _FOLDERS}
    if not any(found.values()):
        raise RuleError(f"{name}: holds no rules/*.toml and no lexicons/*.csv; begin one with `govtext rules new`")
    return Pack(name, found["rules"], found["lexicons"])


def _texts(folder: Traversable, kind: str, pack: str) -> Iterator[tuple[str, str]]:
    ending = _FOLDERS[kind]
    if not folder.is_dir():
        return
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        name = file.name.removesuffix(ending)
        where = f"{pack}/{kind}/{file.name}"
        if file.name.startswith((".", "__")):
            continue
        if name not in extendable(kind) or not file.name.endswith(ending):
            names = ", ".join(name + ending for name in sorted(extendable(kind)))
            raise RuleError(f"{where}: no file of the package that a pack adds to; one of {names}")
        try:
            yield name, file.read_text("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            raise RuleError(f"{where}: is not UTF-8 at byte {error.start}; save it as UTF-8") from error


@cache
def extendable(kind: str) -> frozenset[str]:
    """Names of the package's files of a kind, rules or lexicons, that packs may add to."""
    if kind == "lexicons":
        return frozenset(lexicon_checks())
    names = (file.name for file in (files("govtext") / "data" / "rules").iterdir())
    return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml") and name != "fragments.toml")


@cache
def lexicon_checks() -> Mapping[str, Mapping[str, list[str]]]:
    """How the rows that a pack adds to a lexicon are checked, by the lexicon's name."""
    return tomllib.loads((files("govtext") / "data" / "extending.toml").read_text("utf-8"))
