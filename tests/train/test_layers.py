"""Layer-wise learning rates."""

from pathlib import Path

import pytest
from helpers import ROOT, make_article
from transformers import AutoModelForTokenClassification

from sigact.data.labels import sigact_labels
from sigact.train.encoders import load_encoder, load_tokenizer
from sigact.train.layers import layer_groups
from sigact.train.parts import Parts, make_part
from sigact.train.recipe import read_recipe
from sigact.train.trainer import make_trainer


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
def test_the_optimiser_of_a_recipe_has_these_rates(tmp_path: Path, linker: float) -> None:
    recipe = read_recipe(ROOT / "configs" / "smoke.yaml", {"training.layer_decay": 0.5, "training.linker": linker})
    tokenizer = load_tokenizer(recipe.encoder)
    article = make_article("Blast in Lima on a day in May", ("Lima", "PLACE"))
    part = make_part([article], tokenizer, recipe, sigact_labels())
    model = load_encoder(recipe.encoder, sigact_labels(), len(tokenizer))
    optimiser = make_trainer(model, tokenizer, recipe, Parts(part, part), tmp_path).create_optimizer()
    rates = {weight: group["lr"] for group in optimiser.param_groups for weight in group["params"]}
    assert rates[model.classifier.weight] == recipe.training.learning_rate
    assert rates[model.bert.embeddings.word_embeddings.weight] == recipe.training.learning_rate / 8
