"""Dev F1 during training, as inference would score it."""

import numpy as np
from transformers import EvalPrediction, PreTrainedTokenizerFast

from sigact.data.windows import special_tokens, tokenise
from sigact.infer.decoding import decode, merge_windows
from sigact.train.parts import Part
from sigact.train.scores import score_spans


class DevScorer:
    """Trainer's compute_metrics: span F1 over whole articles, decoded as inference decodes them."""

    def __init__(self, dev: Part, tokenizer: PreTrainedTokenizerFast) -> None:
        self._dev = dev
        self._tags = dev.labels.tags
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
        micro = score_spans(self._dev.articles, predicted, samples=0).micro
        return {"f1": micro.f1, "precision": micro.precision, "recall": micro.recall}
