"""Masked reports as templates: hide figures and names, list the blanks, fill them in."""

from govtext.masking.blanks import Blank, blanks
from govtext.masking.masks import WHAT, MaskedReport, mask
from govtext.masking.styles import STYLES

__all__ = ["STYLES", "WHAT", "Blank", "MaskedReport", "blanks", "mask"]
