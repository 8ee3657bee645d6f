import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from helpers import make_article
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sigact.data.labels import LabelList, sigact_labels
from sigact.data.windows import IGNORED, WindowSpec, label_windows, plan_windows, special_tokens, tokenise, tokenise_all
from sigact.errors import ConfigError
from sigact.infer.model_folder import embedded_model, read_model_folder


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return read_model_folder(embedded_model()).tokenizer


def test_special_tokens_are_found(tokenizer: Tokenizer) -> None:
    special = special_tokens(tokenizer)
    assert [tokenizer.id_to_token(i) for i in (*special.prefix, *special.suffix)] == ["[CLS]", "[SEP]"]
    assert special.count == 2


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_units_are_words_of_any_text(tokenizer: Tokenizer, text: str) -> None:
    tokens = tokenise(tokenizer, text)
    assert all(text[unit.start : unit.end] == text[unit.start : unit.end].strip() for unit in tokens.units)
    assert [unit.token for unit in tokens.units] == sorted({unit.token for unit in tokens.units})
    assert all(0 <= unit.token < len(tokens.ids) for unit in tokens.units)


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="ab .\n\t\u00a0🙂\u0301", max_size=60))
def test_units_after_a_blank_line(tokenizer: Tokenizer, text: str) -> None:
    """A blank line stands somewhere between the unit and the one before it; many texts are tokenised as each alone."""
    (tokens,) = tokenise_all(tokenizer, [text])
    blank = re.compile(r"\n[^\S\n]*\n")
    gaps = [text[before.end : unit.start] for before, unit in pairwise(tokens.units)]
    assert tokens.after_blank == [number for number, gap in enumerate(gaps, start=1) if blank.search(gap)]
    assert tokens == tokenise(tokenizer, text)


@settings(max_examples=60, deadline=None)
@given(count=st.integers(1, 400), capacity=st.integers(20, 60), overlap=st.integers(0, 9))
def test_windows_cover_every_token_and_share_some(tokenizer: Tokenizer, count: int, capacity: int, overlap: int) -> None:
    tokens = tokenise(tokenizer, "unputdownable rocket " * count)
    windows = plan_windows(tokens, capacity, overlap)
    assert windows[0].start == 0
    assert windows[-1].end == len(tokens.ids)
    beginnings = {unit.token for unit in tokens.units}
    for before, after in pairwise(windows):
        assert before.start < after.start <= before.end - overlap
        assert after.end - after.start <= capacity
        assert after.start in beginnings


def test_units_after_a_blank_line_are_known(tokenizer: Tokenizer) -> None:
    assert tokenise(tokenizer, "Four taken\n \nArmed men\nfled").after_blank == [2]


def test_an_empty_text_has_no_window(tokenizer: Tokenizer) -> None:
    assert plan_windows(tokenise(tokenizer, " \n"), 100, 10) == []


def test_overlap_must_leave_room() -> None:
    with pytest.raises(ConfigError, match="under half"):
        WindowSpec(100, 50)


def test_labels_follow_the_spans(tokenizer: Tokenizer) -> None:
    article = make_article("Blast kills two policemen.", ("Blast", "BOMBING"), ("two policemen", "KILLED"))
    rows, lost = label_windows([article], tokenizer, WindowSpec(64, 8), sigact_labels())
    tags = [sigact_labels().tags[label] if label != IGNORED else "-" for label in rows[0].labels]
    assert tags == ["-", "B-BOMBING", "O", "B-KILLED", "I-KILLED", "O", "-"]
    assert not lost


def test_lost_spans_are_counted_by_label(tokenizer: Tokenizer) -> None:
    text = "word " * 30 + "Blast in the " + "very " * 40 + "old market. 10km away"
    long = "very " * 40 + "old market"
    article = make_article(text, ("Blast", "BOMBING"), (long, "TARGET"), ("10", "PLACE"))
    rows, lost = label_windows([article], tokenizer, WindowSpec(32, 8), sigact_labels())
    assert lost == Counter({"TARGET": 1, "PLACE": 1})
    target = {sigact_labels().tags.index(f"{prefix}-TARGET") for prefix in "BI"}
    assert not any(target & set(row.labels) for row in rows)


def test_a_span_at_the_edge_of_a_window_is_whole_in_another(tokenizer: Tokenizer) -> None:
    text = "word " * 28 + "five young men fell " + "word " * 20
    article = make_article(text, ("five young men", "KILLED"))
    rows, lost = label_windows([article], tokenizer, WindowSpec(32, 8), LabelList("one", 1, ("KILLED",)))
    assert not lost
    assert [label for label in rows[0].labels if label > 0] == []
    assert [label for label in rows[1].labels if label > 0] == [1, 2, 2]


def test_the_real_corpus_loses_nothing(tokenizer: Tokenizer, root: Path) -> None:
    from sigact.data.corpus_files import read_articles

    articles = read_articles(root / "data" / "corpus" / "train")
    _, lost = label_windows(articles, tokenizer, WindowSpec(384, 128), sigact_labels())
    assert not lost
