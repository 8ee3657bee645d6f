"""An incident in a few sentences, for the columns of notes and summaries. No hedge is lost: whoever is accused stays accused.

Example: "14 May 2024 (Tuesday morning): bombing explosion in Tin Aicha, Mali. Perpetrators: Azawad Dawn Brigade (accused by the army).
Targets: minibus. Killed: 4 (four passengers). Weapons: Mine. The text says that nobody claimed it."
"""

from sigact.data.incident import Count, Incident, Perpetrator, Place, Toll
from sigact.infer.codebooks.countries import country_name
from sigact.infer.codebooks.when import when
from sigact.infer.rows.columns import joined
from sigact.infer.rows.entries import Entry

_CLAIMED = {True: "Claimed.", False: "The text says that nobody claimed it.", None: ""}
_HEDGES = {"claimed": "claimed responsibility", "denied": "accused, denies it", "stated": ""}


def perpetrator_words(perpetrator: Perpetrator) -> str:
    """The name or phrase with how the text puts it: "Red Hill Militia (accused by the army)", "gunmen"."""
    name, words = perpetrator.name or perpetrator.text, perpetrator.text
    shown = name if words.lower() in name.lower() else f"{name}, in the text {words!r}" if name.lower() not in words.lower() else words
    hedge = _HEDGES.get(perpetrator.attribution, "accused")
    if perpetrator.accuser and perpetrator.attribution in ("accused", "denied"):
        hedge = hedge.replace("accused", f"accused by {perpetrator.accuser.text}")
    return f"{shown} ({hedge})" if hedge else shown


def attribution(incident: Incident) -> str | None:
    """All perpetrators with their hedges."""
    return joined(map(perpetrator_words, incident.perpetrators))


def notes(entry: Entry) -> str:
    """What the article says of the incident."""
    incident = entry.incident
    parts = (
        f"{_date_words(incident)}{_act_words(incident)}{_place_words(incident.place)}.",
        _labelled("Perpetrators", attribution(incident)),
        _labelled("Targets", joined(target.text for target in incident.targets)),
        _labelled("Killed", toll_words(incident.killed)),
        _labelled("Injured", toll_words(incident.injured)),
        _labelled("Abducted", toll_words(incident.abducted)),
        _labelled("Attacked", joined(victim.text for victim in incident.victims)),
        _labelled("Weapons", weapon_words(incident)),
        _CLAIMED[incident.claimed],
    )
    return " ".join(part for part in parts if part)


def citation(entry: Entry) -> str:
    """The article: title, source, day, address and id, as far as known."""
    report = entry.report
    source = report.source
    title = f'"{report.title}"' if report.title else None
    parts = (
        title,
        source.name if source else None,
        report.published.isoformat() if report.published else None,
        source.url if source else None,
    )
    return joined((*parts, report.id), ", ") or report.id


def weapon_words(incident: Incident) -> str | None:
    return joined(weapon.text for weapon in incident.weapons)


def place_words(place: Place | None) -> str | None:
    """The place as the article names it, with its regions and country."""
    if place is None:
        return None
    return joined((place.text or place.name, place.admin2, place.admin1, country_name(place.country)), ", ")


def toll_words(toll: Toll | None) -> str | None:
    """The number and the phrases behind it: "at least 6 (at least six people), 2 of them attackers"."""
    if toll is None:
        return None
    phrases = joined(group.text for group in toll.groups)
    attackers = f", {toll.perpetrators} of them attackers" if toll.perpetrators else ""
    return f"{count_words(toll)}{f' ({phrases})' if phrases else ''}{attackers}"


def count_words(count: Count) -> str:
    about = "about " if count.approximate else ""
    if count.min is None and count.max is None:
        return "number not told"
    if count.min == count.max:
        return f"{about}{count.min}"
    if count.max is None:
        return f"at least {count.min}"
    return f"up to {count.max}" if count.min is None else f"{about}{count.min} to {count.max}"


def _date_words(incident: Incident) -> str:
    told, known = incident.date, when(incident.date)
    if told is None:
        return ""
    value = f"{known.start.day} {known.start:%B %Y}" if known and known.known == "day" else told.value
    return f"{value} ({told.text}): " if told.text else f"{value}: "


def _act_words(incident: Incident) -> str:
    kind = "attack of unknown type" if incident.type in ("unknown", None) else str(incident.type).replace("_", " ")
    suicide = "suicide " if incident.suicide else ""
    return f"{suicide}{kind}" + {"attempted": " (attempted)", "threatened": " (threatened)"}.get(incident.stage or "", "")


def _place_words(place: Place | None) -> str:
    words = place_words(place)
    return f" {(place and place.relation) or 'in'} {words}" if words else ""


def _labelled(label: str, words: str | None) -> str:
    return f"{label}: {words}." if words else ""
