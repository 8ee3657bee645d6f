"""Incidents from linker scores, and the linker's arithmetic."""

from pathlib import Path

import numpy as np
import pytest
import torch
from helpers import tag
from safetensors.torch import save_file

from sigact.data.labels import sigact_labels
from sigact.errors import ModelError
from sigact.infer.decoding import TaggedSpan
from sigact.infer.linked import cluster, linked_groups
from sigact.infer.linker import LINKER, POSITION_FEATURES, Linker, Links, pair_positions, read_projection
from sigact.infer.sentences import split_sentences
from sigact.train.links import LinkerModule, WindowLinks

TEXT = "A bomb killed two in Herat on Monday. Separately, gunmen shot a judge in Kabul, as the Taliban said."
SPANS = tag(
    TEXT,
    ("bomb", "WEAPON"),
    ("killed", "BOMBING"),
    ("Herat", "PLACE"),
    ("shot", "ARMED_ASSAULT"),
    ("Kabul", "PLACE"),
    ("Taliban", "PERP_ORGANIZATION"),
)


def links(together: dict[tuple[int, int], float], told: tuple[int, ...], main: tuple[int, ...]) -> Links:
    pairs = np.full((len(SPANS), len(SPANS)), 0.1, dtype=np.float32)
    for (one, other), value in together.items():
        pairs[one, other] = pairs[other, one] = value
    singles = [np.array([float(n in of) for n in range(len(SPANS))], dtype=np.float32) for of in (told, main)]
    return Links(pairs, singles[0], singles[1])


def phrases(spans: list[TaggedSpan]) -> list[str]:
    return [TEXT[span.start : span.end] for span in spans]


def test_acts_are_clustered_and_other_spans_join_every_likely_cluster() -> None:
    scores = links({(0, 1): 0.9, (1, 2): 0.9, (3, 4): 0.8, (1, 5): 0.6, (3, 5): 0.6}, (0, 1, 2, 3, 4, 5), (0, 1, 2))
    groups, loose = linked_groups(TEXT, SPANS, split_sentences(TEXT), scores)
    assert [phrases(group.spans) for group in groups] == [["bomb", "killed", "Herat", "Taliban"], ["shot", "Kabul", "Taliban"]]
    assert [group.main for group in groups] == [True, False]
    assert loose == []


def test_a_span_of_no_likely_cluster_joins_the_best_one_if_it_belongs_to_an_incident() -> None:
    scores = links({(1, 2): 0.3, (3, 4): 0.3}, (1, 2, 3), (1, 3))
    groups, loose = linked_groups(TEXT, SPANS, split_sentences(TEXT), scores)
    assert [phrases(group.spans) for group in groups] == [["killed", "Herat"], ["shot"]]
    assert phrases(loose) == ["bomb", "Kabul", "Taliban"]


def test_clusters_merge_by_their_mean() -> None:
    together = np.array([[1, 0.9, 0.2, 0.1], [0.9, 1, 0.7, 0.1], [0.2, 0.7, 1, 0.1], [0.1, 0.1, 0.1, 1]], dtype=np.float32)
    assert cluster(together, [0, 1, 2, 3]) == [[0, 1], [2], [3]]
    assert cluster(together, []) == []


def test_the_linker_computes_what_was_trained(tmp_path: Path) -> None:
    torch.manual_seed(0)
    module = LinkerModule(16, len(sigact_labels().labels)).eval()
    save_file({name: weight.contiguous() for name, weight in module.state_dict().items()}, tmp_path / LINKER)
    linker = Linker.from_folder(tmp_path)
    assert linker is not None
    numbers = [sigact_labels().labels.index(span.label) for span in SPANS]
    positions = pair_positions(TEXT, SPANS, split_sentences(TEXT))
    assert positions.shape == (6, 6, POSITION_FEATURES)
    hidden = torch.randn(len(SPANS), 16)
    nothing = torch.zeros(0)
    with torch.inference_mode():
        pairs, single = module(hidden, WindowLinks(nothing, torch.tensor(numbers), torch.from_numpy(positions), nothing, nothing))
    projection = read_projection(tmp_path)
    assert projection is not None
    found = linker(hidden.numpy() @ projection, numbers, positions)
    np.testing.assert_allclose(found.together, torch.sigmoid(pairs).numpy(), atol=1e-5)
    np.testing.assert_allclose(found.told, torch.sigmoid(single[:, 0]).numpy(), atol=1e-5)
    np.testing.assert_allclose(found.main, torch.sigmoid(single[:, 1]).numpy(), atol=1e-5)


def test_positions_are_the_same_in_both_directions() -> None:
    positions = pair_positions(TEXT, SPANS, split_sentences(TEXT))
    np.testing.assert_array_equal(positions, positions.transpose(1, 0, 2))
    assert positions[0, 1, 0] == 1
    assert positions[0, 3, 0] == 0


def test_a_broken_linker_is_named(tmp_path: Path) -> None:
    (tmp_path / LINKER).write_bytes(b"no weights")
    with pytest.raises(ModelError, match=r"linker\.safetensors"):
        Linker.from_folder(tmp_path)
    assert Linker.from_folder(tmp_path / "elsewhere") is None
