from pathlib import Path

import pytest

from sigact.data.labels import LabelList
from sigact.data.markup import compile_article, main, read_markup
from sigact.errors import DataError, DataFaults

HEAD = """---
id: x
published: 2024-05-16
genre: wire brief
incidents:
  i1: {main: true, type: bombing_explosion, stage: accomplished, date: 2024-05-14, country: PE, killed: 3, injured: 6.., claimed: false}
---
"""
BODY = "# [Blast|BOMBING i1] in [Lima|PLACE i1]\n\nA man \\[sic\\] left [a dead\nman|KILLED i1 i1:ABDUCTED].\n"


def test_marks_become_offsets() -> None:
    article = compile_article(HEAD + BODY, "x.txt")
    assert article.text == "Blast in Lima\n\nA man [sic] left a dead\nman."
    assert article.title == "Blast in Lima"
    assert [(article.text[s.start : s.end], s.label) for s in article.spans] == [
        ("Blast", "BOMBING"),
        ("Lima", "PLACE"),
        ("a dead\nman", "KILLED"),
    ]
    (incident,) = article.incidents
    assert [(a.span, a.role) for a in incident.args] == [("s1", "BOMBING"), ("s2", "PLACE"), ("s3", "KILLED"), ("s3", "ABDUCTED")]
    assert incident.killed is not None
    assert (incident.killed.min, incident.killed.max) == (3, 3)
    assert incident.injured is not None
    assert (incident.injured.min, incident.injured.max) == (6, None)
    assert incident.place is not None
    assert (incident.place.text, incident.place.country) == ("Lima", "PE")
    assert article.fiction
    assert article.source.license == "CC0-1.0"


def test_weapons_have_a_class_and_perhaps_a_subclass() -> None:
    article = compile_article(HEAD.replace("killed: 3", "weapons: [explosives/grenade, firearms]") + BODY, "x.txt")
    assert [(weapon.class_, weapon.subclass) for weapon in article.incidents[0].weapons] == [("explosives", "grenade"), ("firearms", None)]


@pytest.mark.parametrize(
    ("weapons", "problem"),
    [
        ("firearms", "weapons must be a list"),
        ("[bombs]", "x.txt:6: .*'biological', 'chemical'"),
        ("[firearms/grenade]", "x.txt:6: .*'grenade' is no subclass of weapon class 'firearms'; known are automatic_rifle"),
    ],
)
def test_weapons_that_gtd_does_not_know(weapons: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem):
        compile_article(HEAD.replace("killed: 3", f"weapons: {weapons}") + BODY, "x.txt")


@pytest.mark.parametrize(
    ("value", "numbers"), [("~40", (40, 40, True)), ("3..5", (3, 5, False)), ("0", (0, 0, False)), ("'7..'", (7, None, False))]
)
def test_numbers(value: str, numbers: tuple[int, int | None, bool]) -> None:
    article = compile_article(HEAD.replace("killed: 3", f"killed: {value}") + BODY, "x.txt")
    killed = article.incidents[0].killed
    assert killed is not None
    assert (killed.min, killed.max, killed.approximate) == numbers


def test_without_title_or_incidents() -> None:
    article = compile_article("---\nid: x\npublished: null\nincidents: {}\n---\nNothing [attacks|ATTACK] here.\n", "x.txt")
    assert article.title is None
    assert article.text == "Nothing attacks here."
    assert article.incidents == ()


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("no front matter", r"x\.txt:1: must begin with YAML"),
        ("---\nid: [\n---\nx\n", r"x\.txt:\d: front matter is not YAML"),
        (HEAD.replace("genre", "gender") + BODY, r"x\.txt:4: unknown key 'gender'"),
        (HEAD + BODY.replace("|KILLED", "|DEAD"), r"x\.txt:10: label 'DEAD' is not in label list 'sigact' in: A man"),
        (HEAD + BODY.replace("Lima|PLACE i1]", "Lima|PLACE i7]"), r"incident 'i7', which the front matter does not declare"),
        (HEAD + BODY.replace("|BOMBING i1", ""), r"x\.txt:8: \[Blast\] must be \[words\|LABEL\]"),
        (HEAD + BODY + "\nA stray ] here\n", r"x\.txt:13: stray '\]'.*in: A stray \] here"),
        (HEAD + BODY.replace("[Lima|", "[ Lima|"), r"white space"),
        (HEAD + BODY.replace(":ABDUCTED", ":TAKEN"), "role 'TAKEN'"),
        (HEAD + BODY.replace(":ABDUCTED", ":KILLED"), "twice"),
        (HEAD.replace("killed: 3", "killed: three") + BODY, "killed: 'three' is not a number such as"),
        (HEAD.replace("country: PE", "country: NO") + BODY, 'write "NO"'),
        (HEAD.replace("date: 2024-05-14", "date: May") + BODY, "EDTF profile"),
        (HEAD.replace("main: true", "mane: true") + BODY, "unknown key 'mane'"),
        (HEAD + "Nothing.\n", "incident i1 has no span"),
        (HEAD.replace("type: bombing_explosion", "type: bombing") + BODY, r"incidents\.0\.type"),
    ],
)
def test_errors_name_the_line(source: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem):
        compile_article(source, "x.txt")


def test_all_faults_of_a_file_are_named() -> None:
    source = HEAD.replace("main: true", "mane: true").replace("killed: 3", "killed: three") + BODY.replace("|PLACE", "|TOWN").replace(
        "|KILLED", "|DEAD"
    )
    with pytest.raises(DataFaults) as caught:
        compile_article(source, "x.txt")
    assert [str(fault).split(" ")[0] for fault in caught.value.faults] == ["x.txt:6:", "x.txt:6:", "x.txt:8:", "x.txt:10:"]
    with pytest.raises(DataFaults, match=r"^x\.txt:6: incidents\.0\.type.*\nx\.txt:6: incidents\.0\.date"):
        compile_article(HEAD.replace("bombing_explosion", "bomb").replace("date: 2024-05-14", "date: May") + BODY, "x.txt")


def test_other_label_lists() -> None:
    article = compile_article("---\nid: x\nincidents: {}\n---\n[Lima|Where]\n", "x.txt", LabelList("team", 1, ("Where",)))
    assert article.spans[0].label == "Where"


def test_the_file_is_named_after_the_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "x.txt", tmp_path / "y.txt"
    for file in (good, bad):
        file.write_text(HEAD + BODY)
    assert read_markup(good).id == "x"
    with pytest.raises(DataError, match="must be the file's name"):
        read_markup(bad)
    assert main([str(good), str(bad)]) == 1
    assert "ok, 10 words, 3 spans, 1 incidents" in capsys.readouterr().out
