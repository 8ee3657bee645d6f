import pytest
from helpers import make_article
from seqeval.metrics import classification_report
from seqeval.scheme import IOB2

from sigact.data.corpus_files import read_articles
from sigact.data.words import bio_tags, to_word_spans, words_of
from sigact.train.baseline import PhraseLookup
from sigact.train.scores import score_spans


def test_hand_worked() -> None:
    text = "Blast kills two in Lima and Cusco"
    article = make_article(text, ("Blast", "BOMBING"), ("two", "KILLED"), ("Lima", "PLACE"), ("Cusco", "PLACE"))
    predicted = [(0, 5, "BOMBING"), (12, 15, "INJURED"), (19, 23, "PLACE"), (24, 33, "PLACE")]
    scores = score_spans([article], {"a": predicted})
    assert (scores.micro.precision, scores.micro.recall, scores.micro.f1, scores.micro.support) == (0.5, 0.5, 0.5, 4)
    assert scores.labels["PLACE"].f1 == 0.5
    assert (scores.labels["INJURED"].precision, scores.labels["INJURED"].support) == (0.0, 0)
    assert scores.interval == (0.5, 0.5)


def test_spans_inside_words_are_missed() -> None:
    article = make_article("A 10km walk", ("10", "PLACE"))
    assert score_spans([article], {"a": [(2, 4, "PLACE")]}).micro.support == 1
    assert score_spans([article], {"a": [(2, 4, "PLACE")]}).micro.recall == 0.0


def test_the_same_as_seqeval_on_real_articles(root: object) -> None:
    from helpers import CORPUS

    train, dev = read_articles(CORPUS / "train"), read_articles(CORPUS / "dev")
    lookup = PhraseLookup(train)
    predictions = {article.id: lookup.tag(article.text) for article in dev}
    scores = score_spans(dev, predictions)
    gold, found = [], []
    for article in dev:
        words = words_of(article.text)
        gold.append(bio_tags(len(words), to_word_spans(words, [(s.start, s.end, s.label) for s in article.spans])[0]))
        found.append(bio_tags(len(words), to_word_spans(words, predictions[article.id])[0]))
    report = classification_report(gold, found, mode="strict", scheme=IOB2, output_dict=True, zero_division=0)
    assert scores.micro.f1 == pytest.approx(report["micro avg"]["f1-score"], abs=1e-4)
    assert scores.micro.support == report["micro avg"]["support"]
    for label, score in scores.labels.items():
        if label in report:
            assert score.f1 == pytest.approx(report[label]["f1-score"], abs=1e-4)
    low, high = scores.interval
    assert low < scores.micro.f1 < high
