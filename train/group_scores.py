"""Span scores by group of articles: where a model reads better and where worse.

Groups are those of an article's first main incident: the region of its country, and which side its perpetrators are on; besides, source
and genre. Regions are GTD's, joined into six. Sides go by the organisation list and by the words of the gold phrases, as in extraction.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sigact.data.article import Article
from sigact.data.incident import Incident
from sigact.infer.actor_types import organisation_type, people_type
from sigact.infer.codebooks.countries import codes_of
from sigact.infer.organisations import Organisations
from sigact.train.scores import Predictions, score_spans

QUOTABLE_ARTICLES = 10
_NO_INCIDENT = "no incident"
_REGIONS = {
    "Americas": (1, 2, 3),
    "East and Southeast Asia, Oceania": (4, 5, 12),
    "South Asia": (6,),
    "Europe and Central Asia": (7, 8, 9),
    "Middle East and North Africa": (10,),
    "Sub-Saharan Africa": (11,),
}
_REGION_OF = {code: name for name, codes in _REGIONS.items() for code in codes}


def group_scores(articles: Sequence[Article], predictions: Predictions) -> dict[str, dict[str, Any]]:
    """By criterion and group: number of articles, micro score (0..1) and its 95% bootstrap interval over documents.

    A criterion by which all articles are alike is left out.
    """
    found = {}
    for criterion, group_of in CRITERIA.items():
        groups: dict[str, list[Article]] = defaultdict(list)
        for article in articles:
            groups[group_of(article)].append(article)
        if len(groups) > 1:
            found[criterion] = {name: _scores(groups[name], predictions) for name in sorted(groups)}
    return found


def _scores(articles: Sequence[Article], predictions: Predictions) -> dict[str, Any]:
    scores = score_spans(articles, predictions)
    return {"articles": len(articles), "micro": asdict(scores.micro), "interval": scores.interval}


def region_of(article: Article) -> str:
    """The region of the main incident."""
    incident = _main(article)
    if incident is None:
        return _NO_INCIDENT
    return _REGION_OF.get(codes_of(_country(incident)).gtd_region or 0, "no country told")


def side_of(article: Article) -> str:
    """The side of those to whom the main incident is laid: of organisations and individuals alike."""
    incident = _main(article)
    if incident is None:
        return _NO_INCIDENT
    phrases = {span.id: article.text[span.start : span.end] for span in article.spans}
    accused = [(argument.role, phrases[argument.span]) for argument in incident.args if argument.role.startswith("PERP_")]
    if not accused:
        return "nobody named"
    sides = {_side(role, phrase, _country(incident)) for role, phrase in accused} - {"unknown"}
    if len(sides) > 1:
        return "state and non-state"
    return {"state": "state", "non_state": "non-state"}[sides.pop()] if sides else 'side not told ("gunmen")'


def _side(role: str, phrase: str, country: str | None) -> str:
    if role != "PERP_ORGANIZATION":
        return people_type([phrase], country)[0]
    listed = Organisations.default().named(phrase, country)
    return listed.actor_type if listed else organisation_type([phrase], country)[0]


def _main(article: Article) -> Incident | None:
    return next((incident for incident in article.incidents if incident.main), None)


def _country(incident: Incident) -> str | None:
    places = [*([incident.place] if incident.place else []), *incident.places]
    return next((place.country for place in places if place.country), None)


CRITERIA: Mapping[str, Callable[[Article], str]] = {
    "region": region_of,
    "perpetrator": side_of,
    "source": lambda article: article.source.name,
    "genre": lambda article: article.genre or "not told",
}
