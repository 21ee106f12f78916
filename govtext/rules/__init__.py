"""Rules and lexicons are data: this package loads, checks, composes and compiles them, once per process.

A rule file is TOML: shared ``[fragments]``, fragments drawn from lexicons, and ``[[rules]]`` with id, pattern, the values
that a match produces, description, source, examples and counter-examples. A lexicon is CSV with a header.
"""

from govtext.rules.lexicon import Lexicon, lexicon
from govtext.rules.packs import carried, for_packs, in_force
from govtext.rules.ruleset import Hit, Rule, RuleSet, ruleset

__all__ = ["Hit", "Lexicon", "Rule", "RuleSet", "carried", "for_packs", "in_force", "lexicon", "ruleset"]
