"""The public entry point: a model, and a call per article."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sigact.data.article import Source
from sigact.data.incident import Extent, Incident
from sigact.data.labels import LabelList
from sigact.data.unicode_text import well_formed
from sigact.infer.assembly import assemble
from sigact.infer.datelines import publication_date
from sigact.infer.decoding import TaggedSpan
from sigact.infer.grouping import Group, group_spans, incidents_among
from sigact.infer.linked import linked_groups
from sigact.infer.linker import Linker, pair_positions
from sigact.infer.model_folder import find_model
from sigact.infer.organisations import Organisations
from sigact.infer.phrases import used_extents
from sigact.infer.plausible import plausible_spans
from sigact.infer.report import Report, Unassigned
from sigact.infer.sentences import split_sentences
from sigact.infer.tagger import Encoded, Tagger


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

    def __init__(self, tagger: Tagger, linker: Linker | None = None, organisations: Organisations | None = None) -> None:
        """`organisations` tell names of perpetrators; the packaged list unless given (`Organisations.with_file` adds a user's)."""
        self._tagger = tagger
        self._linker = linker
        self._organisations = organisations

    @classmethod
    def from_pretrained(
        cls,
        model: str | None = None,
        revision: str | None = None,
        *,
        backend: str = "auto",
        precision: str = "auto",
        organisations: Organisations | None = None,
    ) -> "Extractor":
        """Load the embedded model, a model folder, or a Hub repository: `org/name` at `revision`, or `org/name@revision`.

        `backend` is onnx, openvino or torch, `precision` fp32, bf16 or int8, as `load_backend` takes them.
        Raises ModelError, ConfigError or MissingExtra.
        """
        folder = find_model(model, revision)
        return cls(Tagger.from_folder(folder, backend, precision), Linker.from_folder(folder), organisations)

    @property
    def labels(self) -> LabelList:
        """The labels that the model marks."""
        return self._tagger.folder.labels

    @property
    def name(self) -> str:
        """name@version of the model."""
        return self._tagger.folder.name

    @property
    def tagger(self) -> Tagger:
        """The model that marks the spans."""
        return self._tagger

    def tag_many(self, texts: Sequence[str]) -> list[list[TaggedSpan]]:
        """The labelled spans of each text, before any incident is made of them."""
        return self._tagger.tag_many(texts)

    def __call__(
        self, text: str, *, published: date | None = None, min_confidence: float = 0.0, document: Document | None = None
    ) -> Report:
        """The report on one article; incidents under `min_confidence` are left out and their phrases are unassigned,
        as are all phrases on which no value rests. Without `published` the dateline tells it, if it has a year.

        Unpaired surrogates are read as U+FFFD, which moves no offset.
        """
        (report,) = self.many([(text, published, document or Document())], min_confidence=min_confidence)
        return report

    def many(self, articles: Sequence[tuple[str, date | None, Document]], *, min_confidence: float = 0.0) -> list[Report]:
        """The reports on many articles (text, publication date, document), in their order."""
        return list(self.stream(articles, min_confidence=min_confidence))

    def stream(self, articles: Sequence[tuple[str, date | None, Document]], *, min_confidence: float = 0.0) -> Iterator[Report]:
        """What `many` gives, each report as soon as it is there; the encoder reads on while the caller uses it."""
        texts = [well_formed(text) for text, _, _ in articles]
        for text, (_, published, document), encoded in zip(texts, articles, self._tagger.encode_many(texts), strict=True):
            spans = self._tagger.spans_of(encoded)
            yield self._report(text, encoded, spans, published=published, min_confidence=min_confidence, document=document)

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
        text = well_formed(text)
        encoded = self._tagger.encode(text) if self._linker else None
        return self._report(text, encoded, spans, published=published, min_confidence=min_confidence, document=document)

    def _groups(
        self, text: str, encoded: Encoded | None, spans: list[TaggedSpan], published: date | None
    ) -> tuple[list[Group], list[TaggedSpan]]:
        if not spans or not self._tagger.folder.labels.tells_incidents:
            return [], spans
        spans, left_out = plausible_spans(text, spans)
        sentences = split_sentences(text)
        vectors = encoded.pooled(spans) if encoded else None
        if self._linker is None or vectors is None:
            groups, loose = group_spans(text, spans, sentences, published)
            return incidents_among(groups, [*loose, *left_out])
        numbers = [self._tagger.folder.labels.labels.index(span.label) for span in spans]
        links = self._linker(vectors, numbers, pair_positions(text, spans, sentences))
        groups, loose = linked_groups(text, spans, sentences, links)
        return incidents_among(groups, [*loose, *left_out])

    def _scored(self, incidents: list[Incident]) -> list[Incident]:
        """The incidents with calibrated confidences, where the model has a calibration for them."""
        calibration = self._tagger.folder.calibration
        curve = calibration.incidents if calibration else None
        if curve is None:
            return incidents
        return [one.model_copy(update={"confidence": curve(one)}) for one in incidents]

    def _report(
        self,
        text: str,
        encoded: Encoded | None,
        spans: list[TaggedSpan],
        *,
        published: date | None,
        min_confidence: float,
        document: Document | None,
    ) -> Report:
        document = document or Document()
        published = published or publication_date(text)
        groups, loose = self._groups(text, encoded, spans, published)
        incidents = self._scored(assemble(text, groups, published, self._organisations))
        kept = [incident for incident in incidents if (incident.confidence or 0.0) >= min_confidence]
        used = {extent for incident in kept for extent in used_extents(incident)}
        unused = [span for group in groups for span in group.spans if (span.start, span.end) not in used]
        unassigned = sorted({*loose, *unused}, key=lambda span: span.start)
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
            incidents=tuple(kept),
            unassigned=tuple(_unassigned(text, span) for span in unassigned),
        )


def _unassigned(text: str, span: TaggedSpan) -> Unassigned:
    extent = Extent(start=span.start, end=span.end)
    return Unassigned(label=span.label, text=text[span.start : span.end], spans=(extent,), confidence=span.confidence)
