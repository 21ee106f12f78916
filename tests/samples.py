"""The sample reports, and programs that turn them into other formats, for tests of reading."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

LIBREOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed")


def squeezed(text):
    """The text without white space."""
    return "".join(text.split())


def converted(paths, filter):
    """The bytes of a file, or of each of several, turned into another format by LibreOffice."""
    several = isinstance(paths, list)
    paths = paths if several else [paths]
    with TemporaryDirectory() as folder:
        profile, target = Path(folder, "profile"), Path(folder, "out")
        command = [LIBREOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", filter, "--outdir", str(target)]
        subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
        results = [target.joinpath(f"{path.stem}.{filter.partition(':')[0]}").read_bytes() for path in paths]
    return results if several else results[0]
