"""Several sources with labels of their own, trained into one encoder."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from helpers import ROOT, small_run
from transformers import AutoModelForTokenClassification

from sigact.data.labels import LabelList, sigact_labels
from sigact.errors import ConfigError
from sigact.train.finetune import finetune
from sigact.train.joint import JointModel, MappedHead, SourceHead, Teachers, meaning_of
from sigact.train.sampling import SourceSampler

SMOKE = ROOT / "configs" / "smoke.yaml"
OWN = LabelList("own", 1, ("PLACE", "DATE", "KILLED", "INJURED"))
KEYS = LabelList("keys", 1, ("Victim", "Town"))
MAPPING = {"Victim": ["KILLED", "INJURED"], "Town": ["PLACE"]}
TEXT = "The mayor was shot dead in Lima. No one was arrested."


def template(tmp_path: Path) -> Path:
    """A file of MUC-4's templates with one document that has a victim and one without any."""
    victim = {"incident_type": "attack", "PerpInd": [], "PerpOrg": [], "Target": [], "Victim": [[["mayor", 4]]], "Weapon": []}
    records = [
        {"docid": "DEV-1", "doctext": TEXT.lower(), "templates": [victim]},
        {"docid": "DEV-2", "doctext": "it rained in quito and nothing else was told of that day.", "templates": []},
    ]
    path = tmp_path / "templates.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def other(tmp_path: Path, **more: Any) -> dict[str, Any]:
    return {"train": [str(template(tmp_path))], "labels": str(ROOT / "configs" / "labels" / "muc4.yaml"), **more}


def pulled(weight: torch.Tensor) -> float:
    """How far a step would move a weight."""
    assert weight.grad is not None
    return weight.grad.abs().sum().item()


def test_what_a_source_does_not_cover_is_as_right_as_outside() -> None:
    meaning = meaning_of(KEYS, OWN, MAPPING)
    own = OWN.tags
    told = {tag: {own[n] for n in row.nonzero()[:, 0].tolist()} for tag, row in zip(KEYS.tags, meaning, strict=True)}
    assert told["O"] == {"O", "B-DATE", "I-DATE"}
    assert told["B-Victim"] == {"B-KILLED", "B-INJURED"}
    assert told["I-Town"] == {"I-PLACE"}
    likely = MappedHead(meaning)(torch.zeros(0), torch.zeros(1, 1, len(own)))
    assert likely.exp()[0, 0].tolist() == pytest.approx([3 / 9, 2 / 9, 2 / 9, 1 / 9, 1 / 9])


@pytest.mark.parametrize("mapping", [{"Victim": ["KILLED"]}, {**MAPPING, "Town": ["CITY"]}, {**MAPPING, "Town": []}])
def test_a_mapping_must_give_every_label_a_meaning(mapping: dict[str, list[str]]) -> None:
    with pytest.raises(ConfigError, match="must give each of Victim, Town at least one label of 'own'"):
        meaning_of(KEYS, OWN, mapping)


def test_a_row_teaches_the_head_of_its_source_alone(tiny_model: Path) -> None:
    tagger = AutoModelForTokenClassification.from_pretrained(tiny_model)
    heads = [SourceHead(tagger.config.hidden_size, 3), SourceHead(tagger.config.hidden_size, 5)]
    model = JointModel(tagger, Teachers([], [], None, 0.0, False, heads))
    tokens = torch.tensor([[2, 5, 6, 3]])
    model(tokens, torch.ones_like(tokens), torch.tensor([[-100, 1, 2, -100]]), torch.tensor([1]))["loss"].backward()
    assert pulled(heads[0].linear.weight) > 0
    assert pulled(heads[1].linear.weight) == 0
    assert pulled(tagger.classifier.weight) == 0
    assert pulled(next(tagger.base_model.parameters())) > 0


def test_the_loss_of_own_rows_is_the_taggers(tiny_model: Path) -> None:
    tagger = AutoModelForTokenClassification.from_pretrained(tiny_model).eval()
    model = JointModel(tagger, Teachers([], [], None, 0.0, False, [])).eval()
    tokens, labels = torch.tensor([[2, 5, 6, 3], [2, 7, 3, 0]]), torch.tensor([[-100, 1, 2, -100], [-100, 0, -100, -100]])
    mask = (tokens > 0).long()
    joint, alone = model(tokens, mask, labels, torch.tensor([0, 0])), tagger(input_ids=tokens, attention_mask=mask, labels=labels)
    assert joint["loss"].item() == pytest.approx(alone.loss.item(), rel=1e-5)


@pytest.mark.parametrize("way", ["head", "mapping"])
def test_another_source_is_trained_beside_the_recipes_own(tmp_path: Path, way: str) -> None:
    roles = {"PerpInd": ["PERP_INDIVIDUAL"], "PerpOrg": ["PERP_ORGANIZATION"], "Target": ["TARGET"], "Weapon": ["WEAPON"]}
    mapping = {**roles, "Victim": ["KILLED", "INJURED", "ABDUCTED", "VICTIM"]} if way == "mapping" else None
    trained = finetune(SMOKE, small_run(tmp_path / way) | {"data.others": [other(tmp_path, mapping=mapping)]})
    metrics = json.loads((trained / "metrics.json").read_text())
    assert metrics["articles"]["others"] == (1 if way == "mapping" else 2)
    assert len(metrics["sources"]) == 2
    assert AutoModelForTokenClassification.from_pretrained(trained).config.num_labels == len(sigact_labels().tags)


def test_weights_of_sources_are_checked(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"data\.weights: no article is from 'nowhere'; the sources are 'sigact"):
        finetune(SMOKE, small_run(tmp_path / "m") | {"data.weights": {"nowhere": 0.5}})


def test_label_weights_cannot_be_joined_with_other_sources(tmp_path: Path) -> None:
    changes = {"data.others": [other(tmp_path)], "training.label_weights": "inverse_sqrt"}
    with pytest.raises(ConfigError, match=r"training\.label_weights: cannot be joined"):
        finetune(SMOKE, small_run(tmp_path / "m") | changes)


def test_a_weight_is_how_often_an_epoch_reads_a_row() -> None:
    sampler = SourceSampler(["a"] * 8 + ["b"] * 3, {"a": 0.25, "b": 2.0}, seed=13)
    first = list(sampler)
    assert first == list(sampler)
    assert len(first) == len(sampler) == 8
    assert sorted(row for row in first if row >= 8) == [8, 8, 9, 9, 10, 10]
    sampler.set_epoch(1)
    assert list(sampler) != first
    seen = set()
    for epoch in range(20):
        sampler.set_epoch(epoch)
        seen |= set(sampler)
    assert seen == set(range(11))


def test_the_trainer_tells_the_sampler_its_epoch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    epochs: list[int] = []
    monkeypatch.setattr(SourceSampler, "set_epoch", lambda self, epoch: epochs.append(epoch))
    changes = {"data.others": [other(tmp_path)], "training.epochs": 2}
    finetune(SMOKE, small_run(tmp_path / "m") | changes)
    assert sorted(set(epochs)) == [0, 1]
