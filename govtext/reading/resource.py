"""Bytes to be read, wherever they are: a file, a byte string, or a member of an archive."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from govtext.errors import ReadError
from govtext.reading.knowledge import knowledge

HEAD_BYTES = 1 << 12
CHUNK_BYTES = 1 << 20
ENCRYPTED = 0x1


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
        """The names in its directory where it is a zip file; none where it is not, or is damaged."""
        if not self.head.startswith(b"PK"):
            return frozenset()
        try:
            with self.open() as stream, zipfile.ZipFile(stream) as archive:
                return frozenset(archive.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
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

    def read_zip(self, limit: int) -> bytes:
        """Read all bytes of a zipped document; `ReadError` where it is damaged, protected, or unpacks to more than `limit`."""
        data = self.read(limit)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise ReadError(f"{self.name}: is damaged or cut off: {error}") from error
        if any(member.flag_bits & ENCRYPTED for member in members):
            raise ReadError(f"{self.name}: is protected by a password; save it without one")
        if sum(member.file_size for member in members) > limit:
            raise ReadError(f"{self.name}: unpacks to more than {limit} bytes, which is the limit; raise Limits(bytes=...) to read it")
        return data
