"""sigact: news articles about attacks in, structured incidents out.

from datetime import date
from sigact import Extractor

extractor = Extractor.from_pretrained()
report = extractor(text, published=date(2024, 5, 14))
for incident in report.incidents:
    print(incident.type, incident.date, incident.killed)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sigact.errors import ConfigError, DataError, MissingExtra, ModelError, SigactError, UsageError

if TYPE_CHECKING:
    from sigact.data.article import Article, Source, Span
    from sigact.data.incident import Incident
    from sigact.infer.extractor import Document, Extractor
    from sigact.infer.report import Report

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ConfigError",
    "DataError",
    "Document",
    "Extractor",
    "Incident",
    "MissingExtra",
    "ModelError",
    "Report",
    "SigactError",
    "Source",
    "Span",
    "UsageError",
    "__version__",
]

_HOMES = {
    "Article": "sigact.data.article",
    "Document": "sigact.infer.extractor",
    "Extractor": "sigact.infer.extractor",
    "Incident": "sigact.data.incident",
    "Report": "sigact.infer.report",
    "Source": "sigact.data.article",
    "Span": "sigact.data.article",
}


def __getattr__(name: str) -> Any:
    """Import public names on first use, so that `import sigact` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sigact' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
