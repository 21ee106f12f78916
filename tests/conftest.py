"""Settings of all tests."""

from pathlib import Path

import pytest
from hypothesis import settings

LONGEST = (
    "test_hostile.py",
    "test_batch_kill.py",
    "test_batch.py",
    "test_docs.py",
    "test_parse.py",
    "test_viewer_browser.py",
    "test_reading_same_report.py",
    "test_notebooks.py",
    "test_packs.py",
)
"""Files that take longest, by processor time and by waiting for processes of their own."""

# How long an example takes says more about the machine than about the code; tests of speed measure it themselves.
settings.register_profile("steady", deadline=None, max_examples=40)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: a long file that begins last leaves the other workers without work."""
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(Path(item.path).name, len(order)))
