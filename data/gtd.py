"""Weapon classes and subclasses of the Global Terrorism Database's codebook (2021), in words of our own.

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
