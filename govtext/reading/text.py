"""Plain text files."""

from __future__ import annotations

import hashlib

from govtext.model import SourceInfo
from govtext.reading.document import Allowance, Document
from govtext.reading.encodings import decode
from govtext.reading.registry import Options
from govtext.reading.resource import Resource

MOST_BYTES = 8
"""Bytes that one character takes in a file, at most: those of UTF-7."""


def read(resource: Resource, options: Options) -> Document:
    """Read a plain text file, its encoding detected unless the options name one."""
    data = resource.read(options.limits.bytes)
    Allowance(resource.name, options.limits.characters).check(len(data) // MOST_BYTES)
    text, encoding, repairs = decode(data, options.encoding, resource.name)
    return Document(
        text,
        SourceInfo(path=resource.path, format="text", encoding=encoding, sha256=hashlib.sha256(data).hexdigest(), repairs=repairs),
    )
