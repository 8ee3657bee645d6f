"""No cell of a CSV or workbook is a formula, and numbers stay numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incidents import entry, organisation

from sigact.infer.rows import acled, gtd, ucdp
from sigact.infer.rows.columns import cells, joined, safe

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+1 555", "'+1 555"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("＝1", "'＝1"),
        ("-99", "-99"),
        ("-9.5", "-9.5"),
        (-9, -9),
        (-12.046, -12.046),
        (None, None),
        ("Ana\n Ruiz", "Ana Ruiz"),
        ("a\x00b\ud800", "a\ufffdb\ufffd"),
        ("a = b", "a = b"),
    ],
)
def test_neutral_cells(cell: object, expected: object) -> None:
    assert safe(cell) == expected  # type: ignore[arg-type]


@given(st.text())
def test_no_text_begins_as_a_formula(text: str) -> None:
    cell = safe(text)
    assert isinstance(cell, str)
    assert not cell.startswith(DANGEROUS) or float(cell) < 0 or cell.strip("-0.") == ""
    assert "\n" not in cell
    cell.encode("utf-8")


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_numbers_stay_as_they_are(number: float) -> None:
    assert safe(number) == number


@given(st.sampled_from(DANGEROUS), st.text(max_size=20))
def test_a_hostile_article_cannot_write_a_formula_into_any_row(sign: str, rest: str) -> None:
    hostile = f"{sign}cmd|'/c calc'!A1{rest}"
    one = entry(perpetrators=(organisation(hostile),))
    for columns in (gtd.COLUMNS, acled.COLUMNS, ucdp.COLUMNS):
        for cell in cells(columns, one):
            assert not isinstance(cell, str) or not cell.startswith(DANGEROUS)


def test_joined_keeps_each_part_once() -> None:
    assert joined(["bus", None, "", "car", "bus"]) == "bus; car"
    assert joined([None, ""]) is None
