"""Reader of re3d in CoNLL form: `train.txt`, `dev.txt` (token, tab, IOB2 tag; a blank line after each sentence) and `labels.json`.

The files have CR LF line ends; both ends are read. As articles, each sentence is one: its tokens joined by blanks, so that spans can be
mapped back to the file's own tokens. Where to fetch the files: data/sources/README.md.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from sigact.data.article import Article, article_from
from sigact.data.jsonl import read_text
from sigact.data.labels import LabelList
from sigact.data.sources.manifest import RE3D
from sigact.data.words import Word, WordSpan, bio_tags, spans_of_tags
from sigact.errors import DataError

RE3D_LABELS = LabelList(
    "re3d",
    1,
    (
        *("Organisation", "Location", "Person", "Temporal", "Quantity"),
        *("Weapon", "DocumentReference", "MilitaryPlatform", "Nationality", "Money"),
    ),
)
_ROW = re.compile(r"\S+\t(?:O|[BI]-\S+)\r?")


@dataclass(frozen=True)
class Sentence:
    """Tokens with one IOB2 tag each; `line` is that of the first token, counted from 1."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """The tokens joined by blanks, which no token holds: `text.split(" ")` gives them back."""
        return " ".join(self.tokens)

    @cached_property
    def extents(self) -> tuple[Word, ...]:
        """Where each token stands in `text`."""
        starts = accumulate((len(token) + 1 for token in self.tokens[:-1]), initial=0)
        return tuple(Word(start, start + len(token)) for start, token in zip(starts, self.tokens, strict=True))


def read_tags(path: Path) -> tuple[str, ...]:
    """The tags that `labels.json` lists, in its order. Raises DataError unless it is a list of distinct IOB2 tags."""
    try:
        tags = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise DataError(f"{path}:{error.lineno}", f"is not JSON: {error.msg}") from None
    if not isinstance(tags, list) or not all(isinstance(tag, str) and (tag == "O" or tag[:2] in {"B-", "I-"}) for tag in tags):
        raise DataError(path, "must be a list of tags O, B-... and I-...")
    if len(set(tags)) < len(tags):
        raise DataError(path, "lists a tag twice")
    return tuple(tags)


def read_sentences(path: Path, tags: tuple[str, ...]) -> list[Sentence]:
    """Read a CoNLL file whose tags are among `tags`. Raises DataError with file:line."""
    return parse_sentences(read_text(path), tags, path)


def parse_sentences(text: str, tags: tuple[str, ...], where: object) -> list[Sentence]:
    """Parse CoNLL text; `where` names it in errors. An I- tag must continue an entity of its type."""
    sentences: list[Sentence] = []
    pairs: list[tuple[str, str]] = []
    lines = text.split("\n")
    for number, line in enumerate([*lines, ""], start=1):
        row = line.removesuffix("\r")
        if row:
            pairs.append(_pair(row, pairs[-1][1] if pairs else "O", tags, f"{where}:{number}"))
        elif pairs:
            tokens, labels = zip(*pairs, strict=True)
            sentences.append(Sentence(tokens, labels, number - len(pairs)))
            pairs = []
    return sentences


def _pair(row: str, previous: str, tags: tuple[str, ...], where: str) -> tuple[str, str]:
    token, *rest = row.split("\t")
    if len(rest) != 1 or token.split() != [token]:
        raise DataError(where, f"must be a token without white space, a tab and a tag: {row!r}")
    tag = rest[0]
    if tag not in tags:
        raise DataError(
            where, f"tag {tag!r} is not among the {len(tags)} tags of the label list (`sigact corpus convert` reads other CoNLL)"
        )
    if tag.startswith("I-") and previous[2:] != tag[2:]:
        raise DataError(where, f"{tag} does not continue an entity; the tag before it is {previous}")
    return token, tag


def holds_sentences(path: Path) -> bool:
    """True for a .txt file whose first line is a token, a tab and an IOB2 tag."""
    return path.suffix == ".txt" and path.is_file() and _ROW.fullmatch(read_text(path).lstrip().split("\n", 1)[0]) is not None


def read_sentence_articles(path: Path, labels: LabelList | None = None) -> list[Article]:
    """The sentences of a file as articles, with ids such as dev:54: the file and the number of the first line.

    `labels` is the list that spans are checked against, re3d's unless given. Raises DataError with file:line.
    """
    return [sentence_article(one, path, labels or RE3D_LABELS) for one in read_sentences(path, RE3D_LABELS.tags)]


def sentence_article(sentence: Sentence, path: Path, labels: LabelList = RE3D_LABELS) -> Article:
    """One sentence of the file `path`; offsets count in `sentence.text`."""
    words = sentence.extents
    record = {
        "id": f"{path.stem}:{sentence.line}",
        "text": sentence.text,
        "source": {"name": RE3D.title, "license": RE3D.rights},
        "spans": [
            {"id": f"s{number}", "start": words[span.first].start, "end": words[span.last].end, "label": span.label}
            for number, span in enumerate(spans_of_tags(sentence.tags), start=1)
        ],
    }
    return article_from(record, f"{path}:{sentence.line}", labels)


def token_tags(sentence: Sentence, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """IOB2 tags of the file's tokens; `spans` are (start, end, label) and do not overlap.

    A token belongs to the span that covers its first character, as a model that reads pieces of words tags a word by its first piece.
    """
    starts = [word.start for word in sentence.extents]
    bounds = [(bisect_left(starts, start), bisect_left(starts, end) - 1, label) for start, end, label in spans]
    return bio_tags(len(starts), [WordSpan(first, last, label) for first, last, label in bounds if first <= last])
