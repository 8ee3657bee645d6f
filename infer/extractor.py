"""The public entry point: a model, and a call per article."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sigact.data.article import Source
from sigact.data.incident import Extent
from sigact.data.unicode_text import well_formed
from sigact.infer.assembly import assemble
from sigact.infer.decoding import TaggedSpan
from sigact.infer.grouping import Group, group_spans, incidents_among
from sigact.infer.model_folder import find_model
from sigact.infer.report import Report, Unassigned
from sigact.infer.sentences import split_sentences
from sigact.infer.tagger import Tagger


@dataclass(frozen=True)
class Document:
    """What is known of an article besides its text; `title` is the head of the text, as in the annotation schema."""

    id: str = "article"
    title: str | None = None
    language: str = "en"
    source: Source | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


class Extractor:
    """Structured incidents from news articles.

    >>> extractor = Extractor.from_pretrained()                      # doctest: +SKIP
    >>> report = extractor("Gunmen shot dead two guards ...", published=date(2024, 5, 14))   # doctest: +SKIP
    """

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    @classmethod
    def from_pretrained(cls, model: str | None = None, revision: str | None = None) -> "Extractor":
        """Load the embedded model, a model folder, or a Hub repository `org/name` at `revision`. Raises ModelError or MissingExtra."""
        return cls(Tagger.from_folder(find_model(model, revision)))

    def __call__(
        self, text: str, *, published: date | None = None, min_confidence: float = 0.0, document: Document | None = None
    ) -> Report:
        """The report on one article; incidents under `min_confidence` are left out and their phrases are unassigned.

        Unpaired surrogates are read as U+FFFD, which moves no offset.
        """
        text = well_formed(text)
        return self.assemble(text, self._tagger.tag(text), published=published, min_confidence=min_confidence, document=document)

    def many(self, articles: Sequence[tuple[str, date | None, Document]], *, min_confidence: float = 0.0) -> list[Report]:
        """The reports on articles given as (text, published, document), in their order."""
        return [self(text, published=published, min_confidence=min_confidence, document=document) for text, published, document in articles]

    def assemble(
        self,
        text: str,
        spans: list[TaggedSpan],
        *,
        published: date | None = None,
        min_confidence: float = 0.0,
        document: Document | None = None,
    ) -> Report:
        """The report on spans that are marked already, in the order of the text, such as an annotator's."""
        document, text = document or Document(), well_formed(text)
        groups: list[Group] = []
        loose = spans
        if spans and self._tagger.folder.labels.tells_incidents:
            groups, loose = incidents_among(*group_spans(text, spans, split_sentences(text), published))
        incidents = assemble(text, groups, published)
        kept = [
            (incident, group) for incident, group in zip(incidents, groups, strict=True) if (incident.confidence or 0.0) >= min_confidence
        ]
        dropped = [
            span
            for incident, group in zip(incidents, groups, strict=True)
            if (incident.confidence or 0.0) < min_confidence
            for span in group.spans
        ]
        return Report(
            id=document.id,
            title=document.title,
            published=published,
            language=document.language,
            source=document.source,
            extra=dict(document.extra),
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            model=self._tagger.folder.name,
            relevance=max((incident.confidence or 0.0 for incident in incidents), default=0.0),
            incidents=tuple(incident for incident, _ in kept),
            unassigned=tuple(_unassigned(text, span) for span in sorted([*loose, *dropped], key=lambda span: span.start)),
        )


def _unassigned(text: str, span: TaggedSpan) -> Unassigned:
    extent = Extent(start=span.start, end=span.end)
    return Unassigned(label=span.label, text=text[span.start : span.end], spans=(extent,), confidence=span.confidence)
