import pytest
from helpers import CORPUS

from sigact.data.corpus_files import read_articles
from sigact.data.gtd import WEAPON_SUBCLASSES
from sigact.data.incident import Weapon
from sigact.infer.weapons import weapon_class


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("at least seven rockets", ("explosives", "projectile")),
        ("explosives-laden truck", ("explosives", "vehicle")),
        ("car bomb", ("explosives", "vehicle")),
        ("white van packed with explosives", ("explosives", "vehicle")),
        ("stolen lorry", ("vehicle", None)),
        ("suicide vest", ("explosives", "suicide")),
        ("two drones", ("explosives", "drone")),
        ("hand grenade", ("explosives", "grenade")),
        ("grenade launchers", ("explosives", "projectile")),
        ("roadside bomb", ("explosives", "landmine")),
        ("magnetic bomb", ("explosives", "sticky_bomb")),
        ("BOMB", ("explosives", None)),
        ("petrol bombs", ("incendiary", "molotov")),
        ("toy pistol", ("fake_weapons", None)),
        ("AK-47s", ("firearms", "automatic_rifle")),
        ("pistols", ("firearms", "handgun")),
        ("30 rounds", ("firearms", None)),
        ("kitchen knife", ("melee", "knife")),
        ("machetes", ("melee", "sharp_object")),
        ("sledgehammer", ("melee", "blunt_object")),
        ("acid", ("chemical", "acid")),
        ("bolt cutters", ("sabotage_equipment", None)),
        ("basbousa", (None, None)),
    ],
)
def test_classes(phrase: str, expected: tuple[str | None, str | None]) -> None:
    assert weapon_class(phrase) == expected


def test_every_class_is_one_of_gtd() -> None:
    phrases = [article.text[span.start : span.end] for article in read_articles(CORPUS) for span in article.spans if span.label == "WEAPON"]
    for class_, subclass in map(weapon_class, phrases):
        assert Weapon(class_=class_, subclass=subclass).class_ == class_
        assert subclass is None or subclass in WEAPON_SUBCLASSES[class_ or ""]


def test_phrases_of_the_corpus_have_the_classes_of_their_incidents() -> None:
    right = wrong = 0
    for article in read_articles(CORPUS / "train"):
        phrases = {span.id: article.text[span.start : span.end] for span in article.spans}
        for incident in article.incidents:
            known = {weapon.class_ for weapon in incident.weapons}
            found = {weapon_class(phrases[argument.span])[0] for argument in incident.args if argument.role == "WEAPON"} - {None}
            right, wrong = right + len(found & known), wrong + len(found - known)
    assert right > 15 * wrong
