"""The Trainer of a recipe: its arguments, its optimiser, its loss, and what teaches beside the tagger."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from datasets import Dataset
from transformers import (
    DataCollatorForTokenClassification,
    EarlyStoppingCallback,
    PreTrainedTokenizerFast,
    Trainer,
    TrainerCallback,
    TrainingArguments,
)
from transformers.integrations.integration_utils import TensorBoardCallback

from sigact.data.windows import IGNORED
from sigact.errors import ConfigError
from sigact.train.checkpoints import CHECKPOINTS
from sigact.train.dev_scorer import DevScorer
from sigact.train.joint import JointCollator, JointModel, MappedHead, SourceHead, Teachers, meaning_of
from sigact.train.layers import layer_groups
from sigact.train.links import LinkerModule, WindowLinks, links_of
from sigact.train.parts import Part, Parts
from sigact.train.recipe import Recipe, TrainingPart
from sigact.train.sampling import SourceSampler


def make_trainer(model: Any, tokenizer: PreTrainedTokenizerFast, recipe: Recipe, parts: Parts, output: Path) -> Trainer:
    """A Trainer that keeps the checkpoint with the best dev F1. Raises ConfigError."""
    labels = parts.train.labels
    part = recipe.training
    callbacks = tensorboard(output / "tensorboard")
    if part.patience:
        callbacks.append(EarlyStoppingCallback(part.patience))
    joint = bool(part.linker or parts.others or recipe.data.weights)
    if joint and part.label_weights != "none":
        raise ConfigError("training.label_weights: cannot be joined with training.linker, data.others or data.weights")
    weights = tag_weights(parts.train, len(labels.tags)) if part.label_weights == "inverse_sqrt" else None
    rows: list[dict[str, Any]] = [row for one in (parts.train, *parts.others) for row in one.rows()]
    collator: Any = DataCollatorForTokenClassification(tokenizer)
    sampler = None
    if joint:
        teachers = make_teachers(model.config.hidden_size, tokenizer, recipe, parts)
        model, collator = JointModel(model, teachers), JointCollator(tokenizer, teachers)
        rows = [row | {"number": number} for number, row in enumerate(rows)]
        names = [name for one in (parts.train, *parts.others) for name in one.sources()]
        sampler = SourceSampler(names, recipe.data.weights, part.seed)
    return _RecipeTrainer(
        model=model,
        args=training_arguments(part, output, joint=joint),
        train_dataset=Dataset.from_list(rows),
        eval_dataset=Dataset.from_list(parts.dev.rows()),
        data_collator=collator,
        processing_class=tokenizer,
        compute_loss_func=None if weights is None else WeightedLoss(weights),
        compute_metrics=DevScorer(parts.dev, tokenizer),
        callbacks=callbacks,
        sampler=sampler,
        layer_decay=part.layer_decay,
    )


class _RecipeTrainer(Trainer):
    """Draws training rows with `sampler`, where there is one; lower layers learn more slowly where `layer_decay` is under 1."""

    def __init__(self, *, sampler: SourceSampler | None, layer_decay: float, **settings: Any) -> None:
        super().__init__(**settings)
        self._sampler = sampler
        self._layer_decay = layer_decay

    def _get_train_sampler(self, train_dataset: Any = None) -> Any:
        return self._sampler or super()._get_train_sampler(train_dataset)

    def create_optimizer(self, model: Any = None) -> torch.optim.Optimizer:
        if self.optimizer is None and self._layer_decay < 1:
            model = model or self.model
            kind, settings = self.get_optimizer_cls_and_kwargs(self.args, model)
            decayed = self.get_decay_parameter_names(model)
            groups = layer_groups(model, self.args.learning_rate, self._layer_decay, decayed, self.args.weight_decay)
            self.optimizer = kind(groups, **settings)
        return super().create_optimizer(model)


def make_teachers(hidden: int, tokenizer: PreTrainedTokenizerFast, recipe: Recipe, parts: Parts) -> Teachers:
    """The linker and the heads of other sources, and what each training row teaches them. Raises ConfigError."""
    train, labels = parts.train, parts.train.labels
    weight = recipe.training.linker
    linker = LinkerModule(hidden, len(labels.labels)) if weight else None
    links: list[WindowLinks | None] = [None] * len(train.windows)
    if linker:
        links = links_of(train.articles, train.windows, tokenizer.backend_tokenizer, labels)
    source = [0] * len(train.windows)
    heads: list[torch.nn.Module] = []
    for number, (other, part) in enumerate(zip(recipe.data.others, parts.others, strict=True), 1):
        mapping = other.mapping
        heads.append(SourceHead(hidden, len(part.labels.tags)) if mapping is None else MappedHead(meaning_of(part.labels, labels, mapping)))
        source += [number] * len(part.windows)
        links += [None] * len(part.windows)
    return Teachers(links, source, linker, weight, recipe.training.linker_kept, heads)


def training_arguments(part: TrainingPart, output: Path, *, joint: bool) -> TrainingArguments:
    """Transformers' settings for a recipe's training part: dev chooses the epoch."""
    return TrainingArguments(
        **optimisation(part, output),
        per_device_eval_batch_size=part.batch,
        eval_strategy="epoch",
        save_total_limit=2,
        load_best_model_at_end=True,
        metric_for_best_model="f1",
        remove_unused_columns=not joint,
        label_names=["labels"],
    )


def optimisation(part: TrainingPart, output: Path) -> dict[str, Any]:
    """What a training part says of any run, with dev data or without."""
    return {
        "output_dir": str(output / CHECKPOINTS),
        "num_train_epochs": part.epochs,
        "learning_rate": part.learning_rate,
        "per_device_train_batch_size": part.batch,
        "gradient_accumulation_steps": part.accumulate,
        "warmup_steps": part.warmup,
        "lr_scheduler_type": part.schedule,
        "weight_decay": part.weight_decay,
        "bf16": part.bf16 == "yes" or (part.bf16 == "auto" and torch.cuda.is_available() and torch.cuda.is_bf16_supported()),
        "seed": part.seed,
        "save_strategy": "epoch",
        "logging_strategy": "epoch",
        "report_to": "none",
        "dataloader_pin_memory": torch.cuda.is_available(),
    }


def tensorboard(folder: Path) -> list[TrainerCallback]:
    """Logs for TensorBoard in `folder`, where it is installed."""
    if not find_spec("tensorboard"):
        return []
    callback = TensorBoardCallback()  # type: ignore[no-untyped-call]
    callback.logging_dir = str(folder)
    return [callback]


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
