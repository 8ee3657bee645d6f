"""Whole articles with what makes news hard to read: dates of captions, vague and revised tolls, a part of an attack intercepted,
attacks that nobody claimed, background strikes, habits and totals.

The articles are fiction; their front matter holds the facts. Each is read twice: from the annotator's spans, which pins the rules, and
by the embedded model.
"""

from collections.abc import Callable
from typing import Any

import pytest
from helpers import ROOT

from sigact.data.article import Article
from sigact.data.corpus_files import read_articles
from sigact.data.incident import Count, Incident
from sigact.infer.decoding import TaggedSpan
from sigact.infer.extractor import Extractor
from sigact.infer.report import Report

ARTICLES = {article.id: article for article in read_articles(ROOT / "tests" / "infer" / "acceptance")}
FACTS: dict[str, Callable[[Incident], Any]] = {
    "type": lambda incident: incident.type,
    "stage": lambda incident: incident.stage,
    "claimed": lambda incident: incident.claimed,
    "suicide": lambda incident: incident.suicide,
    "date": lambda incident: incident.date and incident.date.value,
    "country": lambda incident: incident.place and incident.place.country,
    "killed": lambda incident: _bounds(incident.killed),
    "injured": lambda incident: _bounds(incident.injured),
    "abducted": lambda incident: _bounds(incident.abducted),
    "perpetrators": lambda incident: bool(incident.perpetrators or any(one.role.startswith("PERP") for one in incident.args)),
}
WEAPON_COUNTS = {"ke-mortar-port": 9, "ge-drones-depot": 11}
TARGETS = {
    "ke-mortar-port": "customs house",
    "ge-drones-depot": "fuel depot",
    "pe-army-airstrike": "army lorry",
    "cm-village-raid": "cattle market",
}


def from_spans(extractor: Extractor, article: Article) -> Report:
    spans = [TaggedSpan(span.start, span.end, span.label, 1.0) for span in sorted(article.spans, key=lambda span: span.start)]
    return extractor.assemble(article.text, spans, published=article.published)


def from_text(extractor: Extractor, article: Article) -> Report:
    return extractor(article.text, published=article.published)


def wrong_facts(article: Article, report: Report) -> dict[str, str]:
    """The facts that a report has wrong: name -> what it says and what is right."""
    wrong = {}
    for main in (True, False):
        told = [incident for incident in report.incidents if incident.main is main]
        right = [incident for incident in article.incidents if incident.main is main]
        name = "main" if main else "background"
        if len(told) != len(right):
            wrong[name] = f"{len(told)} incidents, not {len(right)}"
        for ours, theirs in zip(told, right, strict=False):
            facts = {fact: (read(ours), read(theirs)) for fact, read in FACTS.items()}
            wrong |= {f"{name} {fact}": f"{said}, not {gold}" for fact, (said, gold) in facts.items() if said != gold}
    return wrong


def _bounds(count: Count | None) -> tuple[int | None, int | None] | None:
    return (count.min, count.max) if count else None


@pytest.mark.parametrize("read", [from_spans, from_text])
@pytest.mark.parametrize("name", sorted(ARTICLES))
def test_every_fact_is_right(extractor: Extractor, read: Callable[[Extractor, Article], Report], name: str) -> None:
    assert wrong_facts(ARTICLES[name], read(extractor, ARTICLES[name])) == {}


@pytest.mark.parametrize("read", [from_spans, from_text])
@pytest.mark.parametrize("name", sorted(TARGETS))
def test_weapons_are_counted_and_targets_found(extractor: Extractor, read: Callable[[Extractor, Article], Report], name: str) -> None:
    incident = next(one for one in read(extractor, ARTICLES[name]).incidents if one.main)
    assert any(target.text.startswith(TARGETS[name]) for target in incident.targets)
    counts = [weapon.count.min or 0 for weapon in incident.weapons if weapon.count]
    assert max(counts, default=0) == WEAPON_COUNTS.get(name, 0)
