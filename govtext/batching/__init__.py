"""From many inputs to one dataset of related tables: plan, parse, write; on this machine's processes or on Spark."""
