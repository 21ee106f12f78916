"""Bytes to be read, wherever they are: a file, a byte string, or a member of an archive."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain, dropwhile
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from govtext.errors import ReadError
from govtext.reading.document import Allowance, Limits
from govtext.reading.knowledge import knowledge

HEAD_BYTES = 1 << 12
CHUNK_BYTES = 1 << 20
ENCRYPTED = 0x1
ENTRY = b"PK\1\2"
"""What each entry of the directory of a zip file begins with."""
BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""Bytes that may stand before the first element of XML: byte order marks and blanks."""
ROW = re.compile(rb"<(?:\w+:)?row\b")
BY_ROWS = "xl/worksheets/"
"""The members of a workbook that are read row by row."""


def read_all(stream: BinaryIO, limit: int, name: str) -> bytes:
    """Read a stream to its end, no further than the limit.

    Raises
    ------
    ReadError
        It has no bytes, or more than `limit`.

    Examples
    --------
    >>> read_all(io.BytesIO(b"report"), 5, "standard input")
    Traceback (most recent call last):
    govtext.errors.ReadError: standard input: has more than 5 bytes, which is the limit; raise Limits(bytes=...) to read it
    """
    chunks, size = [], 0
    while chunk := stream.read(min(CHUNK_BYTES, limit + 1)):
        chunks.append(chunk)
        size += len(chunk)
        if size > limit:
            raise ReadError(f"{name}: has more than {limit} bytes, which is the limit; raise Limits(bytes=...) to read it")
    if not chunks:
        raise ReadError(f"{name}: is empty")
    return b"".join(chunks)


class Streamed(io.RawIOBase):
    """A stream that gives so many bytes and no more, whatever reads it.

    Parameters
    ----------
    stream
        Where the bytes come from; it is closed with this one.
    most
        How many bytes it may give, which may be raised while it is read.
    refusal
        The error of a stream that has more.
    """

    def __init__(self, stream: BinaryIO, most: int, refusal: str) -> None:
        self.stream, self.most, self.refusal = stream, most, refusal
        self.given = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Give some bytes; `ReadError` after the last that it may give."""
        piece = self.stream.read(len(buffer))
        self.given += len(piece)
        if self.given > self.most:
            raise ReadError(self.refusal)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close both streams."""
        self.stream.close()
        super().close()


class ZipStream(io.BufferedReader):
    """The bytes of a zip file, whose directory holds no more than so many members."""

    def __init__(self, stream: Any, name: str, most: int) -> None:
        super().__init__(stream)
        self.called, self.most = name, most

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as any stream does; `ReadError` where that is a directory, which is read at once, of too many members."""
        data = super().read(size)
        if data.count(ENTRY) > self.most:
            raise ReadError(f"{self.called}: has more than {self.most} members, which is the limit; raise Limits(members=...) to read it")
        return data


def parts_of(stream: BinaryIO, apart: re.Pattern[bytes] | None = None) -> int:
    """Count the elements and attributes of a member in XML, or the most between two places at which what was read is forgotten.

    >>> parts_of(io.BytesIO(b'<a><row b="c"/><row/></a>')), parts_of(io.BytesIO(b'<a><row b="c"/><row/></a>'), ROW), parts_of(io.BytesIO(b"GIF89a"))
    (5, 2, 0)
    """
    pieces = dropwhile(lambda piece: not piece.strip(BEFORE_MARKUP), iter(partial(stream.read, CHUNK_BYTES), b""))
    beginning = next(pieces, b"")
    if not beginning.lstrip(BEFORE_MARKUP).startswith(b"<"):
        return 0
    most = running = 0
    for piece in chain([beginning], pieces):
        for number, segment in enumerate(apart.split(piece) if apart else [piece]):
            most, running = (max(most, running), 1) if number else (most, running)
            running += segment.count(b"<") + segment.count(b"=")
    return max(most, running)


@dataclass(frozen=True)
class Resource:
    """A source of bytes that can be opened more than once.

    Attributes
    ----------
    path
        Where it stands: a file's path, ``archive.zip!/member`` for a member, None for bytes from memory.
    open
        Opens the bytes for reading from their beginning.
    file
        The path in the file system; None for what is no file there.

    Examples
    --------
    >>> Resource.of(b"%PDF-1.7").head
    b'%PDF-1.7'
    """

    path: str | None
    open: Callable[[], BinaryIO] = field(repr=False)
    file: Path | None = None

    @classmethod
    def of(cls, source: str | Path | bytes) -> Resource:
        """Make a resource of a path or a byte string; `ReadError` where there is nothing that can be read."""
        if isinstance(source, bytes):
            return cls(path=None, open=lambda: io.BytesIO(source))
        if not isinstance(source, str | os.PathLike):
            raise ReadError(f"a report is read from a path or from bytes, and this is {type(source).__name__}; tables are read with read_many")
        file = Path(source)
        try:
            mode = file.stat().st_mode
            if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
                raise ReadError(f"{file}: is neither a file nor a directory; read its bytes and pass them")
            if stat.S_ISREG(mode):
                file.open("rb").close()
        except FileNotFoundError:
            raise ReadError(f"{file}: there is no such file") from None
        except PermissionError:
            raise ReadError(f"{file}: there is no permission to read it") from None
        except (OSError, ValueError) as error:
            raise ReadError(f"{str(file)[:200]!r}: cannot be opened as a file: {error}") from error
        # A file name need not be text; the path of a document is, so that it can be written as JSON.
        name = os.fsencode(file).decode("utf-8", "backslashreplace")
        return cls(path=name, open=lambda: file.open("rb"), file=file)

    @property
    def name(self) -> str:
        """What errors call it."""
        return self.path or "the bytes given"

    @cached_property
    def is_directory(self) -> bool:
        """Whether it is a directory, which has no bytes of its own."""
        return self.file is not None and self.file.is_dir()

    @property
    def suffix(self) -> str:
        """The extension in small letters, with its dot; empty where there is none."""
        return PurePosixPath(self.path.lower()).suffix if self.path else ""

    @cached_property
    def head(self) -> bytes:
        """The first 4096 bytes; none of a directory."""
        if self.is_directory:
            return b""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    @cached_property
    def zip_members(self) -> frozenset[str]:
        """The names in its directory where it is a zip file; none where it is not, is damaged, or holds more than a document may."""
        if not self.head.startswith(b"PK"):
            return frozenset()
        try:
            with ZipStream(self.open(), self.name, Limits().members) as stream, zipfile.ZipFile(stream) as archive:
                return frozenset(archive.namelist())
        except (ReadError, zipfile.BadZipFile, ValueError, NotImplementedError):
            return frozenset()

    @property
    def package(self) -> dict[str, str] | None:
        """What the zip file is where it is one document of many parts (an Office file, say); None where it is an archive, or no zip file."""
        return next((package for package in knowledge()["packages"] if package["member"] in self.zip_members), None)

    def read(self, limit: int) -> bytes:
        """Read all bytes; `ReadError` where there are none or more than `limit`."""
        with self.open() as stream:
            return read_all(stream, limit, self.name)

    def open_seekable(self, limit: int) -> BinaryIO:
        """Open the bytes for reading at any place: a file as it is, all else from memory."""
        return self.open() if self.file else io.BytesIO(self.read(limit))

    def sha256(self) -> str:
        """Compute the digest of all bytes, in pieces."""
        digest = hashlib.sha256()
        with self.open() as stream:
            while chunk := stream.read(CHUNK_BYTES):
                digest.update(chunk)
        return digest.hexdigest()

    def read_zip(self, limits: Limits) -> bytes:
        """Read all bytes of a zipped document; `ReadError` where it is damaged, protected, or unpacks to more than the limits."""
        limit = limits.bytes
        data = self.read(limit)
        try:
            archive = zipfile.ZipFile(ZipStream(io.BytesIO(data), self.name, limits.members))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise ReadError(f"{self.name}: is damaged or cut off: {error}") from error
        members = archive.infolist()
        if any(member.flag_bits & ENCRYPTED for member in members):
            raise ReadError(f"{self.name}: is protected by a password; save it without one")
        if sum(member.file_size for member in members) > limit:
            raise ReadError(f"{self.name}: unpacks to more than {limit} bytes, which is the limit; raise Limits(bytes=...) to read it")
        parts = Allowance(self.name, limits.parts, "parts")
        for member in members:
            with archive.open(member) as stream:
                parts.take(parts_of(cast(BinaryIO, stream), ROW if member.filename.startswith(BY_ROWS) else None))
        return data
