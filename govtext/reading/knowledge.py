"""What readers know about formats, kept as data."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def knowledge() -> dict[str, Any]:
    """Load the package's ``data/reading.toml``.

    >>> "正文" in knowledge()["table"]["text_columns"]
    True
    """
    return tomllib.loads((files("govtext") / "data" / "reading.toml").read_text("utf-8"))
