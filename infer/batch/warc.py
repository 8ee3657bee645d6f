"""WARC, such as Common Crawl News -> the web pages in it (extra: batch). Nothing is fetched; only responses with HTML are taken."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from sigact.infer.batch.items import Fault, Item, Limits, Page, Unusable
from sigact.infer.batch.streams import too_large

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_HEADER_BYTES = 100_000


class _Stream:
    """What fastwarc asks of a stream: it is read forward only, and told where it stands."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._stream.read1(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position

    def close(self) -> None:
        """The stream is closed by its owner."""

    def seek(self, offset: int, whence: int = 0) -> int:
        if (offset, whence) != (0, 1) and (offset, whence) != (self._position, 0):
            raise OSError("a WARC is read forward only")
        return self._position


def read_warc(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item]:
    """A page for each HTML response; other responses are marked as skipped, records that are no response are none of ours."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        for record in ArchiveIterator(_Stream(stream), record_types=WarcRecordType.response, parse_http=False, stream_detect=False):
            where = f"{name}:byte {record.stream_pos}"
            identifier = (record.record_id or where).strip("<>")
            try:
                yield _page(record, where, identifier, limits)
            except Unusable as fault:
                yield fault.at(where, identifier)
    except OSError as error:
        raise Unusable("malformed", f"is no readable WARC from here on: {error}") from None


def _page(record: Any, where: str, identifier: str, limits: Limits) -> Page | Fault:
    from fastwarc.warc import WarcRecord

    length = record.content_length
    if length > limits.record_bytes + _HEADER_BYTES:
        raise too_large(limits)
    block = record.reader.read(length)
    if len(block) < length:
        raise Unusable("truncated", f"ends after {len(block):,} of {length:,} bytes")
    response = WarcRecord()
    response.init_headers(record_type=record.record_type)
    response.is_http = True
    response.set_bytes_content(block)
    try:
        response.parse_http(auto_decode="all")
        html = response.reader.read(limits.record_bytes + 1)
    except OSError as error:
        raise Unusable("page", f"its HTTP response cannot be decoded: {error}") from None
    if len(html) > limits.record_bytes:
        raise too_large(limits)
    _check_response(response)
    url = record.headers.get("WARC-Target-URI")
    fetched = record.record_date
    extra = {"url": url, "fetched": fetched.isoformat() if fetched else None}
    return Page(identifier, html, where, url, response.http_charset, fetched.date() if fetched else None, extra)


def _check_response(response: Any) -> None:
    status = response.http_headers.status_code if response.http_headers else None
    if status is None:
        raise Unusable("not_an_article", "is no HTTP response", "skipped")
    if status != 200:
        raise Unusable("not_an_article", f"is an HTTP response with status {status}", "skipped")
    if response.http_content_type and response.http_content_type.lower() not in _HTML:
        raise Unusable("not_an_article", f"is {response.http_content_type}, not HTML", "skipped")
