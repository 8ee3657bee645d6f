"""What the command line names -> input files in a fixed order: arguments as given, folders and globs sorted.

Hidden files are left out, and so are the files of the run's own output, which may lie in a folder that is read.
"""

import glob
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sigact.errors import UsageError, require
from sigact.infer.batch.formats import INPUT_SUFFIXES, InputFormat, input_format
from sigact.infer.batch.items import Fault

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One file. `name` is what messages and ids say, `location` what is opened; `size` and `stamp` tell whether it changed."""

    name: str
    location: str
    format: InputFormat
    size: int | None = None
    stamp: str | None = None

    def identity(self) -> list[Any]:
        """What must be the same when a run goes on."""
        return [self.name, self.format, self.size, self.stamp]


def find_inputs(arguments: list[str], output: Path, format_: InputFormat | None = None) -> list[Input | Fault]:
    """The files of all arguments; a Fault for each that is missing or of no known format. Raises UsageError, MissingExtra."""
    if arguments.count(STDIN) > 1:
        raise UsageError("standard input (-) can be read only once")
    return [found for argument in arguments for found in _expand(argument, output, format_)]


def is_url(argument: str) -> bool:
    """Whether fsspec opens it."""
    return "://" in argument


def _expand(argument: str, output: Path, format_: InputFormat | None) -> Iterator[Input | Fault]:
    if argument == STDIN:
        yield Input("stdin", STDIN, format_ or "jsonl")
    elif is_url(argument):
        yield from _of_url(argument, format_)
    elif Path(argument).is_dir():
        yield from _of_folder(argument, output, format_)
    elif Path(argument).exists() or not glob.has_magic(argument):
        if _is_output(argument, output):
            raise UsageError(f"{argument}: is what --output names; choose another output")
        yield _of_path(argument, format_)
    else:
        matches = sorted(path for path in glob.glob(argument, recursive=True) if not _is_output(path, output))  # noqa: PTH207 (a pattern of strings)
        if not matches:
            yield Fault("error", "missing", shown(argument), "matches no file")
        for path in matches:
            if not Path(path).is_dir():
                yield _of_path(path, format_)
            elif "**" not in argument:
                yield from _of_folder(path, output, format_)


def _of_folder(folder: str, output: Path, format_: InputFormat | None) -> Iterator[Input | Fault]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_output(str(Path(parent, name)), output))
        for name in sorted(files):
            path = str(Path(parent, name))
            if not name.startswith(".") and not _is_output(path, output):
                yield _of_path(path, format_)


def _is_output(path: str, output: Path) -> bool:
    """What the run writes: OUT, its companions, and what is in it."""
    here, out = Path(path).resolve(), output.resolve()
    written = {out, *(Path(f"{out}.{name}") for name in ("parts", "texts.jsonl", "errors.jsonl", "report.json"))}
    return not written.isdisjoint({here, *here.parents})


def _of_path(path: str, format_: InputFormat | None) -> Input | Fault:
    name = shown(path)
    try:
        status = Path(path).stat()
    except OSError as error:
        return Fault("error", "missing", name, error.strerror or str(error))
    known = format_ or input_format(path)
    if known is None:
        return _unknown(name)
    return Input(name, path, known, status.st_size, str(status.st_mtime_ns))


def _of_url(url: str, format_: InputFormat | None) -> Iterator[Input | Fault]:
    require("batch", "fsspec")
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {error}") from None
    try:
        matches = system.glob(path) if glob.has_magic(path) else system.find(path) if system.isdir(path) else [path]
        found = [(system.unstrip_protocol(match), system.info(match)) for match in sorted(matches)]
    except Exception as error:  # each file system has errors of its own
        yield Fault("error", "missing", url, f"{type(error).__name__}: {error}")
        return
    if not found:
        yield Fault("error", "missing", url, "matches no file")
    for name, info in found:
        known = format_ or input_format(name)
        stamp = next((str(info[key]) for key in ("ETag", "etag", "mtime", "LastModified", "created") if info.get(key)), None)
        yield Input(shown(name), name, known, info.get("size"), stamp) if known else _unknown(shown(name))


def _unknown(name: str) -> Fault:
    known = ", ".join(INPUT_SUFFIXES)
    return Fault("skipped", "unknown_format", name, f"is of no known format ({known}, also with .gz or .zst); --input-format names one")


def shown(path: str) -> str:
    """A path as text: bytes of a file name that are not UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
