"""Batches of windows of many lengths."""

from hypothesis import given
from hypothesis import strategies as st

from sigact.infer.packing import Packing, pack

lengths_of_windows = st.lists(st.integers(2, 600), max_size=80)


@given(lengths=lengths_of_windows, step=st.sampled_from([1, 16, 64]), tokens=st.integers(1, 4096))
def test_every_window_is_in_one_batch_that_holds_it(lengths: list[int], step: int, tokens: int) -> None:
    batches = pack(lengths, Packing(step, tokens, buffer=64, workers=2))
    assert sorted(number for batch in batches for number in batch.windows) == list(range(len(lengths)))
    for batch in batches:
        longest = max(lengths[number] for number in batch.windows)
        assert 0 <= batch.length - longest < step
        assert batch.length % step == 0
        assert len(batch.windows) == 1 or len(batch.windows) * batch.length <= tokens


@given(lengths=lengths_of_windows, workers=st.integers(1, 64))
def test_batches_do_not_depend_on_the_number_of_workers(lengths: list[int], workers: int) -> None:
    assert pack(lengths, Packing(16, 512, 64, workers)) == pack(lengths, Packing(16, 512, 64, 1))


def test_windows_of_like_length_share_a_batch() -> None:
    batches = pack([100, 384, 90, 384, 101], Packing(step=1, tokens=400, buffer=64, workers=1))
    assert [(batch.windows, batch.length) for batch in batches] == [((1,), 384), ((3,), 384), ((4, 0, 2), 101)]
