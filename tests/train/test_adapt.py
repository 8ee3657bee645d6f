"""Continued masked-language-model training."""

import json
from pathlib import Path
from typing import Any

import pytest
from helpers import CORPUS, ROOT
from transformers import BertConfig, BertForMaskedLM

from sigact.data.labels import sigact_labels
from sigact.data.markup import read_markup
from sigact.data.standoff import read_standoff, standoff_texts, to_standoff
from sigact.errors import DataError
from sigact.train.adapt import TextPart, adapt, training_texts, windows_of
from sigact.train.encoders import TINY, load_encoder, load_tokenizer
from sigact.train.recipe import EncoderPart, WindowPart

SATP = ROOT.parent / "shared" / "satp"
ONE, OTHER = CORPUS / "train" / "iq-checkpoint-ied.txt", CORPUS / "dev" / "iq-mortar-base.txt"


def test_held_out_texts_and_their_near_duplicates_are_not_read(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(
        ONE.read_text(encoding="utf-8").replace("id: iq-checkpoint-ied", "id: copy").replace("Tuesday", "Monday"), encoding="utf-8"
    )
    part = TextPart(articles=[str(ONE), str(copy), str(OTHER)], held_out=[str(ONE)])
    assert training_texts(part, ROOT / "configs" / "adapt.yaml") == [read_markup(OTHER).text]


def test_a_recipe_without_texts_is_an_error() -> None:
    with pytest.raises(DataError, match="nothing to read"):
        training_texts(TextPart(articles=[str(ONE)], held_out=[str(ONE)]), ROOT / "configs" / "adapt.yaml")


def test_records_of_a_source_that_is_not_given_hold_nothing_out(tmp_path: Path) -> None:
    standoff = tmp_path / "held_out.jsonl"
    standoff.write_text(json.dumps(to_standoff(read_markup(ONE))) + "\n", encoding="utf-8")
    part = TextPart(articles=[str(OTHER)], held_out=[str(standoff)])
    assert training_texts(part, ROOT / "configs" / "adapt.yaml") == [read_markup(OTHER).text]


@pytest.mark.skipif(not SATP.exists(), reason="SATP is not beside the project")
def test_held_out_standoff_records_are_not_read() -> None:
    part = TextPart(satp=str(SATP), held_out=[str(ROOT / "data" / "standoff" / "satp_test.jsonl")])
    texts = training_texts(part, ROOT / "configs" / "adapt.yaml")
    held_out = {article.text for article in read_standoff(ROOT / "data" / "standoff" / "satp_test.jsonl", standoff_texts(SATP, None))}
    assert len(held_out) == 100
    assert 800 < len(texts) < 985
    assert not held_out & set(texts)


def test_windows_cover_the_whole_text() -> None:
    tokenizer = load_tokenizer(EncoderPart(TINY))
    text = read_markup(OTHER).text
    ids = tokenizer.backend_tokenizer.encode(text, add_special_tokens=False).ids
    end = 0
    for row in windows_of([text], tokenizer, WindowPart(64, 0)):
        start = next(at for at in range(end, -1, -1) if ids[at : at + 62] == row[1:-1])
        end = start + len(row) - 2
    assert end == len(ids)


def test_the_adapted_encoder_is_one_that_recipes_can_name(tmp_path: Path) -> None:
    tokenizer = load_tokenizer(EncoderPart(TINY))
    tokenizer.add_special_tokens({"mask_token": "[MASK]"})
    start = tmp_path / "tiny"
    tokenizer.save_pretrained(str(start))
    small: dict[str, Any] = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertForMaskedLM(BertConfig(vocab_size=len(tokenizer), **small)).save_pretrained(str(start))
    texts = {"texts.articles": [str(ONE)], "texts.held_out": []}
    adapted = adapt(
        ROOT / "configs" / "adapt.yaml",
        texts | {"output": str(tmp_path / "out"), "encoder.name": str(start), "training.epochs": 1},
    )
    assert load_encoder(EncoderPart(str(adapted)), sigact_labels(), len(tokenizer)).config.num_labels == 49
