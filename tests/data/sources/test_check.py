import hashlib
from pathlib import Path

import pytest

from sigact.data.sources.check import differences, main
from sigact.data.sources.manifest import SOURCES, SourceFile, SourceFolder

REPORT = b"A mine went off\t0\t1\t0\t0\n"


def source(*files: SourceFile) -> SourceFolder:
    return SourceFolder("satp", "test", "test", "nowhere", files)


def test_a_folder_like_the_manifest_has_no_difference(tmp_path: Path) -> None:
    (tmp_path / "dev.tsv").write_bytes(REPORT)
    file = SourceFile("dev.tsv", "satp reports", 1, hashlib.sha256(REPORT).hexdigest())
    absent = SourceFile("dev_facts.jsonl", "satp facts", 1, "0" * 64, extra=True)
    assert differences(source(file, absent), tmp_path) == []


def test_every_difference_is_reported(tmp_path: Path) -> None:
    (tmp_path / "dev.tsv").write_bytes(REPORT)
    (tmp_path / "bad.tsv").write_bytes(b"no columns\n")
    files = [SourceFile(name, "satp reports", 2, "0" * 64) for name in ("dev.tsv", "bad.tsv", "train.tsv")]
    found = differences(source(*files), tmp_path)
    digest = hashlib.sha256(REPORT).hexdigest()
    assert found == [
        f"{tmp_path}/dev.tsv: holds 1 satp reports, not 2",
        f"{tmp_path}/dev.tsv: SHA-256 is {digest}, not {'0' * 64}: this is another version or was changed",
        f"{tmp_path}/bad.tsv:1: must be a text and four columns of 0 or 1, separated by tabs",
        f"{tmp_path}/train.tsv: is missing",
    ]


def test_the_command_says_where_the_source_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["re3d", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "re3d: 0 of 3 files are there; 3 differences" in printed
    assert "found at: Dstl" in printed
    assert main(["re3d"]) == 2
    assert "usage:" in capsys.readouterr().err


def test_the_readme_lists_every_checksum(root: Path) -> None:
    text = (root / "data" / "sources" / "README.md").read_text(encoding="utf-8")
    assert [file.path for folder in SOURCES.values() for file in folder.files if file.sha256 not in text] == []


@pytest.mark.parametrize("name", SOURCES)
def test_the_corpora(shared: Path, name: str) -> None:
    assert differences(SOURCES[name], shared / name) == []
