"""Converters between the annotation schema and other annotation formats."""

from enum import StrEnum


class FormatName(StrEnum):
    """The formats of `sigact corpus convert`."""

    SIGACT = "sigact"
    CONLL = "conll"
    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"
    PRODIGY = "prodigy"
    BRAT = "brat"
    UIMA_CAS = "uima-cas"
    PARQUET = "parquet"


class Overlaps(StrEnum):
    """What is done with spans that overlap: an error, or the longest stays and the others are reported as lost."""

    ERROR = "error"
    LONGEST = "longest"
