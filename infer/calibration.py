"""What a model's confidences mean: raw scores -> how likely a span, or an incident, is right.

`calibration.json` in a model folder holds logistic curves: one for each label, one for all spans together, for labels that it does not
know, and one for incidents. `sigact.train.calibration` fits them on articles that no other fit saw. A folder without the file keeps raw
confidences. docs/confidence.md tells what was measured.
"""

import math
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from sigact.data.incident import Incident
from sigact.errors import ModelError
from sigact.infer.decoding import TaggedSpan

CALIBRATION = "calibration.json"
DIGITS = 4
_SPAN_LIMIT = 1e-6
_INCIDENT_LIMIT = 0.01
_CLOSED = ConfigDict(extra="forbid")

Number = Annotated[float, Field(allow_inf_nan=False)]


@dataclass(frozen=True, config=_CLOSED)
class SpanCurve:
    """The logistic of `intercept` + `slope` x log-odds of the posterior; `count` spans taught it."""

    intercept: Number
    slope: Number
    count: int

    def __call__(self, posterior: float) -> float:
        """How likely label and extent are both right, 0..1."""
        return logistic(self.intercept + self.slope * span_log_odds(posterior))


@dataclass(frozen=True, config=_CLOSED)
class IncidentCurve:
    """The logistic of `intercept` + `phrases` and `attackers` x the two features of `incident_features`; `count` incidents taught it."""

    intercept: Number
    phrases: Number
    attackers: Number
    count: int

    def __call__(self, incident: Incident) -> float:
        """How likely an incident made of calibrated spans is one, 0..1."""
        phrases, attackers = incident_features(incident)
        return round(logistic(self.intercept + self.phrases * phrases + self.attackers * attackers), DIGITS)


@dataclass(frozen=True, config=_CLOSED)
class Calibration:
    """The content of calibration.json; `incidents` is None where no incident was at hand to learn from."""

    spans: SpanCurve
    labels: dict[str, SpanCurve]
    incidents: IncidentCurve | None = None
    version: Literal[1] = 1

    def calibrated(self, spans: Iterable[TaggedSpan]) -> list[TaggedSpan]:
        """The spans with calibrated confidences in place of raw ones, which are not rounded."""
        return [replace(span, confidence=round(self.labels.get(span.label, self.spans)(span.confidence), DIGITS)) for span in spans]


_FORM = TypeAdapter(Calibration)


def incident_features(incident: Incident) -> tuple[float, float]:
    """Log-odds of the mean confidence of an incident's phrases, and of the best of its perpetrators and weapons (a hundredth: none).

    Accidents and disasters have triggers and casualties as attacks have, but nobody who did it and nothing it was done with.
    """
    tolls = [group for toll in (incident.killed, incident.injured, incident.abducted) if toll for group in toll.groups]
    attackers = [one.confidence or 0.0 for one in incident.perpetrators] + [one.confidence or 0.0 for one in incident.weapons]
    located = [one.confidence or 0.0 for one in (*incident.places, incident.date) if one and not one.inferred]
    mentions = [one.confidence or 0.0 for one in (*incident.triggers, *incident.targets, *incident.victims)]
    phrases = [*attackers, *located, *mentions, *(group.confidence or 0.0 for group in tolls)] or [0.0]
    mean = math.fsum(phrases) / len(phrases)
    return _log_odds(mean, _INCIDENT_LIMIT), _log_odds(max(attackers, default=0.0), _INCIDENT_LIMIT)


def span_log_odds(posterior: float) -> float:
    """Log-odds of a posterior, which is kept a millionth away from 0 and 1."""
    return _log_odds(posterior, _SPAN_LIMIT)


def _log_odds(probability: float, limit: float) -> float:
    kept = min(max(probability, limit), 1 - limit)
    return math.log(kept / (1 - kept))


def logistic(value: float) -> float:
    """1 / (1 + exp(-value)), without overflow."""
    return 0.5 * (1 + math.tanh(value / 2))


def read_calibration(folder: Path) -> Calibration | None:
    """The calibration of a model folder, None if it has none. Raises ModelError that says what is wrong with the file."""
    path = folder / CALIBRATION
    try:
        return _FORM.validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        faults = error.errors() if isinstance(error, ValidationError) else []
        reason = "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'the file'}: {fault['msg']}" for fault in faults) or str(error)
        raise ModelError(f"{path}: is not a calibration that `sigact train` wrote; delete it to keep raw confidences: {reason}") from None


def calibration_json(calibration: Calibration) -> str:
    """The content of calibration.json."""
    return _FORM.dump_json(calibration, indent=2).decode() + "\n"
