"""The loop: inputs -> parts -> results, in this process or in several, and what is done is never done again."""

import multiprocessing
import sqlite3
import sys
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sigact.errors import OutputError, UsageError, require
from sigact.infer.batch.formats import InputFormat
from sigact.infer.batch.html import with_articles
from sigact.infer.batch.inputs import Input, find_inputs, is_url
from sigact.infer.batch.items import Fault
from sigact.infer.batch.parts import Part, cut, once_each
from sigact.infer.batch.plan import plan_of, summary_of
from sigact.infer.batch.readers import read_items
from sigact.infer.batch.state import GO_ON, RunState
from sigact.infer.batch.work import Counts, Options, PartResult, do_part
from sigact.infer.batch.worker import start_worker, work_on
from sigact.infer.cpu import available_cores
from sigact.infer.extractor import Extractor


@dataclass(frozen=True)
class Job:
    """What the command line asks for. Everything but `workers` and `overwrite` decides the bytes of the output."""

    inputs: list[str]
    output: Path
    options: Options
    model: str = "embedded"
    input_format: InputFormat | None = None
    part_size: int = 256
    workers: int = 1
    overwrite: bool = False


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
    _require_libraries(inputs)
    plan = plan_of(job.model, _settings(job), inputs)
    state = RunState(job.output, job.options.format)
    with state.locked():
        finished = state.begin(plan, overwrite=job.overwrite)
        if finished is not None:
            return Outcome(Counts.from_json(finished["counts"]), 0, 0.0, finished_before=True)
        done_now = 0
        todo = _Todo(cut(once_each(read_items(inputs, job.options.limits)), job.part_size), state)
        ready = with_articles(todo, available_cores(), job.options.limits)
        try:
            with closing(ready), closing(_results(ready, job)) as results:
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


class _Todo:
    """The parts that are not done, as they are read; `count` is the number of all parts once they are all read."""

    def __init__(self, parts: Iterator[Part], state: RunState) -> None:
        self._parts, self._state = parts, state
        self.count = 0

    def __iter__(self) -> Iterator[Part]:
        for part in self._parts:
            self.count += 1
            entry = self._state.done(part.index)
            if entry is None:
                yield part
            elif entry["fingerprint"] != part.fingerprint:
                where = next((item.where for item in part.items), "the inputs")
                raise UsageError(
                    f"{self._state.folder}: part {part.index} was made from other records than those from {where} on; "
                    "run it with the same inputs, choose another output, or pass --overwrite to start anew"
                )


def _results(parts: Iterator[Part], job: Job) -> Generator[PartResult, None, None]:
    if job.workers > 1:
        yield from _in_workers(parts, job)
        return
    extractor = None
    for part in parts:
        extractor = extractor or Extractor.from_pretrained(job.model, backend=job.options.backend, precision=job.options.precision)
        yield do_part(part, extractor, job.options)


def _in_workers(parts: Iterator[Part], job: Job) -> Iterator[PartResult]:
    """Results as they come; no more parts are read ahead than there are workers, and one."""
    context = multiprocessing.get_context("spawn")
    numbers = context.SimpleQueue()
    for number in range(job.workers):
        numbers.put(number)
    pool = ProcessPoolExecutor(job.workers, context, start_worker, (numbers, job.workers, job.model, job.options))
    running: set[Future[PartResult]] = set()
    try:
        for part in parts:
            running.add(pool.submit(work_on, part))
            if len(running) > job.workers:
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in finished)
        while running:
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in finished)
    except BrokenProcessPool:
        problem = "a worker process ended, as it does when memory runs out; what is done is kept"
        raise OutputError(f"{job.output}: {problem}: run the same command again, with fewer --workers or smaller --part-size") from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _require_libraries(inputs: list[Input | Fault]) -> None:
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


def _settings(job: Job) -> dict[str, Any]:
    """The options that decide the bytes of the output, as JSON."""
    published = job.options.published.isoformat() if job.options.published else None
    return asdict(job.options) | {"published": published, "part_size": job.part_size, "input_format": job.input_format}


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
            "workers": job.workers,
        },
    }
