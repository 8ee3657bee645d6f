"""Which spans belong to which incident: a walk through the sentences.

1. A sentence *tells* if it holds a trigger, people (killed, injured, abducted, attackers killed, victims), words that say an
   attack was foiled, or a weapon and a target. Spans of other sentences join the incident that was told last; their dates do not date it.
2. A sentence that tells of habits, totals or what could happen (`sigact.infer.habitual`) tells of no incident: its spans stay
   unassigned.
3. A telling sentence joins the incident told last if nothing contradicts, else the first main incident that it does not
   contradict, else it opens a new one. It contradicts an incident if their dates cannot be the same day (or the next), unless
   within a week it names the same victim; or if it alone was months or years ago, to other people or
   where the incident has a day; or if, in another paragraph, it names places of
   which the incident has none, and speaks of another act ("another", "separately", "elsewhere", ...) or both give a day; or if it
   names another organisation and another type of act.
4. An incident dated more than a week before the first one is background (`main` false); its sentence joins no later incident
   that has no date. A new paragraph goes on with background only where it names a place, a person or an organisation of it; else
   it returns to the main incidents.
5. What has no place, day, people or target of its own, or no word for an act or its victims, is no incident: its spans stay unassigned.
   So do those of what may be an accident (`sigact.infer.violence`).

Example: "A bomb killed two in Herat on Monday. | Separately, gunmen shot a judge in Kabul. | Last March a blast in Herat killed
nine." (| is a new paragraph) gives three incidents: Herat; Kabul (another act, another place); and Herat in March, background,
since its date cannot be Monday.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sigact.data.labels import TRIGGERS
from sigact.infer.decoding import TaggedSpan
from sigact.infer.habitual import tells_no_incident
from sigact.infer.sentences import Sentence
from sigact.infer.told import PEOPLE, Days, Told, aligned, told_sentences
from sigact.infer.violence import shows_violence

_ANOTHER = re.compile(
    r"\b(?:separate(?:ly)?|elsewhere|meanwhile|in (?:a different|other|another)"
    r"|(?:another|second) (?:incident|attack|blast|bombing|raid|clash|shooting))\b",
    re.IGNORECASE,
)
_BACKGROUND_AFTER = timedelta(days=7)


@dataclass
class Group:
    """The sentences of one incident; `main` is false for background."""

    told: list[Told] = field(default_factory=list)
    main: bool = True

    @property
    def spans(self) -> list[TaggedSpan]:
        return [span for told in self.told for span in told.spans]

    def dates(self) -> list[Days]:
        """Dates of the sentences that tell: a caption's date is not the incident's."""
        return [told.days for told in self.told if told.days and told.tells()]

    def is_incident(self) -> bool:
        """An act that shows violence, and a place, a day, people or a target of its own."""
        labels = {span.label for span in self.spans}
        told = bool(labels & {*TRIGGERS, "FOILED", *PEOPLE}) and bool(labels & {*PEOPLE, "PLACE", "DATE", "TARGET"})
        return told and shows_violence(self.told)

    def all_of(self, attribute: str) -> set[str]:
        return set().union(*(getattr(told, attribute) for told in self.told))

    def is_long_ago(self) -> bool:
        return any(told.long_ago for told in self.told if told.tells())


def group_spans(
    text: str, spans: Sequence[TaggedSpan], sentences: Sequence[Sentence], published: date | None
) -> tuple[list[Group], list[TaggedSpan]]:
    """Incidents in the order in which they are first told, and the spans that belong to none."""
    groups: list[Group] = []
    unassigned: list[TaggedSpan] = []
    waiting: list[Told] = []
    last: Group | None = None
    for told in told_sentences(text, spans, sentences, published):
        if tells_no_incident(told):
            unassigned += told.spans
        elif not told.tells():
            (last.told if last else waiting).append(told)
        else:
            background = bool(groups) and _is_background(told, groups[0], published)
            last = _home(told, groups, last, background=background)
            if last is None:
                last = Group(main=not background)
                groups.append(last)
            last.told += [*waiting, told]
            waiting = []
    return groups, sorted([*unassigned, *(span for told in waiting for span in told.spans)], key=lambda span: span.start)


def incidents_among(groups: Sequence[Group], unassigned: Sequence[TaggedSpan]) -> tuple[list[Group], list[TaggedSpan]]:
    """The groups that are incidents; the spans of the others join the unassigned ones."""
    dropped = [span for group in groups if not group.is_incident() for span in group.spans]
    return [group for group in groups if group.is_incident()], sorted([*unassigned, *dropped], key=lambda span: span.start)


def _home(told: Told, groups: Sequence[Group], last: Group | None, *, background: bool) -> Group | None:
    """The incident that a telling sentence joins, or None for a new one."""
    if last is None:
        return None
    undated = [group for group in groups[1:] if background and not group.dates()]
    open_to = [group for group in groups if group not in undated and not _contradicts(told, group)]
    same_paragraph = told.sentence.paragraph == last.told[-1].sentence.paragraph
    if last in open_to and (last.main or same_paragraph or told.names & last.all_of("names")):
        return last
    return next((group for group in open_to if group.main), None)


def _contradicts(told: Told, group: Group) -> bool:
    if told.days and group.dates() and not any(_overlap(aligned(told.days, days), days) for days in group.dates()):
        near = any(_apart(aligned(told.days, days), days) <= _BACKGROUND_AFTER for days in group.dates())
        if not (near and told.victims & group.all_of("victims")):
            return True
    if told.long_ago and not group.is_long_ago() and (any(map(_is_day, group.dates())) or told.phrases(*PEOPLE)):
        return True
    same_paragraph = any(told.sentence.paragraph == other.sentence.paragraph for other in group.told)
    places = group.all_of("places")
    elsewhere = bool(told.places) and bool(places) and not told.places & places
    both_dated = told.days is not None and _is_day(told.days) and any(map(_is_day, group.dates()))
    if elsewhere and not same_paragraph and (both_dated or _ANOTHER.search(told.text)):
        return True
    organisations, acts = group.all_of("organisations"), group.all_of("acts")
    others = bool(told.organisations) and bool(organisations) and not _share_word(told.organisations, organisations)
    return others and bool(told.acts) and bool(acts) and not told.acts & acts


def _overlap(one: Days, other: Days) -> bool:
    day = timedelta(days=1)
    return (
        one[0] <= other[1] + day and other[0] <= one[1] + day
        if one[0] == one[1] and other[0] == other[1]
        else one[0] <= other[1] and other[0] <= one[1]
    )


def _apart(one: Days, other: Days) -> timedelta:
    return max(one[0] - other[1], other[0] - one[1])


def _is_day(days: Days) -> bool:
    return days[0] == days[1]


def _share_word(one: frozenset[str], other: set[str]) -> bool:
    return bool({word for name in one for word in name.split()} & {word for name in other for word in name.split()})


def _is_background(told: Told, first: Group, published: date | None) -> bool:
    if told.long_ago:
        return not first.is_long_ago()
    dates = first.dates()
    anchor = dates[0] if dates else (published, published) if published else None
    return bool(anchor and told.days and aligned(told.days, anchor)[1] < anchor[0] - _BACKGROUND_AFTER)
