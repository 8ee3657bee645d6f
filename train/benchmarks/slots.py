"""The benchmark of MUC-4's slots: templates made of reports on the raw texts, against the answer keys of 1992.

The publication date is that of the dateline, which extraction reads itself. Templates are those of `sigact rows --to muc4-key`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from rich.table import Table

from sigact.data.sources.manifest import MUC34
from sigact.data.sources.muc4_fill import INAPPLICABLE, NULL, parse_fill
from sigact.data.sources.muc4_keys import KeyDocument, Template, read_keys
from sigact.data.sources.muc4_raw import read_raw
from sigact.data.sources.muc4_slots import TITLES, Slot
from sigact.errors import DataError
from sigact.infer.extractor import Document, Extractor
from sigact.infer.report import Report
from sigact.infer.rows.muc4_key import key_fills
from sigact.train.benchmarks.slots_metrics import SCORED, Outcome, score_templates
from sigact.train.benchmarks.tallies import Tally, bootstrap_interval, total

Part = Literal["train", "dev"]

GE_1992: Mapping[Slot, int] = {
    Slot.DATE: 59,
    Slot.LOCATION: 60,
    Slot.TYPE: 75,
    Slot.STAGE: 73,
    Slot.INSTRUMENT_TYPE: 58,
    Slot.PERP_ORGANIZATION: 55,
    Slot.PERP_CONFIDENCE: 32,
    Slot.HUM_NUMBER: 57,
    Slot.HUM_EFFECT: 55,
}
"""F1 in percent of the best system of MUC-4, GE's, on the test texts of 1992, which are not in either part here."""


@dataclass(frozen=True)
class Case:
    """A raw text and its key."""

    id: str
    text: str
    key: tuple[Template, ...]


@dataclass(frozen=True)
class SlotsResult:
    """Outcomes by document id."""

    outcomes: Mapping[str, Outcome]

    def slot(self, slot: Slot) -> Tally:
        return total(outcome.slots[slot] for outcome in self.outcomes.values())

    def aligned(self, slot: Slot) -> Tally:
        return total(outcome.aligned[slot] for outcome in self.outcomes.values())

    def all_slots(self) -> Tally:
        return total(outcome.all_slots() for outcome in self.outcomes.values())

    def templates(self) -> Tally:
        return total(outcome.templates for outcome in self.outcomes.values())

    def interval(self) -> tuple[float, float]:
        return bootstrap_interval([outcome.all_slots() for outcome in self.outcomes.values()])

    def _of_location(self) -> dict[str, Tally]:
        """Country and most specific name of aligned templates."""
        outcomes = self.outcomes.values()
        return {"country": total(one.country for one in outcomes), "most specific place": total(one.place for one in outcomes)}

    def as_json(self) -> dict[str, Any]:
        """Counts and F1, 0..1."""
        rows = {TITLES[slot]: self.slot(slot) for slot in SCORED} | {"all slots": self.all_slots(), "templates": self.templates()}
        aligned = {TITLES[slot]: self.aligned(slot) for slot in SCORED} | self._of_location()
        return {
            "documents": len(self.outcomes),
            "scores": {name: _scores(tally) for name, tally in rows.items()},
            "aligned": {name: _scores(tally) for name, tally in aligned.items()},
            "interval": self.interval(),
        }

    def table(self, title: str) -> Table:
        """Percentages for reading in a terminal; slots that no text fills are left out."""
        low, high = self.interval()
        caption = f"95% interval of all slots {100 * low:.1f} to {100 * high:.1f} over {len(self.outcomes)} texts"
        table = Table(title=title, caption=caption)
        for name in ("slot", "precision", "recall", "F1", "F1, aligned templates", "gold fills", "GE 1992, test"):
            table.add_column(name, justify="left" if name == "slot" else "right")
        for slot in SCORED:
            tally = self.slot(slot)
            if tally.gold or tally.predicted:
                ge = str(GE_1992.get(slot, ""))
                table.add_row(TITLES[slot], *_percent(tally), f"{100 * self.aligned(slot).f1:.1f}", str(tally.gold), ge)
        for name, tally in self._of_location().items():
            table.add_row(f"  {name}", "", "", "", f"{100 * tally.f1:.1f}", str(tally.gold), "")
        table.add_row("all slots, micro", *_percent(self.all_slots()), "", str(self.all_slots().gold), "")
        table.add_row("templates", *_percent(self.templates()), "", str(self.templates().gold), "")
        return table


def read_slot_cases(folder: Path, part: Part, every: int = 1) -> list[Case]:
    """The 1,300 training or the 200 dev texts (TST1 and TST2) of a MUC folder, or each `every`-th. Raises DataError."""
    keys: dict[str, KeyDocument] = {}
    texts: dict[str, str] = {}
    for file in MUC34.files:
        if file.path.startswith("raw/dev/") != (part == "train"):
            continue
        if file.kind == "muc4 keys":
            keys |= {document.docid: document for document in read_keys(folder / file.path).documents}
        elif file.kind == "muc4 texts":
            texts |= {document.docid: document.text for document in read_raw(folder / file.path)}
    missing = sorted(texts.keys() - keys.keys())
    if missing:
        raise DataError(folder, f"has no answer key for {', '.join(missing[:5])}")
    return [Case(docid, text, keys[docid].templates) for docid, text in texts.items()][::every]


def run_slots(extractor: Extractor, cases: Sequence[Case]) -> tuple[SlotsResult, list[Report]]:
    """Extract and score."""
    reports = extractor.many([(case.text, None, Document(id=case.id)) for case in cases])
    outcomes = {case.id: score_templates(templates_of(report), case.key) for case, report in zip(cases, reports, strict=True)}
    return SlotsResult(outcomes), reports


def templates_of(report: Report) -> list[Template]:
    """The incidents that an article reports, not those told as background, as templates."""
    told = [incident for incident in report.incidents if incident.main]
    return [_template(report.id, number, key_fills(incident, number, report.published)) for number, incident in enumerate(told, 1)]


def _template(docid: str, number: int, fills: Mapping[Slot, Sequence[str]]) -> Template:
    said = {slot: [text for text in fills[slot] if text not in (NULL, INAPPLICABLE)] for slot in SCORED}
    parsed = {slot: tuple(parse_fill(slot, text, docid)[0] for text in texts) for slot, texts in said.items()}
    return Template(docid, number, False, tuple(parsed.get(slot, ()) for slot in Slot), frozenset())


def _scores(tally: Tally) -> dict[str, float]:
    return asdict(tally) | {"f1": round(tally.f1, 4)}


def _percent(tally: Tally) -> tuple[str, ...]:
    return tuple(f"{100 * value:.1f}" for value in (tally.precision, tally.recall, tally.f1))


def slots_json(result: SlotsResult) -> str:
    """Scores as the text of a JSON file."""
    return json.dumps(result.as_json(), indent=2) + "\n"
