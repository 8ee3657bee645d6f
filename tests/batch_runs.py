"""Whole runs of `sigact batch`, in this process and in others, and what they leave behind."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sigact.infer.batch.formats import output_format
from sigact.infer.batch.job import Job
from sigact.infer.batch.run import run
from sigact.infer.batch.work import Options

BATCH = [sys.executable, "-c", "from sigact.cli import main; main()", "batch"]


def job(inputs: Sequence[Path], output: Path, model: Path, **values: Any) -> Job:
    return Job([*map(str, inputs)], output, Options(output_format(output)), str(model), **({"part_size": 4} | values))


def results(output: Path) -> dict[str, bytes]:
    """Everything a run leaves behind but the report, which tells how long it took."""
    files = output.parent.rglob("*")
    return {str(file.relative_to(output.parent)): file.read_bytes() for file in files if file.is_file() and file.suffix != ".json"}


def report(output: Path) -> dict[str, Any]:
    """The run report without what a run may differ in."""
    found: dict[str, Any] = json.loads(Path(f"{output}.report.json").read_bytes())
    del found["this_run"], found["output"]
    return found


class Stop(Exception):  # noqa: N818
    """Ends a run from within."""


def interrupted(started: Job, after: int) -> None:
    """Run a job and end it after some parts."""
    parts = 0

    def stop(_articles: int, _seconds: float) -> None:
        nonlocal parts
        parts += 1
        if parts == after:
            raise Stop

    with pytest.raises(Stop):
        run(started, stop)


def sigact_batch(*arguments: object, seconds: float = 600, **options: Any) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*BATCH, *map(str, arguments)], check=False, capture_output=True, text=True, timeout=seconds, **options)


def wait_for(path: Path, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path} did not come"
        time.sleep(0.02)


def children_of(process: int) -> list[int]:
    """The processes that a process has started and that are there (Linux)."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(child) for child in found]


def wait_for_the_end_of(processes: Sequence[int], seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while any(_alive(process) for process in processes):
        assert time.monotonic() < end, f"{processes} still run"
        time.sleep(0.1)


def _alive(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
