"""The embedded model, through the public interface."""

from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sigact import Document, Extractor, ModelError
from sigact.infer.phrases import used_extents
from sigact.infer.report import Report, report_schema

ARTICLE = """Bomb at bus station kills three in Kano

A bomb exploded at a crowded bus station in Kano, northern Nigeria, on Tuesday evening, killing three people and injuring at least
twelve others, police said.

No group has claimed responsibility for the attack.
"""


def test_an_easy_article(extractor: Extractor) -> None:
    report = extractor(ARTICLE, published=date(2024, 5, 16), document=Document(id="kano", title="Bomb at bus station kills three in Kano"))
    (incident,) = [incident for incident in report.incidents if incident.main]
    assert incident.type == "bombing_explosion"
    assert incident.date is not None
    assert incident.date.value == "2024-05-14"
    assert incident.killed is not None
    assert (incident.killed.min, incident.killed.max) == (3, 3)
    assert incident.injured is not None
    assert (incident.injured.min, incident.injured.max) == (12, None)
    assert incident.claimed is False
    assert report.relevance > 0.5


def test_offsets_point_at_the_phrases(extractor: Extractor) -> None:
    report = extractor("🙂 “Été” " + ARTICLE, published=date(2024, 5, 16))
    text = "🙂 “Été” " + ARTICLE
    incident = report.incidents[0]
    assert incident.killed is not None
    mentions: list[Any] = [*incident.triggers, *incident.weapons, *incident.targets, *incident.perpetrators, *incident.killed.groups]
    for mention in mentions:
        assert text[mention.spans[0].start : mention.spans[0].end] == mention.text


def test_reports_keep_to_the_published_schema(extractor: Extractor, root: Path) -> None:
    validator = jsonschema.Draft202012Validator(report_schema())
    for sample in sorted((root / "data" / "samples").glob("*.txt")):
        record = extractor(sample.read_text(encoding="utf-8"), published=date(2024, 5, 16)).as_json()
        validator.validate(record)
        assert record["incidents"]
        assert "args" not in record["incidents"][0]
        assert {"event_id", "places", "victims", "evidence"} <= set(record["incidents"][0])
        assert Report.model_validate(record).as_json() == record


def test_an_empty_text_has_an_empty_report(extractor: Extractor) -> None:
    for text in ("", " \n\n"):
        report = extractor(text)
        assert (report.incidents, report.unassigned, report.relevance) == ((), (), 0.0)


def test_unpaired_surrogates_move_no_offset(extractor: Extractor) -> None:
    broken, whole = (extractor(f"{mark} {ARTICLE}", published=date(2024, 5, 16)) for mark in ("\ud83d", "\ufffd"))
    assert broken == whole
    assert broken.incidents
    (other,) = extractor.many([(f"\udc00 {ARTICLE}", date(2024, 5, 16), Document())])
    assert other == whole


def test_many_articles_are_read_as_one_by_one(extractor: Extractor) -> None:
    articles = [(ARTICLE, date(2024, 5, 16), Document(id="a")), ("", None, Document(id="b")), (ARTICLE * 3, None, Document(id="c"))]
    assert extractor.many(articles, min_confidence=0.5) == [
        extractor(text, published=published, document=document, min_confidence=0.5) for text, published, document in articles
    ]
    assert extractor.many([]) == []


def test_a_very_long_text_is_read_to_its_end(extractor: Extractor) -> None:
    filler = "The council met to discuss the budget for parks and roads, and nothing was decided. " * 900
    report = extractor(filler + "\n\n" + ARTICLE, published=date(2024, 5, 16))
    starts = [trigger.spans[0].start for incident in report.incidents for trigger in incident.triggers]
    assert any(start > len(filler) for start in starts)


def test_low_confidence_is_left_out_but_not_lost(extractor: Extractor) -> None:
    everything = extractor(ARTICLE)
    nothing = extractor(ARTICLE, min_confidence=1.0)
    assert nothing.incidents == ()
    assert nothing.relevance == everything.relevance
    assert len(nothing.unassigned) > len(everything.unassigned)


def test_every_phrase_that_is_marked_is_reported(extractor: Extractor) -> None:
    text = ARTICLE + "\nOn 3 May 2021 gunmen killed a judge in Jos. At least 40 were hurt in Kano, the AFP said.\n"
    report = extractor(text, published=date(2024, 5, 16))
    told = {extent for incident in report.incidents for extent in used_extents(incident)}
    told |= {(one.spans[0].start, one.spans[0].end) for one in report.unassigned}
    assert {(span.start, span.end) for span in extractor.tag_many([text])[0]} <= told


def test_articles_without_attacks(extractor: Extractor) -> None:
    report = extractor("The bakery on Mill Street won a prize for its bread on Friday. Its owner thanked the jury and her two sons.")
    assert report.incidents == ()


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_breaks_it(extractor: Extractor, text: str) -> None:
    report = extractor(text)
    assert all(0 <= item.spans[0].start < item.spans[0].end <= len(text) for item in report.unassigned)


@pytest.mark.parametrize("name", ["missing-folder", "./a/b", "/no/such/folder"])
def test_models_that_are_not_there(name: str) -> None:
    with pytest.raises(ModelError, match="neither a model folder nor a Hub repository"):
        Extractor.from_pretrained(name)
