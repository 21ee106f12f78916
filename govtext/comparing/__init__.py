"""Reports beside each other: what two have in common, and what was copied in an archive."""
