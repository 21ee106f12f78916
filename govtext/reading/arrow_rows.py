"""Rows of Arrow tables as Python values, whatever the tables hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def arrow_rows(batches: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Give the rows of record batches as dicts, one after the other, for a value that many rows share is one in Arrow and many in Python.

    A value that Arrow may hold but Python may not, such as a day after the year 9999 or a string that is no UTF-8, is given as what is stored for
    it: a number, or bytes. The other values, and the other rows, are as they would be without it.

    >>> import pyarrow
    >>> list(arrow_rows([pyarrow.record_batch({"place": ["青岭县"], "day": pyarrow.array([2**31 - 1], pyarrow.date32())})]))
    [{'place': '青岭县', 'day': 2147483647}]
    """
    for batch in batches:
        names = batch.schema.names
        for scalars in zip(*batch.columns, strict=True):
            yield dict(zip(names, map(_value, scalars), strict=True))


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except (ArithmeticError, ValueError):
        return _stored(scalar)


def _stored(scalar: Any) -> Any:
    if isinstance(scalar, Mapping):
        return {name: _value(part) for name, part in scalar.items()}
    if hasattr(scalar, "values"):
        return [_value(part) for part in scalar.values]
    if hasattr(scalar, "as_buffer"):
        return scalar.as_buffer().to_pybytes()
    inner = scalar.value
    return _value(inner) if hasattr(inner, "as_py") else inner  # what a dictionary names is a scalar again
