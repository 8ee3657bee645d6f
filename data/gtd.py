"""Weapon and target classes and subclasses of the Global Terrorism Database's codebook (2021), in words of our own and in its order.

`drone` is ours: the codebook of 2021 has no class for explosives that a drone carries or drops.
"""

from typing import Literal

WeaponClass = Literal[
    "biological",
    "chemical",
    "radiological",
    "nuclear",
    "firearms",
    "explosives",
    "fake_weapons",
    "incendiary",
    "melee",
    "vehicle",
    "sabotage_equipment",
    "other",
    "unknown",
]

WEAPON_SUBCLASSES: dict[str, tuple[str, ...]] = {
    "chemical": ("poisoning", "acid", "gas"),
    "firearms": ("automatic_rifle", "handgun", "rifle_or_shotgun"),
    "explosives": (
        *("grenade", "landmine", "mail_bomb", "projectile", "suicide", "vehicle"),
        *("sticky_bomb", "dynamite", "remote", "time_fuse", "drone"),
    ),
    "incendiary": ("arson", "molotov", "gasoline"),
    "melee": ("blunt_object", "hands_feet", "knife", "sharp_object", "strangling"),
}

TargetClass = Literal[
    "business",
    "government_general",
    "police",
    "military",
    "abortion_related",
    "airports_aircraft",
    "government_diplomatic",
    "educational_institution",
    "food_water_supply",
    "journalists_media",
    "maritime",
    "ngo",
    "other",
    "private_citizens_property",
    "religious_figures_institutions",
    "telecommunication",
    "terrorists_non_state_militia",
    "tourists",
    "transportation",
    "unknown",
    "utilities",
    "violent_political_party",
]

TARGET_SUBCLASSES: dict[TargetClass, tuple[str, ...]] = {
    "business": (
        *("gas_oil_electric", "restaurant_bar_cafe", "bank_commerce", "multinational_corporation", "industrial_textiles_factory"),
        *("medical_pharmaceutical", "retail_grocery_bakery", "hotel_resort", "farm_ranch", "mining", "entertainment_stadium_casino"),
        *("construction", "private_security_company", "legal_services"),
    ),
    "government_general": (
        *("judge_attorney_court", "politician_party_meeting", "royalty", "head_of_state", "government_personnel", "election_related"),
        *("intelligence", "government_building"),
    ),
    "police": ("police_building", "police_patrol", "police_checkpoint", "police_forces", "prison"),
    "military": (
        *(
            "barracks_base",
            "recruiting_station_academy",
            "unit_patrol_convoy",
            "weapons_facility",
            "military_aircraft",
            "military_maritime",
        ),
        *("non_combatant_personnel", "military_personnel", "military_vehicle", "military_checkpoint", "nato_related", "paramilitary"),
    ),
    "abortion_related": ("clinics", "personnel"),
    "airports_aircraft": ("aircraft", "airline_personnel", "airport"),
    "government_diplomatic": ("diplomatic_personnel", "embassy_consulate", "international_organization"),
    "educational_institution": ("teacher", "school_university", "other_personnel"),
    "food_water_supply": ("food_supply", "water_supply"),
    "journalists_media": ("newspaper", "radio", "television", "other_media"),
    "maritime": ("civilian_maritime", "commercial_maritime", "oil_tanker", "port"),
    "ngo": ("domestic_ngo", "international_ngo"),
    "other": ("ambulance", "fire_fighter_truck", "refugee", "demilitarized_zone"),
    "private_citizens_property": (
        *("unnamed_civilian", "named_civilian", "religion_identified", "student", "race_ethnicity_identified", "farmer"),
        *("vehicle", "marketplace_plaza", "village_city", "house_apartment", "laborer_occupation", "procession_gathering"),
        *("public_area", "memorial_cemetery", "museum_cultural", "labor_union", "protester", "political_party_member_rally"),
    ),
    "religious_figures_institutions": ("religious_figure", "place_of_worship", "affiliated_institution"),
    "telecommunication": ("radio", "television", "telephone_telegraph", "internet", "multiple"),
    "terrorists_non_state_militia": ("terrorist_organization", "non_state_militia"),
    "tourists": ("travel_agency", "tour_bus", "tourist", "other_facility"),
    "transportation": ("bus", "train_tracks", "bus_station_stop", "subway", "bridge_tunnel", "highway_road", "taxi_rickshaw"),
    "utilities": ("gas", "electricity", "oil"),
    "violent_political_party": ("party_official", "party_office", "rally"),
}
