"""A file -> its bytes, decompressed by what it holds (gzip, zstd) whatever its name, within limits, and cut into lines."""

import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from sigact.errors import require
from sigact.infer.batch.inputs import STDIN, Input, is_url
from sigact.infer.batch.items import Kind, Limits, Unusable

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_CHUNK = 1 << 16


def open_input(source: Input, limits: Limits) -> BinaryIO:
    """A buffered stream of the decompressed bytes. Raises Unusable."""
    try:
        raw = _open(source)
        start = raw.peek(len(_ZSTD))[: len(_ZSTD)]
    except OSError as error:
        raise Unusable("unreadable", error.strerror or str(error)) from None
    if start.startswith(_GZIP):
        counted = _Counted(raw)
        return io.BufferedReader(_Decompressed(gzip.GzipFile(fileobj=cast(BinaryIO, counted)), counted, limits), _CHUNK)
    if start == _ZSTD:
        counted = _Counted(raw)
        return io.BufferedReader(_Decompressed(zstd_file(counted), counted, limits), _CHUNK)
    return raw


def _open(source: Input) -> io.BufferedReader:
    if source.location == STDIN:
        return cast(io.BufferedReader, sys.stdin.buffer)
    if not is_url(source.location):
        return Path(source.location).open("rb")
    import fsspec

    try:
        return io.BufferedReader(fsspec.open(source.location, "rb").open())
    except Exception as error:  # each file system has errors of its own
        raise Unusable("unreadable", f"{type(error).__name__}: {error}") from None


class _Reader(Protocol):
    def read1(self, size: int) -> bytes: ...
    def close(self) -> None: ...


def zstd_file(stream: object) -> _Reader:
    """A reader of zstd frames: the standard library's from Python 3.14 on, its backport (extra: batch) before. Raises MissingExtra."""
    if sys.version_info >= (3, 14):
        from compression.zstd import ZstdFile
    else:
        require("batch", "backports.zstd")
        from backports.zstd import ZstdFile
    return ZstdFile(cast(BinaryIO, stream))


class _Counted(io.RawIOBase):
    """A stream that counts what is read of it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Decompressed(io.RawIOBase):
    """What comes out of a compressed stream; Unusable where it ends early, is damaged, or holds far more than articles compress to."""

    def __init__(self, stream: _Reader, source: _Counted, limits: Limits) -> None:
        self._stream, self._source, self._limits = stream, source, limits
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        try:
            data = self._stream.read1(len(view))
        except EOFError:
            raise Unusable("truncated", "the compressed data ends early; what came before it is done") from None
        except Exception as error:  # gzip.BadGzipFile, zlib.error, ZstdError, OSError
            kind: Kind = "unreadable" if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile) else "malformed"
            raise Unusable(kind, f"cannot be decompressed further: {error}") from None
        self._count += len(data)
        if self._count > self._limits.free_bytes and self._count > self._limits.ratio * self._source.count:
            problem = f"unpacks to over {self._limits.ratio} times its size ({self._count:,} bytes so far); what came before is done"
            raise Unusable("decompression_limit", problem)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        self._source.close()
        super().close()


def read_whole(stream: BinaryIO, limits: Limits) -> bytes:
    """All of a stream that is one record. Raises Unusable if it is over the limit."""
    data = stream.read(limits.record_bytes + 1)
    if len(data) > limits.record_bytes:
        raise too_large(limits)
    return data


def bounded_lines(stream: BinaryIO, limits: Limits) -> Iterator[tuple[int, bytes | None]]:
    """(line number from 1, line), None for a line over the limit, which is read past without being held."""
    number = 0
    while line := stream.readline(limits.record_bytes + 1):
        number += 1
        if len(line) > limits.record_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
            yield number, None
        else:
            yield number, line


def too_large(limits: Limits) -> Unusable:
    """The fault of a record over the limit."""
    return Unusable("too_large", f"is over {limits.record_bytes:,} bytes; --max-record-bytes raises the limit")
