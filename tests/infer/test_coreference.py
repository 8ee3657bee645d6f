"""Which wordings mean one entity."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigact.data.sources.muc4_processed import ROLES
from sigact.infer.coreference import FEATURES, Coreference, Wording, clusters, pair_features, wordings_of
from sigact.infer.phrases import occurrences

TEXT = (
    "the farabundo marti national liberation front (fmln) bombed two banks and a bridge. guerrillas of the fmln fled. "
    "the army said that the terrorists left a bomb in a car near the bank."
)


def entities(role: str, *phrases: str, text: str = TEXT) -> list[list[str]]:
    wordings = wordings_of((phrase, start) for phrase in phrases for start in occurrences(text, phrase))
    return [[wording.phrase for wording in entity] for entity in Coreference.default().entities(text, role, wordings)]


def features(one: str, other: str, text: str = TEXT) -> dict[str, float]:
    wordings = [Wording(phrase, tuple(occurrences(text, phrase))) for phrase in (one, other)]
    (row,) = pair_features(text, wordings, frozenset({"guerrilla", "terrorist"}))
    return dict(zip(FEATURES, row.tolist(), strict=True))


def test_an_organisation_is_its_acronym_and_not_the_army() -> None:
    found = entities("PerpOrg", "farabundo marti national liberation front", "fmln", "army")
    assert found == [["farabundo marti national liberation front", "fmln"], ["army"]]


def test_descriptions_of_the_same_people_are_one_and_different_targets_are_two() -> None:
    assert entities("PerpInd", "guerrillas", "terrorists") == [["guerrillas", "terrorists"]]
    assert entities("Target", "banks", "bridge") == [["banks"], ["bridge"]]


def test_equal_wordings_are_one_whatever_their_case_and_article() -> None:
    found = wordings_of([("The FMLN", 3), ("army", 9), ("fmln", 40), ("...", 50)])
    assert [(one.phrase, one.starts) for one in found] == [("The FMLN", (3, 40)), ("army", (9,))]


def test_features_tell_words_and_places() -> None:
    told = features("farabundo marti national liberation front", "fmln")
    assert (told["alias"], told["beside"], told["same_sentence"], told["contained"], told["distance"]) == (1, 1, 1, 0, 0)
    assert (features("banks", "bridge")["joined"], features("banks", "bank")["same_head"]) == (1, 1)
    assert features("bomb in a car", "car")["nested"] == 1
    assert features("guerrillas", "terrorists")["both_describe"] == 1
    assert features("army", "terrorists")["one_describes"] == 1
    counted = features("two men", "three men", "two men fled. three men fled.")
    assert counted["counts_differ"] == 1
    assert counted["distance"] == pytest.approx(np.log(2))


def test_linkage_goes_by_the_mean_of_clusters() -> None:
    together = np.array([[1.0, 0.9, 0.4], [0.9, 1.0, 0.5], [0.4, 0.5, 1.0]])
    assert clusters(together, 0.5) == [[0, 1], [2]]
    assert clusters(together, 0.45) == [[0, 1, 2]]
    assert clusters(np.zeros((0, 0)), 0.5) == []


@given(st.lists(st.sampled_from(["guerrillas", "fmln", "the army", "a bank", "bridge", "two banks", "car"])), st.sampled_from(ROLES))
def test_every_wording_is_of_one_entity_and_the_order_is_kept(phrases: list[str], role: str) -> None:
    wordings = wordings_of((phrase, TEXT.find(phrase.split()[-1])) for phrase in phrases)
    found = Coreference.default().entities(TEXT, role, wordings)
    assert sorted(wordings.index(one) for entity in found for one in entity) == list(range(len(wordings)))
    assert [wordings.index(entity[0]) for entity in found] == sorted(wordings.index(entity[0]) for entity in found)
    together = Coreference.default().together(TEXT, role, wordings)
    assert np.allclose(together, together.T)
    assert (together >= 0).all()
    assert (together <= 1).all()
