from helpers import grouped

from sigact.infer.tolls import killed_toll, toll_of


def killed(text: str, *phrases: str) -> tuple[int | None, int | None]:
    groups, _ = grouped(text, *((phrase, "KILLED") for phrase in phrases))
    toll = toll_of(groups[0].told, "KILLED")
    assert toll is not None
    assert [group.text for group in toll.groups] == list(phrases)
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
