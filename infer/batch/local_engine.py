"""Parts -> results on this machine, in this process or in several, each with a model of its own and its share of the cores."""

import multiprocessing
from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing

from sigact.errors import OutputError
from sigact.infer.batch.html import with_articles
from sigact.infer.batch.job import Job
from sigact.infer.batch.parts import Part
from sigact.infer.batch.todo import Todo
from sigact.infer.batch.work import PartResult, do_part
from sigact.infer.batch.worker import start_worker, work_on
from sigact.infer.cpu import available_cores
from sigact.infer.extractor import Extractor


def local_results(job: Job, todo: Todo) -> Generator[PartResult, None, None]:
    """The results of the parts, in the order in which they are done. Raises UsageError, OutputError."""
    with closing(with_articles(todo, available_cores(), job.options.limits)) as parts:
        yield from _in_workers(parts, job) if job.workers > 1 else _here(parts, job)


def _here(parts: Iterator[Part], job: Job) -> Iterator[PartResult]:
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
