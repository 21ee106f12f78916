"""The notebooks run from top to bottom on the sample reports alone, and what is committed of them is small and without errors."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from pages import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_BYTES = 150_000


def notebook(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


@pytest.mark.notebook
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs(path: Path) -> None:
    """A cell that fails is an error of the client's, with its traceback."""
    NotebookClient(notebook(path), timeout=60, resources={"metadata": {"path": str(path.parent)}}).execute()


def test_there_are_four() -> None:
    assert len(NOTEBOOKS) == 4


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_committed_is_whole_and_small(path: Path) -> None:
    assert path.stat().st_size < MOST_BYTES
    numbers = [cell["execution_count"] for cell in notebook(path).cells if cell.cell_type == "code"]
    assert numbers == list(range(1, len(numbers) + 1))
    assert str(ROOT) not in path.read_text("utf-8")
