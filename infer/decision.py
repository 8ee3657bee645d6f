"""Which of the entities that a model marks are kept: decision.json of a model folder.

Mentions are looked for with less certainty than the model asks: `bias` is taken from the log-probability of O before decoding. An entity is
then kept if its probability of being right, by logistic regression on the log-odds of its most certain mention with an intercept per role,
reaches the threshold. The F1 of a set is highest at a threshold of about half that F1, far below one half, so entities are kept that
a decision mention by mention would lose (Lipton, Elkan and Naryanaswamy, 2014).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sigact.errors import ModelError

DECISION = "decision.json"
_CLOSEST = 0.02


@dataclass(frozen=True)
class Decision:
    """`intercepts` by role; everything else as above."""

    bias: float
    threshold: float
    slope: float
    intercepts: Mapping[str, float]

    def keeps(self, role: str, confidence: float) -> bool:
        """True for an entity of `role` whose most certain mention has `confidence` (0..1)."""
        return self.probability(role, confidence) >= self.threshold

    def probability(self, role: str, confidence: float) -> float:
        """The probability that it is right."""
        return 1 / (1 + math.exp(-self.intercepts[role] - self.slope * log_odds(confidence)))

    def as_json(self) -> str:
        """The content of decision.json."""
        return json.dumps(asdict(self), indent=2) + "\n"


def log_odds(confidence: float) -> float:
    """Of a probability, those beyond 0.02 and 0.98 as these."""
    within = min(max(confidence, _CLOSEST), 1 - _CLOSEST)
    return math.log(within / (1 - within))


def read_decision(folder: Path, roles: Sequence[str]) -> Decision | None:
    """The decision of a model folder, None if it has none. Raises ModelError if it is malformed or for other roles."""
    path = folder / DECISION
    if not path.is_file():
        return None
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        intercepts = {str(role): float(value) for role, value in stored.pop("intercepts").items()}
        decision = Decision(intercepts=intercepts, **{name: float(value) for name, value in stored.items()})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ModelError(f"{path}: is no decision (tune one with `sigact benchmark muc4 --tune`): {error!r}") from None
    if set(decision.intercepts) != set(roles):
        raise ModelError(f"{path}: is for the roles {', '.join(decision.intercepts)}, the model's are {', '.join(roles)}")
    return decision
