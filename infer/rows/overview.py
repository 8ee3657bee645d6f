"""The columns that sigact's own tables share (spreadsheet and GeoJSON): what analysts read, with the types that other codebooks give it."""

from collections.abc import Callable

from sigact.data.incident import Incident, Place, Toll
from sigact.infer.codebooks import acled, gtd, ucdp
from sigact.infer.codebooks.countries import country_name
from sigact.infer.codebooks.muc4 import muc4_type
from sigact.infer.codebooks.plover import plover_mode
from sigact.infer.codebooks.when import when
from sigact.infer.codebooks.where import located
from sigact.infer.rows.columns import Cell, Column, day, integer, joined, number, text
from sigact.infer.rows.entries import Entry
from sigact.infer.rows.flags import flags
from sigact.infer.rows.own import COORDINATES
from sigact.infer.rows.wording import attribution, notes, weapon_words


def _incident(value: Callable[[Incident], str | None]) -> Callable[[Entry], str | None]:
    return lambda entry: value(entry.incident)


def _place(value: Callable[[Place], str | None]) -> Callable[[Entry], str | None]:
    return lambda entry: value(entry.incident.place) if entry.incident.place else None


def _truth(value: bool | None) -> int | None:
    return None if value is None else int(value)


def _day(entry: Entry, side: str) -> str | None:
    known = when(entry.incident.date)
    return getattr(known, side).isoformat() if known else None


def _located(entry: Entry) -> str | None:
    point = located(entry.incident)
    return point.level if point else None


def _toll_columns(name: str, toll: Callable[[Incident], Toll | None]) -> tuple[Column, ...]:
    def limit(entry: Entry, side: str) -> Cell:
        found = toll(entry.incident)
        return getattr(found, side) if found else None

    return (
        Column(f"{name}_min", "integer", f"lowest number {name}", lambda e: limit(e, "min")),
        Column(f"{name}_max", "integer", f"highest number {name}, empty if open", lambda e: limit(e, "max")),
        Column(f"{name}_attackers", "integer", f"attackers among the {name}", lambda e: limit(e, "perpetrators")),
    )


COLUMNS: tuple[Column, ...] = (
    text("id", "report id and incident id", lambda e: e.id),
    text("article", "the article's id", lambda e: e.report.id),
    text("title", "title of the article", lambda e: e.report.title),
    text("source", "name of the article's source", lambda e: e.report.source.name if e.report.source else None),
    text("url", "address of the article", lambda e: e.report.source.url if e.report.source else None),
    day("published", "publication date", lambda e: e.report.published.isoformat() if e.report.published else None),
    integer("main", "1 what the article reports, 0 background", lambda e: int(e.incident.main), {0, 1}),
    number("confidence", "0 to 1", lambda e: e.incident.confidence),
    text("type", "GTD's attack type", _incident(lambda i: i.type)),
    text("stage", "accomplished, attempted, threatened", _incident(lambda i: i.stage)),
    integer("suicide", "1 if the attacker meant to die", lambda e: _truth(e.incident.suicide), {0, 1}),
    integer("claimed", "1 someone did, 0 the text says nobody did", lambda e: _truth(e.incident.claimed), {0, 1}),
    text("date", "EDTF", lambda e: e.incident.date.value if e.incident.date else None),
    day("date_start", "first day", lambda e: _day(e, "start")),
    day("date_end", "last day", lambda e: _day(e, "end")),
    text("place", "as the article names it", _place(lambda p: p.text or p.name)),
    text("relation", "in, near, between", _place(lambda p: p.relation)),
    text("admin2", "second-order region", _place(lambda p: p.admin2)),
    text("admin1", "first-order region", _place(lambda p: p.admin1)),
    text("country", "ISO 3166-1 alpha-2", _place(lambda p: p.country)),
    text("country_name", "English name", _place(lambda p: country_name(p.country))),
    *COORDINATES,
    text("located", "what the coordinates are of: place, admin2, admin1", _located),
    text("perpetrators", "each with who accuses, claims or denies", _incident(attribution)),
    text("targets", "phrases", _incident(lambda i: joined(target.text for target in i.targets))),
    text("target_classes", "GTD's target types", _incident(lambda i: joined(target.class_ for target in i.targets))),
    text("weapons", "phrases", _incident(weapon_words)),
    text("weapon_classes", "GTD's weapon types", _incident(lambda i: joined(joined((w.class_, w.subclass), "/") for w in i.weapons))),
    *_toll_columns("killed", lambda i: i.killed),
    *_toll_columns("injured", lambda i: i.injured),
    *_toll_columns("abducted", lambda i: i.abducted),
    text("acled_event_type", "see the ACLED table", _incident(lambda i: acled.acled_event(i)[0])),
    text("acled_sub_event_type", "see the ACLED table", _incident(lambda i: acled.acled_event(i)[1])),
    integer("ucdp_type_of_violence", "see the UCDP table", lambda e: ucdp.type_of_violence(e.incident), {1, 2, 3}),
    integer("gtd_attacktype1", "see the GTD table", lambda e: gtd.attack_types(e.incident)[0].number),
    text("muc4_type", "incident type of MUC-4", _incident(muc4_type)),
    text("plover_assault_mode", "mode of PLOVER's ASSAULT event", _incident(plover_mode)),
    text("notes", "the incident in a few sentences", notes),
    text("flags_gtd", "what to check before it enters GTD", _incident(lambda i: flags(i, "gtd"))),
    text("flags_acled", "the same for ACLED", _incident(lambda i: flags(i, "acled"))),
    text("flags_ucdp", "the same for UCDP GED", _incident(lambda i: flags(i, "ucdp"))),
)
