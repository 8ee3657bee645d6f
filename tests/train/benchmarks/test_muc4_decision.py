"""Tuning which entities a MUC-4 model keeps."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT
from typer.testing import CliRunner

from sigact.cli import app
from sigact.data.sources.muc4_processed import ROLES, read_entities
from sigact.errors import DataError, ModelError
from sigact.infer.decision import DECISION, read_decision
from sigact.infer.extractor import Extractor
from sigact.infer.model_folder import embedded_model
from sigact.train.benchmarks.muc4 import tuning_scores
from sigact.train.benchmarks.muc4_decision import BIASES, Candidates, candidates, cross_fitted, halves, tune
from sigact.train.benchmarks.muc4_entities import Entities, RoleEntity
from sigact.train.finetune import finetune

TEXT = "guerrillas kidnapped the mayor of usulutan. a bomb destroyed the bank."


def document(number: int, docid: str = "D") -> Candidates:
    """Without bias the model marks one right victim; with it a right target of 0.4 and a wrong one of 0.1."""
    sure = RoleEntity("Victim", (f"mayor {number}",), 0.9)
    less = [RoleEntity("Target", ("bank",), 0.4), RoleEntity("Target", ("street",), 0.1)]
    gold: Entities = {role: [] for role in ROLES} | {"Victim": [[f"Mayor {number}"]], "Target": [["bank"]]}
    return Candidates(
        f"{docid}-{number}", {bias: [sure, *(less if bias else [RoleEntity("Weapon", ("car",), 0.5)])] for bias in BIASES}, gold
    )


def test_what_pays_is_kept_and_what_does_not_is_left_out() -> None:
    documents = [document(number) for number in range(20)]
    decision = tune(documents)
    assert decision.bias > 0
    assert (decision.keeps("Target", 0.4), decision.keeps("Target", 0.1), decision.keeps("Victim", 0.9)) == (True, False, True)
    untuned, crossed = tuning_scores(documents)
    assert (untuned.f1, crossed.f1) == (0.5, 1.0)
    assert (untuned.metric, crossed.metric) == ("CEAF-REE, untuned", "CEAF-REE, cross-fitted")


def test_halves_are_the_test_sets_or_alternate() -> None:
    sets = [document(number, docid) for docid in ("TST1-MUC3", "TST2-MUC4") for number in range(2)]
    assert [[one.docid for one in half] for half in halves(sets)] == [["TST1-MUC3-0", "TST1-MUC3-1"], ["TST2-MUC4-0", "TST2-MUC4-1"]]
    assert [[one.docid for one in half] for half in halves(sets[:2])] == [["TST1-MUC3-0"], ["TST1-MUC3-1"]]
    assert list(cross_fitted([document(number) for number in range(8)])) == ["D-0", "D-2", "D-4", "D-6", "D-1", "D-3", "D-5", "D-7"]


def test_documents_that_teach_nothing_are_an_error() -> None:
    with pytest.raises(DataError, match="right and wrong entities; of 0, 0 are right"):
        tune([])


def test_a_model_with_other_labels_is_not_tuned(extractor: Extractor) -> None:
    with pytest.raises(ModelError, match="label list 'sigact' is not MUC-4's"):
        candidates(extractor, [])


@pytest.fixture(scope="module")
def muc4_model(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A model of one epoch with MUC-4's labels, and the keys it is tuned on."""
    folder = tmp_path_factory.mktemp("muc4")
    roles: dict[str, Any] = {role: [] for role in ROLES} | {
        "Victim": [[["mayor", TEXT.index("mayor")]]],
        "Target": [[["bank", TEXT.index("bank")]]],
    }
    for name, content in (("templates", [{"incident_type": "bombing"} | roles]), ("extracts", roles)):
        for part in ("train", "dev"):
            records = [{"docid": f"{part}-{n}", "doctext": f"{TEXT} {part} {'abcdefgh'[n] * 9}.", name: content} for n in range(4)]
            (folder / f"{name}-{part}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    overrides = {
        "output": str(folder / "model"),
        "labels": str(ROOT / "configs" / "labels" / "muc4.yaml"),
        "data.train": [str(folder / "templates-train.jsonl")],
        "data.dev": [str(folder / "templates-dev.jsonl")],
        "data.dev_share": 0.0,
    }
    return finetune(ROOT / "configs" / "smoke.yaml", overrides), folder / "extracts-dev.jsonl"


def test_candidates_are_what_the_model_marks_at_each_bias(muc4_model: tuple[Path, Path]) -> None:
    model, gold = muc4_model
    documents = read_entities(gold)
    found = candidates(Extractor.from_pretrained(str(model)), documents)
    assert [one.docid for one in found] == [one.docid for one in documents]
    assert all(set(one.found) == set(BIASES) and one.gold["Victim"] == [["mayor"]] for one in found)


def test_the_benchmark_reads_the_stored_decision_unless_told_not_to(muc4_model: tuple[Path, Path], tmp_path: Path) -> None:
    model, gold = muc4_model
    stored = {"bias": 30.0, "threshold": 0.0, "slope": 1.0, "intercepts": dict.fromkeys(ROLES, 0.0)}
    (model / DECISION).write_text(json.dumps(stored), encoding="utf-8")
    marked = []
    for extra in ([], ["--untuned"]):
        given = ["benchmark", "muc4", "--model", str(model), "--texts", str(gold), "--output", str(tmp_path / "out"), *extra]
        assert CliRunner().invoke(app, given).exit_code == 0
        lines = (tmp_path / "out" / "ree.jsonl").read_text(encoding="utf-8").splitlines()
        marked.append(sum(len(phrase) for line in lines for role in json.loads(line)["extracts"].values() for (phrase,) in role))
    assert marked[0] > marked[1]


@pytest.mark.parametrize("helps", [True, False])
def test_the_command_stores_a_decision_only_if_it_helps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, helps: bool) -> None:
    documents = [document(number) for number in range(8)]
    if not helps:
        found = dict.fromkeys(BIASES, documents[0].found[0.0][:1])
        right: Entities = {role: [] for role in ROLES} | {"Victim": [["mayor 0"]]}
        documents = [replace(one, found=found, gold=right if n > 1 else {role: [] for role in ROLES}) for n, one in enumerate(documents)]
    monkeypatch.setattr("sigact.train.benchmarks.muc4_decision.candidates", lambda extractor, texts: documents)
    gold = tmp_path / "ree.jsonl"
    gold.write_text(json.dumps({"docid": "D", "doctext": TEXT, "extracts": {role: [] for role in ROLES}}) + "\n", encoding="utf-8")
    shutil.copytree(embedded_model(), tmp_path / "model")
    result = CliRunner().invoke(app, ["benchmark", "muc4-tune", "--model", str(tmp_path / "model"), "--gold", str(gold)])
    assert result.exit_code == 0, result.output
    assert "untuned" in result.output
    assert "fitted" in result.output
    stored = read_decision(tmp_path / "model", ROLES)
    assert (stored == tune(documents)) if helps else (stored is None and "nothing stored" in result.output)
