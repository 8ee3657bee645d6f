"""One row's source: an incident and the report it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass

from sigact.data.incident import Incident
from sigact.infer.report import Report


@dataclass(frozen=True)
class Entry:
    report: Report
    incident: Incident

    @property
    def id(self) -> str:
        """Stable: the same report and incident always have the same id."""
        return f"{self.report.id}#{self.incident.id}"


@dataclass(frozen=True)
class Selection:
    """Which incidents become rows; by default what the article reports, not what it tells as background."""

    background: bool = False
    min_confidence: float = 0.0


@dataclass
class Tally:
    """What a run read and wrote; `entries` counts rows."""

    reports: int = 0
    entries: int = 0
    background: int = 0
    unsure: int = 0

    def words(self) -> str:
        left_out = ((self.background, "told as background"), (self.unsure, "under --min-confidence"))
        reasons = ", ".join(f"{count} {why}" for count, why in left_out if count)
        return f"{_counted(self.entries, 'incident')} of {_counted(self.reports, 'report')}" + (f"; left out: {reasons}" if reasons else "")


def select(report: Report, selection: Selection, tally: Tally) -> Iterator[Entry]:
    """The incidents of a report that become rows; counts them and what is left out."""
    tally.reports += 1
    for incident in report.incidents:
        if not incident.main and not selection.background:
            tally.background += 1
        elif (incident.confidence or 0.0) < selection.min_confidence:
            tally.unsure += 1
        else:
            tally.entries += 1
            yield Entry(report, incident)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
