from pathlib import Path

import pytest
from helpers import make_article

from sigact.data.article import Article
from sigact.data.formats.brat import read, write
from sigact.data.formats.drafts import Draft
from sigact.data.formats.report import Report
from sigact.errors import DataError

TEXT = "Gunmen shot two\nguards in Beketa \U0001f600 on Monday."


def drafts_of(folder: Path, annotations: str, name: str = "doc-1") -> tuple[list[Draft], Report]:
    report = Report()
    (folder / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    (folder / f"{name}.ann").write_text(annotations, encoding="utf-8")
    return list(read(folder, report)), report


def marked(draft: Draft) -> list[tuple[str | None, str, str]]:
    return [(mark.id, draft.text[mark.start : mark.end], mark.label) for mark in draft.marks]


def test_every_kind_of_line(tmp_path: Path) -> None:
    annotations = (
        "T1\tWho 0 6\tGunmen\nT2\tHurt 12 15;16 22\ttwo guards\nT3\tWhen 38 44\tMonday\n"
        "T4\tAct 7 11\tshot\nT5\tHurt 12 15;26 32\ttwo Beketa\n"
        "E1\tAct:T4 Agent:T1\nR1\tSame Arg1:T1 Arg2:T2\t\n*\tEquiv T1 T2\nA1\tNegation E1\nM1\tSpeculation E1\n"
        "N1\tReference T3 Wikidata:Q105\tMonday\n#1\tAnnotatorNotes T1\tnot sure\n\n"
    )
    (draft,), report = drafts_of(tmp_path, annotations)
    assert marked(draft) == [("T1", "Gunmen", "Who"), ("T2", "two\nguards", "Hurt"), ("T3", "Monday", "When"), ("T4", "shot", "Act")]
    assert draft.header == {"id": "doc-1", "source": {"name": "imported from brat", "url": None, "license": "unknown"}}
    assert report.lines()[0] == ("lost: 1 discontinuous span, 1 event, 1 relation, 1 equivalence, 2 attributes, 1 normalization, 1 note")


def test_sub_folders_and_texts_without_annotations(tmp_path: Path) -> None:
    folder = tmp_path / "part"
    folder.mkdir()
    (tmp_path / "plain.txt").write_text(TEXT, encoding="utf-8")
    drafts_of(folder, "T1\tWho 0 6\tGunmen\n")
    report = Report()
    assert [draft.header["id"] for draft in read(tmp_path, report)] == ["part/doc-1"]
    assert report.lost == {"text without annotations": 1}


def test_offsets_in_utf16_code_units_are_revealed_by_the_words(tmp_path: Path) -> None:
    (draft,), report = drafts_of(tmp_path, "T1\tWhen 39 45\tMonday\n")
    assert marked(draft) == [("T1", "Monday", "When")]
    assert report.noted["span whose offsets counted UTF-16 code units"] == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T1\tWho 0 6\tMonday", "at 0-6 the text has 'Gunmen', not 'Monday'"),
        ("T1\tWho 0\tGunmen", "must be an id, a tab, a label with offsets"),
        ("T1 Who 0 6 Gunmen", "must be an id, a tab, a label with offsets"),
        ("X1\tWho", "is no brat annotation"),
        ("#1\tsigact T1\t{", "the sigact note is not JSON"),
    ],
)
def test_faulty_lines_are_an_error(line: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=rf"doc-1\.ann:2: {message}"):
        drafts_of(tmp_path, f"T9\tWho 0 6\tGunmen\n{line}\n")


def test_missing_files_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"holds no \.ann file"):
        list(read(tmp_path, Report()))
    (tmp_path / "x.ann").touch()
    with pytest.raises(DataError, match=r"x\.txt is missing"):
        list(read(tmp_path, Report()))


def test_what_is_written(odd_article: Article, tmp_path: Path) -> None:
    folder = tmp_path / "brat"
    write(folder, [odd_article, make_article("Calm.", id="b")], Report())
    assert sorted(file.name for file in folder.iterdir()) == ["annotation.conf", "b.ann", "b.txt", "odd_1.ann", "odd_1.txt"]
    assert (folder / "odd_1.txt").read_bytes() == odd_article.text.encode()
    lines = (folder / "odd_1.ann").read_text(encoding="utf-8").split("\n")
    start = odd_article.text.index("Val")
    assert f"T4\tPLACE {start} {start + 3};{start + 5} {start + 10}\tVal Verde" in lines
    assert lines[-2].startswith('#1\tsigact T1\t{"id": "odd / 1"')
    assert (folder / "b.ann").read_text(encoding="utf-8").startswith("#1\tsigact *\t{")
    assert (folder / "annotation.conf").read_text(encoding="utf-8").startswith("[entities]\nBOMBING\nCLAIM\n")


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x.ann").touch()
    with pytest.raises(DataError, match="exists and is not an empty folder"):
        write(tmp_path, [], Report())


def test_ids_with_the_same_file_name_are_an_error(tmp_path: Path) -> None:
    articles = [make_article("one", id="a/1"), make_article("two", id="A:1")]
    with pytest.raises(DataError, match="ids 'a/1' and 'A:1' would have the same file name 'A_1'; rename one"):
        write(tmp_path / "out", articles, Report())
