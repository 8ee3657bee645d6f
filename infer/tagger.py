"""Text -> labelled spans: tokenise, run the encoder over windows, merge, decode."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sigact.data.windows import Tokens, Window, plan_windows, special_tokens, tokenise
from sigact.infer.backends import Backend, Logits, load_backend
from sigact.infer.decoding import Scores, TaggedSpan, decode, merge_windows
from sigact.infer.model_folder import ModelFolder, read_model_folder

_WINDOWS_PER_BATCH = 8


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
        tokens = tokenise(self._tokenizer, text)
        if not tokens.units:
            return []
        return decode(tokens, self.scores(tokens), self.folder.labels.tags)

    def scores(self, tokens: Tokens) -> Scores:
        """Log-probabilities (units x tags) of a tokenised text that has at least one unit."""
        spec = self.folder.windows
        windows = plan_windows(tokens, spec.max_length - self._special.count, spec.overlap)
        logits: list[Logits] = []
        for at in range(0, len(windows), _WINDOWS_PER_BATCH):
            logits += self._run(tokens, windows[at : at + _WINDOWS_PER_BATCH])
        return merge_windows(tokens, windows, logits)

    def _run(self, tokens: Tokens, windows: Sequence[Window]) -> list[Logits]:
        length = max(window.end - window.start for window in windows) + self._special.count
        input_ids = np.zeros((len(windows), length), dtype=np.int64)
        mask = np.zeros_like(input_ids)
        for row, window in enumerate(windows):
            ids = [*self._special.prefix, *tokens.ids[window.start : window.end], *self._special.suffix]
            input_ids[row, : len(ids)] = ids
            mask[row, : len(ids)] = 1
        logits = self._backend(input_ids, mask)
        lead = len(self._special.prefix)
        return [logits[row, lead : lead + window.end - window.start] for row, window in enumerate(windows)]
