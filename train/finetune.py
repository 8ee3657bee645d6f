"""Fine-tune a token-classification model: recipe -> articles -> windows -> Trainer -> model folder, calibration.json and metrics.json.

Run it as `sigact train RECIPE`, `python -m sigact.train.finetune RECIPE`, or on several devices with
`accelerate launch -m sigact.train.finetune RECIPE`. A run that was stopped goes on from its last checkpoint.
"""

import argparse
import platform
import shutil
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch
from transformers import set_seed

from sigact.data.annotated import read_annotated
from sigact.data.article import Article
from sigact.data.corpus_files import checksum, data_name
from sigact.data.jsonl import write_atomically
from sigact.data.labels import LabelList, read_labels
from sigact.data.splits import check_apart, split_by_document, unseen
from sigact.data.standoff import standoff_texts
from sigact.errors import ConfigError, DataError
from sigact.infer.tagger import Tagger
from sigact.train.calibration import calibrate, set_apart
from sigact.train.checkpoints import CHECKPOINTS, last_checkpoint
from sigact.train.encoders import encoder_name, load_encoder, load_tokenizer
from sigact.train.evaluation import score_tagger
from sigact.train.parts import Parts, make_part
from sigact.train.recipe import OtherPart, Recipe, read_recipe, resolve
from sigact.train.reports import metrics_json
from sigact.train.trainer import make_trainer


def finetune(recipe_file: Path, overrides: Mapping[str, Any] | None = None) -> Path:
    """Run a recipe. Returns the model folder, which transformers loads. Raises ConfigError or DataError before anything is trained."""
    recipe = read_recipe(recipe_file, overrides)
    (label_file,) = resolve(recipe_file, [recipe.labels])
    (output,) = resolve(recipe_file, [recipe.output])
    labels = read_labels(label_file)
    train, dev, left_out = load_parts(recipe, recipe_file, labels)
    train, kept = set_apart(train, recipe.data.calibration_share)
    others = [load_other(other, recipe_file, [*dev, *kept]) for other in recipe.data.others]
    tokenizer = load_tokenizer(recipe.encoder)
    parts = Parts(
        make_part(train, tokenizer, recipe, labels),
        make_part(dev, tokenizer, recipe, labels),
        tuple(make_part(articles, tokenizer, recipe, own) for own, articles in others),
    )

    set_seed(recipe.training.seed)
    model = load_encoder(recipe.encoder, labels, len(tokenizer))
    _check_length(model, recipe)
    model.config.sigact = sigact_entry(recipe, labels)
    trainer = make_trainer(model, tokenizer, recipe, parts, output)
    checkpoint = last_checkpoint(output, recipe)
    started = time.perf_counter()
    result = trainer.train(resume_from_checkpoint=checkpoint)
    seconds = time.perf_counter() - started
    if not trainer.is_world_process_zero():
        return output
    trainer.accelerator.unwrap_model(trainer.model).save_pretrained(str(output))
    tokenizer.save_pretrained(str(output))
    facts = run_facts(recipe, recipe_file, parts, seconds, result.metrics["epoch"], resumed=checkpoint is not None)
    facts["left_out_of_training"] = left_out
    facts["calibration_articles"] = [article.id for article in kept]
    calibrate(output, kept)
    write_atomically(output / "metrics.json", metrics_json(score_tagger(Tagger.from_folder(output), dev), facts))
    shutil.rmtree(output / CHECKPOINTS)
    return output


def load_parts(recipe: Recipe, recipe_file: Path, labels: LabelList) -> tuple[tuple[Article, ...], tuple[Article, ...], list[str]]:
    """The articles of train and dev, which share no document, and the ids left out of train because dev holds a near-duplicate."""
    satp, muc34 = (resolve(recipe_file, [folder])[0] if folder else None for folder in (recipe.data.satp, recipe.data.muc34))
    texts = standoff_texts(satp, muc34)
    train, dev = (
        tuple(article for path in resolve(recipe_file, paths) for article in read_annotated(path, texts, labels))
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
    train, seen = unseen(train, dev)
    return train, dev, seen


def load_other(other: OtherPart, recipe_file: Path, held_out: Sequence[Article]) -> tuple[LabelList, tuple[Article, ...]]:
    """The labels and articles of another source, without near-duplicates of `held_out`.

    Of a source with a mapping, articles without a span are left out: they may tell of incidents that the source does not count.
    """
    labels = read_labels(resolve(recipe_file, [other.labels])[0])
    articles = [article for path in resolve(recipe_file, other.train) for article in read_annotated(path, {}, labels)]
    return labels, unseen([one for one in articles if one.spans or other.mapping is None], held_out)[0]


def sigact_entry(recipe: Recipe, labels: LabelList) -> dict[str, Any]:
    """What a model's config.json says for `sigact.infer`."""
    return {
        "name": recipe.name,
        "version": recipe.version,
        "labels": {"name": labels.name, "version": labels.version, "labels": list(labels.labels)},
        "windows": {"max_length": recipe.windows.max_length, "overlap": recipe.windows.overlap},
    }


def run_facts(recipe: Recipe, recipe_file: Path, parts: Parts, seconds: float, epochs: float, *, resumed: bool) -> dict[str, Any]:
    """What metrics.json says about the run besides its scores."""
    train, dev, others = parts.train, parts.dev, parts.others
    tokens = sum(
        len(row.input_ids) * recipe.data.weights.get(name, 1)
        for part in (train, *others)
        for row, name in zip(part.windows, part.sources(), strict=True)
    )
    files = (recipe.data.train, recipe.data.dev, *(other.train for other in recipe.data.others))
    data = [path for paths in files for path in resolve(recipe_file, paths)]
    return {
        "recipe": recipe_file.name,
        "encoder": encoder_name(recipe.encoder),
        "seed": recipe.training.seed,
        "articles": {"train": len(train.articles), "dev": len(dev.articles)}
        | ({"others": sum(len(part.articles) for part in others)} if others else {}),
        "windows": {"train": len(train.windows), "dev": len(dev.windows)},
        "lost_spans": {"train": dict(train.lost), "dev": dict(dev.lost)},
        "sources": sources_of([article for part in (train, *others) for article in part.articles]),
        "data_sha256": {data_name(path): checksum(path) for path in data},
        "epochs": epochs,
        "seconds": round(seconds, 1),
        "tokens_per_second": None if resumed else round(tokens * epochs / seconds),
        "device": "cuda" if torch.cuda.is_available() else "cpu",
        "versions": {name: version(name) for name in ("sigact", "torch", "transformers", "datasets", "seqeval")}
        | {"python": platform.python_version()},
    }


def sources_of(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """Name, licence and number of articles of every source, the largest first."""
    counts = Counter((article.source.name, article.source.license) for article in articles)
    return [{"name": name, "license": rights, "articles": count} for (name, rights), count in counts.most_common()]


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
