"""The plan: the inputs in order, read as far as is needed to know whether they are new, and cut into chunks by their length."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from govtext.batching.errors import NO_TEXTS, reason
from govtext.errors import GovtextError
from govtext.reading import Limits, Resource
from govtext.reading.archives import walk
from govtext.reading.registry import reader_for

BYTES_PER_CHARACTER = 3
CHUNK_CHARACTERS = 300_000
CHUNK_SOURCES = 256

log = logging.getLogger("govtext")


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file's bytes, a text from a table or an archive, or the reason why there is neither.

    Attributes
    ----------
    path
        Where it stands.
    digest
        SHA-256 of the bytes of a file, key of the report for a text; empty for a failure.
    size
        Bytes, for the progress of the run.
    content, text, info
        The bytes of the file, or the text and its `SourceInfo` in JSON.
    failure
        Reason and message.
    """

    path: str
    digest: str = ""
    size: int = 0
    content: bytes | None = None
    text: str | None = None
    info: str | None = None
    failure: tuple[str, str] | None = None

    @property
    def characters(self) -> int:
        """Its length, estimated for a file."""
        return 0 if not self.is_new else len(self.text) if self.text is not None else self.size // BYTES_PER_CHARACTER

    @property
    def is_new(self) -> bool:
        """Whether there is something to parse."""
        return self.content is not None or self.text is not None

    def known(self) -> Source:
        """The same input without its content: it is not parsed again."""
        return replace(self, content=None, text=None)


ReadMany = Callable[[Path], Iterable[Source]]


def total_size(inputs: Iterable[Path]) -> int:
    """The bytes of all files that the inputs name; what cannot be read counts for nothing."""
    return sum(_size(path) for one in inputs for path in _files(one) if isinstance(path, Path))


def sources(inputs: Iterable[Path], read_many: ReadMany) -> Iterator[Source]:
    """All inputs in order: files as they are named, directories in the order of their names, tables and archives member by member.

    A table without texts in a directory is said and left out; one that is named is a failure.

    Parameters
    ----------
    inputs
        Files and directories.
    read_many
        Reads a table or an archive.
    """
    for one in inputs:
        for path in _files(one):
            if isinstance(path, Source):
                yield path
                continue
            for source in _of_file(path, read_many):
                if path != one and source.failure and source.failure[0] == NO_TEXTS:
                    log.warning("%s; left out", source.failure[1])
                else:
                    yield source


def chunks(found: Iterable[Source], characters: int = CHUNK_CHARACTERS) -> Iterator[list[Source]]:
    """Cut the sources into chunks of about that many characters, each with files or with texts alone, and with no path twice.

    >>> [len(chunk) for chunk in chunks([Source("a", text="一" * 9), Source("b", text="二"), Source("b", text="三")], characters=10)]
    [2, 1]
    """
    chunk: list[Source] = []
    length = 0
    for source in found:
        mixed = any((one.text is None) != (source.text is None) for one in chunk if one.is_new and source.is_new)
        if chunk and (mixed or length >= characters or len(chunk) >= CHUNK_SOURCES or any(one.path == source.path for one in chunk)):
            yield chunk
            chunk, length = [], 0
        chunk.append(source)
        length += source.characters
    if chunk:
        yield chunk


def failed(path: Path | str, error: Exception) -> Source:
    """An input that cannot be read."""
    return Source(as_text(path), size=_size(Path(path)), failure=reason(error))


def as_text(path: Path | str) -> str:
    """A path as text; what is no text in it becomes a question mark."""
    return str(path).encode("utf-8", "replace").decode()


def _files(one: Path) -> Iterator[Path | Source]:
    if not one.is_dir():
        yield one
        return
    try:
        for folder, names in walk(one):
            yield from (Path(folder, name) for name in names)
    except GovtextError as error:
        yield failed(one, error)


def _of_file(path: Path, read_many: ReadMany) -> Iterator[Source]:
    try:
        resource = Resource.of(path)
        if reader_for(resource).many:
            yield from read_many(path)
        else:
            content = resource.read(Limits().bytes)
            yield Source(as_text(path), hashlib.sha256(content).hexdigest(), len(content), content)
    except (GovtextError, OSError) as error:
        yield failed(path, error)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
