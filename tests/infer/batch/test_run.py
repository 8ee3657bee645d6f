"""Whole runs: killed, resumed, in several processes, on full disks, with other options."""

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from batch_helpers import page, read_lines, records, text_of, write_jsonl
from pyarrow import parquet

from sigact.errors import OutputError, UsageError
from sigact.infer.batch.formats import output_format
from sigact.infer.batch.run import Job, run
from sigact.infer.batch.work import Options

SPANISH = "Tres policías murieron el martes por la explosión de una bomba."
BATCH = [sys.executable, "-c", "from sigact.cli import main; main()", "batch"]


def job(inputs: Sequence[Path], output: Path, model: Path, **values: Any) -> Job:
    return Job([*map(str, inputs)], output, Options(output_format(output)), str(model), **({"part_size": 4} | values))


def results(output: Path) -> dict[str, bytes]:
    """Everything a run leaves behind but the report, which tells how long it took."""
    files = output.parent.rglob("*")
    return {str(file.relative_to(output.parent)): file.read_bytes() for file in files if file.is_file() and file.suffix != ".json"}


def report(output: Path) -> dict[str, Any]:
    """The run report without what a run may differ in."""
    found: dict[str, Any] = json.loads(Path(f"{output}.report.json").read_bytes())
    del found["this_run"], found["output"]
    return found


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty records with every kind of trouble between them, and two pages."""
    folder = tmp_path_factory.mktemp("news")
    items: list[Any] = records(30)
    items[7:7] = [
        {"id": "a1", "text": "again"},
        {"id": "none"},
        [1],
        {"id": "es", "text": "Tres policías murieron el martes por la explosión de una bomba."},
    ]
    items[20:20] = [{"id": "surrogate", "text": f"\ud83d {text_of(1)}"}]
    write_jsonl(folder / "a.jsonl", items)
    (folder / "b.html").write_bytes(page("Bomb kills three", f"<p>{text_of(2)}</p>" * 3))
    return folder


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.parquet"])
def test_a_run_leaves_the_output_and_nothing_else(news: Path, small_model: Path, tmp_path: Path, name: str) -> None:
    output = tmp_path / name
    outcome = run(job([news], output, small_model))
    assert (outcome.counts.records, outcome.counts.articles, outcome.counts.failed, outcome.counts.skipped) == (36, 32, 3, 1)
    assert {path.name for path in tmp_path.iterdir()} == {
        name,
        *(f"{name}.{more}" for more in ("texts.jsonl", "errors.jsonl", "report.json")),
    }
    expected = [*(f"a{number}" for number in range(30)), str(news / "b.html")]
    expected.insert(20 - 4, "surrogate")
    if name == "out.parquet":
        assert [path.name for path in sorted(output.iterdir())] == [f"part-{number:05}.parquet" for number in range(9)]
        assert parquet.read_table(output)["id"].to_pylist() == expected
    elif name != "out.jsonl.zst":
        assert [line["id"] for line in read_lines(output)] == expected
    errors = read_lines(Path(f"{output}.errors.jsonl"))
    assert [(one["level"], one["kind"]) for one in errors] == [
        ("error", "duplicate_id"),
        ("error", "no_text"),
        ("error", "wrong_type"),
        ("skipped", "other_language"),
        ("warning", "surrogates"),
    ]
    assert [one["id"] for one in read_lines(Path(f"{output}.texts.jsonl"))] == ["surrogate", str(news / "b.html")]


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_workers_do_not_change_the_bytes(news: Path, small_model: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    run(job([news], tmp_path / "one" / name, small_model))
    run(job([news], tmp_path / "two" / name, small_model, workers=2))
    assert results(tmp_path / "one" / name) == results(tmp_path / "two" / name)
    assert report(tmp_path / "one" / name) == report(tmp_path / "two" / name)


class _Stop(Exception):  # noqa: N818
    pass


def interrupted(started: Job, after: int) -> None:
    """Run a job and end it after some parts."""
    parts = 0

    def stop(_articles: int, _seconds: float) -> None:
        nonlocal parts
        parts += 1
        if parts == after:
            raise _Stop

    with pytest.raises(_Stop):
        run(started, stop)


def test_what_is_done_is_not_done_again(news: Path, small_model: Path, tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "stopped").mkdir()
    whole, stopped = (
        job([news], tmp_path / "whole" / "out.jsonl", small_model),
        job([news], tmp_path / "stopped" / "out.jsonl", small_model),
    )
    run(whole)
    interrupted(stopped, 3)
    assert not stopped.output.exists()
    interrupted(stopped, 2)
    outcome = run(replace(stopped, workers=2))
    assert outcome.done_now < outcome.counts.articles - 12
    assert results(stopped.output) == results(whole.output)
    assert report(stopped.output) == report(whole.output)
    again = run(stopped)
    assert (again.finished_before, again.done_now, again.counts) == (True, 0, outcome.counts)


@pytest.mark.parametrize("finished", [False, True])
def test_a_run_that_differs_does_not_go_on(news: Path, small_model: Path, extractor: object, tmp_path: Path, finished: bool) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(12))
    started = job([source], tmp_path / "out.jsonl", small_model)
    if finished:
        run(started)
    else:
        interrupted(started, 1)
    before = results(started.output)
    others = {
        "settings.min_confidence: was 0.0, is 0.5": replace(started, options=replace(started.options, min_confidence=0.5)),
        "settings.part_size: was 4, is 5": replace(started, part_size=5),
        "model.name: was": replace(started, model="embedded"),
        "input" if finished else "a.jsonl: is new": replace(started, inputs=[*started.inputs, str(news / "a.jsonl")]),
    }
    for problem, other in others.items():
        with pytest.raises(UsageError, match=problem) as caught:
            run(other)
        assert "--overwrite" in str(caught.value)
    source.write_bytes(source.read_bytes() + b"\n")
    with pytest.raises(UsageError, match="input"):
        run(started)
    assert results(started.output).items() - {("a.jsonl", source.read_bytes())} == before.items() - {("a.jsonl", before["a.jsonl"])}
    outcome = run(replace(started, part_size=5, overwrite=True))
    assert (outcome.done_now, outcome.finished_before, len(read_lines(started.output))) == (12, False, 12)


def test_another_file_is_not_overwritten_unasked(small_model: Path, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(2))
    output = tmp_path / "out.jsonl"
    output.write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        run(job([source], output, small_model))
    assert (output.read_text(), {path.name for path in tmp_path.iterdir()}) == ("mine", {"a.jsonl", "out.jsonl"})
    run(job([source], output, small_model, overwrite=True))
    assert len(read_lines(output)) == 2


def sigact_batch(*arguments: object, **options: Any) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*BATCH, *map(str, arguments)], check=False, capture_output=True, text=True, timeout=120, **options)


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


def wait_for(path: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path} did not come"
        time.sleep(0.02)


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


def test_an_output_that_cannot_be_written_is_told(small_model: Path, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(1))
    with pytest.raises(OutputError, match="cannot be written: Not a directory"):
        run(job([source], source / "out.jsonl", small_model))


@pytest.mark.parametrize(
    ("kills", "workers", "name"),
    [(4, 1, "out.jsonl"), *(pytest.param(40, w, n, marks=pytest.mark.slow) for w in (1, 2) for n in ("out.jsonl.gz", "out.parquet"))],
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


def children_of(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(child) for child in found]


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
    end = time.monotonic() + 20
    while any(_alive(child) for child in children):
        assert time.monotonic() < end
        time.sleep(0.1)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()


@pytest.mark.slow
def test_memory_does_not_grow_with_the_articles(small_model: Path, tmp_path: Path) -> None:
    code = "import resource; from sigact.cli import main\ntry: main()\nfinally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    peaks = []
    for count in (500, 5000):
        source = write_jsonl(tmp_path / f"{count}.jsonl", records(count))
        arguments = ["batch", source, "--output", tmp_path / f"{count}.out.jsonl", "--model", small_model, "--part-size", 64]
        done = subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True, capture_output=True, text=True)
        peaks.append(int(done.stdout.split()[-1]) / 1024)
    assert peaks[1] - peaks[0] < 30, peaks
