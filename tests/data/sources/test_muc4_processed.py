import json
from pathlib import Path
from typing import Any

import pytest

from sigact.data.sources.muc4_processed import ROLES, Mention, read_entities, read_templates
from sigact.errors import DataError

NOTHING: dict[str, Any] = {role: [] for role in ROLES}
TEXT = "rebels shot the mayor of villa alta."


def write(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_entities(tmp_path: Path) -> None:
    extracts = NOTHING | {"PerpInd": [[["rebels", 0]]], "Victim": [[["the mayor", 12], ["mayor of villa alta", 16]]]}
    (document,) = read_entities(write(tmp_path / "a", {"docid": "X", "doctext": TEXT, "extracts": extracts}))
    assert (document.docid, document.text) == ("X", TEXT)
    assert document.entities["Victim"] == ((Mention("the mayor", 12), Mention("mayor of villa alta", 16)),)
    assert document.entities["Weapon"] == ()


def test_templates(tmp_path: Path) -> None:
    templates = [{"incident_type": "bombing / attack"} | NOTHING, {"incident_type": "arson"} | NOTHING]
    (document,) = read_templates(write(tmp_path / "a", {"docid": "X", "doctext": TEXT, "templates": templates}))
    assert [template.types for template in document.templates] == [("bombing", "attack"), ("arson",)]


@pytest.mark.parametrize(
    ("extracts", "message"),
    [
        ({}, "must have exactly the roles PerpInd"),
        (NOTHING | {"Victim": [[["mayor", 3]]]}, "Victim: .*'mayor', 3.* is not a string and the place"),
        (NOTHING | {"Victim": [[["mayor", -7]]]}, "is not a string and the place"),
        (NOTHING | {"Victim": [["mayor"]]}, "is not a string and the place"),
        (NOTHING | {"Victim": [[]]}, "an entity must be a list of mentions, not empty"),
    ],
)
def test_faulty_entities_name_their_line(tmp_path: Path, extracts: object, message: str) -> None:
    good = {"docid": "X", "doctext": TEXT, "extracts": NOTHING}
    path = write(tmp_path / "a", good, {"docid": "Y", "doctext": TEXT, "extracts": extracts})
    with pytest.raises(DataError, match=rf"a:2.*{message}"):
        read_entities(path)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"docid": "X", "doctext": TEXT}, "must have exactly the keys docid, doctext, templates"),
        ({"docid": 1, "doctext": TEXT, "templates": []}, "docid and doctext must be strings"),
        ({"docid": "X", "doctext": TEXT, "templates": {}}, "templates must be a list"),
        ({"docid": "X", "doctext": TEXT, "templates": [NOTHING]}, "an object with an incident_type"),
        ({"docid": "A", "doctext": TEXT, "templates": []}, "docid 'A' was used at .*a:1"),
    ],
)
def test_faulty_documents_name_their_line(tmp_path: Path, record: object, message: str) -> None:
    path = write(tmp_path / "a", {"docid": "A", "doctext": TEXT, "templates": []}, record)
    with pytest.raises(DataError, match=f"a:2: .*{message}"):
        read_templates(path)


def test_the_corpus(shared: Path) -> None:
    for name, documents, templates, mentions in (("train", 1300, 1114, 3307), ("dev", 200, 191, 750)):
        entities = read_entities(shared / "muc34" / "ree" / f"{name}.jsonl")
        filled = read_templates(shared / "muc34" / "templates" / f"{name}.jsonl")
        assert [(document.docid, document.text) for document in entities] == [(document.docid, document.text) for document in filled]
        assert (len(entities), sum(len(document.templates) for document in filled)) == (documents, templates)
        assert sum(len(entity) for document in entities for role in ROLES for entity in document.entities[role]) == mentions
