"""Several seeds of one recipe, and training and scoring on stand-off annotation."""

from pathlib import Path

import pytest
from helpers import CORPUS, ROOT, small_run
from typer.testing import CliRunner

from sigact.cli import app
from sigact.data.article import Span
from sigact.data.sources.satp import Report, report_article
from sigact.data.standoff import write_standoff
from sigact.train import seeds

SMOKE = ROOT / "configs" / "smoke.yaml"
DEV = CORPUS / "dev" / "iq-mortar-base.txt"
MINE = "A mine went off in Ama on Monday and killed two men"


def _sets(output: Path) -> list[str]:
    return [part for key, value in small_run(output).items() for part in ("--set", f"{key}={value}")]


def test_a_table_of_seeds_and_a_seed_that_is_trained_is_not_trained_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(SMOKE), "--on", str(DEV), "--seeds", "1", "2", "--look-up", str(CORPUS / "dev"), *_sets(tmp_path / "tiny")]
    assert seeds.main(arguments) == 0
    rows = capsys.readouterr().out.splitlines()[-3:]
    assert rows[0] == "| data | documents | gold spans | seed 1 | seed 2 | mean | phrase look-up |"
    assert rows[2].startswith(f"| {DEV} | 1 | ")
    trained = {seed: (tmp_path / f"tiny-seed{seed}" / "model.safetensors").stat().st_mtime_ns for seed in (1, 2)}
    assert seeds.main(arguments) == 0
    assert capsys.readouterr().out.splitlines() == rows
    assert trained == {seed: (tmp_path / f"tiny-seed{seed}" / "model.safetensors").stat().st_mtime_ns for seed in (1, 2)}


def test_an_error_names_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert seeds.main([str(SMOKE), "--on", str(DEV), *_sets(tmp_path / "tiny"), "--set", "training.epoch=3"]) == 1
    assert "training.epoch: unknown key" in capsys.readouterr().err


def _standoff(folder: Path) -> Path:
    """A SATP folder with one report, and its stand-off annotation beside it."""
    folder.mkdir()
    (folder / "train.tsv").write_text(f"{MINE}\t0\t1\t0\t0\n", encoding="utf-8")
    (folder / "dev.tsv").write_text("Nothing\t0\t0\t0\t0\n", encoding="utf-8")
    spans = (Span(id="s1", start=2, end=6, label="WEAPON"),)
    path = folder.parent / "standoff.jsonl"
    write_standoff(path, [report_article(Report("T0000", MINE, False, True, False, False)).model_copy(update={"spans": spans})])
    return path


def test_training_and_scoring_on_standoff_annotation(tmp_path: Path) -> None:
    path = _standoff(tmp_path / "satp")
    run = small_run(tmp_path / "tiny") | {"data.train": [str(path)]}
    sets = [part for key, value in run.items() for part in ("--set", f"{key}={value}")]
    refused = CliRunner().invoke(app, ["train", str(SMOKE), *sets])
    assert refused.exit_code == 1
    assert "give its source with --satp DIR" in str(refused.exception)
    trained = CliRunner().invoke(app, ["train", str(SMOKE), *sets, "--satp", str(tmp_path / "satp")])
    assert trained.exit_code == 0, trained.exception
    scored = CliRunner().invoke(app, ["evaluate", str(tmp_path / "tiny"), str(path), "--satp", str(tmp_path / "satp")])
    assert scored.exit_code == 0, scored.exception
    assert "WEAPON" in scored.stdout
