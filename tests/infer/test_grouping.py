import pytest
from helpers import grouped, tag

from sigact.infer.grouping import group_spans, incidents_among
from sigact.infer.sentences import split_sentences


def test_the_example_of_the_docstring() -> None:
    groups, loose = grouped(
        "A bomb killed two in Herat on Monday.\nSeparately, gunmen shot a judge in Kabul.\nLast March a blast in Herat killed nine.",
        ("bomb", "WEAPON"),
        ("killed", "ATTACK"),
        ("two", "KILLED"),
        ("Herat", "PLACE"),
        ("Monday", "DATE"),
        ("gunmen", "PERP_INDIVIDUAL"),
        ("shot", "ARMED_ASSAULT"),
        ("judge", "INJURED"),
        ("Kabul", "PLACE"),
        ("Last March", "DATE"),
        ("blast", "BOMBING"),
        ("Herat", "PLACE"),
        ("nine", "KILLED"),
    )
    assert [group.main for group in groups] == [True, True, False]
    assert [len(group.spans) for group in groups] == [5, 4, 4]
    assert loose == []


def test_mentions_of_one_attack_join() -> None:
    groups, _ = grouped(
        "Blast hits market\n\nA bomb exploded in Lima on Tuesday. Three people died.\nNo group claimed the attack.",
        ("Blast", "BOMBING"),
        ("market", "TARGET"),
        ("exploded", "BOMBING"),
        ("Lima", "PLACE"),
        ("Tuesday", "DATE"),
        ("Three people", "KILLED"),
        ("No group claimed", "NO_CLAIM"),
        ("attack", "ATTACK"),
    )
    assert len(groups) == 1
    assert len(groups[0].spans) == 8


def test_background_does_not_swallow_the_next_paragraph() -> None:
    groups, _ = grouped(
        "Gunmen shot a guard in Lima on Tuesday.\nIn 2019 a blast in Cusco killed ten.\nThe attack on the guard lasted minutes.",
        ("Gunmen", "PERP_INDIVIDUAL"),
        ("shot", "ARMED_ASSAULT"),
        ("guard", "INJURED"),
        ("Lima", "PLACE"),
        ("Tuesday", "DATE"),
        ("2019", "DATE"),
        ("blast", "BOMBING"),
        ("Cusco", "PLACE"),
        ("ten", "KILLED"),
        ("attack", "ATTACK"),
    )
    assert [group.main for group in groups] == [True, False]
    assert groups[0].spans[-1].label == "ATTACK"


@pytest.mark.parametrize("phrase", ["rocket attacks", "strikes"])
def test_habitual_violence_stays_unassigned(phrase: str) -> None:
    groups, loose = grouped(f"For years {phrase} have hit the base.", (phrase, "BOMBING"), ("base", "TARGET"))
    assert groups == []
    assert loose == [phrase, "base"]


def test_spans_before_any_act_wait_for_it() -> None:
    groups, loose = grouped(
        "Early on Monday in Lima.\nA man was stabbed.",
        ("Monday", "DATE"),
        ("Lima", "PLACE"),
        ("man", "INJURED"),
        ("stabbed", "ARMED_ASSAULT"),
    )
    assert [span.label for span in groups[0].spans] == ["DATE", "PLACE", "INJURED", "ARMED_ASSAULT"]
    assert loose == []
    groups, loose = grouped("It was Monday in Lima.", ("Monday", "DATE"), ("Lima", "PLACE"))
    assert groups == []
    assert loose == ["Monday", "Lima"]


def test_another_organisation_and_another_act_are_another_incident() -> None:
    groups, _ = grouped(
        "The Red Front bombed a bank.\nThe Blue Guard abducted a teacher.",
        ("Red Front", "PERP_ORGANIZATION"),
        ("bombed", "BOMBING"),
        ("Blue Guard", "PERP_ORGANIZATION"),
        ("abducted", "HOSTAGE_TAKING"),
    )
    assert len(groups) == 2


def test_an_act_without_place_day_people_or_target_is_no_incident() -> None:
    groups, loose = grouped("They spoke of an air raid.", ("air raid", "BOMBING"))
    assert len(groups) == 1
    kept, unassigned = incidents_among(groups, [])
    assert (kept, loose) == ([], [])
    assert [span.label for span in unassigned] == ["BOMBING"]
    groups, _ = grouped("They spoke of an air raid on Ama.", ("air raid", "BOMBING"), ("Ama", "PLACE"))
    assert incidents_among(groups, []) == (groups, [])


def test_a_day_without_a_year_parts_background_from_news() -> None:
    text = "Three were killed on June 3. On May 23 a blast killed two."
    spans = tag(text, ("Three", "KILLED"), ("June 3", "DATE"), ("May 23", "DATE"), ("blast", "BOMBING"), ("two", "KILLED"))
    groups, _ = group_spans(text, spans, split_sentences(text), None)
    assert [group.main for group in groups] == [True, False]


def test_the_same_victim_within_a_week_is_one_incident() -> None:
    text = "Tomas Vela was killed on June 3. Gunmen abducted Vela on May 31."
    marks = (("Tomas Vela", "KILLED"), ("June 3", "DATE"), ("Gunmen", "PERP_INDIVIDUAL"), ("abducted", "HOSTAGE_TAKING"))
    spans = tag(text, *marks, ("Vela", "ABDUCTED"), ("May 31", "DATE"))
    groups, _ = group_spans(text, spans, split_sentences(text), None)
    assert len(groups) == 1


def test_years_ago_is_background() -> None:
    groups, _ = grouped(
        "Ana Ruiz was abducted by gunmen. Tomas Vela was abducted over ten years ago.",
        ("Ana Ruiz", "ABDUCTED"),
        ("abducted", "HOSTAGE_TAKING"),
        ("gunmen", "PERP_INDIVIDUAL"),
        ("Tomas Vela", "ABDUCTED"),
        ("abducted", "HOSTAGE_TAKING"),
        ("over ten years ago", "DATE"),
    )
    assert [group.main for group in groups] == [True, False]
