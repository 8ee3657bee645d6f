"""MUC-4 templates with all 25 slots, in the form of the answer keys (see `sigact.data.sources.muc4_keys`, which reads them).

Left null: effects on things, foreign nations and total numbers. A person's phrase is a name if every word begins with a capital and it
means one person; of texts in capitals every phrase is a description.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sigact.data.incident import Incident, IncidentDate
from sigact.data.sources.muc4_fill import INAPPLICABLE, NULL
from sigact.data.sources.muc4_slots import TITLES, Slot
from sigact.infer.codebooks import muc4
from sigact.infer.codebooks.countries import country_name
from sigact.infer.codebooks.when import when
from sigact.infer.counts import parse_count
from sigact.infer.rows.entries import Entry
from sigact.infer.rows.muc4 import mentions

_INDENT = 36
_AREAS = {"exact": "CITY", "place": "CITY", "admin2": "MUNICIPALITY", "admin1": "DEPARTMENT"}
_PHYSICAL = (Slot.PHYS_ID, Slot.PHYS_TYPE, Slot.PHYS_NUMBER, Slot.PHYS_NATION, Slot.PHYS_EFFECT, Slot.PHYS_TOTAL)
_HUMAN = (Slot.HUM_NAME, Slot.HUM_DESCRIPTION, Slot.HUM_TYPE, Slot.HUM_NUMBER, Slot.HUM_NATION, Slot.HUM_EFFECT, Slot.HUM_TOTAL)

Fills = dict[Slot, list[str]]


def write_keys(path: Path, articles: Iterable[tuple[str, list[Entry]]]) -> None:
    """Write the templates of every article; an article without an incident has one template of asterisks."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for docid, entries in articles:
            templates = [key_fills(entry.incident, number, entry.report.published) for number, entry in enumerate(entries, start=1)]
            for fills in templates or [{slot: [INAPPLICABLE] for slot in Slot}]:
                file.write("\n" + "\n".join(_lines({**fills, Slot.MESSAGE_ID: [docid]})) + "\n")


def key_fills(incident: Incident, number: int, published: date | None) -> Fills:
    """The fills of all slots but the message's id, in the notation of the keys; `published` is the date of the article."""
    fills = {slot: [NULL] for slot in Slot} | {
        Slot.TEMPLATE: [str(number)],
        Slot.DATE: [date_fill(incident.date, published)],
        Slot.LOCATION: [_location(incident)],
        Slot.TYPE: [muc4.muc4_type(incident)],
        Slot.STAGE: [(incident.stage or "accomplished").upper()],
        Slot.CATEGORY: [muc4.category(incident) or NULL],
    }
    for part in (_instruments(incident), _perpetrators(incident), _things(incident), _people(incident)):
        fills |= {slot: values for slot, values in part.items() if values}
    if not incident.targets and fills[Slot.TYPE] == ["KIDNAPPING"]:
        fills |= {slot: [INAPPLICABLE] for slot in _PHYSICAL}
    return fills


def _lines(fills: Fills) -> list[str]:
    lines = []
    for slot in Slot:
        title = f"{slot}.".ljust(4) + TITLES[slot]
        lines += [f"{title if first else '':<{_INDENT}}{value}" for first, value in _first_marked(fills[slot])]
    return lines


def _first_marked(values: list[str]) -> list[tuple[bool, str]]:
    return [(position == 0, value) for position, value in enumerate(values)]


def _quoted(words: str) -> str:
    escaped = " ".join(words.upper().split()).replace('"', '\\"')
    return f'"{escaped}"'


def date_fill(told: IncidentDate | None, published: date | None) -> str:
    """INCIDENT: DATE. As the task documentation asks (7.3), without a date it is "on or before" the date of the article."""
    known = when(told)
    if known is None:
        return f"- {_day(published)}" if published else NULL
    return _day(known.start) if known.start == known.end else f"{_day(known.start)} - {_day(known.end)}"


def _day(day: date) -> str:
    return f"{day:%d %b %y}".upper()


def _location(incident: Incident) -> str:
    """Country first, then the areas down to the place, each with its class; two places for what happened between them."""
    place = incident.place
    if place is None or place.country is None:
        return NULL
    parts = [(country_name(place.country) or place.country).upper()]
    regions = ((place.admin1, "DEPARTMENT"), (place.admin2, "MUNICIPALITY"))
    parts += [f"{name.upper()} ({area})" for name, area in regions if name and name != place.name]
    ends = [one for one in incident.places if one.relation == "between"][:2] if place.relation == "between" else [place]
    own = [f"{name.upper()} ({_AREAS[one.precision]})" for one in ends if (name := one.name or one.text) and one.precision in _AREAS]
    return ": ".join([*parts, " - ".join(own)] if own else parts)


def _instruments(incident: Incident) -> Fills:
    named = [(words, weapon) for weapon in incident.weapons for words in mentions([weapon.text or ""])]
    types = [f"{kind}: {_quoted(words)}" for words, weapon in named if (kind := muc4.instrument_type(weapon))]
    return {Slot.INSTRUMENT_ID: [_quoted(words) for words, _ in named], Slot.INSTRUMENT_TYPE: types}


def _perpetrators(incident: Incident) -> Fills:
    fills: Fills = {Slot.PERP_INDIVIDUAL: [], Slot.PERP_ORGANIZATION: [], Slot.PERP_CONFIDENCE: []}
    for one in incident.perpetrators:
        alternatives = " / ".join(map(_quoted, mentions((one.text, *one.aliases))))
        if alternatives and one.kind == "individual":
            fills[Slot.PERP_INDIVIDUAL].append(alternatives)
        elif alternatives:
            fills[Slot.PERP_ORGANIZATION].append(alternatives)
            fills[Slot.PERP_CONFIDENCE].append(f"{muc4.perpetrator_confidence(one)}: {alternatives}")
    return fills


def _things(incident: Incident) -> Fills:
    things = [(words, target) for target in incident.targets if target.kind == "thing" for words in mentions([target.text])]
    return {
        Slot.PHYS_ID: [_quoted(words) for words, _ in things],
        Slot.PHYS_TYPE: [f"{muc4.physical_type(target.class_) or 'OTHER'}: {_quoted(words)}" for words, target in things if target.class_],
        Slot.PHYS_NUMBER: [f"{_number(target.text)}: {_quoted(words)}" for words, target in things],
    }


def _people(incident: Incident) -> Fills:
    fills: Fills = {slot: [] for slot in _HUMAN}
    tolls = ((incident.killed, "DEATH"), (incident.injured, "INJURY"), (incident.abducted, None))
    people = [(group.text, group.category, effect) for toll, effect in tolls if toll for group in toll.groups if not group.perpetrator]
    people += [(victim.text, None, None) for victim in incident.victims]
    for text, category, effect in people:
        for words in mentions([text]):
            fills[Slot.HUM_NAME if _is_name(words) else Slot.HUM_DESCRIPTION].append(_quoted(words))
            fills[Slot.HUM_NUMBER].append(f"{_number(text)}: {_quoted(words)}")
            kind = muc4.human_type(category)
            fills[Slot.HUM_TYPE] += [f"{kind}: {_quoted(words)}"] if kind else []
            fills[Slot.HUM_EFFECT] += [f"{effect}: {_quoted(words)}"] if effect else []
    return {slot: list(dict.fromkeys(values)) for slot, values in fills.items()}


def _is_name(words: str) -> bool:
    return len(words.split()) > 1 and not words.isupper() and all(word[0].isupper() for word in words.split())


def _number(phrase: str) -> str:
    count = parse_count(phrase)
    if count.min == count.max and count.min is not None:
        return f"{'~' if count.approximate else ''}{count.min}"
    if count.max is None:
        return "PLURAL" if (count.min or 0) <= 2 else f"{count.min} -"
    return f"- {count.max}" if count.min is None else f"{count.min}-{count.max}"
