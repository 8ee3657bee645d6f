"""Runs on Ray: the pipeline's ends by themselves, and whole runs on a cluster of this machine, killed and taken up again."""

import os
import pickle
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from batch_helpers import page, records, text_of, write_jsonl
from batch_runs import BATCH, children_of, interrupted, job, report, results, sigact_batch, wait_for, wait_for_the_end_of
from hypothesis import given
from hypothesis import strategies as st

from sigact.errors import SigactError, UsageError
from sigact.infer.batch.inputs import find_inputs
from sigact.infer.batch.items import Limits
from sigact.infer.batch.parts import Part
from sigact.infer.batch.ray_engine import Worker, identity, read_parts, share_of_cpus
from sigact.infer.batch.run import run
from sigact.infer.batch.state import RunState
from sigact.infer.batch.todo import Todo
from sigact.infer.batch.work import Options, PartResult

needs_ray = pytest.mark.skipif(find_spec("ray") is None, reason="the extra ray is not installed")


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.integers(1, 60))
def test_workers_fit_on_the_nodes(nodes: list[int], workers: int) -> None:
    def room(share: int) -> int:
        return sum(free // share for free in nodes)

    if sum(nodes) < workers:
        with pytest.raises(UsageError, match=rf"the cluster has {sum(nodes)} CPUs besides"):
            share_of_cpus(nodes, workers)
    else:
        share = share_of_cpus(nodes, workers)
        assert room(share) >= workers > room(share + 1)


def messages(todo: Todo, folder: Path) -> list[Any]:
    return [pickle.loads(table["message"][0].as_py()) for table in read_parts(None, todo, str(folder))]


def todo_of(source: Path, output: Path, size: int = 2) -> Todo:
    return Todo(find_inputs([str(source)], output), size, Limits(), RunState(output, "jsonl"))


def test_the_reader_sends_parts_and_their_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_jsonl(tmp_path / "a.jsonl", records(5))
    monkeypatch.chdir(tmp_path)
    todo = todo_of(Path("a.jsonl"), Path("out.jsonl"))
    monkeypatch.chdir("/")
    sent = messages(todo, tmp_path)
    assert [part.index for part in sent[:-1]] == [0, 1, 2]
    assert sent[-1] == 3


def test_the_reader_sends_what_is_wrong(tmp_path: Path, small_model: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(5))
    interrupted(job([source], tmp_path / "out.jsonl", small_model, part_size=2), 1)
    write_jsonl(source, [{"id": "other", "text": text_of(1)}, *records(4)])
    (error,) = messages(todo_of(source, tmp_path / "out.jsonl"), tmp_path)
    assert isinstance(error, UsageError)
    assert "part 0 was made from other records" in str(error)


def done(worker: Worker, message: Any) -> Any:
    return pickle.loads(worker({"message": pickle.dumps(message)})["message"])


def test_an_actor_does_a_part_and_passes_on_the_rest(tmp_path: Path, small_model: Path) -> None:
    (tmp_path / "a.html").write_bytes(page("Bomb kills three", f"<p>{text_of(2)}</p>" * 3))
    write_jsonl(tmp_path / "b.jsonl", records(1))
    (part, count) = messages(todo_of(tmp_path, tmp_path / "out.jsonl"), tmp_path)
    assert isinstance(part, Part)
    worker = Worker(str(small_model), Options("jsonl"), identity(str(small_model)))
    result = done(worker, part)
    assert isinstance(result, PartResult)
    assert (result.fingerprint, result.counts.articles) == (part.fingerprint, 2)
    assert done(worker, count) == count
    assert isinstance(done(worker, UsageError("x")), UsageError)


def test_an_actor_with_another_model_says_so(small_model: Path) -> None:
    worker = Worker(str(small_model), Options("jsonl"), identity("embedded"))
    error = done(worker, Part(0, (), ""))
    assert isinstance(error, SigactError)
    assert "another sigact or another model" in str(error)


def test_standard_input_is_not_for_a_cluster(tmp_path: Path, small_model: Path) -> None:
    refused = sigact_batch("-", "--output", tmp_path / "out.jsonl", "--model", small_model, "--engine", "ray", input="")
    assert (refused.returncode, "save it as a file first" in refused.stderr) == (2, True), refused.stderr
    assert not list(tmp_path.iterdir())


@needs_ray
@pytest.mark.slow
@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_a_cluster_gives_the_same_bytes_also_when_killed(news: Path, small_model: Path, tmp_path: Path, name: str) -> None:
    for folder in ("local", "ray", "killed"):
        (tmp_path / folder).mkdir()
    run(job([news], tmp_path / "local" / name, small_model))
    arguments = [news, "--model", small_model, "--part-size", 4, "--engine", "ray", "--workers", 2]
    whole = sigact_batch(*arguments, "--output", tmp_path / "ray" / name, seconds=600)
    assert whole.returncode == 1, whole.stderr
    command = [*BATCH, *map(str, arguments), "--output", str(tmp_path / "killed" / name)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(tmp_path / "killed" / f"{name}.parts" / "part-00000.json")
    started = children_of(process.pid)
    assert started
    process.kill()
    process.wait()
    wait_for_the_end_of(started)
    last = sigact_batch(*arguments, "--output", tmp_path / "killed" / name, seconds=600)
    assert last.returncode == 1, last.stderr
    for folder in ("ray", "killed"):
        assert results(tmp_path / folder / name) == results(tmp_path / "local" / name)
        assert report(tmp_path / folder / name) == report(tmp_path / "local" / name)


@needs_ray
@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_told(tmp_path: Path, small_model: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(1))
    arguments = [source, "--output", tmp_path / "out.jsonl", "--model", small_model, "--engine", "ray"]
    refused = sigact_batch(*arguments, seconds=300, env=os.environ | {"RAY_ADDRESS": "127.0.0.1:1"})
    assert (refused.returncode, "Ray cannot be reached at 127.0.0.1:1" in refused.stderr) == (1, True), refused.stderr
