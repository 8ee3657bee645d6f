from hypothesis import given
from hypothesis import strategies as st

from sigact.data.words import WordSpan, bio_tags, spans_of_tags, to_word_spans, words_of


def test_words_split_at_punctuation() -> None:
    text = "Baghdad’s 1,200 US-led men"
    assert [text[word.start : word.end] for word in words_of(text)] == ["Baghdad", "’", "s", "1", ",", "200", "US", "-", "led", "men"]


@given(st.text())
def test_words_cover_all_but_white_space(text: str) -> None:
    words = words_of(text)
    assert "".join(text[word.start : word.end] for word in words) == "".join(text.split())


def test_spans_that_are_no_words_are_named() -> None:
    words = words_of("at least seven rockets")
    found, lost = to_word_spans(words, [(0, 22, "WEAPON"), (9, 12, "KILLED")])
    assert found == [WordSpan(0, 3, "WEAPON")]
    assert lost == ["KILLED"]


def test_tags_and_back() -> None:
    spans = [WordSpan(0, 1, "A"), WordSpan(2, 2, "A"), WordSpan(4, 4, "B")]
    tags = bio_tags(5, spans)
    assert tags == ["B-A", "I-A", "B-A", "O", "B-B"]
    assert spans_of_tags(tags) == spans
