"""Packages that only some formats need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from govtext.errors import MissingExtraError


def need(module: str, extra: str, purpose: str) -> Any:
    """Import a module of an optional package, or say which extra brings it.

    Parameters
    ----------
    module
        Full name of the module.
    extra
        Name of the extra of govtext that installs it.
    purpose
        What it is needed for, as the subject of the message.

    Raises
    ------
    MissingExtraError
        The package is not installed.

    Examples
    --------
    >>> need("no_such_package", "docx", "reading Word files")
    Traceback (most recent call last):
    govtext.errors.MissingExtraError: reading Word files needs the package no_such_package: pip install "govtext[docx]"
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not module.startswith(error.name):
            raise
        raise MissingExtraError(f'{purpose} needs the package {module.partition(".")[0]}: pip install "govtext[{extra}]"') from None
