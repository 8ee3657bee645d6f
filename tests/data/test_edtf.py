from datetime import date

import pytest

from sigact.data.edtf import EdtfDate, parse_edtf


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024", EdtfDate(date(2024, 1, 1), date(2024, 12, 31), "year", False)),
        ("2024-02", EdtfDate(date(2024, 2, 1), date(2024, 2, 29), "month", False)),
        ("2024-05-14", EdtfDate(date(2024, 5, 14), date(2024, 5, 14), "day", False)),
        ("2024-05-14~", EdtfDate(date(2024, 5, 14), date(2024, 5, 14), "day", True)),
        ("XXXX-02-29", EdtfDate(None, None, "day", False)),
        ("2024-05-12/2024-05-14", EdtfDate(date(2024, 5, 12), date(2024, 5, 14), "range", False)),
        ("[2024-05-06..2024-05-12]", EdtfDate(date(2024, 5, 6), date(2024, 5, 12), "week", False)),
        ("2023-12/2024", EdtfDate(date(2023, 12, 1), date(2024, 12, 31), "range", False)),
    ],
)
def test_values_of_the_profile(value: str, expected: EdtfDate) -> None:
    assert parse_edtf(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "14 May",
        "2024-13",
        "2024-02-30",
        "XXXX-05",
        "XXXX",
        "2024-05-14/2024-05-12",
        "[2024-05-14..]",
        "2024-05-14?",
        "[XXXX-01-01..2024]",
    ],
)
def test_other_values_are_errors(value: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|unknown year|day|month|range"):
        parse_edtf(value)
