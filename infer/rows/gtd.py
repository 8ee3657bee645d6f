"""Rows of the Global Terrorism Database: its 135 columns of 2021 in its order, then sigact's own.

Codes and the rules behind them are in `sigact.infer.codebooks.gtd`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sigact.data.incident import Incident, Toll
from sigact.infer.codebooks import gtd
from sigact.infer.codebooks.countries import codes_of, country_name
from sigact.infer.codebooks.gtd import Code
from sigact.infer.codebooks.tolls import lowest
from sigact.infer.codebooks.when import when
from sigact.infer.codebooks.where import region
from sigact.infer.rows.columns import Column, day, empty, integer, joined, text
from sigact.infer.rows.entries import Entry
from sigact.infer.rows.own import COORDINATES, own_columns
from sigact.infer.rows.wording import attribution, citation, notes, weapon_words

T = TypeVar("T")
_UNKNOWN_PLACE = "Unknown"


def _nth(items: Sequence[T], position: int) -> T | None:
    return items[position] if position < len(items) else None


def _numbers(codes: Mapping[Any, Code]) -> set[int]:
    return {code.number for code in codes.values()}


def _labels(codes: Mapping[Any, Code]) -> set[str]:
    return {code.label for code in codes.values()}


def _coded(name: str, filled: str, code: Callable[[Incident], Code | None], numbers: set[int], labels: set[str]) -> tuple[Column, Column]:
    """A column of codes and its `_txt` column."""

    def of(entry: Entry) -> Code | None:
        return code(entry.incident)

    return (
        integer(name, filled, lambda e: (found := of(e)) and found.number, numbers),
        text(f"{name}_txt", f"label of `{name}`", lambda e: (found := of(e)) and found.label, labels),
    )


def _month_and_day(entry: Entry) -> tuple[int, int]:
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


def _year(entry: Entry) -> int | None:
    known = when(entry.incident.date)
    return known.start.year if known else None


def _approximate_date(entry: Entry) -> str | None:
    told, known = entry.incident.date, when(entry.incident.date)
    if told is None or (known and known.known == "day" and not known.approximate):
        return None
    return joined((told.text, f"[{told.value}]"), " ")


def _resolution(entry: Entry) -> str | None:
    known = when(entry.incident.date)
    return known.end.isoformat() if known and known.known == "lasted" and known.days > 1 else None


def _state_or_province(entry: Entry) -> str:
    return region(entry.incident, "admin1") or _UNKNOWN_PLACE


def _city(entry: Entry) -> str:
    place = entry.incident.place
    return (place.name or place.text or _UNKNOWN_PLACE) if place and place.precision in ("exact", "place") else _UNKNOWN_PLACE


def _vicinity(entry: Entry) -> int:
    relation = entry.incident.place.relation if entry.incident.place else None
    return {"in": 0, "near": 1}.get(relation or "", gtd.UNKNOWN)


def _country(entry: Entry) -> str | None:
    return entry.incident.place.country if entry.incident.place else None


def _region(incident: Incident) -> Code | None:
    number = codes_of(incident.place.country if incident.place else None).gtd_region
    return Code(number, gtd.REGIONS[number]) if number else None


def _location(entry: Entry) -> str | None:
    """Everything that the article names, when it is more than the city."""
    names = joined(place.text for place in entry.incident.places)
    return names if names != _city(entry) else None


def _claimed(entry: Entry) -> int:
    return {True: 1, False: 0, None: gtd.UNKNOWN}[entry.incident.claimed]


def _group_columns(position: int) -> tuple[Column, Column]:
    suffix = "" if position == 0 else str(position + 1)

    def name(entry: Entry) -> str | None:
        group = _nth(gtd.groups(entry.incident), position)
        return (group.name or group.text) if group else (_UNKNOWN_PLACE if position == 0 else None)

    which = "first organisation named as perpetrator, `Unknown` without one" if position == 0 else f"organisation {position + 1}"
    return text(f"gname{suffix}", which, name), empty(f"gsubname{suffix}")[0]


def _uncertain_column(position: int) -> Column:
    def value(entry: Entry) -> int | None:
        group = _nth(gtd.groups(entry.incident), position)
        return gtd.uncertain(group) if group else (0 if position == 0 else None)

    return integer(
        f"guncertain{position + 1}",
        f"1 if organisation {position + 1} is accused or suspected, 0 if it claimed the act or the text states it",
        value,
        {0, 1},
    )


def _claim_columns(position: int) -> tuple[Column, ...]:
    def value(entry: Entry) -> int | None:
        group = _nth(gtd.groups(entry.incident), position)
        return int(group.attribution == "claimed") if group else None

    return (
        integer(f"claim{position + 1}", f"1 if organisation {position + 1} claimed it", value, {0, 1}),
        *empty(f"claimmode{position + 1}", f"claimmode{position + 1}_txt"),
    )


def _perpetrators(entry: Entry) -> int:
    """Only where one phrase gives an exact number: two phrases may mean the same people."""
    counts = [one.count for one in entry.incident.perpetrators if one.kind == "individual"]
    exact = counts[0].max if len(counts) == 1 and counts[0] and counts[0].min == counts[0].max else None
    return exact if exact is not None else gtd.UNKNOWN_NUMBER


def _attack_columns(position: int) -> tuple[Column, Column]:
    how = "from the incident's type" if position == 0 else "a further act that a trigger names, in the order of GTD's codes"
    return _coded(
        f"attacktype{position + 1}",
        how,
        lambda i: _nth(gtd.attack_types(i), position),
        _numbers(gtd.ATTACK_TYPES),
        _labels(gtd.ATTACK_TYPES),
    )


def _target_columns(position: int) -> tuple[Column, ...]:
    place = position + 1

    def code(incident: Incident) -> Code | None:
        found = _nth(gtd.target_codes(incident), position)
        return found[0] if found else None

    def named(entry: Entry) -> str | None:
        found = _nth(gtd.target_codes(entry.incident), position)
        return joined(target.text for target in found[1]) if found else None

    how = "class of the targets, people before things; 20 where no class is known" if position == 0 else f"class {place} of the targets"
    return (
        *_coded(f"targtype{place}", how, code, _numbers(gtd.TARGET_TYPES), _labels(gtd.TARGET_TYPES)),
        *empty(f"targsubtype{place}", f"targsubtype{place}_txt", f"corp{place}"),
        text(f"target{place}", f"the phrases of the targets of `targtype{place}`", named),
        *empty(f"natlty{place}", f"natlty{place}_txt"),
    )


def _weapon_columns(position: int) -> tuple[Column, ...]:
    place = position + 1

    def weapon(incident: Incident) -> tuple[Code, Code | None] | None:
        return _nth(gtd.weapon_codes(incident), position)

    how = "class of the weapons; explosives for a bombing without one, else 13" if position == 0 else f"class of weapon {place}"
    subtypes = set(gtd.WEAPON_SUBTYPES.values())
    return (
        *_coded(f"weaptype{place}", how, lambda i: (f := weapon(i)) and f[0], _numbers(gtd.WEAPON_TYPES), _labels(gtd.WEAPON_TYPES)),
        *_coded(
            f"weapsubtype{place}",
            "subclass of the weapon, empty where GTD has none",
            lambda i: (f := weapon(i)) and f[1],
            {code.number for code in subtypes},
            {code.label for code in subtypes},
        ),
    )


def _survivors_known(toll: Toll | None) -> int | None:
    return toll.perpetrators if toll else None


def _property(entry: Entry) -> int:
    incident = entry.incident
    return 1 if incident.type == "facility_infrastructure" and incident.stage == "accomplished" else gtd.UNKNOWN


def _hostages(entry: Entry) -> int | None:
    if not gtd.hostages(entry.incident):
        return None
    taken = lowest(entry.incident.abducted)
    return gtd.UNKNOWN_NUMBER if taken is None else taken


def _if_hostages(value: int) -> Callable[[Entry], int | None]:
    return lambda entry: value if gtd.hostages(entry.incident) else None


_WHEN = (
    *empty("eventid"),
    integer("iyear", "year of the date", _year),
    integer("imonth", "month of the date, 0 unknown", lambda e: _month_and_day(e)[0], range(13)),
    integer("iday", "day of the date, 0 unknown; the first day of what lasted", lambda e: _month_and_day(e)[1], range(32)),
    text("approxdate", "words and EDTF of a date that is not one exact day", _approximate_date),
    integer("extended", "1 if the date lasted more than a day", lambda e: int(_resolution(e) is not None), {0, 1}),
    day("resolution", "last day of what lasted", _resolution),
)
_WHERE = (
    integer("country", "GTD's own number of the country", lambda e: codes_of(_country(e)).gtd_code),
    text("country_txt", "GTD's name of the country", lambda e: codes_of(_country(e)).gtd_name or country_name(_country(e))),
    *_coded("region", "GTD's region of the country", _region, set(gtd.REGIONS), set(gtd.REGIONS.values())),
    text("provstate", "first-order region, `Unknown` without one", _state_or_province),
    text("city", "the populated place, `Unknown` without one", _city),
    *COORDINATES,
    integer(
        "specificity",
        "1 town, 2 region of a town, 3 district, 4 province, 5 no coordinates",
        lambda e: gtd.specificity(e.incident),
        range(1, 6),
    ),
    integer("vicinity", "1 near the place, 0 in it, -9 not told", _vicinity, {0, 1, gtd.UNKNOWN}),
    text("location", "all places that the article names, if more than the city", _location),
)
_WHAT = (
    text("summary", "the incident in a few sentences, hedges kept", notes),
    *empty("crit1", "crit2", "crit3"),
    integer(
        "doubtterr",
        "1 for acts of a state and fights between non-state groups, else -9: not judged",
        lambda e: gtd.doubt(e.incident)[0],
        {1, gtd.UNKNOWN},
    ),
    *_coded(
        "alternative",
        "5 state actors, 3 fights between groups",
        lambda i: gtd.doubt(i)[1],
        {gtd.STATE_ACTORS.number, gtd.GROUP_CONFLICT.number},
        {gtd.STATE_ACTORS.label, gtd.GROUP_CONFLICT.label},
    ),
    *empty("multiple"),
    integer(
        "success", "0 attempted or threatened, and assassinations whose target lived; else 1", lambda e: gtd.success(e.incident), {0, 1}
    ),
    integer("suicide", "1 if the attacker meant to die by the attack", lambda e: int(bool(e.incident.suicide)), {0, 1}),
    *(column for position in range(3) for column in _attack_columns(position)),
    *(column for position in range(3) for column in _target_columns(position)),
)
_WHO = (
    *(column for position in range(3) for column in _group_columns(position)),
    *empty("motive"),
    *(_uncertain_column(position) for position in range(3)),
    *empty("individual"),
    integer("nperps", "number of attackers where one phrase gives it exactly, else -99", _perpetrators),
    integer("nperpcap", "-99: not extracted", lambda _: gtd.UNKNOWN_NUMBER),
    integer("claimed", "1 someone claimed it, 0 the text says nobody did, -9 nothing said", _claimed, {0, 1, gtd.UNKNOWN}),
    *_coded(
        "claimmode",
        "10 unknown, if it was claimed",
        lambda i: gtd.CLAIM_MODE_UNKNOWN if i.claimed else None,
        {gtd.CLAIM_MODE_UNKNOWN.number},
        {gtd.CLAIM_MODE_UNKNOWN.label},
    ),
    *_claim_columns(1),
    *_claim_columns(2),
    *empty("compclaim"),
)
_HARM = (
    *(column for position in range(4) for column in _weapon_columns(position)),
    text("weapdetail", "the phrases of the weapons", lambda e: weapon_words(e.incident)),
    integer(
        "nkill",
        "killed, attackers included: the lowest number told; empty if none or only words such as dozens",
        lambda e: lowest(e.incident.killed),
    ),
    *empty("nkillus"),
    integer("nkillter", "attackers killed", lambda e: _survivors_known(e.incident.killed)),
    integer("nwound", "injured, as `nkill`", lambda e: lowest(e.incident.injured)),
    *empty("nwoundus"),
    integer("nwoundte", "attackers injured", lambda e: _survivors_known(e.incident.injured)),
    integer("property", "1 if a facility was attacked and it was carried out, else -9", _property, {1, gtd.UNKNOWN}),
    *_coded(
        "propextent",
        "4 unknown, if property is 1",
        lambda i: gtd.PROPERTY_EXTENT_UNKNOWN if i.type == "facility_infrastructure" and i.stage == "accomplished" else None,
        {gtd.PROPERTY_EXTENT_UNKNOWN.number},
        {gtd.PROPERTY_EXTENT_UNKNOWN.label},
    ),
    *empty("propvalue", "propcomment"),
    integer("ishostkid", "1 if people were taken or held", lambda e: int(gtd.hostages(e.incident)), {0, 1}),
    integer("nhostkid", "how many were taken: the lowest number told, -99 unknown", _hostages),
    *empty("nhostkidus"),
    integer("nhours", "-99 if people were taken", _if_hostages(gtd.UNKNOWN_NUMBER)),
    integer("ndays", "-99 if people were taken", _if_hostages(gtd.UNKNOWN_NUMBER)),
    *empty("divert", "kidhijcountry"),
    integer("ransom", "-9 if people were taken", _if_hostages(gtd.UNKNOWN), {gtd.UNKNOWN}),
    *empty("ransomamt", "ransomamtus", "ransompaid", "ransompaidus", "ransomnote"),
    *_coded(
        "hostkidoutcome",
        "7 unknown, if people were taken",
        lambda i: gtd.HOSTAGE_OUTCOME_UNKNOWN if gtd.hostages(i) else None,
        {gtd.HOSTAGE_OUTCOME_UNKNOWN.number},
        {gtd.HOSTAGE_OUTCOME_UNKNOWN.label},
    ),
    integer("nreleased", "-99 if people were taken", _if_hostages(gtd.UNKNOWN_NUMBER)),
)
_SOURCES = (
    text("addnotes", "every perpetrator with who accuses, claims or denies", lambda e: attribution(e.incident)),
    text("scite1", "title, source, day, address and id of the article", citation),
    *empty("scite2", "scite3"),
    text("dbsource", "`sigact`", lambda _: "sigact", {"sigact"}),
    *(integer(name, "-9: not judged", lambda _: gtd.UNKNOWN, {gtd.UNKNOWN}) for name in ("INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY")),
    *empty("related"),
)
GTD_COLUMNS: tuple[Column, ...] = (*_WHEN, *_WHERE, *_WHAT, *_WHO, *_HARM, *_SOURCES)
COLUMNS: tuple[Column, ...] = (*GTD_COLUMNS, *own_columns("gtd"))
