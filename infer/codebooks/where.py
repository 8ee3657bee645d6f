"""The coordinates of an incident and what they are the coordinates of."""

from dataclasses import dataclass
from typing import Literal

from sigact.data.incident import Incident, Place

Level = Literal["place", "admin2", "admin1"]
_LEVELS: dict[str | None, Level] = {"exact": "place", "place": "place", "admin2": "admin2", "admin1": "admin1"}


@dataclass(frozen=True)
class Located:
    """Decimal degrees (WGS 84); `level` and `name` say of what: the place itself, or the district or province around it."""

    latitude: float
    longitude: float
    level: Level
    name: str


def located(incident: Incident) -> Located | None:
    """The place's own coordinates, else those of the smallest region around it; a country's centre is no location."""
    for place in _place_and_regions(incident):
        level = _LEVELS.get(place.precision)
        if level and place.latitude is not None and place.longitude is not None:
            return Located(place.latitude, place.longitude, level, place.name or place.text or "")
    return None


def _place_and_regions(incident: Incident) -> list[Place]:
    if incident.place is None:
        return []
    regions = [
        place for place in incident.places if place.precision in ("admin2", "admin1") and place.country in (incident.place.country, None)
    ]
    return [incident.place, *sorted(regions, key=lambda place: place.precision == "admin1")]


def region(incident: Incident, level: Literal["admin1", "admin2"]) -> str | None:
    """The name of the first- or second-order region, which may be the incident's place itself."""
    place = incident.place
    if place is None:
        return None
    if place.precision == level:
        return place.name or place.text
    return place.admin1 if level == "admin1" else place.admin2
