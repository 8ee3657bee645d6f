"""Rows of UCDP GED 24.1: its 49 columns in its order, then sigact's own. Rules and codes are in `sigact.infer.codebooks.ucdp`."""

from collections.abc import Callable

from sigact.infer.codebooks import ucdp
from sigact.infer.codebooks.countries import CountryCodes, codes_of, country_name
from sigact.infer.codebooks.sides import is_state
from sigact.infer.codebooks.when import when
from sigact.infer.codebooks.where import located, region
from sigact.infer.rows.columns import Cell, Column, empty, integer, joined, text
from sigact.infer.rows.entries import Entry
from sigact.infer.rows.own import COORDINATES, own_columns
from sigact.infer.rows.wording import place_words

_MIDNIGHT = " 00:00:00.000"


def _codes(entry: Entry) -> CountryCodes:
    return codes_of(entry.incident.place.country if entry.incident.place else None)


def _country(entry: Entry) -> str | None:
    return _codes(entry).ucdp_name or country_name(_codes(entry).iso)


def _sides(entry: Entry) -> tuple[str, str]:
    return ucdp.sides(entry.incident, _country(entry) or "unknown country")


def _dyad(entry: Entry) -> str | None:
    return joined(_sides(entry), " - ") if all(_sides(entry)) else None


def _day(entry: Entry, side: str) -> str | None:
    known = when(entry.incident.date)
    return f"{getattr(known, side).isoformat()}{_MIDNIGHT}" if known else None


def _year(entry: Entry) -> int | None:
    known = when(entry.incident.date)
    return known.start.year if known else None


def _deaths(part: str) -> Callable[[Entry], int | None]:
    def value(entry: Entry) -> int | None:
        count = ucdp.deaths(entry.incident)
        return int(getattr(count, part)) if count else None

    return value


def _article(entry: Entry) -> str:
    """In GED's form: source, day and headline between quotation marks, separated by commas; then the article's id."""
    report = entry.report
    name = report.source.name if report.source else ""
    published = report.published.isoformat() if report.published else ""
    quoted = '"' + ",".join((name, published, report.title or "")) + '"'
    return f"{quoted};{report.id}"


def _point(entry: Entry) -> str | None:
    point = located(entry.incident)
    return f"POINT ({point.longitude:g} {point.latitude:g})" if point else None


def _where_name(entry: Entry) -> str | None:
    point = located(entry.incident)
    return point.name if point else None


def _government_number(entry: Entry, side: int) -> int | None:
    """Of a government that is a side: the number of its country, the perpetrator's own where it is told."""
    name = _sides(entry)[side]
    if name.startswith("Government of "):
        return _codes(entry).gw_number
    state = next((one for one in entry.incident.perpetrators if is_state(one) and (one.name or one.text) == name), None)
    return codes_of(state.country).gw_number if state and state.country else None


def _text(name: str, filled: str, value: Callable[[Entry], str | None]) -> Column:
    return text(name, filled, lambda entry: value(entry) or None)


def _grid(entry: Entry) -> Cell:
    point = located(entry.incident)
    return ucdp.priogrid_gid(point.latitude, point.longitude) if point else None


UCDP_COLUMNS: tuple[Column, ...] = (
    *empty("id", "relid"),
    integer("year", "year of the first day", _year),
    *empty("active_year", "code_status"),
    integer(
        "type_of_violence",
        "1 a state against an organised group, 2 groups without a state, 3 against civilians",
        lambda e: ucdp.type_of_violence(e.incident),
        {1, 2, 3},
    ),
    *empty("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id"),
    _text("dyad_name", "`side_a - side_b` where both are known", _dyad),
    *empty("side_a_dset_id", "side_a_new_id"),
    _text("side_a", "the government in type 1; the perpetrator in types 2 and 3", lambda e: _sides(e)[0]),
    *empty("side_b_dset_id", "side_b_new_id"),
    _text("side_b", "the non-state perpetrator in type 1; `Civilians` in type 3", lambda e: _sides(e)[1]),
    integer("number_of_sources", "1", lambda _: 1, {1}),
    text("source_article", "source, day and headline as in GED, then the article's id", _article),
    _text("source_office", "name of the article's source", lambda e: e.report.source.name if e.report.source else None),
    _text("source_date", "publication date", lambda e: e.report.published.isoformat() if e.report.published else None),
    _text("source_headline", "title of the article", lambda e: e.report.title),
    *empty("source_original"),
    integer(
        "where_prec",
        "1 the place, 2 near it, 3 district, 4 province, 5 between places, 6 country",
        lambda e: ucdp.where_prec(e.incident),
        range(1, 8),
    ),
    _text("where_coordinates", "what the coordinates are those of", _where_name),
    _text("where_description", "the place with its regions and country", lambda e: place_words(e.incident.place)),
    _text("adm_1", "first-order region", lambda e: region(e.incident, "admin1")),
    _text("adm_2", "second-order region", lambda e: region(e.incident, "admin2")),
    *COORDINATES,
    text("geom_wkt", "the point as well-known text, longitude first", _point),
    Column("priogrid_gid", "integer", "the PRIO-GRID cell of the coordinates", _grid),
    _text("country", "UCDP's name of the country", _country),
    integer("country_id", "Gleditsch and Ward's number of the country", lambda e: _codes(e).gw_number),
    _text("region", "UCDP's region of the country", lambda e: ucdp.region(_codes(e).gw_number)),
    integer("event_clarity", "2 if the date lasted several days, else 1", lambda e: ucdp.event_clarity(when(e.incident.date)), {1, 2}),
    integer(
        "date_prec",
        "1 the day, 2 within 2 to 6 days, 3 a week, 4 a month, 5 a year",
        lambda e: ucdp.date_prec(when(e.incident.date)),
        range(1, 6),
    ),
    Column("date_start", "date", "first day", lambda e: _day(e, "start")),
    Column("date_end", "date", "last day", lambda e: _day(e, "end")),
    integer("deaths_a", "dead of side a, by categories of the dead and attackers killed", _deaths("a")),
    integer("deaths_b", "dead of side b", _deaths("b")),
    integer("deaths_civilians", "dead civilians; in type 3 also those of whom nothing is told", _deaths("civilians")),
    integer("deaths_unknown", "the rest of `best`", _deaths("unknown")),
    integer("best", "the lowest number told; empty if nothing is said of deaths", _deaths("best")),
    integer("high", "the highest number told", _deaths("high")),
    integer("low", "as `best`", _deaths("low")),
    integer("gwnoa", "number of the country whose government is side a", lambda e: _government_number(e, 0)),
    integer("gwnob", "number of the country whose government is side b", lambda e: _government_number(e, 1)),
)
COLUMNS: tuple[Column, ...] = (*UCDP_COLUMNS, *own_columns("ucdp"))
