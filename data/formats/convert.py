"""`sigact corpus convert`: read one format, check, write another."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from sigact.data.formats import FormatName, Overlaps
from sigact.data.formats.building import build_articles, fit_labels, found_labels
from sigact.data.formats.registry import FORMATS, recognise
from sigact.data.formats.report import Report
from sigact.data.jsonl import write_atomically
from sigact.data.labels import LabelList, sigact_labels
from sigact.errors import DataError, require


@dataclass(frozen=True)
class Conversion:
    """What was done. `labels_file` is the label list that was written, None if one was given or sigact's has every label."""

    articles: int
    source_format: FormatName
    labels: LabelList
    labels_file: Path | None
    report: Report


@dataclass(frozen=True)
class Options:
    """`source_format` None: told from the file. `labels` None: those found in it."""

    target_format: FormatName
    source_format: FormatName | None = None
    labels: LabelList | None = None
    overlaps: Overlaps = Overlaps.ERROR


def convert(source: Path, output: Path, options: Options) -> Conversion:
    """Convert a file or folder. Raises DataError for malformed input before anything is written, UsageError for an unknown format."""
    source_format = options.source_format or recognise(source)
    reader, writer = FORMATS[source_format], FORMATS[options.target_format]
    require("corpus", *reader.needs, *writer.needs)
    if not source.exists():
        raise DataError(source, "does not exist")
    report = Report()
    drafts = fit_labels(list(reader.read(source, report)), report)
    labels = options.labels or found_labels(drafts, output.stem)
    articles = build_articles(drafts, labels, options.overlaps, report)
    if not articles:
        raise DataError(source, "; ".join(["holds no annotated text", *report.lines()]))
    writer.write(output, articles, report)
    labels_file = None
    if options.labels is None and labels != sigact_labels():
        labels_file = output.with_name(f"{output.name}.labels.yaml")
        write_labels(labels_file, labels)
    return Conversion(len(articles), source_format, labels, labels_file, report)


def write_labels(path: Path, labels: LabelList) -> None:
    """Write a label list as `read_labels` reads it."""
    loaded = {"name": labels.name, "version": labels.version, "labels": list(labels.labels)}
    write_atomically(path, yaml.safe_dump(loaded, sort_keys=False, allow_unicode=True))
