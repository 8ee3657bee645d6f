import pytest
from pydantic import ValidationError

from sigact.data.incident import Count, Extent, Incident, IncidentDate, Place, Weapon, country_codes


def test_records_are_frozen_and_closed() -> None:
    incident = Incident(id="i1", main=True)
    with pytest.raises(ValidationError, match="frozen"):
        incident.main = False  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        Incident.model_validate({"id": "i1", "main": True, "deaths": 3})


def test_counts_are_ordered() -> None:
    assert Count(min=6, max=None).max is None
    with pytest.raises(ValidationError, match="min 4 is greater than max 3"):
        Count(min=4, max=3)
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        Count(min=-1)


def test_extents_are_not_empty() -> None:
    with pytest.raises(ValidationError, match="must be greater than start"):
        Extent(start=3, end=3)


def test_dates_are_of_the_profile() -> None:
    assert IncidentDate(value="XXXX-05-14").value == "XXXX-05-14"
    with pytest.raises(ValidationError, match="EDTF profile"):
        IncidentDate(value="14 May 2024")


def test_countries_are_iso() -> None:
    assert {"IQ", "XK", "PS"} <= country_codes()
    with pytest.raises(ValidationError, match="'UK' is not an ISO 3166-1"):
        Place(country="UK")


def test_class_is_written_under_its_name() -> None:
    assert Weapon(text="rifle", class_="firearms").model_dump()["class"] == "firearms"
    assert Weapon.model_validate({"text": "rifle", "class": "firearms"}).class_ == "firearms"
