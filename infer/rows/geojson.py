"""GeoJSON (RFC 7946): one Feature an incident, longitude first, WGS 84; without coordinates the geometry is null."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sigact.infer.codebooks.where import located
from sigact.infer.rows.entries import Entry
from sigact.infer.rows.overview import COLUMNS


def feature(entry: Entry) -> dict[str, Any]:
    """The incident as a Feature; its properties are the columns of the spreadsheet, null where nothing is told."""
    point = located(entry.incident)
    return {
        "type": "Feature",
        "id": entry.id,
        "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]} if point else None,
        "properties": {column.name: column.value(entry) for column in COLUMNS},
    }


def write_geojson(path: Path, entries: Iterable[Entry]) -> None:
    """Write a FeatureCollection, one feature a line, as the entries come."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for position, entry in enumerate(entries):
            file.write(",\n" if position else "\n")
            file.write(json.dumps(feature(entry), ensure_ascii=False, allow_nan=False))
        file.write("\n]}\n")
