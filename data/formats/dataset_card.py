"""The data set card (README.md) of a Parquet file, as the Hugging Face Hub reads it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sigact.data.article import Article
from sigact.data.jsonl import read_text, write_atomically
from sigact.errors import DataError

_OURS = "<!-- Written by `sigact corpus convert --to parquet`. -->"
_HUB_LICENSES = {"apache-2.0", "cc-by-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-sa-4.0", "cc0-1.0", "mit", "odbl", "pddl", "unknown"}
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_BODY = """
{ours}
# {name}

{articles} articles with {spans} labelled spans and {incidents} incidents, in the annotation schema of sigact (version 1).

```python
from datasets import load_dataset

articles = load_dataset("parquet", data_files="{file}", split="train")
```

One row is one article: `id`, `text`, `title`, `published`, `language`, `genre`, `fiction`, `source`, `spans` and `incidents`, whose
`args` name the spans and their roles. `start` and `end` of a span count Unicode code points of `text`, `end` exclusive. Dates of
incidents are EDTF strings; `max` of a toll is null where the text gives no upper bound.

## Sources and rights

| source | license | articles |
|---|---|---:|
{sources}

## Labels

| label | spans |
|---|---:|
{labels}
"""


def card_of(file: Path) -> Path:
    """Where the card of a Parquet file stands."""
    return file.parent / "README.md"


def check_card(file: Path) -> None:
    """Raise DataError if the card would overwrite a README.md that is not a card written here."""
    card = card_of(file)
    if card.exists() and _OURS not in read_text(card):
        raise DataError(card, "is not a card that sigact wrote and would be overwritten; choose another folder for --output")


def write_card(file: Path, articles: Sequence[Article]) -> None:
    """Write README.md beside a Parquet file."""
    write_atomically(card_of(file), card_text(file, articles))


def card_text(file: Path, articles: Sequence[Article]) -> str:
    """YAML metadata for the Hub, counts, sources with their licenses, and labels."""
    from huggingface_hub import DatasetCardData

    name = file.stem if file.stem != "data" else file.resolve().parent.name
    licenses = sorted({article.source.license for article in articles})
    metadata = DatasetCardData(
        pretty_name=name,
        language=sorted({article.language for article in articles}),
        license=sorted({license_id if (license_id := text.lower()) in _HUB_LICENSES else "other" for text in licenses}),
        task_categories=["token-classification"],
        size_categories=[next((size for limit, size in _SIZES if len(articles) < limit), "n>1M")],
        tags=["event-extraction", "information-extraction", "sigact"],
        configs=[{"config_name": "default", "data_files": file.name}],
    )
    sources = Counter((article.source.name, article.source.license) for article in articles)
    labels = Counter(span.label for article in articles for span in article.spans)
    body = _BODY.format(
        ours=_OURS,
        name=name,
        file=file.name,
        articles=len(articles),
        spans=labels.total(),
        incidents=sum(len(article.incidents) for article in articles),
        sources="\n".join(f"| {_cell(source)} | {_cell(license_text)} | {count} |" for (source, license_text), count in sources.items()),
        labels="\n".join(f"| {_cell(label)} | {count} |" for label, count in labels.most_common()),
    )
    return f"---\n{metadata.to_yaml()}\n---\n{body}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
