"""What an export measures of the model that it wrote, for metrics.json and the card."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sigact.data.annotated import read_annotated
from sigact.data.article import Article
from sigact.data.corpus_files import checksum, data_name
from sigact.data.labels import LabelList
from sigact.errors import ConfigError, ModelError
from sigact.infer.backends import load_backend
from sigact.infer.model_folder import read_model_folder
from sigact.infer.tagger import Tagger
from sigact.train.evaluation import predict, score_tagger
from sigact.train.folder_files import read_metrics
from sigact.train.group_scores import group_scores
from sigact.train.scores import SpanScores, score_spans

MAX_LOSS = 0.3


@dataclass(frozen=True)
class Measured:
    """Annotated articles that tell of a model: those that chose the checkpoint, those that chose nothing, and those it was trained on.

    Stand-off ones are joined with `texts`, texts by record id. On the dev articles the exported model may lose `max_loss` points of micro
    F1 against the trained one. `license_id` is that of the weights, an id of the Hub.
    """

    dev: tuple[Path, ...] = ()
    tests: tuple[Path, ...] = ()
    train: tuple[Path, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    max_loss: float = MAX_LOSS
    license_id: str | None = None


def measure(model: Path, exported: Path, measured: Measured) -> dict[str, Any]:
    """The entries of metrics.json: scores of the exported model, groups of test articles, what the export lost, and training's spans.

    Raises ModelError where it lost more than `max_loss`, ConfigError for training articles that the run does not know, DataError.
    """
    entries: dict[str, Any] = {"license": measured.license_id} if measured.license_id else {}
    folder = read_model_folder(exported)
    if measured.train:
        entries["train_spans"] = _train_spans(read_metrics(model), measured, folder.labels)
    if not (measured.dev or measured.tests):
        return entries
    tagger = Tagger.from_folder(exported)
    if measured.dev:
        trained = Tagger(replace(read_model_folder(model), windows=folder.windows), load_backend(model, "torch", "fp32"))
        entries |= _on_dev(tagger, trained, measured)
    if measured.tests:
        entries["tests"] = {data_name(path): _on_test(tagger, path, measured.texts) for path in measured.tests}
    return entries


def _on_dev(exported: Tagger, trained: Tagger, measured: Measured) -> dict[str, Any]:
    parts = {data_name(path): read_annotated(path, measured.texts, exported.folder.labels) for path in measured.dev}
    scores = {name: score_tagger(exported, articles) for name, articles in parts.items()}
    losses = _losses(trained, parts, scores)
    _check_losses(losses, measured.max_loss)
    return {"dev": {name: one.as_json() for name, one in scores.items()}, "precision_loss": losses}


def _losses(trained: Tagger, parts: Mapping[str, Sequence[Article]], scores: Mapping[str, SpanScores]) -> dict[str, dict[str, float]]:
    """Micro F1, 0..1, of the trained and of the exported model by part."""
    return {
        name: {"trained": score_tagger(trained, articles).micro.f1, "exported": scores[name].micro.f1} for name, articles in parts.items()
    }


def _check_losses(losses: Mapping[str, Mapping[str, float]], most: float) -> None:
    beyond = [
        f"{data}: F1 {100 * one['trained']:.2f} as trained, {100 * one['exported']:.2f} as exported"
        for data, one in losses.items()
        if 100 * (one["trained"] - one["exported"]) > most
    ]
    if beyond:
        raise ModelError(
            f"the exported model loses more than {most} points ({'; '.join(beyond)}): nothing was written; "
            "choose --precision fp32, or allow more with --max-loss"
        )


def _on_test(tagger: Tagger, path: Path, texts: Mapping[str, str]) -> dict[str, Any]:
    articles = read_annotated(path, texts, tagger.folder.labels)
    predictions = predict(tagger, articles)
    return score_spans(articles, predictions).as_json() | {"groups": group_scores(articles, predictions)}


def _train_spans(run: Mapping[str, Any], measured: Measured, labels: LabelList) -> dict[str, dict[str, int]]:
    """Of each label the gold spans of training and the articles that hold one; articles that the run left out do not count."""
    _check_known(measured.train, run.get("data_sha256", {}))
    left_out = set(run.get("left_out_of_training", ()))
    articles = [one for path in measured.train for one in read_annotated(path, measured.texts, labels) if one.id not in left_out]
    spans = Counter(span.label for article in articles for span in article.spans)
    holders = Counter(label for article in articles for label in {span.label for span in article.spans})
    return {label: {"spans": spans[label], "articles": holders[label]} for label in labels.labels}


def _check_known(paths: Sequence[Path], known: Mapping[str, str]) -> None:
    for path in paths:
        if known.get(data_name(path)) != checksum(path):
            raise ConfigError(
                f"--train {path}: the model was not trained on it as it is now; the run names {', '.join(known) or 'no data'}"
            )
