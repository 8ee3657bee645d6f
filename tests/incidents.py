"""Small incidents and reports for tests."""

from datetime import date
from typing import Any

from sigact.data.article import Source
from sigact.data.incident import Group, Incident, IncidentDate, Perpetrator, Place, Target, Toll, Trigger, Weapon
from sigact.infer.report import Report
from sigact.infer.rows.entries import Entry

TOWN = Place(
    text="Tessalit",
    name="Tessalit",
    relation="in",
    admin1="Kidal",
    country="ML",
    latitude=20.2,
    longitude=1.01,
    precision="place",
    mentions=("Tessalit",),
)


def incident(**values: Any) -> Incident:
    """An accomplished bombing in Tessalit on 14 May 2024."""
    fields: dict[str, Any] = {
        "id": "i1",
        "main": True,
        "confidence": 0.9,
        "type": "bombing_explosion",
        "stage": "accomplished",
        "date": dated("2024-05-14"),
        "place": TOWN,
        "places": (TOWN,),
    }
    return Incident(**(fields | values))


def report(*incidents: Incident, **values: Any) -> Report:
    fields: dict[str, Any] = {
        "id": "a1",
        "title": "Blast in Tessalit",
        "published": date(2024, 5, 16),
        "language": "en",
        "source": Source(name="Daily", url="https://example.org/1", license="CC0-1.0"),
        "extra": {},
        "text_sha256": "0" * 64,
        "model": "test@1",
        "relevance": 0.9,
        "incidents": incidents,
        "unassigned": (),
    }
    return Report(**(fields | values))


def entry(**values: Any) -> Entry:
    one = incident(**values)
    return Entry(report(one), one)


def dated(value: str, text: str | None = None) -> IncidentDate:
    return IncidentDate(value=value, text=text)


def dead(low: int | None, high: int | None, *groups: tuple[str, str | None], perpetrators: int | None = None) -> Toll:
    """A toll whose groups are (phrase, category); a group has the numbers of its phrase."""
    from sigact.infer.counts import parse_count

    counts = [(phrase, category, parse_count(phrase)) for phrase, category in groups]
    parts = tuple(Group(text=phrase, category=category, min=count.min, max=count.max) for phrase, category, count in counts)
    return Toll(min=low, max=high, groups=parts, perpetrators=perpetrators)


def organisation(text: str, **values: Any) -> Perpetrator:
    return Perpetrator(text=text, name=values.pop("name", text), kind="organization", **values)


def persons(text: str, **values: Any) -> Perpetrator:
    return Perpetrator(text=text, kind="individual", **values)


def target(text: str, class_: str | None = None, kind: Any = "thing") -> Target:
    return Target(text=text, class_=class_, kind=kind)


def weapon(text: str, class_: Any = None, subclass: str | None = None) -> Weapon:
    return Weapon(text=text, class_=class_, subclass=subclass)


def trigger(text: str, label: str = "ATTACK") -> Trigger:
    return Trigger(text=text, label=label)
