from sigact.train.benchmarks.tallies import Tally, bootstrap_interval, normalised, total


def test_mentions_are_compared_without_case_punctuation_and_articles() -> None:
    assert normalised('The "Santo Tomas" Presidential-Farm') == "santo tomas presidentialfarm"


def test_scores_of_a_sum() -> None:
    tally = total([Tally(1, 2, 1, 1), Tally(0, 1, 0, 1)])
    assert (round(tally.precision, 3), tally.recall, round(tally.f1, 3)) == (0.333, 0.5, 0.4)
    assert total([]).f1 == 0.0


def test_the_interval_is_that_of_resampled_documents() -> None:
    documents = [Tally(1, 1, 1, 1)] * 50 + [Tally(0, 1, 0, 1)] * 50
    low, high = bootstrap_interval(documents)
    assert 0.38 < low < 0.5 < high < 0.62
    assert bootstrap_interval(documents) == (low, high)
