import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from helpers import CORPUS, ROOT

from sigact.cli import main
from sigact.data.jsonl import read_jsonl
from sigact.data.labels import read_labels
from sigact.errors import MissingExtra

PLACES = ("Dovrin", "Castel Mora", "Beketa", "Sun Harbour", "Olvera Pass", "Nimra", "Tashkol", "Port Ennis", "Varga", "Hessan")


def label_studio_task(number: int, place: str) -> dict[str, Any]:
    """One task as Label Studio exports it, in the labels of an imagined team."""
    text = f"\U0001f600 Gunmen opened fire in {place} on Monday, killing {number} people."
    marks = [("Gunmen", "Attacker"), (place, "Where"), (f"{number} people", "Killed people")]
    result = [
        {
            "value": {"start": text.index(phrase), "end": text.index(phrase) + len(phrase), "text": phrase, "labels": [label]},
            "id": f"r{index}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "origin": "manual",
        }
        for index, (phrase, label) in enumerate(marks)
    ]
    done = {"id": 900 + number, "completed_by": 2, "result": result, "was_cancelled": False, "ground_truth": False, "lead_time": 9.5}
    skipped = done | {"id": 800 + number, "result": [], "was_cancelled": True}
    return {"id": number, "annotations": [skipped, done], "data": {"text": text}, "meta": {}, "predictions": [], "project": 3}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "export.json"
    file.write_text(json.dumps([label_studio_task(number, place) for number, place in enumerate(PLACES, start=2)]), encoding="utf-8")
    return file


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["sigact", "corpus", "convert", *map(str, arguments)])
    with pytest.raises(SystemExit) as exit_info:
        main()
    return int(exit_info.value.code or 0)


def test_a_team_trains_on_its_label_studio_export(
    export: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    team, labels = export.with_name("team.jsonl"), export.with_name("team.jsonl.labels.yaml")
    assert run(monkeypatch, export, "--to", "sigact", "--output", team) == 0
    printed = capsys.readouterr()
    assert printed.out == f"{team}: 10 articles from label-studio\n{labels}: the 3 labels of {export}\n"
    assert printed.err == (
        "lost: 10 cancelled annotations\n"
        "note: 10 records without a source, 10 records without a license, 1 rename of label 'Killed people' to 'Killed_people'\n"
    )
    assert read_labels(labels).labels == ("Attacker", "Killed_people", "Where")
    assert len(read_jsonl(team, read_labels(labels))) == 10

    pytest.importorskip("torch")
    from sigact.train.finetune import finetune
    from sigact.train.recipe import parse_overrides

    settings = {"data.train": f"[{team}]", "data.dev": "[]", "data.dev_share": "0.3", "labels": labels, "output": export.with_name("model")}
    model = finetune(ROOT / "configs" / "smoke.yaml", parse_overrides([f"{key}={value}" for key, value in settings.items()]))
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    assert "B-Killed_people" in config["label2id"]
    assert json.loads((model / "metrics.json").read_text(encoding="utf-8"))["articles"]["dev"] >= 1


def test_a_label_list_that_is_given_is_used_and_not_written(
    export: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    labels, output = export.with_name("own.yaml"), export.with_name("team.conll")
    own = {"name": "own", "version": 3, "labels": ["Where", "Attacker", "Killed_people", "Weapon"]}
    labels.write_text(yaml.safe_dump(own), encoding="utf-8")
    assert run(monkeypatch, export, "--from", "label-studio", "--to", "conll", "--output", output, "--labels", labels) == 0
    assert capsys.readouterr().out == f"{output}: 10 articles from label-studio\n"
    labels.write_text(yaml.safe_dump(own | {"labels": ["Where"]}), encoding="utf-8")
    assert run(monkeypatch, export, "--to", "conll", "--output", output, "--labels", labels) == 1
    assert "'Attacker', which is not in label list 'own'" in capsys.readouterr().err


def test_overlaps_are_an_error_or_the_longest_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source, output = tmp_path / "all.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"text": "Two guards died", "label": [[0, 10, "KILLED"], [4, 10, "VICTIM"]]}\n', encoding="utf-8")
    assert run(monkeypatch, source, "--to", "sigact", "--output", output) == 1
    message = f"error: {source}:1: spans KILLED 0-10 'Two guards' and VICTIM 4-10 'guards' overlap"
    assert capsys.readouterr().err.startswith(message)
    assert not output.exists()
    assert run(monkeypatch, source, "--to", "sigact", "--output", output, "--overlaps", "longest") == 0
    printed = capsys.readouterr()
    assert printed.err.startswith("lost: 1 overlapping span\n")
    assert printed.out == f"{output}: 1 articles from doccano\n"


def test_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "out"
    assert run(monkeypatch, CORPUS / "dev", "--to", "docx", "--output", output) == 2
    assert run(monkeypatch, ROOT / "pyproject.toml", "--to", "sigact", "--output", output) == 2
    assert "say which with --from" in capsys.readouterr().err
    for arguments in ([], ["--from", "doccano"]):
        assert run(monkeypatch, tmp_path / "none", "--to", "sigact", "--output", output, *arguments) == 1
        assert "does not exist" in capsys.readouterr().err


def test_a_missing_extra_is_named_with_its_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "cassis", None)
    assert run(monkeypatch, CORPUS / "dev", "--to", "uima-cas", "--output", tmp_path / "out") == 2
    assert str(MissingExtra("corpus", "cassis")) in capsys.readouterr().err
