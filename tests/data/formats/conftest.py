"""Articles that are hard to carry."""

import pytest
from helpers import CORPUS

from sigact.data.article import Article, article_from
from sigact.data.corpus_files import read_articles

_TEXT = (
    "\U0001f600 Three killed\r\n\n"
    "\tA  bomb\u00a0went off in Val\n\nVerde on Monday \U0001f4a5, said Dr. Ruiz. "
    "Rebels rebels \u2028claimed 5kg \U0001f1fa\U0001f1f8 of it.  \n"
)


def _span(name: str, phrase: str, label: str) -> dict[str, object]:
    start = _TEXT.index(phrase)
    return {"id": name, "start": start, "end": start + len(phrase), "label": label}


@pytest.fixture
def odd_article() -> Article:
    """Characters beyond the BMP, odd white space, a span over line ends, touching labels, ids out of order, offsets inside an incident."""
    when = _span("s7", "Monday", "DATE")
    record = {
        "id": "odd / 1",
        "text": _TEXT,
        "title": "\U0001f600 Three killed\r",
        "published": "2024-05-14",
        "language": "en-GB",
        "genre": "wire brief",
        "fiction": True,
        "source": {"name": "invented | here", "url": "https://example.org/1", "license": "CC0-1.0"},
        "spans": [
            _span("s9", "Three", "KILLED"),
            _span("s2", "bomb", "WEAPON"),
            _span("s3", "went off", "BOMBING"),
            _span("s1", "Val\n\nVerde", "PLACE"),
            when,
            _span("p1", "Rebels", "PERP_ORGANIZATION"),
            _span("p2", "rebels", "PERP_ORGANIZATION"),
            _span("c", "claimed", "CLAIM"),
        ],
        "incidents": [
            {
                "id": "i1",
                "main": True,
                "type": "bombing_explosion",
                "claimed": True,
                "date": {"value": "2024-05-13", "text": "Monday", "spans": [{"start": when["start"], "end": when["end"]}]},
                "killed": {"min": 3, "max": None, "groups": [{"text": "Three", "min": 3}]},
                "weapons": [{"text": "bomb", "class": "explosives"}],
                "args": [{"span": "s9", "role": "KILLED"}, {"span": "s9", "role": "ABDUCTED"}, {"span": "p2", "role": "PERP_ORGANIZATION"}],
            },
            {"id": "i2", "main": False, "args": []},
        ],
    }
    return article_from(record, "odd")


@pytest.fixture(scope="session")
def corpus_articles() -> list[Article]:
    return read_articles(CORPUS / "dev")
