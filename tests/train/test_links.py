"""What the linker learns from, and training it with the tagger."""

from pathlib import Path

import numpy as np
from helpers import ROOT, make_article, small_run

from sigact.data.incident import Argument, Incident
from sigact.data.labels import sigact_labels
from sigact.data.windows import WindowSpec, label_windows
from sigact.infer.extractor import Extractor
from sigact.infer.linker import Linker
from sigact.infer.tagger import Tagger
from sigact.train.encoders import TINY, load_tokenizer
from sigact.train.export import export
from sigact.train.finetune import finetune
from sigact.train.links import links_of
from sigact.train.recipe import EncoderPart

TEXT = "Gunmen killed two guards in Kabul. A bomb wounded nine in Herat last March."


def test_a_window_teaches_which_of_its_whole_spans_share_an_incident() -> None:
    marks = (("killed", "ARMED_ASSAULT"), ("Kabul", "PLACE"), ("wounded", "BOMBING"), ("Herat", "PLACE"))
    incidents = [
        Incident(id="i1", main=True, args=(Argument(span="s1", role="ARMED_ASSAULT"), Argument(span="s2", role="PLACE"))),
        Incident(id="i2", main=False, args=(Argument(span="s3", role="BOMBING"),)),
    ]
    article = make_article(TEXT, *marks, incidents=incidents)
    tokenizer = load_tokenizer(EncoderPart(TINY)).backend_tokenizer
    windows, _ = label_windows([article], tokenizer, WindowSpec(256, 64), sigact_labels())
    (links,) = links_of([article], windows, tokenizer, sigact_labels())
    assert links is not None
    np.testing.assert_array_equal(links.together.numpy(), [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]])
    np.testing.assert_array_equal(links.single.numpy(), [[1, 1], [1, 1], [1, 0], [0, 0]])
    np.testing.assert_allclose(links.pool.sum(dim=1).numpy(), 1)


def test_a_window_with_less_than_two_whole_spans_teaches_nothing() -> None:
    article = make_article(TEXT, ("killed", "ARMED_ASSAULT"))
    tokenizer = load_tokenizer(EncoderPart(TINY)).backend_tokenizer
    windows, _ = label_windows([article], tokenizer, WindowSpec(256, 64), sigact_labels())
    assert links_of([article], windows, tokenizer, sigact_labels()) == [None]


def test_a_linker_is_trained_saved_exported_and_used(tmp_path: Path) -> None:
    trained = finetune(ROOT / "configs" / "smoke.yaml", small_run(tmp_path / "model") | {"training.linker": 0.5})
    assert Linker.from_folder(trained) is not None
    exported = export(trained, tmp_path / "onnx", "fp32")
    one, other = (Tagger.from_folder(folder).encode(TEXT).vectors for folder in (trained, exported))
    assert one is not None
    assert other is not None
    np.testing.assert_allclose(one, other, atol=1e-4)
    assert Extractor.from_pretrained(str(exported))(TEXT).text_sha256


def test_a_linker_may_teach_without_being_kept(tmp_path: Path) -> None:
    overrides = small_run(tmp_path / "model") | {"training.linker": 0.5}
    assert Linker.from_folder(finetune(ROOT / "configs" / "smoke.yaml", overrides)) is not None
    trained = finetune(ROOT / "configs" / "smoke.yaml", overrides | {"training.linker_kept": False})
    assert Linker.from_folder(trained) is None
