"""Readers of the South Asia Terrorism Portal reports: `train.tsv`, `dev.tsv` and the gold facts `dev_facts.jsonl`.

A line is a report and four 0/1 columns. The text is taken as it stands; ids are the part's letter and the line counted from 0.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from sigact.data.article import Article, Source
from sigact.data.incident import AttackType, Count, Country, Record, Whole
from sigact.data.jsonl import read_records, read_text
from sigact.data.sources.manifest import SATP
from sigact.errors import DataError

SATP_SOURCE = Source(name=SATP.title, url=None, license=SATP.rights)

Part = Literal["train", "dev"]
_ID_FORMATS: dict[Part, str] = {"train": "T{:04}", "dev": "D{:03}"}


@dataclass(frozen=True)
class Report:
    """One report; the flags are the columns of the file, in its order."""

    id: str
    text: str
    armed_assault: bool
    bombing: bool
    kidnapping: bool
    other: bool


class FactIncident(Record):
    """The gold facts of one incident: strings exactly as in the text; a killed toll of 0 to 0 is also "not said"."""

    main: bool
    type: Annotated[tuple[AttackType, ...], Field(min_length=1)]
    status: Literal["completed", "foiled", "threatened"]
    date: str | None
    md: Annotated[str, Field(pattern=r"^\d\d-\d\d$")] | None
    places: tuple[str, ...]
    country: Country | None
    weapons: tuple[str, ...]
    targets: tuple[str, ...]
    perp_orgs: tuple[tuple[str, ...], ...]
    perp_individuals: tuple[str, ...]
    claim: Literal["claimed", "denied", "no_claim", "accused", "unknown"]
    killed: Count
    perps_killed: Whole
    injured: Count
    abducted: Count
    victims: tuple[str, ...]


class Facts(Record):
    """The gold facts of one dev report; `line` counts from 0."""

    id: str
    line: Whole
    incidents: tuple[FactIncident, ...]


def read_satp_folder(folder: Path) -> list[Report]:
    """The reports of train and dev. Raises DataError."""
    return [*read_reports(folder / "train.tsv", "train"), *read_reports(folder / "dev.tsv", "dev")]


def read_reports(path: Path, part: Part) -> list[Report]:
    """Read one file; ids are T0000, T0001, ... for train and D000, D001, ... for dev. Raises DataError with file:line."""
    lines = read_text(path).removesuffix("\n").split("\n")
    return [_report(line, _ID_FORMATS[part].format(number), f"{path}:{number + 1}") for number, line in enumerate(lines)]


def _report(line: str, identifier: str, where: str) -> Report:
    text, *columns = line.split("\t")
    if len(columns) != 4 or not set(columns) <= {"0", "1"}:
        raise DataError(where, "must be a text and four columns of 0 or 1, separated by tabs")
    if not text.strip():
        raise DataError(where, "the text is empty")
    return Report(identifier, text, *(column == "1" for column in columns))


def read_facts(path: Path) -> list[Facts]:
    """Read gold facts. Raises DataError with file:line for a malformed record, a wrong id or one used twice."""
    found: dict[str, Facts] = {}
    for where, record in read_records(path):
        try:
            facts = Facts.model_validate(record)
        except ValidationError as error:
            faults = (f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
            raise DataError(where, "; ".join(faults)) from None
        if facts.id != _ID_FORMATS["dev"].format(facts.line):
            raise DataError(where, f"id {facts.id!r} does not belong to line {facts.line}")
        if facts.id in found:
            raise DataError(where, f"id {facts.id!r} stands twice in the file")
        found[facts.id] = facts
    return list(found.values())


def report_article(report: Report) -> Article:
    """The report as an article without annotation."""
    return Article(id=report.id, text=report.text, language="en", source=SATP_SOURCE)
