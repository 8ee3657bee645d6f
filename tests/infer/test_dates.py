from datetime import date

import pytest

from sigact.infer.dates import resolve_date

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
        ("this year", "[2024-01-01..2024-05-16]"),
        ("Earlier this year", "[2024-01-01..2024-04-30]"),
        ("earlier this week", "[2024-05-13..2024-05-15]"),
        ("two days earlier", "2024-05-14"),
        ("three weeks ago", "2024-04-25"),
        ("two years ago", "2022~"),
        ("Monday and Tuesday", "2024-05-13/2024-05-14"),
        ("between 11 p.m. on Monday and 1 a.m. on Tuesday", "[2024-05-13..2024-05-14]"),
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


def test_time_of_day_is_kept() -> None:
    assert resolve_date("Tuesday night", THURSDAY).time_text == "night"
    assert resolve_date("nearly 9 a.m.", THURSDAY).time_text == "nearly 9 a.m."
    assert resolve_date("Tuesday", THURSDAY).time_text is None


def test_earlier_this_week_across_the_end_of_a_month() -> None:
    assert resolve_date("earlier this week", date(2022, 6, 1)).value == "[2022-05-30..2022-05-31]"
    assert resolve_date("earlier this week", date(2022, 5, 30)).value == "2022-05-30"


def test_earlier_this_year_in_january() -> None:
    assert resolve_date("earlier this year", date(2024, 1, 5)).value == "[2024-01-01..2024-01-05]"
