"""What of a run is done, in the folder OUT.parts, so that it can be killed at any moment and go on.

    manifest.json          what the run was asked for: model, settings, inputs; a run that differs does not go on
    part-00000.reports     the files of a part, each written whole
    part-00000.json        written last: the part is done; its fingerprint and counts
    lock                   held while a process works here

When all parts are done they become OUT and its companions, OUT.report.json is written last, and the folder goes.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sigact.data.jsonl import write_bytes_atomically
from sigact.errors import DataError, OutputError, UsageError
from sigact.infer.batch.formats import OutputFormat
from sigact.infer.batch.outputs import join_files, link_files, move_into_place
from sigact.infer.batch.plan import require_same, summary_of
from sigact.infer.batch.work import Counts, PartResult

_FILES = ("reports", "texts", "errors")
GO_ON = "what is done is kept: make room or choose a place that can be written, and run the same command again"


class RunState:
    """The files of one output."""

    def __init__(self, output: Path, format_: OutputFormat) -> None:
        self.output = output
        self._format = format_
        self.folder = Path(f"{output}.parts")
        self.report = Path(f"{output}.report.json")
        self._manifest = self.folder / "manifest.json"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs away from this output. Raises UsageError if one is at work, OutputError if nothing can be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / "lock").open("wb")
        except OSError as error:
            raise OutputError(f"{self.folder}: cannot be written: {error.strerror}") from None
        with lock:
            if not _lock(lock.fileno()):
                raise UsageError(f"{self.output}: another run is writing it; wait for it, or choose another output")
            try:
                yield
            finally:
                if not self._manifest.exists():
                    self._remove_parts()

    def begin(self, plan: dict[str, Any], *, overwrite: bool) -> dict[str, Any] | None:
        """Prepare or take up a run; the run report if it was finished before. Raises UsageError if another run's results are here."""
        before = _read_json(self._manifest)
        finished = _read_json(self.report) if self.report.exists() and self.output.exists() else None
        if overwrite and (finished or before != plan):
            self._clear()
            before = finished = None
        if finished is not None:
            require_same(finished["plan"], summary_of(plan), f"{self.output} is finished, and was made otherwise")
            self._remove_parts()
            return finished
        if before is not None:
            require_same(before, plan, f"{self.folder} holds an unfinished run that was started otherwise")
        elif self.output.exists():
            raise UsageError(f"{self.output}: exists already; choose another output, or pass --overwrite to replace it")
        else:
            self._remove_part_files()
            self._write(self._manifest, _json(plan))
        return None

    def done(self, index: int) -> dict[str, Any] | None:
        """The entry of a part (fingerprint, counts), None if it is still to be done."""
        return _read_json(self._part(index, "json"))

    def save(self, result: PartResult) -> None:
        """Write the files of a part, then its entry. Raises OutputError."""
        for name, content in zip(_FILES, (result.reports, result.texts, result.faults), strict=True):
            if content:
                self._write(self._part(result.index, name), content)
        self._write(self._part(result.index, "json"), _json({"fingerprint": result.fingerprint, "counts": result.counts.as_json()}))

    def counts(self, parts: int) -> Counts:
        """The sum over all parts."""
        total = Counts()
        for index in range(parts):
            entry = self.done(index)
            total += Counts.from_json(entry["counts"]) if entry else Counts()
        return total

    def finish(self, parts: int, report: dict[str, Any]) -> None:
        """Turn the parts into the output, its texts and its errors, write the run report, remove the parts. Raises OutputError."""
        try:
            for name, target in zip(_FILES, (self.output, self.companion("texts"), self.companion("errors")), strict=True):
                built = self.folder / f"built.{name}"
                files = [path for index in range(parts) if (path := self._part(index, name)).exists()]
                if name == "reports" and self._format == "parquet":
                    link_files(files, built)
                elif files or name == "reports":
                    join_files(files, built)
                else:
                    target.unlink(missing_ok=True)
                    continue
                move_into_place(built, target)
        except OSError as error:
            raise OutputError(f"{self.output}: cannot be written: {error.strerror}; {GO_ON}") from None
        self._write(self.report, json.dumps(report, indent=2, ensure_ascii=False).encode() + b"\n")
        self._remove_parts()

    def companion(self, name: str) -> Path:
        """OUT.texts.jsonl or OUT.errors.jsonl."""
        return Path(f"{self.output}.{name}.jsonl")

    def _part(self, index: int, name: str) -> Path:
        return self.folder / f"part-{index:05}.{name}"

    def _write(self, path: Path, content: bytes) -> None:
        try:
            write_bytes_atomically(path, content)
        except DataError as error:
            raise OutputError(f"{error}; {GO_ON}") from None

    def _clear(self) -> None:
        self.report.unlink(missing_ok=True)
        for path in (self.output, self.companion("texts"), self.companion("errors")):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        self._remove_part_files()
        self._manifest.unlink(missing_ok=True)

    def _remove_part_files(self) -> None:
        for path in self.folder.glob("part-*"):
            path.unlink()

    def _remove_parts(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _read_json(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read: {error}; remove it to start anew") from None
    return found


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode() + b"\n"
