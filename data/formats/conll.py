"""CoNLL-2003 columns: one word and its IOB2 tag per line, a blank line after a sentence, -DOCSTART- before a document.

Written are four columns, `word -X- SPACE TAG`, over the words of `sigact.data.words`. SPACE tells the white space behind the word as
CoNLL-U and UDPipe do: `_` is a blank (at the end of a sentence a line end), `SpaceAfter=No` none, `SpacesAfter=\\n\\n` what it says.
The -DOCSTART- line ends with ` # ` and the rest of the record as JSON. Read are files of other tools too: first column word, last column
tag (IOB1, IOB2, BIOES or BILOU), separated by tabs or blanks; without a SPACE column the text is rebuilt with a blank after each word and a
line end after each sentence; without -DOCSTART- each sentence becomes a record of its own.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sigact.data.article import Article
from sigact.data.formats.conll_spaces import find_spaces, spaces_column
from sigact.data.formats.drafts import Draft, Mark, foreign_header, header_of, own_header
from sigact.data.formats.report import Report
from sigact.data.jsonl import read_text, write_atomically
from sigact.data.words import Word, bio_tags, to_word_spans, words_of
from sigact.errors import DataError

DOCUMENT = "-DOCSTART-"
_SUFFIXES = {".conll", ".conll03", ".conll2003", ".bio", ".iob", ".iob2"}
_TAG = re.compile(r"O|([BIESLUM])-(.+)")
_FULL_STOP = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"'”’)\]]*\Z")


def recognises(path: Path) -> bool:
    """A file with a CoNLL suffix, or a .txt file that begins with -DOCSTART-."""
    if path.is_dir() or path.suffix != ".txt":
        return path.is_file() and path.suffix in _SUFFIXES
    with path.open("rb") as file:
        return file.read(len(DOCUMENT)) == DOCUMENT.encode()


def write(path: Path, articles: Sequence[Article], report: Report) -> None:
    """Write one file. Lost are spans that begin or end inside a word, and the white space of a text without words."""
    write_atomically(path, "".join(_block(article, report) for article in articles))


def _block(article: Article, report: Report) -> str:
    words = words_of(article.text)
    spans, lost = to_word_spans(words, [(span.start, span.end, span.label) for span in article.spans])
    report.lose("span that cuts a word", len(lost))
    report.lose("text without words", bool(article.text and not words))
    inside = {index for span in spans for index in range(span.first, span.last)}
    lines = [f"{DOCUMENT} -X- O O # {json.dumps(header_of(article), ensure_ascii=False)}", ""]
    for index, (word, tag) in enumerate(zip(words, bio_tags(len(words), spans), strict=True)):
        following = words[index + 1].start if index + 1 < len(words) else len(article.text)
        behind = article.text[word.end : following]
        ends = index + 1 == len(words) or (index not in inside and _ends_sentence(article.text, word, following))
        expected = ("" if index + 1 == len(words) else "\n") if ends else " "
        before = article.text[: word.start] if index == 0 else ""
        lines.append(f"{article.text[word.start : word.end]} -X- {spaces_column(before, behind, expected)} {tag}")
        if ends:
            lines.append("")
    return "\n".join(lines) + "\n"


def _ends_sentence(text: str, word: Word, following: int) -> bool:
    """A line end, or a full stop that closes no short title such as "Dr." and no small letter follows; a wrong guess moves no offset."""
    behind = text[word.end : following]
    if not behind or "\n" in behind:
        return bool(behind)
    return _FULL_STOP.search(text[max(0, word.end - 8) : word.end]) is not None and not text[following].islower()


@dataclass
class _Document:
    """Lines of one document as they are read."""

    where: str
    header: object = None
    sentences: list[list[tuple[str, list[str]]]] = field(default_factory=lambda: [[]])


def read(path: Path, report: Report) -> Iterator[Draft]:
    """Read one file. Raises DataError with file:line for a line that is not a word and a tag."""
    documents = _documents(path, report)
    for number, document in enumerate(documents, start=1):
        text, marks = _rebuild(document)
        if document.header is None:
            header = foreign_header({}, f"{path.stem}-{number}", "conll", text, report)
        else:
            header = own_header(document.header, document.where)
        yield Draft(document.where, text, marks, header)


def _documents(path: Path, report: Report) -> list[_Document]:
    documents = [_Document(f"{path}:1")]
    for number, raw in enumerate(read_text(path).split("\n"), start=1):
        where, line = f"{path}:{number}", raw.removesuffix("\r")
        if line.startswith(DOCUMENT):
            documents.append(_Document(where, _header(line, where)))
        elif not line.strip(" \t"):
            documents[-1].sentences.append([])
        elif line.startswith("#") and not _TAG.fullmatch(_columns(line)[-1]):
            report.lose("comment line")
        else:
            documents[-1].sentences[-1].append((where, _columns(line)))
    for document in documents:
        document.sentences = [sentence for sentence in document.sentences if sentence]
    if len(documents) > 1:
        return documents[0 if documents[0].sentences else 1 :]
    report.note(f"sentence without {DOCUMENT} read as a record", len(documents[0].sentences))
    return [_Document(sentence[0][0], None, [sentence]) for sentence in documents[0].sentences]


def _header(line: str, where: str) -> object:
    """What `header_of` said of the document; None on a line of another tool."""
    header = line.partition(" # ")[2]
    if not header.startswith("{"):
        return None
    try:
        return json.loads(header)
    except json.JSONDecodeError as error:
        raise DataError(where, f"what follows ' # ' is not JSON: {error}") from None


def _columns(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else re.split(" +", line.strip(" "))


def _rebuild(document: _Document) -> tuple[str, tuple[Mark, ...]]:
    """The text of a document and its marks, whose offsets are those of the rebuilt text."""
    pieces: list[str] = []
    marks: list[Mark] = []
    at = 0
    for position, sentence in enumerate(document.sentences):
        open_label = None
        for index, (where, columns) in enumerate(sentence):
            word, prefix, label = _word_and_tag(columns, where)
            last = index + 1 == len(sentence)
            expected = ("\n" if position + 1 < len(document.sentences) else "") if last else " "
            before, behind = find_spaces(columns[1:-1], expected)
            pieces += [before, word, behind]
            start = at + len(before)
            end = start + len(word)
            at = end + len(behind)
            if label and label == open_label and prefix in "IELM":
                marks[-1] = Mark(marks[-1].start, end, label)
            elif label:
                marks.append(Mark(start, end, label))
            open_label = None if prefix in "ELSU" else label
    return "".join(pieces), tuple(marks)


def _word_and_tag(columns: list[str], where: str) -> tuple[str, str, str]:
    match = _TAG.fullmatch(columns[-1])
    if len(columns) < 2 or not columns[0].strip() or not match:
        raise DataError(where, f"must be a word, other columns and a tag such as O or B-LABEL, not {' '.join(columns)!r}")
    return columns[0], match[1] or "O", match[2] or ""
