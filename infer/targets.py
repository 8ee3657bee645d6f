"""Targets of one incident: the things and sites that were attacked, and the people, each with its GTD class.

Things are the TARGET phrases; a shorter wording ("embassy") joins a fuller one that ends in it ("US embassy"). People are those killed,
injured, abducted or attacked without harm, told apart as `sigact.infer.people` does; the class is what their wordings tell ("the mayor",
"Ana Ruiz": government_general), the text the first wording that tells who. Killed attackers are no targets. A phrase whose words tell no
class has none.
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
    things: dict[str, Target] = {}
    for phrase, extents, confidence in sorted(distinct_phrases(text, group.spans, "TARGET"), key=lambda found: -len(found[0])):
        fuller = next((known for known in things if known.lower().endswith(f" {phrase.lower()}")), phrase)
        said = things.get(fuller, Target(text=phrase, kind="thing", class_=thing_class(phrase).class_, confidence=confidence))
        best = max(confidence, said.confidence or 0.0)
        things[fuller] = said.model_copy(update={"spans": (*said.spans, *extents), "confidence": best})
    return [*sorted(things.values(), key=lambda thing: thing.spans[0].start), *map(_people, same_people(people_in(group.told, _ATTACKED)))]


def _people(people: Sequence[People]) -> Target:
    telling = next((mention for mention in people if mention.description or mention.name), people[0])
    return Target(
        text=telling.phrase,
        kind="people",
        class_=most_telling([mention.phrase for mention in people]).class_,
        spans=extents_of(people),
        confidence=max(mention.span.confidence for mention in people),
    )
