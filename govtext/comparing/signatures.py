"""MinHash signatures of texts: how much of what two texts say is the same, from 128 numbers of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from govtext.reading.extras import need
from govtext.source import SourceText

if TYPE_CHECKING:
    from numpy import uint32
    from numpy.typing import NDArray

    Signature = NDArray[uint32]
    Signatures = NDArray[uint32]

PERMUTATIONS = 128
_SHINGLE = 5
_SIGNS = re.compile(r"[\W_]+")
_SEED = 20_24


def signature(text: str) -> Signature:
    """Sign a text: the MinHash of its stretches of five characters, signs and spaces apart, on its reading copy.

    Raises `MissingExtraError` where rensa is not installed.

    >>> int((signature("新建村史馆十二个，改造卫生室三个。") == signature("新建村史馆十二个。改造卫生室三个")).sum())
    128
    """
    import numpy as np

    minhash = need("rensa", "reuse", "comparing many reports").RMinHash
    plain = _SIGNS.sub("", SourceText.of(text).copy)
    made: Any = minhash(num_perm=PERMUTATIONS, seed=_SEED)
    made.update([plain[i : i + _SHINGLE] for i in range(max(len(plain) - _SHINGLE + 1, 1))])
    return np.array(made.digest(), dtype=np.uint32)


def likeness(one: Signature, others: Signatures) -> NDArray[Any]:
    """Estimate the share of stretches that a text has in common with each of others: shape (n, 128) gives shape (n,)."""
    shares: NDArray[Any] = (others == one).mean(axis=1)
    return shares
