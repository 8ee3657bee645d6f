"""Train the linker of a trained model on the arguments of annotated incidents, the encoder left as it is.

`python -m sigact.train.linking MODEL --on DATA... [--dev DATA...]` writes MODEL/linker.safetensors.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import save_file
from transformers import AutoModelForTokenClassification

from sigact.data.annotated import read_annotated
from sigact.data.article import Article
from sigact.data.standoff import standoff_texts
from sigact.errors import SigactError
from sigact.infer.backends import Ids, Outputs
from sigact.infer.decoding import TaggedSpan
from sigact.infer.linker import LINKER, POSITION_FEATURES, pair_positions
from sigact.infer.model_folder import read_model_folder
from sigact.infer.sentences import split_sentences
from sigact.infer.tagger import Tagger

WIDTH = 96
_KINDS = 8
_HIDDEN = 64
_EPOCHS = 12
_RATE = 1.0e-3
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Example:
    """One article's gold spans: pooled hidden states (spans x hidden), labels, pair features, and what is to be learned."""

    vectors: torch.Tensor
    labels: torch.Tensor
    positions: torch.Tensor
    together: torch.Tensor
    single: torch.Tensor


class LinkerModule(torch.nn.Module):
    """The network that `sigact.infer.linker` computes with numpy."""

    def __init__(self, hidden: int, labels: int) -> None:
        super().__init__()
        self.projection = torch.nn.Parameter(torch.randn(hidden, WIDTH) / hidden**0.5)
        self.bias = torch.nn.Parameter(torch.zeros(WIDTH))
        self.label = torch.nn.Embedding(labels, WIDTH)
        self.kind = torch.nn.Embedding(labels, _KINDS)
        width = 2 * WIDTH + 2 * _KINDS + POSITION_FEATURES
        self.pair = torch.nn.Sequential(torch.nn.Linear(width, _HIDDEN), torch.nn.ReLU(), torch.nn.Linear(_HIDDEN, 1))
        self.single = torch.nn.Linear(2 * WIDTH, 2)
        self.dropout = torch.nn.Dropout(0.2)

    def forward(self, example: Example) -> tuple[torch.Tensor, torch.Tensor]:
        """Log-odds of pairs (spans x spans) and of single spans (spans x 2)."""
        own = torch.tanh(self.dropout(example.vectors) @ self.projection + self.label(example.labels) + self.bias)
        kinds = self.kind(example.labels)
        parts = [own[:, None] * own[None], (own[:, None] - own[None]).abs(), kinds[:, None] + kinds[None], kinds[:, None] * kinds[None]]
        pairs = self.pair(self.dropout(torch.cat([*parts, example.positions], dim=-1)))[..., 0]
        return pairs, self.single(torch.cat([own, own.mean(dim=0).expand_as(own)], dim=-1))


class _Hidden:
    """A backend whose vectors are the encoder's last hidden states."""

    def __init__(self, folder: Path) -> None:
        self._model: Any = AutoModelForTokenClassification.from_pretrained(str(folder), use_safetensors=True, dtype=torch.float32).eval()

    def __call__(self, input_ids: Ids, attention_mask: Ids) -> Outputs:
        with torch.inference_mode():
            output = self._model(torch.from_numpy(input_ids), torch.from_numpy(attention_mask), output_hidden_states=True)
        return Outputs(output.logits.numpy(), output.hidden_states[-1].numpy())


def make_examples(folder: Path, articles: Sequence[Article]) -> list[Example]:
    """Examples of the articles that have at least two spans."""
    tagger = Tagger(read_model_folder(folder), _Hidden(folder))
    numbers = {label: index for index, label in enumerate(tagger.folder.labels.labels)}
    return [make_example(tagger, article, numbers) for article in articles if len(article.spans) > 1]


def make_example(tagger: Tagger, article: Article, numbers: dict[str, int]) -> Example:
    """One article's example."""
    spans = [TaggedSpan(span.start, span.end, span.label, 1.0) for span in article.spans]
    row = {span.id: index for index, span in enumerate(article.spans)}
    member = np.zeros((len(spans), max(1, len(article.incidents))), dtype=np.float32)
    main = np.zeros(len(spans), dtype=np.float32)
    for column, incident in enumerate(article.incidents):
        for argument in incident.args:
            member[row[argument.span], column] = 1
            main[row[argument.span]] = max(main[row[argument.span]], float(incident.main))
    pooled = tagger.encode(article.text).pooled(spans)
    assert pooled is not None
    return Example(
        torch.from_numpy(pooled),
        torch.tensor([numbers[span.label] for span in spans]),
        torch.from_numpy(pair_positions(article.text, spans, split_sentences(article.text))),
        torch.from_numpy((member @ member.T > 0).astype(np.float32)),
        torch.from_numpy(np.stack([member.any(axis=1).astype(np.float32), main], axis=-1)),
    )


def loss_of(module: LinkerModule, example: Example) -> torch.Tensor:
    """Binary cross-entropy of pairs (each once, none with itself) plus that of single spans; `main` counts for spans of incidents."""
    pairs, single = module(example)
    upper = torch.triu(torch.ones_like(example.together, dtype=torch.bool), diagonal=1)
    entropy = torch.nn.functional.binary_cross_entropy_with_logits
    told, main = example.single[:, 0], example.single[:, 1]
    loss = entropy(pairs[upper], example.together[upper]) + entropy(single[:, 0], told)
    return loss + entropy(single[:, 1], main, weight=told, reduction="sum") / told.sum().clamp(min=1)


def train_linker(examples: Sequence[Example], dev: Sequence[Example], labels: int, seed: int = 13) -> LinkerModule:
    """Train on one article a step; the epoch with the least dev loss is kept (the last one without dev)."""
    torch.manual_seed(seed)
    module = LinkerModule(examples[0].vectors.shape[1], labels)
    optimiser = torch.optim.AdamW(module.parameters(), lr=_RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=_EPOCHS * len(examples))
    best, kept = float("inf"), module.state_dict()
    for epoch in range(_EPOCHS):
        module.train()
        for index in torch.randperm(len(examples)).tolist():
            optimiser.zero_grad()
            loss_of(module, examples[index]).backward()
            optimiser.step()
            schedule.step()
        module.eval()
        with torch.inference_mode():
            loss = sum(float(loss_of(module, example)) for example in dev) / len(dev) if dev else -float(epoch)
        _LOG.warning("epoch %d: dev loss %.4f", epoch + 1, loss)
        if loss < best:
            best, kept = loss, {name: weight.clone() for name, weight in module.state_dict().items()}
    module.load_state_dict(kept)
    return module


def main(arguments: Sequence[str]) -> int:
    """Entry point of `python -m`."""
    parser = argparse.ArgumentParser(description="Train the linker of a trained model.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--on", type=Path, nargs="+", required=True)
    parser.add_argument("--dev", type=Path, nargs="*", default=[])
    parser.add_argument("--satp", type=Path)
    parser.add_argument("--muc34", type=Path)
    given = parser.parse_args(arguments)
    try:
        texts = standoff_texts(given.satp, given.muc34)
        labels = read_model_folder(given.model).labels
        parts = [[article for path in paths for article in read_annotated(path, texts, labels)] for paths in (given.on, given.dev)]
        examples, dev = (make_examples(given.model, articles) for articles in parts)
        module = train_linker(examples, dev, len(labels.labels))
    except SigactError as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    save_file({name: weight.detach().numpy() for name, weight in module.state_dict().items()}, given.model / LINKER)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
