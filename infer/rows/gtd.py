"""Rows of the Global Terrorism Database: its 135 columns of 2021 in its order, then sigact's own.

Codes and the rules behind them are in `sigact.infer.codebooks.gtd_codes` and `sigact.infer.codebooks.gtd`.
"""

from sigact.infer.codebooks import gtd
from sigact.infer.codebooks.countries import codes_of, country_name
from sigact.infer.codebooks.gtd_codes import (
    CLAIM_MODE_UNKNOWN,
    GROUP_CONFLICT,
    HOSTAGE_OUTCOME_UNKNOWN,
    PROPERTY_EXTENT_UNKNOWN,
    REGIONS,
    STATE_ACTORS,
    UNKNOWN,
    UNKNOWN_NUMBER,
)
from sigact.infer.codebooks.tolls import lowest
from sigact.infer.rows.columns import Column, day, empty, integer, text
from sigact.infer.rows.gtd_series import (
    attack_columns,
    claim_columns,
    coded,
    group_columns,
    target_columns,
    uncertain_column,
    weapon_columns,
)
from sigact.infer.rows.gtd_values import (
    approximate_date,
    attackers,
    city,
    claim_code,
    country_of,
    hostage_count,
    if_hostages,
    location,
    month_and_day,
    perpetrator_count,
    property_damaged,
    region_code,
    resolution,
    state_or_province,
    vicinity,
    year,
)
from sigact.infer.rows.own import COORDINATES, own_columns
from sigact.infer.rows.wording import attribution, citation, notes, weapon_words

_WHEN = (
    *empty("eventid"),
    integer("iyear", "year of the date", year),
    integer("imonth", "month of the date, 0 unknown", lambda e: month_and_day(e)[0], range(13)),
    integer("iday", "day of the date, 0 unknown; the first day of what lasted", lambda e: month_and_day(e)[1], range(32)),
    text("approxdate", "words and EDTF of a date that is not one exact day", approximate_date),
    integer("extended", "1 if the date lasted more than a day", lambda e: int(resolution(e) is not None), {0, 1}),
    day("resolution", "last day of what lasted", resolution),
)
_WHERE = (
    integer("country", "GTD's own number of the country", lambda e: codes_of(country_of(e)).gtd_code),
    text("country_txt", "GTD's name of the country", lambda e: codes_of(country_of(e)).gtd_name or country_name(country_of(e))),
    *coded("region", "GTD's region of the country", region_code, set(REGIONS), set(REGIONS.values())),
    text("provstate", "first-order region, `Unknown` without one", state_or_province),
    text("city", "the populated place, `Unknown` without one", city),
    *COORDINATES,
    integer(
        "specificity",
        "1 town, 2 region of a town, 3 district, 4 province, 5 no coordinates",
        lambda e: gtd.specificity(e.incident),
        range(1, 6),
    ),
    integer("vicinity", "1 near the place, 0 in it, -9 not told", vicinity, {0, 1, UNKNOWN}),
    text("location", "all places that the article names, if more than the city", location),
)
_WHAT = (
    text("summary", "the incident in a few sentences, hedges kept", notes),
    *empty("crit1", "crit2", "crit3"),
    integer(
        "doubtterr",
        "1 for acts of a state and fights between non-state groups, else -9: not judged",
        lambda e: gtd.doubt(e.incident)[0],
        {1, UNKNOWN},
    ),
    *coded(
        "alternative",
        "5 state actors, 3 fights between groups",
        lambda i: gtd.doubt(i)[1],
        {STATE_ACTORS.number, GROUP_CONFLICT.number},
        {STATE_ACTORS.label, GROUP_CONFLICT.label},
    ),
    *empty("multiple"),
    integer(
        "success", "0 attempted or threatened, and assassinations whose target lived; else 1", lambda e: gtd.success(e.incident), {0, 1}
    ),
    integer("suicide", "1 if the attacker meant to die by the attack", lambda e: int(bool(e.incident.suicide)), {0, 1}),
    *(column for position in range(3) for column in attack_columns(position)),
    *(column for position in range(3) for column in target_columns(position)),
)
_WHO = (
    *(column for position in range(3) for column in group_columns(position)),
    *empty("motive"),
    *(uncertain_column(position) for position in range(3)),
    *empty("individual"),
    integer("nperps", "number of attackers where one phrase gives it exactly, else -99", perpetrator_count),
    integer("nperpcap", "-99: not extracted", lambda _: UNKNOWN_NUMBER),
    integer("claimed", "1 someone claimed it, 0 the text says nobody did, -9 nothing said", claim_code, {0, 1, UNKNOWN}),
    *coded(
        "claimmode",
        "10 unknown, if it was claimed",
        lambda i: CLAIM_MODE_UNKNOWN if i.claimed else None,
        {CLAIM_MODE_UNKNOWN.number},
        {CLAIM_MODE_UNKNOWN.label},
    ),
    *claim_columns(1),
    *claim_columns(2),
    *empty("compclaim"),
)
_HARM = (
    *(column for position in range(4) for column in weapon_columns(position)),
    text("weapdetail", "the phrases of the weapons", lambda e: weapon_words(e.incident)),
    integer(
        "nkill",
        "killed, attackers included: the lowest number told; empty if none or only words such as dozens",
        lambda e: lowest(e.incident.killed),
    ),
    *empty("nkillus"),
    integer("nkillter", "attackers killed", lambda e: attackers(e.incident.killed)),
    integer("nwound", "injured, as `nkill`", lambda e: lowest(e.incident.injured)),
    *empty("nwoundus"),
    integer("nwoundte", "attackers injured", lambda e: attackers(e.incident.injured)),
    integer("property", "1 if a facility was attacked and it was carried out, else -9", property_damaged, {1, UNKNOWN}),
    *coded(
        "propextent",
        "4 unknown, if property is 1",
        lambda i: PROPERTY_EXTENT_UNKNOWN if i.type == "facility_infrastructure" and i.stage == "accomplished" else None,
        {PROPERTY_EXTENT_UNKNOWN.number},
        {PROPERTY_EXTENT_UNKNOWN.label},
    ),
    *empty("propvalue", "propcomment"),
    integer("ishostkid", "1 if people were taken or held", lambda e: int(gtd.hostages(e.incident)), {0, 1}),
    integer("nhostkid", "how many were taken: the lowest number told, -99 unknown", hostage_count),
    *empty("nhostkidus"),
    integer("nhours", "-99 if people were taken", if_hostages(UNKNOWN_NUMBER)),
    integer("ndays", "-99 if people were taken", if_hostages(UNKNOWN_NUMBER)),
    *empty("divert", "kidhijcountry"),
    integer("ransom", "-9 if people were taken", if_hostages(UNKNOWN), {UNKNOWN}),
    *empty("ransomamt", "ransomamtus", "ransompaid", "ransompaidus", "ransomnote"),
    *coded(
        "hostkidoutcome",
        "7 unknown, if people were taken",
        lambda i: HOSTAGE_OUTCOME_UNKNOWN if gtd.hostages(i) else None,
        {HOSTAGE_OUTCOME_UNKNOWN.number},
        {HOSTAGE_OUTCOME_UNKNOWN.label},
    ),
    integer("nreleased", "-99 if people were taken", if_hostages(UNKNOWN_NUMBER)),
)
_SOURCES = (
    text("addnotes", "every perpetrator with who accuses, claims or denies", lambda e: attribution(e.incident)),
    text("scite1", "title, source, day, address and id of the article", citation),
    *empty("scite2", "scite3"),
    text("dbsource", "`sigact`", lambda _: "sigact", {"sigact"}),
    *(integer(name, "-9: not judged", lambda _: UNKNOWN, {UNKNOWN}) for name in ("INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY")),
    *empty("related"),
)
GTD_COLUMNS: tuple[Column, ...] = (*_WHEN, *_WHERE, *_WHAT, *_WHO, *_HARM, *_SOURCES)
COLUMNS: tuple[Column, ...] = (*GTD_COLUMNS, *own_columns("gtd"))
