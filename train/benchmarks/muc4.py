"""The MUC-4 benchmark: texts -> role-filler entities and templates -> both metrics, with bootstrap intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from sigact.data.jsonl import read_records, write_jsonl
from sigact.data.sources.muc4_processed import ROLES, read_entities, read_templates
from sigact.errors import DataError
from sigact.infer.decision import Decision
from sigact.infer.extractor import Extractor
from sigact.train.benchmarks.muc4_decision import Candidates, cross_fitted
from sigact.train.benchmarks.muc4_extraction import Extraction, extract, read_texts, ree_record, template_record
from sigact.train.benchmarks.muc4_metrics import Template, entity_tallies, strings, template_tally
from sigact.train.benchmarks.tallies import Tally, bootstrap_interval, total

PUBLISHED = (
    "Published on TST3+TST4: CEAF-REE GRIT 54.5 (Du et al. 2021), TempGen 57.8 (Huang et al. 2021); "
    "templates GTT 50.2 (Du et al. 2021), IterX 53.0 (Chen et al. 2023), QLoRA Qwen3-4B 53.9"
)


@dataclass(frozen=True)
class Scores:
    """Counts by document of one metric: of each role, or of the whole document."""

    metric: str
    documents: Mapping[str, Mapping[str, Tally]]

    def rows(self) -> dict[str, Tally]:
        """The sums by role and over all."""
        names = list(dict.fromkeys(name for tallies in self.documents.values() for name in tallies))
        rows = {name: total(tallies[name] for tallies in self.documents.values()) for name in names}
        return rows if len(rows) == 1 else rows | {"all, micro": total(rows.values())}

    @property
    def f1(self) -> float:
        """Over everything, 0..1."""
        return total(total(tallies.values()) for tallies in self.documents.values()).f1

    def interval(self) -> tuple[float, float]:
        return bootstrap_interval([total(tallies.values()) for tallies in self.documents.values()])

    def as_json(self) -> dict[str, Any]:
        """Counts and F1, 0..1."""
        rows = {name: {"precision": one.precision, "recall": one.recall, "f1": one.f1} for name, one in self.rows().items()}
        return {"metric": self.metric, "documents": len(self.documents), "scores": rows, "interval": self.interval()}


def run(extractor: Extractor, texts: Path, output: Path, *, decision: Decision | None = None) -> dict[str, Extraction]:
    """Extract and write `output`/ree.jsonl and `output`/templates.jsonl. Raises DataError or ModelError."""
    found = extract(extractor, read_texts(texts), decision)
    write_jsonl(output / "ree.jsonl", [ree_record(docid, one) for docid, one in found.items()])
    write_jsonl(output / "templates.jsonl", [template_record(docid, one) for docid, one in found.items()])
    return found


def tuning_scores(documents: Sequence[Candidates]) -> tuple[Scores, Scores]:
    """CEAF-REE of a model without a decision, and with decisions tuned on the other half of the documents."""
    untuned = {one.docid: one.tallies(None) for one in documents}
    return Scores("CEAF-REE, untuned", untuned), Scores("CEAF-REE, cross-fitted", cross_fitted(documents))


def score(found: Mapping[str, Extraction], gold: Path) -> Scores:
    """Score against a file of `ree` (CEAF-REE) or `templates`. Raises DataError for another form or a document that was not extracted."""
    record = next((record for _, record in read_records(gold)), {})
    if "extracts" in record:
        entities = {one.docid: strings(one.entities) for one in read_entities(gold)}
        _check_documents(found, entities, gold)
        return Scores("CEAF-REE", {docid: entity_tallies(extracts, found[docid].extracts) for docid, extracts in entities.items()})
    if "templates" in record:
        documents = {one.docid: one.templates for one in read_templates(gold)}
        _check_documents(found, documents, gold)
        key = {
            docid: [Template(" / ".join(one.types), strings(one.entities)) for one in templates] for docid, templates in documents.items()
        }
        return Scores("templates", {docid: {"all, micro": template_tally(key[docid], _templates(found[docid]))} for docid in key})
    raise DataError(gold, "is no file of MUC-4's `ree` or `templates`: records need extracts or templates")


def _templates(found: Extraction) -> list[Template]:
    return [Template(one["incident_type"], {role: one[role] for role in ROLES}) for one in found.templates]


def _check_documents(found: Mapping[str, Extraction], gold: Mapping[str, Any], where: Path) -> None:
    missing = [docid for docid in gold if docid not in found]
    if missing:
        raise DataError(where, f"{len(missing)} documents are not among the texts, the first is {missing[0]}")


def score_table(scores: Sequence[Scores], title: str) -> Table:
    """Percentages for reading in a terminal."""
    table = Table(title=title, caption=PUBLISHED)
    for name in ("metric", "role", "precision", "recall", "F1", "95% interval"):
        table.add_column(name, justify="left" if name in ("metric", "role") else "right")
    for one in scores:
        low, high = one.interval()
        for name, tally in one.rows().items():
            interval = f"{100 * low:.1f} to {100 * high:.1f}" if name == "all, micro" else ""
            table.add_row(one.metric, name, *(f"{100 * value:.1f}" for value in (tally.precision, tally.recall, tally.f1)), interval)
    return table
