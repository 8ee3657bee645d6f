from pathlib import Path

import pytest

from sigact.data.labels import TRIGGERS, LabelList, read_labels, sigact_labels
from sigact.errors import ConfigError


def test_the_attack_schema_has_24_labels_and_49_tags() -> None:
    labels = sigact_labels()
    assert len(labels.labels) == 24
    assert labels.tags[:3] == ("O", "B-ASSASSINATION", "I-ASSASSINATION")
    assert len(labels.tags) == 49
    assert set(TRIGGERS) < set(labels.labels)
    assert labels.tells_incidents


def test_incidents_need_all_roles() -> None:
    assert not LabelList("muc4", 1, ("PerpInd", "Victim")).tells_incidents


def test_a_list_is_read_from_yaml(tmp_path: Path) -> None:
    file = tmp_path / "labels.yaml"
    file.write_text("name: team\nversion: 2\nlabels: [Who, Where]\n")
    assert read_labels(file) == LabelList("team", 2, ("Who", "Where"))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("name: a\nversion: 1\n", "exactly the keys"),
        ("name: a\nversion: 1\nlabels: [A, A]\n", "distinct"),
        ("name: a\nversion: 1\nlabels: [O]\n", "cannot be a label"),
        ("name: a\nversion: one\nlabels: [A]\n", "version a number"),
        ("name: a\nversion: 1\nlabels: [1]\n", "list of strings"),
        ("a: [", "cannot be read"),
    ],
)
def test_faults_name_the_file(tmp_path: Path, content: str, problem: str) -> None:
    file = tmp_path / "labels.yaml"
    file.write_text(content)
    with pytest.raises(ConfigError, match=problem):
        read_labels(file)
