"""One self-contained page to read reports, fill their blanks and set two side by side."""

from govtext.export.viewer.page import page

__all__ = ["page"]
