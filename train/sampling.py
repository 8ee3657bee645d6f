"""How often each training row is read: sampling weights of sources."""

from collections.abc import Iterator, Mapping, Sequence

import torch
from torch.utils.data import Sampler

from sigact.errors import ConfigError


class SourceSampler(Sampler[int]):
    """Rows in random order; those of a source with weight w are read w times an epoch on average.

    2.5 reads each row twice and half of them, drawn anew every epoch, once more. The order depends on seed and epoch alone, so that a run
    that was stopped goes on as it would have.
    """

    def __init__(self, sources: Sequence[str], weights: Mapping[str, float], seed: int) -> None:
        """`sources` names the source of each row; one without a weight has 1. Raises ConfigError for names that no row has."""
        unknown = sorted(set(weights) - set(sources))
        if unknown:
            known = ", ".join(map(repr, sorted(set(sources))))
            raise ConfigError(f"data.weights: no article is from {', '.join(map(repr, unknown))}; the sources are {known}")
        self._seed = seed
        self._epoch = 0
        self._whole: list[int] = []
        self._drawn: list[tuple[list[int], int]] = []
        for source in dict.fromkeys(sources):
            rows = [row for row, name in enumerate(sources) if name == source]
            times, rest = divmod(weights.get(source, 1.0), 1)
            self._whole += rows * int(times)
            self._drawn.append((rows, round(rest * len(rows))))

    def set_epoch(self, epoch: int) -> None:
        """Called by the Trainer before each epoch."""
        self._epoch = epoch

    def __len__(self) -> int:
        return len(self._whole) + sum(count for _, count in self._drawn)

    def __iter__(self) -> Iterator[int]:
        generator = torch.Generator().manual_seed(1_000_003 * self._seed + self._epoch)
        drawn = [rows[at] for rows, count in self._drawn for at in torch.randperm(len(rows), generator=generator).tolist()[:count]]
        chosen = [*self._whole, *drawn]
        yield from (chosen[at] for at in torch.randperm(len(chosen), generator=generator).tolist())
