"""Reports from JSONL, line by line: plain, gzip (.gz) or standard input (-)."""

import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from pydantic import ValidationError

from sigact.data.article import fault_message
from sigact.data.jsonl import decode_text
from sigact.errors import DataError
from sigact.infer.report import Report

STDIN = Path("-")
_SHOWN = 3
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def read_reports(path: Path) -> Iterator[tuple[str, Report | DataError]]:
    """Yield (file:line, report) for each line that is not blank; a fault stands in the place of a line that is no report.

    A file that breaks off (truncated gzip, a disk error) ends with a fault, after what could be read.
    """
    name = "stdin" if path == STDIN else str(path)
    number = 0
    try:
        with _opened(path) as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    where = f"{name}:{number}"
                    yield where, _report(line, where)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        where = f"{name}:{number + 1}" if number else name
        yield where, DataError(where, f"cannot be read: {reason}")


def _opened(path: Path) -> AbstractContextManager[Iterable[bytes]]:
    if path == STDIN:
        return nullcontext(sys.stdin.buffer)
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def _report(line: bytes, where: str) -> Report | DataError:
    try:
        return Report.model_validate_json(_paired(decode_text(line, where)))
    except DataError as fault:
        return fault
    except (json.JSONDecodeError, RecursionError) as error:
        return DataError(where, f"is not JSON: {error}")
    except ValidationError as error:
        faults = error.errors()
        if faults[0]["type"] == "json_invalid":
            return DataError(where, f"is not JSON: {faults[0]['ctx']['error']}")
        shown = "; ".join(map(fault_message, faults[:_SHOWN])) + (f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else "")
        return DataError(where, f"is no report as `sigact extract --format jsonl` writes it: {shown}")


def _paired(text: str) -> str:
    """The JSON with U+FFFD for escapes of unpaired surrogates, which no file can hold."""
    if not _SURROGATE.search(text):
        return text
    plain = json.dumps(json.loads(text), ensure_ascii=False)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
