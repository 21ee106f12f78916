"""Learning the weights of the features that tell names: ``python -m govtext.evaluation.train FOLDER …``.

Annotated reports give examples, every right proposal a positive. The figures that are printed are cross-validated: each report is parsed whole with
weights that were learned from others.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from govtext.evaluation.annotation import Annotation, Metric, from_report
from govtext.evaluation.gold import read
from govtext.evaluation.score import is_exact, same_value
from govtext.labels import Bound, MetricKind, MetricStatus
from govtext.model import Span
from govtext.naming.account import features_of
from govtext.naming.choose import Proposal, beside, chosen, proposals, told
from govtext.naming.ranker import Ranker
from govtext.naming.sentence import Best, Field
from govtext.naming.situation import Situation
from govtext.naming.words import lexis
from govtext.parser import flow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_WEIGHTS = Path(__file__).parents[1] / "data" / "lexicons" / "name_weights.csv"
_RARE = 10  # examples that a feature must occur in
_RIDGE = 3.0
_RIGHT = 0.4  # how much a name counts that is right, but not worded as annotated
_ROUNDS = 80

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Example:
    """A list of values with all proposals for it: the features of each, and how right it is: 0 wrong, 1 as annotated, between them right."""

    report: str
    features: tuple[tuple[str, ...], ...]
    right: tuple[float, ...]


def annotated(folder: Path) -> list[Annotation]:
    """The annotated reports below a folder: ``*.gold``, and folders with ``text.txt`` beside ``gold.json``."""
    beside_text = [_standoff(path) for path in sorted(folder.rglob("gold.json"))]
    return [*(read(path) for path in sorted(folder.rglob("*.gold"))), *beside_text]


def _standoff(path: Path) -> Annotation:
    metrics = json.loads(path.read_text("utf-8"))["metrics"]
    return Annotation(path.parent.name, path.with_name("text.txt").read_text("utf-8"), metrics=tuple(map(_metric, metrics)))


def _metric(told: Mapping[str, Any]) -> Metric:
    low, high = (None if told[end] is None else Decimal(str(told[end])) for end in ("low", "high"))
    return Metric(
        span=Span(start=told["start"], end=told["end"]),
        indicator=told["ind"],
        head=tuple(told["head"]),
        kind=MetricKind(told["kind"]),
        low=low,
        high=high,
        scale=Decimal(str(told["scale"])),
        unit=told["unit"],
        bound=Bound(told["bound"]),
        direction=None,
        base=None,
        status=MetricStatus(told["status"]),
        period=None,
        optional=told["optional"],
        longest=told.get("longest") or "",
        also=tuple(told.get("also") or ()),
    )


def matched(gold: Annotation, scorer: Ranker) -> list[tuple[Metric, Metric | None]]:
    """The metrics that are found with these weights, in text order, each with the annotated one of its value."""
    free = [metric for metric in gold.metrics if not metric.optional]
    pairs: list[tuple[Metric, Metric | None]] = []
    for metric in from_report(flow(gold.text, None, partial(chosen, scorer=scorer))).metrics:
        hit = next((g for g in free if g.span.start < metric.span.end and metric.span.start < g.span.end and same_value(g, metric)), None)
        pairs.append((metric, hit))
        if hit is not None:
            free.remove(hit)
    return pairs


def examples(gold: Annotation, scorer: Ranker) -> list[Example]:
    """The lists of values of an annotated report as examples; what stands before a value in its sentence has its annotated name."""
    answers = iter([wanted for _, wanted in matched(gold, scorer)])
    found: list[Example] = []

    def answer(situation: Situation) -> Proposal | None:
        right = [next(answers) for _ in situation.places]
        if any(right):
            offers = list(proposals(situation, scorer, _all_stretches))
            shared = beside(situation)
            of_offers = tuple(tuple(features_of(offer, told(shared, offer, scorer.lexis))) for offer in offers)
            found.append(Example(gold.name, of_offers, tuple(_fits(offer, right) for offer in offers)))
        proposal = chosen(situation, scorer)
        names = [metric.indicator if metric else None for metric in right]
        if proposal is None or not any(names):
            return proposal
        return proposal._replace(names=tuple(name or own for name, own in zip(names, proposal.names, strict=True)))

    flow(gold.text, None, answer)
    return found


def _all_stretches(field: Field, best: Best) -> Sequence[Best]:
    return [Best(0.0, first, last) for first in field.starts() for last in field.ends(first)]


def _fits(offer: Proposal, right: Sequence[Metric | None]) -> float:
    """How right a proposal is: as its least right name."""
    return min(_fit(name, metric) for name, metric in zip(offer.names, right, strict=True) if metric is not None)


def _fit(name: str, wanted: Metric) -> float:
    return 1.0 if name in (wanted.indicator, wanted.longest) else _RIGHT if is_exact(name, wanted) else 0.0


def fit(examples: Sequence[Example], most: int) -> dict[str, float]:
    """At most so many weights under which right proposals come first; features of little weight are dropped by halves. Needs scipy.

    Maximum likelihood of the sum of all right proposals of a list, with a ridge penalty.
    """
    import numpy as np
    from scipy.sparse import csr_matrix

    useful = [example for example in examples if any(example.right) and not all(example.right)]
    counts = Counter(name for example in useful for name in {name for offer in example.features for name in offer})
    names = sorted(name for name, count in counts.items() if count >= _RARE)
    index = {name: i for i, name in enumerate(names)}
    columns = [[index[name] for name in offer if name in index] for example in useful for offer in example.features]
    ends = np.cumsum([0, *map(len, columns)])
    matrix = csr_matrix((np.ones(ends[-1]), np.concatenate([np.array(row, dtype=int) for row in columns]), ends), shape=(len(columns), len(index)))
    weights = _most_likely(matrix, useful, np.zeros(len(names)))
    while len(names) > most:
        kept = np.sort(np.argsort(-np.abs(weights))[: max(most, len(names) // 2)])
        names, matrix = [names[i] for i in kept], matrix[:, kept]
        weights = _most_likely(matrix, useful, weights[kept])
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True) if round(float(weight), 2)}


def _most_likely(matrix: csr_matrix, useful: Sequence[Example], start: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np
    from scipy.optimize import minimize

    sizes = [len(example.right) for example in useful]
    starts = np.cumsum([0, *sizes])[:-1]
    group = np.repeat(np.arange(len(useful)), sizes)
    right = np.concatenate([np.array(example.right, dtype=float) for example in useful])
    turned = matrix.T.tocsr()

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = matrix @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        every, good = np.add.reduceat(raised, starts), np.add.reduceat(raised * right, starts) + 1e-300
        slope = raised / every[group] - raised * right / good[group]
        return float((np.log(every) - np.log(good)).sum() + _RIDGE * (weights @ weights) / 2), turned @ slope + _RIDGE * weights

    found: NDArray[np.float64] = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x
    return found


def train(golds: Sequence[Annotation], most: int, once: Sequence[Annotation] = ()) -> dict[str, float]:
    """Weights from annotated reports, learned twice: composed proposals are made of what the first weights choose.

    What is annotated `once`, by one reader, counts half as much as `golds`.
    """
    weights: Weights = {}
    for _ in range(2):
        scorer = Ranker(weights, lexis())
        decided, single = ([example for gold in part for example in examples(gold, scorer)] for part in (golds, once))
        weights = fit([*decided, *decided, *single], most)
    return dict(weights)


def exact(gold: Annotation, weights: Weights) -> tuple[int, int]:
    """How many values of an annotated report have a name that an editor would print, and how many are found at all."""
    pairs = [(got, wanted) for got, wanted in matched(gold, Ranker(weights, lexis())) if wanted is not None]
    return sum(is_exact(got.indicator, wanted) for got, wanted in pairs), len(pairs)


def cross_validated(golds: Sequence[Annotation], folds: int, most: int, once: Sequence[Annotation] = ()) -> dict[str, tuple[int, int]]:
    """`exact` for each report, with weights learned from the reports of other folds and from what is annotated `once`, which is of other reports."""
    found: dict[str, tuple[int, int]] = {}
    for k in range(folds):
        weights = train([gold for i, gold in enumerate(golds) if i % folds != k], most, once)
        found |= {gold.name: exact(gold, weights) for gold in golds[k::folds]}
    return found


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--once",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Sentences of other reports that one reader annotated; they count half.",
)
@click.option("--folds", default=4, show_default=True, help="Folds of the cross-validation; 0 leaves it out.")
@click.option("--most", default=6000, show_default=True, help="The most weights that are kept.")
@click.option("-o", "--output", default=_WEIGHTS, type=click.Path(dir_okay=False, path_type=Path), help="Where the weights are written.")
def main(folders: Iterable[Path], once: Path | None, folds: int, most: int, output: Path) -> None:
    """Learn the weights from the annotated reports below FOLDERS, the first of each name, and write them."""
    by_name: dict[str, Annotation] = {}
    for gold in (gold for folder in folders for gold in annotated(folder)):
        by_name.setdefault(gold.name, gold)
    golds, single = list(by_name.values()), annotated(once) if once else []
    if folds:
        counts = cross_validated(golds, folds, most, single)
        for name, (right, every) in counts.items():
            click.echo(f"{name:32} {right:5} of {every:5}")
        right, every = (sum(column) for column in zip(*counts.values(), strict=True))
        click.echo(f"exact, cross-validated in {folds} folds: {right} of {every}, {right / max(every, 1):.4f}")
    with output.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", "weight"])
        table.writerows(sorted(train(golds, most, single).items()))


if __name__ == "__main__":
    main()
