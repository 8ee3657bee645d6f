"""Gold facts of incidents, from `dev_facts.jsonl` of SATP or from annotated articles."""

import re
from dataclasses import dataclass, field
from typing import Literal

from sigact.data.article import Article
from sigact.data.incident import Count, Incident, Stage
from sigact.data.sources.satp import FactIncident

Claim = Literal["claimed", "no_claim", "denied", "accused", "unknown"]
Bounds = tuple[int | None, int | None]
NONE: Bounds = (0, 0)

STATUS: dict[Stage, str] = {"accomplished": "completed", "attempted": "foiled", "threatened": "threatened"}
_MONTH_DAY = re.compile(r"[\dX]{4}-(\d\d)-(\d\d)(?:$|/)")


@dataclass(frozen=True)
class GoldIncident:
    """What a text says of an incident; of `types` the best is first. A toll of 0 to 0 is also "not said"."""

    main: bool = True
    types: tuple[str, ...] = ()
    status: str = "completed"
    month_day: str | None = None
    places: tuple[str, ...] = ()
    country: str | None = None
    weapons: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    claim: Claim = "unknown"
    tolls: dict[str, Bounds] = field(default_factory=lambda: dict.fromkeys(("killed", "injured", "abducted"), NONE))


def from_facts(facts: FactIncident) -> GoldIncident:
    """A record of `dev_facts.jsonl`."""
    return GoldIncident(
        main=facts.main,
        types=facts.type,
        status=facts.status,
        month_day=facts.md,
        places=facts.places,
        country=facts.country,
        weapons=facts.weapons,
        targets=facts.targets,
        organisations=tuple(alias for group in facts.perp_orgs for alias in group),
        claim=facts.claim,
        tolls={name: bounds_of(getattr(facts, name)) for name in ("killed", "injured", "abducted")},
    )


def from_annotation(article: Article, incident: Incident) -> GoldIncident:
    """An annotated incident: phrases from its spans, the rest from its values."""
    phrases = {span.id: article.text[span.start : span.end] for span in article.spans}

    def of_role(role: str) -> tuple[str, ...]:
        return tuple(phrases[argument.span] for argument in incident.args if argument.role == role)

    organisations = of_role("PERP_ORGANIZATION")
    return GoldIncident(
        main=incident.main,
        types=(incident.type,) if incident.type else (),
        status=STATUS[incident.stage or "accomplished"],
        month_day=month_day(incident.date.value if incident.date else None),
        places=of_role("PLACE"),
        country=incident.place.country if incident.place else None,
        weapons=of_role("WEAPON"),
        targets=of_role("TARGET"),
        organisations=organisations,
        claim=claim_of(incident.claimed, accused=bool(organisations)),
        tolls={name: bounds_of(getattr(incident, name)) for name in ("killed", "injured", "abducted")},
    )


def claim_of(claimed: bool | None, *, accused: bool) -> Claim:
    """`claimed` of the schema in the words of the facts."""
    if claimed is None:
        return "accused" if accused else "unknown"
    return "claimed" if claimed else "no_claim"


def month_day(edtf: str | None) -> str | None:
    """MM-DD of an EDTF day, or of the first day of an interval."""
    match = _MONTH_DAY.search(edtf or "")
    return f"{match[1]}-{match[2]}" if match else None


def bounds_of(count: Count | None) -> Bounds:
    """Minimum and maximum of a toll."""
    return (count.min or 0, count.max) if count else NONE
