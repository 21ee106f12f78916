"""What a check finds: a diagnostic with the other places that it concerns."""

from __future__ import annotations

from pydantic import Field

from govtext import diagnostics
from govtext.labels import BlockKind
from govtext.model import Diagnostic, Report, Span

READ = frozenset((BlockKind.BODY, BlockKind.APPENDIX))


class Finding(Diagnostic):
    """Something that a writer should look at before the text goes out."""

    text: str = Field(description="The text at `span`.")
    rule: str = Field(description="Id of the rule that made the finding.")
    related: tuple[Span, ...] = Field(default=(), description="Other places that the finding speaks of.")


def finding(report: Report, code: str, rule: str, span: Span, related: tuple[Span, ...] = (), **values: object) -> Finding:
    """Make a finding of the catalogue of diagnostics, its message filled in."""
    made = diagnostics.make(code, span, **values)
    return Finding(**made.model_dump(exclude={"span"}), span=span, text=span.of(report.text), rule=rule, related=related)
