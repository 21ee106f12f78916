"""The stages of a parse: pure functions from the reading copy and what earlier stages found to tuples of candidates."""
