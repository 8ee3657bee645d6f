"""Layer-wise learning rates."""

from pathlib import Path

import pytest
from helpers import ROOT, small_run
from transformers import AutoModelForTokenClassification

from sigact.train.finetune import finetune
from sigact.train.layers import layer_groups


def test_each_layer_learns_at_a_share_of_the_rate_above_it(tiny_model: Path) -> None:
    model = AutoModelForTokenClassification.from_pretrained(tiny_model)
    names = {id(weight): name for name, weight in model.named_parameters()}
    groups = layer_groups(model, 1.0, 0.5, {name for name in names.values() if name.endswith("weight")}, 0.01)
    rates = {names[id(weight)]: (group["lr"], group["weight_decay"]) for group in groups for weight in group["params"]}
    assert set(rates) == set(names.values())
    assert rates["classifier.weight"] == (1.0, 0.01)
    assert rates["classifier.bias"] == (1.0, 0.0)
    assert rates["bert.encoder.layer.1.attention.self.query.weight"] == (0.5, 0.01)
    assert rates["bert.encoder.layer.0.attention.self.query.weight"] == (0.25, 0.01)
    assert rates["bert.embeddings.word_embeddings.weight"] == (0.125, 0.01)


@pytest.mark.parametrize("linker", [0.0, 0.5])
def test_a_recipe_may_ask_for_it(tmp_path: Path, linker: float) -> None:
    changes = {"training.epochs": 3, "training.linker": linker}
    one, other = (
        finetune(ROOT / "configs" / "smoke.yaml", small_run(tmp_path / str(decay)) | changes | {"training.layer_decay": decay})
        for decay in (1.0, 0.1)
    )
    assert (one / "model.safetensors").read_bytes() != (other / "model.safetensors").read_bytes()
