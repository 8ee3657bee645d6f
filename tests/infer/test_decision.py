"""Which entities are kept: decision.json."""

from pathlib import Path

import numpy as np
import pytest

from sigact.errors import ModelError
from sigact.infer.decision import DECISION, Decision, read_decision
from sigact.infer.extractor import Extractor
from sigact.infer.model_folder import MODEL_FILES

ONE = Decision(bias=1.0, threshold=0.25, slope=1.0, intercepts={"Victim": 0.0, "Target": -2.0})


def test_an_entity_is_kept_by_its_role_and_confidence() -> None:
    assert (ONE.keeps("Victim", 0.3), ONE.keeps("Victim", 0.2), ONE.keeps("Target", 0.3)) == (True, False, False)
    assert ONE.probability("Victim", 0.3) == pytest.approx(0.3)
    assert ONE.probability("Victim", 1.0) == pytest.approx(0.98)


def test_a_decision_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert read_decision(tmp_path, ["Victim"]) is None
    (tmp_path / DECISION).write_text(ONE.as_json(), encoding="utf-8")
    assert read_decision(tmp_path, ["Target", "Victim"]) == ONE
    assert DECISION in MODEL_FILES


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "is no decision"),
        ("[]", "is no decision"),
        ('{"bias": 0}', "is no decision"),
        ('{"bias": 0, "threshold": 0, "slope": 1, "intercepts": {"Victim": "high"}}', "is no decision"),
        ('{"bias": 0, "threshold": 0, "slope": 1, "other": 1, "intercepts": {"Victim": 0}}', "is no decision"),
        ('{"bias": 0, "threshold": 0, "slope": 1, "intercepts": {"Weapon": 0}}', "is for the roles Weapon, the model's are Victim"),
    ],
)
def test_a_malformed_decision_is_named(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / DECISION).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=f"decision.json: {words}"):
        read_decision(tmp_path, ["Victim"])


def test_a_bias_finds_more_and_leaves_confidences_as_they_are(extractor: Extractor) -> None:
    encoded = extractor.tagger.encode(
        "Gunmen shot dead the mayor of Herat and burned a school on Monday, the governor of the province said."
    )
    before = encoded.scores.copy()
    plain, more = extractor.tagger.spans_of(encoded), extractor.tagger.spans_of(encoded, 20.0)
    assert sum(span.end - span.start for span in more) > sum(span.end - span.start for span in plain)
    assert min(span.confidence for span in more) < min(span.confidence for span in plain)
    assert np.array_equal(encoded.scores, before)
