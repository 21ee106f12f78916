"""Masked reports as templates: hide figures and names, list the blanks, fill them in."""

from govtext.masking.answers import AnswersError, Filled, fill
from govtext.masking.blanks import Blank, blanks
from govtext.masking.drafts import Draft, draft
from govtext.masking.masks import WHAT, MaskedReport, mask
from govtext.masking.styles import STYLES

__all__ = ["STYLES", "WHAT", "AnswersError", "Blank", "Draft", "Filled", "MaskedReport", "blanks", "draft", "fill", "mask"]
