"""How fast a recipe trains under other settings: `python -m sigact.train.throughput RECIPE` prints a table of tokens per second.

Each setting is timed on the same articles, in turns, so that a change of the machine's load hits all alike; the median turn counts.
"""

import argparse
import statistics
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from rich.table import Table
from transformers import DataCollatorForTokenClassification

from sigact.data.corpus_files import read_articles
from sigact.data.labels import read_labels
from sigact.train.encoders import load_encoder, load_tokenizer
from sigact.train.parts import make_part
from sigact.train.recipe import Recipe, read_recipe, resolve

SETTINGS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("as in the recipe", {}),
    ("no dropout at all", {"encoder.hidden_dropout": 0.0}),
    ("attention dropout 0.1", {"encoder.attention_dropout": 0.1}),
    ("eager attention", {"encoder.attention": "eager"}),
    ("bf16 autocast", {"training.bf16": "yes"}),
    ("windows of 128 tokens", {"windows.max_length": 128, "windows.overlap": 32}),
    ("windows of 512 tokens", {"windows.max_length": 512}),
    ("batch of 1", {"training.batch": 1}),
    ("batch of 2", {"training.batch": 2}),
    ("batch of 8", {"training.batch": 8}),
    ("batch of 16", {"training.batch": 16}),
)


def measure(recipe_file: Path, turns: int, steps: int) -> list[tuple[str, list[float]]]:
    """Tokens per second (padding not counted) of each setting in each turn."""
    runs = [(name, _Run(read_recipe(recipe_file, overrides), recipe_file), list[float]()) for name, overrides in SETTINGS]
    for turn in range(turns + 1):
        for _, run, speeds in runs:
            speed = run.speed(steps)
            if turn:
                speeds.append(speed)
    return [(name, speeds) for name, _, speeds in runs]


class _Run:
    """A model and endless batches of a recipe."""

    def __init__(self, recipe: Recipe, recipe_file: Path) -> None:
        (label_file,) = resolve(recipe_file, [recipe.labels])
        labels = read_labels(label_file)
        tokenizer = load_tokenizer(recipe.encoder)
        articles = [article for path in resolve(recipe_file, recipe.data.train) for article in read_articles(path, labels)]
        self._rows = make_part(articles, tokenizer, recipe, labels).windows
        self._collate = DataCollatorForTokenClassification(tokenizer)
        self._batch = recipe.training.batch
        self._bf16 = recipe.training.bf16 == "yes"
        self._model = load_encoder(recipe.encoder, labels, len(tokenizer)).train()
        self._optimizer = torch.optim.AdamW(self._model.parameters(), lr=recipe.training.learning_rate, fused=True)
        self._batches = self._endless()

    def _endless(self) -> Iterator[Any]:
        generator = torch.Generator().manual_seed(0)
        while True:
            order = torch.randperm(len(self._rows), generator=generator).tolist()
            for at in range(0, len(order) - self._batch + 1, self._batch):
                rows = [self._rows[number] for number in order[at : at + self._batch]]
                yield self._collate([{"input_ids": row.input_ids, "labels": row.labels} for row in rows])

    def speed(self, windows: int) -> float:
        tokens = 0
        started = time.perf_counter()
        for _ in range(max(1, windows // self._batch)):
            batch = next(self._batches)
            tokens += int(batch["attention_mask"].sum())
            with torch.autocast("cpu", torch.bfloat16, enabled=self._bf16):
                loss = self._model(**batch).loss
            loss.backward()
            self._optimizer.step()
            self._optimizer.zero_grad()
        return tokens / (time.perf_counter() - started)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Training speed on this machine under other settings.")
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--windows", type=int, default=16, help="windows per setting and turn")
    arguments = parser.parse_args()
    table = Table("setting", "tokens/s", "lowest - highest", "against the recipe")
    results = measure(arguments.recipe, arguments.turns, arguments.windows)
    base = statistics.median(results[0][1])
    for name, speeds in results:
        median = statistics.median(speeds)
        table.add_row(name, f"{median:.0f}", f"{min(speeds):.0f} - {max(speeds):.0f}", f"{median / base:.2f}x")
    Console().print(table, f"{torch.get_num_threads()} threads, torch {torch.__version__}")


if __name__ == "__main__":
    main()
