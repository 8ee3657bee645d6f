"""MUC-4 templates: the five role fillers of each incident, as benchmarks of role-filler entities and templates take them.

A role is a list of entities, an entity a list of its mentions, as the text has them. Numbers before a noun are left off and bare numbers
are no mentions ("four passengers" -> "passengers", "nine" -> none), as in the keys.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sigact.data.incident import Incident, Toll
from sigact.data.sources.muc4_processed import ROLES
from sigact.infer.codebooks.muc4 import muc4_type
from sigact.infer.rows.entries import Entry

_NUMBERS = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|scores|tens|several|some|many|few"
    r"|at least|at most|more than|fewer than|less than|up to|about|around|nearly|almost|over|another|other|others"
    r"|an?|the|and|of|to|or|between|-)"
)
_COUNTED = re.compile(rf"^(?:{_NUMBERS}[\s-]++)*+(?:{_NUMBERS}$)?", re.IGNORECASE)

Entities = list[list[str]]


def documents(articles: Iterable[tuple[str, list[Entry]]]) -> Iterator[dict[str, Any]]:
    """One object an article: its id and templates, none where it has no incident."""
    for docid, entries in articles:
        yield {"docid": docid, "templates": [template(entry.incident) for entry in entries]}


def template(incident: Incident) -> dict[str, Any]:
    """The type in small letters and the five roles."""
    organisations = [one for one in incident.perpetrators if one.kind == "organization"]
    individuals = [one for one in incident.perpetrators if one.kind == "individual"]
    roles: dict[str, Entities] = {
        "PerpInd": [mentions((one.text, *one.aliases)) for one in individuals],
        "PerpOrg": [mentions((one.text, *one.aliases)) for one in organisations],
        "Target": [mentions([one.text]) for one in incident.targets if one.kind == "thing"],
        "Victim": _victims(incident),
        "Weapon": [mentions([one.text]) for one in incident.weapons if one.text],
    }
    return {"incident_type": muc4_type(incident).lower()} | {role: _distinct(roles[role]) for role in ROLES}


def mentions(texts: Iterable[str]) -> list[str]:
    """The texts without their numbers, each once; bare numbers are left out."""
    return list(dict.fromkeys(words for one in texts if (words := _COUNTED.sub("", one).strip())))


def write_templates(path: Path, articles: Iterable[tuple[str, list[Entry]]]) -> None:
    """Write one JSON line an article."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(json.dumps(document, ensure_ascii=False) + "\n" for document in documents(articles))


def _victims(incident: Incident) -> Entities:
    tolls: tuple[Toll | None, ...] = (incident.killed, incident.injured, incident.abducted)
    people = [group.text for toll in tolls if toll for group in toll.groups if not group.perpetrator and group.max != 0]
    people += [one.text for one in incident.victims] + [one.text for one in incident.targets if one.kind == "people"]
    return [mentions([one]) for one in people]


def _distinct(entities: Entities) -> Entities:
    """Entities with a mention, those of the same words once."""
    seen: dict[tuple[str, ...], list[str]] = {}
    for entity in entities:
        if entity:
            seen.setdefault(tuple(mention.lower() for mention in entity), entity)
    return list(seen.values())
