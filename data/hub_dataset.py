"""Annotated articles as a `datasets.Dataset` with declared Features (extra: train)."""

from collections.abc import Iterable
from typing import Any

from datasets import Dataset, Features, List, Value

from sigact.data.article import Article

_COUNT = {"min": Value("int32"), "max": Value("int32"), "approximate": Value("bool")}

FEATURES = Features(
    {
        "id": Value("string"),
        "text": Value("string"),
        "title": Value("string"),
        "published": Value("string"),
        "language": Value("string"),
        "genre": Value("string"),
        "fiction": Value("bool"),
        "source": {"name": Value("string"), "url": Value("string"), "license": Value("string")},
        "spans": List({"id": Value("string"), "start": Value("int32"), "end": Value("int32"), "label": Value("string")}),
        "incidents": List(
            {
                "id": Value("string"),
                "main": Value("bool"),
                "type": Value("string"),
                "stage": Value("string"),
                "claimed": Value("bool"),
                "suicide": Value("bool"),
                "date": Value("string"),
                "place": Value("string"),
                "country": Value("string"),
                "weapons": List({"class": Value("string"), "subclass": Value("string")}),
                "killed": _COUNT | {"perpetrators": Value("int32")},
                "injured": _COUNT,
                "abducted": _COUNT,
                "args": List({"span": Value("string"), "role": Value("string")}),
            }
        ),
    }
)


def to_dataset(articles: Iterable[Article]) -> Dataset:
    """One row per article. Of an incident, dates are EDTF strings, `place` and `country` those of its first place, weapons GTD classes."""
    return Dataset.from_list([_row(article) for article in articles], features=FEATURES)


def _row(article: Article) -> dict[str, Any]:
    row = article.model_dump(mode="json", exclude={"incidents"})
    row["incidents"] = []
    for incident in article.incidents:
        plain = incident.model_dump(mode="json", include={"id", "main", "type", "stage", "claimed", "suicide", "args"})
        plain["date"] = incident.date.value if incident.date else None
        plain["place"] = incident.place.text if incident.place else None
        plain["country"] = incident.place.country if incident.place else None
        plain["weapons"] = [{"class": weapon.class_, "subclass": weapon.subclass} for weapon in incident.weapons if weapon.class_]
        for name in ("killed", "injured", "abducted"):
            toll = getattr(incident, name)
            keys = FEATURES["incidents"].feature[name]
            plain[name] = {key: getattr(toll, key) for key in keys} if toll else None
        row["incidents"].append(plain)
    return row
