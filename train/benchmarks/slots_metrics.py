"""MUC-4's scores by slot: templates of a response and of the key are aligned one to one, then fills are counted.

A pair of templates agrees on the type at least partially; of all alignments the one with most credit counts. Fills of templates without a
partner count too: spurious in the response, missing in the key. What the key calls optional, templates and fills, costs nothing when
missed. Slots that do not apply to the key's template are left out. Halves of a point are for fills that are partially right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from sigact.data.sources.muc4_fill import NULL, Fill
from sigact.data.sources.muc4_keys import Template
from sigact.data.sources.muc4_slots import Slot
from sigact.train.benchmarks.slots_credit import RIGHT, credit, parse_location
from sigact.train.benchmarks.tallies import Tally, total

SCORED = tuple(slot for slot in Slot if slot >= Slot.DATE)
Pair = tuple[Template, Template]


@dataclass(frozen=True)
class Outcome:
    """One document. `slots` counts all templates, `aligned` those with a partner; `templates` counts these."""

    slots: Mapping[Slot, Tally]
    aligned: Mapping[Slot, Tally]
    country: Tally
    place: Tally
    templates: Tally

    def all_slots(self) -> Tally:
        return total(self.slots.values())


def score_templates(responses: Sequence[Template], keys: Sequence[Template]) -> Outcome:
    """Align and count."""
    pairs = align(responses, keys)
    taken = {id(template) for pair in pairs for template in pair}
    spurious = [response for response in responses if id(response) not in taken]
    missed = [key for key in keys if id(key) not in taken and not key.optional]
    aligned = {slot: total(_of_pair(slot, *pair) for pair in pairs) for slot in SCORED}
    alone = {
        slot: total([*(Tally(predicted=len(one[slot])) for one in spurious), *(Tally(gold=len(_required(one[slot]))) for one in missed)])
        for slot in SCORED
    }
    return Outcome(
        slots={slot: aligned[slot] + alone[slot] for slot in SCORED},
        aligned=aligned,
        country=total(_country(*pair) for pair in pairs),
        place=total(_place(*pair) for pair in pairs),
        templates=Tally(len(pairs), len(responses), len(pairs), len(pairs) + len(missed)),
    )


def align(responses: Sequence[Template], keys: Sequence[Template]) -> list[Pair]:
    """Pairs of a template of the response and one of the key."""
    if not responses or not keys:
        return []
    credits = np.array([[_likeness(response, key) for key in keys] for response in responses])
    found = zip(*linear_sum_assignment(credits, maximize=True), strict=True)
    return [(responses[i], keys[j]) for i, j in found if credits[i, j]]


def _likeness(response: Template, key: Template) -> float:
    """The credit of all slots; none where the types differ."""
    if not _of_pair(Slot.TYPE, response, key).right:
        return 0.0
    return sum(_of_pair(slot, response, key).right for slot in SCORED)


def _of_pair(slot: Slot, response: Template, key: Template) -> Tally:
    if slot in key.inapplicable:
        return Tally()
    said, right = response[slot], key[slot]
    credits = np.array([[credit(slot, one, other) for other in right] for one in said]).reshape(len(said), len(right))
    pairs = [(i, j) for i, j in zip(*linear_sum_assignment(credits, maximize=True), strict=True) if credits[i, j]]
    points = float(sum(credits[i, j] for i, j in pairs))
    required = len(_required(right)) + sum(_optional(right[j]) for _, j in pairs)
    return Tally(points, len(said), points, required)


def _required(fills: Iterable[Fill]) -> list[Fill]:
    return [fill for fill in fills if not _optional(fill)]


def _optional(fill: Fill) -> bool:
    return fill.optional or NULL in fill.alternatives


def _country(response: Template, key: Template) -> Tally:
    right = {country for text in _texts(key) for country in parse_location(text).countries}
    said = {country for text in _texts(response) for country in parse_location(text).countries}
    return _agreement(said, right)


def _place(response: Template, key: Template) -> Tally:
    """Whether the most specific name is the same."""
    right = {name for text in _texts(key) for name in parse_location(text).place}
    said = {name for text in _texts(response) for name in parse_location(text).place}
    return _agreement(said, right)


def _texts(template: Template) -> Iterator[str]:
    return (text for fill in template[Slot.LOCATION] for text in fill.alternatives if text != NULL)


def _agreement(said: set[str], right: set[str]) -> Tally:
    agree = RIGHT if said & right else 0.0
    return Tally(agree, int(bool(said)), agree, int(bool(right)))
