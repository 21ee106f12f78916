"""How well a parse agrees with reports annotated by hand: gold markup, scores, and floors that cannot quietly drop.

``python -m govtext.evaluation`` scores the corpus of this repository, ``python -m govtext.evaluation FOLDER`` one's own.
"""

from govtext.evaluation.annotation import Annotation, from_report
from govtext.evaluation.draft import dumps
from govtext.evaluation.gold import GoldError, loads, read
from govtext.evaluation.score import Scores, Tally, assess, compare

__all__ = ["Annotation", "GoldError", "Scores", "Tally", "assess", "compare", "dumps", "from_report", "loads", "read"]
