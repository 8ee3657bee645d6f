"""Which spans tell of one incident: scores for pairs of spans and for single spans, from the encoder's own vectors.

The encoder's last hidden states are projected (in model.onnx: output `vectors`) and averaged over each span. A pair's features are the
product and the distance of the two vectors, their labels, and where they stand; a two-layer network gives the log-odds that they share an
incident. Two more heads tell whether a span belongs to any incident and whether to a main one. Weights: linker.safetensors; trained by
`sigact.train.linking`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sigact.data.labels import TRIGGERS
from sigact.errors import ModelError
from sigact.infer.decoding import TaggedSpan
from sigact.infer.sentences import Sentence

LINKER = "linker.safetensors"
POSITION_FEATURES = 9
_LONGEST = 12.0

Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Links:
    """Probabilities: `together` (spans x spans) that two share an incident, `told` that a span belongs to one, `main` to a main one."""

    together: Rows
    told: Rows
    main: Rows


@dataclass(frozen=True)
class Linker:
    """The weights by name; shapes in `sigact.train.linking`."""

    weights: Mapping[str, Rows]

    @classmethod
    def from_folder(cls, folder: Path) -> "Linker | None":
        """The linker of a model folder, None if it has none. Raises ModelError."""
        weights = _read(folder)
        return cls(weights) if weights else None

    def __call__(self, vectors: Rows, labels: Sequence[int], positions: Rows) -> Links:
        """Score spans: projected `vectors` (spans x width), numbers of their labels, `pair_positions` (spans x spans x features)."""
        weights = self.weights
        own = np.tanh(vectors + weights["label.weight"][labels] + weights["bias"])
        product, distance = own[:, None] * own[None], np.abs(own[:, None] - own[None])
        kinds = weights["kind.weight"][labels]
        pairs = np.concatenate([product, distance, kinds[:, None] + kinds[None], kinds[:, None] * kinds[None], positions], axis=-1)
        hidden = np.maximum(pairs @ weights["pair.0.weight"].T + weights["pair.0.bias"], 0)
        together = _sigmoid(hidden @ weights["pair.2.weight"][0] + weights["pair.2.bias"][0])
        context = np.concatenate([own, np.broadcast_to(own.mean(axis=0), own.shape)], axis=-1)
        single = _sigmoid(context @ weights["single.weight"].T + weights["single.bias"])
        return Links(together, single[:, 0], single[:, 1])


def pair_positions(text: str, spans: Sequence[TaggedSpan], sentences: Sequence[Sentence]) -> Rows:
    """Where pairs of spans stand to each other (spans x spans x features), the same in both directions.

    Same sentence, same paragraph, logarithms of the distances in sentences, paragraphs and characters and of the number of triggers between
    them, same words, both triggers, and whether one of them is in the first sentence.
    """
    starts = np.array([sentence.start for sentence in sentences])
    begin = np.array([span.start for span in spans])
    sentence = np.searchsorted(starts, begin, side="right") - 1
    paragraph = np.array([sentences[index].paragraph for index in sentence])
    trigger = np.array([span.label in TRIGGERS for span in spans])
    before = np.cumsum(trigger)
    phrases = [text[span.start : span.end].lower() for span in spans]
    _, words = np.unique(phrases, return_inverse=True)

    def apart(values: NDArray[np.int64]) -> NDArray[np.int64]:
        distances: NDArray[np.int64] = np.abs(values[:, None] - values[None])
        return distances

    features = [
        apart(sentence) == 0,
        apart(paragraph) == 0,
        np.log1p(apart(sentence)) / 3,
        np.log1p(apart(paragraph)) / 3,
        np.log1p(apart(begin)) / _LONGEST,
        np.log1p(apart(before)) / 3,
        apart(words) == 0,
        trigger[:, None] & trigger[None],
        (sentence[:, None] == 0) | (sentence[None] == 0),
    ]
    return np.stack(features, axis=-1).astype(np.float32)


def read_projection(folder: Path) -> Rows | None:
    """The projection (hidden size x width) of a model folder's linker, None if it has none. Raises ModelError."""
    weights = _read(folder)
    return weights["projection"] if weights else None


def _read(folder: Path) -> dict[str, Rows]:
    path = folder / LINKER
    if not path.is_file():
        return {}
    from safetensors.numpy import load_file

    try:
        return {name: np.asarray(weight, dtype=np.float32) for name, weight in load_file(path).items()}
    except Exception as error:
        raise ModelError(f"{path}: cannot be loaded: {error}") from None


def _sigmoid(values: Rows) -> Rows:
    result: Rows = np.reciprocal(1 + np.exp(-values))
    return result
