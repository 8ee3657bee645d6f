"""The facts benchmark: reports on texts with gold facts, and the F1 of every field.

Gold is SATP's `dev_facts.jsonl` (texts from `dev.tsv` beside it) or annotated articles.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.table import Table

from sigact.data.annotated import read_annotated
from sigact.data.article import Article
from sigact.data.sources.satp import read_facts, read_reports
from sigact.infer.decoding import TaggedSpan
from sigact.infer.extractor import Document, Extractor
from sigact.infer.report import Report
from sigact.train.benchmarks.facts_gold import GoldIncident, from_annotation, from_facts
from sigact.train.benchmarks.facts_metrics import FIELDS, Outcome, score_document
from sigact.train.benchmarks.tallies import Tally, bootstrap_interval, total

FACTS_FILE = "dev_facts.jsonl"


@dataclass(frozen=True)
class Case:
    """A text with its gold; `spans` are an annotator's, where there are any."""

    id: str
    text: str
    published: date | None
    gold: tuple[GoldIncident, ...]
    spans: tuple[TaggedSpan, ...] | None = None


@dataclass(frozen=True)
class FactsResult:
    """Outcomes by document id. `false_alarms`: documents without a gold incident that got one."""

    outcomes: Mapping[str, Outcome]
    false_alarms: tuple[str, ...]
    without_incident: int

    def field(self, name: str) -> Tally:
        return total(outcome.fields[name] for outcome in self.outcomes.values())

    def all_fields(self) -> Tally:
        return total(outcome.all_fields() for outcome in self.outcomes.values())

    def interval(self) -> tuple[float, float]:
        return bootstrap_interval([outcome.all_fields() for outcome in self.outcomes.values()])

    def incidents(self) -> Tally:
        return total(outcome.incidents for outcome in self.outcomes.values())

    def as_json(self) -> dict[str, Any]:
        """Counts and F1, 0..1."""
        scores = {name: asdict(tally) | {"f1": round(tally.f1, 4)} for name, tally in self._rows().items()}
        exact = sum(outcome.exact for outcome in self.outcomes.values())
        alarms = {"false_alarms": self.false_alarms, "without_incident": self.without_incident}
        return {"documents": len(self.outcomes), "scores": scores, "interval": self.interval(), "exact_incidents": exact, **alarms}

    def _rows(self) -> dict[str, Tally]:
        return {**{name: self.field(name) for name in FIELDS}, "all fields, micro": self.all_fields(), "incidents": self.incidents()}

    def table(self, title: str) -> Table:
        """Percentages for reading in a terminal."""
        low, high = self.interval()
        alarms = f"{len(self.false_alarms)} of {self.without_incident} texts without an incident got one"
        caption = f"95% interval of all fields {100 * low:.1f} to {100 * high:.1f} over {len(self.outcomes)} texts; {alarms}"
        table = Table(title=title, caption=caption)
        for name in ("field", "precision", "recall", "F1", "gold"):
            table.add_column(name, justify="left" if name == "field" else "right")
        for name, tally in self._rows().items():
            table.add_row(name, *(f"{100 * value:.1f}" for value in (tally.precision, tally.recall, tally.f1)), str(tally.gold))
        return table


def read_cases(gold: Path, texts: Mapping[str, str]) -> list[Case]:
    """Cases of a facts file or of annotated articles; stand-off ones are joined with `texts`. Raises DataError."""
    if gold.name == FACTS_FILE:
        reports = {report.id: report.text for report in read_reports(gold.with_name("dev.tsv"), "dev")}
        return [Case(facts.id, reports[facts.id], None, tuple(map(from_facts, facts.incidents))) for facts in read_facts(gold)]
    return [_case(article) for article in read_annotated(gold, texts)]


def _case(article: Article) -> Case:
    gold = tuple(from_annotation(article, incident) for incident in article.incidents)
    spans = tuple(TaggedSpan(span.start, span.end, span.label, 1.0) for span in sorted(article.spans, key=lambda span: span.start))
    return Case(article.id, article.text, article.published, gold, spans)


def run(extractor: Extractor, cases: Sequence[Case], *, gold_spans: bool = False) -> tuple[FactsResult, list[Report]]:
    """Extract and score; with `gold_spans` the annotator's spans stand in for the model's. Cases without them keep the model's."""
    reports = _with_gold_spans(extractor, cases) if gold_spans else extractor.many(list(map(_article, cases)))
    outcomes = {case.id: score_document(case.gold, report.incidents) for case, report in zip(cases, reports, strict=True)}
    without = [(case, report) for case, report in zip(cases, reports, strict=True) if not case.gold]
    alarms = tuple(case.id for case, report in without if report.incidents)
    return FactsResult(outcomes, alarms, len(without)), reports


def _article(case: Case) -> tuple[str, date | None, Document]:
    return case.text, case.published, Document(id=case.id)


def _with_gold_spans(extractor: Extractor, cases: Sequence[Case]) -> list[Report]:
    return [
        extractor(case.text, published=case.published, document=Document(id=case.id))
        if case.spans is None
        else extractor.assemble(case.text, list(case.spans), published=case.published, document=Document(id=case.id))
        for case in cases
    ]


def report_lines(reports: Sequence[Report]) -> str:
    """Reports as JSONL."""
    return "".join(json.dumps(report.as_json(), ensure_ascii=False) + "\n" for report in reports)
