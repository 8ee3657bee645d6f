"""Train, save, reload, predict - with a tiny random encoder - and what happens when a run is stopped."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers import CORPUS, ROOT, make_article, small_run
from transformers import AutoModelForTokenClassification, AutoTokenizer, TrainerCallback, pipeline

from sigact.data.corpus_files import read_articles
from sigact.data.jsonl import write_articles
from sigact.data.labels import sigact_labels
from sigact.data.sources.re3d import RE3D_LABELS
from sigact.errors import ConfigError, DataError
from sigact.infer.tagger import Tagger
from sigact.train.dev_scorer import DevScorer
from sigact.train.encoders import load_tokenizer
from sigact.train.evaluation import score_tagger
from sigact.train.finetune import finetune, load_parts
from sigact.train.parts import make_part
from sigact.train.recipe import read_recipe
from sigact.train.trainer import make_trainer, tag_weights

SMOKE = ROOT / "configs" / "smoke.yaml"
RE3D = ROOT / "configs" / "re3d.yaml"


def test_the_saved_folder_is_a_standard_checkpoint(tiny_model: Path) -> None:
    model = AutoModelForTokenClassification.from_pretrained(tiny_model)
    assert [model.config.id2label[n] for n in range(49)] == list(sigact_labels().tags)
    tokenizer = AutoTokenizer.from_pretrained(tiny_model)
    tagged = pipeline("token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="first")("A bomb exploded.")
    assert isinstance(tagged, list)
    assert isinstance(Tagger.from_folder(tiny_model).tag("A bomb exploded in Lima."), list)
    assert not (tiny_model / "checkpoints").exists()


def test_metrics_tell_the_run(tiny_model: Path) -> None:
    metrics = json.loads((tiny_model / "metrics.json").read_text())
    assert metrics["articles"] == {"train": 1, "dev": 1}
    assert metrics["lost_spans"] == {"train": {}, "dev": {}}
    assert metrics["tokens_per_second"] > 0
    assert metrics["scores"]["micro"]["support"] == len(read_articles(CORPUS / "dev" / "iq-mortar-base.txt")[0].spans)
    assert len(next(iter(metrics["data_sha256"].values()))) == 64
    assert metrics["versions"]["sigact"]


def test_same_seed_same_model(tiny_model: Path, tmp_path: Path) -> None:
    again = finetune(SMOKE, small_run(tmp_path / "again"))
    assert (again / "model.safetensors").read_bytes() == (tiny_model / "model.safetensors").read_bytes()
    other = finetune(SMOKE, small_run(tmp_path / "other") | {"training.seed": 7})
    assert (other / "model.safetensors").read_bytes() != (tiny_model / "model.safetensors").read_bytes()


class _Stop(Exception):  # noqa: N818
    pass


class _StopAfter(TrainerCallback):
    """Ends the process's training as a kill would, right after a checkpoint."""

    def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        if state.epoch == 2:
            raise _Stop


def test_a_stopped_run_goes_on_and_ends_as_if_it_had_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    overrides = small_run(tmp_path / "stopped") | {"training.epochs": 4}
    whole = finetune(SMOKE, overrides | {"output": str(tmp_path / "whole")})

    def with_stop(*arguments: Any) -> Any:
        trainer = make_trainer(*arguments)
        trainer.add_callback(_StopAfter())
        return trainer

    monkeypatch.setattr("sigact.train.finetune.make_trainer", with_stop)
    with pytest.raises(_Stop):
        finetune(SMOKE, overrides)
    monkeypatch.undo()
    with pytest.raises(ConfigError, match="begun with other settings"):
        finetune(SMOKE, overrides | {"training.learning_rate": 1.0e-4})
    resumed = finetune(SMOKE, overrides)
    assert (resumed / "model.safetensors").read_bytes() == (whole / "model.safetensors").read_bytes()
    assert json.loads((resumed / "metrics.json").read_text())["tokens_per_second"] is None


def test_early_stopping_and_class_weights_run(tmp_path: Path) -> None:
    overrides = small_run(tmp_path / "m") | {"training.epochs": 6, "training.patience": 1, "training.label_weights": "inverse_sqrt"}
    metrics = json.loads((finetune(SMOKE, overrides) / "metrics.json").read_text())
    assert metrics["epochs"] < 6


def test_rare_tags_weigh_more_and_the_mean_is_one() -> None:
    recipe = read_recipe(SMOKE, {"windows.max_length": 64, "windows.overlap": 8})
    article = make_article("Blast in Lima on a day in May", ("Lima", "PLACE"))
    part = make_part([article], load_tokenizer(recipe.encoder), recipe, sigact_labels())
    weights = tag_weights(part, 49)
    assert weights[sigact_labels().tags.index("B-PLACE")] > weights[0]
    assert min(weights) == weights[0]


def test_dev_scorer_agrees_with_inference(tiny_model: Path) -> None:
    """Logits of windows, put through the Trainer's scorer, give the F1 of the inference path."""
    import numpy as np
    import torch
    from transformers import EvalPrediction

    recipe = read_recipe(SMOKE, small_run(tiny_model))
    articles = read_articles(CORPUS / "dev" / "iq-mortar-base.txt")
    tokenizer = load_tokenizer(recipe.encoder)
    part = make_part(articles, tokenizer, recipe, sigact_labels())
    model = AutoModelForTokenClassification.from_pretrained(tiny_model).eval()
    longest = max(len(row.input_ids) for row in part.windows)
    logits = np.zeros((len(part.windows), longest, 49), dtype=np.float32)
    for number, row in enumerate(part.windows):
        with torch.no_grad():
            logits[number, : len(row.input_ids)] = model(input_ids=torch.tensor([row.input_ids])).logits[0].numpy()
    prediction = EvalPrediction(predictions=logits, label_ids=np.zeros(1))
    assert DevScorer(part, tokenizer)(prediction)["f1"] == score_tagger(Tagger.from_folder(tiny_model), articles).micro.f1


def test_parts_are_by_document(tmp_path: Path) -> None:
    recipe = read_recipe(SMOKE, {"data.train": [str(CORPUS / "train")], "data.dev_share": 0.2})
    train, dev, left_out = load_parts(recipe, SMOKE, sigact_labels())
    assert left_out == []
    assert not {a.id for a in train} & {a.id for a in dev}
    assert len(dev) > 3
    with pytest.raises(ConfigError, match="either dev or dev_share"):
        load_parts(read_recipe(SMOKE, {"data.dev": ["../data/corpus/dev"]}), SMOKE, sigact_labels())
    with pytest.raises(DataError, match="splits are by document"):
        load_parts(read_recipe(SMOKE, {"data.dev": ["../data/corpus/dev"], "data.dev_share": 0.0}), SMOKE, sigact_labels())
    with pytest.raises(DataError, match="must both hold articles"):
        load_parts(read_recipe(SMOKE, {"data.dev_share": 0.0}), SMOKE, sigact_labels())


def test_near_duplicates_of_dev_are_left_out_of_training(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (original,) = read_articles(CORPUS / "dev" / "iq-mortar-base.txt")
    text = original.text.replace("Anbar", "Nineveh")
    copy = original.model_copy(update={"id": "copy", "text": text, "title": None, "spans": (), "incidents": ()})
    write_articles(tmp_path / "copy.jsonl", [copy])
    overrides = small_run(tmp_path / "m")
    overrides["data.train"] = [*overrides["data.train"], str(tmp_path / "copy.jsonl")]
    train, _, left_out = load_parts(read_recipe(SMOKE, overrides), SMOKE, sigact_labels())
    assert left_out == ["copy"]
    assert [article.id for article in train] == ["iq-checkpoint-ied"]
    assert "near-duplicate: copy" in caplog.text


def test_the_same_text_under_another_id_is_left_out_of_training(tmp_path: Path) -> None:
    for name, rows in (("train", "Ana\tB-Person\nran\tO\n\nFive\tB-Quantity\nmen\tO\n"), ("dev", "ANA\tB-Person\nran\tO\n")):
        (tmp_path / f"{name}.txt").write_text(rows, encoding="utf-8")
    overrides = {"data.train": [str(tmp_path / "train.txt")], "data.dev": [str(tmp_path / "dev.txt")]}
    train, dev, left_out = load_parts(read_recipe(RE3D, overrides), RE3D, RE3D_LABELS)
    assert ([article.id for article in train], [article.id for article in dev], left_out) == (["train:4"], ["dev:1"], ["train:1"])


def test_windows_longer_than_the_encoder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"windows\.max_length: 600 is more than the encoder's 512"):
        finetune(SMOKE, small_run(tmp_path / "m") | {"windows.max_length": 600})


@pytest.mark.slow
def test_two_processes(tmp_path: Path) -> None:
    """What `accelerate launch --num_processes 2` does, on the CPU."""
    import subprocess

    import yaml

    recipe = yaml.safe_load(SMOKE.read_text())
    recipe |= {"output": str(tmp_path / "m"), "labels": str(ROOT / "configs" / "labels" / "sigact.yaml")}
    recipe["data"] = {"train": [str(CORPUS / "dev")], "dev_share": 0.3}
    file = tmp_path / "recipe.yaml"
    file.write_text(yaml.safe_dump(recipe))
    launcher = shutil.which("accelerate", path=str(Path(sys.executable).parent))
    assert launcher
    command = [launcher, "launch", "--cpu", "--num_processes", "2", "-m", "sigact.train.finetune", str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert (tmp_path / "m" / "model.safetensors").is_file()
    assert (tmp_path / "m" / "metrics.json").is_file()
