import pytest
from conftest import make_article

from sigact.data.splits import check_apart, split_by_document
from sigact.errors import DataError


def test_a_document_keeps_its_part_when_others_come() -> None:
    articles = [make_article(f"text {number}", id=f"a{number}") for number in range(300)]
    few, many = split_by_document(articles[:100], 0.2), split_by_document(articles, 0.2)
    assert {a.id for a in few.dev} == {a.id for a in many.dev} & {f"a{n}" for n in range(100)}
    assert 40 <= len(many.dev) <= 80
    assert len(many.train) + len(many.dev) == 300


def test_parts_must_not_share_documents() -> None:
    check_apart([make_article("one", id="a")], [make_article("two", id="b")])
    with pytest.raises(DataError, match="splits are by document"):
        check_apart([make_article("one", id="a")], [make_article("two", id="a")])
    with pytest.raises(DataError, match="b: is in the dev part and, as 'a'"):
        check_apart([make_article("One  text", id="a")], [make_article("one text", id="b")])
