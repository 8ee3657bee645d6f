"""MUC-4's processed templates as annotated articles: every place where the text has a gold mention, labelled with its role.

The keys list strings, not places: a mention stands for all its occurrences as whole words. Where two overlap the longer one is kept, among
equally long ones the first in the order of ROLES. Each template is an incident whose arguments are these spans.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from sigact.data.article import Article, Source, Span
from sigact.data.incident import Argument, Incident
from sigact.data.labels import LabelList
from sigact.data.sources.manifest import MUC34
from sigact.data.sources.muc4_processed import ROLES, TemplateDocument, read_templates

MUC4_LABELS = LabelList("muc4", 1, ROLES)
_SOURCE = Source(name=f"{MUC34.title}, templates", url=None, license=MUC34.rights)


def read_template_articles(path: Path) -> list[Article]:
    """The documents of a file of `templates` as articles. Raises DataError with file:line."""
    return [template_article(document) for document in read_templates(path)]


def template_article(document: TemplateDocument) -> Article:
    """One document; its spans carry the roles of `configs/labels/muc4.yaml`."""
    mentions = {
        (role, mention.text)
        for template in document.templates
        for role in ROLES
        for entity in template.entities[role]
        for mention in entity
    }
    found = [Span(id=f"s{n}", start=start, end=end, label=role) for n, (start, end, role) in enumerate(_places(document.text, mentions), 1)]
    spans: dict[tuple[str, str], list[str]] = {}
    for span in found:
        spans.setdefault((span.label, document.text[span.start : span.end]), []).append(span.id)
    incidents = []
    for number, template in enumerate(document.templates, 1):
        told = {(role, mention.text) for role in ROLES for entity in template.entities[role] for mention in entity}
        args = [Argument(span=identifier, role=role) for role, text in sorted(told) for identifier in spans.get((role, text), [])]
        incidents.append(Incident(id=f"i{number}", main=True, args=tuple(args)))
    return Article.model_validate(
        {"id": document.docid, "text": document.text, "source": _SOURCE, "spans": found, "incidents": incidents},
        context={"labels": MUC4_LABELS},
    )


def _places(text: str, mentions: Iterable[tuple[str, str]]) -> list[tuple[int, int, str]]:
    """(start, end, role) of every occurrence, in order, none overlapping."""
    candidates = [
        (match.start(), match.end(), role)
        for role, mention in mentions
        for match in re.finditer(rf"(?<!\w){re.escape(mention)}(?!\w)", text)
    ]
    taken: list[tuple[int, int, str]] = []
    for start, end, role in sorted(candidates, key=lambda one: (one[0] - one[1], ROLES.index(one[2]), one[0])):
        if all(end <= other_start or start >= other_end for other_start, other_end, _ in taken):
            taken.append((start, end, role))
    return sorted(taken)
