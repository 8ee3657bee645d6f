from collections.abc import Mapping
from pathlib import Path

import pytest

from sigact.data.sources.muc4_fill import NULL, Fill, parse_fill
from sigact.data.sources.muc4_key_counts import fills_per_slot, main
from sigact.data.sources.muc4_keys import parse_keys, read_keys
from sigact.data.sources.muc4_processed import read_templates
from sigact.data.sources.muc4_slots import TITLES, Slot
from sigact.errors import DataError


def key(docid: str, number: str, default: str = NULL, slots: Mapping[Slot, str] | None = None) -> str:
    """A template in the form of the key files; a fill with line breaks gives further fills."""
    fills = {Slot.MESSAGE_ID: docid, Slot.TEMPLATE: number} | dict(slots or {})
    lines = [f"{f'{slot}.':4}{TITLES[slot]:32}" + fills.get(slot, default).replace("\n", "\n" + " " * 36) for slot in Slot]
    return "\n".join(lines) + "\n"


RAID = {
    Slot.DATE: "- 08 JAN 90 / (07 JAN 90 - 08 JAN 90)",
    Slot.LOCATION: "FREEDONIA: VILLA ALTA (TOWN / REGION)",
    Slot.TYPE: "ATTACK",
    Slot.INSTRUMENT_ID: '"RIFLE"\n-',
    Slot.INSTRUMENT_TYPE: 'GUN: "-"\nRIFLE: "RIFLE"',
    Slot.PHYS_ID: "*",
    Slot.HUM_DESCRIPTION: '? "OLD \\"MAYOR\\"" / "MAYOR": "ANA ROJO"\n"CLERK: HIS / HER"',
}


def test_a_template_has_the_fills_of_25_slots() -> None:
    keys = parse_keys(key("DEV-MUC3-0001 (A, B)", "2 (OPTIONAL)", slots=RAID), "key")
    (document,) = keys.documents
    (template,) = document.templates
    assert (document.docid, document.sites, keys.remarks) == ("DEV-MUC3-0001", ("A, B",), ())
    assert (template.number, template.optional, len(template.slots)) == (2, True, 25)
    assert template[Slot.DATE] == (Fill(("- 08 JAN 90", "07 JAN 90 - 08 JAN 90")),)
    assert template[Slot.LOCATION] == (Fill(("FREEDONIA: VILLA ALTA (TOWN / REGION)",)),)
    assert template[Slot.INSTRUMENT_ID] == (Fill(("RIFLE",)), Fill((NULL,)))
    assert template[Slot.INSTRUMENT_TYPE] == (Fill(("GUN",), (NULL,)), Fill(("RIFLE",), ("RIFLE",)))
    assert template[Slot.HUM_DESCRIPTION] == (
        Fill(('OLD "MAYOR"', "MAYOR"), ("ANA ROJO",), optional=True),
        Fill(("CLERK: HIS / HER",)),
    )
    assert template[Slot.HUM_NAME] == template[Slot.PHYS_ID] == ()
    assert template.inapplicable == {Slot.PHYS_ID}


def test_fills_know_their_line() -> None:
    (document,) = parse_keys("\n" + key("X", "1", slots=RAID), "key").documents
    assert [fill.line for fill in document.templates[0][Slot.INSTRUMENT_ID]] == [8, 9]


def test_documents_without_incident_are_kept_and_comments_belong_to_what_follows() -> None:
    text = f";; one\n{key('X (A)', '*', '*')}\n;; two\n{key('Y', '1')}\n{key('Y (A', '3')};; end\n"
    none, some = parse_keys(text, "key").documents
    assert (none.docid, none.templates, none.comments) == ("X", (), (";; one",))
    assert ([template.number for template in some.templates], some.sites) == ([1, 3], ("A",))
    assert some.comments == (";; two", ";; end")


def test_what_is_read_with_leniency_is_a_remark() -> None:
    lines = key("X", "*", "*").split("\n")
    lines[18], lines[19] = lines[19], lines[18]
    text = "\n".join(lines) + key("Y", "*", "*") + key("Y", "2")
    keys = parse_keys(text, "key")
    assert keys.remarks == ("key:1: slots are not in order", "key:26: Y has a template of asterisks beside others, which stand")
    assert [len(document.templates) for document in keys.documents] == [0, 1]


@pytest.mark.parametrize(
    ("slot", "text", "fill"),
    [
        (Slot.TYPE, "BOMBING / ATTACK", Fill(("BOMBING", "ATTACK"))),
        (Slot.CATEGORY, "?STATE-SPONSORED VIOLENCE/TERRORIST ACT", Fill(("STATE-SPONSORED VIOLENCE", "TERRORIST ACT"), optional=True)),
        (Slot.PERP_CONFIDENCE, '(POSSIBLE / ACQUITTED): "THE (RED) BAND"', Fill(("POSSIBLE", "ACQUITTED"), ("THE (RED) BAND",))),
        (Slot.HUM_NUMBER, '10 / 10- / PLURAL: "MEN" /"FOUR: MEN"', Fill(("10", "10-", "PLURAL"), ("MEN", "FOUR: MEN"))),
        (Slot.HUM_DESCRIPTION, '? ("CLERK" / "MAN") : "JO"', Fill(("CLERK", "MAN"), ("JO",), optional=True)),
        (Slot.HUM_NUMBER, '-: "JO"', Fill((NULL,), ("JO",))),
        (Slot.HUM_EFFECT, "NO DEATH: -", Fill(("NO DEATH",), (NULL,))),
        (Slot.LOCATION, "(PERU) / (PERU: A (CITY) - B (TOWN))", Fill(("PERU", "PERU: A (CITY) - B (TOWN)"))),
        (Slot.DATE, "12 NOV 89 - 13 NOV 89", Fill(("12 NOV 89 - 13 NOV 89",))),
    ],
)
def test_fills_of_every_form(slot: Slot, text: str, fill: Fill) -> None:
    assert parse_fill(slot, text, "key:1") == (fill, [])


@pytest.mark.parametrize(
    ("slot", "text", "fill", "remark"),
    [
        (Slot.INSTRUMENT_ID, 'ROCKETS"', Fill(("ROCKETS",)), "quotes are not balanced"),
        (Slot.PHYS_TYPE, 'OTHER: ""TENTS"', Fill(("OTHER",), ("TENTS",)), "quotes are not balanced"),
        (Slot.HUM_EFFECT, 'DEATH: "9 MEN / "MEN"', Fill(("DEATH",), ("9 MEN", "MEN")), "quotes are not balanced"),
        (Slot.PERP_INDIVIDUAL, "REBELS", Fill(("REBELS",)), "a string is not quoted"),
        (Slot.PERP_CONFIDENCE, "POSSIBLE: THE BAND", Fill(("POSSIBLE",), ("THE BAND",)), "a string is not quoted"),
        (Slot.DATE, "OCT 18", Fill(("OCT 18",)), "not a date of a known form"),
        (Slot.HUM_TOTAL, "MANY", Fill(("MANY",)), "not a number of a known form"),
    ],
)
def test_malformed_fills_are_read_with_a_remark(slot: Slot, text: str, fill: Fill, remark: str) -> None:
    assert parse_fill(slot, text, "key:7") == (fill, [f"key:7: {remark}: {text}"])


@pytest.mark.parametrize(
    ("slot", "text", "message"),
    [
        (Slot.TYPE, "MURDER", "'MURDER' is not in the set list of INCIDENT: TYPE"),
        (Slot.PERP_INDIVIDUAL, '"A" / ', "has an empty alternative"),
        (Slot.HUM_TYPE, "CIVILIAN:", "has an empty alternative"),
        (Slot.HUM_TYPE, 'CIVILIAN: "A": "B"', "has more than one cross-reference"),
    ],
)
def test_fills_that_cannot_be_read(slot: Slot, text: str, message: str) -> None:
    with pytest.raises(DataError, match=f"key:7: {message}"):
        parse_fill(slot, text, "key:7")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("FREE TEXT\n", "key:1: is neither a slot, a further fill nor a comment: FREE TEXT"),
        (' "FIRST"\n', "key:1: is neither a slot"),
        ("0.  MESSAGE: IDENT   X\n", "key:1: slot 0 "),
        ("25. MESSAGE: ID   X\n", "key:1: slot 25 does not have the title"),
        ("0.  MESSAGE: ID\n", "key:1: slot 0 has no fill"),
        (key("X", "1").split("24.")[0], "key:1: template of X does not have each of the slots 0 to 24 once"),
        (key("X", "ONE"), "key:2: MESSAGE: TEMPLATE cannot be read: ONE"),
        (key("X", "*"), "key:3: is filled in a template of asterisks: -"),
        (key("X", "1") * 2, "key:1: X has two templates with one number"),
        (key("X", "1", slots={Slot.TYPE: "ATTACK\n*"}), "key:5: has fills beside the"),
    ],
)
def test_lines_that_cannot_be_read_are_named(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message.replace("*", r"\*")):
        parse_keys(text, "key")


def test_counts_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "key-a", tmp_path / "key-b"
    good.write_text(key("X", "1 (OPTIONAL)", slots=RAID) + key("Y", "*", "*"), encoding="utf-8")
    bad.write_text("FREE TEXT\n", encoding="utf-8")
    assert main([str(good)]) == 0
    printed = capsys.readouterr().out
    assert "all: 2 documents, 1 with templates, 1 templates, 1 of them optional" in printed
    assert " 7 INCIDENT: INSTRUMENT TYPE      2\n" in printed
    assert main([str(good), str(bad)]) == 1
    assert f"error: {bad}:1: is neither" in capsys.readouterr().out


def test_the_corpus(shared: Path) -> None:
    files = [read_keys(path) for path in sorted((shared / "muc34" / "raw").glob("*/key-*"))]
    documents = [document for file in files for document in file.documents]
    templates = [template for document in documents for template in document.templates]
    counts = fills_per_slot(documents)
    assert (len(files), len(documents), len(templates)) == (15, 1500, 1305)
    assert sum(template.optional for template in templates) == 192
    assert sum(len(file.remarks) for file in files) == 23
    assert (counts[Slot.INSTRUMENT_ID], counts[Slot.PERP_ORGANIZATION], counts[Slot.HUM_DESCRIPTION]) == (420, 734, 1441)


def test_the_corpus_agrees_with_its_processed_form(shared: Path) -> None:
    folder = shared / "muc34"
    types = {
        document.docid: [template[Slot.TYPE][0].alternatives for template in document.templates]
        for path in (folder / "raw").glob("*/key-*")
        for document in read_keys(path).documents
    }
    for name in ("train", "dev"):
        for document in read_templates(folder / "templates" / f"{name}.jsonl"):
            processed = [tuple(kind.upper() for kind in template.types) for template in document.templates]
            assert sorted(processed) == sorted(types[document.docid])
