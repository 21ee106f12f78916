"""The readers there are, and which of them serves a source."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from govtext.errors import ReadError
from govtext.reading.damage import whole
from govtext.reading.document import Allowance, Document, Failure, Limits
from govtext.reading.isolated import read_isolated
from govtext.reading.knowledge import knowledge
from govtext.reading.resource import Resource


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of one call; None leaves a choice to the reader.

    Attributes
    ----------
    encoding
        Name of the codec of text.
    text_column
        Name of the column of a table that holds the reports.
    limits
        How much a source may ask.
    depth
        How many archives stand around the source.
    isolate
        Asked before each document is read: whether that is done in a process of its own.
    alone
        Whether this is such a process.
    """

    encoding: str | None = None
    text_column: str | None = None
    limits: Limits = field(default_factory=Limits)
    depth: int = 0
    isolate: Callable[[], bool] = bool
    alone: bool = False


def unknown(resource: Resource) -> None:
    """Leave open whether it is of this format: its content cannot tell."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How one format is recognised and read.

    Attributes
    ----------
    format
        Its name, as in `SourceInfo.format` and ``format=``.
    extensions
        Extensions of its files, in small letters with their dots.
    read
        A function from `Resource` and `Options` to a `Document`, or to an iterator of `Document` and `Failure`
        for a format that holds many reports; or its name as ``"module:function"``, imported when first used.
    recognise
        Whether the content is of this format: True, False, or None where the content cannot tell.
    many
        Whether the format holds many reports.
    one
        A function that reads a source of such a format as one report where it is one, or its name; None where it never is.
    called
        What errors call a source of this format; None for the format's name with "file".
    """

    format: str
    extensions: tuple[str, ...]
    read: Callable[[Resource, Options], Any] | str
    recognise: Callable[[Resource], bool | None] = unknown
    many: bool = False
    one: Callable[[Resource, Options], Document] | str | None = None
    called: str | None = None

    def document(self, resource: Resource, options: Options) -> Document:
        """Read the one document of the source; `ReadError` where it holds many."""
        if self.many and self.one:
            return Reader(self.format, self.extensions, self.one, called=self.called).document(resource, options)
        if self.many:
            raise ReadError(f"{resource.name}: a {self.format} source holds many reports; read it with read_many or iter_documents")
        if options.isolate():
            return read_isolated(self, resource, options)
        with self.whole(resource):
            document: Document = self.function()(resource, options)
            Allowance(resource.name, options.limits.characters).check(len(document.text))
        return document

    def documents(self, resource: Resource, options: Options) -> Iterator[Document | Failure]:
        """Read all documents of the source, one after the other."""
        if self.many:
            with self.whole(resource):
                yield from self.function()(resource, options)
        else:
            yield self.document(resource, options)

    def whole(self, resource: Resource) -> AbstractContextManager[None]:
        """Tell what the reading function raises over a damaged source as one `ReadError`."""
        return whole(resource.name, self.called or f"{self.format} file")

    def function(self) -> Callable[[Resource, Options], Any]:
        """Import the reading function."""
        return pkgutil.resolve_name(self.read) if isinstance(self.read, str) else self.read


_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Add a reader for a format of your own, or put one in the place of the reader of the same format.

    Parameters
    ----------
    reader
        The reader; it is asked before those registered earlier.

    Examples
    --------
    >>> from govtext.model import SourceInfo
    >>> from govtext.reading import Document, Reader, read_document, register
    >>> def read_reversed(resource, options):
    ...     return Document(resource.read(options.limits.bytes).decode()[::-1], SourceInfo(format="reversed"))
    >>> register(Reader("reversed", (".rev",), read_reversed))
    >>> read_document("。绩成".encode(), format="reversed").text
    '成绩。'
    """
    _readers[:] = [reader, *(other for other in _readers if other.format != reader.format)]


def formats() -> tuple[str, ...]:
    """List the names of the formats that can be read.

    >>> "docx" in formats()
    True
    """
    return tuple(sorted(reader.format for reader in _readers))


def reader_for(resource: Resource, format: str | None = None) -> Reader:
    """Choose the reader of a source: the one named, else the one that knows its content, else the one of its extension.

    Raises
    ------
    ReadError
        No format has that name, the content is not what the extension says, or it is of a kind that no reader knows.
    """
    if format is not None:
        if chosen := next((reader for reader in _readers if reader.format == format), None):
            return chosen
        raise ReadError(f"{resource.name}: there is no format named {format!r}; the formats are {', '.join(formats())}")
    for refused in knowledge()["refused"]:
        if resource.head.startswith(bytes.fromhex(refused["magic"])):
            raise ReadError(f"{resource.name}: is {refused['what']}; {refused['advice']}")
    verdicts = [(reader, reader.recognise(resource)) for reader in _readers]
    for reader, verdict in verdicts:
        if verdict:
            return reader
    named, verdict = next(((reader, verdict) for reader, verdict in verdicts if resource.suffix in reader.extensions), (None, None))
    if named and verdict is not False:
        return named
    if package := resource.package:
        raise ReadError(f"{resource.name}: is {package['what']}; {package['advice']}")
    if named:
        raise ReadError(
            f"{resource.name}: is named {resource.suffix} but its content is no {named.format}, or is cut off; "
            f"if it is a plain text, read it with format='text'"
        )
    return next(reader for reader in _readers if reader.format == "text")
