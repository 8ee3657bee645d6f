"""The re3d benchmark: sentences -> tags of the file's own tokens -> F1 by seqeval, with a bootstrap interval over sentences."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table
from seqeval.metrics import f1_score
from seqeval.scheme import IOB2

from sigact.data.corpus_files import checksum, data_name
from sigact.data.sources.re3d import RE3D_LABELS, Sentence, read_sentence_articles, read_sentences, token_tags
from sigact.errors import DataError, ModelError
from sigact.infer.model_folder import find_model
from sigact.infer.tagger import Tagger
from sigact.train.baseline import PhraseLookup
from sigact.train.reports import score_table
from sigact.train.scores import SpanScores, score_tags

PUBLISHED = 68.4
_PUBLISHED_AS = f"ConfliBERT (BERT-base size, its authors' rerun of 2026) has {PUBLISHED} on the test part, which is not this file"


@dataclass(frozen=True)
class SeqevalF1:
    """F1 (0..1) of the same tags by seqeval: `strict` reads IOB2, `default` is seqeval without a mode, as ConfliBERT's script calls it.

    `micro` is over all entities, `macro` the mean over types. On valid IOB2, which decoding always gives, both modes agree.
    """

    strict_micro: float
    strict_macro: float
    default_micro: float
    default_macro: float


@dataclass(frozen=True)
class Result:
    """Tags of every sentence, gold and predicted, and their scores; `look_up` are those of the phrase look-up."""

    model: str
    data: Path
    sentences: Sequence[Sentence]
    predicted: Sequence[list[str]]
    scores: SpanScores
    seqeval: SeqevalF1
    look_up: SpanScores | None = None

    def as_json(self) -> str:
        """Scores, 0..1."""
        facts: dict[str, Any] = {"model": self.model, "data": data_name(self.data), "data_sha256": checksum(self.data)}
        facts |= {"scores": self.scores.as_json(), "seqeval": vars(self.seqeval), "published_test_f1": PUBLISHED / 100}
        return json.dumps(facts | ({"look_up": self.look_up.as_json()} if self.look_up else {}), indent=2) + "\n"

    def predictions(self) -> str:
        """Token, gold tag and predicted tag, tabs between them, a blank line after each sentence: the form that conlleval reads."""
        rows = (zip(one.tokens, one.tags, tags, strict=True) for one, tags in zip(self.sentences, self.predicted, strict=True))
        return "\n".join("".join("\t".join(row) + "\n" for row in sentence) for sentence in rows)

    def tables(self) -> tuple[Table, Table]:
        """Percentages by label, and of both modes."""
        modes = Table(title="F1 by seqeval", caption=_PUBLISHED_AS)
        for name in ("mode", "micro", "macro"):
            modes.add_column(name, justify="left" if name == "mode" else "right")
        one = self.seqeval
        modes.add_row("strict, IOB2", f"{100 * one.strict_micro:.1f}", f"{100 * one.strict_macro:.1f}")
        modes.add_row("default, as ConfliBERT's script has it", f"{100 * one.default_micro:.1f}", f"{100 * one.default_macro:.1f}")
        return score_table(self.scores, f"{self.model} on {self.data}", self.look_up, "sentences"), modes


def run(model: str, data: Path, look_up: Path | None = None) -> Result:
    """Tag the sentences of `data` and score them on its tokens; `look_up` is the training file of the baseline.

    Raises DataError, and ModelError for a model without re3d's labels.
    """
    sentences = read_sentences(data, RE3D_LABELS.tags)
    if not sentences:
        raise DataError(data, "holds no sentence")
    tagger = Tagger.from_folder(find_model(model))
    if set(tagger.folder.labels.labels) != set(RE3D_LABELS.labels):
        raise ModelError(
            f"{model}: has the labels {tagger.folder.labels.name!r}, not re3d's; train one with `sigact train configs/re3d.yaml`"
        )
    texts = [one.text for one in sentences]
    found = [[(span.start, span.end, span.label) for span in spans] for spans in tagger.tag_many(texts)]
    predicted = _tags(sentences, found)
    gold = [list(one.tags) for one in sentences]
    baseline = None
    if look_up is not None:
        phrases = PhraseLookup(read_sentence_articles(look_up))
        baseline = score_tags(gold, _tags(sentences, [phrases.tag(text) for text in texts]))
    return Result(tagger.folder.name, data, sentences, predicted, score_tags(gold, predicted), seqeval_f1(gold, predicted), baseline)


def seqeval_f1(gold: list[list[str]], predicted: list[list[str]]) -> SeqevalF1:
    """F1 in both modes and both averages; a type that is neither marked nor predicted counts in no mean."""
    strict = {"mode": "strict", "scheme": IOB2}
    scores = [
        f1_score(gold, predicted, average=average, zero_division=0, **mode) for mode in (strict, {}) for average in ("micro", "macro")
    ]
    return SeqevalF1(*(round(float(score), 4) for score in scores))


def _tags(sentences: Sequence[Sentence], spans: Sequence[Sequence[tuple[int, int, str]]]) -> list[list[str]]:
    return [token_tags(sentence, found) for sentence, found in zip(sentences, spans, strict=True)]
