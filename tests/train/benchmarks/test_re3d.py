"""The re3d benchmark: own tokens, both modes of seqeval, and what the command writes. The sentences are made up."""

import json
from pathlib import Path

import pytest
from helpers import ROOT
from typer.testing import CliRunner

from sigact.cli import app
from sigact.errors import DataError, ModelError
from sigact.train.benchmarks.re3d import Result, run, seqeval_f1
from sigact.train.finetune import finetune

ROWS = "Ana\tB-Person\nRojo\tI-Person\nof\tO\nthe\tB-Organisation\nU.S.\tI-Organisation\nArmy\tI-Organisation\nspoke\tO\n.\tO\n\n"
OTHER = "Mortars\tB-Weapon\nfell\tO\non\tO\nPort\tB-Location\nEnnis\tI-Location\n.\tO\n\n"


def write(path: Path, *sentences: str) -> Path:
    path.write_text("".join(sentences), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny random encoder that has learned two sentences by heart."""
    folder = tmp_path_factory.mktemp("re3d")
    train, dev = write(folder / "train.txt", 100 * ROWS, 100 * OTHER), write(folder / "dev.txt", OTHER.replace("Port", "Fort"))
    overrides = {"data.train": [str(train)], "data.dev": [str(dev)], "encoder.name": "tiny-random", "output": str(folder / "model")}
    training = {"training.epochs": 2, "training.learning_rate": 1.0e-2, "training.batch": 8}
    return finetune(ROOT / "configs" / "re3d.yaml", overrides | training)


def test_scores_are_on_the_tokens_of_the_file(model: Path, tmp_path: Path) -> None:
    data = write(tmp_path / "dev.txt", ROWS, OTHER)
    result = run(str(model), data, write(tmp_path / "train.txt", OTHER))
    assert [len(tags) for tags in result.predicted] == [8, 6]
    assert result.scores.micro.support == 4
    assert result.scores.documents == 2
    assert result.scores.micro.f1 == result.seqeval.strict_micro == result.seqeval.default_micro > 0
    assert result.look_up is not None
    assert (result.look_up.micro.precision, result.look_up.micro.recall) == (1.0, 0.5)


def test_modes_differ_only_where_tags_are_no_valid_iob2() -> None:
    gold = [["B-Person", "I-Person", "O", "B-Weapon"]]
    valid = seqeval_f1(gold, [["B-Person", "I-Person", "O", "O"]])
    assert (valid.strict_micro, valid.strict_macro) == (valid.default_micro, valid.default_macro) == (0.6667, 0.5)
    invalid = seqeval_f1(gold, [["I-Person", "I-Person", "O", "B-Weapon"]])
    assert (invalid.strict_micro, invalid.default_micro) == (0.6667, 1.0)


def test_the_command_writes_scores_and_predictions(model: Path, tmp_path: Path) -> None:
    data = write(tmp_path / "dev.txt", ROWS, OTHER)
    given = ["benchmark", "re3d", "--model", str(model), "--data", str(data), "--output", str(tmp_path / "out")]
    printed = CliRunner().invoke(app, given)
    assert printed.exit_code == 0, printed.exception
    assert "2 sentences" in printed.stdout
    assert "68.4 on the test part, which is not this file" in " ".join(printed.stdout.split())
    scores = json.loads((tmp_path / "out" / "re3d.json").read_text())
    assert scores["scores"]["micro"]["support"] == 4
    assert scores["published_test_f1"] == 0.684
    rows = (tmp_path / "out" / "predictions.txt").read_text().split("\n")
    assert [row.rsplit("\t", 1)[0] for row in rows] == (ROWS + OTHER).removesuffix("\n").split("\n")


def test_wrong_models_and_empty_files_are_errors(tmp_path: Path) -> None:
    data = write(tmp_path / "dev.txt", ROWS)
    with pytest.raises(
        ModelError, match=r"embedded: has the labels 'sigact', not re3d's; train one with `sigact train configs/re3d\.yaml`"
    ):
        run("embedded", data)
    with pytest.raises(DataError, match=r"dev\.txt: holds no sentence"):
        run("embedded", write(data, "\n"))


def test_predictions_keep_every_sentence_apart(model: Path, tmp_path: Path) -> None:
    result: Result = run(str(model), write(tmp_path / "dev.txt", ROWS, OTHER))
    blocks = result.predictions().split("\n\n")
    assert [len(block.strip().split("\n")) for block in blocks] == [8, 6]
