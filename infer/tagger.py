"""Text -> labelled spans: tokenise, run the encoder over windows, merge, decode."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sigact.data.windows import Tokens, Window, plan_windows, special_tokens, tokenise
from sigact.infer.backends import Backend, Outputs, Rows, load_backend
from sigact.infer.decoding import TaggedSpan, best_rows, decode, log_softmax
from sigact.infer.model_folder import ModelFolder, read_model_folder

_WINDOWS_PER_BATCH = 8


@dataclass(frozen=True)
class Encoded:
    """What the encoder says of a text's units: log-probabilities (units x tags) and, with a linker, `vectors` (units x width)."""

    tokens: Tokens
    scores: Rows
    vectors: Rows | None

    def pooled(self, spans: Sequence[TaggedSpan]) -> Rows | None:
        """The mean vector of the units of each span (spans x width); zeros for a span that covers no unit's beginning."""
        if self.vectors is None:
            return None
        starts = np.array([unit.start for unit in self.tokens.units])
        bounds = np.searchsorted(starts, [(span.start, span.end) for span in spans] or np.empty((0, 2)))
        rows = [self.vectors[first:last].mean(axis=0) if last > first else np.zeros(self.vectors.shape[1]) for first, last in bounds]
        return np.array(rows, dtype=np.float32).reshape(len(spans), self.vectors.shape[1])


class Tagger:
    """A token-classification model over whole articles of any length."""

    def __init__(self, folder: ModelFolder, backend: Backend) -> None:
        self.folder = folder
        self._backend = backend
        self._tokenizer = folder.tokenizer
        self._special = special_tokens(self._tokenizer)

    @classmethod
    def from_folder(cls, path: Path) -> "Tagger":
        """Load a model folder. Raises ModelError."""
        folder = read_model_folder(path)
        return cls(folder, load_backend(path))

    def tag(self, text: str) -> list[TaggedSpan]:
        """The labelled spans of `text`, in order, not overlapping."""
        return self.spans_of(self.encode(text))

    def spans_of(self, encoded: Encoded) -> list[TaggedSpan]:
        """The labelled spans of an encoded text."""
        return decode(encoded.tokens, encoded.scores, self.folder.labels.tags)

    def encode(self, text: str) -> Encoded:
        """Run the encoder over the windows of a text."""
        tokens = tokenise(self._tokenizer, text)
        spec = self.folder.windows
        windows = plan_windows(tokens, spec.max_length - self._special.count, spec.overlap)
        if not tokens.units:
            return Encoded(tokens, np.zeros((0, len(self.folder.labels.tags)), dtype=np.float32), None)
        outputs: list[Outputs] = []
        for at in range(0, len(windows), _WINDOWS_PER_BATCH):
            outputs += self._run(tokens, windows[at : at + _WINDOWS_PER_BATCH])
        number, row = best_rows(tokens, windows)
        scores = np.array([outputs[n].logits[r] for n, r in zip(number, row, strict=True)])
        rows = [outputs[n].vectors for n in number]
        vectors = None if rows[0] is None else np.array([one[r] for one, r in zip(rows, row, strict=True) if one is not None])
        return Encoded(tokens, log_softmax(scores), vectors)

    def _run(self, tokens: Tokens, windows: Sequence[Window]) -> list[Outputs]:
        length = max(window.end - window.start for window in windows) + self._special.count
        input_ids = np.zeros((len(windows), length), dtype=np.int64)
        mask = np.zeros_like(input_ids)
        for row, window in enumerate(windows):
            ids = [*self._special.prefix, *tokens.ids[window.start : window.end], *self._special.suffix]
            input_ids[row, : len(ids)] = ids
            mask[row, : len(ids)] = 1
        logits, vectors = self._backend(input_ids, mask)
        lead = len(self._special.prefix)
        inner = [slice(lead, lead + window.end - window.start) for window in windows]
        return [Outputs(logits[row, part], None if vectors is None else vectors[row, part]) for row, part in enumerate(inner)]
