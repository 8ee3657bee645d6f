"""Annotated articles in any form that commands and recipes read."""

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from sigact.data.article import Article
from sigact.data.corpus_files import read_articles
from sigact.data.jsonl import read_records
from sigact.data.labels import LabelList
from sigact.data.sources.muc4_articles import read_template_articles
from sigact.data.sources.re3d import holds_sentences, read_sentence_articles
from sigact.data.standoff import is_standoff, read_standoff


def read_annotated(path: Path, texts: Mapping[str, str], labels: LabelList | None = None) -> list[Article]:
    """Authored articles, JSONL, a stand-off file joined with `texts` (by record id), a file of MUC-4's `templates`, or one of re3d's.

    Raises DataError.
    """
    if holds_sentences(path):
        return read_sentence_articles(path, labels)
    first = _first_record(path)
    if is_standoff(first):
        return read_standoff(path, texts, labels)
    if isinstance(first, dict) and "doctext" in first:
        return read_template_articles(path)
    return read_articles(path, labels)


def _first_record(path: Path) -> Any:
    if path.suffix != ".jsonl":
        return None
    return next((record for _, record in islice(read_records(path), 1)), None)
