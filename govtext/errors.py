"""Errors for callers' mistakes and unreadable files. Parsing a text never raises one."""

from __future__ import annotations


class GovtextError(Exception):
    """Base of all errors: one message that says what is wrong, where, and what to do."""


class ReadError(GovtextError):
    """A file or byte string could not be read as text."""


class UnitError(GovtextError, ValueError):
    """A unit is unknown, or cannot be converted to the one asked for."""


class RuleError(GovtextError, ValueError):
    """A rule or lexicon file is not valid; the message names file, entry and reason."""


class MissingExtraError(GovtextError, ImportError):
    """An optional dependency is not installed; the message names the extra that brings it."""
