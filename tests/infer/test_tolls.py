from helpers import grouped

from sigact.infer.tolls import abducted_toll, injured_toll, killed_toll, toll_of


def killed(text: str, *phrases: str) -> tuple[int | None, int | None]:
    groups, _ = grouped(text, *((phrase, "KILLED") for phrase in phrases))
    toll = toll_of(groups[0].told, "KILLED")
    assert toll is not None
    told = sorted((span.start, text[span.start : span.end]) for group in toll.groups for span in group.spans)
    assert [phrase for _, phrase in told] == list(phrases)
    return toll.min, toll.max


def test_parts_are_not_added() -> None:
    assert killed("It killed 12 people, including two children.", "12 people", "two children") == (12, 12)


def test_groups_of_a_sentence_add_up() -> None:
    assert killed("It killed two soldiers and a policeman.", "two soldiers", "policeman") == (3, 3)
    assert killed("It killed two soldiers and one policeman.", "two soldiers", "one policeman") == (3, 3)


def test_names_beside_a_number_are_not_added() -> None:
    assert killed("It killed two nurses, Ana Ruiz and Li Wen.", "two nurses", "Ana Ruiz", "Li Wen") == (2, 2)
    assert killed("It killed Ana Ruiz and Li Wen.", "Ana Ruiz", "Li Wen") == (2, 2)


def test_of_numbers_given_once_the_highest_and_exact_before_open() -> None:
    assert killed("At least one child died. One child was killed.", "At least one child", "One child") == (1, 1)
    assert killed("Three died at once. The toll rose to five.", "Three", "five") == (5, 5)


def test_a_revised_toll_is_not_added() -> None:
    assert killed("It rose to 34 from 19.", "34", "19") == (34, 34)
    assert killed("The toll, up from a first count of 19, was 34.", "19", "34") == (34, 34)


def test_the_number_that_most_sentences_give() -> None:
    assert killed("Four died. Four people were killed. Since May 38 people died.", "Four", "Four people", "38 people") == (4, 4)


def test_attackers_are_part_of_the_killed() -> None:
    marks = (("Three guards", "KILLED"), ("two attackers", "PERP_KILLED"))
    total = killed_toll(grouped("Three guards and two attackers died.", *marks)[0][0].told)
    assert total is not None
    assert (total.min, total.max, total.perpetrators) == (5, 5, 2)
    assert [group.perpetrator for group in total.groups] == [False, True]


def test_attackers_among_the_victims_are_not_added() -> None:
    marks = (("12 people", "KILLED"), ("two attackers", "PERP_KILLED"))
    total = killed_toll(grouped("It left 12 people dead, including two attackers.", *marks)[0][0].told)
    assert total is not None
    assert (total.min, total.max, total.perpetrators) == (12, 12, 2)


def test_nobody_killed() -> None:
    assert killed_toll([]) is None


def test_parts_go_on_after_a_conjunction() -> None:
    text = "It killed 46 people, including 12 women, seven children and a driver."
    assert killed(text, "46 people", "12 women", "seven children", "driver") == (46, 46)


def test_numbers_that_add_up_to_the_first_are_its_parts() -> None:
    assert killed("It killed 17 sailors: 11 Georgians and six Togolese.", "17 sailors", "11 Georgians", "six Togolese") == (17, 17)
    assert killed("It killed two soldiers, three guards and four clerks.", "two soldiers", "three guards", "four clerks") == (9, 9)


def test_a_sentence_that_adds_to_a_number_does_not_give_it() -> None:
    assert killed("Nine were killed. Two more people died. Two other men died.", "Nine", "Two more people", "Two other men") == (9, 9)


def test_people_named_in_one_sentence_are_a_lower_limit() -> None:
    text = "One person died. Ana Ruiz, Li Wen and Tom Osso were killed."
    assert killed(text, "One person", "Ana Ruiz", "Li Wen", "Tom Osso") == (3, 3)


def test_repeated_mentions_of_one_person_do_not_outvote_a_list() -> None:
    text = "The politician was killed. The politician was shot. Fares Rizk, Elias Mourani and Ziad Tannous were killed."
    assert killed(text, "politician", "politician", "Fares Rizk", "Elias Mourani", "Ziad Tannous") == (3, 3)


def test_family_of_a_named_person_adds_up() -> None:
    assert killed("It killed Ana Ruiz and her two sons.", "Ana Ruiz", "two sons") == (3, 3)
    assert killed("It killed the mayor and two guards.", "mayor", "two guards") == (3, 3)


def test_names_of_several_sentences_are_a_lower_limit() -> None:
    assert killed("Ana Ruiz died at once. Tomas Vela died later. Ruiz was a nurse.", "Ana Ruiz", "Tomas Vela", "Ruiz") == (2, 2)


def test_an_age_counts_nobody() -> None:
    assert killed("It killed a boy of seven and a 27-year-old teacher.", "boy of seven", "27-year-old teacher") == (2, 2)
    assert killed("A 35 year old villager identified as Sodi Rahul was killed.", "35 year old villager", "Sodi Rahul") == (1, 1)


def test_parts_may_follow_a_phrase_in_between() -> None:
    text = "At least 23 people, among them nine women selling grain and a boy of six, died."
    assert killed(text, "23 people", "nine women", "boy of six") == (23, 23)
    assert killed("It killed 52 people, nine children among them, and two dogs.", "52 people", "nine children") == (52, 52)


def test_groups_are_people_with_their_category() -> None:
    text = "It killed two officers. Two police officers and a 9-year-old girl died. The bomber died."
    marks = (
        ("two officers", "KILLED"),
        ("Two police officers", "KILLED"),
        ("9-year-old girl", "KILLED"),
        ("bomber", "PERP_KILLED"),
    )
    total = killed_toll(grouped(text, *marks)[0][0].told)
    assert total is not None
    assert [(group.text, group.min, group.category, len(group.spans)) for group in total.groups] == [
        ("two officers", 2, "police", 2),
        ("9-year-old girl", 1, "child", 1),
        ("bomber", 1, "attacker", 1),
    ]


def test_who_was_abducted_and_killed_is_told_as_killed() -> None:
    text = "Gunmen abducted a teacher on Monday. His cousin was killed too. The bodies were found."
    groups, _ = grouped(text, ("abducted", "HOSTAGE_TAKING"), ("teacher", "KILLED"), ("cousin", "KILLED"), ("killed", "ATTACK"))
    toll = abducted_toll(groups[0].told)
    assert toll is not None
    assert (toll.min, toll.max, [group.text for group in toll.groups]) == (1, 1, ["teacher"])
    assert abducted_toll(groups[0].told[1:]) is None


def test_the_same_number_of_the_same_people_told_again_in_one_long_sentence() -> None:
    text = (
        "Two border guards were killed in the forest on Monday reports the paper and a spokesman for the province who gave details said "
        "that the two slain guards were from the south"
    )
    groups, _ = grouped(text, ("Two border guards", "KILLED"), ("killed", "ATTACK"), ("two slain guards", "KILLED"))
    toll = killed_toll(groups[0].told)
    assert toll is not None
    assert (toll.min, toll.max) == (2, 2)


def test_the_body_of_a_named_person_is_one() -> None:
    text = "Militants beheaded a man. The beheaded body of Suleman was found on Tuesday."
    groups, _ = grouped(text, ("beheaded", "ARMED_ASSAULT"), ("man", "KILLED"), ("beheaded body", "KILLED"), ("Suleman", "KILLED"))
    toll = killed_toll(groups[0].told)
    assert toll is not None
    assert (toll.min, toll.max) == (1, 1)


def test_ordinals_and_children_of_a_father_count_nobody() -> None:
    assert killed("It killed a sergeant of the 156th Battalion.", "sergeant of the 156th Battalion") == (1, 1)
    assert killed("It killed a father of six.", "father of six") == (1, 1)


def test_a_body_of_people_is_nobody_killed() -> None:
    groups, _ = grouped("A leader of a political party died.", ("leader", "KILLED"), ("political party", "KILLED"))
    toll = toll_of(groups[0].told, "KILLED")
    assert toll is not None
    assert (toll.min, [group.text for group in toll.groups]) == (1, ["leader"])


def test_the_same_people_pointed_to_with_an_article_are_not_added() -> None:
    assert killed("An officer and a suspected rebel died and the rebel was buried.", "officer", "suspected rebel", "rebel") == (2, 2)
    assert killed("Two Red Guard soldiers fell and the dead soldiers were honoured.", "Two Red Guard soldiers", "dead soldiers") == (2, 2)


def test_a_long_apposition_is_one_person() -> None:
    text = "A trader and a member of the Guild, Tomas Vela (46), was shot dead."
    assert killed(text, "trader", "member of the Guild", "Tomas Vela") == (1, 1)
    assert killed("The headman of Ama in Swala district, Tomas Vela (38), was killed.", "headman", "Tomas Vela") == (1, 1)
    assert killed("It killed a civilian, driver of the mayor.", "civilian", "driver of the mayor") == (1, 1)
    assert killed("A trader and a nurse died.", "trader", "nurse") == (2, 2)


def test_names_of_those_counted_do_not_make_the_number_exact() -> None:
    text = "At least three died. They were identified as Ana Ruiz and two sons."
    assert killed(text, "At least three", "Ana Ruiz", "two sons") == (3, None)


def test_others_count_where_they_are_told_first() -> None:
    assert killed("Another 70 died. Several women died.", "Another 70", "Several women") == (70, 70)


def test_who_died_is_not_injured_too() -> None:
    text = "An inspector, identified as Osso, was shot and died. Two clerks were hurt."
    marks = (("inspector", "KILLED"), ("Osso", "INJURED"), ("Two clerks", "INJURED"))
    toll = injured_toll(grouped(text, *marks)[0][0].told)
    assert toll is not None
    assert (toll.min, [group.text for group in toll.groups]) == (2, ["Two clerks"])
    assert injured_toll(grouped(text, *marks[:2])[0][0].told) is None


def test_an_attacker_who_blew_himself_up_is_dead() -> None:
    text = "A biker blew himself up and killed two guards."
    (group,), _ = grouped(text, ("biker", "PERP_INDIVIDUAL"), ("blew himself up", "BOMBING"), ("two guards", "KILLED"))
    toll = killed_toll(group.told, [span for span in group.spans if span.label == "BOMBING"])
    assert toll is not None
    assert (toll.min, toll.max, toll.perpetrators) == (3, 3, 1)
    assert [(one.text, one.perpetrator) for one in toll.groups] == [("two guards", False), ("biker", True)]
