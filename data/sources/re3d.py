"""Reader of re3d in CoNLL form: `train.txt`, `dev.txt` (token, tab, IOB2 tag; a blank line after each sentence) and `labels.json`.

The files have CR LF line ends; both ends are read.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from sigact.data.jsonl import read_text
from sigact.errors import DataError


@dataclass(frozen=True)
class Sentence:
    """Tokens with one IOB2 tag each; `line` is that of the first token, counted from 1."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...]
    line: int


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
    if len(rest) != 1 or not token.strip():
        raise DataError(where, f"must be a token, a tab and a tag: {row!r}")
    tag = rest[0]
    if tag not in tags:
        raise DataError(where, f"tag {tag!r} is not among the {len(tags)} tags of the label list")
    if tag.startswith("I-") and previous[2:] != tag[2:]:
        raise DataError(where, f"{tag} does not continue an entity; the tag before it is {previous}")
    return token, tag
