from typing import Any

import pytest

from sigact.data.article import Article, annotation_record, article_from
from sigact.data.labels import LabelList
from sigact.errors import DataError

RECORD: dict[str, Any] = {
    "id": "a1",
    "text": "Blast kills two\n\nA bomb killed two in Lima.",
    "title": "Blast kills two",
    "published": "2024-05-16",
    "source": {"name": "test", "license": "CC0-1.0"},
    "spans": [
        {"id": "s2", "start": 12, "end": 15, "label": "KILLED"},
        {"id": "s1", "start": 0, "end": 5, "label": "BOMBING"},
    ],
    "incidents": [{"id": "i1", "main": True, "killed": {"min": 2, "max": 2}, "args": [{"span": "s1", "role": "BOMBING"}]}],
}


def test_spans_are_put_in_order_and_the_record_comes_back() -> None:
    article = article_from(RECORD, "x:1")
    assert [span.id for span in article.spans] == ["s1", "s2"]
    assert article_from(annotation_record(article), "x:2") == article


def test_a_record_holds_only_what_is_filled() -> None:
    record = annotation_record(article_from(RECORD, "x:1"))
    assert record["incidents"] == [{"id": "i1", "main": True, "killed": {"min": 2, "max": 2}, "args": [{"span": "s1", "role": "BOMBING"}]}]
    assert record["language"] == "en"
    assert "genre" not in record


def with_span(**values: Any) -> dict[str, Any]:
    return {**RECORD, "spans": [RECORD["spans"][0], {**RECORD["spans"][1], **values}]}


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        (with_span(start=10, end=13), "overlap"),
        (with_span(start=40, end=99), "the text has 43 characters"),
        (with_span(end=6), "white space"),
        (with_span(label="BOMB"), "'BOMB', which is not in label list 'sigact'"),
        (with_span(id="s2"), "used twice"),
        ({**RECORD, "title": "Other"}, "must begin with the title"),
        ({**RECORD, "published": "16 May"}, "published"),
        ({**RECORD, "source": {"name": "test"}}, r"source\.license: Field required"),
        ({**RECORD, "incidents": RECORD["incidents"] * 2}, "incident id 'i1' is used twice"),
        (
            {**RECORD, "incidents": [{"id": "i1", "main": True, "args": [{"span": "s9", "role": "KILLED"}]}]},
            "span 's9', which does not exist",
        ),
        ({**RECORD, "incidents": [{"id": "i1", "main": True, "args": [{"span": "s1", "role": "BOMB"}]}]}, "role 'BOMB'"),
        (
            {**RECORD, "incidents": [{"id": "i1", "main": True, "killed": {"min": 3, "max": 2}}]},
            r"incidents\.0\.killed: .*greater than max",
        ),
        ({**RECORD, "words": 7}, "words: Extra inputs"),
        ("text", "dict"),
    ],
)
def test_faults_name_the_place(record: object, problem: str) -> None:
    with pytest.raises(DataError, match=problem) as caught:
        article_from(record, "corpus.jsonl:7")
    assert caught.value.where == "corpus.jsonl:7"


def test_another_label_list_can_be_given() -> None:
    record = {**RECORD, "spans": [{"id": "s1", "start": 0, "end": 5, "label": "Event"}], "incidents": []}
    assert article_from(record, "x", LabelList("team", 1, ("Event",))).spans[0].label == "Event"


def test_construction_checks_too() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Article.model_validate(with_span(start=10, end=13))
