"""govtext reads Chinese government work reports into one typed document with exact offsets.

The names below are loaded when first used, so that ``import govtext`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govtext import corpora, numerals, plot
    from govtext.batching.parse import parse_batch
    from govtext.batching.run import batch
    from govtext.checking import check
    from govtext.comparing.comparison import compare
    from govtext.comparing.reuse import ReuseError, reuse
    from govtext.errors import GovtextError, MissingExtraError, ReadError, RuleError, UnitError
    from govtext.export.frames import to_frames
    from govtext.export.panel import panel
    from govtext.invariants import Violation, check_report
    from govtext.masking import AnswersError, fill, mask
    from govtext.model import Measure, Metric, Placeholder, Report, Section, Span, Target
    from govtext.packs import Parser
    from govtext.parser import parse
    from govtext.promises.tracking import TrackError, track
    from govtext.reader import read, read_many
    from govtext.time_expressions import find as times
    from govtext.value_expressions import find as quantities
    from govtext.words import attention

__version__ = "0.1.0"

_HOMES = {
    "attention": "govtext.words:attention",
    "corpora": "govtext.corpora",
    "batch": "govtext.batching.run:batch",
    "parse_batch": "govtext.batching.parse:parse_batch",
    "panel": "govtext.export.panel:panel",
    "plot": "govtext.plot",
    "to_frames": "govtext.export.frames:to_frames",
    "mask": "govtext.masking:mask",
    "fill": "govtext.masking:fill",
    "compare": "govtext.comparing.comparison:compare",
    "reuse": "govtext.comparing.reuse:reuse",
    "check": "govtext.checking:check",
    "check_report": "govtext.invariants:check_report",
    "Parser": "govtext.packs:Parser",
    "parse": "govtext.parser:parse",
    "read": "govtext.reader:read",
    "read_many": "govtext.reader:read_many",
    "quantities": "govtext.value_expressions:find",
    "track": "govtext.promises.tracking:track",
    "times": "govtext.time_expressions:find",
    "numerals": "govtext.numerals",
    "Report": "govtext.model:Report",
    "Section": "govtext.model:Section",
    "Measure": "govtext.model:Measure",
    "Metric": "govtext.model:Metric",
    "Placeholder": "govtext.model:Placeholder",
    "Target": "govtext.model:Target",
    "Span": "govtext.model:Span",
    "Violation": "govtext.invariants:Violation",
    "AnswersError": "govtext.masking:AnswersError",
    "GovtextError": "govtext.errors:GovtextError",
    "ReadError": "govtext.errors:ReadError",
    "RuleError": "govtext.errors:RuleError",
    "ReuseError": "govtext.comparing.reuse:ReuseError",
    "TrackError": "govtext.promises.tracking:TrackError",
    "UnitError": "govtext.errors:UnitError",
    "MissingExtraError": "govtext.errors:MissingExtraError",
}

__all__ = [
    "AnswersError",
    "GovtextError",
    "Measure",
    "Metric",
    "MissingExtraError",
    "Parser",
    "Placeholder",
    "ReadError",
    "Report",
    "ReuseError",
    "RuleError",
    "Section",
    "Span",
    "Target",
    "TrackError",
    "UnitError",
    "Violation",
    "__version__",
    "attention",
    "batch",
    "check",
    "check_report",
    "compare",
    "corpora",
    "fill",
    "mask",
    "numerals",
    "panel",
    "parse",
    "parse_batch",
    "plot",
    "quantities",
    "read",
    "read_many",
    "reuse",
    "times",
    "to_frames",
    "track",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'govtext' has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    home = import_module(module)
    value = getattr(home, attribute) if attribute else home
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
