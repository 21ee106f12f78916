"""The formats that govtext reads, and how each is told by its content."""

from __future__ import annotations

from collections.abc import Callable

from govtext.reading.registry import Reader, register
from govtext.reading.resource import Resource


def starts_with(*magic: bytes) -> Callable[[Resource], bool]:
    """Test for content that begins with one of these bytes."""
    return lambda resource: not is_directory(resource) and resource.head.startswith(magic)


def holds(member: str) -> Callable[[Resource], bool]:
    """Test for a zip file that has this member."""
    return lambda resource: not is_directory(resource) and member in resource.zip_members


def is_directory(resource: Resource) -> bool:
    """Say whether the source is a directory."""
    return resource.file is not None and resource.file.is_dir()


BUILTIN = (
    Reader("text", (".txt", ".text", ".md"), "govtext.reading.text:read"),
)

for _reader in reversed(BUILTIN):
    register(_reader)
