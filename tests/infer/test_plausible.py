"""Spans that cannot be what they are marked as."""

import pytest
from helpers import CORPUS, tag

from sigact.data.corpus_files import read_articles
from sigact.infer.decoding import TaggedSpan
from sigact.infer.plausible import plausible_spans


@pytest.mark.parametrize(
    "caption",
    [
        "The bridge before it was closed. / AFP / JANE DOE",
        "The bridge before it was closed. AP Photo/JANE DOE",
        "The bridge before it was closed. (Photo: JANE DOE)",
        "The bridge before it was closed. Photo by JANE DOE",
        "Photo: JANE DOE",
    ],
)
def test_names_in_photo_credits_belong_to_no_incident(caption: str) -> None:
    text = f"{caption}\n\nGunmen shot JANE DOE near the bridge."
    spans = tag(text, ("JANE DOE", "PERP_INDIVIDUAL"), ("shot", "ARMED_ASSAULT"), ("JANE DOE", "KILLED"))
    kept, credited = plausible_spans(text, spans)
    assert credited == spans[:1]
    assert kept == spans[1:]


def test_a_target_that_is_only_a_town_or_country_is_a_place() -> None:
    text = "Rockets hit Nairobi, Nairobi airport, the parliament of Kenya, Kenya and Lower Dabbling."
    marks = ("Nairobi", "Nairobi airport", "parliament of Kenya", "Kenya", "Lower Dabbling")
    kept, credited = plausible_spans(text, tag(text, *((mark, "TARGET") for mark in marks)))
    assert [span.label for span in kept] == ["PLACE", "TARGET", "TARGET", "PLACE", "TARGET"]
    assert credited == []


def test_an_agency_in_the_text_is_no_credit() -> None:
    text = (
        "Two died, police told AFP.\n\nThe Reuters office was hit / AFP reporters said so, and the line ends over sixty characters later."
    )
    spans = tag(text, ("AFP", "PERP_ORGANIZATION"), ("Reuters office", "TARGET"))
    assert plausible_spans(text, spans) == (spans, [])


def test_a_place_without_a_capital_is_a_thing_or_nothing_and_a_day_is_a_date() -> None:
    text = "On 2 May a minibus was hit in the fortified zone of Lima."
    spans = tag(text, ("2 May", "PLACE"), ("minibus", "PLACE"), ("fortified", "PLACE"), ("Lima", "PLACE"))
    kept, left_out = plausible_spans(text, spans)
    assert [span.label for span in kept] == ["DATE", "TARGET", "PLACE"]
    assert left_out == [spans[2]]
    lower = text.lower()
    assert [span.label for span in plausible_spans(lower, tag(lower, ("lima", "PLACE")))[0]] == ["PLACE"]


def test_what_annotators_mark_is_plausible() -> None:
    changed = total = 0
    for article in read_articles(CORPUS / "train"):
        spans = [TaggedSpan(span.start, span.end, span.label, 1.0) for span in article.spans if span.label in ("PLACE", "TARGET")]
        kept, left_out = plausible_spans(article.text, spans)
        changed += len(left_out) + sum(span not in spans for span in kept)
        total += len(spans)
    assert total > 1000
    assert changed <= 0.002 * total


def test_a_country_before_an_act_at_the_head_of_a_line_is_where_it_was() -> None:
    text = "Kenya bus attack: two dead\n\nGunmen attacked a bus in Nairobi. A Kenya bus attack."
    marks = (("Kenya", "PERP_ORGANIZATION"), ("bus attack", "ATTACK"), ("Nairobi", "PLACE"), ("Kenya", "PERP_ORGANIZATION"))
    kept, _ = plausible_spans(text, tag(text, *marks, ("bus attack", "ATTACK")))
    assert [span.label for span in kept] == ["PLACE", "ATTACK", "PLACE", "PERP_ORGANIZATION", "ATTACK"]
    elsewhere = text.replace("Nairobi", "Kampala")
    kept, _ = plausible_spans(elsewhere, tag(elsewhere, *marks[:2], ("Kampala", "PLACE")))
    assert kept[0].label == "PERP_ORGANIZATION"


def test_a_piece_of_a_name_before_a_place_is_nothing() -> None:
    text = "Rockets hit the fortified Old Town and a minibus Nairobi knew."
    marks = (("fortified", "TARGET"), ("Old Town", "PLACE"), ("minibus", "TARGET"), ("Nairobi", "PLACE"))
    kept, left_out = plausible_spans(text, tag(text, *marks))
    assert [text[span.start : span.end] for span in kept] == ["Old Town", "minibus", "Nairobi"]
    assert len(left_out) == 1


def test_people_are_what_the_words_beside_them_say() -> None:
    text = "Osso remained unhurt."
    assert [span.label for span in plausible_spans(text, tag(text, ("Osso", "KILLED")))[0]] == ["VICTIM"]


def test_what_shots_came_from_is_no_target() -> None:
    text = "They heard shooting from the watchtower and fire from a passing car near the watchtower."
    marks = (("watchtower", "TARGET"), ("passing car", "TARGET"), ("watchtower", "TARGET"))
    kept, left_out = plausible_spans(text, tag(text, *marks))
    assert (len(kept), len(left_out)) == (1, 2)
