from collections import Counter
from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sigact.data.windows import Tokens, Unit, Window
from sigact.data.words import WordSpan, spans_of_tags
from sigact.infer.decoding import decode, log_softmax, merge_windows, posteriors, viterbi

TAGS = ("O", "B-A", "I-A", "B-B", "I-B")


def units(count: int) -> Tokens:
    return Tokens(list(range(count)), [Unit(n, 2 * n, 2 * n + 1) for n in range(count)])


def scores(*rows: list[float]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return log_softmax(np.array(rows, dtype=np.float32))


def test_no_orphan_inside_tag() -> None:
    best = viterbi(scores([0, 1, 9, 0, 0], [0, 0, 9, 0, 0], [0, 0, 0, 0, 5]))
    assert [TAGS[tag] for tag in best[:2]] == ["B-A", "I-A"]
    assert TAGS[best[2]] != "I-B"


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_every_sequence_is_valid_and_as_good_as_any_other(seed: int, count: int) -> None:
    generator = np.random.default_rng(seed)
    table = log_softmax(generator.normal(size=(count, 5)).astype(np.float32))
    best = [TAGS[tag] for tag in viterbi(table)]
    for before, after in zip(["O", *best], best, strict=False):
        assert not after.startswith("I-") or before[2:] == after[2:]
    greedy_begin = [max((0, 1, 3), key=lambda tag: row[tag]) for row in table]
    assert sum(table[n, TAGS.index(tag)] for n, tag in enumerate(best)) >= sum(table[n, tag] for n, tag in enumerate(greedy_begin)) - 1e-3


def test_viterbi_finds_the_best_of_all_sequences() -> None:
    table = log_softmax(np.random.default_rng(3).normal(scale=3, size=(5, 5)).astype(np.float32))

    def valid(path: tuple[int, ...]) -> bool:
        return all(tag not in (2, 4) or before in (tag, tag - 1) for before, tag in zip((0, *path), path, strict=False))

    best = max((path for path in product(range(5), repeat=5) if valid(path)), key=lambda path: sum(table[n, t] for n, t in enumerate(path)))
    assert tuple(viterbi(table)) == best


def test_a_unit_comes_from_the_window_with_more_context() -> None:
    tokens = units(10)
    windows = [Window(0, 6), Window(3, 10)]
    first, second = np.zeros((6, 5), np.float32), np.zeros((7, 5), np.float32)
    first[:, 1], second[:, 3] = 9, 9
    merged = merge_windows(tokens, windows, [first, second]).argmax(axis=1)
    assert merged.tolist() == [1, 1, 1, 1, 1, 3, 3, 3, 3, 3]


def test_spans_have_offsets_and_confidence() -> None:
    found = decode(units(3), scores([0, 9, 0, 0, 0], [0, 0, 9, 0, 0], [9, 0, 0, 0, 0]), TAGS)
    assert [(span.start, span.end, span.label) for span in found] == [(0, 3, "A")]
    assert 0.99 < found[0].confidence <= 1
    assert decode(Tokens([], []), np.zeros((0, 5), np.float32), TAGS) == []


def test_no_span_runs_over_a_blank_line() -> None:
    tokens = Tokens([0, 1], [Unit(0, 0, 5), Unit(1, 7, 10)], after_blank=[1])
    assert [(span.start, span.end) for span in decode(tokens, scores([0, 9, 0, 0, 0], [0, 5, 9, 0, 0]), TAGS)] == [(0, 5), (7, 10)]


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.floats(0.1, 5))
def test_a_posterior_is_the_share_of_the_valid_sequences_that_hold_the_span(seed: int, count: int, sharpness: float) -> None:
    table = log_softmax(np.random.default_rng(seed).normal(scale=sharpness, size=(count, 5)).astype(np.float32))
    table[count // 2, 2::2] = -np.inf
    masses: Counter[WordSpan] = Counter()
    total = 0.0
    for path in product(range(5), repeat=count):
        if all(tag not in (2, 4) or before in (tag, tag - 1) for before, tag in pairwise((0, *path))):
            mass = float(np.exp(sum(float(table[unit, tag]) for unit, tag in enumerate(path))))
            masses.update(dict.fromkeys(spans_of_tags([TAGS[tag] for tag in path]), mass))
            total += mass
    spans = [span for span in masses if masses[span] > 0]
    np.testing.assert_allclose(posteriors(table, spans, TAGS), [masses[span] / total for span in spans], rtol=1e-4)


def test_a_doubtful_end_lowers_the_confidence_though_the_label_is_sure() -> None:
    sure, doubtful = (decode(units(2), scores([0, 9, 0, 0, 0], [1, 0, inside, 0, 0]), TAGS) for inside in (-9.0, 0.9))
    assert [(span.start, span.end) for span in sure] == [(span.start, span.end) for span in doubtful] == [(0, 1)]
    assert doubtful[0].confidence < 0.7
    assert sure[0].confidence > 0.99


def test_a_long_text_keeps_its_posteriors() -> None:
    around: list[list[float]] = [[2, 1, 1, 0, 0]] * 20_000
    table = scores(*around, [0, 9, 0, 0, 0], *around)
    (span,) = decode(units(40_001), table, TAGS)
    assert 0.5 < span.confidence < 1
