"""Rows of ACLED: the 31 columns of its export in its order, then sigact's own. Rules and codes are in `sigact.infer.codebooks.acled`."""

from sigact.infer.codebooks import acled, acled_actors
from sigact.infer.codebooks.countries import codes_of, country_name, iso_numeric
from sigact.infer.codebooks.sides import ARMED, attacked, organisations, people_attacked
from sigact.infer.codebooks.when import when
from sigact.infer.codebooks.where import located, region
from sigact.infer.rows.columns import Column, day, empty, integer, joined, text
from sigact.infer.rows.entries import Entry
from sigact.infer.rows.own import COORDINATES, own_columns
from sigact.infer.rows.wording import citation, notes

_ASSOCIATED = {"journalist": "Journalists ({})", "aid_worker": "Aid Workers ({})", "woman": "Women ({})", "official": "Government of {}"}
_INTER = set(range(1, 9))


def _iso(entry: Entry) -> str | None:
    return entry.incident.place.country if entry.incident.place else None


def _country(entry: Entry) -> str:
    return codes_of(_iso(entry)).acled_name or country_name(_iso(entry)) or "unknown country"


def _date(entry: Entry) -> str | None:
    value = acled.event_date(when(entry.incident.date))[0]
    return value.isoformat() if value else None


def _year(entry: Entry) -> int | None:
    value = acled.event_date(when(entry.incident.date))[0]
    return value.year if value else None


def _first(entry: Entry) -> acled_actors.Actor:
    return acled_actors.first_actor(entry.incident, _country(entry))


def _second(entry: Entry) -> acled_actors.Actor:
    return acled_actors.second_actor(entry.incident, _country(entry))


def _first_associated(entry: Entry) -> str | None:
    return joined(one.name or one.text for one in organisations(entry.incident)[1:])


def _second_associated(entry: Entry) -> str | None:
    """Who the people were, as far as their words tell; civilians beside an armed side."""
    tolls = (entry.incident.killed, entry.incident.injured, entry.incident.abducted)
    categories = dict.fromkeys(group.category for toll in tolls if toll for group in toll.groups)
    names = [_ASSOCIATED[one].format(_country(entry)) for one in categories if one in _ASSOCIATED]
    beside = attacked(entry.incident) & ARMED and "civilian" in people_attacked(entry.incident)
    return joined([f"Civilians ({_country(entry)})" if beside else None, *names])


def _interaction(entry: Entry) -> int | None:
    return acled_actors.interaction(_first(entry)[1], _second(entry)[1], alone=not _second(entry)[0])


def _location(entry: Entry) -> str | None:
    place, point = entry.incident.place, located(entry.incident)
    return (place.name or place.text or (point.name if point else None)) if place else None


def _notes(entry: Entry) -> str:
    return f"{notes(entry)} Source: {citation(entry)}."


def _event(entry: Entry) -> tuple[str, str]:
    return acled.acled_event(entry.incident)


ACLED_COLUMNS: tuple[Column, ...] = (
    *empty("event_id_cnty"),
    day("event_date", "the day; the middle of a week or month; the first day of what lasted", _date),
    integer("year", "year of `event_date`", _year),
    integer(
        "time_precision", "1 the day, 2 within a week, 3 within a month", lambda e: acled.event_date(when(e.incident.date))[1], {1, 2, 3}
    ),
    text("disorder_type", "from the event type", lambda e: acled.disorder_type(*_event(e)), {*acled.DISORDER_OF_EVENT.values()}),
    text("event_type", "by the table below", lambda e: _event(e)[0], set(acled.EVENT_OF_SUB_EVENT.values())),
    text("sub_event_type", "by the table below", lambda e: _event(e)[1], set(acled.EVENT_OF_SUB_EVENT)),
    text(
        "actor1",
        "the first organisation; `Rioters (X)` for a crowd, `Unidentified Armed Group (X)` for others without a name",
        lambda e: _first(e)[0],
    ),
    text("assoc_actor_1", "further organisations", _first_associated),
    integer(
        "inter1",
        "1 state, 8 foreign state, 3 unnamed group, 5 rioters; empty for a named group: rebels or militia is the coder's choice",
        lambda e: _first(e)[1],
        _INTER,
    ),
    text(
        "actor2",
        "a state that fought; else `Military Forces of X`, `Police Forces of X`, `Unidentified Armed Group (X)`, `Civilians (X)`",
        lambda e: _second(e)[0] or None,
    ),
    text("assoc_actor_2", "journalists, aid workers, women, government; civilians beside an armed side", _second_associated),
    integer("inter2", "1, 3 or 7 as `actor2`", lambda e: _second(e)[1], _INTER),
    integer("interaction", "the two inter codes, the lower first; empty if one is missing", _interaction, range(10, 89)),
    text(
        "civilian_targeting",
        "`Civilian targeting` for violence against civilians and explosions that hit no armed side",
        lambda e: acled.civilian_targeting(e.incident) or None,
        {"Civilian targeting"},
    ),
    integer("iso", "ISO 3166-1 numeric", lambda e: iso_numeric(_iso(e))),
    text("region", "ACLED's region of the country", lambda e: codes_of(_iso(e)).acled_region or None),
    text("country", "ACLED's name of the country", lambda e: _country(e) if _iso(e) else None),
    text("admin1", "first-order region", lambda e: region(e.incident, "admin1")),
    text("admin2", "second-order region", lambda e: region(e.incident, "admin2")),
    *empty("admin3"),
    text("location", "the place", _location),
    *COORDINATES,
    integer(
        "geo_precision",
        "1 the town, 2 near it or a district, 3 a province or country",
        lambda e: acled.geo_precision(e.incident),
        {1, 2, 3},
    ),
    text("source", "name of the article's source", lambda e: e.report.source.name if e.report.source else None),
    *empty("source_scale"),
    text("notes", "the incident in a few sentences, every hedge kept, and the article", _notes),
    integer(
        "fatalities",
        "ACLED's rule: the lowest number; tens 10, dozens 12, hundreds 100; 3 for deaths without a number; 0 if none are told",
        lambda e: acled.fatalities(e.incident.killed),
    ),
    *empty("tags", "timestamp"),
)
COLUMNS: tuple[Column, ...] = (*ACLED_COLUMNS, *own_columns("acled"))
