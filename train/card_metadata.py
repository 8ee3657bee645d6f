"""The metadata block of a model card: what the Hub shows, filters and links by."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from huggingface_hub import EvalResult, ModelCard, ModelCardData
from huggingface_hub.repocard_data import model_index_to_eval_results

from sigact.data.jsonl import read_text
from sigact.errors import DataError, ModelError

BASE_MODELS = dict.fromkeys(("embedded", "minilm-news"), "sentence-transformers/all-MiniLM-L6-v2")
"""Hub ids of encoders that recipes name otherwise, and of those from which theirs were made."""
TASK = "token-classification"
REQUIRED = ("language", "license", "library_name", "pipeline_tag", "tags")
_MEASURES = ("f1", "precision", "recall")


def card_metadata(name: str, metrics: Mapping[str, Any]) -> ModelCardData:
    """The metadata of model `name`, from metrics.json: every test part is a result of the model index."""
    results = [result for data, scores in metrics.get("tests", {}).items() for result in _results(data, scores)]
    return ModelCardData(
        language="en",
        license=metrics.get("license", "apache-2.0"),
        library_name="sigact",
        pipeline_tag=TASK,
        base_model=_base_model(metrics.get("encoder")),
        datasets=[slug(source["name"]) for source in metrics.get("sources", ())] or None,
        tags=["event-extraction", "information-extraction", "conflict-data", TASK],
        metrics=list(_MEASURES) if results else None,
        model_name=name if results else None,
        eval_results=results or None,
    )


def slug(name: str) -> str:
    """A source's name as an identifier: "MUC-3/MUC-4" is muc-3-muc-4."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())


def _results(data: str, scores: Mapping[str, Any]) -> list[EvalResult]:
    return [
        EvalResult(
            task_type=TASK,
            task_name="spans of attacks",
            dataset_type=slug(data),
            dataset_name=data,
            dataset_split="test",
            metric_type=measure,
            metric_name=f"strict span {measure} (micro, IOB2, whole articles)",
            metric_value=scores["micro"][measure],
        )
        for measure in _MEASURES
    ]


def _base_model(encoder: str | None) -> str | None:
    """The encoder's Hub id; None for a local folder or a random encoder."""
    known = BASE_MODELS.get(encoder or "", encoder)
    return known if known and known.count("/") == 1 and not known.startswith((".", "/", "~")) else None


def read_metadata(card: Path) -> dict[str, Any]:
    """The metadata of a card, checked without a network. Raises ModelError that says what is wrong."""
    try:
        data: Any = ModelCard(read_text(card)).data
        metadata: dict[str, Any] = data.to_dict()
        if "model-index" in metadata:
            model_index_to_eval_results(metadata["model-index"])
    except (DataError, ValueError) as error:
        raise ModelError(f"{card}: is no model card: {error}") from None
    missing = [key for key in REQUIRED if not metadata.get(key)]
    if missing:
        raise ModelError(f"{card}: its metadata block lacks {', '.join(missing)}; `sigact card` writes a complete one")
    return metadata
