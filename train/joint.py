"""Tagger and linker trained together on one encoder: a module for transformers' Trainer, and its collator."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from transformers import DataCollatorForTokenClassification, PreTrainedTokenizerFast

from sigact.infer.linker import LINKER
from sigact.train.links import LinkerModule, WindowLinks


class JointModel(torch.nn.Module):
    """A token-classification model and a linker over its last hidden states; the loss is the tagger's plus `weight` times the linker's."""

    def __init__(self, tagger: Any, labels: int, weight: float) -> None:
        super().__init__()
        self.tagger = tagger
        self.config = tagger.config
        self.linker = LinkerModule(tagger.config.hidden_size, labels)
        self._weight = weight

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        labels: torch.Tensor | None = None,
        links: Sequence[WindowLinks | None] = (),
    ) -> dict[str, torch.Tensor]:
        """`links` has an entry for each row of a training batch."""
        output = self.tagger(input_ids=input_ids, attention_mask=attention_mask, labels=labels, output_hidden_states=bool(links))
        if output.loss is None:
            return {"logits": output.logits}
        taught = [self.linker.loss(output.hidden_states[-1][row], one) for row, one in enumerate(links) if one is not None]
        loss = output.loss + self._weight * torch.stack(taught).sum() / len(links) if taught else output.loss
        return {"loss": loss, "logits": output.logits}

    def save_pretrained(self, folder: str) -> None:
        """The tagger as transformers saves it, and the linker beside it."""
        self.tagger.save_pretrained(folder)
        weights = {name: weight.detach().cpu().contiguous() for name, weight in self.linker.state_dict().items()}
        save_file(weights, Path(folder) / LINKER)


class JointCollator:
    """Pads rows as DataCollatorForTokenClassification does and adds what the linker learns from each, by its `number`."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, links: Sequence[WindowLinks | None]) -> None:
        self._pad = DataCollatorForTokenClassification(tokenizer)
        self._links = links
        self._device = "cuda" if torch.cuda.is_available() else "cpu"

    def __call__(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        numbers = [row.get("number") for row in rows]
        batch: dict[str, Any] = dict(self._pad([{key: row[key] for key in ("input_ids", "labels")} for row in rows]))
        if None not in numbers:
            batch["links"] = [_on(self._links[int(number)], self._device) for number in numbers if number is not None]
        return batch


def _on(links: WindowLinks | None, device: str) -> WindowLinks | None:
    if links is None or device == "cpu":
        return links
    return WindowLinks(**{field.name: getattr(links, field.name).to(device) for field in fields(links)})
