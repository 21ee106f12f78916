"""Docstrings give short examples without a heading; the reference shows them as examples all the same."""

from __future__ import annotations

import re
from typing import Any

import griffe

_UNHEADED = re.compile(r"(?<=\n)\n(?=>>> )")


class HeadExamples(griffe.Extension):
    """Puts the heading ``Examples`` before the first example of a docstring that has none."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change the docstring of an object that was just read."""
        if obj.docstring and "Examples\n----" not in obj.docstring.value:
            obj.docstring.value = _UNHEADED.sub("\nExamples\n--------\n", obj.docstring.value, count=1)
