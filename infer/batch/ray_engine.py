"""Parts -> results on a Ray cluster (extra: ray): a Ray Data pipeline from a reader to actors that hold a model each.

The reader runs on the node of the command, so that inputs, like the output, need be reachable from there alone. It streams whole parts
to the actors, as many as they and the object store have room for; an actor does a part as a local worker does, and the command writes
what comes back. Results, stopping and going on are therefore those of the local engine. RAY_ADDRESS names the cluster; without it one
is started on this machine for the time of the run.
"""

import logging
import os
import pickle
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from typing import Any

from sigact import __version__
from sigact.errors import OutputError, SigactError, UsageError
from sigact.infer.batch.html import PageReader
from sigact.infer.batch.items import Page
from sigact.infer.batch.job import Job
from sigact.infer.batch.parts import Part
from sigact.infer.batch.plan import model_identity
from sigact.infer.batch.state import GO_ON
from sigact.infer.batch.todo import Todo
from sigact.infer.batch.work import Options, PartResult, do_part
from sigact.infer.cpu import available_cores
from sigact.infer.extractor import Extractor

# What travels: a part to an actor, its result back, the number of all parts at the end, or an error.
_Message = Part | PartResult | int | SigactError


def ray_results(job: Job, todo: Todo) -> Generator[PartResult, None, None]:
    """The results of the parts, in the order in which they are done. Raises UsageError, OutputError."""
    import ray

    try:
        _start(job.workers)
        for row in _pipeline(job, todo).iter_rows():
            message = _unpacked(row)
            if isinstance(message, SigactError):
                raise message
            if isinstance(message, int):
                todo.count = message
            else:
                assert isinstance(message, PartResult)
                yield message
    except ray.exceptions.RayError as error:
        reason = str(error).strip().splitlines()[-1]
        raise OutputError(f"{job.output}: Ray gave up: {reason}; what is done is kept: run the same command again") from None
    finally:
        ray.shutdown()


def _start(workers: int) -> None:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    import ray

    quiet: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False}
    address = os.environ.get("RAY_ADDRESS")
    try:
        if address:
            ray.init(**quiet)
        else:
            ray.init(address="local", num_cpus=max(available_cores(), workers + 1), include_dashboard=False, **quiet)
    except Exception as error:  # of many classes, plain Exception among them
        raise OutputError(f"Ray cannot be reached at {address}: {error}" if address else f"Ray cannot be started: {error}") from None
    logging.getLogger("ray.data").setLevel(logging.ERROR)


def _pipeline(job: Job, todo: Todo) -> Any:
    """The dataset of messages."""
    import ray

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = context.print_on_execution_start = False
    context.target_max_block_size = 1  # a block holds one row: parts are handed out one by one
    here = {"ray.io/node-id": ray.get_runtime_context().get_node_id()}
    model = str(Path(job.model).absolute()) if Path(job.model).is_dir() else job.model
    return (
        ray.data.from_items([_packed(0)])
        .map_batches(read_parts, fn_args=(todo, str(Path.cwd())), num_cpus=0, label_selector=here)
        .map(
            Worker,
            fn_constructor_args=(model, job.options, identity(job.model)),
            compute=ray.data.ActorPoolStrategy(size=job.workers),
            num_cpus=_cpus_of_a_worker(job.workers),
        )
    )


def _cpus_of_a_worker(workers: int) -> int:
    import ray

    here = ray.get_runtime_context().get_node_id()
    cpus = [max(0, int(node["Resources"].get("CPU", 0)) - (node["NodeID"] == here)) for node in ray.nodes() if node["Alive"]]
    return share_of_cpus(cpus, workers)


def share_of_cpus(nodes: Sequence[int], workers: int) -> int:
    """The most CPUs that each of `workers` can have on nodes with so many free, none across two nodes. Raises UsageError."""
    fitting = [share for share in range(1, max(nodes) + 1) if sum(free // share for free in nodes) >= workers]
    if not fitting:
        raise UsageError(f"--workers {workers}: the cluster has {sum(nodes)} CPUs besides the one that is left to reading; ask for fewer")
    return fitting[-1]


def read_parts(_batch: Any, todo: Todo, folder: str) -> Iterator[Any]:
    """The parts that are to be done, then their number; runs on the node of the command."""
    with chdir(folder):
        try:
            for part in todo:
                yield _table(part)
            yield _table(todo.count)
        except SigactError as error:
            yield _table(_plain(error))
        except (OSError, sqlite3.Error) as error:
            yield _table(OutputError(f"temporary files cannot be written: {error}; {GO_ON}"))


class Worker:
    """An actor: one model, which must be that of the command."""

    def __init__(self, model: str, options: Options, expected: dict[str, str]) -> None:
        self._options = options
        self._pages: PageReader | None = None
        self._extractor: Extractor | SigactError = self._loaded(model, expected)

    def __call__(self, row: dict[str, bytes]) -> dict[str, bytes]:
        message = _unpacked(row)
        if not isinstance(message, Part):
            return row
        if isinstance(self._extractor, SigactError):
            return _packed(self._extractor)
        try:
            return _packed(do_part(self._with_articles(message), self._extractor, self._options))
        except SigactError as error:
            return _packed(_plain(error))

    def _loaded(self, model: str, expected: dict[str, str]) -> Extractor | SigactError:
        try:
            if identity(model) != expected:
                raise UsageError(f"{model}: a node of the cluster has another sigact or another model; install the same on all of them")
            return Extractor.from_pretrained(model, backend=self._options.backend, precision=self._options.precision)
        except SigactError as error:
            return _plain(error)

    def _with_articles(self, part: Part) -> Part:
        if not any(isinstance(item, Page) for item in part.items):
            return part
        self._pages = self._pages or PageReader(available_cores(), self._options.limits)
        return replace(part, items=tuple(self._pages.start(part.items)()))


def identity(model: str) -> dict[str, str]:
    """What must be the same on all nodes: the model and the version. Raises ModelError."""
    return model_identity(model) | {"sigact": __version__}


def _plain(error: SigactError) -> SigactError:
    """An error that can travel: of the two kinds that end a run."""
    return UsageError(str(error)) if isinstance(error, UsageError) else OutputError(str(error))


def _packed(message: _Message) -> dict[str, bytes]:
    return {"message": pickle.dumps(message)}


def _table(message: _Message) -> Any:
    import pyarrow

    return pyarrow.table({"message": pyarrow.array([pickle.dumps(message)], pyarrow.large_binary())})


def _unpacked(row: dict[str, bytes]) -> _Message:
    found: _Message = pickle.loads(row["message"])
    return found
