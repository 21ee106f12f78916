"""Floors that figures may not fall under, and the checksum of the annotated reports that they were measured on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from govtext.errors import GovtextError

Floors = Mapping[str, Mapping[str, float]]


class GateError(GovtextError):
    """A floor would have to be lowered."""


def check(figures: Mapping[str, float], floors: Floors) -> list[str]:
    """Say what falls short: one line for each figure that is missing or outside its limit.

    Parameters
    ----------
    figures
        What was measured, by name.
    floors
        By the same names ``{"min": x}`` or ``{"max": y}``.

    Examples
    --------
    >>> check({"metric full": 0.91, "parse / jieba": 0.8}, {"metric full": {"min": 0.92}, "parse / jieba": {"max": 1.0}})
    ['metric full is 0.9100, below its floor 0.9200']
    """
    return [line for name, limit in floors.items() for line in _short(name, figures.get(name), limit)]


def _short(name: str, figure: float | None, limit: Mapping[str, float]) -> Iterable[str]:
    if figure is None:
        yield f"{name} was not measured"
        return
    if figure < limit.get("min", figure):
        yield f"{name} is {figure:.4f}, below its floor {limit['min']:.4f}"
    if figure > limit.get("max", figure):
        yield f"{name} is {figure:.4f}, above its ceiling {limit['max']:.4f}"


def raised(figures: Mapping[str, float], floors: Floors) -> dict[str, dict[str, float]]:
    """Raise floors to the figures, rounded down to four places. Raises `GateError` where one would have to be lowered.

    >>> raised({"metric full": 0.93456}, {"metric full": {"min": 0.92}})
    {'metric full': {'min': 0.9345}}
    """
    short = check(figures, floors)
    if short:
        raise GateError("no floor is lowered: " + "; ".join(short) + ". Mend the parser or the annotation, or lower the floor by hand and say why")
    return {name: dict(floors[name]) if "max" in floors.get(name, {}) else {"min": int(figure * 10**4) / 10**4} for name, figure in figures.items()}


def checksum(paths: Iterable[Path], root: Path) -> str:
    """Hash names and contents of files with SHA-256, the same on every system.

    >>> folder = getfixture("tmp_path")
    >>> _ = (folder / "a.gold").write_text("税收[[5%|税收]]。", "utf-8")
    >>> checksum(folder.glob("*.gold"), folder)[:8]
    '60596d71'
    """
    digest = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_text("utf-8").encode()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
