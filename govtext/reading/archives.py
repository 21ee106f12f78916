"""Many files in one source: zip and tar archives, compressed files, and directories, read one member at a time."""

from __future__ import annotations

import gzip
import io
import logging
import lzma
import os
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from govtext.errors import GovtextError, ReadError
from govtext.reading.builtin import unpacker
from govtext.reading.document import Document, Failure
from govtext.reading.encodings import detect
from govtext.reading.knowledge import knowledge
from govtext.reading.registry import Options, reader_for
from govtext.reading.resource import ENCRYPTED, Resource, Streamed, ZipStream
from govtext.reading.tables import NoTextsError

UTF8_NAME = 0x800
UNSAFE_NAME = re.compile(r"/|[A-Za-z]:|(?:.*/)?\.\.(?:/|$)")
MOST_HEADERS = 1 << 20
"""Bytes with which a tar archive may tell of one member; what it tells is held in memory."""
DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError)

log = logging.getLogger("govtext")

Member = tuple[str, Callable[[], Resource]]
"""The path of a member, and how to open it; opening may raise `ReadError`."""


def read_directory(resource: Resource, options: Options) -> Iterator[Document | Failure]:
    """Read the files of a directory and of those under it, in the order of their names; linked directories are left out."""
    root = cast(Path, resource.file)
    paths = (Path(folder, name) for folder, names in walk(root) for name in names)
    yield from each(((str(path), partial(Resource.of, path)) for path in paths), resource.name, options)


def walk(root: Path) -> Iterator[tuple[str, list[str]]]:
    """Give each directory of a tree with the names of its files; `ReadError` where it may not be read."""

    def refuse(error: OSError) -> None:
        raise ReadError(f"{error.filename}: cannot be read as a directory: {error.strerror}") from error

    for folder, folders, names in os.walk(root, onerror=refuse):
        folders[:] = sorted(filter(is_wanted, folders))
        yield folder, sorted(filter(is_wanted, names))


def read_zip(resource: Resource, options: Options) -> Iterator[Document | Failure]:
    """Read the members of a zip archive; names without the UTF-8 mark are read in the encoding that fits all of them."""
    try:
        opened = ZipStream(resource.open_seekable(options.limits.bytes), resource.name, options.limits.members)
        with opened as stream, zipfile.ZipFile(stream) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if not members:
                raise ReadError(f"{resource.name}: holds no files")
            check_total(sum(member.file_size for member in members), resource.name, options)
            encoding = name_encoding(members)
            named = ((f"{resource.name}!/{name_of(member, encoding)}", member) for member in members)
            yield from each(((path, partial(zip_member, archive, member, path)) for path, member in named), resource.name, options)
    except (*DAMAGE, ValueError) as error:
        raise ReadError(f"{resource.name}: is damaged or cut off: {error}") from error


def zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str) -> Resource:
    """Make a resource of a zip member, which stays packed until it is read."""
    if member.flag_bits & ENCRYPTED:
        raise ReadError(f"{path}: is protected by a password; pack the archive without one")
    return Resource(path, lambda: cast(BinaryIO, archive.open(member)))


def name_encoding(members: Iterable[zipfile.ZipInfo]) -> str:
    """Find the encoding of the names that a zip archive does not mark as UTF-8."""
    try:
        return detect(b"\n".join(member.filename.encode("cp437") for member in members if not member.flag_bits & UTF8_NAME))
    except ReadError:
        return "cp437"


def name_of(member: zipfile.ZipInfo, encoding: str) -> str:
    """Give the name of a zip member, with slashes between its parts."""
    name = member.filename if member.flag_bits & UTF8_NAME else member.filename.encode("cp437").decode(encoding, "replace")
    return name.replace("\\", "/")


def read_tar(resource: Resource, options: Options) -> Iterator[Document | Failure]:
    """Read the members of a tar archive, compressed or not, in one pass."""
    try:
        with resource.open() as packed:
            unpack = unpacker(resource)
            stream = Streamed(unpack(packed) if unpack else packed, MOST_HEADERS, f"{resource.name}: tells more of a member than archives do")
            with io.BufferedReader(stream) as blocks, tarfile.open(fileobj=blocks, mode="r|", errors="surrogateescape") as archive:
                yield from each(tar_members(archive, stream, resource.name, options), resource.name, options)
    except DAMAGE as error:
        raise ReadError(f"{resource.name}: is damaged or cut off: {error}") from error


def tar_members(archive: tarfile.TarFile, stream: Streamed, name: str, options: Options) -> Iterator[Member]:
    """Give the members of a tar archive as they come, each with what stands before the next, and forget them."""
    total = 0
    for member in archive:
        archive.members.clear()  # type: ignore[attr-defined]  # all that came before would be held
        stream.most = archive.offset + MOST_HEADERS
        if not member.isdir():
            total += member.size
            check_total(total, name, options)
            raw = member.name.encode("utf-8", "surrogateescape")
            path = f"{name}!/{raw.decode(name_encoding_of(raw), 'replace')}"
            yield path, partial(tar_member, archive, member, path, options.limits.bytes)


def name_encoding_of(raw: bytes) -> str:
    """Find the encoding of one name."""
    try:
        return detect(raw)
    except ReadError:
        return "utf-8"


def tar_member(archive: tarfile.TarFile, member: tarfile.TarInfo, path: str, limit: int) -> Resource:
    """Read a tar member into memory, for the archive cannot go back to it."""
    stream = archive.extractfile(member) if member.isfile() else None
    if stream is None:
        raise ReadError(f"{path}: is a link or a device, which is not followed")
    if member.size > limit:
        raise ReadError(f"{path}: has {member.size} bytes, more than the limit of {limit}; raise Limits(bytes=...) to read it")
    data = stream.read()
    return Resource(path, lambda: io.BytesIO(data))


def read_gzip(resource: Resource, options: Options) -> Iterator[Document | Failure]:
    """Read the one file that a .gz file holds."""
    name = Path(resource.path or "member").name
    path = f"{resource.name}!/{name.removesuffix('.gz')}"

    def opened() -> BinaryIO:
        return io.BufferedReader(Streamed(cast(BinaryIO, Unpacked(resource.open())), options.limits.unpacked, beyond(resource.name, options)))

    member = Resource(path, opened)
    yield from each([(path, lambda: member)], resource.name, options)


class Unpacked(gzip.GzipFile):
    """The content of a .gz file, which closes the packed stream with itself."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed, mode="rb")
        self.packed = packed

    def close(self) -> None:
        """Close both streams."""
        super().close()
        self.packed.close()


def check_total(size: int, name: str, options: Options) -> None:
    """Refuse an archive that unpacks to more than the limit."""
    if size > options.limits.unpacked:
        raise ReadError(beyond(name, options))


def beyond(name: str, options: Options) -> str:
    """The message for an archive that unpacks to more than the limit."""
    return f"{name}: unpacks to more than {options.limits.unpacked} bytes, which is the limit; raise Limits(unpacked=...) to read it"


def is_wanted(name: str) -> bool:
    """Say whether a name is not one of those that systems and programs leave in directories and archives."""
    return re.fullmatch(knowledge()["archive"]["passed_over"], name) is None


def each(members: Iterable[Member], name: str, options: Options) -> Iterator[Document | Failure]:
    """Read members one after the other; one that cannot be read gives a failure, a table without texts is said and left out.

    Raises
    ------
    ReadError
        The source stands in too many others, or has too many members.
    """
    if options.depth >= options.limits.depth:
        raise ReadError(f"{name}: stands in {options.depth} archives, which is the limit; raise Limits(depth=...) to read it")
    inner = replace(options, depth=options.depth + 1)
    wanted = ((path, opened) for path, opened in members if all(map(is_wanted, path.rpartition("!/")[2].split("/"))))
    for number, (path, opened) in enumerate(wanted, start=1):
        if number > options.limits.members:
            raise ReadError(f"{name}: has more than {options.limits.members} members, which is the limit; raise Limits(members=...) to read it")
        try:
            if "!/" in path and UNSAFE_NAME.match(path.rpartition("!/")[2]):
                raise ReadError(f"{path}: its name leads out of the archive; it is not read")
            resource = opened()
            yield from reader_for(resource).documents(resource, inner)
        except NoTextsError as error:
            log.warning("%s; left out", error)
        except GovtextError as error:
            yield Failure(path, error)
        except DAMAGE as error:
            yield Failure(path, ReadError(f"{path}: is damaged or cut off: {error}"))
