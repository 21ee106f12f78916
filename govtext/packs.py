"""Reading with a user's own rules: the flow with rule packs in force."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from govtext import parser, reader
from govtext.model import Report, SourceInfo
from govtext.rules import lexicon, ruleset
from govtext.rules.packs import Packs, load, using


class Parser:
    r"""Reads reports with rule packs, whose rules come before the package's and whose lexicon rows are added to the package's.

    A pack is a folder with ``rules/*.toml`` and ``lexicons/*.csv`` named as the package's files, or an installed package
    that names itself in the entry-point group ``govtext.packs``.

    Parameters
    ----------
    rules
        Folders of packs, or names of installed ones; a pack comes before those that follow it.

    Raises
    ------
    RuleError
        A pack is not there, or one of its files is not valid; the message names file, entry and reason.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> folder = TemporaryDirectory()
    >>> Path(folder.name, "lexicons").mkdir()
    >>> table = "term,dimension,factor,base_unit,english,classifier,source\n灶,count,,灶,kitchen stove,yes,our office\n"
    >>> _ = Path(folder.name, "lexicons", "units.csv").write_text(table, "utf-8")
    >>> parser = Parser(rules=[folder.name])
    >>> [(m.text, m.unit) for m in parser.parse("全县改造节能灶320灶。").metrics]
    [('320灶', '灶')]
    >>> folder.cleanup()
    """

    def __init__(self, rules: Iterable[str | Path] = ()) -> None:
        if isinstance(rules, (str, Path)):
            raise TypeError(f"rules is a list of packs: rules=[{str(rules)!r}]")
        self._packs = Packs(tuple(map(load, rules)))
        with self.active():
            for pack in self._packs.packs:
                for name in pack.lexicons:
                    lexicon(name)
                for name in pack.rules:
                    ruleset(name)

    def parse(self, text: str, source: SourceInfo | None = None) -> Report:
        """Read a report from text, as `govtext.parse` does."""
        with self.active():
            return parser.parse(text, source)

    def read(self, source: str | Path | bytes, **options: Any) -> Report:
        """Read one report from a file or from bytes, as `govtext.read` does."""
        with self.active():
            return reader.read(source, **options)

    def active(self) -> AbstractContextManager[None]:
        """Put the packs in force for all that govtext does in a ``with`` block of this thread.

        What comes after parsing reads rules and lexicons too: targets, explanations, tables.

        >>> with Parser().active():
        ...     parser.parse("今年主要预期目标是：粮食产量12亿斤。").targets()[0].canonical
        'grain'
        """
        return using(self._packs)
