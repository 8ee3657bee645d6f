"""One encoder, several teachers: the tagger, the linker, and other sources with labels of their own. A module for transformers' Trainer.

A source that annotates other things than the recipe's labels never tells the tagger that what it leaves out is absent:

- with a **head** of its own the encoder learns from it, and the head is dropped after training;
- with a **mapping** its labels are sets of the recipe's labels, and the loss asks only for the sum of their probabilities; where it marks
  nothing, "outside" and all labels that it does not cover are right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from transformers import DataCollatorForTokenClassification, PreTrainedTokenizerFast

from sigact.data.labels import LabelList
from sigact.data.windows import IGNORED
from sigact.errors import ConfigError
from sigact.infer.linker import LINKER
from sigact.train.links import LinkerModule, WindowLinks

_DROPOUT = 0.1


@dataclass(frozen=True)
class Teachers:
    """What is trained beside the tagger: `linker`, with the weight of its loss and whether it is saved, and a head for each other source.

    `links` and `source` have an entry for each training row; a source is 0 for the recipe's own articles, from 1 the number of a head.
    """

    links: Sequence[WindowLinks | None]
    source: Sequence[int]
    linker: LinkerModule | None
    weight: float
    linker_kept: bool
    heads: Sequence[torch.nn.Module]


class SourceHead(torch.nn.Module):
    """Log-probabilities of a source's tags from the encoder's hidden states."""

    def __init__(self, hidden: int, tags: int) -> None:
        super().__init__()
        self.dropout = torch.nn.Dropout(_DROPOUT)
        self.linear = torch.nn.Linear(hidden, tags)

    def forward(self, hidden: torch.Tensor, _: torch.Tensor) -> torch.Tensor:
        likely: torch.Tensor = self.linear(self.dropout(hidden)).float().log_softmax(dim=-1)
        return likely


class MappedHead(torch.nn.Module):
    """Log-probabilities of a source's tags from those of the tagger: each is a set of the recipe's tags."""

    wrong: torch.Tensor

    def __init__(self, meaning: torch.Tensor) -> None:
        """`meaning` (source tags x tags) is True where a tag of the recipe is right."""
        super().__init__()
        self.register_buffer("wrong", torch.where(meaning, 0.0, float("-inf")))

    def forward(self, _: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
        likely = logits.float().log_softmax(dim=-1)
        return (likely[..., None, :] + self.wrong).logsumexp(dim=-1)


def meaning_of(source: LabelList, labels: LabelList, mapping: Mapping[str, Sequence[str]]) -> torch.Tensor:
    """Which tags of `labels` each tag of `source` stands for (source tags x tags). O stands for itself and for what no label covers.

    Raises ConfigError where `mapping` names other labels, or not all of the source's.
    """
    unknown = [name for names in mapping.values() for name in names if name not in labels.labels]
    if set(mapping) != set(source.labels) or unknown or not all(mapping.values()):
        raise ConfigError(f"data.others: mapping: must give each of {', '.join(source.labels)} at least one label of {labels.name!r}")
    covered = {name for names in mapping.values() for name in names}
    rows = [["O", *(f"{kind}-{name}" for name in labels.labels if name not in covered for kind in "BI")]]
    rows += [[f"{kind}-{name}" for name in mapping[label]] for label in source.labels for kind in "BI"]
    return torch.tensor([[tag in row for tag in labels.tags] for row in rows])


class JointModel(torch.nn.Module):
    """A token-classification model with its teachers. The loss is the mean over labelled tokens, plus `weight` times the linker's."""

    def __init__(self, tagger: Any, teachers: Teachers) -> None:
        super().__init__()
        self.tagger = tagger
        self.config = tagger.config
        self.linker = teachers.linker
        self.heads = torch.nn.ModuleList(teachers.heads)
        self._weight = teachers.weight
        self._linker_kept = teachers.linker_kept

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        labels: torch.Tensor | None = None,
        source: torch.Tensor | None = None,
        links: Sequence[WindowLinks | None] = (),
    ) -> dict[str, torch.Tensor]:
        """`source` and `links` have an entry for each row of a training batch."""
        if labels is None or source is None:
            output = self.tagger(input_ids=input_ids, attention_mask=attention_mask, labels=labels)
            return {"logits": output.logits} if labels is None else {"loss": output.loss, "logits": output.logits}
        output = self.tagger(input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True)
        hidden = output.hidden_states[-1]
        total = _surprise(output.logits.float().log_softmax(dim=-1), labels, source == 0)
        for number, head in enumerate(self.heads, 1):
            total = total + _surprise(head(hidden, output.logits), labels, source == number)
        loss = total / (labels != IGNORED).sum().clamp(min=1)
        taught = [self.linker.loss(hidden[row], one) for row, one in enumerate(links) if one is not None] if self.linker else []
        if taught:
            loss = loss + self._weight * torch.stack(taught).sum() / len(links)
        return {"loss": loss, "logits": output.logits}

    def save_pretrained(self, folder: str) -> None:
        """The tagger as transformers saves it, and the linker beside it where it is kept."""
        self.tagger.save_pretrained(folder)
        (Path(folder) / LINKER).unlink(missing_ok=True)
        if self.linker is not None and self._linker_kept:
            weights = {name: weight.detach().cpu().contiguous() for name, weight in self.linker.state_dict().items()}
            save_file(weights, Path(folder) / LINKER)


def _surprise(likely: torch.Tensor, labels: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
    """Summed cross-entropy of the labelled tokens of `rows` (a mask); `likely` are log-probabilities (rows x tokens x tags)."""
    told = labels.masked_fill(~rows[:, None], IGNORED)
    return torch.nn.functional.nll_loss(likely.flatten(0, 1), told.flatten(), ignore_index=IGNORED, reduction="sum")


class JointCollator:
    """Pads rows as DataCollatorForTokenClassification does and adds, by their `number`, their sources and what the linker learns."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, teachers: Teachers) -> None:
        self._pad = DataCollatorForTokenClassification(tokenizer)
        self._teachers = teachers
        self._device = "cuda" if torch.cuda.is_available() else "cpu"

    def __call__(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        batch: dict[str, Any] = dict(self._pad([{key: row[key] for key in ("input_ids", "labels")} for row in rows]))
        numbers = [int(row["number"]) for row in rows if row.get("number") is not None]
        if numbers:
            batch["source"] = torch.tensor([self._teachers.source[number] for number in numbers])
            batch["links"] = [_on(self._teachers.links[number], self._device) for number in numbers]
        return batch


def _on(links: WindowLinks | None, device: str) -> WindowLinks | None:
    if links is None or device == "cpu":
        return links
    return WindowLinks(**{field.name: getattr(links, field.name).to(device) for field in fields(links)})
