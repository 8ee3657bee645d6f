"""Sentences of an article as extents.

A blank line always ends a sentence; a single line end does too, unless the next line goes on in lower case or its block is
wrapped: every line but the last is about full. A full stop after a word needs no space ("reports The Hindu.The men fled").
"""

import re
from typing import NamedTuple

_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "col",
        "lt",
        "sgt",
        "capt",
        "cpl",
        "maj",
        "brig",
        "adm",
        "sen",
        "rep",
        "gov",
        "rev",
        "hon",
        "st",
        "jr",
        "sr",
        "no",
        "vs",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
        "u.n",
        "e.g",
        "i.e",
    ]
)
_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|(?<=[a-z]{3})\.(?=[A-Z][a-z]* )")
_END_LOWER = re.compile(r"[.!?][\"'”’)\]]*\s+")
_BLOCK = re.compile(r"\S(?:.|\r?\n(?![^\S\n]*\r?\n))*")
_LINE = re.compile(r"[^\r\n]+")
_WRAPPED = range(45, 101)
_LAST_WORD = re.compile(r"([\w.]{1,12})\.$")


class Sentence(NamedTuple):
    """Code points `start` to `end`; `paragraph` numbers the line it stands in."""

    start: int
    end: int
    paragraph: int


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of `text` in order, white space at their ends left off; in a text without capitals they begin in lower case."""
    end = _END_LOWER if text.islower() else _END
    sentences = []
    for paragraph, (first, last) in enumerate(_paragraphs(text)):
        start = first
        for match in end.finditer(text, first, last):
            if not _is_abbreviation(text[start : match.start() + 1]):
                sentences.append(_trimmed(text, start, match.end(), paragraph))
                start = match.end()
        if text[start:last].strip():
            sentences.append(_trimmed(text, start, last, paragraph))
    return sentences


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Extents of wrapped blocks, and of the single lines of all others."""
    found: list[tuple[int, int]] = []
    for block in _BLOCK.finditer(text):
        lines = [line for line in _LINE.finditer(text, block.start(), block.end()) if line[0].strip()]
        wrapped = all(len(line[0].strip()) in _WRAPPED for line in lines[:-1])
        for number, line in enumerate(lines):
            if number and (wrapped or line[0].lstrip()[0].islower()):
                found[-1] = found[-1][0], line.end()
            else:
                found.append(line.span())
    return found


def _is_abbreviation(head: str) -> bool:
    match = _LAST_WORD.search(head[-12:])
    return match is not None and (match[1].lower() in _ABBREVIATIONS or (len(match[1]) == 1 and match[1].isupper()))


def _trimmed(text: str, start: int, end: int, paragraph: int) -> Sentence:
    piece = text[start:end]
    return Sentence(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()), paragraph)
