"""`sigact batch` on the command line: its exit codes, and the examples of docs/batch.md."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from batch_helpers import records, text_of, write_jsonl
from helpers import ROOT

SAMPLES = ROOT / "data" / "samples"


def sigact(*arguments: object, text: str = "", folder: Path = ROOT) -> tuple[int, str, str]:
    command = [sys.executable, "-c", "from sigact.cli import main; main()", *map(str, arguments)]
    run = subprocess.run(command, check=False, input=text, capture_output=True, text=True, timeout=120, cwd=folder, env=_environment())
    return run.returncode, run.stdout, run.stderr


def _environment() -> dict[str, str]:
    """The environment with paths that hold from every folder."""
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return os.environ | {"PYTHONPATH": os.pathsep.join(str(Path(path).resolve()) for path in paths if path)}


def test_done_and_done_before(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    arguments = ["batch", f"{SAMPLES}/*.txt", "--published", "2024-05-16", "--output", output]
    code, out, err = sigact(*arguments)
    assert (code, err) == (0, "")
    assert re.fullmatch(rf"{output}: 3 articles, \d incidents; \d+\.\d articles a second\n", out)
    reports = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert reports == [
        json.loads(sigact("extract", sample, "--published", "2024-05-16", "--format", "jsonl")[1])
        for sample in sorted(SAMPLES.glob("*.txt"))
    ]
    assert "3 articles" in sigact(*arguments)[1]
    assert "finished before" in sigact(*arguments)[1]


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_nothing_to_do_is_warned_of(tmp_path: Path, content: str) -> None:
    code, out, err = sigact("batch", "-", "--output", tmp_path / "out.jsonl", text=content)
    assert (code, err) == (0, "warning: the inputs hold no articles\n")
    assert (tmp_path / "out.jsonl").read_bytes() == b""
    assert "0 articles" in out


def test_bad_records_and_missing_inputs(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", [{"id": "a", "text": text_of(1)}, {"id": "b"}])
    code, out, err = sigact("batch", tmp_path / "no.jsonl", source, "--output", tmp_path / "out.jsonl")
    assert (code, err) == (1, "")
    assert f"1 articles, 1 incidents; 2 failed, 0 skipped: see {tmp_path}/out.jsonl.errors.jsonl" in out
    errors = [json.loads(line) for line in (tmp_path / "out.jsonl.errors.jsonl").read_text().splitlines()]
    assert [(one["kind"], one["where"]) for one in errors] == [("missing", f"{tmp_path}/no.jsonl"), ("no_text", f"{source}:2")]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--output", "out.csv"], "must end in .jsonl, .jsonl.gz, .jsonl.zst or .parquet"),
        ([], "Missing option '--output'"),
        (["--output", "out.jsonl", "--published", "May"], "is not a date such as 2024-05-14"),
        (["--output", "out.jsonl", "--model", "no/such/folder"], "neither a model folder nor a Hub repository"),
        (["--output", "out.jsonl", "--workers", "0"], "workers"),
        (["--output", "out.jsonl", "--input-format", "pdf"], "pdf"),
    ],
)
def test_wrong_use(tmp_path: Path, options: list[str], problem: str) -> None:
    source = write_jsonl(tmp_path / "a.jsonl", records(1))
    code, out, err = sigact("batch", source, *options, folder=tmp_path)
    assert (code, out) == (2, "")
    assert problem in " ".join(err.split())
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_the_documented_session_is_what_happens(tmp_path: Path) -> None:
    """Every `$` line of docs/batch.md is run in a folder with the file it shows first; what it prints is compared, rates aside."""
    document = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
    session = re.findall(r"^```console\n(.*?)^```", document, re.MULTILINE | re.DOTALL)
    (tmp_path / "samples").symlink_to(SAMPLES)
    steps = [step for block in session for step in re.split(r"^\$ ", block, flags=re.MULTILINE) if step]
    assert len(steps) >= 4
    for step in steps:
        command, _, shown = step.partition("\n")
        program, *arguments = shlex.split(command)
        if program == "cat" and not (tmp_path / arguments[0]).exists():
            (tmp_path / arguments[0]).write_text(shown, encoding="utf-8")
        if program == "sigact":
            _, out, err = sigact(*arguments, folder=tmp_path)
            printed = err + out
        else:
            printed = subprocess.run(command, shell=True, check=True, capture_output=True, text=True, cwd=tmp_path).stdout
        assert re.sub(r"[\d.]+ articles a second", "", printed) == re.sub(r"[\d.]+ articles a second", "", shown), command
