"""Whether work costs time in proportion to its size, on a machine that does other things too."""

import gc
import math
import time

TRIALS = 8


def seconds(work):
    """The processor time of one call, without the collection of what other tests have left behind."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def is_linear(work, sizes, most):
    """Whether a call on the second size takes at most `most` times as long as one on the first, and 0.1 s for what every call costs.

    Other programs only ever add to a time, so the least of some trials is compared, and trials end as soon as it is low enough.
    """
    small = large = math.inf
    for _ in range(TRIALS):
        small = min(small, seconds(lambda: work(sizes[0])))
        large = min(large, seconds(lambda: work(sizes[1])))
        if large < most * small + 0.1:
            return True
    return False
