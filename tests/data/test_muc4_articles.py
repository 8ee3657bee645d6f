"""MUC-4's templates as annotated articles."""

import json
from pathlib import Path

import pytest
from helpers import ROOT

from sigact.data.annotated import read_annotated
from sigact.data.labels import read_labels
from sigact.data.sources.muc4_articles import MUC4_LABELS
from sigact.data.sources.muc4_processed import ROLES

MUC34 = ROOT.parent / "shared" / "muc34"
TEXT = "the river front burned a bus. police blamed the front. bus drivers were unhurt; another bus burned."


def write(path: Path, **roles: list[list[list[object]]]) -> Path:
    template = {"incident_type": "arson"} | {role: roles.get(role, []) for role in ROLES}
    path.write_text(json.dumps({"docid": "d1", "doctext": TEXT, "templates": [template]}) + "\n", encoding="utf-8")
    return path


def test_the_label_list_is_that_of_the_recipes() -> None:
    assert read_labels(ROOT / "configs" / "labels" / "muc4.yaml") == MUC4_LABELS


def test_every_occurrence_of_a_mention_is_labelled_and_the_longer_of_two_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "t.jsonl", PerpOrg=[[["river front", 4], ["front", 10]]], Target=[[["bus", 25]]])
    (article,) = read_annotated(path, {}, MUC4_LABELS)
    found = [(span.label, TEXT[span.start : span.end], span.start) for span in article.spans]
    assert found == [
        ("PerpOrg", "river front", 4),
        ("Target", "bus", 25),
        ("PerpOrg", "front", 48),
        ("Target", "bus", 55),
        ("Target", "bus", 88),
    ]
    assert {argument.span for argument in article.incidents[0].args} == {span.id for span in article.spans}


@pytest.mark.skipif(not MUC34.exists(), reason="MUC-3/MUC-4 is not beside the project")
def test_nearly_every_gold_entity_has_a_span() -> None:
    articles = read_annotated(MUC34 / "templates" / "dev.jsonl", {}, MUC4_LABELS)
    assert len(articles) == 200
    assert sum(len(article.spans) for article in articles) == 818
