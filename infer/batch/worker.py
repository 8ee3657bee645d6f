"""A worker process: one model, and its share of the cores."""

from typing import Any

from sigact.infer.batch.parts import Part
from sigact.infer.batch.processes import help_parent, keep_to, share_of_cores
from sigact.infer.batch.work import Options, PartResult, do_part
from sigact.infer.extractor import Extractor

_own: list[tuple[Extractor, Options]] = []


def start_worker(numbers: Any, workers: int, model: str, options: Options) -> None:
    """Make this process a worker; `numbers` is a queue that holds a number for each."""
    help_parent()
    keep_to(share_of_cores(numbers.get(), workers))
    _own[:] = [(Extractor.from_pretrained(model, backend=options.backend, precision=options.precision), options)]


def work_on(part: Part) -> PartResult:
    """Do a part in this process."""
    ((extractor, options),) = _own
    return do_part(part, extractor, options)
