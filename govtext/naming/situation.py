"""A value, or a list of values, that is to be named, with what is known then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govtext.labels import Base, MetricKind
from govtext.naming.sentence import AFTER, Field, Sentence
from govtext.rules import ruleset
from govtext.stages.relations import Relation
from govtext.stages.values import Place


class Named(NamedTuple):
    """A name that an earlier value of the sentence has."""

    text: str
    core: tuple[int, int] | None
    kind: MetricKind
    unit: str
    end: int  # of its value
    subject: str = ""  # whose quantity it is, where a verb parts it from its subject


class Situation(NamedTuple):
    """A value, or a list of values that only connectors part, with what is known when it is named."""

    sentence: Sentence
    places: Sequence[Place]
    said: Relation
    before: Sequence[Named]  # of the sentence, nearest last
    own: Field  # the words of its clause before it
    after: Field  # the words after it

    @classmethod
    def of(cls, sentence: Sentence, places: Sequence[Place], said: Relation, before: Sequence[Named]) -> Situation:
        """The situation of a list of values; a verb of movement that opens the clause and a plan that it is measured against name nothing."""
        place = places[0]
        plan = (cue.start for cue in said.cues if cue.field == "base" and said.base is Base.PLAN)  # 完成年度任务的96%
        own = sentence.before(max(place.left, said.opened), next(plan, place.value.start), said.start)
        own = own.without_standard() if said.moves else own
        marked = ruleset("marks_passed").match(sentence.copy, place.run_end)  # 突破百万户大关: the mark is nothing that is measured
        return cls(sentence, places, said, before, own, sentence.field(AFTER, 0, 0) if marked else sentence.after(place))

    def is_parted(self) -> bool:
        """Whether a semicolon parts a value from the one before it."""
        return bool(self.before) and "；" in self.sentence.copy[self.before[-1].end : self.places[0].value.start]
