"""One process's tools, a model and a reader of pages, each started when the first part needs it."""

from typing import Any, Self

from sigact.infer.backends import available_cores
from sigact.infer.batch.html import PageReader
from sigact.infer.batch.items import Page
from sigact.infer.batch.parts import Part
from sigact.infer.batch.processes import end_with_parent, keep_to, share_of_cores
from sigact.infer.batch.work import Options, PartResult, do_part
from sigact.infer.extractor import Extractor

_worker: "Worker | None" = None


class Worker:
    """Does parts, one after the other."""

    def __init__(self, model: str, options: Options) -> None:
        self._options = options
        self._extractor = Extractor.from_pretrained(model)
        self._reader: PageReader | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._reader is not None:
            self._reader.close()

    def do(self, part: Part) -> PartResult:
        """The files of a part."""
        if self._reader is None and any(isinstance(item, Page) for item in part.items):
            self._reader = PageReader(available_cores(), self._options.limits)
        return do_part(part, self._extractor, self._reader, self._options)


def start_worker(numbers: Any, workers: int, model: str, options: Options) -> None:
    """Make this process a worker with its share of the cores; `numbers` is a queue with a number for each."""
    global _worker  # noqa: PLW0603 (the process has one)
    end_with_parent()
    keep_to(share_of_cores(numbers.get(), workers))
    _worker = Worker(model, options)


def work_on(part: Part) -> PartResult:
    """Do a part in a worker process."""
    assert _worker is not None
    return _worker.do(part)
