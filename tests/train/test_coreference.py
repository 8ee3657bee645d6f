"""Learning which wordings mean one entity."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sigact.data.sources.muc4_processed import ROLES, read_entities
from sigact.errors import DataError
from sigact.infer.coreference import FEATURES, Coreference, Wording
from sigact.train.coreference import Quality, by_rules, learn, main
from sigact.train.regression import logistic_regression

TEXTS = (
    "guerrillas of the red hill front (rhf) fled. the red hill front killed a judge. the rebels burned a bank and a bridge.",
    "terrorists attacked. the terrorist was of the green lake army, the gla. a guerrilla of the green lake army left bombs and a bomb.",
    "a rebel, one of the guerrillas, had a grenade. grenades, said the blue sea party (bsp). the party had rebels and a terrorist.",
)


def record(number: int, text: str, **entities: Sequence[Sequence[str]]) -> dict[str, Any]:
    extracts = {role: [[[phrase, text.index(phrase)] for phrase in one] for one in entities.get(role, ())] for role in ROLES}
    return {"docid": f"D-{number}", "doctext": text, "extracts": extracts}


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    records = [
        record(0, TEXTS[0], PerpInd=[["guerrillas", "rebels"]], PerpOrg=[["red hill front", "rhf"]], Target=[["bank"], ["bridge"]]),
        record(
            1,
            TEXTS[1],
            PerpInd=[["terrorists", "terrorist", "guerrilla"]],
            PerpOrg=[["green lake army", "gla"]],
            Weapon=[["bombs"], ["bomb"]],
        ),
        record(
            2,
            TEXTS[2],
            PerpInd=[["rebel", "guerrillas"], ["terrorist"]],
            PerpOrg=[["blue sea party", "bsp"]],
            Weapon=[["grenade", "grenades"]],
        ),
    ]
    path = tmp_path / "ree.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


def test_what_is_learned_tells_the_keys_apart(keys: Path) -> None:
    documents = read_entities(keys)
    learned = learn(documents)
    assert set(learned.weights) == set(FEATURES)
    assert learned.descriptions == {"guerrilla", "rebel", "terrorist"} & learned.descriptions
    assert Quality.of(documents, learned.entities).ceaf.f1 >= Quality.of(documents, by_rules).ceaf.f1
    assert learned.weights["beside"] > 0


def test_quality_of_perfect_and_of_split_entities(keys: Path) -> None:
    documents = read_entities(keys)

    def alone(_text: str, _role: str, wordings: Sequence[Wording]) -> list[list[Wording]]:
        return [[one] for one in wordings]

    quality = Quality.of(documents, alone)
    assert (quality.pairs.recall, quality.b_cubed.precision) == (0.0, 1.0)
    assert quality.ceaf.recall == 1.0
    assert quality.ceaf.precision < 1.0


def test_the_command_writes_a_table_that_loads(keys: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "coreference.json"
    main([str(keys), "--dev", str(keys), "--output", str(output)])
    stored = json.loads(output.read_text(encoding="utf-8"))
    assert set(stored) == {"threshold", "roles", "weights", "descriptions"}
    assert set(stored["roles"]) == set(ROLES) == set(Coreference.default().roles)
    assert "B-cubed" in capsys.readouterr().out


def test_keys_that_teach_nothing_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "ree.jsonl"
    path.write_text(json.dumps(record(0, TEXTS[0], Victim=[["judge"]])) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="need roles with wordings of one entity and of several"):
        learn(read_entities(path))


def test_regression_finds_the_weights_of_a_known_law() -> None:
    generator = np.random.default_rng(0)
    features = np.concatenate([np.ones((4000, 1)), generator.normal(size=(4000, 2))], axis=1)
    labels = (generator.random(4000) < 1 / (1 + np.exp(-features @ np.array([-0.5, 2.0, 0.0])))).astype(float)
    assert logistic_regression(features, labels) == pytest.approx([-0.5, 2.0, 0.0], abs=0.15)
