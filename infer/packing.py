"""Windows of many texts -> batches with little padding, in an order that depends on the windows alone.

Windows are sorted by length, the longest first, and cut into batches; a batch is padded to its longest window. How many batches run at a
time changes nothing in them, so the same texts give the same numbers with any number of cores.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Packing:
    """What a backend runs fastest.

    `step`: lengths are rounded up to a multiple of it (1: any length); `tokens`: of a batch, padding included, unless one window has more;
    `buffer`: texts whose windows are packed together; `workers`: batches at a time.
    """

    step: int
    tokens: int
    buffer: int
    workers: int


@dataclass(frozen=True)
class Batch:
    """Numbers of the windows in it, and the length to which they are padded."""

    windows: tuple[int, ...]
    length: int


def pack(lengths: Sequence[int], packing: Packing) -> list[Batch]:
    """Put windows of `lengths` tokens into batches, each window into one."""
    order = sorted(range(len(lengths)), key=lambda number: (-lengths[number], number))
    batches = []
    while order:
        length = -(-lengths[order[0]] // packing.step) * packing.step
        rows = max(1, packing.tokens // length)
        batches.append(Batch(tuple(order[:rows]), length))
        order = order[rows:]
    return batches
