"""The columns that all tables share: coordinates, and what follows a data set's own columns: where a row comes from, what to check."""

from collections.abc import Callable

from sigact.infer.codebooks.where import located
from sigact.infer.rows.columns import Column, integer, number, text
from sigact.infer.rows.entries import Entry
from sigact.infer.rows.flags import DataSet, flags
from sigact.infer.rows.wording import attribution


def _published(entry: Entry) -> str | None:
    return entry.report.published.isoformat() if entry.report.published else None


def _coordinate(side: str) -> Callable[[Entry], float | None]:
    def value(entry: Entry) -> float | None:
        point = located(entry.incident)
        return float(getattr(point, side)) if point else None

    return value


COORDINATES = (
    number("latitude", "of the place, else of the smallest region around it", _coordinate("latitude")),
    number("longitude", "as latitude", _coordinate("longitude")),
)


def own_columns(data_set: DataSet) -> tuple[Column, ...]:
    return (
        text("sigact_id", "report id and incident id, joined by `#`: stable", lambda e: e.id),
        text("sigact_article", "the article's id", lambda e: e.report.id),
        text("sigact_published", "publication date", _published),
        text("sigact_model", "the model that read the article", lambda e: e.report.model),
        number("sigact_confidence", "confidence of the incident, 0 to 1", lambda e: e.incident.confidence),
        integer("sigact_main", "1 what the article reports, 0 background", lambda e: int(e.incident.main), {0, 1}),
        text("sigact_date", "the date in EDTF, with everything that is open", lambda e: e.incident.date.value if e.incident.date else None),
        text("sigact_attribution", "every perpetrator, with who accuses, claims or denies", lambda e: attribution(e.incident)),
        text("sigact_flags", "what to check, see below; separated by `;`", lambda e: flags(e.incident, data_set)),
    )
