"""What a conversion lost or had to change, counted."""

import re
from collections import Counter
from dataclasses import dataclass, field

_TAIL = re.compile(r" (?:of|with|without|whose) ")


@dataclass
class Report:
    """Counts by what is counted, in the singular: {"incident": 12, "task without annotations": 1}."""

    lost: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)

    def lose(self, what: str, count: int = 1) -> None:
        """Count something that was in the input and is not in the output; 0 is nothing."""
        if count:
            self.lost[what] += count

    def lose_each(self, what: str, things: object) -> None:
        """Count the items of a list that another tool wrote; any other value is one, an empty one nothing."""
        self.lose(what, len(things) if isinstance(things, list) else bool(things))

    def note(self, what: str, count: int = 1) -> None:
        """Count something that was changed, filled in or needs a second look."""
        if count:
            self.noted[what] += count

    def lines(self) -> list[str]:
        """One line per kind: "lost: 12 incidents, 1 relation". Empty when there is nothing to say."""
        kinds = (("lost", self.lost), ("note", self.noted))
        return [f"{kind}: {counted}" for kind, counts in kinds if (counted := ", ".join(_phrases(counts)))]


def _phrases(counts: Counter[str]) -> list[str]:
    return [f"{count} {what if count == 1 else _plural(what)}" for what, count in counts.items()]


def _plural(what: str) -> str:
    tail = _TAIL.search(what)
    return f"{what}s" if tail is None else f"{what[: tail.start()]}s{what[tail.start() :]}"
