"""Older formats (.doc, .wps, .rtf, .odt), which LibreOffice turns into .docx."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from govtext.errors import ReadError
from govtext.reading import docx
from govtext.reading.document import MEBIBYTE, Document, Limits
from govtext.reading.registry import Options
from govtext.reading.resource import Resource

PROGRAMS = ("soffice", "libreoffice")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
WORKBOOK_STREAM = "Workbook".encode("utf-16-le")
WORD_STREAM = "WordDocument".encode("utf-16-le")
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
"""Nothing in a document may run, and nothing it links to is loaded."""


def read(resource: Resource, options: Options) -> Document:
    """Read a document of an older format; its numbering, tables and notes come out as those of .docx do."""
    data = resource.read(options.limits.bytes)
    if ENCRYPTED_STREAM in data:
        raise ReadError(f"{resource.name}: is protected by a password; save it without one")
    if WORKBOOK_STREAM in data and WORD_STREAM not in data:
        raise ReadError(f"{resource.name}: is an Excel workbook of the old format; save it as .xlsx")
    format = "rtf" if data.startswith(b"{\\rtf") else "odt" if data.startswith(b"PK") else "doc"
    converted = Resource(resource.path, Resource.of(convert(data, format, resource.name, options.limits)).open)
    document = docx.read(converted, options)
    return replace(document, source=document.source.model_copy(update={"format": format, "sha256": sha256(data).hexdigest()}))


def convert(data: bytes, format: str, name: str, limits: Limits) -> bytes:
    """Turn a document into .docx with LibreOffice, in a directory and with a profile of its own.

    Raises
    ------
    ReadError
        LibreOffice is not installed, takes too long, or cannot open the document.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise ReadError(
            f"{name}: reading .doc, .wps, .rtf and .odt needs LibreOffice: install the package libreoffice-writer "
            f"(apt-get install libreoffice-writer-nogui; elsewhere see libreoffice.org), or save the document as .docx"
        )
    with TemporaryDirectory(prefix="govtext-") as folder:
        source, profile, target = Path(folder, f"document.{format}"), Path(folder, "profile"), Path(folder, "out")
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        command += ["--convert-to", "docx:Office Open XML Text", "--outdir", str(target), str(source)]
        run(command, {**os.environ, "HOME": folder, "TMPDIR": folder}, name, limits)
        result = target / "document.docx"
        if not result.exists():
            raise ReadError(f"{name}: LibreOffice cannot open it; it is damaged, protected by a password, or no text document")
        return result.read_bytes()


def run(command: list[str], environment: dict[str, str], name: str, limits: Limits) -> None:
    """Run a program to its end with limited memory, or end it and all it started when the time is over."""
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            limit_memory_of(process.pid, limits.memory)
            process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise ReadError(f"{name}: LibreOffice took longer than {limits.seconds:g} seconds; raise Limits(seconds=...) to wait longer") from None
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise


def limit_memory_of(process: int, mebibytes: int) -> None:
    """Let a process and those that it starts have so much memory each. Systems without such a limit are left alone."""
    if sys.platform == "linux":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = min(limit for limit in (mebibytes * MEBIBYTE, soft, hard) if limit != resource.RLIM_INFINITY)
        resource.prlimit(process, resource.RLIMIT_AS, (most, most))
