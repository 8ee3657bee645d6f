"""Whole runs: what they leave behind, and what keeps one from going on."""

import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from batch_helpers import read_lines, records, write_jsonl
from batch_runs import interrupted, job, report, results
from pyarrow import parquet

from sigact.errors import OutputError, UsageError
from sigact.infer.batch.run import run


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


def test_no_name_from_outside_becomes_a_path(small_model: Path, tmp_path: Path) -> None:
    """Ids are no file names, and archives are not unpacked."""
    (tmp_path / "in").mkdir()
    write_jsonl(tmp_path / "in" / "a.jsonl", [{**one, "id": f"../../{tmp_path}/escaped-{one['id']}"} for one in records(2)])
    with tarfile.open(tmp_path / "in" / "b.tar", "w") as archive:
        archive.add(tmp_path / "in" / "a.jsonl", "../../escaped.jsonl")
    (tmp_path / "out").mkdir()
    outcome = run(job([tmp_path / "in"], tmp_path / "out" / "out.jsonl", small_model))
    assert (outcome.counts.articles, outcome.counts.faults) == (2, {"skipped unknown_format": 1})
    assert {path.name for path in tmp_path.rglob("*")} == {
        *("in", "a.jsonl", "b.tar", "out", "out.jsonl", "out.jsonl.errors.jsonl", "out.jsonl.report.json")
    }


def test_an_output_that_cannot_be_written_is_told(small_model: Path, tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(1))
    with pytest.raises(OutputError, match="cannot be written: Not a directory"):
        run(job([source], source / "out.jsonl", small_model))
