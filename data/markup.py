"""Compiler of authored articles: YAML front matter, then the marked text (notation: data/MARKUP.md).

`python -m sigact.data.markup FILE...` checks files and names every fault with file:line.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from sigact.data.article import Article, fault_message
from sigact.data.jsonl import read_text
from sigact.data.labels import LabelList, sigact_labels
from sigact.data.marked_text import MarkedText, parse_marks
from sigact.errors import DataError, DataFaults, SigactError

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_NUMBER = re.compile(r"(~?)(\d+)(?:(\.\.)(\d+)?)?")
_TOLLS = ("killed", "injured", "abducted")
_ARTICLE_KEYS = ("id", "published", "genre", "incidents", "language", "fiction", "source")
_PLAIN_KEYS = ("main", "type", "stage", "claimed", "suicide")
_INCIDENT_KEYS = (*_PLAIN_KEYS, "date", "country", "place", "weapons", *_TOLLS, "perps_killed")
_CORPUS = {"name": "sigact authored corpus", "url": None, "license": "CC0-1.0"}


class _Front:
    """Front matter, and which line says what."""

    def __init__(self, text: str, where: object) -> None:
        self._lines = text.split("\n")
        self._where = where
        self.faults: list[DataError] = []
        try:
            values = yaml.safe_load(text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise DataError(f"{where}:{mark.line + 2 if mark else 1}", f"front matter is not YAML: {error}") from None
        if not isinstance(values, dict):
            raise DataError(f"{where}:2", "front matter must be a mapping")
        self.values: dict[str, Any] = values
        self.check_keys("", values, _ARTICLE_KEYS)

    def line(self, key: object) -> str:
        """file:line of a key."""
        number = next((n for n, line in enumerate(self._lines, start=2) if line.strip().startswith(f"{key}:")), 2)
        return f"{self._where}:{number}"

    def fault(self, key: object, problem: str) -> None:
        self.faults.append(DataError(self.line(key), problem))

    def check_keys(self, owner: str, values: Iterable[Any], known: tuple[str, ...]) -> None:
        for key in values:
            if key not in known:
                self.fault(owner or key, f"{owner + ': ' if owner else ''}unknown key {key!r}; known are {', '.join(sorted(known))}")


def compile_article(source: str, where: object, labels: LabelList | None = None) -> Article:
    """Compile one authored article. Raises DataError, DataFaults if there are several, each with `where`:line."""
    source = source.replace("\r\n", "\n")
    match = _FRONT.match(source)
    if not match:
        raise DataError(f"{where}:1", "must begin with YAML front matter between two lines '---'")
    front = _Front(match[1], where)
    body = source[match.end() :].rstrip("\n")
    lead = len(body) - len(body.lstrip("\n"))
    titled = body.startswith("# ", lead)
    first_line = match[0].count("\n") + 1 + lead
    marked = parse_marks(body[lead + 2 * titled :], where, first_line, labels or sigact_labels())
    incidents = _incidents(front, marked)
    if faults := front.faults + marked.faults:
        raise DataFaults(where, faults)
    record = {
        "id": front.values.get("id"),
        "text": marked.text,
        "title": marked.text.split("\n", 1)[0] if titled else None,
        "published": front.values.get("published"),
        "language": front.values.get("language", "en"),
        "genre": front.values.get("genre"),
        "fiction": front.values.get("fiction", True),
        "source": front.values.get("source", _CORPUS),
        "spans": marked.spans,
        "incidents": incidents,
    }
    try:
        return Article.model_validate(record, context={"labels": labels})
    except ValidationError as error:
        raise DataFaults(where, [_located(fault, incidents, front) for fault in error.errors()]) from None


def _located(fault: Any, incidents: list[dict[str, Any]], front: _Front) -> DataError:
    location = fault["loc"]
    if location[:1] == ("incidents",) and len(location) > 1:
        return DataError(front.line(incidents[location[1]]["id"]), fault_message(fault))
    return DataError(front.line(location[0] if location else "id"), fault_message(fault))


def _incidents(front: _Front, marked: MarkedText) -> list[dict[str, Any]]:
    declared = front.values.get("incidents") or {}
    if not isinstance(declared, dict):
        front.fault("incidents", "incidents must be a mapping from incident id to its values ({} if there are none)")
        return []
    for missing in sorted(set(marked.args) - set(declared)):
        front.fault("incidents", f"spans refer to incident {missing!r}, which the front matter does not declare")
    return [_incident(identifier, values, front, marked) for identifier, values in declared.items()]


def _incident(identifier: str, values: Any, front: _Front, marked: MarkedText) -> dict[str, Any]:
    record: dict[str, Any] = {"id": identifier, "args": marked.args.get(identifier, [])}
    if not record["args"]:
        front.fault(identifier, f"incident {identifier} has no span")
    if not isinstance(values, dict):
        front.fault(identifier, f"incident {identifier} must be a mapping")
        return record
    front.check_keys(identifier, values, _INCIDENT_KEYS)
    record |= {key: values[key] for key in _PLAIN_KEYS if values.get(key) is not None}
    if values.get("date") is not None:
        record["date"] = {"value": str(values["date"])}
    place, country = values.get("place") or marked.first_phrase("PLACE", identifier), values.get("country")
    if country is False:
        front.fault(identifier, f'{identifier}: YAML reads the country NO as a truth value; write "NO"')
    elif place or country:
        record["place"] = {"text": place, "country": country}
    record["weapons"] = _weapons(identifier, values.get("weapons") or [], front)
    for key in _TOLLS:
        if values.get(key) is not None and (count := _count(values[key])):
            record[key] = count
        elif values.get(key) is not None:
            front.fault(identifier, f"{identifier}: {key}: {values[key]!r} is not a number such as 3, 6.., 3..5 or ~40")
    if values.get("perps_killed") is not None:
        record["killed"] = record.get("killed", {}) | {"perpetrators": values["perps_killed"]}
    return record


def _weapons(identifier: str, values: Any, front: _Front) -> list[dict[str, str | None]]:
    """From `class` or `class/subclass`."""
    if not isinstance(values, list):
        front.fault(identifier, f"{identifier}: weapons must be a list such as [explosives/grenade, firearms]")
        return []
    parts = [str(value).partition("/") for value in values]
    return [{"class": class_, "subclass": subclass or None} for class_, _, subclass in parts]


def _count(value: object) -> dict[str, Any] | None:
    match = _NUMBER.fullmatch(str(value))
    if not match:
        return None
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
    failed = False
    for path in map(Path, paths):
        try:
            article = read_markup(path)
            words = len(article.text.split())
            sys.stdout.write(f"{path}: ok, {words} words, {len(article.spans)} spans, {len(article.incidents)} incidents\n")
        except SigactError as error:
            failed = True
            sys.stdout.write(f"{error}\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
