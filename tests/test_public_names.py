"""The public names are those of `public_names.txt`: a name that goes or changes breaks somebody's script, and is said in CHANGELOG.md."""

import inspect
from collections.abc import Iterator
from pathlib import Path

import govtext

SNAPSHOT = Path(__file__).with_name("public_names.txt")


def public_names() -> Iterator[str]:
    """Names of the package, and those that its classes, and the modules among its names, define themselves."""
    for name in sorted(govtext.__all__):
        yield name
        value = getattr(govtext, name)
        if inspect.isclass(value):
            yield from sorted(f"{name}.{member}" for member in {**vars(value), **getattr(value, "model_fields", {})} if is_public(member))
        elif inspect.ismodule(value):
            own = (member for member, of in vars(value).items() if getattr(of, "__module__", None) == value.__name__)
            yield from sorted(f"{name}.{member}" for member in own if is_public(member))


def is_public(name: str) -> bool:
    return not name.startswith(("_", "model_"))


def test_public_names_are_those_of_the_snapshot():
    now, then = set(public_names()), set(SNAPSHOT.read_text("utf-8").split())
    assert now == then, f"new {sorted(now - then)}, gone {sorted(then - now)}: change {SNAPSHOT.name}, and say it in CHANGELOG.md"
