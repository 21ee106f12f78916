"""What a batch has done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from govtext.batching.index import DUPLICATE, Entry


@dataclass(slots=True)
class Summary:
    """What a batch has done so far, or in the end.

    Attributes
    ----------
    reports, metrics, duplicates
        Rows of these tables.
    failures
        Number of inputs without a report, by reason.
    characters, seconds
        What was parsed in this run, and how long it took; a resumed run counts what it did itself.
    bytes, total_bytes
        Of the inputs: dealt with, and all. Inside tables and archives they are estimates.
    """

    reports: int = 0
    metrics: int = 0
    duplicates: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    seconds: float = 0
    bytes: int = 0
    total_bytes: int = 0

    @property
    def rate(self) -> float:
        """Characters per second."""
        return self.characters / self.seconds if self.seconds else 0

    @property
    def failed(self) -> int:
        """Number of inputs without a report."""
        return self.failures.total()

    def count(self, entries: Iterable[Entry], metrics: int) -> None:
        """Add the entries of the manifest, and the metrics that were found."""
        for _, _, key, why, _, _ in entries:
            if key is None:
                self.failures[why or ""] += 1
            elif why == DUPLICATE:
                self.duplicates += 1
            else:
                self.reports += 1
        self.metrics += metrics
