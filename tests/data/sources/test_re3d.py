from pathlib import Path

import pytest

from sigact.data.sources.re3d import Sentence, parse_sentences, read_sentences, read_tags
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
        ("gun", "must be a token, a tab and a tag: 'gun'"),
        ("gun\tB-Weapon\tx", "must be a token, a tab and a tag"),
        (" \tO", "must be a token, a tab and a tag"),
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


def test_the_corpus(shared: Path) -> None:
    tags = read_tags(shared / "re3d" / "labels.json")
    assert len(tags) == 21
    for name, sentences, tokens, entities in (("train", 574, 15072, 2021), ("dev", 191, 4958, 697)):
        found = read_sentences(shared / "re3d" / f"{name}.txt", tags)
        assert (len(found), sum(len(sentence.tokens) for sentence in found)) == (sentences, tokens)
        assert sum(tag.startswith("B-") for sentence in found for tag in sentence.tags) == entities
