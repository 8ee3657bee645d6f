"""The Incident: one type for annotation and for output.

Every field is optional in annotation (a source fills what it knows) and filled in output. `spans` are evidence offsets into
the article's text; a value that no phrase says has `inferred` true and no spans. `confidence` is 0..1 in output and absent in annotation.
Types, weapon and target classes follow the GTD codebook, stages MUC-4, dates the EDTF profile of `sigact.data.edtf`.
"""

from datetime import date
from functools import cache
from typing import Annotated, Literal, Self

import pycountry
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from sigact.data.edtf import Precision, parse_edtf
from sigact.data.gtd import WEAPON_SUBCLASSES, TargetClass, WeaponClass

AttackType = Literal[
    "assassination",
    "armed_assault",
    "bombing_explosion",
    "hijacking",
    "hostage_barricade",
    "hostage_kidnapping",
    "facility_infrastructure",
    "unarmed_assault",
    "unknown",
]
Stage = Literal["accomplished", "attempted", "threatened"]
PeopleCategory = Literal["civilian", "child", "woman", "police", "military", "official", "journalist", "aid_worker", "attacker"]
Confidence = Annotated[float, Field(ge=0, le=1)]
Whole = Annotated[int, Field(ge=0)]


class Record(BaseModel):
    """Frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2, and XK, the user-assigned code that GeoNames and the EU use for Kosovo."""
    return frozenset(country.alpha_2 for country in pycountry.countries) | {"XK"}


def _known_country(code: str) -> str:
    if code not in country_codes():
        raise ValueError(f"{code!r} is not an ISO 3166-1 alpha-2 country code")
    return code


def _valid_edtf(value: str) -> str:
    parse_edtf(value)
    return value


Country = Annotated[str, AfterValidator(_known_country)]
Edtf = Annotated[str, AfterValidator(_valid_edtf)]


class Extent(Record):
    """Code points `start` (inclusive) to `end` (exclusive) of the article's text."""

    start: Whole
    end: Whole

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"end {self.end} must be greater than start {self.start}")
        return self


class Evidence(Record):
    """What a value rests on."""

    spans: tuple[Extent, ...] = ()
    inferred: bool = False
    confidence: Confidence | None = None


class Count(Record):
    """A number with bounds: "at least 6" is 6 to None, "about 40" is 40 to 40 and approximate."""

    min: Whole | None = None
    max: Whole | None = None
    approximate: bool = False

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is greater than max {self.max}")
        return self


class Group(Count):
    """The same people, named by one phrase of a toll or by several; `text` is the first. `category` is None where no phrase tells it."""

    text: str
    category: PeopleCategory | None = None
    perpetrator: bool = False
    spans: tuple[Extent, ...] = ()
    confidence: Confidence | None = None


class Toll(Count):
    """Killed, injured or abducted. `perpetrators` counts the attackers among them."""

    perpetrators: Whole | None = None
    groups: tuple[Group, ...] = ()
    confidence: Confidence | None = None


class IncidentDate(Evidence):
    value: Edtf
    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    time_text: str | None = None
    text: str | None = None


class Place(Evidence):
    text: str | None = None
    name: str | None = None
    relation: Literal["in", "near", "between"] | None = None
    admin1: str | None = None
    admin2: str | None = None
    country: Country | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    geonames_id: int | None = None
    precision: Literal["exact", "place", "admin2", "admin1", "country"] | None = None
    mentions: tuple[str, ...] = ()


class Mention(Record):
    """A phrase and where it stands."""

    text: str
    spans: tuple[Extent, ...] = ()
    confidence: Confidence | None = None


class Trigger(Mention):
    label: str


class Weapon(Record):
    """`class` and `subclass` are GTD's; annotation may tell the class alone."""

    text: str | None = None
    class_: WeaponClass | None = Field(default=None, alias="class")
    subclass: str | None = None
    count: Count | None = None
    spans: tuple[Extent, ...] = ()
    confidence: Confidence | None = None

    @model_validator(mode="after")
    def _subclass_of_class(self) -> Self:
        known = WEAPON_SUBCLASSES.get(self.class_ or "", ())
        if self.subclass is not None and self.subclass not in known:
            raise ValueError(f"{self.subclass!r} is no subclass of weapon class {self.class_!r}; known are {', '.join(known) or 'none'}")
        return self


class Target(Mention):
    """What or who was attacked; `class` is GTD's, None where the words do not tell it."""

    kind: Literal["thing", "people"] = "thing"
    class_: TargetClass | None = Field(default=None, alias="class")


class Accuser(Record):
    text: str
    spans: tuple[Extent, ...] = ()


class Perpetrator(Mention):
    """Who did it or is said to have done it; `attribution` is accused unless the narrator states it without a hedge.

    `text` is the first wording, `aliases` the other wordings of the text, `name` the canonical name (None for people without one).
    """

    name: str | None = None
    aliases: tuple[str, ...] = ()
    kind: Literal["individual", "organization"]
    actor_type: Literal["state", "non_state", "unknown"] = "unknown"
    count: Count | None = None
    country: Country | None = None
    attribution: Literal["accused", "claimed", "denied", "stated"] = "accused"
    attribution_spans: tuple[Extent, ...] = ()
    accuser: Accuser | None = None


class IncidentEvidence(Record):
    """Evidence of the fields that are single values."""

    type: Evidence | None = None
    stage: Evidence | None = None
    claimed: Evidence | None = None
    suicide: Evidence | None = None


class Argument(Record):
    """Annotation only: the span with id `span` fills `role` in the incident."""

    span: str
    role: str


class Incident(Record):
    """One attack, attempt or threat with a place, date or victims of its own."""

    id: str
    main: bool
    confidence: Confidence | None = None
    event_id: str | None = None
    type: AttackType | None = None
    stage: Stage | None = None
    claimed: bool | None = None
    suicide: bool | None = None
    evidence: IncidentEvidence | None = None
    summary: tuple[Extent, ...] = ()
    date: IncidentDate | None = None
    place: Place | None = None
    places: tuple[Place, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    targets: tuple[Target, ...] = ()
    perpetrators: tuple[Perpetrator, ...] = ()
    killed: Toll | None = None
    injured: Toll | None = None
    abducted: Toll | None = None
    victims: tuple[Mention, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    args: tuple[Argument, ...] = ()
