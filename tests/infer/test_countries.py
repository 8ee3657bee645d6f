import pytest

from sigact.infer.countries import countries_named, country_code


@pytest.mark.parametrize(
    ("name", "code"),
    [("Iraq", "IQ"), ("US", "US"), ("DR Congo", "CD"), ("EL SALVADOR", "SV"), ("Kosovo", "XK"), ("Baghdad", None), ("us", None)],
)
def test_codes(name: str, code: str | None) -> None:
    assert country_code(name) == code


def test_names_in_a_text() -> None:
    assert countries_named("From South Sudan to the Democratic Republic of Congo, not Nigerien.") == {"SS", "CD"}
    assert countries_named("He told us.") == set()
