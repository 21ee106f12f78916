"""What a value measures: words around it, the stretches of them that may be its name, and which of these an editor would print."""
