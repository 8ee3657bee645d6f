from pathlib import Path

import pytest
from helpers import ROOT, make_article

from sigact.data.formats.conll import read, write
from sigact.data.formats.conll_spaces import find_spaces, spaces_column
from sigact.data.formats.drafts import Draft
from sigact.data.formats.report import Report
from sigact.errors import DataError

RE3D = ROOT.parent / "shared" / "re3d" / "dev.txt"


def drafts_of(content: str, folder: Path) -> tuple[list[Draft], Report]:
    file, report = folder / "own.conll", Report()
    file.write_text(content, encoding="utf-8", newline="")
    return list(read(file, report)), report


def marked(draft: Draft) -> list[tuple[str, str]]:
    return [(draft.text[mark.start : mark.end], mark.label) for mark in draft.marks]


def test_what_is_written(tmp_path: Path) -> None:
    file = tmp_path / "out.conll"
    article = make_article(
        "Two killed\n\nOn Monday, Dr. Ruiz\u00a0died. He fell.", ("Two", "KILLED"), ("Dr. Ruiz", "KILLED"), title="Two killed"
    )
    write(file, [article], Report())
    first, *lines = file.read_text(encoding="utf-8").split("\n")
    assert first.startswith('-DOCSTART- -X- O O # {"id": "a", "text_sha256": "')
    assert lines == [
        "",
        "Two -X- _ B-KILLED",
        "killed -X- SpacesAfter=\\n\\n O",
        "",
        "On -X- _ O",
        "Monday -X- SpaceAfter=No O",
        ", -X- _ O",
        "Dr -X- SpaceAfter=No B-KILLED",
        ". -X- _ I-KILLED",
        "Ruiz -X- SpacesAfter=\\u00a0 I-KILLED",
        "died -X- SpaceAfter=No O",
        ". -X- SpacesAfter=\\s O",
        "",
        "He -X- _ O",
        "fell -X- SpaceAfter=No O",
        ". -X- _ O",
        "",
        "",
    ]


def test_conll_2003_as_the_shared_task_had_it(tmp_path: Path) -> None:
    content = (
        "-DOCSTART- -X- -X- O\n\nGunmen NNS I-NP O\nin IN I-PP O\nPort NNP I-NP I-LOC\nEnnis NNP I-NP I-LOC\n\n"
        "Ali NNP I-NP I-PER\nVarga NNP I-NP B-LOC\n\n"
        "-DOCSTART- -X- -X- O\n\nCalm JJ I-NP O\n"
    )
    (one, other), report = drafts_of(content, tmp_path)
    assert one.text == "Gunmen in Port Ennis\nAli Varga"
    assert marked(one) == [("Port Ennis", "LOC"), ("Ali", "PER"), ("Varga", "LOC")]
    assert (other.text, other.marks) == ("Calm", ())
    assert (one.header["id"], other.header["id"]) == ("own-1", "own-2")
    assert one.header["source"] == {"name": "imported from conll", "url": None, "license": "unknown"}
    assert report.lines() == ["note: 2 records without a source, 2 records without a license"]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("B-A I-A B-A O", [("a b", "A"), ("c", "A")]),
        ("I-A I-A B-A I-B", [("a b", "A"), ("c", "A"), ("d", "B")]),
        ("B-A E-A S-A S-B", [("a b", "A"), ("c", "A"), ("d", "B")]),
        ("B-A L-A U-A O", [("a b", "A"), ("c", "A")]),
        ("B-A-1 I-A-1 O I-A-1", [("a b", "A-1"), ("d", "A-1")]),
    ],
)
def test_tag_schemes(tags: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    lines = [f"{word}\t{tag}" for word, tag in zip("abcd", tags.split(), strict=True)]
    (draft,), _ = drafts_of("-DOCSTART-\tO\n\n" + "\r\n".join(lines), tmp_path)
    assert marked(draft) == expected


def test_without_docstart_each_sentence_is_a_record(tmp_path: Path) -> None:
    drafts, report = drafts_of("# id = 1\nGunmen\tB-WHO\nfled\tO\n\n\n#\tO\n5\tO\n", tmp_path)
    assert [(draft.where.rpartition(":")[2], draft.text) for draft in drafts] == [("2", "Gunmen fled"), ("6", "# 5")]
    assert report.lost == {"comment line": 1}
    assert report.noted["sentence without -DOCSTART- read as a record"] == 2


@pytest.mark.parametrize("line", ["word", "word X-A", "word O-", " O", "word B-"])
def test_a_line_that_is_no_word_and_tag_is_an_error(line: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"own\.conll:3: must be a word, other columns and a tag"):
        drafts_of(f"-DOCSTART- O\n\n{line}\n", tmp_path)


def test_metadata_that_is_not_json_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"own\.conll:1: what follows ' # ' is not JSON"):
        drafts_of("-DOCSTART- O # {\n\nword O\n", tmp_path)


def test_spans_that_cut_a_word_are_reported(tmp_path: Path) -> None:
    report = Report()
    write(tmp_path / "x.conll", [make_article("A 5kg bomb", ("5", "WEAPON"), ("bomb", "WEAPON")), make_article("\n", id="b")], report)
    assert report.lines() == ["lost: 1 span that cuts a word, 1 text without words"]


def test_spaces_of_conll_u_are_read() -> None:
    assert find_spaces(["NN", "SpaceAfter=No"], " ") == ("", "")
    assert find_spaces(["SpacesBefore=\\s\\t|SpacesAfter=\\p\\u2028"], " ") == (" \t", "|\u2028")
    assert find_spaces(["I-NP", "_"], "\n") == ("", "\n")
    assert spaces_column(" ", "\r\n", " ") == "SpacesBefore=\\s|SpacesAfter=\\r\\n"


@pytest.mark.skipif(not RE3D.is_file(), reason="shared/re3d is not there")
def test_re3d_is_read() -> None:
    report = Report()
    drafts = list(read(RE3D, report))
    tags = [line.split("\t")[1] for line in RE3D.read_text(encoding="utf-8").split("\n") if line]
    assert sum(len(draft.marks) for draft in drafts) == sum(tag.startswith("B-") for tag in tags)
    assert report.noted["sentence without -DOCSTART- read as a record"] == len(drafts) > 100
