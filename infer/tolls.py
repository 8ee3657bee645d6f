"""People killed, injured or abducted in one incident: phrases -> groups -> one number.

1. Within a sentence groups add up ("Ana Ruiz and his two sons" is three), except parts ("including two children and a nurse"; "17 people:
   11 sailors and six guards": what follows a number and adds up to it), names of people whom the sentence already counts ("two nurses,
   Ana Ruiz and Li Wen"), phrases it repeats or points to ("the rebel"), and tolls that it revises ("rose to 34 from 19").
2. The incident's number is the one that most sentences with a number give, sentences that add to another ("two more died") or name those
   counted ("were identified as ...") left aside; among numbers given equally often the highest, an exact one before an open one. Without
   numbers it is what the sentence says that names most people. People named in one sentence, and the different names of all sentences,
   are a lower limit, unless a list of names confirms the number.
3. Who was abducted and then killed is told as killed: without ABDUCTED phrases the people of the sentences that tell of the taking count.
4. The groups are the people as `sigact.infer.people` tells them apart: one group for all mentions of the same people, with the category
   that any of them tells; groups hold parts too, so their numbers need not add up to the toll. Killed attackers are groups of their own;
   who blew himself up is one of them.
"""

from collections.abc import Sequence
from dataclasses import replace

from sigact.data.incident import Count, Group, Toll
from sigact.infer.decoding import TaggedSpan
from sigact.infer.people import OTHERS, People, count_of, extents_of, same_people
from sigact.infer.people_classes import most_telling
from sigact.infer.people_mentions import people_in
from sigact.infer.sentence_tolls import counting_in, plus, sentence_total
from sigact.infer.told import Told


def toll_of(told: Sequence[Told], label: str, *, perpetrators: bool = False) -> Toll | None:
    """The toll of all spans with `label`, None if there are none."""
    mentions = people_in(told, [label])
    if not mentions:
        return None
    best = _incident_total(told, mentions)
    groups = tuple(_group(people, perpetrators=perpetrators) for people in same_people(mentions))
    confidence = max(mention.span.confidence for mention in mentions)
    return Toll(**_numbers(best), perpetrators=best.min if perpetrators else None, groups=groups, confidence=confidence)


def killed_toll(told: Sequence[Told], suicide: Sequence[TaggedSpan] = ()) -> Toll | None:
    """Killed in all: victims, and the attackers, unless a sentence counts them among the victims ("including three attackers").

    `suicide` are the phrases that tell that attackers blew themselves up: whom such a sentence names as the attacker died, whether or not
    another says so.
    """
    victims = toll_of(told, "KILLED")
    attackers = toll_of(told, "PERP_KILLED", perpetrators=True) or toll_of(_blown_up(told, suicide), "PERP_INDIVIDUAL", perpetrators=True)
    if victims is None or attackers is None:
        return victims or attackers
    total = victims if any(map(_counts_attackers, told)) else plus(victims, attackers)
    confidence = min(one.confidence or 0.0 for one in (victims, attackers))
    return Toll(**_numbers(total), perpetrators=attackers.perpetrators, groups=victims.groups + attackers.groups, confidence=confidence)


def _blown_up(told: Sequence[Told], suicide: Sequence[TaggedSpan]) -> list[Told]:
    """The sentences of `suicide` with the attackers that they tell of, each sentence's nearest before the words, or the words' own."""
    found = []
    for one in told:
        words = [span for span in one.spans if span in suicide]
        attackers = [span for span in one.spans if span.label == "PERP_INDIVIDUAL"]
        own = [span for span in attackers if span in words] or [span for span in attackers if words and span.end <= words[0].start][-1:]
        found += [replace(one, spans=tuple(own))] if own else []
    return found


def injured_toll(told: Sequence[Told]) -> Toll | None:
    """Injured who lived: whoever the text also names among the killed counts there alone."""
    everyone = people_in(told, ("KILLED", "INJURED"))
    dead = [mention for mention in everyone if mention.span.label == "KILLED"]
    died = {mention.span for mention in everyone if mention.span.label == "INJURED" and any(_is_dead(mention, one) for one in dead)}
    return toll_of([replace(one, spans=tuple(span for span in one.spans if span not in died)) for one in told], "INJURED")


def _is_dead(injured: People, dead: People) -> bool:
    return injured.described == dead.span or bool(injured.name and injured.name <= dead.name)


def abducted_toll(told: Sequence[Told]) -> Toll | None:
    """Abducted; where nobody is told as such, those killed, else injured or attacked, in the sentences that tell of a taking."""
    taking = [one for one in told if any(span.label == "HOSTAGE_TAKING" for span in one.spans)]
    tolls = (toll_of(told, "ABDUCTED"), *(toll_of(taking, label) for label in ("KILLED", "INJURED", "VICTIM")))
    return next((toll for toll in tolls if toll), None)


def _group(people: Sequence[People], *, perpetrators: bool) -> Group:
    return Group(
        **_numbers(count_of(people)),
        text=people[0].phrase,
        category="attacker" if perpetrators else most_telling([mention.phrase for mention in people]).category,
        perpetrator=perpetrators,
        spans=extents_of(people),
        confidence=max(mention.span.confidence for mention in people),
    )


def _incident_total(told: Sequence[Told], mentions: Sequence[People]) -> Count:
    sentences = [(one, [mention for mention in mentions if mention.sentence == one.sentence.start]) for one in told]
    counting = [(one, own) for one, own in ((one, counting_in(one, own)) for one, own in sentences if own) if own]
    totals = [(sentence_total(one, own), own) for one, own in counting]
    unnumbered = [total for total, own in totals if not any(mention.numbered for mention in own)]
    listed = max([*unnumbered, _told_apart([mention for _, own in totals for mention in own])], key=_says_most)
    numbered = [(total, own) for total, own in totals if any(mention.numbered for mention in own)]
    counted = [total for place, (total, own) in enumerate(numbered) if not place or not _adds_or_names(own)]
    if not counted:
        return max([*(total for total, _ in totals), listed], key=_says_most)
    best = max(counted, key=lambda total: (counted.count(total), *_says_most(total)))
    confirmed = any(total.min == best.max for total in unnumbered)
    return listed if best.max is not None and (listed.min or 0) > best.max and not confirmed else best


def _adds_or_names(mentions: Sequence[People]) -> bool:
    """True for people beside those counted before ("two more"), and for the names of these ("were identified as Ana Ruiz and two sons")."""
    return all(OTHERS.search(mention.phrase) for mention in mentions) or mentions[0].part


def _told_apart(mentions: Sequence[People]) -> Count:
    """How many different people all sentences name."""
    named = sum(any(mention.name for mention in people) for people in same_people(mentions))
    return Count(min=named, max=named)


def _counts_attackers(told: Told) -> bool:
    victims, attackers = people_in([told], ["KILLED"]), people_in([told], ["PERP_KILLED"])
    return bool(victims) and any(victims[0].span.start < mention.span.start and mention.part for mention in attackers)


def _says_most(count: Count) -> tuple[int, bool]:
    return count.min or count.max or 0, count.max is not None


def _numbers(count: Count) -> dict[str, int | bool | None]:
    return {"min": count.min, "max": count.max, "approximate": count.approximate}
