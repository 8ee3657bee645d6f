"""Attention as it is exported: the padding mask is one more feature of every key, not a matrix that is added to the scores.

For queries q and keys k (heads x tokens x width), scores are scaling * [q, 1] . [k, m] with m = 0 for tokens and a large negative number
for padding, the same as scaling * q . k + mask. On a CPU this saves a pass over tokens x tokens numbers per head and layer.
"""

from typing import Any

import torch
from transformers import AttentionInterface, AttentionMaskInterface

FOLDED = "sigact_folded_mask"
_FOLDED_TYPES = frozenset({"bert", "camembert", "electra", "roberta", "xlm-roberta"})
_PADDING = -1.0e4


def export_attention(model_type: str) -> str:
    """The attention implementation for `model_type`: folded where every token sees every other, else transformers' plain one."""
    return FOLDED if model_type in _FOLDED_TYPES else "eager"


def _mask(*, attention_mask: torch.Tensor | None = None, dtype: torch.dtype = torch.float32, **_: Any) -> torch.Tensor | None:
    """0 for tokens and a large negative number for padding (batch x 1 x 1 x tokens)."""
    return None if attention_mask is None else (1.0 - attention_mask[:, None, None, :].to(dtype)) * _PADDING


def _attention(
    _module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    scaling: float | None = None,
    **_: Any,
) -> tuple[torch.Tensor, None]:
    scaling = query.size(-1) ** -0.5 if scaling is None else scaling
    if attention_mask is not None:
        bias = attention_mask.transpose(2, 3) / scaling
        query = torch.cat([query, torch.ones_like(query[..., :1])], dim=-1)
        key = torch.cat([key, bias.expand(-1, key.size(1), -1, -1)], dim=-1)
    weights = torch.softmax(torch.matmul(query, key.transpose(2, 3)) * scaling, dim=-1)
    return torch.matmul(weights, value).transpose(1, 2).contiguous(), None


AttentionInterface.register(FOLDED, _attention)
AttentionMaskInterface.register(FOLDED, _mask)
