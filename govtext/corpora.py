"""The sample reports that come with the package: invented places, the style and the damage of real reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from govtext.errors import GovtextError
from govtext.rules.lexicon import parse as parse_csv

if TYPE_CHECKING:
    from govtext.model import Report


class SampleError(GovtextError, LookupError):
    """There is no sample report of this name."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample report: its name, the level of government that it is of, what it shows in both languages, and its text."""

    name: str
    kind: str
    english: str
    chinese: str
    text: str


def samples() -> Iterator[Sample]:
    """The sample reports, in the order of their names.

    >>> next(samples()).kind
    'central'
    """
    for row in parse_csv("index.csv", (_folder() / "index.csv").read_text("utf-8")):
        yield Sample(**row, text=(_folder() / f"{row['name']}.txt").read_text("utf-8"))


def names() -> tuple[str, ...]:
    """The names of the sample reports.

    >>> names()[:3]
    ('central', 'city', 'city_2003')
    """
    return tuple(sample.name for sample in samples())


def text(name: str) -> str:
    """The text of a sample report, as an archive would hold it.

    Raises
    ------
    SampleError
        There is none of this name; the message names those that there are.

    Examples
    --------
    >>> text("county").splitlines()[0]
    '澄岭县人民政府工作报告'
    """
    texts = {sample.name: sample.text for sample in samples()}
    if name not in texts:
        near = get_close_matches(name, texts, n=1)
        raise SampleError(f"no sample report {name!r}: {f'did you mean {near[0]!r}?' if near else 'there are ' + ', '.join(texts)}")
    return texts[name]


def load(name: str) -> Report:
    """A sample report, parsed; raises as `text` does.

    >>> load("county").meta.place.value
    '澄岭县'
    """
    from govtext.parser import parse

    return parse(text(name))


def _folder() -> Traversable:
    """In an installed package the samples are among its data, in a checkout beside the package."""
    packaged = files("govtext") / "data" / "corpora"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "corpora"
