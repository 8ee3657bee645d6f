from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sigact.infer.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split_sentences(text)]


def test_sentences_and_abbreviations() -> None:
    text = 'Dr. J. Cole of the U.S. Army spoke at 6 p.m. on Monday. "We left," he said. Two died!\nA caption\n\nEnd'
    assert sentences(text) == [
        "Dr. J. Cole of the U.S. Army spoke at 6 p.m. on Monday.",
        '"We left," he said.',
        "Two died!",
        "A caption",
        "End",
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "SANTIAGO, 9 MAR 89 -- THE COMMAND OF THE GARRISON HAS REPORTED THAT\n"
        "TWO TOWERS WERE BLOWN UP LAST NIGHT NEAR THE RIVER. NOBODY WAS\nHURT IN THE BLASTS.\n\nTHE END"
    )
    assert sentences(text)[1] == "NOBODY WAS\nHURT IN THE BLASTS."
    assert [sentence.paragraph for sentence in split_sentences(text)] == [0, 0, 1]


@given(st.text())
def test_nothing_but_white_space_is_left_out(text: str) -> None:
    found = split_sentences(text)
    covered = "".join(text[sentence.start : sentence.end] for sentence in found)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_a_full_stop_needs_no_space_after_a_word() -> None:
    assert sentences("So reports The Hindu.The men fled to R.K.Vij of Example.com.") == [
        "So reports The Hindu.",
        "The men fled to R.K.Vij of Example.com.",
    ]
