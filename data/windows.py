"""Article -> encoder tokens -> windows that together cover the whole article, and the BIO labels of each.

Units are what is labelled: one word of `sigact.data.words`, or several where a tokeniser joins them in one token. A unit is
decided at its first token.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tokenizers import Encoding, Tokenizer

from sigact.data.article import Article
from sigact.data.labels import LabelList
from sigact.data.words import WordSpan, bio_tags, to_word_spans, words_of
from sigact.errors import ConfigError

IGNORED = -100
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


class Unit(NamedTuple):
    """Code points `start` to `end`, decided at token number `token`."""

    token: int
    start: int
    end: int


@dataclass(frozen=True)
class Tokens:
    """A tokenised text: token ids without special tokens, its units in order, and the numbers of units that follow a blank line."""

    ids: list[int]
    units: list[Unit]
    after_blank: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class WindowSpec:
    """Tokens per window, special tokens included, and tokens that neighbouring windows share."""

    max_length: int
    overlap: int

    def __post_init__(self) -> None:
        if not 0 <= self.overlap < self.max_length // 2:
            raise ConfigError(f"windows: overlap {self.overlap} must be at least 0 and under half of max_length {self.max_length}")


class Window(NamedTuple):
    """Tokens `start` (inclusive) to `end` (exclusive) of a text."""

    start: int
    end: int


@dataclass(frozen=True)
class SpecialTokens:
    """Ids that the encoder expects before and after a window."""

    prefix: list[int]
    suffix: list[int]

    @property
    def count(self) -> int:
        return len(self.prefix) + len(self.suffix)


@dataclass(frozen=True)
class LabelledWindow:
    """One training row: token ids with special tokens, and the tag index of each or IGNORED."""

    article: int
    window: Window
    input_ids: list[int]
    labels: list[int]


def special_tokens(tokenizer: Tokenizer) -> SpecialTokens:
    """Find the special tokens that `tokenizer` puts around a text."""
    encoding = tokenizer.encode("a")
    content = [index for index, special in enumerate(encoding.special_tokens_mask) if not special]
    return SpecialTokens(encoding.ids[: content[0]], encoding.ids[content[-1] + 1 :])


def tokenise(tokenizer: Tokenizer, text: str) -> Tokens:
    """Tokenise a whole text, however long. The tokenizer must have truncation and padding switched off."""
    return _tokens_of(text, tokenizer.encode(text, add_special_tokens=False))


def tokenise_all(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Tokens]:
    """Tokenise many texts, in the tokenizer's threads."""
    encodings = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return [_tokens_of(text, encoding) for text, encoding in zip(texts, encodings, strict=True)]


def _tokens_of(text: str, encoding: Encoding) -> Tokens:
    offsets = encoding.offsets
    units: list[Unit] = []
    token = 0
    for word in words_of(text):
        while token < len(offsets) and offsets[token][1] <= word.start:
            token += 1
        if token == len(offsets):
            break
        if offsets[token][0] >= word.end:
            continue
        if units and units[-1].token == token:
            units[-1] = units[-1]._replace(end=word.end)
        else:
            units.append(Unit(token, word.start, word.end))
    return Tokens(encoding.ids, units, _after_blank(text, units))


def _after_blank(text: str, units: Sequence[Unit]) -> list[int]:
    starts = [unit.start for unit in units]
    numbers = ((bisect_left(starts, blank.end()), blank.start()) for blank in _BLANK_LINE.finditer(text))
    return sorted({number for number, start in numbers if 0 < number < len(units) and units[number - 1].end <= start})


def plan_windows(tokens: Tokens, capacity: int, overlap: int) -> list[Window]:
    """Cover all tokens with windows of at most `capacity` tokens that begin at a unit and share about `overlap` tokens."""
    count = len(tokens.ids)
    if count <= capacity:
        return [Window(0, count)] if count else []
    beginnings = {unit.token for unit in tokens.units}
    windows = [Window(0, capacity)]
    while windows[-1].end < count:
        start = windows[-1].end - overlap
        while start not in beginnings and start > windows[-1].start + 1:
            start -= 1
        if start == windows[-1].start + 1:
            start = windows[-1].end - overlap
        windows.append(Window(start, min(start + capacity, count)))
    return windows


def label_windows(
    articles: Iterable[Article], tokenizer: Tokenizer, spec: WindowSpec, labels: LabelList
) -> tuple[list[LabelledWindow], Counter[str]]:
    """Windows with labels of all articles, and how many gold spans of each label no window shows whole."""
    special = special_tokens(tokenizer)
    tag_ids = {tag: index for index, tag in enumerate(labels.tags)}
    rows: list[LabelledWindow] = []
    lost: Counter[str] = Counter()
    for number, article in enumerate(articles):
        tokens = tokenise(tokenizer, article.text)
        spans, unaligned = to_word_spans(tokens.units, [(span.start, span.end, span.label) for span in article.spans])
        windows = plan_windows(tokens, spec.max_length - special.count, spec.overlap)
        lost.update(unaligned)
        lost.update(span.label for span in spans if not any(_holds(window, tokens, span) for window in windows))
        token_labels = _token_labels(tokens, spans, tag_ids)
        for window in windows:
            kept = _without_cut_spans(token_labels, window, tokens, spans)
            rows.append(
                LabelledWindow(
                    number,
                    window,
                    [*special.prefix, *tokens.ids[window.start : window.end], *special.suffix],
                    [*[IGNORED] * len(special.prefix), *kept, *[IGNORED] * len(special.suffix)],
                )
            )
    return rows, lost


def _token_range(tokens: Tokens, span: WordSpan) -> tuple[int, int]:
    after = tokens.units[span.last + 1].token if span.last + 1 < len(tokens.units) else len(tokens.ids)
    return tokens.units[span.first].token, after


def _holds(window: Window, tokens: Tokens, span: WordSpan) -> bool:
    start, end = _token_range(tokens, span)
    return window.start <= start and end <= window.end


def _token_labels(tokens: Tokens, spans: list[WordSpan], tag_ids: dict[str, int]) -> list[int]:
    tags = bio_tags(len(tokens.units), spans)
    token_labels = [tag_ids["O"]] * len(tokens.ids)
    for index, (unit, tag) in enumerate(zip(tokens.units, tags, strict=True)):
        after = tokens.units[index + 1].token if index + 1 < len(tokens.units) else len(tokens.ids)
        for token in range(unit.token, after):
            token_labels[token] = tag_ids[tag if token == unit.token or tag == "O" else f"I-{tag[2:]}"]
    return token_labels


def _without_cut_spans(token_labels: list[int], window: Window, tokens: Tokens, spans: list[WordSpan]) -> list[int]:
    kept = token_labels[window.start : window.end]
    for span in spans:
        start, end = _token_range(tokens, span)
        if start < window.end and end > window.start and not _holds(window, tokens, span):
            for token in range(max(start, window.start), min(end, window.end)):
                kept[token - window.start] = IGNORED
    return kept
