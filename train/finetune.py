"""Fine-tune a token-classification model: recipe -> articles -> windows -> Trainer -> model folder and metrics.json.

Run it as `sigact train RECIPE`, `python -m sigact.train.finetune RECIPE`, or on several devices with
`accelerate launch -m sigact.train.finetune RECIPE`. A run that was stopped goes on from its last checkpoint.
"""

import argparse
import json
import platform
import shutil
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from datasets import Dataset
from transformers import (
    DataCollatorForTokenClassification,
    EarlyStoppingCallback,
    EvalPrediction,
    PreTrainedTokenizerFast,
    Trainer,
    TrainerCallback,
    TrainingArguments,
    set_seed,
)

from sigact.data.article import Article
from sigact.data.corpus_files import checksum, read_articles
from sigact.data.jsonl import write_atomically
from sigact.data.labels import LabelList, read_labels
from sigact.data.splits import check_apart, split_by_document
from sigact.data.windows import IGNORED, LabelledWindow, label_windows, special_tokens, tokenise
from sigact.errors import ConfigError, DataError
from sigact.infer.decoding import decode, merge_windows
from sigact.infer.tagger import Tagger
from sigact.train.encoders import load_encoder, load_tokenizer
from sigact.train.recipe import Recipe, TrainingPart, read_recipe, resolve
from sigact.train.reports import metrics_json
from sigact.train.scores import SpanScores, score_spans

CHECKPOINTS = "checkpoints"


@dataclass(frozen=True)
class Part:
    """Articles of one part, their windows, and the gold spans per label that no window shows whole."""

    articles: tuple[Article, ...]
    windows: list[LabelledWindow]
    lost: Counter[str]

    def dataset(self) -> Dataset:
        return Dataset.from_list([{"input_ids": row.input_ids, "labels": row.labels} for row in self.windows])


def finetune(recipe_file: Path, overrides: Mapping[str, Any] | None = None) -> Path:
    """Run a recipe. Returns the model folder, which transformers loads. Raises ConfigError or DataError before anything is trained."""
    recipe = read_recipe(recipe_file, overrides)
    (label_file,) = resolve(recipe_file, [recipe.labels])
    (output,) = resolve(recipe_file, [recipe.output])
    labels = read_labels(label_file)
    train_articles, dev_articles = load_parts(recipe, recipe_file, labels)
    tokenizer = load_tokenizer(recipe.encoder)
    train, dev = (make_part(articles, tokenizer, recipe, labels) for articles in (train_articles, dev_articles))

    set_seed(recipe.training.seed)
    model = load_encoder(recipe.encoder, labels, len(tokenizer))
    _check_length(model, recipe)
    model.config.sigact = sigact_entry(recipe, labels)
    trainer = make_trainer(model, tokenizer, recipe, (train, dev), labels, output)
    checkpoint = last_checkpoint(output, recipe)
    started = time.perf_counter()
    result = trainer.train(resume_from_checkpoint=checkpoint)
    seconds = time.perf_counter() - started
    if not trainer.is_world_process_zero():
        return output
    trainer.accelerator.unwrap_model(trainer.model).save_pretrained(str(output))
    tokenizer.save_pretrained(str(output))
    facts = run_facts(recipe, recipe_file, (train, dev), seconds, result.metrics["epoch"], resumed=checkpoint is not None)
    write_atomically(output / "metrics.json", metrics_json(score_saved(output, dev.articles), facts))
    shutil.rmtree(output / CHECKPOINTS)
    return output


def last_checkpoint(output: Path, recipe: Recipe) -> str | None:
    """The newest whole checkpoint of an interrupted run, None for a fresh start. Raises ConfigError if another recipe began the run."""
    folder = output / CHECKPOINTS
    begun, wanted = folder / "recipe.json", json.dumps(asdict(recipe), indent=2) + "\n"
    if not begun.exists():
        write_atomically(begun, wanted)
        return None
    if begun.read_text(encoding="utf-8") != wanted:
        raise ConfigError(f"{folder}: holds a run that was begun with other settings; go on with those, or remove the folder")
    whole = [path for path in folder.glob("checkpoint-*") if (path / "trainer_state.json").exists()]
    return str(max(whole, key=lambda path: int(path.name.split("-")[1]))) if whole else None


def load_parts(recipe: Recipe, recipe_file: Path, labels: LabelList) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
    """The articles of train and dev, which share no document."""
    train, dev = (
        tuple(article for path in resolve(recipe_file, paths) for article in read_articles(path, labels))
        for paths in (recipe.data.train, recipe.data.dev)
    )
    if recipe.data.dev and recipe.data.dev_share:
        raise ConfigError(f"{recipe_file}: data: give either dev or dev_share")
    if not dev:
        split = split_by_document(train, recipe.data.dev_share)
        train, dev = split.train, split.dev
    if not train or not dev:
        raise DataError(recipe_file, "data: train and dev must both hold articles; name data.dev or raise data.dev_share")
    check_apart(train, dev)
    return train, dev


def make_part(articles: Sequence[Article], tokenizer: PreTrainedTokenizerFast, recipe: Recipe, labels: LabelList) -> Part:
    """Cut and label the windows of a part."""
    core = tokenizer.backend_tokenizer
    core.no_truncation()
    core.no_padding()
    windows, lost = label_windows(articles, core, recipe.window_spec(), labels)
    return Part(tuple(articles), windows, lost)


def sigact_entry(recipe: Recipe, labels: LabelList) -> dict[str, Any]:
    """What a model's config.json says for `sigact.infer`."""
    return {
        "name": recipe.name,
        "version": recipe.version,
        "labels": {"name": labels.name, "version": labels.version, "labels": list(labels.labels)},
        "windows": {"max_length": recipe.windows.max_length, "overlap": recipe.windows.overlap},
    }


def make_trainer(
    model: Any, tokenizer: PreTrainedTokenizerFast, recipe: Recipe, parts: tuple[Part, Part], labels: LabelList, output: Path
) -> Trainer:
    """A Trainer that keeps the checkpoint with the best dev F1."""
    train, dev = parts
    part = recipe.training
    callbacks: list[TrainerCallback] = [EarlyStoppingCallback(part.patience)] if part.patience else []
    weights = tag_weights(train, len(labels.tags)) if part.label_weights == "inverse_sqrt" else None
    return Trainer(
        model=model,
        args=training_arguments(part, output),
        train_dataset=train.dataset(),
        eval_dataset=dev.dataset(),
        data_collator=DataCollatorForTokenClassification(tokenizer),
        processing_class=tokenizer,
        compute_loss_func=None if weights is None else WeightedLoss(weights),
        compute_metrics=DevScorer(dev, tokenizer, labels),
        callbacks=callbacks,
    )


def training_arguments(part: TrainingPart, output: Path) -> TrainingArguments:
    """Transformers' settings for a recipe's training part."""
    return TrainingArguments(
        output_dir=str(output / CHECKPOINTS),
        num_train_epochs=part.epochs,
        learning_rate=part.learning_rate,
        per_device_train_batch_size=part.batch,
        per_device_eval_batch_size=part.batch,
        gradient_accumulation_steps=part.accumulate,
        warmup_steps=part.warmup,
        lr_scheduler_type=part.schedule,
        weight_decay=part.weight_decay,
        bf16=part.bf16 == "yes" or (part.bf16 == "auto" and torch.cuda.is_available() and torch.cuda.is_bf16_supported()),
        seed=part.seed,
        eval_strategy="epoch",
        save_strategy="epoch",
        save_total_limit=2,
        logging_strategy="epoch",
        load_best_model_at_end=True,
        metric_for_best_model="f1",
        report_to="tensorboard" if find_spec("tensorboard") else "none",
        dataloader_pin_memory=torch.cuda.is_available(),
    )


def tag_weights(train: Part, tags: int) -> torch.Tensor:
    """Weight per tag: one over the square root of its share, scaled so that the mean weight of a token is 1."""
    counts = np.ones(tags)
    for row in train.windows:
        found, times = np.unique([label for label in row.labels if label != IGNORED], return_counts=True)
        counts[found] += times
    weights = 1 / np.sqrt(counts / counts.sum())
    return torch.tensor(weights * counts.sum() / (weights * counts).sum(), dtype=torch.float32)


class WeightedLoss:
    """Cross-entropy with a weight per tag, averaged over the labelled tokens of a whole accumulated batch."""

    def __init__(self, weights: torch.Tensor) -> None:
        self._weights = weights

    def __call__(self, outputs: Any, labels: torch.Tensor, num_items_in_batch: torch.Tensor | int | None = None) -> torch.Tensor:
        logits = outputs["logits"].float().flatten(0, 1)
        weights = self._weights.to(logits.device)
        total = torch.nn.functional.cross_entropy(logits, labels.flatten(), weights, ignore_index=IGNORED, reduction="sum")
        return total / (num_items_in_batch if num_items_in_batch is not None else (labels != IGNORED).sum())


class DevScorer:
    """Trainer's compute_metrics: span F1 over whole articles, decoded as inference decodes them."""

    def __init__(self, dev: Part, tokenizer: PreTrainedTokenizerFast, labels: LabelList) -> None:
        self._dev = dev
        self._tags = labels.tags
        self._lead = len(special_tokens(tokenizer.backend_tokenizer).prefix)
        self._tokens = [tokenise(tokenizer.backend_tokenizer, article.text) for article in dev.articles]

    def __call__(self, prediction: EvalPrediction) -> dict[str, float]:
        logits = np.asarray(prediction.predictions)
        rows: dict[int, list[int]] = {}
        for number, row in enumerate(self._dev.windows):
            rows.setdefault(row.article, []).append(number)
        predicted = {}
        for index, numbers in rows.items():
            windows = [self._dev.windows[number].window for number in numbers]
            scores = [
                logits[number, self._lead : self._lead + window.end - window.start] for number, window in zip(numbers, windows, strict=True)
            ]
            spans = decode(self._tokens[index], merge_windows(self._tokens[index], windows, scores), self._tags)
            predicted[self._dev.articles[index].id] = [(span.start, span.end, span.label) for span in spans]
        micro = score_spans(self._dev.articles, predicted, samples=40).micro
        return {"f1": micro.f1, "precision": micro.precision, "recall": micro.recall}


def score_saved(folder: Path, articles: Sequence[Article]) -> SpanScores:
    """Score a saved folder through the inference path."""
    tagger = Tagger.from_folder(folder)
    predictions = {a.id: [(s.start, s.end, s.label) for s in tagger.tag(a.text)] for a in articles}
    return score_spans(articles, predictions)


def run_facts(
    recipe: Recipe, recipe_file: Path, parts: tuple[Part, Part], seconds: float, epochs: float, *, resumed: bool
) -> dict[str, Any]:
    """What metrics.json says about the run besides its scores."""
    train, dev = parts
    tokens = sum(len(row.input_ids) for row in train.windows)
    data = [path for paths in (recipe.data.train, recipe.data.dev) for path in resolve(recipe_file, paths)]
    return {
        "recipe": recipe_file.name,
        "encoder": recipe.encoder.name,
        "seed": recipe.training.seed,
        "articles": {"train": len(train.articles), "dev": len(dev.articles)},
        "windows": {"train": len(train.windows), "dev": len(dev.windows)},
        "lost_spans": {"train": dict(train.lost), "dev": dict(dev.lost)},
        "data_sha256": {path.name if path.is_file() else f"{path.parent.name}/{path.name}": checksum(path) for path in data},
        "epochs": epochs,
        "seconds": round(seconds, 1),
        "tokens_per_second": None if resumed else round(tokens * epochs / seconds),
        "device": "cuda" if torch.cuda.is_available() else "cpu",
        "versions": {name: version(name) for name in ("sigact", "torch", "transformers", "datasets", "seqeval")}
        | {"python": platform.python_version()},
    }


def _check_length(model: Any, recipe: Recipe) -> None:
    longest = getattr(model.config, "max_position_embeddings", recipe.windows.max_length)
    if recipe.windows.max_length > longest:
        raise ConfigError(f"windows.max_length: {recipe.windows.max_length} is more than the encoder's {longest} positions")


def main() -> None:
    """Entry point of `python -m` and `accelerate launch -m`."""
    parser = argparse.ArgumentParser(description="Fine-tune a model from a recipe.")
    parser.add_argument("recipe", type=Path)
    finetune(parser.parse_args().recipe)


if __name__ == "__main__":
    main()
