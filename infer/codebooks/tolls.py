"""Tolls as coders need them: which numbers are numbers, and which are only words such as "dozens"."""

from sigact.data.incident import Group, Toll
from sigact.infer.counts import is_vague


def vague_group(toll: Toll | None) -> Group | None:
    """The group whose vague words ("dozens of people", "soldiers") the toll rests on; None where it rests on a number."""
    if toll is None or toll.max is not None:
        return None
    if any(group.min == toll.min and group.max is None and not is_vague(group.text) for group in toll.groups):
        return None
    return next((group for group in toll.groups if is_vague(group.text)), None)


def lowest(toll: Toll | None) -> int | None:
    """The lowest number that the text supports; None where it gives none, a vague one or an upper limit alone."""
    return None if toll is None or vague_group(toll) else toll.min
