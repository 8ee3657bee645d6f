import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigact.infer.dates import resolve_date, resolve_without_year

THURSDAY = date(2024, 5, 16)


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("Tuesday night", "2024-05-14"),
        ("Thursday", "2024-05-16"),
        ("last Thursday", "2024-05-09"),
        ("today", "2024-05-16"),
        ("this morning", "2024-05-16"),
        ("yesterday", "2024-05-15"),
        ("overnight", "2024-05-15"),
        ("last night", "2024-05-15"),
        ("18:30 on Wednesday", "2024-05-15"),
        ("Sunday 12 May", "2024-05-12"),
        ("3 May", "2024-05-03"),
        ("May 20", "2023-05-20"),
        ("May 3, 2023", "2023-05-03"),
        ("3rd of May 2023", "2023-05-03"),
        ("4 JAN 90", "1990-01-04"),
        ("2023-12-31", "2023-12-31"),
        ("the night of August 27", "2023-08-27"),
        ("March", "2024-03"),
        ("September", "2023-09"),
        ("May 2019", "2019-05"),
        ("2019", "2019"),
        ("late April", "[2024-04-21..2024-04-30]"),
        ("last week", "[2024-05-06..2024-05-12]"),
        ("weekend", "[2024-05-11..2024-05-12]"),
        ("last month", "2024-04"),
        ("last year", "2023"),
        ("May 18", "2024-05-18"),
        ("early this week", "[2024-05-13..2024-05-15]"),
        ("mid-January", "[2024-01-11..2024-01-20]"),
        ("beginning of March 2023", "[2023-03-01..2023-03-10]"),
        ("the past 24 hours", "[2024-05-15..2024-05-16]"),
        ("the last 72 hours", "[2024-05-13..2024-05-16]"),
        ("past few hours", "[2024-05-15..2024-05-16]"),
        ("past 2 days", "[2024-05-14..2024-05-16]"),
        ("past few days", "[2024-05-09..2024-05-16]~"),
        ("past few weeks", "[2024-04-25..2024-05-16]~"),
        ("a few days ago", "2024-05-13~"),
        ("about ten days ago", "2024-05-06~"),
        ("twenty-one days ago", "2024-04-25"),
        ("more than a month ago", "2024-04~"),
        ("nine years ago today", "2015-05-16"),
        ("a few minutes ago", "2024-05-16"),
        ("the day before yesterday", "2024-05-14"),
        ("the night before last", "2024-05-14"),
        ("right now", "2024-05-16"),
        ("the previous night", "2024-05-15"),
        ("10 p.m. until shortly before dawn on Tuesday", "2024-05-13"),
        ("evening of Tuesday 7 May until shortly before dawn the next day", "2024-05-07"),
        ("overnight 11-12 May", "2024-05-11"),
        ("12/5/2023", "2023-12-05"),
        ("several months ago", None),
        ("hours later", None),
        ("the following night", None),
        ("approximately 1600", None),
        ("this year", "[2024-01-01..2024-05-16]"),
        ("Earlier this year", "[2024-01-01..2024-04-30]"),
        ("earlier this week", "[2024-05-13..2024-05-15]"),
        ("two days earlier", "2024-05-14"),
        ("three weeks ago", "2024-04-25~"),
        ("two years ago", "2022~"),
        ("Monday and Tuesday", "2024-05-13/2024-05-14"),
        ("between 11 p.m. on Monday and 1 a.m. on Tuesday", "2024-05-13"),
        ("between Monday and 1 a.m. on Wednesday", "[2024-05-13..2024-05-15]"),
        ("May 3 to May 5", "2024-05-03/2024-05-05"),
        ("between 10 and 12 May", "[2024-05-10..2024-05-12]"),
        ("10 to 12 May 2023", "2023-05-10/2023-05-12"),
        ("May 10-12", "2024-05-10/2024-05-12"),
        ("night of 10-11 May", "2024-05-10"),
        ("night of Tuesday to Wednesday", "2024-05-14"),
        ("first Saturday afternoon of March", "2024-03-02"),
        ("last Sunday in June 2022", "2022-06-26"),
        ("two nights ago", "2024-05-14"),
        ("about 3 pm", None),
        ("6.10 p.m. to 6.45 p.m.", None),
        ("31 February", None),
        ("after the vote", None),
    ],
)
def test_against_the_publication_date(phrase: str, value: str | None) -> None:
    assert resolve_date(phrase, THURSDAY).value == value


@pytest.mark.parametrize(
    ("phrase", "value"),
    [("March 9", "XXXX-03-09"), ("9 March 2021", "2021-03-09"), ("Tuesday", None), ("March", None), ("yesterday", None)],
)
def test_without_a_publication_date(phrase: str, value: str | None) -> None:
    assert resolve_date(phrase, None).value == value


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("two days earlier", "2024-05-08"),
        ("the previous night", "2024-05-09"),
        ("the day before", "2024-05-09"),
        ("the same evening", "2024-05-10"),
        ("that very day", "2024-05-10"),
        ("later that morning", "2024-05-10"),
        ("less than forty minutes later", "2024-05-10"),
        ("seven days later, at about 11.40 pm", "2024-05-17"),
        ("the following night", "2024-05-11"),
        ("the following Sunday", "2024-05-12"),
        ("two days ago", "2024-05-14"),
        ("Monday", "2024-05-13"),
    ],
)
def test_against_the_day_told_before(phrase: str, value: str) -> None:
    assert resolve_date(phrase, THURSDAY, "2024-05-10").value == value


def test_the_day_told_before_may_have_no_year() -> None:
    assert resolve_date("two days later", None, "XXXX-02-27").value == "XXXX-03-01"
    assert resolve_date("the same day", THURSDAY, "XXXX-02-27").value == "XXXX-02-27"
    assert resolve_date("yesterday", THURSDAY, "XXXX-02-27").value == "2024-05-15"


def test_against_a_publication_date_without_a_year() -> None:
    assert resolve_without_year("yesterday evening", "XXXX-01-01").value == "XXXX-12-31"
    assert resolve_without_year("3 March 1989", "XXXX-04-01").value == "1989-03-03"
    assert resolve_without_year("Tuesday", "XXXX-04-01").value is None
    assert resolve_without_year("last month", "XXXX-04-01").value is None


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_days_ago_are_days_before_publication(published: date, days: int) -> None:
    assert resolve_date(f"{days} days ago", published).value == str(published - timedelta(days))


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(list(calendar.day_name)))
def test_a_weekday_is_within_the_week_up_to_publication(published: date, weekday: str) -> None:
    day = date.fromisoformat(resolve_date(weekday, published).value or "")
    assert calendar.day_name[day.weekday()] == weekday
    assert timedelta(0) <= published - day < timedelta(7)


def test_time_of_day_is_kept() -> None:
    assert resolve_date("Tuesday night", THURSDAY).time_text == "night"
    assert resolve_date("nearly 9 a.m.", THURSDAY).time_text == "nearly 9 a.m."
    assert resolve_date("Tuesday", THURSDAY).time_text is None


def test_earlier_this_week_across_the_end_of_a_month() -> None:
    assert resolve_date("earlier this week", date(2022, 6, 1)).value == "[2022-05-30..2022-05-31]"
    assert resolve_date("earlier this week", date(2022, 5, 30)).value == "2022-05-30"


def test_earlier_this_year_in_january() -> None:
    assert resolve_date("earlier this year", date(2024, 1, 5)).value == "[2024-01-01..2024-01-05]"
