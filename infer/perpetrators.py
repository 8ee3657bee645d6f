"""Perpetrators: organisations and individuals, each once, with name, aliases, country, actor type and how the text accuses them.

Organisations are told apart by `sigact.infer.organisation_mentions`; `name` is the listed name, else the fullest wording without
modifiers and appositions. Individuals are told apart as victims are (`sigact.infer.people`); their name is a personal one, None for
"gunmen". Listed organisations have the list's country and actor type, others what their words tell (`sigact.infer.actor_types`);
individuals beside an organisation ("[Red Front] [fighters]", "[members] of the [Red Front]") or named after one have its country and type.
"""

import re
from collections.abc import Sequence

import pycountry

from sigact.data.incident import Incident, Perpetrator
from sigact.infer.actor_types import has_name, organisation_type, people_type
from sigact.infer.attribution import Attribution, attribution_of, words_about
from sigact.infer.counts import parse_count, says_number
from sigact.infer.decoding import TaggedSpan
from sigact.infer.grouping import Group
from sigact.infer.organisation_mentions import OrganisationMention, points_back, same_bodies
from sigact.infer.organisations import ActorType, Organisations
from sigact.infer.people import People, count_of, same_people
from sigact.infer.people_classes import personal_name
from sigact.infer.people_mentions import people_in
from sigact.infer.phrases import extent_of, phrase_of

_BESIDE = re.compile(
    r"(?:['’]s)?\s*+(?:(?:members?|cadres?|fighters?|militants?)\s++)?(?:of|from|belonging to|loyal to|linked to)?\s*+(?:the)?\s*+",
    re.IGNORECASE,
)


def perpetrators_of(text: str, group: Group, organisations: Organisations, country: str | None) -> list[Perpetrator]:
    """Organisations, then individuals, each in the order of the text; `country` is the incident's."""
    named = [
        OrganisationMention(phrase, span, organisations.named(phrase, country))
        for span, phrase in _phrases(text, group, "PERP_ORGANIZATION")
    ]
    bodies = same_bodies(named)
    told_individuals = people_in(group.told, ["PERP_INDIVIDUAL"]) or people_in(group.told, ["PERP_KILLED"])
    individuals = same_people(told_individuals)
    mentions = [[one.span for one in body] for body in bodies] + [[one.span for one in people] for people in individuals]
    about = words_about(group.told, mentions, len(bodies))
    attributions = [attribution_of(spans, group.told, said) for spans, said in zip(mentions, about, strict=True)]
    known = [_organisation(body, how, country) for body, how in zip(bodies, attributions[: len(bodies)], strict=True)]
    members = [
        next((body for one in people for body, mentions in zip(known, bodies, strict=True) if _is_beside(text, one, mentions)), None)
        for people in individuals
    ]
    return known + [
        _individual(people, how, body, organisations, country)
        for people, how, body in zip(individuals, attributions[len(bodies) :], members, strict=True)
    ]


def with_antecedents(incidents: Sequence[Incident]) -> list[Incident]:
    """ "The same group" is the organisation named last before it, in whatever incident."""
    named = [one for incident in incidents for one in incident.perpetrators if one.kind == "organization" and not points_back(one.text)]
    return [
        incident.model_copy(update={"perpetrators": tuple(_with_antecedent(one, named) for one in incident.perpetrators)})
        for incident in incidents
    ]


def _with_antecedent(one: Perpetrator, named: Sequence[Perpetrator]) -> Perpetrator:
    if not points_back(one.text):
        return one
    before = [(span.start, other) for other in named for span in other.spans if span.start < one.spans[0].start]
    if not before:
        return one.model_copy(update={"name": None})
    last = max(before, key=lambda pair: pair[0])[1]
    return one.model_copy(update={"name": last.name, "country": last.country, "actor_type": last.actor_type})


def _phrases(text: str, group: Group, label: str) -> list[tuple[TaggedSpan, str]]:
    return [(span, phrase_of(text, span)) for span in group.spans if span.label == label]


def _organisation(body: Sequence[OrganisationMention], how: Attribution, country: str | None) -> Perpetrator:
    listed = next((one.listed for one in body if one.listed), None)
    fullest = max(body, key=lambda one: (has_name(one.plain) and not one.is_country, len(one.plain.split())))
    by_words = organisation_type([one.unbracketed for one in body], country)
    actor_type, home = (listed.actor_type, listed.country) if listed else by_words
    name = listed.name if listed else _country_name(fullest.state) if fullest.is_country and fullest.state else fullest.plain
    phrases = [one.phrase for one in body]
    counted = next((phrase for phrase in phrases if says_number(phrase)), None)
    return Perpetrator(
        text=phrases[0],
        name=name,
        aliases=_others(phrases),
        kind="organization",
        actor_type=actor_type,
        count=parse_count(counted) if counted and not has_name(counted) else None,
        country=home,
        spans=tuple(extent_of(one.span) for one in body),
        confidence=max(one.span.confidence for one in body),
        attribution=how.value,
        attribution_spans=how.spans,
        accuser=how.accuser,
    )


def _individual(
    people: Sequence[People], how: Attribution, beside: Perpetrator | None, organisations: Organisations, country: str | None
) -> Perpetrator:
    phrases = [one.phrase for one in people]
    names = [name for phrase in phrases if (name := personal_name(phrase))]
    listed = None if names else next((found for phrase in phrases if (found := organisations.named(phrase, country))), None)
    own: tuple[ActorType, str | None] = (listed.actor_type, listed.country) if listed else people_type(phrases, country)
    actor_type, home = (beside.actor_type, beside.country) if beside else own
    return Perpetrator(
        text=phrases[0],
        name=max(names, key=len, default=None),
        aliases=_others(phrases),
        kind="individual",
        actor_type=actor_type,
        count=count_of(people),
        country=home,
        spans=tuple(extent_of(one.span) for one in people),
        confidence=max(one.span.confidence for one in people),
        attribution=how.value,
        attribution_spans=how.spans,
        accuser=how.accuser,
    )


def _is_beside(text: str, people: People, body: Sequence[OrganisationMention]) -> bool:
    pairs = (sorted((people.span, one.span), key=lambda span: span.start) for one in body)
    return any(first.end <= second.start <= first.end + 40 and _BESIDE.fullmatch(text[first.end : second.start]) for first, second in pairs)


def _country_name(code: str) -> str:
    country = pycountry.countries.get(alpha_2=code)
    return str(getattr(country, "common_name", country.name)) if country else code


def _others(phrases: Sequence[str]) -> tuple[str, ...]:
    """The wordings besides the first, each once."""
    distinct = {phrase.lower(): phrase for phrase in reversed(phrases)}
    distinct.pop(phrases[0].lower())
    return tuple(reversed(distinct.values()))
