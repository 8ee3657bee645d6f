from datetime import date

from helpers import PUBLISHED, tag

from sigact.data.incident import IncidentDate
from sigact.infer.grouping import Group
from sigact.infer.incident_dates import date_of
from sigact.infer.sentences import split_sentences
from sigact.infer.told import told_sentences


def dated(text: str, *phrases: str, published: date | None = PUBLISHED) -> IncidentDate | None:
    """The date of an incident whose trigger is "blast" and whose DATE phrases are given."""
    marks = sorted([("blast", "BOMBING"), *((phrase, "DATE") for phrase in phrases)], key=lambda mark: text.index(mark[0]))
    group = Group(told=told_sentences(text, tag(text, *marks), split_sentences(text), published))
    return date_of(text, group, published)


def value(text: str, *phrases: str, published: date | None = PUBLISHED) -> str | None:
    found = dated(text, *phrases, published=published)
    return found.value if found else None


def test_a_phrase_counts_from_the_day_told_before() -> None:
    text = "Gunmen shot a judge on Tuesday. Two days earlier a blast hit his court."
    found = dated(text, "Two days earlier")
    assert found is not None
    assert (found.value, found.text, found.inferred, found.precision) == ("2024-05-12", "Two days earlier", False, "day")
    assert value("Gunmen shot a judge on 3 May. Hours later a blast hit his court.", "Hours later", published=None) == "XXXX-05-03"


def test_the_dateline_is_no_day_of_the_text() -> None:
    assert value("KABUL, 9 May -- Two days earlier a blast hit a court.", "Two days earlier") == "2024-05-14"


def test_without_a_publication_date_today_is_the_day_told_before() -> None:
    text = "A daily of November 7 says that a blast hit a court last night."
    assert value(text, "last night", published=None) == "XXXX-11-06"


def test_the_narrowest_date_counts() -> None:
    assert value("A blast hit a court last week. It was on Friday.", "last week", "Friday") == "2024-05-10"


def test_a_day_that_is_named_comes_before_one_that_is_lent() -> None:
    text = "A blast hit a court overnight. Police came at 11.40 pm on Monday."
    assert value(text, "overnight", "11.40 pm on Monday") == "2024-05-13"


def test_of_two_days_the_earlier_is_that_of_the_attack() -> None:
    text = "A body was found on May 14 after a blast on May 12."
    assert value(text, "May 14", "May 12") == "2024-05-12"


def test_what_was_more_than_a_week_before_is_background() -> None:
    text = "A blast hit a court on May 14. Another had been hit on May 2."
    assert value(text, "May 14", "May 2") == "2024-05-14"


def test_a_known_year_comes_before_an_unknown_one() -> None:
    text = "Until September 27 police searched after a blast late on September 26, 2012."
    assert value(text, "September 27", "late on September 26, 2012", published=None) == "2012-09-26"


def test_a_time_of_day_alone_is_of_the_day_told_before() -> None:
    found = dated("Gunmen shot a judge on Tuesday. About noon a blast hit his court.", "About noon")
    assert found is not None
    assert (found.value, found.time_text, found.inferred, found.text, found.spans) == ("2024-05-14", "About noon", True, None, ())
    alone = dated("A blast hit a court about noon.", "about noon")
    assert alone is not None
    assert (alone.value, alone.inferred) == ("2024-05-16", True)
    assert dated("A blast hit a court about noon.", "about noon", published=None) is None


def test_no_phrase_no_date() -> None:
    assert dated("A blast hit a court on the eve of the vote.", "eve of the vote") is None
    assert dated("A blast hit a court.") is None
