"""Layer-wise learning rates: what lies nearer to the words changes more slowly than what lies nearer to the labels."""

import re
from collections.abc import Collection
from typing import Any

import torch

_LAYER = re.compile(r"\.layers?\.(\d+)\.")
_EMBEDDINGS = re.compile(r"\bembeddings?\b")


def layer_groups(model: torch.nn.Module, rate: float, decay: float, decayed: Collection[str], weight_decay: float) -> list[dict[str, Any]]:
    """Parameter groups for an optimiser: heads learn at `rate`, each encoder layer below at `decay` times the rate of the one above it.

    `decayed` names the parameters to which `weight_decay` applies. The embeddings are the lowest layer.
    """
    named = [(name, weight) for name, weight in model.named_parameters() if weight.requires_grad]
    numbers = [int(found[1]) for name, _ in named if (found := _LAYER.search(name))]
    top = max(numbers, default=-1) + 1
    groups: dict[tuple[int, bool], list[torch.nn.Parameter]] = {}
    for name, weight in named:
        found = _LAYER.search(name)
        below = top - int(found[1]) if found else top + 1 if _EMBEDDINGS.search(name) else 0
        groups.setdefault((below, name in decayed), []).append(weight)
    return [
        {"params": weights, "lr": rate * decay**below, "weight_decay": weight_decay if falls else 0.0}
        for (below, falls), weights in sorted(groups.items(), key=lambda item: item[0])
    ]
