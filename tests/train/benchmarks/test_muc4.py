"""The MUC-4 benchmark: what is read, extracted, written and scored."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from helpers import tag
from typer.testing import CliRunner

from sigact.cli import app
from sigact.data.sources.muc4_processed import ROLES
from sigact.errors import DataError
from sigact.infer.decision import Decision
from sigact.infer.extractor import Extractor
from sigact.train.benchmarks.muc4 import score
from sigact.train.benchmarks.muc4_entities import mentions_of, role_entities
from sigact.train.benchmarks.muc4_extraction import Extraction, Text, extract, of_entities, read_texts

TEXT = "guerrillas of the farabundo front (ff) bombed the bank in usulutan. the ff also kidnapped the mayor. guerrillas fled."
SPANS = tag(
    TEXT,
    ("guerrillas", "PerpInd"),
    ("farabundo front", "PerpOrg"),
    ("ff", "PerpOrg"),
    ("bank", "Target"),
    ("ff", "PerpOrg"),
    ("mayor", "Victim"),
    ("guerrillas", "PerpInd"),
)


def extraction() -> Extraction:
    return of_entities(TEXT, role_entities(TEXT, mentions_of(TEXT, SPANS)))


def test_an_entity_is_given_by_its_most_certain_wording() -> None:
    spans = [replace(span, confidence=0.95 if TEXT[span.start : span.end] == "farabundo front" else 0.5) for span in SPANS]
    entities = role_entities(TEXT, mentions_of(TEXT, spans))
    assert [(one.wordings, one.confidence) for one in entities if one.role == "PerpOrg"] == [(("farabundo front", "ff"), 0.95)]
    assert of_entities(TEXT, entities).extracts["PerpOrg"] == [["farabundo front"]]


def test_entities_that_the_decision_does_not_keep_are_left_out() -> None:
    spans = [replace(span, confidence=0.2 if span.label == "Target" else 0.9) for span in SPANS]
    decision = Decision(bias=0.0, threshold=0.5, slope=1.0, intercepts=dict.fromkeys(ROLES, 0.0))
    assert {one.role for one in role_entities(TEXT, mentions_of(TEXT, spans), decision)} == {"PerpInd", "PerpOrg", "Victim"}


def test_a_model_with_muc4_labels_gives_entities_and_templates() -> None:
    found = extraction()
    assert found.extracts == {
        "PerpInd": [["guerrillas"]],
        "PerpOrg": [["farabundo front"]],
        "Target": [["bank"]],
        "Victim": [["mayor"]],
        "Weapon": [],
    }
    assert {kind for one in found.templates for kind in [one["incident_type"]]} <= {"bombing", "kidnapping"}
    assert [entity for one in found.templates for entity in one["Victim"] + one["Target"]] in ([["bank"], ["mayor"]], [["mayor"], ["bank"]])


def test_a_model_with_sigact_labels_gives_the_roles_of_its_incidents(extractor: Extractor) -> None:
    text = "Gunmen of the Red Front shot dead the mayor of Herat and burned a school on Monday."
    found = extract(extractor, [Text("d", text, None)])["d"]
    assert set(found.extracts) == set(ROLES)
    assert found.templates
    assert any("mayor" in entity[0] for entity in found.extracts["Victim"])


def test_malformed_texts_are_named(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    for record, words in (
        ({"docid": "d"}, "docid and doctext must be strings"),
        ({"docid": "d", "doctext": "a", "published": "3 JAN 90"}, "is not a date"),
    ):
        path.write_text(json.dumps(record) + "\n", encoding="utf-8")
        with pytest.raises(DataError, match=f"texts.jsonl:1: .*{words}"):
            read_texts(path)


def test_gold_of_another_form_or_of_other_documents_is_an_error(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "d"}\n', encoding="utf-8")
    with pytest.raises(DataError, match="records need extracts or templates"):
        score({}, gold)
    record = {"docid": "d", "doctext": TEXT, "extracts": {role: [] for role in ROLES}}
    gold.write_text(json.dumps(record) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="1 documents are not among the texts, the first is d"):
        score({}, gold)


def test_scores_count_entities_by_role(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    extracts: dict[str, Any] = {role: [] for role in ROLES} | {
        "PerpOrg": [[["ff", 35], ["farabundo front", 18]]],
        "Target": [[["bank", 50]]],
    }
    gold.write_text(json.dumps({"docid": "d", "doctext": TEXT, "extracts": extracts}) + "\n", encoding="utf-8")
    rows = score({"d": extraction()}, gold).rows()
    assert (rows["PerpOrg"].f1, rows["Target"].f1, rows["Victim"].precision) == (1.0, 1.0, 0.0)
    assert (rows["all, micro"].right, rows["all, micro"].predicted, rows["all, micro"].gold) == (2, 4, 2)


def test_the_command_writes_both_forms_and_the_scores(tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    extracts: dict[str, Any] = {role: [] for role in ROLES} | {"Target": [[["bank", TEXT.index("bank")]]]}
    texts.write_text(json.dumps({"docid": "d", "doctext": TEXT, "extracts": extracts}) + "\n", encoding="utf-8")
    given = ["benchmark", "muc4", "--texts", str(texts), "--gold", str(texts), "--output", str(tmp_path / "out")]
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 0, result.output
    ree, templates, scores = (tmp_path / "out" / name for name in ("ree.jsonl", "templates.jsonl", "scores.json"))
    assert set(json.loads(ree.read_text())["extracts"]) == set(ROLES)
    assert "templates" in json.loads(templates.read_text())
    assert json.loads(scores.read_text())[0]["metric"] == "CEAF-REE"


def test_an_empty_extraction_scores_nothing(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    template: dict[str, Any] = {"incident_type": "bombing"} | {role: [] for role in ROLES} | {"Target": [[["bank", TEXT.index("bank")]]]}
    gold.write_text(json.dumps({"docid": "d", "doctext": TEXT, "templates": [template]}) + "\n", encoding="utf-8")
    scores = score({"d": Extraction({role: [] for role in ROLES}, [])}, gold)
    assert scores.rows()["all, micro"].recall == 0.0
    assert scores.interval() == (0.0, 0.0)
