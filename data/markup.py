"""Compiler of authored articles: YAML front matter and text with its spans marked in place (notation: data/MARKUP.md).

`python -m sigact.data.markup FILE...` checks files and names every fault with file:line and the line itself.
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sigact.data.article import Article, article_from
from sigact.data.jsonl import read_text
from sigact.data.labels import LabelList, sigact_labels
from sigact.errors import DataError, SigactError

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_SPAN_OR_ESCAPE = re.compile(r"\\([\[\]\\])|\[((?:[^\[\]\\]|\\[\[\]\\])*)\]|([\[\]\\])")
_NUMBER = re.compile(r"(~?)(\d+)(?:(\.\.)(\d+)?)?")
_ARTICLE_KEYS = {"id", "published", "genre", "incidents", "language", "fiction", "source"}
_INCIDENT_KEYS = {
    "main",
    "type",
    "stage",
    "claimed",
    "suicide",
    "date",
    "country",
    "place",
    "killed",
    "injured",
    "abducted",
    "perps_killed",
}
_CORPUS = {"name": "sigact authored corpus", "url": None, "license": "CC0-1.0"}


@dataclass
class _Body:
    """The text without its marks, and what the marks said."""

    text: str = ""
    spans: list[dict[str, Any]] = field(default_factory=list)
    args: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def compile_article(source: str, where: object, labels: LabelList | None = None) -> Article:
    """Compile one authored article. Raises DataError whose message has `where`:line and quotes the line."""
    source = source.replace("\r\n", "\n")
    match = _FRONT.match(source)
    if not match:
        raise DataError(f"{where}:1", "must begin with YAML front matter between two lines '---'")
    front = _front_matter(match[1], where)
    body_line = match[0].count("\n") + 1
    body = source[match.end() :].rstrip("\n")
    lead = len(body) - len(body.lstrip("\n"))
    title, marked = _split_title(body[lead:])
    parsed = _Body()
    _parse_marks(marked, _Position(where, body_line + lead, labels or sigact_labels()), parsed)
    incidents = _incidents(front.get("incidents"), parsed, where)
    record = {
        "id": front.get("id"),
        "text": parsed.text,
        "title": parsed.text.split("\n", 1)[0] if title else None,
        "published": front.get("published"),
        "language": front.get("language", "en"),
        "genre": front.get("genre"),
        "fiction": front.get("fiction", True),
        "source": front.get("source", _CORPUS),
        "spans": parsed.spans,
        "incidents": incidents,
    }
    return article_from(record, where, labels)


@dataclass(frozen=True)
class _Position:
    where: object
    line: int
    labels: LabelList


def _front_matter(text: str, where: object) -> dict[str, Any]:
    try:
        front = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataError(f"{where}:{mark.line + 2 if mark else 1}", f"front matter is not YAML: {error}") from None
    if not isinstance(front, dict):
        raise DataError(f"{where}:2", "front matter must be a mapping")
    for key in front:
        if key not in _ARTICLE_KEYS:
            raise DataError(f"{where}:{_line_of(text, key)}", f"unknown key {key!r}; known are {', '.join(sorted(_ARTICLE_KEYS))}")
    return front


def _line_of(front: str, key: object) -> int:
    lines = front.split("\n")
    return next((n for n, line in enumerate(lines, start=2) if line.strip().startswith(f"{key}:")), 2)


def _split_title(body: str) -> tuple[bool, str]:
    if not body.startswith("# "):
        return False, body
    return True, body[2:]


def _parse_marks(marked: str, position: _Position, body: _Body) -> None:
    at = 0
    for match in _SPAN_OR_ESCAPE.finditer(marked):
        body.text += marked[at : match.start()]
        at = match.end()
        escaped, inside, stray = match.groups()
        line = DataError(
            f"{position.where}:{position.line + marked.count(chr(10), 0, match.start())}", f"in: {_line_at(marked, match.start())}"
        )
        if stray:
            raise DataError(line.where, f"stray {stray!r} (write \\{stray} for a literal one) {line.problem}")
        if escaped:
            body.text += escaped
        else:
            _add_span(inside, line, body, position.labels)
    body.text += marked[at:]


def _line_at(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    return text[start:].split("\n", 1)[0]


def _add_span(inside: str, line: DataError, body: _Body, labels: LabelList) -> None:
    phrase, bar, code = inside.rpartition("|")
    words = code.split()
    if not bar or not words or not phrase.strip():
        raise DataError(line.where, f"[{inside}] must be [words|LABEL] or [words|LABEL i1] {line.problem}")
    label, *references = words
    if label not in labels.labels:
        raise DataError(line.where, f"label {label!r} is not in label list {labels.name!r} {line.problem}")
    if phrase != phrase.strip():
        raise DataError(line.where, f"[{inside}] has white space at the end of its words {line.problem}")
    phrase = re.sub(r"\\([\[\]\\])", r"\1", phrase)
    identifier = f"s{len(body.spans) + 1}"
    body.spans.append({"id": identifier, "start": len(body.text), "end": len(body.text) + len(phrase), "label": label})
    body.text += phrase
    for reference in references:
        incident, _, role = reference.partition(":")
        if role and role not in labels.labels:
            raise DataError(line.where, f"role {role!r} is not in label list {labels.name!r} {line.problem}")
        argument = {"span": identifier, "role": role or label}
        if argument in body.args.setdefault(incident, []):
            raise DataError(line.where, f"[{inside}] names {reference} twice {line.problem}")
        body.args[incident].append(argument)


def _incidents(front: Any, body: _Body, where: object) -> list[dict[str, Any]]:
    declared = front or {}
    if not isinstance(declared, dict):
        raise DataError(where, "incidents must be a mapping from incident id to its values ({} if there are none)")
    for missing in sorted(set(body.args) - set(declared)):
        raise DataError(where, f"spans refer to incident {missing!r}, which the front matter does not declare")
    return [_incident(identifier, values, body, where) for identifier, values in declared.items()]


def _incident(identifier: str, values: Any, body: _Body, where: object) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise DataError(where, f"incident {identifier} must be a mapping")
    for key in values:
        if key not in _INCIDENT_KEYS:
            raise DataError(where, f"incident {identifier}: unknown key {key!r}; known are {', '.join(sorted(_INCIDENT_KEYS))}")
    args = body.args.get(identifier, [])
    if not args:
        raise DataError(where, f"incident {identifier} has no span")
    record = {key: values[key] for key in ("main", "type", "stage", "claimed", "suicide") if values.get(key) is not None}
    record |= {"id": identifier, "args": args}
    if values.get("date") is not None:
        record["date"] = {"value": str(values["date"])}
    place, country = values.get("place") or _first_phrase("PLACE", args, body), values.get("country")
    if country is False:
        raise DataError(where, f'incident {identifier}: YAML reads the country NO as a truth value; write "NO"')
    if place or country:
        record["place"] = {"text": place, "country": country}
    return record | _tolls(values, f"{where}: incident {identifier}")


def _tolls(values: dict[str, Any], where: str) -> dict[str, Any]:
    tolls = {key: _count(values[key], f"{where}: {key}") for key in ("killed", "injured", "abducted") if values.get(key) is not None}
    if values.get("perps_killed") is not None:
        tolls["killed"] = tolls.get("killed", {}) | {"perpetrators": values["perps_killed"]}
    return tolls


def _first_phrase(role: str, args: list[dict[str, str]], body: _Body) -> str | None:
    wanted = {argument["span"] for argument in args if argument["role"] == role}
    return next((body.text[span["start"] : span["end"]] for span in body.spans if span["id"] in wanted), None)


def _count(value: object, where: str) -> dict[str, Any]:
    match = _NUMBER.fullmatch(str(value))
    if not match:
        raise DataError(where, f"{value!r} is not a number such as 3, 6.., 3..5 or ~40")
    about, low, dots, high = match.groups()
    highest = (int(high) if high else None) if dots else int(low)
    return {"min": int(low), "max": highest, "approximate": bool(about)}


def read_markup(path: Path, labels: LabelList | None = None) -> Article:
    """Compile a file; its name must be the article's id. Raises DataError."""
    article = compile_article(read_text(path), path, labels)
    if article.id != path.stem:
        raise DataError(path, f"the id {article.id!r} must be the file's name without its suffix")
    return article


def main(paths: list[str]) -> int:
    """Check files, print every fault. Returns 1 if there is any."""
    faults = 0
    for path in map(Path, paths):
        try:
            article = read_markup(path)
            sys.stdout.write(
                f"{path}: ok, {len(article.text.split())} words, {len(article.spans)} spans, {len(article.incidents)} incidents\n"
            )
        except SigactError as error:
            faults += 1
            sys.stdout.write(f"{error}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
