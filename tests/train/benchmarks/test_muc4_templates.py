"""Entities -> incident types and templates."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sigact.data.sources.muc4_processed import ROLES, read_templates
from sigact.train.benchmarks import muc4_templates, muc4_types
from sigact.train.benchmarks.muc4_entities import RoleEntity
from sigact.train.benchmarks.muc4_templates import bound, templates_of
from sigact.train.benchmarks.muc4_types import TYPES, TypeModel, entity_features

TEXT = (
    "guerrillas kidnapped the mayor of usulutan on monday. the police said nothing. the government is worried. nobody knows where he is. "
    "in lima, a bomb destroyed the bank. the blast was heard far away."
)


def entity(role: str, *wordings: str) -> RoleEntity:
    return RoleEntity(role, wordings, 0.9)


def test_words_around_an_entity_tell_its_type() -> None:
    model = TypeModel.default()
    types = {
        role: TYPES[int(model.probabilities(TEXT, role, [phrase]).argmax())] for role, phrase in (("Victim", "mayor"), ("Target", "bank"))
    }
    assert types == {"Victim": "kidnapping", "Target": "bombing"}
    assert np.isfinite(entity_features("", "Weapon", ["bomb"])).all()


def test_far_entities_of_different_types_are_two_templates_and_perpetrators_join_the_nearer() -> None:
    entities = [entity("PerpInd", "guerrillas"), entity("Target", "bank"), entity("Victim", "mayor"), entity("Weapon", "bomb")]
    found = [(kind, {one.wordings[0] for one in own}) for kind, own in templates_of(TEXT, entities)]
    assert [kind for kind, _ in found] == ["bombing", "kidnapping"]
    assert found[0][1] >= {"bank", "bomb"}
    assert found[1][1] == {"mayor", "guerrillas"}


def test_perpetrators_alone_are_one_template_and_nothing_is_none() -> None:
    ((kind, own),) = templates_of(TEXT, [entity("PerpInd", "guerrillas")])
    assert (kind, len(own)) == ("kidnapping", 1)
    assert templates_of(TEXT, []) == []


def test_both_commands_learn_tables_that_separate_their_own_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def roles(**entities: str) -> dict[str, Any]:
        return {role: [[[entities[role], TEXT.index(entities[role])]]] if role in entities else [] for role in ROLES}

    templates = [
        {"incident_type": "kidnapping"} | roles(PerpInd="guerrillas", Victim="mayor"),
        {"incident_type": "bombing"} | roles(Target="bank", Weapon="bomb"),
    ]
    keys = tmp_path / "templates.jsonl"
    keys.write_text(
        "".join(json.dumps({"docid": f"D-{n}", "doctext": TEXT, "templates": templates}) + "\n" for n in range(9)), encoding="utf-8"
    )
    types, links = tmp_path / "types.json", tmp_path / "links.json"
    muc4_types.main([str(keys), "--dev", str(keys), "--output", str(types)])
    muc4_templates.main([str(keys), "--dev", str(keys), "--output", str(links)])
    printed = capsys.readouterr().out
    assert "27 of 27" in printed
    assert "F1" in printed
    assert set(json.loads(types.read_text())) == set(TYPES)
    assert set(json.loads(links.read_text())) == set(muc4_templates.LINKS)
    learned = muc4_templates.learn(read_templates(keys), TypeModel.default())
    assert bound(read_templates(keys), learned, TypeModel.default()).f1 == 1.0
