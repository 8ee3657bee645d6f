"""Which span and which incident of one annotation goes with which of another of the same text.

Spans are paired one-to-one within an article: first those of one label that overlap, then the rest that overlap. Spans of one side never
overlap each other, so a sweep from left to right finds the most pairs. Incidents are paired one-to-one so that the sum of agreeing fields
and shared spans is greatest; a pair shares a span or, where one side has no arguments, a field besides `main`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from sigact.data.article import Span
from sigact.data.incident import Incident, Toll
from sigact.errors import require

SpanPair = tuple[Span | None, Span | None]
IncidentPair = tuple[Incident | None, Incident | None]


def _bounds(toll: Toll | None) -> str | None:
    """A toll as 3, 6.. (at least) or 3..5."""
    if toll is None or (toll.min is None and toll.max is None):
        return None
    low, high = ("" if end is None else str(end) for end in (toll.min, toll.max))
    return low if low == high else f"{low}..{high}"


FIELDS: Mapping[str, Callable[[Incident], str | bool | None]] = {
    "main": lambda incident: incident.main,
    "type": lambda incident: incident.type,
    "stage": lambda incident: incident.stage,
    "date": lambda incident: incident.date.value if incident.date else None,
    "country": lambda incident: incident.place.country if incident.place else None,
    "claimed": lambda incident: incident.claimed,
    "suicide": lambda incident: incident.suicide,
    "killed": lambda incident: _bounds(incident.killed),
    "injured": lambda incident: _bounds(incident.injured),
    "abducted": lambda incident: _bounds(incident.abducted),
}


def pair_spans(a: Sequence[Span], b: Sequence[Span]) -> list[SpanPair]:
    """Every span of both sides once, alone (None on the other side) or with its counterpart; each side is sorted and without overlaps."""
    found = []
    for label in dict.fromkeys(span.label for span in a):
        found += _sweep([span for span in a if span.label == label], [span for span in b if span.label == label])
    paired_a, paired_b = {x.id for x, _ in found}, {y.id for _, y in found}
    found += _sweep([span for span in a if span.id not in paired_a], [span for span in b if span.id not in paired_b])
    paired_a, paired_b = {x.id for x, _ in found}, {y.id for _, y in found}
    return [*found, *((x, None) for x in a if x.id not in paired_a), *((None, y) for y in b if y.id not in paired_b)]


def _sweep(a: Sequence[Span], b: Sequence[Span]) -> list[tuple[Span, Span]]:
    pairs, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i].start < b[j].end and b[j].start < a[i].end:
            pairs.append((a[i], b[j]))
            i, j = i + 1, j + 1
        elif a[i].end <= b[j].start:
            i += 1
        else:
            j += 1
    return pairs


def pair_incidents(a: Sequence[Incident], b: Sequence[Incident], spans: Iterable[SpanPair]) -> list[IncidentPair]:
    """Every incident of both sides once, alone or with its counterpart. Raises MissingExtra without scipy."""
    require("corpus", "scipy")
    from scipy.optimize import linear_sum_assignment

    partner = {x.id: y.id for x, y in spans if x and y}
    scores = np.array([[_likeness(x, y, partner) for y in b] for x in a]).reshape(len(a), len(b))
    pairs = [(int(i), int(j)) for i, j in zip(*linear_sum_assignment(scores, maximize=True), strict=True) if scores[i, j]]
    paired_a, paired_b = {i for i, _ in pairs}, {j for _, j in pairs}
    alone_a = [(x, None) for i, x in enumerate(a) if i not in paired_a]
    return [*((a[i], b[j]) for i, j in pairs), *alone_a, *((None, y) for j, y in enumerate(b) if j not in paired_b)]


def _likeness(a: Incident, b: Incident, partner: Mapping[str, str]) -> int:
    """Agreeing fields and shared spans; 0 for two incidents that must not be paired."""
    fields = {name for name, value in FIELDS.items() if value(a) is not None and value(a) == value(b)}
    spans = {partner.get(argument.span) for argument in a.args} & {argument.span for argument in b.args}
    if not spans and ((a.args and b.args) or fields <= {"main"}):
        return 0
    return len(fields) + len(spans)
