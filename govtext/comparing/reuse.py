"""``govtext.reuse``: which reports of an archive are one report, and which took over passages of another."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Any

from govtext.comparing.passages import Passage, Sentence, covered, sentences, shared
from govtext.comparing.signatures import PERMUTATIONS, likeness, signature
from govtext.errors import GovtextError
from govtext.export.divisions import place_of, year_of
from govtext.model import Report, require_reports
from govtext.parser import parse
from govtext.reading.document import Document

if TYPE_CHECKING:
    from numpy import uint32
    from numpy.typing import NDArray
    from pandas import DataFrame

SAME = 0.5
"""Likeness from which two texts are one report."""
HEAVY = 0.12
"""Likeness from which one took over much of the other: years of one place are at 0.06, provinces of a year at 0.035."""
FORMULA_PLACES = 8
"""Places from which on a sentence is a formula that all use."""
_HEAD = 800  # characters in which a report says of where and when it is
_GROWS_BY = 1024


class ReuseError(GovtextError, ValueError):
    """There is nothing to compare; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """One report of the archive, without its text."""

    number: int
    path: str | None
    place: str | None
    year: int | None
    characters: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports of which one took over passages of the other; `likeness` is that of the whole texts, from 0 to 1."""

    first: Source
    second: Source
    likeness: float
    passages: tuple[Passage, ...] = ()

    @property
    def same_place(self) -> bool:
        """Whether both are of one place."""
        return self.first.place is not None and self.first.place == self.second.place

    @property
    def shares(self) -> tuple[float, float]:
        """The share of each text that stands in the other, formulas apart."""
        left, right = covered(self.passages)
        return left / max(self.first.characters, 1), right / max(self.second.characters, 1)


@dataclass(frozen=True, slots=True)
class Reuse:
    """What `reuse` found: groups of captures of one report, and pairs of different reports that share much."""

    sources: tuple[Source, ...]
    groups: tuple[tuple[Source, ...], ...]
    pairs: tuple[Pair, ...]

    def frame(self) -> DataFrame:
        """Make a frame of all pairs: ``first``, ``second``, their place and year, ``likeness``, ``kind`` (same or reuse), ``same_place``,
        ``share_first``, ``share_second``, ``passages`` (how many), ``formulas`` (how many of them all use).
        """  # noqa: D205
        from pandas import DataFrame

        rows = [*self._same(), *(_row(pair, "reuse") for pair in self.pairs)]
        return DataFrame(rows, columns=list(COLUMNS))

    def passages(self) -> DataFrame:
        """Make a frame of all shared passages: the pair, offsets in both texts, ``likeness``, ``formula``."""
        from pandas import DataFrame

        rows = [
            (pair.first.path, pair.second.path, p.left.start, p.left.end, p.right.start, p.right.end, p.likeness, p.formula)
            for pair in self.pairs
            for p in pair.passages
        ]
        return DataFrame(rows, columns=list(PASSAGE_COLUMNS))

    def _same(self) -> Iterator[dict[str, Any]]:
        for group in self.groups:
            for other in group[1:]:
                yield _row(Pair(group[0], other, 1.0), "same")


COLUMNS = (
    *("first", "second", "first_place", "first_year", "second_place", "second_year", "likeness", "kind", "same_place"),
    *("share_first", "share_second", "passages", "formulas"),
)
PASSAGE_COLUMNS = ("first", "second", "first_start", "first_end", "second_start", "second_end", "likeness", "formula")


def _row(pair: Pair, kind: str) -> dict[str, Any]:
    shares = pair.shares if kind == "reuse" else (None, None)
    return {
        "first": pair.first.path,
        "second": pair.second.path,
        "first_place": pair.first.place,
        "first_year": pair.first.year,
        "second_place": pair.second.place,
        "second_year": pair.second.year,
        "likeness": round(pair.likeness, 3),
        "kind": kind,
        "same_place": pair.same_place,
        "share_first": shares[0],
        "share_second": shares[1],
        "passages": len(pair.passages),
        "formulas": sum(passage.formula for passage in pair.passages),
    }


def reuse(reports: Iterable[Report | Document], *, same: float = SAME, heavy: float = HEAVY) -> Reuse:
    r"""Find which reports of an archive are one report, and which took over passages of another.

    Parameters
    ----------
    reports
        Parsed reports, or documents as `govtext.reading.iter_documents` gives them, which need no parse; taken one at a time. Their texts
        wait in a temporary file, so that memory does not grow with the archive but by half a kilobyte a report.
    same
        Likeness of two texts from which they are one report (captures of one report: 0.99).
    heavy
        Likeness from which a pair is looked at for passages (consecutive years of a place: 0.06, at most 0.17; provinces of a year: 0.035).

    Returns
    -------
    Reuse
        Groups of captures, and pairs of different reports with the passages that they share. A sentence that stands in reports of eight places
        or more is a formula, marked as such and left out of the shares. Of a group only the first report is set against others.

    Raises
    ------
    ReuseError
        There is no report, or the likenesses are not in order.
    GovtextError
        What is given is neither a report nor a document; the message says what to do.
    MissingExtraError
        rensa or rapidfuzz is not installed.

    Examples
    --------
    >>> import govtext
    >>> lines = [f"第{n}项工作是新建村史馆{n}个，改造卫生室{n + 3}个。" for n in range(10, 60)]
    >>> first, copy = govtext.parse("".join(lines)), govtext.parse("转载：" + "".join(lines))
    >>> other = govtext.parse("".join(lines[:15]) + "".join(f"整治河道{n}公里，绿化荒山{n}亩，修复湿地。" for n in range(50)))
    >>> found = reuse([first, copy, other])
    >>> [[source.number for source in group] for group in found.groups], [(p.first.number, p.second.number) for p in found.pairs]
    ([[0, 1]], [(0, 2)])
    """
    if not 0 < heavy <= same <= 1:
        raise ReuseError(f"likenesses are shares, and heavy reuse begins below the same report: heavy {heavy}, same {same}")
    if isinstance(reports, Report | Document):
        raise ReuseError("reuse needs a list of reports; put them into one: [first, second]")
    with tempfile.TemporaryFile() as file:
        archive = _Archive(file)
        groups, pairs = _Groups(same, heavy), []
        for report in reports:
            if not isinstance(report, Document):
                require_reports(report)
            source, text = archive.add(report)
            pairs += [(other, source.number, how) for other, how in groups.add(source.number, signature(text))]
        if not archive.sources:
            raise ReuseError("reuse needs reports, and none was given")
        found = [Pair(archive.sources[i], archive.sources[j], how, archive.shared(i, j)) for i, j, how in pairs]
        listed = tuple(tuple(archive.sources[number] for number in group) for group in groups.members if len(group) > 1)
        return Reuse(tuple(archive.sources), listed, tuple(archive.with_formulas(found)))


class _Archive:
    """The texts of an archive in a file, by number."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.sources: list[Source] = []
        self.places: list[tuple[int, int]] = []  # where each text stands in the file

    def add(self, report: Report | Document) -> tuple[Source, str]:
        text = report.text
        head = report if isinstance(report, Report) else parse(text[:_HEAD], report.source)
        source = Source(len(self.sources), report.source.path, place_of(head)[0], year_of(head), len(text))
        content = text.encode("utf-8", "surrogatepass")
        self.places.append((self.file.seek(0, 2), len(content)))
        self.file.write(content)
        self.sources.append(source)
        return source, text

    def text(self, number: int) -> str:
        start, length = self.places[number]
        self.file.seek(start)
        return self.file.read(length).decode("utf-8", "surrogatepass")

    def shared(self, one: int, other: int) -> tuple[Passage, ...]:
        return shared(sentences(self.text(one)), sentences(self.text(other)))

    def with_formulas(self, pairs: Sequence[Pair]) -> Iterator[Pair]:
        """Mark the passages all of whose sentences stand in many places; only sentences that are shared are counted."""
        asked = {hash(sentence.plain) for pair in pairs for sentence in self._first_sentences(pair)}
        places: dict[int, set[str | None]] = {}
        for source in self.sources if asked else ():
            for sentence in sentences(self.text(source.number)):
                key = hash(sentence.plain)
                if key in asked and len(places.setdefault(key, set())) < FORMULA_PLACES:
                    places[key].add(source.place)
        formulas = {key for key, of in places.items() if len(of) >= FORMULA_PLACES}
        for pair in pairs:
            inside = self._first_sentences(pair)
            yield replace(pair, passages=tuple(replace(p, formula=_is_formula(p, inside, formulas)) for p in pair.passages))

    def _first_sentences(self, pair: Pair) -> list[Sentence]:
        return sentences(self.text(pair.first.number)) if pair.passages else []


def _is_formula(passage: Passage, inside: Sequence[Sentence], formulas: set[int]) -> bool:
    own = [sentence for sentence in inside if passage.left.start <= sentence.start and sentence.end <= passage.left.end]
    return bool(own) and all(hash(sentence.plain) in formulas for sentence in own)


class _Groups:
    """Captures of one report, found as the reports come: each is set against the first of every group."""

    def __init__(self, same: float, heavy: float) -> None:
        import numpy as np

        self.same, self.heavy = same, heavy
        self.members: list[list[int]] = []
        self.known: NDArray[uint32] = np.empty((_GROWS_BY, PERMUTATIONS), dtype=np.uint32)

    def add(self, number: int, signed: NDArray[uint32]) -> list[tuple[int, float]]:
        """Put a report into its group, or begin one; gives the reports that it took over much of, with the likeness."""
        import numpy as np

        alike = likeness(signed, self.known[: len(self.members)])
        if len(alike) and alike.max() >= self.same:
            self.members[int(alike.argmax())].append(number)
            return []
        if len(self.members) == len(self.known):
            self.known = np.concatenate([self.known, np.empty_like(self.known)])
        self.known[len(self.members)] = signed
        near = [(self.members[int(i)][0], float(alike[i])) for i in np.flatnonzero(alike >= self.heavy)]
        self.members.append([number])
        return near
