"""Files that appear under their name when they are whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govtext.errors import GovtextError


@contextmanager
def aside(path: str | Path) -> Iterator[Path]:
    """Yield a name beside `path` to write to, and rename it to `path` at the end; after an error nothing is left.

    A device or a pipe is written to directly.

    Raises
    ------
    GovtextError
        The place cannot be written to.

    Examples
    --------
    >>> folder = getfixture("tmp_path")
    >>> with aside(folder / "report.json") as temporary:
    ...     _ = temporary.write_text("{}")
    ...     print([file.name for file in folder.glob("report.json")])
    []
    >>> (folder / "report.json").read_text()
    '{}'
    """
    target = Path(path)
    if target.is_dir():
        raise GovtextError(f"{target}: is a directory; name a file in it")
    if target.exists() and not target.is_file():
        yield target
        return
    target = target.resolve()
    temporary = target.with_name(f".{os.getpid()}.{target.name}")
    try:
        temporary.touch()
    except OSError as error:
        raise GovtextError(f"{target}: cannot be written: {error.strerror}; choose another place") from error
    try:
        yield temporary
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
