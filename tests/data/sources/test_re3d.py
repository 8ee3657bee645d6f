from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigact.data.annotated import read_annotated
from sigact.data.labels import read_labels, sigact_labels
from sigact.data.sources.re3d import (
    RE3D_LABELS,
    Sentence,
    parse_sentences,
    read_sentences,
    read_tags,
    sentence_article,
    token_tags,
)
from sigact.errors import DataError

TAGS = ("O", "B-Person", "I-Person", "B-Weapon", "I-Weapon")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_sentences_are_cut_at_blank_lines(end: str) -> None:
    text = end.join(["Ana\tB-Person", "Rojo\tI-Person", "ran\tO", "", "", "Mortars\tB-Weapon", ".\tO"])
    assert parse_sentences(text, TAGS, "file") == [
        Sentence(("Ana", "Rojo", "ran"), ("B-Person", "I-Person", "O"), 1),
        Sentence(("Mortars", "."), ("B-Weapon", "O"), 6),
    ]
    assert parse_sentences(text + end, TAGS, "file") == parse_sentences(text, TAGS, "file")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("gun", "must be a token without white space, a tab and a tag: 'gun'"),
        ("gun\tB-Weapon\tx", "must be a token without white space, a tab and a tag"),
        (" \tO", "must be a token without white space, a tab and a tag"),
        ("a gun\tO", "must be a token without white space, a tab and a tag"),
        ("gun\tB-Gun", "tag 'B-Gun' is not among the 5 tags"),
        ("gun\tI-Weapon", "I-Weapon does not continue an entity; the tag before it is B-Person"),
    ],
)
def test_faulty_rows_name_their_line(row: str, message: str) -> None:
    with pytest.raises(DataError, match=f"file:2: {message}"):
        parse_sentences(f"Ana\tB-Person\n{row}\n", TAGS, "file")


def test_an_entity_does_not_continue_over_a_blank_line() -> None:
    with pytest.raises(DataError, match="file:3: I-Person does not continue an entity; the tag before it is O"):
        parse_sentences("Ana\tB-Person\n\nRojo\tI-Person\n", TAGS, "file")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", "labels.json:1: is not JSON"),
        ('{"O": 1}', "must be a list of tags"),
        ('["O", "Person"]', "must be a list of tags"),
        ('["O", "O"]', "lists a tag twice"),
    ],
)
def test_faulty_label_lists(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "labels.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_tags(path)


def test_a_sentence_is_an_article_with_the_tokens_joined_by_blanks(tmp_path: Path) -> None:
    path = tmp_path / "part.txt"
    path.write_text(
        "\r\nAna\tB-Person\r\nRojo\tI-Person\r\nran\tO\r\n\r\nU.S.\tB-Location\r\nMortars\tB-Weapon\r\n", encoding="utf-8", newline=""
    )
    one, other = read_annotated(path, {})
    assert (one.id, one.text, other.id, other.text) == ("part:2", "Ana Rojo ran", "part:6", "U.S. Mortars")
    assert [(span.start, span.end, span.label) for span in (*one.spans, *other.spans)] == [
        (0, 8, "Person"),
        (0, 4, "Location"),
        (5, 12, "Weapon"),
    ]
    assert "non-commercial" in one.source.license


def test_labels_of_another_list_are_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "part.txt"
    path.write_text("\nAna\tB-Person\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"part\.txt:2: .*'Person', which is not in label list 'sigact'"):
        read_annotated(path, {}, sigact_labels())
    path.write_text("Ana\tB-PER\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"part\.txt:1: tag 'B-PER' is not among .* \(`sigact corpus convert` reads other CoNLL\)"):
        read_annotated(path, {})


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    """Tokens of any characters but white space and surrogates, with valid tags."""
    tokens = draw(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda t: t.split() == [t]), min_size=1))
    tags: list[str] = []
    for label, inside in draw(st.lists(st.tuples(st.sampled_from(["", "Person", "Weapon"]), st.booleans()), min_size=len(tokens))):
        goes_on = inside and tags and tags[-1][2:] == label
        tags.append(f"{'I' if goes_on else 'B'}-{label}" if label else "O")
    return Sentence(tuple(tokens), tuple(tags[: len(tokens)]), 1)


@given(sentences())
def test_from_tokens_to_offsets_and_back(sentence: Sentence) -> None:
    assert tuple(sentence.text.split(" ")) == sentence.tokens
    assert tuple(sentence.text[word.start : word.end] for word in sentence.extents) == sentence.tokens
    article = sentence_article(sentence, Path("part.txt"))
    assert token_tags(sentence, [(span.start, span.end, span.label) for span in article.spans]) == list(sentence.tags)


@pytest.mark.parametrize(
    ("span", "tags"),
    [
        ((0, 3), ["B-Weapon", "O", "O"]),
        ((0, 9), ["B-Weapon", "I-Weapon", "O"]),
        ((2, 7), ["O", "B-Weapon", "O"]),
        ((2, 4), ["O", "O", "O"]),
        ((5, 12), ["O", "B-Weapon", "I-Weapon"]),
    ],
)
def test_a_token_belongs_to_the_span_that_covers_its_first_character(span: tuple[int, int], tags: list[str]) -> None:
    sentence = Sentence(("U.S.", "rifle", "."), ("O", "O", "O"), 1)
    assert token_tags(sentence, [(*span, "Weapon")]) == tags


def test_the_label_list_is_that_of_the_recipe(root: Path) -> None:
    assert read_labels(root / "configs" / "labels" / "re3d.yaml") == RE3D_LABELS


def test_the_corpus(shared: Path) -> None:
    tags = read_tags(shared / "re3d" / "labels.json")
    assert len(tags) == 21
    assert set(tags) == set(RE3D_LABELS.tags)
    for name, sentences, tokens, entities in (("train", 574, 15072, 2021), ("dev", 191, 4958, 697)):
        path = shared / "re3d" / f"{name}.txt"
        found = read_sentences(path, tags)
        assert (len(found), sum(len(sentence.tokens) for sentence in found)) == (sentences, tokens)
        assert sum(tag.startswith("B-") for sentence in found for tag in sentence.tags) == entities
        articles = read_annotated(path, {}, RE3D_LABELS)
        back = [token_tags(one, [(s.start, s.end, s.label) for s in article.spans]) for one, article in zip(found, articles, strict=True)]
        assert back == [list(sentence.tags) for sentence in found]
