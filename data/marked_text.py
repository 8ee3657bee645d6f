"""The marks of an authored article: `[words|LABEL i1 i2:ROLE]` in the text -> text, spans and arguments (notation: data/MARKUP.md)."""

import re
from dataclasses import dataclass, field
from typing import Any

from sigact.data.labels import LabelList
from sigact.errors import DataError

_SPAN_OR_ESCAPE = re.compile(r"\\([\[\]\\])|\[((?:[^\[\]\\]|\\[\[\]\\])*)\]|([\[\]\\])")


@dataclass
class MarkedText:
    """The text without its marks, what the marks said by incident id, and every fault with its line."""

    text: str = ""
    spans: list[dict[str, Any]] = field(default_factory=list)
    args: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    faults: list[DataError] = field(default_factory=list)

    def first_phrase(self, role: str, incident: str) -> str | None:
        """The first words that fill `role` in an incident."""
        wanted = {argument["span"] for argument in self.args.get(incident, []) if argument["role"] == role}
        return next((self.text[span["start"] : span["end"]] for span in self.spans if span["id"] in wanted), None)


def parse_marks(marked: str, where: object, first_line: int, labels: LabelList) -> MarkedText:
    """Parse a marked text that begins at line `first_line` of `where`."""
    result = MarkedText()
    at = 0
    for match in _SPAN_OR_ESCAPE.finditer(marked):
        result.text += marked[at : match.start()]
        at = match.end()
        escaped, inside, stray = match.groups()
        problem = f"stray {stray!r} (write \\{stray} for a literal one)" if stray else None
        if escaped:
            result.text += escaped
        elif not stray:
            problem = _add_span(inside, result, labels)
        if problem:
            line = first_line + marked.count("\n", 0, match.start())
            result.faults.append(DataError(f"{where}:{line}", f"{problem} in: {_line_at(marked, match.start())}"))
    result.text += marked[at:]
    return result


def _line_at(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    return text[start:].split("\n", 1)[0]


def _add_span(inside: str, result: MarkedText, labels: LabelList) -> str | None:
    """Add a span and its arguments. Returns what is wrong with it, if anything is."""
    phrase, bar, code = inside.rpartition("|")
    label, *references = code.split() or [""]
    if not bar or not label or not phrase.strip():
        return f"[{inside}] must be [words|LABEL] or [words|LABEL i1]"
    if label not in labels.labels:
        return f"label {label!r} is not in label list {labels.name!r}"
    if phrase != phrase.strip():
        return f"[{inside}] has white space at the end of its words"
    phrase = re.sub(r"\\([\[\]\\])", r"\1", phrase)
    identifier = f"s{len(result.spans) + 1}"
    result.spans.append({"id": identifier, "start": len(result.text), "end": len(result.text) + len(phrase), "label": label})
    result.text += phrase
    for reference in references:
        incident, _, role = reference.partition(":")
        if role and role not in labels.labels:
            return f"role {role!r} is not in label list {labels.name!r}"
        argument = {"span": identifier, "role": role or label}
        if argument in result.args.setdefault(incident, []):
            return f"[{inside}] names {reference} twice"
        result.args[incident].append(argument)
    return None
