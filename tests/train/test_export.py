"""Export and its parity with the torch model."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from helpers import CORPUS
from transformers import BertConfig, BertModel

from sigact.data.corpus_files import read_articles
from sigact.data.labels import sigact_labels
from sigact.data.windows import WindowSpec
from sigact.errors import ConfigError, ModelError
from sigact.infer.decoding import Scores
from sigact.infer.model_folder import embedded_model, read_model_folder
from sigact.infer.tagger import Tagger
from sigact.train.encoders import load_encoder, load_tokenizer
from sigact.train.export import export
from sigact.train.export_attention import export_attention
from sigact.train.export_measures import Measured
from sigact.train.finetune import sigact_entry
from sigact.train.recipe import read_recipe


def all_scores(tagger: Tagger) -> list[Scores]:
    return [tagger.encode(article.text).scores for article in read_articles(CORPUS / "dev")]


@pytest.mark.parametrize("precision", ["fp32", "fp16"])
def test_the_graph_computes_what_torch_computes(tiny_model: Path, tmp_path: Path, precision: str) -> None:
    folder = export(tiny_model, tmp_path, precision)
    exported, trained = all_scores(Tagger.from_folder(folder)), all_scores(Tagger.from_folder(tiny_model))
    tolerance = 1e-4 if precision == "fp32" else 2e-2
    for one, other in zip(exported, trained, strict=True):
        np.testing.assert_allclose(one, other, atol=tolerance)
    assert {file.name for file in folder.iterdir()} == {"README.md", "config.json", "metrics.json", "model.onnx", "tokenizer.json"}


def test_the_card_tells_the_run(tiny_model: Path, tmp_path: Path) -> None:
    card = (export(tiny_model, tmp_path) / "README.md").read_text()
    assert card.startswith("---\n")
    assert "written by a large language model" in card.replace("\n", " ")
    assert "# smoke 0.0.0" in card
    assert "- sigact authored corpus: " in card
    assert "$" not in card


def test_scores_on_test_articles_are_those_of_the_exported_model(tiny_model: Path, tmp_path: Path) -> None:
    article = CORPUS / "test" / "af-unknown-blast.txt"
    folder = export(tiny_model, tmp_path, measured=Measured(tests=(article,)))
    scores = json.loads((folder / "metrics.json").read_text())["tests"][article.name]
    assert scores["micro"]["support"] == len(read_articles(article)[0].spans)
    assert "Test data, which chose nothing\n\n`af-unknown-blast.txt` (1 articles):\n\n| label |" in (folder / "README.md").read_text()
    assert "Test data, which chose nothing\n\nNot measured." in (export(tiny_model, tmp_path / "other") / "README.md").read_text()


def test_half_precision_makes_the_file_smaller(tiny_model: Path, tmp_path: Path) -> None:
    sizes = [(export(tiny_model, tmp_path / name, name) / "model.onnx").stat().st_size for name in ("fp32", "fp16")]
    assert sizes[1] < 0.85 * sizes[0]
    onnx.checker.check_model(str(tmp_path / "fp16" / "model.onnx"))


def test_wrong_use(tiny_model: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="choose one of fp16, fp32"):
        export(tiny_model, tmp_path, "int8")
    with pytest.raises(ModelError, match="is not a folder"):
        export(tmp_path / "missing", tmp_path)
    with pytest.raises(ModelError, match=r"model\.safetensors: is missing"):
        export(embedded_model(), tmp_path / "other")


def test_the_embedded_model_has_the_scores_of_its_card() -> None:
    metrics = json.loads((embedded_model() / "metrics.json").read_text())
    card = (embedded_model() / "README.md").read_text()
    measured = {**metrics["dev"], **metrics["tests"]}
    assert len(measured) == 5
    for scores in measured.values():
        assert f"| {100 * scores['micro']['f1']:.1f} | {scores['micro']['support']} |" in card
    assert f"# {read_model_folder(embedded_model()).name.replace('@', ' ')}" in card


def test_parity_of_a_real_encoder_in_half_precision(tmp_path: Path) -> None:
    """MiniLM with an untrained head, whose decisions are closer calls: 99% of tokens and 97% of entity tokens alike."""
    recipe = read_recipe(CORPUS.parents[1] / "configs" / "base.yaml")
    tokenizer = load_tokenizer(recipe.encoder)
    torch.manual_seed(0)
    model = load_encoder(recipe.encoder, sigact_labels(), len(tokenizer))
    model.config.sigact = sigact_entry(recipe, sigact_labels())
    model.save_pretrained(tmp_path / "torch")
    tokenizer.save_pretrained(tmp_path / "torch")
    export(tmp_path / "torch", tmp_path / "onnx", "fp16")
    exported, trained = (np.concatenate(all_scores(Tagger.from_folder(tmp_path / name))).argmax(axis=1) for name in ("onnx", "torch"))
    assert (exported == trained).mean() >= 0.99
    assert (exported == trained)[trained > 0].mean() >= 0.97


def test_windows_of_inference(tiny_model: Path, tmp_path: Path) -> None:
    folder = export(tiny_model, tmp_path, windows=WindowSpec(100, 20), measured=Measured(dev=(CORPUS / "dev" / "iq-mortar-base.txt",)))
    assert read_model_folder(folder).windows == WindowSpec(100, 20)
    assert read_model_folder(tiny_model).windows != WindowSpec(100, 20)
    assert json.loads((folder / "metrics.json").read_text())["dev"]["iq-mortar-base.txt"]["documents"] == 1
    with pytest.raises(ConfigError, match="the encoder reads at most"):
        export(tiny_model, tmp_path, windows=WindowSpec(4096, 20))


def test_attention_with_the_mask_folded_in_is_the_plain_one() -> None:
    ids, mask = torch.randint(5, 90, (2, 12)), torch.ones(2, 12, dtype=torch.int64)
    mask[1, 7:] = 0
    config = BertConfig(vocab_size=99, hidden_size=24, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48)
    torch.manual_seed(0)
    bert: Any = BertModel
    plain = bert._from_config(config, attn_implementation="eager").eval()
    folded = bert._from_config(config, attn_implementation=export_attention("bert")).eval()
    folded.load_state_dict(plain.state_dict())
    with torch.inference_mode():
        one, other = (model(input_ids=ids, attention_mask=mask).last_hidden_state for model in (plain, folded))
    torch.testing.assert_close(one[mask.bool()], other[mask.bool()], atol=1e-5, rtol=1e-4)
    assert export_attention("modernbert") == "eager"


def test_the_loss_of_the_weights_is_measured_and_limited(tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev = CORPUS / "dev" / "iq-mortar-base.txt"
    folder = export(tiny_model, tmp_path / "model", measured=Measured(dev=(dev,)))
    loss = json.loads((folder / "metrics.json").read_text())["precision_loss"][dev.name]
    assert set(loss) == {"trained", "exported"}
    assert "| data | F1 as trained (fp32) | F1 in this folder (fp16) |" in (folder / "README.md").read_text()
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    worse = {"a": {"trained": 0.8, "exported": 0.796}, "b": {"trained": 0.7, "exported": 0.698}}
    monkeypatch.setattr("sigact.train.export_measures._losses", lambda *_: worse)
    with pytest.raises(ModelError, match=r"loses more than 0\.3 points \(a: F1 80\.00 as trained, 79\.60 as exported\): nothing"):
        export(tiny_model, tmp_path / "model", measured=Measured(dev=(dev,)))
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    export(tiny_model, tmp_path / "model", measured=Measured(dev=(dev,), max_loss=0.5))


def test_gold_spans_of_training_are_counted_where_they_are_those_of_the_run(tiny_model: Path, tmp_path: Path) -> None:
    article = CORPUS / "train" / "iq-checkpoint-ied.txt"
    folder = export(tiny_model, tmp_path, measured=Measured(train=(article,), license_id="cc-by-4.0"))
    counts = json.loads((folder / "metrics.json").read_text())["train_spans"]
    assert sum(one["spans"] for one in counts.values()) == len(read_articles(article)[0].spans)
    assert all(one["articles"] <= 1 for one in counts.values())
    assert "gold spans in training | in articles" in (folder / "README.md").read_text()
    assert "license: cc-by-4.0" in (folder / "README.md").read_text()
    with pytest.raises(ConfigError, match=r"the model was not trained on it as it is now; the run names iq-checkpoint-ied\.txt"):
        export(tiny_model, tmp_path, measured=Measured(train=(CORPUS / "train" / "af-governor-suicide.txt",)))
