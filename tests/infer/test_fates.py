"""What the verb beside people says of them."""

import pytest
from helpers import CORPUS, tag

from sigact.data.corpus_files import read_articles
from sigact.infer.decoding import TaggedSpan
from sigact.infer.fates import fate_of


@pytest.mark.parametrize(
    ("text", "phrase", "label", "fate"),
    [
        ("Osso remained unhurt, two guards died.", "Osso", "KILLED", "VICTIM"),
        ("Ana Ruiz (46) escaped unharmed.", "Ana Ruiz", "KILLED", "VICTIM"),
        ("They severely assaulted his teenage son.", "teenage son", "KILLED", "INJURED"),
        ("They assaulted a clerk to death.", "clerk", "KILLED", "KILLED"),
        ("A nurse was wounded and taken to hospital.", "nurse", "KILLED", "INJURED"),
        ("A nurse was wounded and later died.", "nurse", "KILLED", "KILLED"),
        ("A priest was abducted by armed men.", "priest", "KILLED", "ABDUCTED"),
        ("A priest was abducted and killed.", "priest", "KILLED", "KILLED"),
        ("Later Osso succumbed to his injuries.", "Osso", "INJURED", "KILLED"),
        ("Gunmen fired, killing two porters.", "two porters", "INJURED", "KILLED"),
        ("Two porters were hurt.", "Two porters", "INJURED", "INJURED"),
        ("Osso remained unhurt.", "Osso", "VICTIM", "VICTIM"),
    ],
)
def test_the_words_beside_people_decide(text: str, phrase: str, label: str, fate: str) -> None:
    (span,) = tag(text, (phrase, label))
    assert fate_of(text, span) == fate


def test_annotators_labels_agree_with_the_words() -> None:
    spans = [(article.text, span) for article in read_articles(CORPUS / "train") for span in article.spans]
    people = [(text, TaggedSpan(span.start, span.end, span.label, 1.0)) for text, span in spans if span.label in ("KILLED", "INJURED")]
    assert len(people) > 500
    assert [text[span.start : span.end] for text, span in people if fate_of(text, span) != span.label] == []
