"""How many facts of incidents are right: one-to-one alignment of predicted and gold incidents, then F1 over fields that hold something.

Pairs are aligned by the number of fields that agree, best first. A spurious incident costs precision in every field it fills, a missed
main incident recall. A gold background incident may be found or not; found, it is neither right nor wrong. Phrases agree if the words of
one contain the other's, or if half of all words are shared.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sigact.data.incident import Incident
from sigact.train.benchmarks.facts_gold import NONE, STATUS, GoldIncident, bounds_of, claim_of, month_day
from sigact.train.benchmarks.tallies import Tally, normalised, total

FIELDS = (
    *("type", "stage", "date", "place", "country", "weapon", "perpetrator organisation", "claim"),
    *("killed", "injured", "abducted", "target"),
)
_NOTHING = GoldIncident()


@dataclass(frozen=True)
class Outcome:
    """One document: counts by field, incidents (main gold, predicted, matched) and main incidents with every field right."""

    fields: Mapping[str, Tally]
    incidents: Tally
    exact: int

    def all_fields(self) -> Tally:
        return total(self.fields.values())


@dataclass(frozen=True)
class _Field:
    """Whether the prediction says something, whether the gold does, and whether the prediction is right."""

    said: bool
    expected: bool
    right: bool

    @property
    def agrees(self) -> bool:
        return self.right or not (self.said or self.expected)


def score_document(gold: Sequence[GoldIncident], predicted: Sequence[Incident]) -> Outcome:
    """Align and count."""
    compared = [[_compare(one, other) for other in gold] for one in predicted]
    pairs = _align(compared)
    told = {ours: theirs for ours, theirs in pairs if gold[theirs].main}
    background = {ours for ours, theirs in pairs if not gold[theirs].main}
    rows = [compared[ours][theirs] for ours, theirs in told.items()]
    rows += [_spurious(one) for number, one in enumerate(predicted) if number not in told and number not in background]
    rows += [_missed(one) for number, one in enumerate(gold) if one.main and number not in told.values()]
    fields = {name: total(_tally(row[name]) for row in rows) for name in FIELDS}
    main = sum(one.main for one in gold)
    exact = sum(all(field.agrees for field in compared[ours][theirs].values()) for ours, theirs in told.items())
    return Outcome(fields, Tally(len(told), len(predicted), len(told), main), exact)


def matched(gold: Sequence[GoldIncident], predicted: Sequence[Incident]) -> list[bool]:
    """Whether each predicted incident is aligned with a gold one, a background one too."""
    aligned = {ours for ours, _ in _align([[_compare(one, other) for other in gold] for one in predicted])}
    return [number in aligned for number in range(len(predicted))]


def _align(compared: Sequence[Sequence[Mapping[str, _Field]]]) -> list[tuple[int, int]]:
    scores = [(sum(f.right for f in fields.values()), i, j) for i, row in enumerate(compared) for j, fields in enumerate(row)]
    taken: list[tuple[int, int]] = []
    for _, ours, theirs in sorted(scores, reverse=True):
        if all(ours != i and theirs != j for i, j in taken):
            taken.append((ours, theirs))
    return taken


def _tally(field: _Field) -> Tally:
    right = int(field.right and field.expected)
    return Tally(right, int(field.said), right, int(field.expected))


def _spurious(incident: Incident) -> dict[str, _Field]:
    return {name: _Field(field.said, False, False) for name, field in _compare(incident, _NOTHING).items()}


def _missed(gold: GoldIncident) -> dict[str, _Field]:
    return {name: _Field(False, field.expected, False) for name, field in _compare(Incident(id="none", main=True), gold).items()}


def _compare(incident: Incident, gold: GoldIncident) -> dict[str, _Field]:
    status = STATUS[incident.stage or "accomplished"]
    day = month_day(incident.date.value if incident.date else None)
    country = incident.place.country if incident.place else None
    organisations = [one.text for one in incident.perpetrators if one.kind == "organization"]
    claim = claim_of(incident.claimed, accused=bool(organisations))
    things = [target.text for target in incident.targets if target.kind == "thing"]
    attacked = _any_shared([target.text for target in incident.targets], gold.targets)
    return {
        "type": _Field(incident.type not in (None, "unknown"), True, incident.type in gold.types),
        "stage": _Field(status != "completed", gold.status != "completed", status == gold.status),
        "date": _Field(day is not None, gold.month_day is not None, day is not None and day == gold.month_day),
        "place": _phrases(_place_names(incident), gold.places),
        "country": _Field(country is not None, gold.country is not None, country is not None and country == gold.country),
        "weapon": _phrases([weapon.text for weapon in incident.weapons if weapon.text], gold.weapons),
        "perpetrator organisation": _phrases(organisations, gold.organisations),
        "claim": _Field(claim != "unknown", gold.claim != "unknown", claim == gold.claim),
        **{name: _toll(bounds_of(getattr(incident, name)), gold.tolls[name]) for name in gold.tolls},
        "target": _Field(bool(things) or attacked, bool(gold.targets), attacked),
    }


def _place_names(incident: Incident) -> list[str]:
    places = [*([incident.place] if incident.place else []), *incident.places]
    return [name for place in places for name in (place.text, place.name, *place.mentions) if name]


def _toll(said: tuple[int | None, int | None], gold: tuple[int | None, int | None]) -> _Field:
    return _Field(said != NONE, gold != NONE, said == gold != NONE)


def _phrases(said: Sequence[str], gold: Sequence[str]) -> _Field:
    return _Field(bool(said), bool(gold), _any_shared(said, gold))


def _any_shared(said: Sequence[str], gold: Sequence[str]) -> bool:
    return any(_alike(one, other) for one in said for other in gold)


def _alike(one: str, other: str) -> bool:
    words, others = set(normalised(one).split()), set(normalised(other).split())
    if not words or not others:
        return False
    return words <= others or others <= words or 2 * len(words & others) >= len(words | others)
