"""What reading gives: one document, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from govtext.errors import GovtextError, ReadError
from govtext.model import SourceInfo

MEBIBYTE = 1 << 20
COUNTED = {"characters": "characters of text", "parts": "elements, attributes, values or lines"}
"""What errors say of the limits that are counted while a document is read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a source may ask of the reader; more is a `ReadError` that names the limit.

    Attributes
    ----------
    bytes
        Size of one document, packed and unpacked, or of one row of a table.
    unpacked
        Size of all that one archive unpacks to.
    members
        Number of members of an archive, or of files in a directory tree.
    depth
        How deep archives may stand inside archives.
    pages
        Number of pages of a PDF.
    characters
        Length of the text of one document, or of one row of a table.
    parts
        What one document, or one row of a table, holds one by one: elements and attributes of XML, values of JSON, cells, lines of mail.
        A parser makes an object of each, so that a small packed file of many takes gigabytes.
    seconds
        Time that the pages of a PDF, LibreOffice, or a process of its own for reading may take for one document.
    memory
        MiB that LibreOffice, or a process of its own, may take.

    Examples
    --------
    >>> Limits(pages=50).pages
    50
    """

    bytes: int = 256 * MEBIBYTE
    unpacked: int = 16_384 * MEBIBYTE
    members: int = 1_000_000
    depth: int = 3
    pages: int = 5_000
    characters: int = 1_000_000
    parts: int = 1_000_000
    seconds: float = 120
    memory: int = 4_096


@dataclass(slots=True)
class Allowance:
    """The characters, or the parts, that one document may have, of which its reader takes.

    Parameters
    ----------
    name
        What errors call the source.
    limit
        How many there are.
    what
        The limit's name, one of `Limits`.

    Examples
    --------
    >>> allowance = Allowance("a.pdf", 1000)
    >>> allowance.take(900)
    >>> allowance.take(101)
    Traceback (most recent call last):
    govtext.errors.ReadError: a.pdf: holds more than 1000 characters of text, which is the limit; raise Limits(characters=...) to read it
    """

    name: str
    limit: int
    what: str = "characters"
    taken: int = 0

    def take(self, count: int) -> None:
        """Count some more; `ReadError` where they are too many."""
        self.check(count)
        self.taken += count

    def check(self, count: int) -> None:
        """Say whether so many more can be taken; `ReadError` where they cannot."""
        if self.taken + count > self.limit:
            counted = f"holds more than {self.limit} {COUNTED[self.what]}, which is the limit"
            raise ReadError(f"{self.name}: {counted}; raise Limits({self.what}=...) to read it")


@dataclass(frozen=True, slots=True)
class Document:
    r"""The text of one report, as a reader would see it, and where it came from.

    Attributes
    ----------
    text
        Line ends are ``\n``; there is no byte order mark.
    source
        Path, format, encoding, digest, and what was repaired. ``source.pages`` holds the offset in `text`
        where each page starts, for formats that have pages.

    Examples
    --------
    >>> from govtext.reading import read_document
    >>> document = read_document("一、过去一年\r\n成绩".encode("gb18030"))
    >>> document.text, document.source.encoding
    ('一、过去一年\n成绩', 'gb18030')
    """

    text: str
    source: SourceInfo


@dataclass(frozen=True, slots=True)
class Failure:
    """One member of a table, an archive or a directory that could not be read.

    Attributes
    ----------
    path
        Where the member stands, as in `SourceInfo.path`.
    error
        Why it could not be read.
    """

    path: str
    error: GovtextError

    @property
    def message(self) -> str:
        """The error's message."""
        return str(self.error)
