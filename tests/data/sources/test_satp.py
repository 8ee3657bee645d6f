import json
from pathlib import Path
from typing import Any

import pytest

from sigact.data.sources.satp import Report, read_facts, read_reports, read_satp_folder, report_article
from sigact.errors import DataError

NOBODY = {"min": 0, "max": 0}
INCIDENT: dict[str, Any] = {
    "main": True,
    "type": ["bombing_explosion"],
    "status": "foiled",
    "date": "March 9",
    "md": "03-09",
    "places": ["Villa Alta"],
    "country": "IN",
    "weapons": ["mine"],
    "targets": [],
    "perp_orgs": [["Red Band", "RB"]],
    "perp_individuals": [],
    "claim": "no_claim",
    "killed": {"min": 2, "max": None},
    "perps_killed": 0,
    "injured": NOBODY,
    "abducted": NOBODY,
    "victims": [],
}


def test_reports_keep_their_text_and_line(tmp_path: Path) -> None:
    path = tmp_path / "train.tsv"
    path.write_text('A mine went "off" \t0\t1\t0\t0\nTwo men were taken\t1\t0\t1\t0\n', encoding="utf-8")
    assert read_reports(path, "train") == [
        Report("T0000", 'A mine went "off" ', armed_assault=False, bombing=True, kidnapping=False, other=False),
        Report("T0001", "Two men were taken", armed_assault=True, bombing=False, kidnapping=True, other=False),
    ]
    assert [report.id for report in read_reports(path, "dev")] == ["D000", "D001"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Three columns\t0\t1\t0", "must be a text and four columns"),
        ("A number\t0\t1\t0\t2", "must be a text and four columns"),
        ("", "must be a text and four columns"),
        (" \t0\t1\t0\t0", "the text is empty"),
    ],
)
def test_faulty_reports_name_their_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "dev.tsv"
    path.write_text(f"Fine\t0\t0\t0\t1\n{line}\nFine too\t0\t0\t0\t1\n", encoding="utf-8")
    with pytest.raises(DataError, match=f"dev.tsv:2: {message}"):
        read_reports(path, "dev")


def test_an_article_has_no_annotation_and_the_words_of_its_rights() -> None:
    article = report_article(Report("D000", "A mine went off", False, True, False, False))
    assert (article.id, article.text, article.language, article.spans, article.incidents) == ("D000", "A mine went off", "en", (), ())
    assert article.source.name == "South Asia Terrorism Portal"
    assert "copyright" in article.source.license


def write_facts(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_facts(tmp_path: Path) -> None:
    (facts,) = read_facts(write_facts(tmp_path / "f", {"id": "D007", "line": 7, "incidents": [INCIDENT]}))
    (incident,) = facts.incidents
    assert (facts.id, incident.status, incident.killed.min, incident.killed.max) == ("D007", "foiled", 2, None)
    assert incident.perp_orgs == (("Red Band", "RB"),)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"id": "D007", "line": 8, "incidents": []}, "id 'D007' does not belong to line 8"),
        ({"id": "D001", "line": 1, "incidents": []}, "id 'D001' stands twice"),
        ({"id": "D007", "line": 7, "incidents": [INCIDENT | {"claim": "maybe"}]}, "incidents.0.claim: "),
        ({"id": "D007", "line": 7, "incidents": [INCIDENT | {"type": []}]}, "incidents.0.type: "),
        ({"id": "D007", "line": 7, "incidents": [INCIDENT | {"mood": "grim"}]}, "incidents.0.mood: Extra"),
        ({"id": "D007", "line": 7}, "incidents: Field required"),
    ],
)
def test_faulty_facts_name_their_line(tmp_path: Path, record: object, message: str) -> None:
    path = write_facts(tmp_path / "f", {"id": "D001", "line": 1, "incidents": []}, record)
    with pytest.raises(DataError, match=f"f:2: {message}"):
        read_facts(path)


def test_the_corpus(shared: Path) -> None:
    reports = read_satp_folder(shared / "satp")
    facts = read_facts(shared / "satp" / "dev_facts.jsonl")
    texts = {report.id: report.text for report in reports}
    assert (len(reports), len(texts), len(facts)) == (1085 + 232, 1085 + 232, 80)
    assert sum(report.bombing for report in reports) == 509
    for record in facts:
        for incident in record.incidents:
            phrases = [*incident.places, *incident.weapons, *incident.victims, *(name for group in incident.perp_orgs for name in group)]
            assert all(phrase in texts[record.id] for phrase in phrases)
