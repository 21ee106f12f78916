"""YAML front matter: what a Markdown file says about itself above its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govtext.source import SourceText

Scalar = str | int | float | bool | None


def fields(source: SourceText) -> dict[str, Any] | None:
    r"""The fields of a text's front matter, empty where there is none and None where it is no mapping of YAML.

    Dates are given as ISO text; what is nested deeper than a list is left out.

    >>> fields(SourceText.of("---\ntitle: 青河县2024年政府工作报告\ndate: 2024-01-09\n---\n一、工作回顾"))
    {'title': '青河县2024年政府工作报告', 'date': '2024-01-09'}
    """
    if source.layout.front is None:
        return {}
    import srsly  # nearly no text has front matter

    start, end = source.layout.front
    lines = source.text[start:end].strip("\ufeff \t\n").splitlines()[1:-1]
    try:
        read = srsly.yaml_loads("\n".join(lines))
    except Exception:
        return None
    if not isinstance(read, Mapping):
        return None
    return {str(name): _plain(value) for name, value in read.items() if _is_simple(value)}


def _is_simple(value: Any) -> bool:
    return not isinstance(value, Mapping) and (not isinstance(value, list) or all(not isinstance(each, list | Mapping) for each in value))


def _plain(value: Any) -> Scalar | list[Scalar]:
    if isinstance(value, list):
        return [_scalar(each) for each in value]
    return _scalar(value)


def _scalar(value: Any) -> Scalar:
    return value if isinstance(value, Scalar) else str(value)
