"""Charts (being written)."""
