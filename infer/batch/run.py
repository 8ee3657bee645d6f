"""The loop: inputs -> parts -> results, on the engine that was asked for, and what is done is never done again."""

import sqlite3
import sys
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sigact.errors import OutputError, UsageError, require
from sigact.infer.batch.inputs import STDIN, Input, find_inputs, is_url
from sigact.infer.batch.items import Fault
from sigact.infer.batch.job import Job
from sigact.infer.batch.local_engine import local_results
from sigact.infer.batch.plan import plan_of, summary_of
from sigact.infer.batch.processes import peak_memory
from sigact.infer.batch.state import GO_ON, RunState
from sigact.infer.batch.todo import Todo
from sigact.infer.batch.work import Counts, PartResult


@dataclass(frozen=True)
class Outcome:
    """`counts` of the whole output; `done_now` and `seconds` of this run; `finished_before` if there was nothing left to do."""

    counts: Counts
    done_now: int
    seconds: float
    finished_before: bool = False

    @property
    def articles_per_second(self) -> float:
        return self.done_now / self.seconds if self.seconds else 0.0


Progress = Callable[[int, float], None]


def run(job: Job, progress: Progress = lambda _articles, _seconds: None) -> Outcome:
    """Do what of a job is not done yet. `progress` gets the articles of this run and its seconds after each part.

    Raises UsageError (other options than an unfinished run's; another run's output), OutputError (nothing more can be written).
    """
    started = time.monotonic()
    inputs = find_inputs(job.inputs, job.output, job.input_format)
    _require_libraries(job, inputs)
    plan = plan_of(job.model, job.settings(), inputs)
    state = RunState(job.output, job.options.format)
    with state.locked():
        finished = state.begin(plan, overwrite=job.overwrite)
        if finished is not None:
            return Outcome(Counts.from_json(finished["counts"]), 0, 0.0, finished_before=True)
        done_now = 0
        todo = Todo(inputs, job.part_size, job.options.limits, state)
        try:
            with closing(_results(job, todo)) as results:
                for result in results:
                    state.save(result)
                    done_now += result.counts.articles
                    progress(done_now, time.monotonic() - started)
        except (OSError, sqlite3.Error) as error:  # unreadable inputs are faults: this is about temporary files
            raise OutputError(f"temporary files cannot be written: {error}; {GO_ON}") from None
        parts = todo.count
        if state.done(parts) is not None:
            raise UsageError(f"{state.folder}: was started with inputs that held more; run it with the same, or pass --overwrite")
        outcome = Outcome(state.counts(parts), done_now, time.monotonic() - started)
        state.finish(parts, _report(job, plan, outcome))
    return outcome


def _results(job: Job, todo: Todo) -> Generator[PartResult, None, None]:
    if job.engine == "local":
        return local_results(job, todo)
    from sigact.infer.batch.ray_engine import ray_results

    return ray_results(job, todo)


def _require_libraries(job: Job, inputs: list[Input | Fault]) -> None:
    if job.engine == "ray":
        if STDIN in job.inputs:
            raise UsageError("--engine ray: standard input (-) cannot be read on a cluster; save it as a file first")
        require("ray", "ray.data")
    formats = {source.format for source in inputs if isinstance(source, Input)}
    if formats & {"html", "warc"}:
        require("batch", "trafilatura", "pebble")
    if "warc" in formats:
        require("batch", "fastwarc")
    if "parquet" in formats:
        require("batch", "pyarrow")
    if sys.version_info < (3, 14) and any(isinstance(s, Input) and s.location.endswith(".zst") for s in inputs):
        require("batch", "backports.zstd")
    if any(isinstance(source, Input) and is_url(source.location) for source in inputs):
        require("batch", "fsspec")


def _report(job: Job, plan: dict[str, Any], outcome: Outcome) -> dict[str, Any]:
    """The run report: counts and plan are the same however often a run was stopped; `this_run` is not."""
    summary = summary_of(plan)
    return {
        "output": str(job.output),
        "model": summary["model"],
        "counts": outcome.counts.as_json(),
        "failed": outcome.counts.failed,
        "skipped": outcome.counts.skipped,
        "plan": summary,
        "this_run": {
            "articles": outcome.done_now,
            "seconds": round(outcome.seconds, 3),
            "articles_per_second": round(outcome.articles_per_second, 2),
            "engine": job.engine,
            "workers": job.workers,
            "peak_memory_mb": peak_memory(),
        },
    }
