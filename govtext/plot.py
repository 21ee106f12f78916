"""Charts of reports: `govtext.export.plot` under the name by which it is called, for ``import govtext.plot``."""

import sys

from govtext.export import plot

sys.modules[__name__] = plot
