"""Reports -> rows that load next to GTD, ACLED and UCDP GED, MUC-4 templates, GeoJSON and spreadsheets."""

from enum import StrEnum


class RowFormat(StrEnum):
    GTD = "gtd-csv"
    ACLED = "acled-csv"
    UCDP = "ucdp-csv"
    MUC4 = "muc4"
    MUC4_KEY = "muc4-key"
    GEOJSON = "geojson"
    XLSX = "xlsx"
