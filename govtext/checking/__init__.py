"""A check for writers: figures that contradict each other, and figures written against the standard."""

from govtext.checking.findings import Finding
from govtext.checking.report import check

__all__ = ["Finding", "check"]
