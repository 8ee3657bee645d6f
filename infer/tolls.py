"""People killed, injured or abducted in one incident: phrases -> groups -> one number.

1. Within a sentence groups add up ("Ana Ruiz and his two sons" is three), except parts ("including two children and a nurse"; "17 people:
   11 sailors and six guards": what follows a number and adds up to it), names of people whom the sentence already counts ("two nurses,
   Ana Ruiz and Li Wen"), phrases it repeats, and tolls that it revises ("rose to 34 from 19").
2. The incident's number is the one that most sentences with a number give, sentences that add to another ("two more died") left
   aside; among numbers given equally often the highest, an exact one before an open one. Without numbers it is what the sentence
   says that names most people. People named in one sentence, and the different names of all sentences, are a lower limit.
3. Who was abducted and then killed is told as killed: without ABDUCTED phrases the people of the sentences that tell of the taking count.
4. The groups are the people as `sigact.infer.people` tells them apart: one group for all mentions of the same people, with the category
   that any of them tells; groups hold parts too, so their numbers need not add up to the toll. Killed attackers are groups of their own.
"""

import re
from collections.abc import Sequence
from functools import reduce

from sigact.data.incident import Count, Group, Toll
from sigact.infer.grouping import Told
from sigact.infer.people import OTHERS, People, count_of, extents_of, people_in, same_people
from sigact.infer.people_classes import most_telling

_PART_AFTER = re.compile(r"^\W*(?:among (?:them|the (?:dead|victims|injured|wounded))|of them)\b")
_LIST_GOES_ON = re.compile(r"^[^;]*?(?:^|,|\band\b|\bas well as\b)\s*+(?:an?|the|his|her|their)?\s*+$")
_AND = re.compile(r"\s*+,?\s*+(?:and|as well as)\s*+(?:an?|the|his|her|their)?\s*+")
_HARM = re.compile(r"\b(?:kill|die[sd]?\b|dead|wound|injur|hurt|abduct|kidnap|took\b|taken\b|seiz)")
_REVISED = re.compile(r"\b(?:from|(?:first|earlier|initial) (?:count|toll|figure|report) of|previously(?: \w+){0,3})\W*$")
_NOBODY = Count(min=0, max=0)
_FAR = 80


def toll_of(told: Sequence[Told], label: str, *, perpetrators: bool = False) -> Toll | None:
    """The toll of all spans with `label`, None if there are none."""
    mentions = people_in(told, [label])
    if not mentions:
        return None
    best = _incident_total(told, mentions)
    groups = tuple(_group(people, perpetrators=perpetrators) for people in same_people(mentions))
    confidence = max(mention.span.confidence for mention in mentions)
    return Toll(**_numbers(best), perpetrators=best.min if perpetrators else None, groups=groups, confidence=confidence)


def killed_toll(told: Sequence[Told]) -> Toll | None:
    """Killed in all: victims, and the attackers, unless a sentence counts them among the victims ("including three attackers")."""
    victims, attackers = toll_of(told, "KILLED"), toll_of(told, "PERP_KILLED", perpetrators=True)
    if victims is None or attackers is None:
        return victims or attackers
    total = victims if any(map(_counts_attackers, told)) else _plus(victims, attackers)
    confidence = min(one.confidence or 0.0 for one in (victims, attackers))
    return Toll(**_numbers(total), perpetrators=attackers.perpetrators, groups=victims.groups + attackers.groups, confidence=confidence)


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
    counting = [(one, _counting(one, own)) for one, own in sentences if own]
    totals = [(_sentence_total(one, own), own) for one, own in counting]
    unnumbered = [total for total, own in totals if not any(mention.numbered for mention in own)]
    listed = max([*unnumbered, _told_apart([mention for _, own in totals for mention in own])], key=_says_most)
    counted = [
        total
        for total, own in totals
        if any(mention.numbered for mention in own) and not all(OTHERS.search(mention.phrase) for mention in own)
    ]
    if not counted:
        return max([*(total for total, _ in totals), listed], key=_says_most)
    best = max(counted, key=lambda total: (counted.count(total), *_says_most(total)))
    return listed if best.max is not None and (listed.min or 0) > best.max else best


def _counting(told: Told, mentions: Sequence[People]) -> list[People]:
    """What of a sentence counts: parts, revised tolls and repetitions left out."""
    counting: list[People] = []
    end, in_parts = 0, False
    for mention in mentions:
        start, stop = mention.span.start - told.sentence.start, mention.span.end - told.sentence.start
        before, between = told.text[:start].lower(), told.text[end:start].lower()
        goes_on = in_parts and bool(_LIST_GOES_ON.search(between)) and not _HARM.search(between)
        in_parts = bool(counting) and mention.described is None and (mention.part or goes_on)
        part_after = bool(counting) and bool(_PART_AFTER.match(told.text[stop:].lower()))
        if not (in_parts or part_after or _REVISED.search(before) or _is_repeated(mention, counting) or _is_told_again(mention, counting)):
            counting.append(mention)
        end = stop
    return counting


def _is_repeated(mention: People, counting: Sequence[People]) -> bool:
    known = mention.name and any(mention.name <= other.name for other in counting)
    return bool(known) or mention.described is not None or any(mention.phrase == other.phrase for other in counting)


def _is_told_again(mention: People, counting: Sequence[People]) -> bool:
    """The same number of the same people, far from where the sentence told it first, as in texts without full stops."""
    words, number = mention.description, mention.count
    return any(
        other.numbered
        and mention.numbered
        and other.count == number
        and (number.min or 0) > 1
        and bool(words and other.description)
        and (words <= other.description or other.description <= words)
        and mention.span.start - other.span.end > _FAR
        and not OTHERS.search(mention.phrase)
        for other in counting
    )


def _sentence_total(told: Told, mentions: Sequence[People]) -> Count:
    everyone = _sum([mention.count for mention in mentions])
    whole = mentions[0].count if mentions else _NOBODY
    if len(mentions) > 2 and whole.min is not None and everyone.min == 2 * whole.min:
        return whole
    return _sum([mention.count for mention in _without_names_of_counted(told, mentions)])


def _without_names_of_counted(told: Told, mentions: Sequence[People]) -> list[People]:
    """Names after a number say who they were ("two nurses, Ana Ruiz and Li Wen"), unless "and" joins them to it."""
    kept: list[People] = []
    number: People | None = None
    naming = False
    for mention in mentions:
        if number is not None and mention.name:
            between = told.text[number.span.end - told.sentence.start : mention.span.start - told.sentence.start]
            bare = not mention.description or ":" in between
            naming = naming or (bare and not _AND.fullmatch(between))
        else:
            naming = False
        if not naming:
            kept.append(mention)
        number = mention if mention.numbered else number
    return kept


def _told_apart(mentions: Sequence[People]) -> Count:
    """How many different people all sentences name."""
    named = sum(any(mention.name for mention in people) for people in same_people(mentions))
    return Count(min=named, max=named)


def _counts_attackers(told: Told) -> bool:
    victims, attackers = people_in([told], ["KILLED"]), people_in([told], ["PERP_KILLED"])
    return bool(victims) and any(victims[0].span.start < mention.span.start and mention.part for mention in attackers)


def _says_most(count: Count) -> tuple[int, bool]:
    return count.min or count.max or 0, count.max is not None


def _sum(counts: Sequence[Count]) -> Count:
    return reduce(_plus, counts, _NOBODY)


def _plus(one: Count, other: Count) -> Count:
    low = None if one.min is None and other.min is None else (one.min or 0) + (other.min or 0)
    high = None if one.max is None or other.max is None else one.max + other.max
    return Count(min=low, max=high, approximate=one.approximate or other.approximate)


def _numbers(count: Count) -> dict[str, int | bool | None]:
    return {"min": count.min, "max": count.max, "approximate": count.approximate}
