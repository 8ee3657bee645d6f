from datetime import date
from pathlib import Path

import pytest

from sigact.data.sources.muc4_raw import parse_raw, raw_article, read_raw, read_raw_folder
from sigact.errors import DataError

TWO = """
DEV-MUC3-0001 (SITE INC)

   PUERTO NUEVO (FREEDONIA), 3 JAN 90 (RADIO
UNO) -- [TEXT] A BOMB WENT OFF  TODAY.

   NOBODY WAS HURT -- SO FAR.\x20\x20


TST1-MUC3-0002

   CLANDESTINE, NO DATE -- A QUIET DAY.
"""


def test_text_is_what_stands_between_headers_without_white_space_at_its_ends() -> None:
    first, second = parse_raw(TWO, "file")
    assert first.text == (
        "PUERTO NUEVO (FREEDONIA), 3 JAN 90 (RADIO\nUNO) -- [TEXT] A BOMB WENT OFF  TODAY.\n\n   NOBODY WAS HURT -- SO FAR."
    )
    assert first.dateline == "PUERTO NUEVO (FREEDONIA), 3 JAN 90 (RADIO\nUNO) --"
    assert (first.docid, first.site, first.published) == ("DEV-MUC3-0001", "SITE INC", date(1990, 1, 3))
    assert (second.docid, second.site, second.published) == ("TST1-MUC3-0002", None, None)
    assert second.dateline == "CLANDESTINE, NO DATE --"


@pytest.mark.parametrize(
    ("dateline", "published"),
    [
        ("VILLA ALTA, 18 APRIL 89 (AGENCY) --", date(1989, 4, 18)),
        ("VILLA ALTA, 4 SEPT 89 --", date(1989, 9, 4)),
        ("VILLA ALTA, JUNE 11 89 (AGENCY) --", date(1989, 6, 11)),
        ("VILLA ALTA, 12 NOV (AGENCY) --", None),
        ("VILLA ALTA, 11 MAR 11 (AGENCY) --", None),
    ],
)
def test_published_is_the_date_of_the_dateline(dateline: str, published: date | None) -> None:
    (document,) = parse_raw(f"DEV-MUC3-0001 (X)\n\n   {dateline} A DAY.\n", "file")
    assert (document.dateline, document.published) == (dateline, published)


def test_a_text_without_dateline_has_none() -> None:
    (document,) = parse_raw("DEV-MUC3-0001 (X)\n\nFIVE MEN, ALL ARMED, CAME -- AND WENT.\n", "file")
    assert (document.dateline, document.published) == (None, None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SOME TEXT\n", "file:1: does not begin with a header"),
        ("DEV-MUC3-0001 (X)\n\nA\n\nDEV-MUC3-0001 (X)\n\nB\n", "file:5: DEV-MUC3-0001 stands twice"),
        ("DEV-MUC3-0001 (X)\n\n\n", "file:1: DEV-MUC3-0001 has no text"),
        ("\nDEV-MUC3-0001 (X)\n\nROMA, 31 FEB 90 -- A DAY.\n", "file:2: the dateline has no possible date"),
    ],
)
def test_faults_name_their_line(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        parse_raw(text, "file")


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="dev-muc3-0001-0100: No such file"):
        read_raw(tmp_path / "dev-muc3-0001-0100")


def test_an_article_has_id_text_date_and_rights() -> None:
    article = raw_article(parse_raw(TWO, "file")[0])
    assert (article.id, article.published, article.language) == ("DEV-MUC3-0001", date(1990, 1, 3), "en")
    assert "US government" in article.source.license


def test_the_corpus(shared: Path) -> None:
    documents = read_raw_folder(shared / "muc34")
    assert len({document.docid for document in documents}) == len(documents) == 1500
    assert all(document.dateline and document.dateline.endswith("--") for document in documents)
    assert sum(document.published is None for document in documents) == 85
    assert {document.published.year for document in documents if document.published} == {1988, 1989, 1990}
