"""Marked mentions -> role-filler entities of MUC-4.

Mentions of one role are merged by `sigact.infer.coreference`. In what is written an entity has one mention, its most certain wording: an
entity counts as right in CEAF-REE only if all its mentions are right, and one is enough for it, so a second can only lose it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sigact.data.sources.muc4_processed import ROLES
from sigact.infer.coreference import Coreference, wordings_of
from sigact.infer.decision import Decision
from sigact.infer.decoding import TaggedSpan
from sigact.infer.organisations import name_key

Entities = dict[str, list[list[str]]]
"""By role; an entity is its mentions."""


class Mention(NamedTuple):
    """A phrase with a role, which begins at code point `start`."""

    role: str
    phrase: str
    start: int
    confidence: float


@dataclass(frozen=True)
class RoleEntity:
    """`wordings` from the most certain to the least, `confidence` of the most certain mention."""

    role: str
    wordings: tuple[str, ...]
    confidence: float


def mentions_of(text: str, spans: Iterable[TaggedSpan]) -> list[Mention]:
    """The spans of a model with MUC-4's labels."""
    return [Mention(span.label, text[span.start : span.end], span.start, span.confidence) for span in spans]


def role_entities(text: str, mentions: Sequence[Mention], decision: Decision | None = None) -> list[RoleEntity]:
    """Entities by role, those of a role in the order of the text; those that `decision` does not keep are left out."""
    entities = [entity for role in ROLES for entity in _merged(text, role, [one for one in mentions if one.role == role])]
    return [one for one in entities if decision is None or decision.keeps(one.role, one.confidence)]


def _merged(text: str, role: str, mentions: Sequence[Mention]) -> list[RoleEntity]:
    certain: dict[str, float] = {}
    for one in mentions:
        key = name_key(one.phrase)
        certain[key] = max(certain.get(key, 0.0), one.confidence)
    found = []
    for entity in Coreference.default().entities(text, role, wordings_of((one.phrase, one.start) for one in mentions)):
        ranked = sorted(entity, key=lambda wording: -certain[wording.key])
        found.append(RoleEntity(role, tuple(wording.phrase for wording in ranked), certain[ranked[0].key]))
    return found


def written(entities: Iterable[RoleEntity]) -> Entities:
    """The form of `ree`, without places."""
    by_role: Entities = {role: [] for role in ROLES}
    for entity in entities:
        by_role[entity.role].append([entity.wordings[0]])
    return by_role
