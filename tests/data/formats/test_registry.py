import json
from pathlib import Path
from typing import Any

import pytest

from sigact.data.formats import FormatName
from sigact.data.formats.registry import FORMATS, recognise
from sigact.data.formats.report import Report
from sigact.data.formats.sigact_jsonl import read
from sigact.errors import DataError, UsageError

README = Path(__file__).parents[3] / "data" / "formats" / "README.md"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.jsonl", {"id": "a", "text": "x", "source": {}, "spans": []}, FormatName.SIGACT),
        ("a.jsonl", {"id": 1, "text": "x", "label": []}, FormatName.DOCCANO),
        ("a.jsonl", {"id": 1, "text": "x", "entities": [], "source": "Desk"}, FormatName.DOCCANO),
        ("a.jsonl", {"text": "x", "spans": [], "meta": {}}, FormatName.PRODIGY),
        ("a.jsonl", {"text": "x", "_input_hash": 1}, FormatName.PRODIGY),
        ("a.json", [{"data": {}}], FormatName.LABEL_STUDIO),
        ("a.json", {"%TYPES": {}, "%FEATURE_STRUCTURES": []}, FormatName.UIMA_CAS),
        ("a.xmi", "<xmi/>", FormatName.UIMA_CAS),
        ("a.conll", "x O", FormatName.CONLL),
        ("a.txt", "-DOCSTART- O", FormatName.CONLL),
        ("a.txt", "---\nid: a\n---\nx", FormatName.SIGACT),
        ("a.parquet", "PAR1", FormatName.PARQUET),
        ("folder/a.ann", "", FormatName.BRAT),
        ("folder/sub/a.xmi", "", FormatName.UIMA_CAS),
        ("folder/a.jsonl", {"id": "a", "text": "x", "source": {}, "spans": []}, FormatName.SIGACT),
        ("folder/a.parquet", "", FormatName.PARQUET),
    ],
)
def test_formats_are_told_from_names_and_first_lines(name: str, content: Any, expected: FormatName, tmp_path: Path) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    assert recognise(tmp_path / Path(name).parts[0]) is expected


@pytest.mark.parametrize(
    ("name", "content"), [("a.txt", "A plain text."), ("a.jsonl", "{}"), ("a.jsonl", "{"), ("a.json", "{}"), ("a", "")]
)
def test_other_files_need_from(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"in no format that can be told .* say which with --from"):
        recognise(tmp_path / name)


def test_two_claims_need_from(tmp_path: Path) -> None:
    (tmp_path / "a.ann").touch()
    (tmp_path / "a.xmi").touch()
    with pytest.raises(UsageError, match="could be brat or uima-cas; say which with --from"):
        recognise(tmp_path)
    with pytest.raises(DataError, match="does not exist"):
        recognise(tmp_path / "nothing")


def test_every_format_is_in_the_registry_and_the_readme() -> None:
    table = README.read_text(encoding="utf-8")
    assert set(FORMATS) == set(FormatName)
    for name, format_ in FORMATS.items():
        (row,) = [line for line in table.split("\n") if line.startswith(f"| `{name}` ")]
        assert row.rstrip(" |").endswith(format_.loses)


def test_a_standoff_record_has_no_text_to_convert(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "a", "text_sha256": "0"}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"a\.jsonl:1: is a stand-off record without its text"):
        list(read(file, Report()))


def test_a_malformed_record_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    source = {"name": "n", "license": "l"}
    whole = {"id": "a", "text": "x", "source": source, "spans": []}
    for record in (
        {"id": "a"},
        whole | {"spans": 3},
        whole | {"incidents": 4},
        whole | {"incidents": [{"args": [{"role": 5}, {"role": "x"}]}]},
    ):
        file.write_text(json.dumps(record), encoding="utf-8")
        with pytest.raises(DataError, match=r"a\.jsonl:1: "):
            list(read(file, Report()))
