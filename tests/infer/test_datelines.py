from datetime import date

import pytest
from helpers import tag

from sigact.infer.datelines import find_dateline, publication_date, stated_publication
from sigact.infer.extractor import Extractor


@pytest.mark.parametrize(
    ("text", "value", "place"),
    [
        ("SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- [TEXT] A BOMB", "1990-01-03", "SAN SALVADOR"),
        ("KABUL, Afghanistan, March 4 (Reuters) - A bomb", "XXXX-03-04", "KABUL, Afghanistan"),
        ("BOGOTA, 10 Aug 89 -- A bomb", "1989-08-10", "BOGOTA"),
        ("LAGOS (Nigeria), May 4, 2021 \u2014 A bomb", "2021-05-04", "LAGOS (Nigeria)"),
        ("Bomb kills two\n\nNAIROBI, 3rd May -- A bomb", "XXXX-05-03", "NAIROBI"),
        ("CLANDESTINE, 18 NOV 89 (RADIO\nVENCEREMOS) -- [TEXT] A BOMB", "1989-11-18", "CLANDESTINE"),
        ("TEGUCIGALPA, 7 FEB (REUTER) --", "XXXX-02-07", "TEGUCIGALPA"),
    ],
)
def test_datelines(text: str, value: str, place: str) -> None:
    dateline = find_dateline(text)
    assert dateline is not None
    assert (dateline.value, dateline.place) == (value, place)
    assert text[dateline.start : dateline.end].startswith(place)


@pytest.mark.parametrize(
    "text",
    [
        "SAN SALVADOR, NO DATE (DOMESTIC SERVICE) -- A BOMB",
        "A bomb killed two in Herat on March 4 - the worst attack of the year.",
        "Police said that on Tuesday, 4 May, gunmen attacked a base.",
        "he died in Kabul, March 4 - nobody knew",
        "KABUL, 31 February -- A bomb",
        "x" * 700 + "\nKABUL, 3 May -- A bomb",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


def test_the_word_today_tells_the_day() -> None:
    assert stated_publication("Two men were shot on March 1 (today), reports a daily.") == "XXXX-03-01"
    assert stated_publication("Two men were shot today (5 March 2020).") == "2020-03-05"
    assert stated_publication("Two men were shot on March 1.") is None
    assert publication_date("Two men were shot today (5 March).") is None


def test_without_a_publication_date_the_dateline_counts(extractor: Extractor) -> None:
    text = "SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- Gunmen shot dead two guards in Apopa yesterday."
    spans = tag(text, ("shot", "ARMED_ASSAULT"), ("two guards", "KILLED"), ("Apopa", "PLACE"), ("yesterday", "DATE"))
    report = extractor.assemble(text, spans)
    assert report.published == date(1990, 1, 3)
    assert report.incidents[0].date is not None
    assert report.incidents[0].date.value == "1990-01-02"
    passed = extractor.assemble(text, spans, published=date(2020, 5, 5))
    assert passed.published == date(2020, 5, 5)


def test_a_dateline_without_a_year(extractor: Extractor) -> None:
    text = "KABUL, Afghanistan, March 1 (Reuters) - Gunmen shot dead two guards in Herat last night."
    spans = tag(text, ("shot", "ARMED_ASSAULT"), ("two guards", "KILLED"), ("Herat", "PLACE"), ("last night", "DATE"))
    report = extractor.assemble(text, spans)
    assert report.published is None
    assert report.incidents[0].date is not None
    assert report.incidents[0].date.value == "XXXX-02-28"
