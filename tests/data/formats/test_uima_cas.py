from pathlib import Path
from typing import Any

import pytest
from helpers import make_article

from sigact.data.article import Article
from sigact.data.formats.drafts import Draft
from sigact.data.formats.report import Report
from sigact.data.formats.uima_cas import TYPE_SYSTEM, read, write
from sigact.errors import DataError

cassis = pytest.importorskip("cassis")

API = "de.tudarmstadt.ukp.dkpro.core.api"
TEXT = "\U0001f600 Gunmen fled to Beketa on Monday."


def inception_cas(text: str = TEXT) -> Any:
    """A CAS with the layers that INCEpTION exports: tokens, sentences, named entities, one custom layer."""
    types = cassis.TypeSystem()
    for name, supertype, features in (
        (f"{API}.segmentation.type.Token", "uima.tcas.Annotation", ()),
        (f"{API}.segmentation.type.Sentence", "uima.tcas.Annotation", ()),
        (f"{API}.ner.type.NamedEntity", "uima.tcas.Annotation", ("value", "identifier")),
        (f"{API}.ner.type.Person", f"{API}.ner.type.NamedEntity", ()),
        (f"{API}.metadata.type.DocumentMetaData", "uima.tcas.DocumentAnnotation", ("documentTitle", "documentId")),
        ("webanno.custom.Doubt", "uima.tcas.Annotation", ("why",)),
    ):
        new = types.create_type(name, supertype)
        for feature in features:
            types.create_feature(new, feature, "uima.cas.String")
    cas = cassis.Cas(types)
    cas.sofa_string, cas.sofa_mime = text, "text/plain"
    return cas


def add(cas: Any, type_name: str, phrase: str, **features: str) -> None:
    start = cas.sofa_string.index(phrase)
    cas.add(cas.typesystem.get_type(type_name)(begin=start, end=start + len(phrase), **features))


def annotated() -> Any:
    cas = inception_cas()
    cas.add(cas.typesystem.get_type(f"{API}.metadata.type.DocumentMetaData")(begin=0, end=len(TEXT), language="de", documentId="story-7"))
    add(cas, f"{API}.segmentation.type.Sentence", TEXT)
    add(cas, f"{API}.segmentation.type.Token", "Gunmen")
    add(cas, f"{API}.ner.type.NamedEntity", "Beketa", value="Where", identifier="http://www.wikidata.org/entity/Q1")
    add(cas, f"{API}.ner.type.Person", "Gunmen")
    add(cas, f"{API}.ner.type.NamedEntity", "Monday")
    add(cas, "webanno.custom.Doubt", "fled", why="unclear")
    return cas


def read_all(path: Path) -> tuple[list[Draft], Report]:
    report = Report()
    return list(read(path, report)), report


@pytest.mark.parametrize("form", ["xmi", "json"])
def test_an_inception_export(form: str, tmp_path: Path) -> None:
    cas = annotated()
    if form == "xmi":
        (tmp_path / TYPE_SYSTEM).write_text(cas.typesystem.to_xml(), encoding="utf-8")
    (tmp_path / f"ana.{form}").write_text(cas.to_xmi() if form == "xmi" else cas.to_json(), encoding="utf-8")
    (draft,), report = read_all(tmp_path)
    assert draft.text == TEXT
    assert {(TEXT[mark.start : mark.end], mark.label) for mark in draft.marks} == {("Gunmen", "Person"), ("Beketa", "Where")}
    source = {"name": "imported from uima-cas", "url": None, "license": "unknown"}
    assert draft.header == {"id": "story-7", "language": "de", "source": source}
    assert report.lost == {"knowledge-base identifier": 1, "annotation without a label": 1, "'Doubt' annotation": 1}


def test_offsets_in_the_file_count_utf16_code_units(tmp_path: Path) -> None:
    write(tmp_path, [make_article(TEXT, ("Beketa", "PLACE"))], Report())
    start = TEXT.index("Beketa") + 1
    assert f'NamedEntity xmi:id="4" sofa="1" begin="{start}" end="{start + 6}" value="PLACE"' in (tmp_path / "a.xmi").read_text(
        encoding="utf-8"
    )
    assert (tmp_path / TYPE_SYSTEM).is_file()


def test_a_json_cas_of_what_was_written_holds_the_same(odd_article: Article, tmp_path: Path) -> None:
    folder, other = tmp_path / "xmi", tmp_path / "json"
    other.mkdir()
    write(folder, [odd_article], Report())
    cas = cassis.load_cas_from_xmi(folder / "odd_1.xmi", cassis.load_typesystem(folder / TYPE_SYSTEM))
    (other / "odd.json").write_text(cas.to_json(), encoding="utf-8")
    (one,), (two,) = read_all(folder)[0], read_all(other)[0]
    assert (one.text, one.marks, one.header) == (two.text, two.marks, two.header)


def test_control_characters_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="a: XML cannot hold its text"):
        write(tmp_path, [make_article("page one\x0cpage two")], Report())


def test_an_xmi_file_needs_its_type_system(tmp_path: Path) -> None:
    (tmp_path / "ana.xmi").write_text(annotated().to_xmi(), encoding="utf-8")
    with pytest.raises(DataError, match=r"ana\.xmi: needs the TypeSystem\.xml that was exported with it"):
        read_all(tmp_path)


@pytest.mark.parametrize(("name", "content"), [("x.json", "{}"), ("x.json", "{"), ("x.xmi", "<xmi"), ("x.xmi", "<other/>")])
def test_a_broken_file_is_an_error(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / TYPE_SYSTEM).write_text(inception_cas().typesystem.to_xml(), encoding="utf-8")
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=rf"{name}: cannot be read as a UIMA CAS"):
        read_all(tmp_path)


def test_offsets_inside_a_character_are_an_error(tmp_path: Path) -> None:
    cas = inception_cas()
    add(cas, f"{API}.ner.type.NamedEntity", "\U0001f600", value="Face")
    (tmp_path / TYPE_SYSTEM).write_text(cas.typesystem.to_xml(), encoding="utf-8")
    (tmp_path / "x.xmi").write_text(cas.to_xmi().replace('end="2"', 'end="1"'), encoding="utf-8")
    with pytest.raises(DataError, match=r"x\.xmi: cannot be read as a UIMA CAS: Not mapping external offset \[1\]"):
        read_all(tmp_path)


def test_a_folder_without_cas_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"holds no \.xmi or \.json file"):
        read_all(tmp_path)
