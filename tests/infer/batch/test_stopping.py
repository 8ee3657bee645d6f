"""Runs that are stopped from outside: killed, started twice, on full disks, with an input that changed meanwhile."""

import json
import random
import resource
import subprocess
import time
from pathlib import Path

import pytest
from batch_helpers import read_lines, records
from batch_runs import BATCH, children_of, job, report, results, sigact_batch, wait_for, wait_for_the_end_of

from sigact.errors import OutputError
from sigact.infer.batch.run import run


def test_standard_input_that_changed_is_noticed(small_model: Path, tmp_path: Path) -> None:
    command = ["-", "--output", tmp_path / "out.jsonl", "--model", small_model, "--part-size", 2]
    content = "".join(json.dumps(one) + "\n" for one in records(8))
    interrupting = subprocess.Popen([*BATCH, *map(str, command)], stdin=subprocess.PIPE, text=True)
    assert interrupting.stdin is not None
    interrupting.stdin.write(content[: len(content) // 2])
    interrupting.stdin.flush()
    wait_for(tmp_path / "out.jsonl.parts" / "part-00000.json")
    interrupting.kill()
    interrupting.communicate()
    other = sigact_batch(*command, input=content.replace("Kano", "Bauchi"))
    assert (other.returncode, "part 0 was made from other records" in other.stderr) == (2, True), other.stderr
    same = sigact_batch(*command, input=content)
    assert (same.returncode, len(read_lines(tmp_path / "out.jsonl"))) == (0, 8), same.stderr
    shorter = sigact_batch(*command, input="")
    assert shorter.returncode == 0
    assert "finished before" in shorter.stdout


def test_two_runs_do_not_write_one_output(small_model: Path, tmp_path: Path) -> None:
    command = [*BATCH, "-", "--output", str(tmp_path / "out.jsonl"), "--model", str(small_model)]
    waiting = subprocess.Popen(command, stdin=subprocess.PIPE)
    wait_for(tmp_path / "out.jsonl.parts" / "manifest.json")
    second = sigact_batch("-", "--output", tmp_path / "out.jsonl", "--model", small_model, input="")
    assert (second.returncode, "another run is writing it" in second.stderr) == (2, True)
    waiting.communicate(b"")
    assert waiting.returncode == 0


def test_a_disk_that_fills_up_stops_the_run_and_it_goes_on(news: Path, small_model: Path, tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "full").mkdir()
    run(job([news], tmp_path / "whole" / "out.jsonl", small_model))
    filling = job([news], tmp_path / "full" / "out.jsonl", small_model)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with pytest.raises(OutputError, match="cannot be written: File too large; what is done is kept"):
            run(filling, lambda _articles, _seconds: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1])))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["out.jsonl.parts"]
    assert not any(path.name.startswith(".") for path in (tmp_path / "full" / "out.jsonl.parts").iterdir())
    assert run(filling).done_now < 32
    assert results(filling.output) == results(tmp_path / "whole" / "out.jsonl")


@pytest.mark.parametrize(
    ("kills", "workers", "name"),
    [(4, 1, "out.jsonl"), *(pytest.param(40, w, n, marks=pytest.mark.slow) for w in (1, 2, 3) for n in ("out.jsonl.gz", "out.parquet"))],
)
def test_killed_at_random_moments_it_ends_with_the_same_bytes(
    news: Path, small_model: Path, tmp_path: Path, kills: int, workers: int, name: str
) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "killed").mkdir()
    arguments = [news, "--model", small_model, "--part-size", 2, "--workers", workers]
    begin = time.monotonic()
    assert sigact_batch(*arguments, "--output", tmp_path / "whole" / name).returncode == 1
    seconds = time.monotonic() - begin
    command = [*BATCH, *map(str, arguments), "--output", str(tmp_path / "killed" / name)]
    moments = random.Random(kills)
    for _ in range(kills):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(seconds * 0.3, seconds * 1.05))
        process.kill()
        process.wait()
    last = subprocess.run(command, check=False, capture_output=True, text=True)
    assert last.returncode == 1, last.stderr
    assert results(tmp_path / "killed" / name) == results(tmp_path / "whole" / name)
    assert report(tmp_path / "killed" / name) == report(tmp_path / "whole" / name)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="tells processes by /proc")
def test_no_process_outlives_a_killed_run(news: Path, small_model: Path, tmp_path: Path) -> None:
    command = [
        *BATCH,
        str(news),
        "--output",
        str(tmp_path / "out.jsonl"),
        "--model",
        str(small_model),
        "--workers",
        "2",
        "--part-size",
        "1",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(tmp_path / "out.jsonl.parts" / "part-00000.json")
    children = children_of(process.pid)
    assert len(children) >= 2
    process.kill()
    process.wait()
    wait_for_the_end_of(children)
