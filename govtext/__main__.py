"""``python -m govtext`` is the command line."""

from govtext.cli import main

main()
