import pytest
from helpers import PUBLISHED, grouped, tag

from sigact.data.incident import Perpetrator
from sigact.infer.assembly import assemble
from sigact.infer.grouping import group_spans
from sigact.infer.organisations import Organisations
from sigact.infer.perpetrators import perpetrators_of
from sigact.infer.sentences import split_sentences


def perpetrators(text: str, *marks: tuple[str, str], country: str | None = None) -> list[Perpetrator]:
    groups, _ = grouped(text, *marks)
    return perpetrators_of(text, groups[0], Organisations.default(), country)


def organisations(text: str, *phrases: str) -> list[tuple[str, str | None, tuple[str, ...]]]:
    marks = [*((phrase, "PERP_ORGANIZATION") for phrase in phrases), ("attack", "ATTACK")]
    return [(one.text, one.name, one.aliases) for one in perpetrators(f"{text} It was an attack.", *marks)]


def test_wordings_of_a_listed_organisation_are_one() -> None:
    text = "ISIS did it. The Islamic State group said so. Islamic State rejoiced."
    assert organisations(text, "ISIS", "Islamic State group", "Islamic State") == [
        ("ISIS", "Islamic State", ("Islamic State group", "Islamic State")),
    ]


def test_acronyms_brackets_and_parts_of_names() -> None:
    text = "The banned Free Hill Guards (FHG) did it. FHG said so. The Guards rejoiced."
    assert organisations(text, "banned Free Hill Guards (FHG)", "FHG", "Guards") == [
        ("banned Free Hill Guards (FHG)", "Free Hill Guards", ("FHG", "Guards")),
    ]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Azawad Dawn Brigade, a faction", "Azawad Dawn Brigade"),
        ("little-known group, the Bidar Front", "Bidar Front"),
        ("previously unknown Initiative of the Hills", "Initiative of the Hills"),
        ("prison gang", "prison gang"),
    ],
)
def test_names_leave_off_appositions_and_modifiers(phrase: str, name: str) -> None:
    assert organisations(f"The {phrase} did it.", phrase) == [(phrase, name, ())]


def test_different_organisations_stay_apart() -> None:
    text = "The army fought the United Hill Army. Islamic State and Islamic State West Africa Province fought too."
    found = organisations(text, "army", "United Hill Army", "Islamic State", "Islamic State West Africa Province")
    assert [name for _, name, _ in found] == ["army", "United Hill Army", "Islamic State", "Islamic State - West Africa Province"]


def test_a_country_and_a_force_of_it_are_one() -> None:
    text = "A Kenyan air strike hit it. The Kenyan air force said so."
    assert organisations(text, "Kenyan", "Kenyan air force") == [("Kenyan", "Kenyan air force", ("Kenyan air force",))]
    assert organisations("An Austrian air strike hit it.", "Austrian") == [("Austrian", "Austria", ())]


@pytest.mark.parametrize(
    ("phrase", "label", "expected"),
    [
        ("Boko Haram", "PERP_ORGANIZATION", ("non_state", "NG")),
        ("Nigerian police", "PERP_ORGANIZATION", ("state", "NG")),
        ("Colombian Air Force", "PERP_ORGANIZATION", ("state", "CO")),
        ("army", "PERP_ORGANIZATION", ("state", "ML")),
        ("government troops", "PERP_ORGANIZATION", ("state", "ML")),
        ("armed forces of Austria", "PERP_ORGANIZATION", ("state", "AT")),
        ("Free Hill Guards", "PERP_ORGANIZATION", ("non_state", None)),
        ("Sarare Column, a Colombian armed band", "PERP_ORGANIZATION", ("non_state", "CO")),
        ("cooperative", "PERP_ORGANIZATION", ("unknown", None)),
        ("Israeli soldiers", "PERP_INDIVIDUAL", ("state", "IL")),
        ("two former soldiers", "PERP_INDIVIDUAL", ("unknown", None)),
        ("Boko Haram fighters", "PERP_INDIVIDUAL", ("non_state", "NG")),
        ("rebels", "PERP_INDIVIDUAL", ("non_state", None)),
        ("gunmen", "PERP_INDIVIDUAL", ("unknown", None)),
    ],
)
def test_actor_types_and_countries(phrase: str, label: str, expected: tuple[str, str | None]) -> None:
    (one,) = perpetrators(f"The {phrase} attacked.", (phrase, label), ("attacked", "ATTACK"), country="ML")
    assert (one.actor_type, one.country) == expected


def test_members_beside_an_organisation_are_of_its_kind() -> None:
    text = "Fighters of Boko Haram attacked."
    marks = (("Fighters", "PERP_INDIVIDUAL"), ("Boko Haram", "PERP_ORGANIZATION"), ("attacked", "ATTACK"))
    group, fighters = perpetrators(text, *marks)
    assert (group.kind, fighters.kind, fighters.actor_type, fighters.country) == ("organization", "individual", "non_state", "NG")


def test_individuals_are_counted_and_named_once() -> None:
    text = "Gunmen attacked. Three gunmen fled. Karim Osso attacked first. Osso fired."
    marks = (
        ("Gunmen", "PERP_INDIVIDUAL"),
        ("attacked", "ATTACK"),
        ("Three gunmen", "PERP_INDIVIDUAL"),
        ("Karim Osso", "PERP_INDIVIDUAL"),
        ("Osso", "PERP_INDIVIDUAL"),
    )
    gunmen, osso = perpetrators(text, *marks)
    assert (gunmen.text, gunmen.name, gunmen.aliases, gunmen.count and gunmen.count.min) == ("Gunmen", None, ("Three gunmen",), 3)
    assert (osso.text, osso.name, osso.aliases, osso.count and osso.count.max) == ("Karim Osso", "Karim Osso", ("Osso",), 1)


def test_the_same_group_is_the_one_named_before() -> None:
    text = "On Monday Boko Haram bombed Lima.\n\nSeparately, on 2 May the same group bombed Cali."
    marks = (
        ("Monday", "DATE"),
        ("Boko Haram", "PERP_ORGANIZATION"),
        ("bombed", "BOMBING"),
        ("Lima", "PLACE"),
        ("2 May", "DATE"),
        ("same group", "PERP_ORGANIZATION"),
        ("bombed", "BOMBING"),
        ("Cali", "PLACE"),
    )
    groups, _ = group_spans(text, tag(text, *marks), split_sentences(text), PUBLISHED)
    incidents = assemble(text, groups, PUBLISHED)
    assert [(one.text, one.name, one.country) for incident in incidents for one in incident.perpetrators] == [
        ("Boko Haram", "Boko Haram", "NG"),
        ("same group", "Boko Haram", "NG"),
    ]
