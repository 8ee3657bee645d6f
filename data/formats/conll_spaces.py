"""White space around a word in a CoNLL column: SpaceAfter=No, SpacesAfter=\\n, SpacesBefore=\\s, with \\s \\t \\n \\r and \\uXXXX."""

import re
from collections.abc import Iterable

_ESCAPES = {" ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_CHARACTERS = {escape: character for character, escape in _ESCAPES.items()} | {"\\p": "|", "\\\\": "\\"}
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\.")


def spaces_column(before: str, behind: str, expected: str) -> str:
    """The column of a word; `_` if nothing stands before it and `expected` behind it."""
    parts = [f"SpacesBefore={_escape(before)}"] if before else []
    if behind != expected:
        parts.append("SpaceAfter=No" if not behind else f"SpacesAfter={_escape(behind)}")
    return "|".join(parts) or "_"


def find_spaces(columns: Iterable[str], expected: str) -> tuple[str, str]:
    """White space before and behind a word, from whichever of its columns tells it; else none and `expected`."""
    before, behind = "", expected
    for part in (part for column in columns for part in column.split("|")):
        name, _, value = part.partition("=")
        if name == "SpacesBefore":
            before = _unescape(value)
        elif name == "SpacesAfter":
            behind = _unescape(value)
        elif part == "SpaceAfter=No":
            behind = ""
    return before, behind


def _escape(space: str) -> str:
    return "".join(_ESCAPES.get(character, f"\\u{ord(character):04x}") for character in space)


def _unescape(value: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else _CHARACTERS.get(match[0], match[0]), value)
