"""GTD's columns that repeat: codes with their labels, and the first, second and third attack, target, weapon and group."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sigact.data.incident import Incident
from sigact.infer.codebooks import gtd
from sigact.infer.codebooks.gtd_codes import ATTACK_TYPES, TARGET_TYPES, WEAPON_SUBTYPES, WEAPON_TYPES, Code
from sigact.infer.rows.columns import Column, empty, integer, joined, text
from sigact.infer.rows.entries import Entry

T = TypeVar("T")
UNKNOWN_NAME = "Unknown"


def _nth(items: Sequence[T], position: int) -> T | None:
    return items[position] if position < len(items) else None


def _numbers(codes: Mapping[Any, Code]) -> set[int]:
    return {code.number for code in codes.values()}


def _labels(codes: Mapping[Any, Code]) -> set[str]:
    return {code.label for code in codes.values()}


def coded(name: str, filled: str, code: Callable[[Incident], Code | None], numbers: set[int], labels: set[str]) -> tuple[Column, Column]:
    """A column of codes and its `_txt` column."""

    def of(entry: Entry) -> Code | None:
        return code(entry.incident)

    return (
        integer(name, filled, lambda e: (found := of(e)) and found.number, numbers),
        text(f"{name}_txt", f"label of `{name}`", lambda e: (found := of(e)) and found.label, labels),
    )


def group_columns(position: int) -> tuple[Column, Column]:
    suffix = "" if position == 0 else str(position + 1)

    def name(entry: Entry) -> str | None:
        group = _nth(gtd.groups(entry.incident), position)
        return (group.name or group.text) if group else (UNKNOWN_NAME if position == 0 else None)

    which = "first organisation named as perpetrator, `Unknown` without one" if position == 0 else f"organisation {position + 1}"
    return text(f"gname{suffix}", which, name), empty(f"gsubname{suffix}")[0]


def uncertain_column(position: int) -> Column:
    def value(entry: Entry) -> int | None:
        group = _nth(gtd.groups(entry.incident), position)
        return gtd.uncertain(group) if group else (0 if position == 0 else None)

    return integer(
        f"guncertain{position + 1}",
        f"1 if organisation {position + 1} is accused or suspected, 0 if it claimed the act or the text states it",
        value,
        {0, 1},
    )


def claim_columns(position: int) -> tuple[Column, ...]:
    def value(entry: Entry) -> int | None:
        group = _nth(gtd.groups(entry.incident), position)
        return int(group.attribution == "claimed") if group else None

    return (
        integer(f"claim{position + 1}", f"1 if organisation {position + 1} claimed it", value, {0, 1}),
        *empty(f"claimmode{position + 1}", f"claimmode{position + 1}_txt"),
    )


def attack_columns(position: int) -> tuple[Column, Column]:
    how = "from the incident's type" if position == 0 else "a further act that a trigger names, in the order of GTD's codes"
    return coded(
        f"attacktype{position + 1}",
        how,
        lambda i: _nth(gtd.attack_types(i), position),
        _numbers(ATTACK_TYPES),
        _labels(ATTACK_TYPES),
    )


def target_columns(position: int) -> tuple[Column, ...]:
    place = position + 1

    def code(incident: Incident) -> Code | None:
        found = _nth(gtd.target_codes(incident), position)
        return found[0] if found else None

    def named(entry: Entry) -> str | None:
        found = _nth(gtd.target_codes(entry.incident), position)
        return joined(target.text for target in found[1]) if found else None

    how = "class of the targets, people before things; 20 where no class is known" if position == 0 else f"class {place} of the targets"
    return (
        *coded(f"targtype{place}", how, code, _numbers(TARGET_TYPES), _labels(TARGET_TYPES)),
        *empty(f"targsubtype{place}", f"targsubtype{place}_txt", f"corp{place}"),
        text(f"target{place}", f"the phrases of the targets of `targtype{place}`", named),
        *empty(f"natlty{place}", f"natlty{place}_txt"),
    )


def weapon_columns(position: int) -> tuple[Column, ...]:
    place = position + 1

    def weapon(incident: Incident) -> tuple[Code, Code | None] | None:
        return _nth(gtd.weapon_codes(incident), position)

    how = "class of the weapons; explosives for a bombing without one, else 13" if position == 0 else f"class of weapon {place}"
    subtypes = set(WEAPON_SUBTYPES.values())
    return (
        *coded(f"weaptype{place}", how, lambda i: (f := weapon(i)) and f[0], _numbers(WEAPON_TYPES), _labels(WEAPON_TYPES)),
        *coded(
            f"weapsubtype{place}",
            "subclass of the weapon, empty where GTD has none",
            lambda i: (f := weapon(i)) and f[1],
            {code.number for code in subtypes},
            {code.label for code in subtypes},
        ),
    )
