from pathlib import Path

import pytest

from govtext.errors import GovtextError
from govtext.files import aside


def test_file_appears_at_the_end_with_the_usual_rights(tmp_path: Path) -> None:
    target, other = tmp_path / "a.csv", tmp_path / "b.csv"
    other.touch()
    with aside(target) as temporary:
        assert temporary.suffix == ".csv"
        temporary.write_text("x")
        assert not target.exists()
    assert target.read_text() == "x"
    assert target.stat().st_mode == other.stat().st_mode


def test_after_an_error_the_old_file_stands_and_nothing_is_left(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    with pytest.raises(ZeroDivisionError), aside(target) as temporary:
        temporary.write_text("new")
        raise ZeroDivisionError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    link.symlink_to(real)
    with aside(link) as temporary:
        temporary.write_text("new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_device_is_written_to_directly() -> None:
    with aside("/dev/null") as temporary:
        temporary.write_text("x")
    assert Path("/dev/null").is_char_device()


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none" / "a.csv"):
        with pytest.raises(GovtextError, match=str(place)), aside(place):
            pytest.fail("the block must not run")
