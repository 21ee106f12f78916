"""The formats that govtext reads, and how each is told by its content."""

from __future__ import annotations

import re
from collections.abc import Callable

from govtext.reading.registry import Reader, register
from govtext.reading.resource import Resource

HTML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*|<\?xml.{0,200}?\?>\s*)?<(?:!doctype\s+html|html|head|meta|body)\b", re.IGNORECASE | re.DOTALL)


def starts_with(*magic: bytes) -> Callable[[Resource], bool]:
    """Test for content that begins with one of these bytes."""
    return lambda resource: not is_directory(resource) and resource.head.startswith(magic)


def holds(member: str) -> Callable[[Resource], bool]:
    """Test for a zip file that has this member."""
    return lambda resource: not is_directory(resource) and member in resource.zip_members


def is_directory(resource: Resource) -> bool:
    """Say whether the source is a directory."""
    return resource.file is not None and resource.file.is_dir()


def is_html(resource: Resource) -> bool | None:
    """Test for content that begins like a web page; other content may be a part of one."""
    return True if not is_directory(resource) and HTML_START.match(resource.head) else None


BUILTIN = (
    Reader("docx", (".docx", ".docm", ".dotx"), "govtext.reading.docx:read", holds("word/document.xml")),
    Reader("pdf", (".pdf",), "govtext.reading.pdf:read", starts_with(b"%PDF-")),
    Reader("html", (".html", ".htm", ".shtml", ".xhtml"), "govtext.reading.html:read", is_html),
    Reader("text", (".txt", ".text", ".md"), "govtext.reading.text:read"),
)

for _reader in reversed(BUILTIN):
    register(_reader)
