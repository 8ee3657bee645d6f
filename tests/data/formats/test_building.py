from dataclasses import replace
from typing import Any

import pytest
from helpers import make_article

from sigact.data.article import Article
from sigact.data.formats import Overlaps
from sigact.data.formats.building import build_article, build_articles, fit_labels, found_labels
from sigact.data.formats.drafts import Draft, Mark, foreign_header, header_of, own_header
from sigact.data.formats.report import Report
from sigact.data.incident import Argument, Incident
from sigact.data.labels import LabelList, sigact_labels
from sigact.errors import DataError

TEXT = "Gunmen shot two guards in Beketa."
SOURCE = {"name": "test", "license": "unknown"}
OWN = LabelList("own", 1, ("WHO", "WHERE"))


def draft(*marks: Mark, text: str = TEXT, **header: Any) -> Draft:
    return Draft("export.json: task 4", text, marks, {"id": "a", "source": SOURCE} | header)


def build(draft: Draft, overlaps: Overlaps = Overlaps.ERROR) -> tuple[list[tuple[int, int, str, str]], Report]:
    report = Report()
    article = build_article(draft, OWN, overlaps, report)
    return [(span.start, span.end, span.label, span.id) for span in article.spans], report


def test_marks_are_ordered_trimmed_and_named() -> None:
    spans, report = build(draft(Mark(25, 33, "WHERE"), Mark(0, 7, "WHO", "r1"), Mark(12, 22, "WHO", "r1")))
    assert spans == [(0, 6, "WHO", "r1"), (12, 22, "WHO", "s2"), (26, 33, "WHERE", "s3")]
    assert report.lines() == ["note: 2 spans with white space at its ends"]


def test_marks_of_white_space_and_repeated_marks_are_reported() -> None:
    spans, report = build(draft(Mark(6, 7, "WHO"), Mark(0, 6, "WHO", "a"), Mark(0, 6, "WHO", "b")))
    assert spans == [(0, 6, "WHO", "a")]
    assert report.lines() == ["lost: 1 span of white space", "note: 1 repeated span"]


@pytest.mark.parametrize("mark", [Mark(-1, 3, "WHO"), Mark(3, 3, "WHO"), Mark(5, 2, "WHO"), Mark(0, 99, "WHO")])
def test_a_mark_outside_the_text_is_an_error(mark: Mark) -> None:
    with pytest.raises(DataError, match=rf"export.json: task 4: span {mark.start}-{mark.end} WHO is not in the text of 33 characters"):
        build(draft(mark))


def test_overlaps_are_an_error_that_names_record_and_spans() -> None:
    marks = (Mark(0, 11, "WHO"), Mark(7, 22, "WHERE"), Mark(16, 22, "WHO"))
    with pytest.raises(
        DataError, match=r"task 4: spans WHO 0-11 'Gunmen shot' and WHERE 7-22 'shot two guards' overlap; .*--overlaps longest"
    ):
        build(draft(*marks))
    spans, report = build(draft(*marks), Overlaps.LONGEST)
    assert spans == [(7, 22, "WHERE", "s1")]
    assert report.lines() == ["lost: 2 overlapping spans"]


def test_of_equally_long_overlapping_spans_the_first_stays() -> None:
    spans, _ = build(draft(Mark(7, 15, "WHERE"), Mark(0, 8, "WHO"), Mark(26, 32, "WHO")), Overlaps.LONGEST)
    assert [span[:3] for span in spans] == [(0, 8, "WHO"), (26, 32, "WHO")]


def test_labels_outside_the_list_are_an_error() -> None:
    with pytest.raises(DataError, match="'WHAT', which is not in label list 'own'"):
        build(draft(Mark(0, 6, "WHAT")))


def test_an_id_used_twice_is_an_error() -> None:
    with pytest.raises(DataError, match=r"id 'a' was used at export\.json: task 4"):
        build_articles([draft(), replace(draft(), where="export.json: task 5")], OWN, Overlaps.ERROR, Report())


@pytest.mark.parametrize("broken", [draft(text="a \ud83d b"), draft(title="\ud83d"), draft(Mark(0, 6, "\ud83d"))])
def test_half_a_surrogate_pair_is_an_error(broken: Draft) -> None:
    with pytest.raises(DataError, match="task 4: holds half of a surrogate pair"):
        build(broken)


@pytest.fixture
def told() -> Article:
    """An article with an incident that names both of its spans."""
    arguments = (Argument(span="s1", role="KILLED"), Argument(span="s2", role="PLACE"))
    incident = Incident(id="i1", main=True, args=arguments)
    return make_article(TEXT, ("two guards", "KILLED"), ("Beketa", "PLACE"), incidents=(incident,))


def rebuilt(article: Article, *marks: Mark, text: str = TEXT) -> tuple[Article, Report]:
    report = Report()
    header = own_header(header_of(article), "x")
    return build_article(Draft("x", text, marks, header), sigact_labels(), Overlaps.ERROR, report), report


def test_spans_that_another_tool_left_alone_keep_ids_and_arguments(told: Article) -> None:
    article, report = rebuilt(told, Mark(26, 32, "PLACE"), Mark(0, 6, "PERP_INDIVIDUAL"), Mark(12, 22, "KILLED"))
    assert [(span.id, span.label) for span in article.spans] == [("s3", "PERP_INDIVIDUAL"), ("s1", "KILLED"), ("s2", "PLACE")]
    assert article.incidents == told.incidents
    assert report.lines() == []


def test_arguments_of_spans_that_were_removed_or_relabelled_are_lost(told: Article) -> None:
    article, report = rebuilt(told, Mark(12, 22, "INJURED", "s1"))
    assert article.incidents[0].args == ()
    assert report.lines() == ["lost: 2 arguments whose span is gone or changed"]


def test_a_changed_text_loses_what_points_into_it(told: Article) -> None:
    titled = told.model_copy(update={"title": TEXT})
    article, report = rebuilt(titled, Mark(0, 6, "KILLED"), text="Police shot two guards.")
    assert (article.title, article.incidents) == (None, ())
    assert report.lines() == ["lost: 1 incident, 1 title", "note: 1 record whose text was changed"]


@pytest.mark.parametrize(
    "damage",
    [{"text_sha256": None}, {"spans": "none"}, {"spans": [{"start": "0"}]}, {"incidents": [{"main": True}]}, {"incidents": None}],
)
def test_damaged_metadata_is_an_error(told: Article, damage: dict[str, Any]) -> None:
    with pytest.raises(DataError, match="line 3"):
        own_header(header_of(told) | damage, "line 3")
    with pytest.raises(DataError, match="metadata is damaged"):
        own_header([], "line 3")


def test_white_space_in_labels_becomes_an_underscore() -> None:
    report = Report()
    fitted = fit_labels([draft(Mark(0, 6, "who did it"), Mark(26, 32, " where"))], report)
    assert [mark.label for mark in fitted[0].marks] == ["who_did_it", "where"]
    assert report.lines() == ["note: 1 rename of label ' where' to 'where', 1 rename of label 'who did it' to 'who_did_it'"]


def test_labels_that_would_become_one_are_an_error() -> None:
    with pytest.raises(DataError, match="labels 'who did' and 'who_did' both become 'who_did'"):
        fit_labels([draft(Mark(0, 6, "who_did"), Mark(7, 9, "who did"))], Report())


@pytest.mark.parametrize("label", ["O", "", " \n"])
def test_what_cannot_be_a_label_is_an_error(label: str) -> None:
    with pytest.raises(DataError, match=r"task 4: .* cannot be a label"):
        fit_labels([draft(Mark(0, 6, label))], Report())


def test_the_label_list_found_is_sigacts_where_it_fits() -> None:
    assert found_labels([draft(Mark(0, 6, "KILLED"))], "team") == sigact_labels()
    assert found_labels([draft(Mark(0, 6, "WHO"), Mark(7, 9, "KILLED"))], "team") == LabelList("team", 1, ("KILLED", "WHO"))


def test_foreign_metadata_is_kept_where_it_fits() -> None:
    report = Report()
    fields = {
        "id": 7,
        "title": "Gunmen",
        "published": "2024-05-14",
        "language": "fr",
        "license": "CC-BY-4.0",
        "source": "Desk",
        "url": None,
    }
    header = foreign_header(fields, "x-1", "doccano", "Gunmen\n\nshot.", report)
    assert header == {
        "id": "7",
        "title": "Gunmen",
        "published": "2024-05-14",
        "language": "fr",
        "source": {"name": "Desk", "url": None, "license": "CC-BY-4.0"},
    }
    assert report.lines() == []


def test_foreign_metadata_that_does_not_fit_is_reported() -> None:
    report = Report()
    fields = {"title": "Something else", "published": "14 May", "reviewed": True, "source": {"desk": 1}, "id": ""}
    header = foreign_header(fields, "x-1", "doccano", TEXT, report)
    assert header == {"id": "x-1", "source": {"name": "imported from doccano", "url": None, "license": "unknown"}}
    assert set(report.lost) == {"'title' field", "'published' field", "'reviewed' field", "'source' field", "'id' field"}
    assert report.noted == {"record without a source": 1, "record without a license": 1}
