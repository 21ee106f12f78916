"""Learning the weights that tell which result is that of which target: ``python -m govtext.evaluation.train_links``.

Links are read by hand between two reports of a place and consecutive years. A target and a result that are linked are a positive, those of which one
alone is in a link are a negative, all others are unknown. The figures that are printed are those of pairs of reports that nothing was learned from:
each is left out once.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from govtext.export.divisions import year_of
from govtext.labels import Verdict
from govtext.model import Span
from govtext.promises.matching import ALWAYS, Likeness, matches, may_be
from govtext.promises.stated import Stated, reached
from govtext.promises.tracks import comparable, goals, parted
from govtext.reader import read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

INVENTED = (Path("corpora/links/links.csv"), Path("corpora/links"))
_WEIGHTS = Path(__file__).parents[1] / "data" / "lexicons" / "link_weights.csv"
_COMMAND = "all are learned by python -m govtext.evaluation.train_links"
_RIDGE = 0.05
_ROUNDS = 500


@dataclass(frozen=True, slots=True)
class Link:
    """An annotated target with its result; None where the later report states none that can be compared."""

    target: Span
    result: Span | None
    comparable: bool


@dataclass(frozen=True, slots=True)
class Example:
    """Two reports: the numbers that may be linked, and the links between them that were read by hand."""

    name: str
    targets: tuple[Stated, ...]
    results: tuple[Stated, ...]
    links: tuple[Link, ...]

    def is_linked(self, target: Stated, result: Stated) -> bool:
        """Whether the two were linked by hand."""
        return any(link.comparable and _on(target, link.target) and _on(result, link.result) for link in self.links)

    def is_known(self, target: Stated, result: Stated) -> bool:
        """Whether one of the two was read, so that it is known whether they are linked."""
        return any(_on(target, link.target) or _on(result, link.result) for link in self.links)


def _on(stated: Stated, span: Span | None) -> bool:
    return span is not None and stated.span.start < span.end and span.start < stated.span.end


def annotated(links: Path, folder: Path) -> list[Example]:
    """Read the links of a CSV file (``file_t``, ``file_t1``, ``target_value_start`` …, as in `corpora/README.md`) between reports below a folder."""
    with links.open(encoding="utf-8-sig", newline="") as file:
        by_pair: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for row in csv.DictReader(file):
            by_pair[row["file_t"], row["file_t1"]].append(
                Link(_span(row, "target"), _span(row, "result") if row["result_value_start"] else None, row["verdict"] != Verdict.NOT_COMPARABLE)
            )
    return [_example(folder / first, folder / second, found) for (first, second), found in by_pair.items()]


def _span(row: Mapping[str, str], side: str) -> Span:
    return Span(start=int(row[f"{side}_value_start"]), end=int(row[f"{side}_value_end"]))


def _example(first: Path, second: Path, links: Sequence[Link]) -> Example:
    earlier, later = read(first), read(second)
    year = year_of(earlier)
    results = tuple(reached(later, year))
    promises = comparable(parted(goals(earlier), results), year)
    return Example(first.stem, tuple(goal.number for goal in promises if goal.number), results, tuple(links))


def candidates(example: Example) -> list[tuple[dict[str, float], bool]]:
    """The features of what may be linked, and whether it is, as far as that is known."""
    likeness = Likeness(example.targets, example.results)
    return [
        ({ALWAYS: 1.0, **likeness.features(i, j)}, example.is_linked(target, result))
        for i, target in enumerate(example.targets)
        for j, result in enumerate(example.results)
        if may_be(target, result) and example.is_known(target, result)
    ]


def fit(known: Sequence[tuple[Mapping[str, float], bool]]) -> dict[str, float]:
    """Learn the weights of a logistic regression with a ridge penalty; needs scipy."""
    import numpy as np

    names = list(known[0][0])
    features = np.array([[float(of_one[name]) for name in names] for of_one, _ in known])
    weights = _most_likely(features, np.array([linked for _, linked in known], dtype=float))
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def _most_likely(features: NDArray[np.float64], linked: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np
    from scipy.optimize import minimize

    free = np.zeros(features.shape[1])
    free[1:] = _RIDGE  # the first is always so, and not drawn to nothing

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = features @ weights
        value = np.logaddexp(0, scores).sum() - scores @ linked + free @ weights**2 / 2
        return float(value), features.T @ (1 / (1 + np.exp(-scores)) - linked) + free * weights

    found: NDArray[np.float64] = minimize(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x
    return found


def counts(example: Example, weights: Mapping[str, float]) -> tuple[int, int, int]:
    """How many links are found, how many of annotated targets are wrong, and how many links there are."""
    found = [(example.targets[match.target], example.results[match.result]) for match in matches(example.targets, example.results, weights)]
    wanted = [link for link in example.links if link.comparable and link.result is not None]
    right = sum(any(_on(target, link.target) and _on(result, link.result) for target, result in found) for link in wanted)
    read = [pair for pair in found if any(_on(pair[0], link.target) for link in example.links)]
    return right, sum(not example.is_linked(*pair) for pair in read), len(wanted)


@click.command()
@click.option(
    "--links",
    "annotations",
    nargs=2,
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="LINKS FOLDER",
    help="A CSV file of links and the folder of its reports; may be given again. The invented ones are always learned from.",
)
@click.option("-o", "--output", default=_WEIGHTS, type=click.Path(dir_okay=False, path_type=Path), help="Where the weights are written.")
def main(annotations: Sequence[tuple[Path, Path]], output: Path) -> None:
    """Learn the weights from links read by hand, and write them."""
    examples = [example for links, folder in (INVENTED, *annotations) for example in annotated(links, folder)]
    known = [candidates(example) for example in examples]
    total = [0, 0, 0]
    for place, example in enumerate(examples):
        figures = counts(example, fit(list(chain(*known[:place], *known[place + 1 :]))))
        total = [sum(both) for both in zip(total, figures, strict=True)]
        click.echo(f"{example.name:24} {figures[0]} of {figures[2]} links, {figures[1]} wrong")
    right, wrong, wanted = total
    click.echo(
        f"each left out: {right} of {wanted} links, {wrong} wrong; precision {right / max(right + wrong, 1):.3f}, recall {right / max(wanted, 1):.3f}"
    )
    with output.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", "weight", "note"])
        table.writerows((name, f"{weight:.2f}", _COMMAND if name == ALWAYS else "") for name, weight in sorted(fit(list(chain(*known))).items()))


if __name__ == "__main__":
    main()
