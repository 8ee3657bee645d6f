"""Score a model through the inference path, and the phrase look-up beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sigact.data.annotated import read_annotated
from sigact.data.article import Article
from sigact.data.corpus_files import checksum
from sigact.infer.model_folder import find_model
from sigact.infer.tagger import Tagger
from sigact.train.baseline import PhraseLookup
from sigact.train.group_scores import group_scores
from sigact.train.scores import Predictions, SpanScores, score_spans


@dataclass(frozen=True)
class Evaluation:
    """Scores of a model on one set of articles, also by group of articles."""

    model: str
    data: Path
    scores: SpanScores
    groups: dict[str, dict[str, Any]]
    baseline: SpanScores | None

    def facts(self) -> dict[str, Any]:
        """What the JSON form says besides the model's scores."""
        facts = {"model": self.model, "data": str(self.data), "data_sha256": checksum(self.data), "groups": self.groups}
        return facts | ({"look_up": self.baseline.as_json()} if self.baseline else {})


def predict(tagger: Tagger, articles: Sequence[Article]) -> Predictions:
    """What a tagger marks in whole articles."""
    tagged = zip(articles, tagger.tag_many([article.text for article in articles]), strict=True)
    return {article.id: [(span.start, span.end, span.label) for span in spans] for article, spans in tagged}


def score_tagger(tagger: Tagger, articles: Sequence[Article]) -> SpanScores:
    """Score what a tagger marks in whole articles."""
    return score_spans(articles, predict(tagger, articles))


def evaluate(model: str, data: Path, look_up: Path | None = None, texts: Mapping[str, str] | None = None) -> Evaluation:
    """Tag the articles of `data` with `model`; `look_up` names the training articles of the baseline.

    Stand-off data are joined with `texts`, texts by record id. Raises DataError or ModelError.
    """
    tagger = Tagger.from_folder(find_model(model))
    articles = read_annotated(data, texts or {}, tagger.folder.labels)
    baseline = None
    if look_up is not None:
        lookup = PhraseLookup(read_annotated(look_up, texts or {}, tagger.folder.labels))
        baseline = score_spans(articles, {article.id: lookup.tag(article.text) for article in articles})
    predictions = predict(tagger, articles)
    return Evaluation(tagger.folder.name, data, score_spans(articles, predictions), group_scores(articles, predictions), baseline)
