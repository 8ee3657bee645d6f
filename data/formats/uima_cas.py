"""UIMA CAS, as INCEpTION and DKPro use it: a folder with ID.xmi for each article and TypeSystem.xml.

Spans are NamedEntity annotations of DKPro with the label as `value`. DocumentMetaData holds id, title and language, a
MetaDataStringField with the key `sigact` the rest of the article's record. Offsets in the files count UTF-16 code units; cassis converts
them. Read are XMI files with the TypeSystem.xml beside them, and JSON CAS files. Other layers are reported as lost, except tokens and
sentences, which hold no labels.
"""

import json
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sigact.data.article import Article
from sigact.data.formats.drafts import HEADER, Draft, Mark, foreign_header, header_of, own_header
from sigact.data.formats.folders import check_new, file_stems
from sigact.data.formats.report import Report
from sigact.data.jsonl import read_text, write_atomically
from sigact.errors import DataError

TYPE_SYSTEM = "TypeSystem.xml"
_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
_ENTITY = f"{_DKPRO}.ner.type.NamedEntity"
_DOCUMENT = f"{_DKPRO}.metadata.type.DocumentMetaData"
_FIELD = f"{_DKPRO}.metadata.type.MetaDataStringField"
_FEATURES = {
    _ENTITY: ("uima.tcas.Annotation", ("value", "identifier")),
    _DOCUMENT: ("uima.tcas.DocumentAnnotation", ("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri")),
    _FIELD: ("uima.tcas.Annotation", ("key", "value")),
}
_WITHOUT_LABELS = {"Token", "Sentence", "Paragraph", "DocumentMetaData", "DocumentAnnotation", "MetaDataStringField", "TagsetDescription"}
_UNKNOWN_LANGUAGE = "x-unspecified"


def recognises(path: Path) -> bool:
    """An .xmi file, a .json file with a CAS, or a folder with such files."""
    if path.is_dir():
        return any(path.rglob("*.xmi")) or any(recognises(file) for file in path.rglob("*.json"))
    if path.suffix != ".json" or not path.is_file():
        return path.suffix == ".xmi"
    with path.open("rb") as file:
        head = file.read(4096)
    return b'"%TYPES"' in head or b'"%FEATURE_STRUCTURES"' in head


def write(path: Path, articles: Sequence[Article], _report: Report) -> None:
    """Write a folder, which must be empty or missing. Raises DataError for a text with control characters, which XML cannot hold."""
    check_new(path)
    types = _type_system()
    write_atomically(path / TYPE_SYSTEM, types.to_xml())
    for article, stem in zip(articles, file_stems(articles, path), strict=True):
        try:
            write_atomically(path / f"{stem}.xmi", _cas(article, types).to_xmi())
        except ValueError as error:
            raise DataError(article.id, f"XML cannot hold its text: {error}") from None


def _type_system() -> Any:
    from cassis import TypeSystem

    types = TypeSystem()
    for name, (supertype, features) in _FEATURES.items():
        new = types.create_type(name, supertype)
        for feature in features:
            types.create_feature(new, feature, "uima.cas.String")
    types.create_feature(_DOCUMENT, "isLastSegment", "uima.cas.Boolean")
    return types


def _cas(article: Article, types: Any) -> Any:
    from cassis import Cas

    cas = Cas(types)
    cas.sofa_string, cas.sofa_mime = article.text, "text/plain"
    whole = {"begin": 0, "end": len(article.text)}
    document, entity, field = (types.get_type(name) for name in (_DOCUMENT, _ENTITY, _FIELD))
    title = article.title or article.id
    cas.add(document(**whole, language=article.language, documentId=article.id, documentTitle=title, isLastSegment=False))
    cas.add(field(**whole, key=HEADER, value=json.dumps(header_of(article), ensure_ascii=False)))
    for span in article.spans:
        cas.add(entity(begin=span.start, end=span.end, value=span.label))
    return cas


def read(path: Path, report: Report) -> Iterator[Draft]:
    """Read a file, or the .xmi and .json files of a folder and its sub-folders. Raises DataError that names the file."""
    found = sorted(file for file in path.rglob("*") if file.suffix in {".xmi", ".json"}) if path.is_dir() else [path]
    if not found:
        raise DataError(path, "holds no .xmi or .json file")
    for file in found:
        cas = _load(file, path)
        if cas.sofa_string is None:
            raise DataError(file, "holds no text")
        yield _draft(cas, file, report)


def _load(file: Path, root: Path) -> Any:
    from cassis import load_cas_from_json, load_cas_from_xmi, load_typesystem

    source = read_text(file)
    types = None
    if file.suffix == ".xmi":
        types = next((folder / TYPE_SYSTEM for folder in (file.parent, root) if (folder / TYPE_SYSTEM).is_file()), None)
        if types is None:
            raise DataError(file, f"needs the {TYPE_SYSTEM} that was exported with it, in the same folder")
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", message="Not mapping")
            return load_cas_from_xmi(source, load_typesystem(read_text(types))) if types else load_cas_from_json(source)
    except DataError:
        raise
    except Exception as error:
        raise DataError(file, f"cannot be read as a UIMA CAS: {error}") from None


def _draft(cas: Any, file: Path, report: Report) -> Draft:
    text, known = cas.sofa_string, cas.typesystem.contains_type
    marks = [_mark(entity, report) for entity in cas.select(_ENTITY)] if known(_ENTITY) else []
    entities = {entity.type.name for entity in cas.select(_ENTITY)} if known(_ENTITY) else set()
    for annotation in cas.select("uima.tcas.Annotation"):
        name = annotation.type.name
        if name not in entities and name.rpartition(".")[2] not in _WITHOUT_LABELS:
            report.lose(f"{name.rpartition('.')[2]!r} annotation")
    fields = {field.key: field.value for field in cas.select(_FIELD)} if known(_FIELD) else {}
    if HEADER in fields:
        header = own_header(_json(fields.pop(HEADER), file), str(file))
    else:
        document = next(iter(cas.select(_DOCUMENT)), None) if known(_DOCUMENT) else None
        identifier = (document and (document.documentId or document.documentTitle)) or file.stem
        if document and document.language not in {None, _UNKNOWN_LANGUAGE}:
            fields["language"] = document.language
        header = foreign_header(fields, identifier, "uima-cas", text, report)
    return Draft(str(file), text, tuple(mark for mark in marks if mark), header)


def _mark(entity: Any, report: Report) -> Mark | None:
    """The mark of an entity; the label is its value, else the name of its subtype of NamedEntity."""
    report.lose("knowledge-base identifier", entity.identifier is not None)
    label = entity.value or (None if entity.type.name == _ENTITY else entity.type.name.rpartition(".")[2])
    report.lose("annotation without a label", label is None)
    return Mark(entity.begin, entity.end, label) if label else None


def _json(value: str, file: Path) -> object:
    try:
        return json.loads(value)
    except json.JSONDecodeError as error:
        raise DataError(file, f"its {HEADER} metadata is not JSON: {error}") from None
