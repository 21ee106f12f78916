"""Values that any JSON can hold, so that a report can be written whatever came with it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

DEEPEST = 32
"""Lists and objects inside one another that are kept as such."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_text(text: str) -> str:
    r"""Put U+FFFD for lone surrogates, which no encoded text can hold.

    >>> plain_text("青\ud800河")
    '青\ufffd河'
    """
    return _SURROGATE.sub("\ufffd", text)


def plain_value(value: Any, depth: int = 0) -> Any:
    r"""Make a value such that it can be written as JSON and read again.

    Texts lose lone surrogates, numbers that are not finite become None, bytes and what has no form in JSON become text.

    >>> plain_value({"县": ["青\udc00", float("nan"), b"a\xff"]})
    {'县': ['青\ufffd', None, 'a\\xff']}
    """
    match value:
        case None:
            return None
        case str():
            return plain_text(value)
        case float():
            return value if math.isfinite(value) else None
        case Decimal() if not value.is_finite():
            return None
        case bool() | int() | dt.date() | dt.time() | Decimal():
            return value
        case bytes():
            return value.decode("utf-8", "backslashreplace")
        case Mapping() if depth < DEEPEST:
            return {plain_text(str(key)): plain_value(one, depth + 1) for key, one in value.items()}
        case list() | tuple() | set() | frozenset() if depth < DEEPEST:
            return [plain_value(one, depth + 1) for one in value]
    return plain_text(str(value))
