"""Worked examples of the MUC-4 metrics, and agreement with the reference scorer where it is at hand."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT

from sigact.data.sources.muc4_processed import ROLES, Entities, read_entities, read_templates
from sigact.train.benchmarks.muc4_metrics import Template, entity_tallies, strings, template_tally
from sigact.train.benchmarks.tallies import Tally, bootstrap_interval, total

SHARED = ROOT.parent / "shared"
NONE: dict[str, list[list[str]]] = {role: [] for role in ROLES}


def test_an_entity_is_right_if_all_its_mentions_are_mentions_of_one_gold_entity() -> None:
    gold = NONE | {"PerpOrg": [["FMLN", "Farabundo Marti Front"], ["army"]]}
    predicted = NONE | {"PerpOrg": [["fmln"], ["army", "fmln"], ["navy"]]}
    tally = entity_tallies(gold, predicted)["PerpOrg"]
    assert tally == Tally(right=1, predicted=3, found=1, gold=2)
    assert (round(tally.precision, 3), tally.recall, round(tally.f1, 3)) == (0.333, 0.5, 0.4)


def test_the_assignment_is_the_best_one() -> None:
    gold = NONE | {"Victim": [["ana", "ruiz"], ["ruiz"]]}
    predicted = NONE | {"Victim": [["ruiz"], ["ana"]]}
    assert entity_tallies(gold, predicted)["Victim"].right == 2


def test_two_predicted_entities_never_share_a_gold_one() -> None:
    tally = entity_tallies(NONE | {"Target": [["bus", "vehicle"]]}, NONE | {"Target": [["bus"], ["vehicle"]]})["Target"]
    assert (tally.right, tally.predicted) == (1, 2)


def test_templates_need_the_same_type() -> None:
    gold = [Template("bombing / attack", NONE | {"Weapon": [["bomb"]], "Victim": [["ana"], ["li"]]})]
    right = [Template("bombing", NONE | {"Weapon": [["bomb"]], "Victim": [["ana"]]})]
    assert template_tally(gold, right) == Tally(right=3, predicted=3, found=3, gold=4)
    wrong = [Template("arson", right[0].extracts)]
    assert template_tally(gold, wrong) == Tally(0, 3, 0, 4)


def test_templates_are_assigned_so_that_f1_is_highest() -> None:
    small, large = Template("attack", NONE), Template("attack", NONE | {"Target": [["bus"], ["bank"]]})
    predicted = [Template("attack", NONE | {"Target": [["bus"], ["bank"]]}), Template("attack", NONE)]
    assert template_tally([small, large], predicted) == Tally(4, 4, 4, 4)


def test_nothing_predicted_and_nothing_to_find() -> None:
    assert template_tally([], []).f1 == 0.0
    assert total([]).precision == 0.0


def _reference(metric: str, predicted: Path) -> Any:
    gold = SHARED / "muc34" / metric / "dev.jsonl"
    run = subprocess.run([sys.executable, SHARED / "score.py", metric, gold, predicted], capture_output=True, text=True, check=True)
    return json.loads(run.stdout.splitlines()[-1])


def _noisy(generator: random.Random, entities: Entities) -> dict[str, list[list[str]]]:
    """Gold entities, some left out, some with a mention that is none, most with one of theirs."""
    kept = {role: [entity for entity in entities[role] if generator.random() < 0.7] for role in ROLES}
    return {role: [[e[0].text, "junk"] if generator.random() < 0.2 else [e[0].text] for e in kept[role]] for role in ROLES}


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the reference scorer is not beside the project")
def test_both_metrics_agree_with_the_reference_scorer(tmp_path: Path) -> None:
    generator = random.Random(1)
    ours: dict[str, list[Tally]] = {"ree": [], "templates": []}
    lines: dict[str, list[str]] = {"ree": [], "templates": []}
    for gold in read_entities(SHARED / "muc34" / "ree" / "dev.jsonl"):
        extracts = _noisy(generator, gold.entities)
        lines["ree"].append(json.dumps({"docid": gold.docid, "extracts": extracts}))
        ours["ree"].append(total(entity_tallies(strings(gold.entities), extracts).values()))
    for document in read_templates(SHARED / "muc34" / "templates" / "dev.jsonl"):
        predicted = [Template(one.types[0], _noisy(generator, one.entities)) for one in document.templates][:7]
        rows = [{"incident_type": one.type, **one.extracts} for one in predicted]
        lines["templates"].append(json.dumps({"docid": document.docid, "templates": rows}))
        ours["templates"].append(
            template_tally([Template(" / ".join(t.types), strings(t.entities)) for t in document.templates], predicted)
        )
    told = {}
    for metric, written in lines.items():
        path = tmp_path / f"{metric}.jsonl"
        path.write_text("\n".join(written))
        told[metric] = _reference(metric, path)
        assert told[metric]["f1"] == round(100 * total(ours[metric]).f1, 2)
    assert told["ree"]["ci95"] == pytest.approx([100 * bound for bound in bootstrap_interval(ours["ree"])], abs=2)
