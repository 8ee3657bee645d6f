"""What a coder should look at before a row enters a data set: the column `sigact_flags`. Rows are flagged, never left out."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from sigact.data.incident import Incident
from sigact.infer.codebooks.acled import event_date
from sigact.infer.codebooks.sides import by_state, organisations
from sigact.infer.codebooks.ucdp import deaths
from sigact.infer.codebooks.when import when
from sigact.infer.codebooks.where import located

DataSet = Literal["gtd", "acled", "ucdp"]
EVERY: frozenset[DataSet] = frozenset({"gtd", "acled", "ucdp"})


class Flag(NamedTuple):
    name: str
    data_sets: frozenset[DataSet]
    meaning: str
    raised: Callable[[Incident], bool]


def _no_death(incident: Incident) -> bool:
    count = deaths(incident)
    return count is None or count.high == 0


def _unnamed(incident: Incident) -> bool:
    return not organisations(incident) and not by_state(incident)


def _too_wide(incident: Incident) -> bool:
    told = when(incident.date)
    return told is not None and event_date(told) == (None, None)


FLAGS = (
    Flag("state_actor", frozenset({"gtd"}), "a state did it: GTD leaves such acts out (also `doubtterr` 1, `alternative` 5)", by_state),
    Flag("threat", EVERY, "only threatened: none of the data sets records threats", lambda one: one.stage == "threatened"),
    Flag("attempt", frozenset({"ucdp"}), "attempted, not carried out", lambda one: one.stage == "attempted"),
    Flag("no_death", frozenset({"ucdp"}), "no death is told: UCDP GED records events with at least one", _no_death),
    Flag("unnamed_actor", frozenset({"ucdp"}), "the perpetrator has no name: UCDP GED records organised actors", _unnamed),
    Flag("no_date", EVERY, "no date with a year is told", lambda one: when(one.date) is None),
    Flag("date_too_wide", frozenset({"acled"}), "the date is wider than a month, for which ACLED has no code", _too_wide),
    Flag("no_coordinates", EVERY, "neither the place nor a region around it has coordinates", lambda one: located(one) is None),
    Flag(
        "background",
        EVERY,
        "the article tells it as background (`--background`); its news may be a row of another article",
        lambda one: not one.main,
    ),
)


def flags(incident: Incident, data_set: DataSet) -> str | None:
    """The names of the flags raised, in the order of FLAGS, separated by ';'."""
    return ";".join(flag.name for flag in FLAGS if data_set in flag.data_sets and flag.raised(incident)) or None
