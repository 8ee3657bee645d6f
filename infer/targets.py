"""Targets of one incident: the things and sites that were attacked, and the people, each with its GTD class.

Things are the TARGET phrases. People are those killed, injured, abducted or attacked without harm, told apart as `sigact.infer.people`
does; the class is what their wordings tell ("the mayor", "Ana Ruiz": government_general), the text the first wording that tells who.
Killed attackers are no targets. A phrase whose words tell no class has none.
"""

from collections.abc import Sequence

from sigact.data.incident import Target
from sigact.infer.grouping import Group
from sigact.infer.people import People, extents_of, same_people
from sigact.infer.people_classes import most_telling
from sigact.infer.people_mentions import people_in
from sigact.infer.phrases import distinct_phrases
from sigact.infer.target_words import thing_class

_ATTACKED = ("KILLED", "INJURED", "ABDUCTED", "VICTIM")


def targets_of(text: str, group: Group) -> list[Target]:
    """Things, then people, each in the order of the text."""
    things = [
        Target(text=phrase, kind="thing", class_=thing_class(phrase).class_, spans=extents, confidence=confidence)
        for phrase, extents, confidence in distinct_phrases(text, group.spans, "TARGET")
    ]
    return [*things, *map(_people, same_people(people_in(group.told, _ATTACKED)))]


def _people(people: Sequence[People]) -> Target:
    telling = next((mention for mention in people if mention.description or mention.name), people[0])
    return Target(
        text=telling.phrase,
        kind="people",
        class_=most_telling([mention.phrase for mention in people]).class_,
        spans=extents_of(people),
        confidence=max(mention.span.confidence for mention in people),
    )
