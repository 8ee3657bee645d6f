"""What readers yield: a record (an article's text), a page whose article is still to be found, or a fault."""

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal, Self

from sigact.data.article import Source

Level = Literal["error", "skipped", "warning"]
Kind = Literal[
    "missing",
    "unreadable",
    "unknown_format",
    "truncated",
    "decompression_limit",
    "too_large",
    "not_utf8",
    "malformed",
    "wrong_type",
    "no_text",
    "bad_date",
    "bad_language",
    "duplicate_id",
    "page",
    "extraction",
    "other_language",
    "not_an_article",
    "surrogates",
    "empty",
]


@dataclass(frozen=True)
class Fault:
    """What became of a record that has no report (`error`, `skipped`), or what was changed in one that has (`warning`)."""

    level: Level
    kind: Kind
    where: str
    problem: str
    id: str | None = None
    language: str | None = None

    def as_json(self) -> dict[str, str | None]:
        """A line of OUT.errors.jsonl."""
        return asdict(self)

    def fingerprint(self) -> bytes:
        return repr(self).encode()


@dataclass(frozen=True)
class Record:
    """An article. `kept` tells that the text stands in the input as it is here; `faults` are warnings about it."""

    id: str
    text: str
    where: str
    published: date | None = None
    title: str | None = None
    language: str | None = None
    source: Source | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    kept: bool = True
    faults: tuple[Fault, ...] = ()

    def fingerprint(self) -> bytes:
        return repr(self).encode("utf-8", "backslashreplace")

    @property
    def size(self) -> int:
        return len(self.text)


@dataclass(frozen=True)
class Page:
    """A web page. `charset` is what the server said, `fetched` the day it was fetched, where they are known."""

    id: str
    html: bytes
    where: str
    url: str | None = None
    charset: str | None = None
    fetched: date | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def fingerprint(self) -> bytes:
        return repr(replace(self, html=b"")).encode("utf-8", "backslashreplace") + self.html

    @property
    def size(self) -> int:
        return len(self.html)


Item = Record | Page | Fault


class Unusable(Exception):  # noqa: N818 (it becomes a Fault)
    """Raised where one record cannot be used; `at` makes the fault."""

    def __init__(self, kind: Kind, problem: str, level: Level = "error") -> None:
        super().__init__(problem)
        self.kind, self.problem, self.level = kind, problem, level

    def at(self, where: str, identifier: str | None = None) -> Fault:
        """The fault at a position."""
        return Fault(self.level, self.kind, where, self.problem, identifier)

    def __reduce__(self) -> tuple[type[Self], tuple[Kind, str, Level]]:
        return type(self), (self.kind, self.problem, self.level)


@dataclass(frozen=True)
class Limits:
    """Inputs are other people's: how much of one is taken in.

    `record_bytes`: bytes of one record (a line, a row, a page, a text file). `text_length`: code points of one text. `ratio`: bytes
    that may come out of one compressed byte, once `free_bytes` have come out. `page_seconds`: time to find the article in a page.
    """

    record_bytes: int = 10_000_000
    text_length: int = 1_000_000
    ratio: int = 200
    free_bytes: int = 64_000_000
    page_seconds: float = 60.0
