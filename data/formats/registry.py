"""Every format in one place: how it is recognised, read and written, and what it loses."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sigact.data.article import Article
from sigact.data.formats import FormatName, brat, conll, doccano, label_studio, parquet, prodigy, sigact_jsonl, uima_cas
from sigact.data.formats.drafts import Draft
from sigact.data.formats.report import Report
from sigact.errors import DataError, UsageError


@dataclass(frozen=True)
class Format:
    """`read` and `write` count in the report what they lose; `loses` says it in words; `needs` are modules of the extra `corpus`."""

    recognises: Callable[[Path], bool]
    read: Callable[[Path, Report], Iterable[Draft]]
    write: Callable[[Path, Sequence[Article], Report], None]
    loses: str
    needs: tuple[str, ...] = ()


FORMATS = {
    FormatName.SIGACT: Format(sigact_jsonl.recognises, sigact_jsonl.read, sigact_jsonl.write, "nothing"),
    FormatName.CONLL: Format(conll.recognises, conll.read, conll.write, "spans that cut a word, and the arguments that name them"),
    FormatName.LABEL_STUDIO: Format(label_studio.recognises, label_studio.read, label_studio.write, "nothing"),
    FormatName.DOCCANO: Format(doccano.recognises, doccano.read, doccano.write, "nothing"),
    FormatName.PRODIGY: Format(prodigy.recognises, prodigy.read, prodigy.write, "nothing"),
    FormatName.BRAT: Format(brat.recognises, brat.read, brat.write, "nothing"),
    FormatName.UIMA_CAS: Format(uima_cas.recognises, uima_cas.read, uima_cas.write, "nothing", ("cassis",)),
    FormatName.PARQUET: Format(
        parquet.recognises,
        parquet.read,
        parquet.write,
        "incident fields that have no column in a row",
        ("datasets", "huggingface_hub"),
    ),
}


def recognise(path: Path) -> FormatName:
    """The format of a file or folder. Raises DataError if it does not exist, UsageError if not exactly one format claims it."""
    if not path.exists():
        raise DataError(path, "does not exist")
    claims = [name for name, format_ in FORMATS.items() if format_.recognises(path)]
    if len(claims) != 1:
        what = f"could be {' or '.join(claims)}" if claims else "is in no format that can be told from its name and first lines"
        raise UsageError(f"{path}: {what}; say which with --from")
    return claims[0]
