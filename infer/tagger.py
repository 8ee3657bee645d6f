"""Texts -> labelled spans: tokenise, run the encoder over windows of several texts at once, merge, decode."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sigact.data.windows import SpecialTokens, Tokens, Window, plan_windows, special_tokens, tokenise_all
from sigact.infer.backends import Backend, Outputs, Rows, load_backend
from sigact.infer.calibration import DIGITS, Calibration
from sigact.infer.decoding import TaggedSpan, best_rows, decode, log_softmax
from sigact.infer.model_folder import ModelFolder, read_model_folder
from sigact.infer.packing import pack


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


@dataclass(frozen=True)
class _Buffer:
    """Texts whose windows were packed together: tokens and windows of each, and of each window its (batch, row)."""

    texts: list[Tokens]
    windows: list[list[Window]]
    places: list[tuple[int, int]]
    batches: "list[Future[Outputs]]"


class Tagger:
    """A token-classification model over whole articles of any length."""

    def __init__(self, folder: ModelFolder, backend: Backend) -> None:
        self.folder = folder
        self._backend = backend
        self._tokenizer = folder.tokenizer
        self._special = special_tokens(self._tokenizer)
        self._pool = ThreadPoolExecutor(backend.packing.workers, thread_name_prefix="sigact")

    @classmethod
    def from_folder(cls, path: Path, backend: str = "auto", precision: str = "auto") -> "Tagger":
        """Load a model folder; backends and precisions are those of `load_backend`. Raises ModelError, ConfigError or MissingExtra."""
        folder = read_model_folder(path)
        return cls(folder, load_backend(path, backend, precision))

    def tag(self, text: str) -> list[TaggedSpan]:
        """The labelled spans of `text`, in order, not overlapping."""
        return self.spans_of(self.encode(text))

    def tag_many(self, texts: Sequence[str]) -> list[list[TaggedSpan]]:
        """The spans of each text."""
        return [self.spans_of(encoded) for encoded in self.encode_many(texts)]

    def spans_of(self, encoded: Encoded, bias: float = 0.0) -> list[TaggedSpan]:
        """The labelled spans of an encoded text, with calibrated confidences where the folder has a calibration.

        A `bias` above 0 finds more of them, of less confidence (`decode`).
        """
        spans = self.raw_spans_of(encoded, bias)
        if self.folder.calibration is None:
            return [replace(span, confidence=round(span.confidence, DIGITS)) for span in spans]
        return self.folder.calibration.calibrated(spans)

    def raw_spans_of(self, encoded: Encoded, bias: float = 0.0) -> list[TaggedSpan]:
        """The same with posteriors as confidences, not rounded."""
        return decode(encoded.tokens, encoded.scores, self.folder.labels.tags, bias)

    def with_calibration(self, calibration: Calibration | None) -> "Tagger":
        """The same model with another calibration, or none."""
        return Tagger(replace(self.folder, calibration=calibration), self._backend)

    def encode(self, text: str) -> Encoded:
        """Run the encoder over the windows of a text."""
        (encoded,) = self.encode_many([text])
        return encoded

    def encode_many(self, texts: Sequence[str]) -> Iterator[Encoded]:
        """Run the encoder over texts, in their order; while the caller works on some, the encoder computes those that follow."""
        size = self._backend.packing.buffer
        started: _Buffer | None = None
        for at in range(0, len(texts), size):
            following = self._start(texts[at : at + size])
            if started is not None:
                yield from self._finish(started)
            started = following
        if started is not None:
            yield from self._finish(started)

    def _start(self, texts: Sequence[str]) -> _Buffer:
        spec = self.folder.windows
        tokens = tokenise_all(self._tokenizer, texts)
        windows = [plan_windows(one, spec.max_length - self._special.count, spec.overlap) for one in tokens]
        rows = [(one, window) for one, own in zip(tokens, windows, strict=True) for window in own]
        batches = pack([window.end - window.start + self._special.count for _, window in rows], self._backend.packing)
        places = {number: (index, row) for index, batch in enumerate(batches) for row, number in enumerate(batch.windows)}
        futures = [self._pool.submit(self._run, [rows[number] for number in batch.windows], batch.length) for batch in batches]
        return _Buffer(tokens, windows, [places[number] for number in range(len(rows))], futures)

    def _run(self, rows: Sequence[tuple[Tokens, Window]], length: int) -> Outputs:
        input_ids = np.zeros((len(rows), length), dtype=np.int64)
        mask = np.zeros_like(input_ids)
        for row, (tokens, window) in enumerate(rows):
            ids = _row(tokens, window, self._special)
            input_ids[row, : len(ids)] = ids
            mask[row, : len(ids)] = 1
        return self._backend(input_ids, mask)

    def _finish(self, buffer: _Buffer) -> Iterator[Encoded]:
        at = 0
        for tokens, windows in zip(buffer.texts, buffer.windows, strict=True):
            found = [(buffer.batches[batch].result(), row) for batch, row in buffer.places[at : at + len(windows)]]
            at += len(windows)
            yield self._encoded(tokens, windows, found)

    def _encoded(self, tokens: Tokens, windows: Sequence[Window], found: Sequence[tuple[Outputs, int]]) -> Encoded:
        if not tokens.units:
            return Encoded(tokens, np.zeros((0, len(self.folder.labels.tags)), dtype=np.float32), None)
        number, inside = best_rows(tokens, windows)
        firsts = np.cumsum([0, *(window.end - window.start for window in windows[:-1])])
        wanted = firsts[number] + inside
        lead = len(self._special.prefix)
        parts = [slice(lead, lead + window.end - window.start) for window in windows]
        logits = np.concatenate([outputs.logits[row, part] for (outputs, row), part in zip(found, parts, strict=True)])
        vectors = [outputs.vectors[row, part] for (outputs, row), part in zip(found, parts, strict=True) if outputs.vectors is not None]
        return Encoded(tokens, log_softmax(logits[wanted]), np.concatenate(vectors)[wanted] if vectors else None)


def _row(tokens: Tokens, window: Window, special: SpecialTokens) -> list[int]:
    return [*special.prefix, *tokens.ids[window.start : window.end], *special.suffix]
