"""Values of single GTD columns."""

from collections.abc import Callable

from sigact.data.incident import Incident, Toll
from sigact.infer.codebooks import gtd
from sigact.infer.codebooks.countries import codes_of
from sigact.infer.codebooks.gtd_codes import REGIONS, UNKNOWN, UNKNOWN_NUMBER, Code
from sigact.infer.codebooks.tolls import lowest
from sigact.infer.codebooks.when import when
from sigact.infer.codebooks.where import region
from sigact.infer.rows.columns import joined
from sigact.infer.rows.entries import Entry
from sigact.infer.rows.gtd_series import UNKNOWN_NAME


def month_and_day(entry: Entry) -> tuple[int, int]:
    """0 for what is not known."""
    told = entry.incident.date
    known = when(told)
    if told and told.value.startswith("XXXX-"):
        return int(told.value[5:7]), int(told.value[8:10])
    if known is None:
        return 0, 0
    one_month = known.known == "lasted" or (known.start.year, known.start.month) == (known.end.year, known.end.month)
    one_day = known.known == "lasted" or known.days == 1
    return (known.start.month if one_month else 0), (known.start.day if one_day else 0)


def year(entry: Entry) -> int | None:
    known = when(entry.incident.date)
    return known.start.year if known else None


def approximate_date(entry: Entry) -> str | None:
    told, known = entry.incident.date, when(entry.incident.date)
    if told is None or (known and known.known == "day" and not known.approximate):
        return None
    return joined((told.text, f"[{told.value}]"), " ")


def resolution(entry: Entry) -> str | None:
    known = when(entry.incident.date)
    return known.end.isoformat() if known and known.known == "lasted" and known.days > 1 else None


def state_or_province(entry: Entry) -> str:
    return region(entry.incident, "admin1") or UNKNOWN_NAME


def city(entry: Entry) -> str:
    place = entry.incident.place
    return (place.name or place.text or UNKNOWN_NAME) if place and place.precision in ("exact", "place") else UNKNOWN_NAME


def vicinity(entry: Entry) -> int:
    relation = entry.incident.place.relation if entry.incident.place else None
    return {"in": 0, "near": 1}.get(relation or "", UNKNOWN)


def country_of(entry: Entry) -> str | None:
    return entry.incident.place.country if entry.incident.place else None


def region_code(incident: Incident) -> Code | None:
    number = codes_of(incident.place.country if incident.place else None).gtd_region
    return Code(number, REGIONS[number]) if number else None


def location(entry: Entry) -> str | None:
    """Everything that the article names, when it is more than the city."""
    names = joined(place.text for place in entry.incident.places)
    return names if names != city(entry) else None


def claim_code(entry: Entry) -> int:
    return {True: 1, False: 0, None: UNKNOWN}[entry.incident.claimed]


def perpetrator_count(entry: Entry) -> int:
    """Only where one phrase gives an exact number: two phrases may mean the same people."""
    counts = [one.count for one in entry.incident.perpetrators if one.kind == "individual"]
    exact = counts[0].max if len(counts) == 1 and counts[0] and counts[0].min == counts[0].max else None
    return exact if exact is not None else UNKNOWN_NUMBER


def attackers(toll: Toll | None) -> int | None:
    return toll.perpetrators if toll else None


def property_damaged(entry: Entry) -> int:
    incident = entry.incident
    return 1 if incident.type == "facility_infrastructure" and incident.stage == "accomplished" else UNKNOWN


def hostage_count(entry: Entry) -> int | None:
    if not gtd.hostages(entry.incident):
        return None
    taken = lowest(entry.incident.abducted)
    return UNKNOWN_NUMBER if taken is None else taken


def if_hostages(value: int) -> Callable[[Entry], int | None]:
    return lambda entry: value if gtd.hostages(entry.incident) else None
