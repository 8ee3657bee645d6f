"""The fields of one JSON object or table row -> a Record.

Known are `id` (without it the position stands in), `text`, `published` (a day or a moment in ISO 8601), `title`, `language` and `source`
(a name, or an object with name, url, license); every other field goes into `extra`. The text is not changed, so that offsets hold.
"""

import math
from datetime import date, datetime
from typing import Any

import pycountry

from sigact.data.article import Source
from sigact.infer.batch.items import Fault, Limits, Record, Unusable

_KNOWN = frozenset({"id", "text", "published", "title", "language", "source"})
_UNKNOWN_LICENSE = "unknown"


def record_from(fields: dict[str, Any], where: str, limits: Limits) -> Record | Fault:
    """A record, or the fault of its first field that cannot be used."""
    identifier = None
    try:
        identifier = _id(fields.get("id"), where)
        return Record(
            id=identifier,
            text=checked_text(fields.get("text"), limits),
            where=where,
            published=day_of(fields.get("published")),
            title=_string(fields.get("title"), "title"),
            language=language_of(_string(fields.get("language"), "language")),
            source=_source(fields.get("source")),
            extra={key: _plain(value, key) for key, value in fields.items() if key not in _KNOWN},
        )
    except Unusable as fault:
        return fault.at(where, identifier)


def checked_text(text: Any, limits: Limits) -> str:
    """A text that is a string, says something and keeps to the limit. Raises Unusable."""
    if text is None:
        raise Unusable("no_text", "has no text")
    if not isinstance(text, str):
        raise Unusable("wrong_type", f"text must be a string, not {type(text).__name__}")
    if not text.strip():
        raise Unusable("no_text", "has an empty text")
    if len(text) > limits.text_length:
        raise Unusable("too_large", f"text has {len(text):,} characters; at most {limits.text_length:,} are read, so cut it into articles")
    return text


def day_of(value: Any) -> date | None:
    """The day of a date, of a moment (in its own time zone) or of their ISO 8601 form. Raises Unusable."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(value.strip()).date()
    except (AttributeError, ValueError):
        raise Unusable("bad_date", f"published {value!r:.60} is no date such as 2024-05-14 or 2024-05-14T20:11:00Z") from None


def language_of(name: str | None) -> str | None:
    """The ISO 639 code (two letters where there are) of a tag such as en-GB, a code such as eng, or an English name. Raises Unusable."""
    if name is None:
        return None
    primary = name.strip().lower().replace("_", "-").split("-", 1)[0]
    key = {2: "alpha_2", 3: "alpha_3"}.get(len(primary), "name")
    known = pycountry.languages.get(**{key: primary})
    if known is None:
        raise Unusable("bad_language", f"language {name!r:.60} is no language tag such as en or en-GB")
    return str(getattr(known, "alpha_2", known.alpha_3))


def _id(value: Any, where: str) -> str:
    if value is None or value == "":
        return where
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise Unusable("wrong_type", f"id must be a string or a whole number, not {type(value).__name__}")


def _string(value: Any, key: str) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise Unusable("wrong_type", f"{key} must be a string, not {type(value).__name__}")
    return value


def _source(value: Any) -> Source | None:
    if isinstance(value, dict):
        name, url, license_ = (_string(value.get(key), f"source.{key}") for key in ("name", "url", "license"))
        return source_of(name or url, url, license_)
    return source_of(_string(value, "source"))


def source_of(name: str | None, url: str | None = None, license_: str | None = None) -> Source | None:
    """A source with a name; the license is "unknown" where nobody says."""
    return Source(name=name, url=url, license=license_ or _UNKNOWN_LICENSE) if name else None


def _plain(value: Any, key: str) -> Any:
    """A value as JSON can hold it: moments as ISO 8601, NaN (a table's missing value) as null. Raises Unusable."""
    if isinstance(value, dict):
        return {str(inner): _plain(item, key) for inner, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, key) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    raise Unusable("wrong_type", f"field {key!r:.60} holds {type(value).__name__}, which JSON cannot hold")
