"""Agreement of two annotations, A and B, of the same texts: spans, incidents, their fields and their arguments (extra: corpus).

`sigact.data.pairing` says which span and incident of A goes with which of B. F1 is 2 x both / (A + B).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from sigact.data.article import Article, Span
from sigact.data.incident import Incident
from sigact.data.pairing import FIELDS, IncidentPair, SpanPair, pair_incidents, pair_spans
from sigact.errors import DataError

MISSING = "missing"
NOT_SAID = "not said"
_CONTEXT = 40


class Tally(NamedTuple):
    """How many A has, B has, and both have."""

    a: int
    b: int
    both: int

    @property
    def f1(self) -> float | None:
        """None where neither has any."""
        return 2 * self.both / (self.a + self.b) if self.a + self.b else None


class FieldTally(NamedTuple):
    """Paired incidents by what A and B say of one field; those where neither says anything are left out."""

    agree: int
    differ: int
    only_a: int
    only_b: int

    @property
    def share(self) -> float | None:
        """Agreeing pairs among those where A or B says something, 0..1; None where there is none."""
        return self.agree / sum(self) if sum(self) else None


@dataclass(frozen=True)
class Disagreement:
    """`kind` is span, label, extent, label and extent, roles, incident, or a field; `a` and `b` are what A and B say of text[start:end]."""

    article: str
    kind: str
    start: int
    end: int
    before: str
    phrase: str
    after: str
    a: str
    b: str


@dataclass(frozen=True)
class Agreement:
    """Tallies of spans by label and of arguments by role over the articles that both have; `only_a`, `only_b`: ids of the others."""

    articles: int
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    exact: dict[str, Tally]
    overlap: dict[str, Tally]
    incidents: Tally
    fields: dict[str, FieldTally]
    arguments: dict[str, Tally]
    disagreements: tuple[Disagreement, ...]

    def as_json(self) -> dict[str, Any]:
        """The figures with F1 and shares as 0..1, and every disagreement."""
        record = asdict(self)
        for key in ("exact", "overlap", "arguments"):
            tallies = getattr(self, key)
            record[key] = {name: tally._asdict() | {"f1": tally.f1} for name, tally in [("micro", micro(tallies)), *tallies.items()]}
        record["incidents"] = self.incidents._asdict() | {"f1": self.incidents.f1}
        record["fields"] = {name: tally._asdict() | {"share": tally.share} for name, tally in self.fields.items()}
        return record


def micro(tallies: Mapping[str, Tally]) -> Tally:
    """The sum of tallies."""
    return Tally(*(sum(column) for column in zip(Tally(0, 0, 0), *tallies.values(), strict=True)))


@dataclass(frozen=True)
class _Compared:
    """One article as A and B annotated it."""

    a: Article
    b: Article
    spans: list[SpanPair]
    incidents: list[IncidentPair]


def compare(a: Iterable[Article], b: Iterable[Article]) -> Agreement:
    """Compare the articles that both have, matched by id. Raises DataError if no id is in both, or where their texts differ."""
    first, second = ({article.id: article for article in side} for side in (a, b))
    shared = [_compared(article, second[identifier]) for identifier, article in first.items() if identifier in second]
    if not shared:
        raise DataError("A and B", "have no article id in common")
    incidents = [pair for one in shared for pair in one.incidents]
    paired = sum(None not in pair for pair in incidents)
    return Agreement(
        len(shared),
        tuple(identifier for identifier in first if identifier not in second),
        tuple(identifier for identifier in second if identifier not in first),
        _span_tallies(shared, lambda x, y: x.label == y.label and (x.start, x.end) == (y.start, y.end)),
        _span_tallies(shared, lambda x, y: x.label == y.label),
        Tally(sum(len(one.a.incidents) for one in shared), sum(len(one.b.incidents) for one in shared), paired),
        {name: _field_tally(incidents, value) for name, value in FIELDS.items()},
        _argument_tallies(shared),
        tuple(found for one in shared for found in sorted(_disagreements(one), key=lambda d: (d.start, d.end))),
    )


def _compared(a: Article, b: Article) -> _Compared:
    if a.text != b.text:
        at = next((i for i, (x, y) in enumerate(zip(a.text, b.text, strict=False)) if x != y), min(len(a.text), len(b.text)))
        raise DataError(a.id, f"the texts of A and B differ from character {at} on ({a.text[at : at + 20]!r}, {b.text[at : at + 20]!r})")
    spans = pair_spans(a.spans, b.spans)
    return _Compared(a, b, spans, pair_incidents(a.incidents, b.incidents, spans))


def _span_tallies(shared: Iterable[_Compared], agree: Callable[[Span, Span], bool]) -> dict[str, Tally]:
    pairs = [pair for one in shared for pair in one.spans]
    a, b = Counter(x.label for x, _ in pairs if x), Counter(y.label for _, y in pairs if y)
    both = Counter(x.label for x, y in pairs if x and y and agree(x, y))
    return {label: Tally(a[label], b[label], both[label]) for label in sorted(a | b)}


def _field_tally(pairs: Iterable[IncidentPair], value: Callable[[Incident], str | bool | None]) -> FieldTally:
    counts: Counter[str] = Counter()
    for x, y in pairs:
        if x and y:
            counts[_outcome(value(x), value(y))] += 1
    return FieldTally(*(counts[name] for name in FieldTally._fields))


def _outcome(a: str | bool | None, b: str | bool | None) -> str:
    if a is None or b is None:
        return "neither" if a == b else "only_b" if a is None else "only_a"
    return "agree" if a == b else "differ"


def _argument_tallies(shared: Iterable[_Compared]) -> dict[str, Tally]:
    a: Counter[str] = Counter()
    b: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for _, in_a, in_b in (link for one in shared for link in _links(one)):
        a.update(role for _, role in in_a)
        b.update(role for _, role in in_b)
        both.update(role for _, role in in_a & in_b)
    return {role: Tally(a[role], b[role], both[role]) for role in sorted(a | b)}


def _links(one: _Compared) -> Iterator[tuple[Span, set[tuple[str, str]], set[tuple[str, str]]]]:
    """Each span that both marked with one label, and the (incident, role) pairs it has in A and in B; paired incidents go by A's id."""
    of_a: dict[str, set[tuple[str, str]]] = defaultdict(set)
    of_b: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for x, y in one.incidents:
        name = x.id if x else f"{y.id} of B" if y else ""
        for argument in x.args if x else ():
            of_a[argument.span].add((name, argument.role))
        for argument in y.args if y else ():
            of_b[argument.span].add((name, argument.role))
    for span, other in one.spans:
        if span and other and span.label == other.label:
            yield span, of_a[span.id], of_b[other.id]


def _disagreements(one: _Compared) -> Iterator[Disagreement]:
    text = one.a.text

    def at(kind: str, start: int, end: int, a: str, b: str) -> Disagreement:
        before, after = text[max(start - _CONTEXT, 0) : start], text[end : end + _CONTEXT]
        return Disagreement(one.a.id, kind, start, end, before, text[start:end], after, a, b)

    for x, y in one.spans:
        span = x or y
        kind = _span_kind(x, y)
        if span and kind:
            yield at(kind, span.start, span.end, _marked(text, x), _marked(text, y))
    for span, in_a, in_b in _links(one):
        if in_a != in_b:
            yield at("roles", span.start, span.end, _roles(in_a), _roles(in_b))
    for left, right in one.incidents:
        incident, article = (left, one.a) if left else (right, one.b)
        place = _first_span(incident, article) if incident else (0, 0)
        if left and right:
            for name, value in FIELDS.items():
                if value(left) != value(right):
                    yield at(name, *place, f"{left.id}: {_said(value(left))}", f"{right.id}: {_said(value(right))}")
        else:
            yield at("incident", *place, _told(left), _told(right))


def _span_kind(a: Span | None, b: Span | None) -> str | None:
    if a is None or b is None:
        return "span"
    label, extent = a.label != b.label, (a.start, a.end) != (b.start, b.end)
    return "label and extent" if label and extent else "label" if label else "extent" if extent else None


def _marked(text: str, span: Span | None) -> str:
    return f"{span.label} {text[span.start : span.end]!r}" if span else MISSING


def _roles(links: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{incident} {role}" for incident, role in sorted(links)) or "no incident"


def _first_span(incident: Incident, article: Article) -> tuple[int, int]:
    """The extent of the incident's first phrase, or the head of the text."""
    wanted = {argument.span for argument in incident.args}
    return next(((span.start, span.end) for span in article.spans if span.id in wanted), (0, 0))


def _said(value: str | bool | None) -> str:
    return value if isinstance(value, str) else {None: NOT_SAID, True: "yes", False: "no"}[value]


def _told(incident: Incident | None) -> str:
    if incident is None:
        return MISSING
    values = (FIELDS[name](incident) for name in ("type", "date", "country"))
    return f"{incident.id}: {', '.join(_said(value) for value in values)}"
