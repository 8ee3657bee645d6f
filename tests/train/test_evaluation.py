import json
from pathlib import Path

from rich.console import Console

from sigact.train.evaluation import evaluate
from sigact.train.reports import group_tables, metrics_json, score_table


def test_the_embedded_model_beats_the_phrase_look_up(root: Path) -> None:
    result = evaluate("embedded", root / "data" / "corpus" / "dev", root / "data" / "corpus" / "train")
    assert result.baseline is not None
    assert result.scores.micro.f1 > result.baseline.micro.f1 + 0.1
    loaded = json.loads(metrics_json(result.scores, result.facts()))
    assert loaded["scores"]["micro"]["f1"] == result.scores.micro.f1
    assert loaded["look_up"]["micro"]["support"] == loaded["scores"]["micro"]["support"]
    console = Console(width=120)
    with console.capture() as capture:
        console.print(score_table(result.scores, "title", result.baseline))
        console.print(*group_tables(result.groups))
    shown = capture.get()
    assert f"{100 * result.scores.micro.f1:.1f}" in shown
    assert "not to be quoted" in shown
    assert loaded["groups"]["region"]["Europe and Central Asia"]["articles"] == 12
    assert "by perpetrator" in shown
    assert "Middle East and North Africa *" in shown
