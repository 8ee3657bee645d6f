"""Reader of the raw MUC-3/MUC-4 texts (`raw/dev/dev-muc3-*`, `raw/tst1/tst1-muc3`, `raw/tst2/tst2-muc4`), in capitals.

A file holds 100 messages. Each begins with a header line of its own, `DEV-MUC3-0001 (NOSC)`, which is no part of the text.
`text` is everything from there to the next header or the end of the file, without white space at both ends; line breaks,
indentations, double blanks and the dateline stay as they are. Stand-off annotation counts its offsets in this text.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sigact.data.article import Article, Source
from sigact.data.jsonl import read_text
from sigact.data.sources.manifest import MUC34
from sigact.errors import DataError

MUC34_SOURCE = Source(name=MUC34.title, url=None, license=MUC34.rights)

_HEADER = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})[ \t]*(?:\(([^()\n]+)\))?[ \t]*$", re.MULTILINE)
_DATELINE = re.compile(
    r"""[^,]{2,80},\s+
        (?: NO\s+DATE
          | (?P<day>\d{1,2})\s+(?P<month>[A-Z]{3,9})\b(?:\s+(?P<year>\d\d)\b)?
          | (?P<month_first>[A-Z]{3,9})\s+(?P<day_second>\d{1,2})\s+(?P<year_last>\d\d)\b )
        .{0,80}?--""",
    re.VERBOSE | re.DOTALL,
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True)
class RawDocument:
    """One message.

    `dateline` is the head of `text` up to its "--", None where there is none. `published` is the date in it, None where it
    says no date, no year, or one before 1980 (a misprint: the texts are of 1988 to 1990). `site` is the participant who was
    to write the training key, None in test files.
    """

    docid: str
    site: str | None
    text: str
    dateline: str | None
    published: date | None


def read_raw_folder(folder: Path) -> list[RawDocument]:
    """Every raw text of a MUC folder, `folder`/raw/..., in the order of the manifest. Raises DataError."""
    return [document for file in MUC34.files if file.kind == "muc4 texts" for document in read_raw(folder / file.path)]


def read_raw(path: Path) -> list[RawDocument]:
    """Read one file. Raises DataError with file:line."""
    return parse_raw(read_text(path), path)


def parse_raw(text: str, where: object) -> list[RawDocument]:
    """Cut the text of a file into messages; `where` names it in errors."""
    headers = list(_HEADER.finditer(text))
    before = text[: headers[0].start()] if headers else text
    if before.strip():
        raise DataError(f"{where}:1", "does not begin with a header such as DEV-MUC3-0001 (NOSC)")
    documents: dict[str, RawDocument] = {}
    ends = [header.start() for header in headers[1:]] + [len(text)]
    for header, end in zip(headers, ends, strict=True):
        line = f"{where}:{text.count(chr(10), 0, header.start()) + 1}"
        if header[1] in documents:
            raise DataError(line, f"{header[1]} stands twice in the file")
        documents[header[1]] = _document(header, text[header.end() : end].strip(), line)
    return list(documents.values())


def _document(header: re.Match[str], text: str, where: str) -> RawDocument:
    if not text:
        raise DataError(where, f"{header[1]} has no text")
    dateline = _DATELINE.match(text)
    published = _published(dateline, where) if dateline else None
    return RawDocument(header[1], header[2], text, dateline[0] if dateline else None, published)


def _published(dateline: re.Match[str], where: str) -> date | None:
    day, month = dateline["day"] or dateline["day_second"], dateline["month"] or dateline["month_first"]
    year = dateline["year"] or dateline["year_last"]
    if not (day and month and year) or int(year) < 80:
        return None
    try:
        return date(1900 + int(year), _MONTHS.index(month[:3]) + 1, int(day))
    except ValueError:
        raise DataError(where, f"the dateline has no possible date: {dateline[0]}") from None


def raw_article(document: RawDocument) -> Article:
    """The message as an article without annotation."""
    return Article(id=document.docid, text=document.text, published=document.published, source=MUC34_SOURCE)
