"""Reports -> bytes of one part, and parts -> the output. JSONL (plain, .gz, .zst) becomes one file, Parquet a folder of parts.

Compressed parts are whole gzip members or zstd frames, so that their concatenation is a valid file; they carry no time.
"""

import gzip
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from sigact.infer.batch.formats import OutputFormat
from sigact.infer.report import Report


def encoded(reports: Sequence[Report], lines: Sequence[str], format_: OutputFormat) -> bytes:
    """The reports of one part in a format; `lines` are their JSON forms, each with its line end."""
    if format_ == "parquet":
        from sigact.infer.batch.arrow import parquet_bytes

        return parquet_bytes(reports)
    content = "".join(lines).encode()
    if not content or format_ == "jsonl":
        return content
    return gzip.compress(content, mtime=0) if format_ == "jsonl.gz" else _zstd(content)


def _zstd(content: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression.zstd import compress
    else:
        from backports.zstd import compress
    return compress(content)


def join_files(parts: Iterable[Path], target: Path) -> None:
    """Write the files one after the other into `target`, and wait until the disk has it."""
    with target.open("wb") as file:
        for part in parts:
            with part.open("rb") as source:
                shutil.copyfileobj(source, file)
        file.flush()
        os.fsync(file.fileno())


def link_files(parts: Iterable[Path], target: Path) -> None:
    """A folder `target` that holds the files as part-00000.parquet and so on, without copying where the file system can."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for number, part in enumerate(parts):
        name = target / f"part-{number:05}.parquet"
        try:
            os.link(part, name)
        except OSError:
            shutil.copyfile(part, name)


def move_into_place(built: Path, target: Path) -> None:
    """Replace the file or folder `target` with `built`."""
    if built.is_dir() and target.is_dir():
        shutil.rmtree(target)
    built.replace(target)
