"""Formats of inputs and outputs, told by file names."""

import sys
from pathlib import Path
from typing import Literal

from sigact.errors import UsageError, require

InputFormat = Literal["jsonl", "csv", "tsv", "parquet", "text", "html", "warc"]
OutputFormat = Literal["jsonl", "jsonl.gz", "jsonl.zst", "parquet"]

INPUT_SUFFIXES: dict[str, InputFormat] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".warc": "warc",
}
_COMPRESSED = {".gz", ".zst"}
_OUTPUT_SUFFIXES: dict[str, OutputFormat] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl.gz",
    ".ndjson.gz": "jsonl.gz",
    ".jsonl.zst": "jsonl.zst",
    ".ndjson.zst": "jsonl.zst",
    ".parquet": "parquet",
}


def input_format(name: str) -> InputFormat | None:
    """The format that a file name tells, compression aside."""
    path = Path(name)
    inner = Path(path.stem) if path.suffix.lower() in _COMPRESSED else path
    return INPUT_SUFFIXES.get(inner.suffix.lower())


def output_format(output: Path) -> OutputFormat:
    """The format that the name of the output tells. Raises UsageError, and MissingExtra where a library is missing."""
    known = next((format_ for suffix, format_ in _OUTPUT_SUFFIXES.items() if output.name.lower().endswith(suffix)), None)
    if known is None:
        raise UsageError(f"{output}: must end in .jsonl, .jsonl.gz, .jsonl.zst or .parquet")
    if known == "parquet":
        require("batch", "pyarrow")
    if known == "jsonl.zst" and sys.version_info < (3, 14):
        require("batch", "backports.zstd")
    return known
