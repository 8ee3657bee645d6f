"""The speed benchmark: everything that is compared reads the same articles in turns, so that a change of the machine's load hits all alike.

One turn warms up and is not counted. A rate is the median over turns, with the lowest and highest beside it.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from rich.table import Table

from sigact.data.corpus_files import read_articles
from sigact.infer.cpu import available_cores, cpu_flags
from sigact.infer.model_folder import find_model
from sigact.train.benchmarks.speed_articles import MEAN_WORDS, SPREAD, Timed, timed_articles
from sigact.train.benchmarks.speed_contenders import (
    ALONE,
    BERT_BASE,
    PIPELINE,
    PRODUCTS,
    Contender,
    bert_base,
    hugging_face,
    own_everywhere,
    products,
    seconds,
)

_FLAGS = ("avx2", "avx_vnni", "avx512f", "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_bf16", "amx_int8")


@dataclass(frozen=True)
class Sample:
    """How many articles of 330 words, how many words more or less, and how many turns count."""

    articles: int = 16
    spread: int = SPREAD
    turns: int = 3


@dataclass(frozen=True)
class Rate:
    """Articles per second of one contender in each turn, or thousand million operations per second where it computes no articles.

    `worked`: the same per second of processor time, which other programs on the machine disturb less. `operations`: of the model for one
    article, padding not counted.
    """

    name: str
    turns: tuple[float, ...]
    worked: tuple[float, ...]
    operations: float | None

    @property
    def median(self) -> float:
        return statistics.median(self.turns)


@dataclass(frozen=True)
class Fresh:
    """A backend in its own process: seconds from its start to the first report, memory in MB after one text, all, and all again."""

    name: str
    first_report: float
    memory: tuple[float | None, ...]


@dataclass(frozen=True)
class Speed:
    """Everything that one call measured, with the machine and its load before and after."""

    machine: str
    load: tuple[float, float]
    sample: Sample
    rates: tuple[Rate, ...]
    fresh: tuple[Fresh, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def rate(self, name: str) -> Rate | None:
        return next((one for one in self.rates if one.name == name), None)

    def tables(self) -> list[Table]:
        """For reading in a terminal."""
        load = f"load average {self.load[0]:.1f} before, {self.load[1]:.1f} after"
        rates = _table(
            f"{self.sample.articles} articles of {MEAN_WORDS - self.sample.spread} to {MEAN_WORDS + self.sample.spread} words, "
            f"{self.sample.turns} turns; {self.machine}; {load}",
            ("", "articles/s", "range", "/ pipeline", "/ BERT-base", "CPU ms", "/ pipeline by CPU", "of products", "around"),
        )
        for one in self.rates:
            unit = " Gop/s" if one.name.startswith(PRODUCTS) else ""
            row = [one.name, f"{one.median:.1f}{unit}", f"{min(one.turns):.1f} - {max(one.turns):.1f}"]
            rates.add_row(*row, *([] if unit else self._compared(one)))
        fresh = _table("each in a new process", ("", "first report, s", "MB after it", "MB after all", "MB after all again"))
        for process in self.fresh:
            fresh.add_row(process.name, f"{process.first_report:.2f}", *("" if size is None else f"{size:.0f}" for size in process.memory))
        return [rates, fresh]

    def _compared(self, one: Rate) -> list[str]:
        by_cpu = [f"{1000 / statistics.median(one.worked):.0f}", _times(self.against(one, f"{PIPELINE}1", worked=True))]
        ratios = [_times(self.against(one, name)) for name in (f"{PIPELINE}1", BERT_BASE)]
        return [*ratios, *by_cpu, _percent(self.of_products(one)), _percent(self.around(one))]

    def against(self, one: Rate, name: str, *, worked: bool = False) -> float | None:
        """Median over turns of the ratio within the turn, of wall or of processor time; None if there is no contender of that name."""
        other = self.rate(name)
        if other is None:
            return None
        pairs = zip(one.worked, other.worked, strict=True) if worked else zip(one.turns, other.turns, strict=True)
        return statistics.median(mine / theirs for mine, theirs in pairs)

    def of_products(self, one: Rate) -> float | None:
        """The share of the machine's matrix-product rate in the same precision, by processor time, that the model alone reaches."""
        ceiling = self.rate(PRODUCTS + one.name.removesuffix(ALONE).rpartition(" ")[2])
        if ceiling is None or one.operations is None:
            return None
        return statistics.median(mine * one.operations / 1e9 / most for mine, most in zip(one.worked, ceiling.worked, strict=True))

    def around(self, one: Rate) -> float | None:
        """The share of an end-to-end run's processor time that is not the model's."""
        share = None if one.name.endswith(ALONE) else self.against(one, one.name + ALONE, worked=True)
        return None if share is None else max(0.0, 1 - share)


def measure(model: str, corpus: Path, sample: Sample, *, checkpoint: Path | None = None) -> Speed:
    """Run the benchmark. `checkpoint` is the trained folder of the same model, for torch and the pipeline; without it both are left out.

    Raises DataError, ModelError or MissingExtra.
    """
    torch.set_num_threads(available_cores())
    folder = find_model(model)
    texts = timed_articles(read_articles(corpus), sample.articles, sample.spread)
    contenders = own_everywhere(folder, checkpoint, texts)
    names = [one.name for one in contenders if not one.name.endswith(ALONE)]
    if checkpoint is not None:
        contenders += hugging_face(checkpoint, texts) + bert_base(checkpoint, texts)
    contenders += products()
    before = os.getloadavg()[0]
    rates = interleave(contenders, sample.turns)
    fresh = tuple(_in_new_process(folder, checkpoint, name, texts) for name in names)
    return Speed(_machine(), (before, os.getloadavg()[0]), sample, rates, fresh)


def interleave(contenders: Sequence[Contender], turns: int) -> tuple[Rate, ...]:
    """Time each contender once in each turn; the first turn is not counted."""
    taken: list[list[tuple[float, float]]] = [[] for _ in contenders]
    for turn in range(turns + 1):
        for contender, own in zip(contenders, taken, strict=True):
            measured = seconds(contender)
            if turn:
                own.append(measured)
    return tuple(_rate(contender, own) for contender, own in zip(contenders, taken, strict=True))


def _rate(one: Contender, taken: Sequence[tuple[float, float]]) -> Rate:
    done = one.articles or (one.operations or 0.0) / 1e9
    per_article = one.operations / one.articles if one.operations and one.articles else None
    return Rate(one.name, tuple(done / wall for wall, _ in taken), tuple(done / max(worked, 1e-9) for _, worked in taken), per_article)


def _in_new_process(folder: Path, checkpoint: Path | None, name: str, articles: Sequence[Timed]) -> Fresh:
    backend, precision = name.split()
    model = str(checkpoint if backend == "torch" else folder)
    command = [sys.executable, "-m", "sigact.train.benchmarks.fresh_process", model, backend, precision]
    started = time.time()
    texts = json.dumps([text for text, _, _ in articles])
    found = json.loads(subprocess.run(command, input=texts, capture_output=True, check=True, text=True).stdout)
    return Fresh(name, found["first_report_at"] - started, tuple(found["memory"]))


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title)
    for column in columns:
        table.add_column(column, justify="right" if column else "left", no_wrap=True)
    return table


def _machine() -> str:
    flags = ", ".join(flag for flag in _FLAGS if flag in cpu_flags()) or "no known instruction sets"
    return f"{available_cores()} cores, {platform.machine()} with {flags}"


def _times(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f}%"
