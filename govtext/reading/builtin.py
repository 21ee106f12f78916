"""The formats that govtext reads, and how each is told by its content."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from govtext.reading.registry import Reader, register
from govtext.reading.resource import Resource

HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|meta|body)\b", re.IGNORECASE | re.DOTALL
)
MHTML_START = re.compile(rb"(?:From: <?Saved by|MIME-Version: 1\.0\s)", re.IGNORECASE)
OPEN_DOCUMENT_TEXT = b"mimetypeapplication/vnd.oasis.opendocument.text"
UNPACKERS: dict[bytes, Callable[[BinaryIO], Any]] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\0": lzma.open}
TAR_MAGIC, TAR_MARK = slice(257, 262), b"ustar"


def starts_with(*magic: bytes) -> Callable[[Resource], bool]:
    """Test for content that begins with one of these bytes."""
    return lambda resource: resource.head.startswith(magic)


def holds(member: str) -> Callable[[Resource], bool]:
    """Test for a zip file that has this member."""
    return lambda resource: member in resource.zip_members


def is_open_document(resource: Resource) -> bool:
    """Test for a text in the OpenDocument format."""
    return OPEN_DOCUMENT_TEXT in resource.head


def is_directory(resource: Resource) -> bool:
    """Test for a directory."""
    return resource.is_directory


def is_html(resource: Resource) -> bool | None:
    """Test for content that begins like a web page; other content may be a part of one."""
    return HTML_START.match(resource.head) is not None or None


def is_mhtml(resource: Resource) -> bool:
    """Test for a web page saved with all its parts."""
    return MHTML_START.match(resource.head) is not None


def is_zip(resource: Resource) -> bool | None:
    """Test for a zip archive; one without a directory may be a damaged one, and a document of many parts is none."""
    if resource.zip_members:
        return resource.package is None
    return None if resource.head.startswith(b"PK") else False


def unpacker(resource: Resource) -> Callable[[BinaryIO], Any] | None:
    """Give what undoes the packing of a source, by its first bytes; None where it is not packed."""
    return next((unpack for magic, unpack in UNPACKERS.items() if resource.head.startswith(magic)), None)


def is_tar(resource: Resource) -> bool:
    """Test for a tar archive, compressed or not."""
    unpack = unpacker(resource)
    if unpack is None:
        return resource.head[TAR_MAGIC] == TAR_MARK
    try:
        with resource.open() as packed, unpack(packed) as stream:
            return bool(stream.read(TAR_MAGIC.stop)[TAR_MAGIC] == TAR_MARK)
    except (EOFError, OSError, lzma.LZMAError, zlib.error):
        return False


BUILTIN = (
    Reader("directory", (), "govtext.reading.archives:read_directory", is_directory, many=True),
    Reader("docx", (".docx", ".docm", ".dotx", ".dotm"), "govtext.reading.docx:read", holds("word/document.xml"), called="Word document"),
    Reader(
        "xlsx",
        (".xlsx", ".xlsm"),
        "govtext.reading.sheets:read_xlsx",
        holds("xl/workbook.xml"),
        many=True,
        one="govtext.reading.sheets:read_annex",
        called="Excel workbook",
    ),
    Reader("ofd", (".ofd",), "govtext.reading.ofd:read", holds("OFD.xml"), called="OFD file"),
    Reader("odt", (".odt", ".ott"), "govtext.reading.office:read", is_open_document, called="OpenDocument text"),
    Reader("pdf", (".pdf",), "govtext.reading.pdf:read", starts_with(b"%PDF-"), called="PDF file"),
    Reader(
        "image",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff"),
        "govtext.reading.ocr:read",
        starts_with(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*"),
        called="picture",
    ),
    Reader("doc", (".doc", ".dot", ".wps", ".wpt"), "govtext.reading.office:read", starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    Reader("rtf", (".rtf",), "govtext.reading.office:read", starts_with(b"{\\rtf")),
    Reader("mhtml", (".mht", ".mhtml"), "govtext.reading.html:read_mhtml", is_mhtml, called="saved web page"),
    Reader("html", (".html", ".htm", ".shtml", ".xhtml"), "govtext.reading.html:read", is_html),
    Reader("parquet", (".parquet",), "govtext.reading.tables:read_parquet", starts_with(b"PAR1"), many=True, called="Parquet file"),
    Reader("feather", (".feather", ".arrow"), "govtext.reading.tables:read_feather", starts_with(b"ARROW1"), many=True, called="Feather file"),
    Reader("stata", (".dta",), "govtext.reading.tables:read_stata", starts_with(b"<stata_dta>"), many=True, called="Stata file"),
    Reader("spss", (".sav", ".zsav"), "govtext.reading.tables:read_spss", starts_with(b"$FL2", b"$FL3"), many=True, called="SPSS file"),
    Reader("jsonl", (".jsonl", ".ndjson"), "govtext.reading.tables:read_jsonl", many=True),
    Reader("json", (".json",), "govtext.reading.tables:read_json", many=True),
    Reader("csv", (".csv", ".tsv"), "govtext.reading.tables:read_csv", many=True),
    Reader("zip", (".zip",), "govtext.reading.archives:read_zip", is_zip, many=True),
    Reader("tar", (".tar", ".tgz", ".tbz2", ".txz"), "govtext.reading.archives:read_tar", is_tar, many=True),
    Reader("gzip", (".gz",), "govtext.reading.archives:read_gzip", starts_with(b"\x1f\x8b"), many=True),
    Reader("text", (".txt", ".text", ".md"), "govtext.reading.text:read"),
)

for _reader in reversed(BUILTIN):
    register(_reader)
