"""The same bytes from one process and from several; memory that does not grow."""

import json
from pathlib import Path

import pytest
from batch_helpers import mixed_articles, records, write_jsonl
from batch_runs import job, report, results, sigact_batch

from sigact.infer.batch.processes import share_of_cores
from sigact.infer.batch.run import run
from sigact.infer.cpu import available_cores


@pytest.mark.parametrize(("name", "workers"), [("out.jsonl", 2), ("out.parquet", 3)])
def test_workers_do_not_change_the_bytes(news: Path, small_model: Path, tmp_path: Path, name: str, workers: int) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "several").mkdir()
    run(job([news], tmp_path / "one" / name, small_model))
    run(job([news], tmp_path / "several" / name, small_model, workers=workers))
    assert results(tmp_path / "one" / name) == results(tmp_path / "several" / name)
    assert report(tmp_path / "one" / name) == report(tmp_path / "several" / name)


def test_workers_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 2, 3, 5, 7}, raising=False)
    assert [share_of_cores(worker, 2) for worker in range(2)] == [[0, 3, 7], [2, 5]]
    assert [share_of_cores(worker, 7) for worker in range(7)] == [[0], [2], [3], [5], [7], [0], [2]]
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert available_cores() == 3
    for unusable in ("", "0", "many", "9"):
        monkeypatch.setenv("OMP_NUM_THREADS", unusable)
        assert available_cores() == 5


def peak_memory(source: Path, model: str) -> int:
    output = source.with_suffix(".out.jsonl")
    done = sigact_batch(source, "--output", output, "--model", model, "--part-size", 64, seconds=1800)
    assert done.returncode == 0, done.stderr
    peak: int = json.loads(Path(f"{output}.report.json").read_bytes())["this_run"]["peak_memory_mb"]
    return peak


@pytest.mark.slow
def test_memory_does_not_grow_with_the_articles(small_model: Path, tmp_path: Path) -> None:
    few, many = (peak_memory(write_jsonl(tmp_path / f"{count}.jsonl", records(count)), str(small_model)) for count in (500, 5000))
    assert many - few < 30, (few, many)


@pytest.mark.slow
def test_memory_of_the_embedded_model_is_bounded(tmp_path: Path) -> None:
    few, many = (peak_memory(write_jsonl(tmp_path / f"{count}.jsonl", mixed_articles(count, 80)), "embedded") for count in (300, 1500))
    assert many < 700, (few, many)
    assert many - few < 30, (few, many)
