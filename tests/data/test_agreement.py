import json
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers import CORPUS, make_article
from rich.console import Console

from sigact.cli import main
from sigact.data.agreement import Agreement, Disagreement, FieldTally, Tally, compare, micro
from sigact.data.agreement_tables import agreement_tables
from sigact.data.article import Article, Span
from sigact.data.corpus_files import read_articles
from sigact.data.incident import Incident
from sigact.data.jsonl import write_articles
from sigact.data.markup import compile_article
from sigact.data.pairing import pair_incidents, pair_spans
from sigact.errors import DataError, MissingExtra

A = """---
id: ng-two
incidents:
  i1: {main: true, type: armed_assault, stage: accomplished, date: 2024-05-13, country: NG, killed: 2.., claimed: true}
  i2: {main: true, type: bombing_explosion, stage: accomplished, country: NG, killed: 6, injured: 0}
---
[Gunmen|PERP_INDIVIDUAL i1] [shot|ARMED_ASSAULT i1] [two men|KILLED i1] in [Kano|PLACE i1] on [Monday|DATE i1] and [claimed it|CLAIM i1].
A [bomb|WEAPON i2] killed [six|KILLED i2] in [Jos|PLACE i2].
"""
B = """---
id: ng-two
incidents:
  i1: {main: false, type: bombing_explosion, stage: accomplished, country: NG, killed: 6..7}
  i2: {main: true, type: armed_assault, stage: accomplished, date: 2024-05-14, country: NG, killed: 2..}
---
[Gunmen|PERP_ORGANIZATION i2] [shot|ARMED_ASSAULT i2] [two|KILLED i2] men in [Kano|PLACE i2 i1] on Monday and [claimed it|CLAIM i2].
A [bomb|WEAPON i1] [killed|ATTACK i1] [six|KILLED i1 i1:INJURED] in [Jos|PLACE].
"""


@pytest.fixture(scope="module")
def result() -> Agreement:
    return compare([compile_article(A, "a")], [compile_article(B, "b")])


def test_spans(result: Agreement) -> None:
    """A has 9, B 9; the same: shot, Kano, claimed it, bomb, six, Jos; "two men" and "two" only overlap; Gunmen has two labels."""
    assert result.exact == {
        "ARMED_ASSAULT": Tally(1, 1, 1),
        "ATTACK": Tally(0, 1, 0),
        "CLAIM": Tally(1, 1, 1),
        "DATE": Tally(1, 0, 0),
        "KILLED": Tally(2, 2, 1),
        "PERP_INDIVIDUAL": Tally(1, 0, 0),
        "PERP_ORGANIZATION": Tally(0, 1, 0),
        "PLACE": Tally(2, 2, 2),
        "WEAPON": Tally(1, 1, 1),
    }
    assert result.overlap == result.exact | {"KILLED": Tally(2, 2, 2)}
    assert micro(result.exact) == Tally(9, 9, 6)
    assert micro(result.exact).f1 == pytest.approx(12 / 18)
    assert micro(result.overlap).f1 == pytest.approx(14 / 18)


def test_incidents_are_paired_by_what_they_share_whatever_their_ids(result: Agreement) -> None:
    assert result.incidents == Tally(2, 2, 2)


def test_fields(result: Agreement) -> None:
    assert result.fields == {
        "main": FieldTally(1, 1, 0, 0),
        "type": FieldTally(2, 0, 0, 0),
        "stage": FieldTally(2, 0, 0, 0),
        "date": FieldTally(0, 1, 0, 0),
        "country": FieldTally(2, 0, 0, 0),
        "claimed": FieldTally(0, 0, 1, 0),
        "suicide": FieldTally(0, 0, 0, 0),
        "killed": FieldTally(1, 1, 0, 0),
        "injured": FieldTally(0, 0, 1, 0),
        "abducted": FieldTally(0, 0, 0, 0),
    }
    assert result.fields["killed"].share == 0.5
    assert result.fields["abducted"].share is None


def test_arguments_over_spans_that_both_marked(result: Agreement) -> None:
    """Seven spans; B puts Kano into both incidents, "six" also as INJURED, and Jos into none."""
    assert result.arguments == {
        "ARMED_ASSAULT": Tally(1, 1, 1),
        "CLAIM": Tally(1, 1, 1),
        "INJURED": Tally(0, 1, 0),
        "KILLED": Tally(2, 2, 2),
        "PLACE": Tally(2, 2, 1),
        "WEAPON": Tally(1, 1, 1),
    }
    assert micro(result.arguments) == Tally(7, 8, 6)


def test_disagreements_in_context_and_in_order(result: Agreement) -> None:
    told = [(one.kind, one.phrase, one.a, one.b) for one in result.disagreements]
    assert told == [
        ("label", "Gunmen", "PERP_INDIVIDUAL 'Gunmen'", "PERP_ORGANIZATION 'Gunmen'"),
        ("date", "Gunmen", "i1: 2024-05-13", "i2: 2024-05-14"),
        ("claimed", "Gunmen", "i1: yes", "i2: not said"),
        ("extent", "two men", "KILLED 'two men'", "KILLED 'two'"),
        ("roles", "Kano", "i1 PLACE", "i1 PLACE, i2 PLACE"),
        ("span", "Monday", "DATE 'Monday'", "missing"),
        ("main", "bomb", "i2: yes", "i1: no"),
        ("killed", "bomb", "i2: 6", "i1: 6..7"),
        ("injured", "bomb", "i2: 0", "i1: not said"),
        ("span", "killed", "missing", "ATTACK 'killed'"),
        ("roles", "six", "i2 KILLED", "i2 INJURED, i2 KILLED"),
        ("roles", "Jos", "i2 PLACE", "no incident"),
    ]
    monday = result.disagreements[5]
    text = "Gunmen shot two men in Kano on Monday and claimed it.\nA bomb killed six in Jos."
    assert monday == Disagreement(
        "ng-two", "span", 31, 37, text[:31], "Monday", " and claimed it.\nA bomb killed six in Jo", "DATE 'Monday'", "missing"
    )


def test_an_incident_that_one_side_lacks() -> None:
    whole = compile_article(A, "a")
    without = whole.model_copy(update={"incidents": whole.incidents[1:]})
    result = compare([whole], [without])
    assert result.incidents == Tally(2, 1, 1)
    assert [(one.kind, one.phrase, one.a, one.b) for one in result.disagreements if one.kind != "roles"] == [
        ("incident", "Gunmen", "i1: armed_assault, 2024-05-13, NG", "missing")
    ]
    assert micro(result.arguments) == Tally(9, 3, 3)
    other_way = compare([without], [whole]).disagreements
    assert next(one.b for one in other_way if one.kind == "roles") == "i1 of B PERP_INDIVIDUAL"


def _spans(*extents: tuple[int, int, str]) -> list[Span]:
    return [Span(id=f"{start}-{end}", start=start, end=end, label=label) for start, end, label in extents]


def _ids(pairs: list[tuple[Any, Any]]) -> list[tuple[str | None, str | None]]:
    return [(x and x.id, y and y.id) for x, y in pairs]


def test_spans_are_paired_one_to_one() -> None:
    """0-9 overlaps two spans of the other side and takes the first, which leaves the second without a counterpart."""
    a, b = _spans((0, 9, "KILLED"), (12, 15, "PLACE")), _spans((0, 4, "KILLED"), (5, 9, "KILLED"), (11, 16, "TARGET"))
    assert _ids(pair_spans(a, b)) == [("0-9", "0-4"), ("12-15", "11-16"), (None, "5-9")]
    assert _ids(pair_spans(b, a)) == [("0-4", "0-9"), ("11-16", "12-15"), ("5-9", None)]


def test_one_label_comes_before_the_first_that_overlaps() -> None:
    a, b = _spans((0, 9, "KILLED")), _spans((0, 4, "VICTIM"), (5, 9, "KILLED"))
    assert _ids(pair_spans(a, b)) == [("0-9", "5-9"), (None, "0-4")]


def test_a_chain_of_overlaps_gives_the_most_pairs() -> None:
    a, b = _spans((0, 3, "PLACE"), (4, 9, "PLACE")), _spans((2, 6, "PLACE"), (7, 8, "PLACE"))
    assert _ids(pair_spans(a, b)) == [("0-3", "2-6"), ("4-9", "7-8")]


def _incident(identifier: str, *spans: str, **values: Any) -> Incident:
    return Incident(id=identifier, main=True, args=tuple({"span": span, "role": "PLACE"} for span in spans), **values)


def test_the_sum_over_pairs_is_greatest() -> None:
    """With `main` x-p is 3, x-q 2, y-p 2, y-q nothing: x-q and y-p together are more than x-p alone."""
    pairs = [(span, span) for span in _spans((0, 1, "PLACE"), (2, 3, "PLACE"), (4, 5, "PLACE"), (6, 7, "PLACE"))]
    x, y = _incident("x", "0-1", "2-3", "6-7"), _incident("y", "4-5")
    p, q = _incident("p", "0-1", "2-3", "4-5"), _incident("q", "6-7")
    assert _ids(pair_incidents([x, y], [p, q], pairs)) == [("x", "q"), ("y", "p")]


def test_incidents_without_shared_spans() -> None:
    """Fields pair them only where one has no arguments, and `main` alone never does."""
    spans = [(span, span) for span in _spans((0, 1, "PLACE"), (2, 3, "PLACE"))]
    here, there = _incident("x", "0-1", type="hijacking"), _incident("y", "2-3", type="hijacking")
    assert _ids(pair_incidents([here], [there], spans)) == [("x", None), (None, "y")]
    assert _ids(pair_incidents([here], [_incident("y", type="hijacking")], spans)) == [("x", "y")]
    assert _ids(pair_incidents([_incident("x")], [_incident("y")], spans)) == [("x", None), (None, "y")]
    assert _ids(pair_incidents([], [there], spans)) == [(None, "y")]


def test_articles_are_matched_by_id_and_must_have_one_text() -> None:
    one, two, three = (make_article(text, id=text) for text in ("one", "two", "three"))
    result = compare([one, two], [three, two])
    assert (result.articles, result.only_a, result.only_b) == (1, ("one",), ("three",))
    with pytest.raises(DataError, match="no article id in common"):
        compare([one], [two])
    with pytest.raises(DataError, match=r"two: the texts of A and B differ from character 2 on \('o', 'ice'\)"):
        compare([two], [make_article("twice", id="two")])
    with pytest.raises(DataError, match="from character 3 on"):
        compare([two], [make_article("two more", id="two")])


def test_without_scipy_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(MissingExtra, match=r"pip install 'sigact\[corpus\]'"):
        pair_incidents([], [], [])


def _without_first_spans(article: Article) -> Article:
    """The article without its first span and everything that refers to it."""
    first = article.spans[0].id
    incidents = [one.model_copy(update={"args": tuple(a for a in one.args if a.span != first)}) for one in article.incidents]
    return article.model_copy(update={"spans": article.spans[1:], "incidents": tuple(incidents)})


def test_authored_articles_agree_with_themselves_and_not_where_they_were_changed() -> None:
    articles = [article for article in read_articles(CORPUS) if len(article.spans) > 1]
    same = compare(articles, articles)
    assert same.disagreements == ()
    assert {micro(same.exact).f1, micro(same.overlap).f1, same.incidents.f1, micro(same.arguments).f1} == {1.0}
    assert {tally.share for tally in same.fields.values()} == {1.0}
    changed = compare(articles, [_without_first_spans(article) for article in articles])
    spans = sum(len(article.spans) for article in articles)
    assert micro(changed.exact) == Tally(spans, spans - len(articles), spans - len(articles))
    assert [one.kind for one in changed.disagreements].count("span") == len(articles)


def test_tables(result: Agreement, capsys: pytest.CaptureFixture[str]) -> None:
    Console(width=160).print(agreement_tables(result, 2))
    printed = capsys.readouterr().out
    assert "1 articles in both; only in A: none; only in B: none" in printed
    assert "incidents: 2 paired, 0 only in A, 0 only in B; F1 100.0" in printed
    assert "disagreements: 2 of 12" in printed
    assert "[Gunmen] shot two men" in printed
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in printed.splitlines()]
    assert ["KILLED", "2", "2", "1", "50.0", "2", "100.0"] in cells
    assert ["micro", "9", "9", "6", "66.7", "7", "77.8"] in cells
    assert ["killed", "1", "1", "0", "0", "50.0"] in cells
    assert ["PLACE", "2", "2", "1", "50.0"] in cells


def test_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    dev, other, output = CORPUS / "dev", tmp_path / "b.jsonl", tmp_path / "report.json"
    articles = read_articles(dev)
    write_articles(other, [_without_first_spans(article) if article.spans else article for article in articles])
    monkeypatch.setattr(sys, "argv", ["sigact", "corpus", "agreement", str(dev), str(other), "--show", "0", "--output", str(output)])
    with pytest.raises(SystemExit) as exited:
        main()
    assert exited.value.code == 0
    report = json.loads(output.read_text())
    assert report["articles"] == len(articles)
    assert report["exact"]["micro"]["a"] == sum(len(article.spans) for article in articles)
    missing = [one for one in report["disagreements"] if one["kind"] == "span"]
    assert len(missing) == sum(bool(article.spans) for article in articles)
    assert {one["b"] for one in missing} == {"missing"}
    assert f"disagreements: 0 of {len(report['disagreements'])}" in capsys.readouterr().out
