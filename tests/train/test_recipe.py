from pathlib import Path

import pytest
import yaml
from helpers import ROOT

from sigact.errors import ConfigError
from sigact.train.adapt import AdaptRecipe
from sigact.train.recipe import parse_overrides, read_recipe, read_recipe_as, resolve

CONFIGS = ROOT / "configs"
BASE, ADAPT = CONFIGS / "base.yaml", CONFIGS / "adapt.yaml"
RECIPES = sorted(set(CONFIGS.glob("*.yaml")) - {ADAPT})


@pytest.mark.parametrize("file", RECIPES, ids=lambda file: file.name)
def test_every_recipe_of_the_project_is_sound(file: Path) -> None:
    recipe = read_recipe(file)
    for path in resolve(file, [recipe.labels, *recipe.data.train, *recipe.data.dev]):
        assert path.exists() or ROOT not in path.parents


def test_the_recipe_of_the_adapted_encoder_is_sound() -> None:
    recipe = read_recipe_as(AdaptRecipe, ADAPT)
    assert all(path.exists() for path in resolve(ADAPT, [*recipe.texts.articles, *recipe.texts.held_out]))


def test_an_encoder_with_a_path_lies_beside_the_recipe() -> None:
    assert read_recipe(CONFIGS / "muc4.yaml").encoder.name == str(ROOT / "out" / "minilm-news")


def changed(tmp_path: Path, dotted: str, value: object) -> Path:
    recipe = yaml.safe_load(BASE.read_text())
    *parents, last = dotted.split(".")
    part = recipe
    for parent in parents:
        part = part[parent]
    part[last] = value
    file = tmp_path / "recipe.yaml"
    file.write_text(yaml.safe_dump(recipe))
    return file


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("training.epoch", 3, r"training\.epoch: unknown key"),
        ("colour", "red", "colour: unknown key"),
        ("training.learning_rate", "2e-5", r"training\.learning_rate: .*'2e-5' \(write floats as 2\.0e-5\)"),
        ("training.epochs", 2.5, r"training\.epochs"),
        ("training.schedule", "steep", r"training\.schedule"),
        ("data.train", "file.jsonl", r"data\.train"),
        ("encoder", "bert", "encoder"),
    ],
)
def test_faults_name_the_key(tmp_path: Path, key: str, value: object, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        read_recipe(changed(tmp_path, key, value))


def test_a_missing_key_and_a_missing_file(tmp_path: Path) -> None:
    file = tmp_path / "recipe.yaml"
    file.write_text("name: x\n")
    with pytest.raises(ConfigError, match="training: "):
        read_recipe(file)
    file.write_text("- x\n")
    with pytest.raises(ConfigError, match="is a mapping"):
        read_recipe(file)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_recipe(tmp_path / "missing.yaml")


def test_overrides() -> None:
    overrides = parse_overrides(["training.seed=7", "training.learning_rate=1.0e-4", "data.dev=[a, b]"])
    assert overrides == {"training.seed": 7, "training.learning_rate": 1.0e-4, "data.dev": ["a", "b"]}
    assert read_recipe(BASE, {"training.seed": 7}).training.seed == 7
    with pytest.raises(ConfigError, match="KEY=VALUE"):
        parse_overrides(["training.seed"])
    with pytest.raises(ConfigError, match="holds no keys"):
        read_recipe(BASE, {"name.first": 1})


def test_paths_may_name_your_copies_of_the_sources(tmp_path: Path) -> None:
    file = changed(tmp_path, "data", {"train": ["{muc34}/templates/train.jsonl", "{satp}/x.jsonl"], "muc34": "../muc34"})
    assert read_recipe(file).data.train == ["../muc34/templates/train.jsonl", "{satp}/x.jsonl"]
    assert read_recipe(file, {"data.muc34": "/copies/muc34"}).data.train[0] == "/copies/muc34/templates/train.jsonl"
