"""The facts benchmark: worked examples, the command, and agreement with the reference scorer where it is at hand."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import CORPUS, ROOT
from typer.testing import CliRunner

from sigact.cli import app
from sigact.data.corpus_files import read_articles
from sigact.data.incident import Incident, IncidentDate, Mention, Perpetrator, Place, Target, Toll, Weapon
from sigact.train.benchmarks.facts_gold import GoldIncident, from_annotation, month_day
from sigact.train.benchmarks.facts_metrics import FIELDS, score_document
from sigact.train.benchmarks.tallies import Tally

SATP = ROOT.parent / "shared" / "satp"
GOLD = GoldIncident(
    types=("bombing_explosion", "facility_infrastructure"),
    month_day="05-14",
    places=("Ama", "Tuk District"),
    country="PE",
    weapons=("hand grenade",),
    organisations=("Red Valley Front",),
    claim="accused",
    tolls={"killed": (2, 2), "injured": (0, 0), "abducted": (0, 0)},
)
FOUND = Incident(
    id="i1",
    main=True,
    type="facility_infrastructure",
    stage="accomplished",
    date=IncidentDate(value="2024-05-14"),
    place=Place(text="village of Ama", country="PE"),
    weapons=(Weapon(text="grenade"),),
    perpetrators=(Perpetrator(text="Red Valley Front fighters", kind="organization"),),
    killed=Toll(min=2, max=2),
)


def test_every_field_right() -> None:
    outcome = score_document([GOLD], [FOUND])
    assert outcome.exact == 1
    assert {name: tally for name, tally in outcome.fields.items() if tally.predicted or tally.gold} == dict.fromkeys(
        ("type", "date", "place", "country", "weapon", "perpetrator organisation", "claim", "killed"), Tally(1, 1, 1, 1)
    )
    assert outcome.incidents == Tally(1, 1, 1, 1)


def test_wrong_missing_and_superfluous_fields() -> None:
    found = FOUND.model_copy(update={"killed": Toll(min=2), "date": None, "injured": Toll(min=4, max=4), "targets": (Target(text="bus"),)})
    fields = score_document([GOLD], [found]).fields
    assert fields["killed"] == Tally(0, 1, 0, 1)
    assert fields["date"] == Tally(0, 0, 0, 1)
    assert fields["injured"] == fields["target"] == Tally(0, 1, 0, 0)


def test_a_spurious_incident_costs_precision_and_a_missed_one_recall() -> None:
    other = Incident(id="i2", main=True, type="armed_assault", stage="accomplished")
    outcome = score_document([GOLD, GoldIncident(types=("hijacking",), country="TG")], [FOUND])
    assert outcome.fields["type"] == Tally(1, 1, 1, 2)
    assert outcome.fields["country"] == Tally(1, 1, 1, 2)
    assert score_document([GOLD], [FOUND, other]).fields["type"] == Tally(1, 2, 1, 1)


def test_background_may_be_found_or_not() -> None:
    background = GoldIncident(main=False, types=("armed_assault",), country="TG")
    found = Incident(id="i2", main=False, type="armed_assault", stage="accomplished", place=Place(text="Lome", country="TG"))
    for predicted in ([FOUND], [FOUND, found]):
        outcome = score_document([GOLD, background], predicted)
        assert outcome.all_fields() == Tally(8, 8, 8, 8)
        assert outcome.incidents.gold == 1


def test_pairs_are_aligned_by_what_agrees() -> None:
    other = GoldIncident(types=("bombing_explosion",), country="TG", places=("Lome",))
    found = Incident(id="i2", main=True, type="bombing_explosion", stage="accomplished", place=Place(text="Lome", country="TG"))
    assert score_document([other, GOLD], [FOUND, found]).exact == 2


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [("2024-05-14", "05-14"), ("XXXX-05-14", "05-14"), ("2024-05-12/2024-05-14", "05-12"), ("2024-05", None), (None, None)],
)
def test_month_and_day(edtf: str | None, expected: str | None) -> None:
    assert month_day(edtf) == expected


def test_gold_of_an_annotated_article() -> None:
    (article,) = read_articles(CORPUS / "dev" / "af-school-blast.txt")
    gold = from_annotation(article, article.incidents[0])
    assert (gold.types, gold.month_day, gold.country, gold.claim) == (("bombing_explosion",), "10-17", "AF", "no_claim")
    assert gold.tolls == {"killed": (9, 9), "injured": (21, 21), "abducted": (0, 0)}
    assert "Taloqan" in gold.places


def test_a_text_without_an_incident() -> None:
    outcome = score_document([], [Incident(id="i1", main=True, victims=(Mention(text="man"),), killed=Toll(min=3))])
    assert outcome.incidents == Tally(0, 1, 0, 0)
    assert (outcome.fields["killed"].predicted, outcome.fields["type"].predicted) == (1, 0)


def test_the_command_writes_scores_and_reports(tmp_path: Path) -> None:
    path = CORPUS / "dev" / "af-school-blast.txt"
    run = CliRunner().invoke(app, ["benchmark", "facts", str(path), "--gold-spans", "--output", str(tmp_path)])
    assert run.exit_code == 0, run.exception
    facts = json.loads((tmp_path / "facts.json").read_text())
    assert facts["documents"] == 1
    assert facts["scores"]["killed"]["f1"] == 1.0
    assert set(FIELDS) <= set(facts["scores"])
    (report,) = (tmp_path / "reports.jsonl").read_text().splitlines()
    assert json.loads(report)["id"] == "af-school-blast"
    assert "killed" in run.stdout


@pytest.mark.skipif(not SATP.exists(), reason="SATP's reports are not beside the project")
def test_agreement_with_the_reference_scorer(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["benchmark", "facts", str(SATP / "dev_facts.jsonl"), "--output", str(tmp_path)])
    assert run.exit_code == 0, run.exception
    gold = [json.loads(line) for line in (SATP / "dev_facts.jsonl").read_text().splitlines()]
    for incident in (one for document in gold for one in document["incidents"]):
        renamed = {"status": "status_any", "md": "md_any", "claim": "claim_any"} | {
            n: f"{n}_any" for n in ("killed", "injured", "abducted")
        }
        incident.update({new: [incident[old]] for old, new in renamed.items()})
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, gold)))
    command = [sys.executable, *map(str, (SATP.parent / "score.py", "facts", tmp_path / "gold.jsonl", tmp_path / "reports.jsonl"))]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1])
    ours = json.loads((tmp_path / "facts.json").read_text())
    assert told["f1"] == round(100 * ours["scores"]["all fields, micro"]["f1"], 2)
    assert told["incident_f1"] == round(100 * ours["scores"]["incidents"]["f1"], 2)
    assert told["exact_incidents"] == ours["exact_incidents"]
