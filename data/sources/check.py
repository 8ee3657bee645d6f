"""Compares a source folder with the manifest: `python -m sigact.data.sources.check muc34|satp|re3d DIR`."""

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

from sigact.data.sources.manifest import SOURCES, Kind, SourceFile, SourceFolder
from sigact.data.sources.muc4_keys import read_keys
from sigact.data.sources.muc4_processed import read_entities, read_templates
from sigact.data.sources.muc4_raw import read_raw
from sigact.data.sources.re3d import read_sentences, read_tags
from sigact.data.sources.satp import read_facts, read_reports
from sigact.errors import DataError

_COUNTERS: dict[Kind, Callable[[Path], int]] = {
    "muc4 texts": lambda path: len(read_raw(path)),
    "muc4 keys": lambda path: len(read_keys(path).documents),
    "muc4 entities": lambda path: len(read_entities(path)),
    "muc4 templates": lambda path: len(read_templates(path)),
    "satp reports": lambda path: len(read_reports(path, "train")),
    "satp facts": lambda path: len(read_facts(path)),
    "re3d sentences": lambda path: len(read_sentences(path, read_tags(path.parent / "labels.json"))),
    "re3d labels": lambda path: len(read_tags(path)),
}


def differences(source: SourceFolder, folder: Path) -> list[str]:
    """Every difference between `folder` and the manifest in words: missing or unreadable files, other counts or checksums."""
    return [difference for file in source.files for difference in _file_differences(file, folder / file.path)]


def _file_differences(file: SourceFile, path: Path) -> list[str]:
    if not path.is_file():
        return [] if file.extra else [f"{path}: is missing"]
    try:
        records = _COUNTERS[file.kind](path)
    except DataError as error:
        return [str(error)]
    found = []
    if records != file.records:
        found.append(f"{path}: holds {records} {file.kind}, not {file.records}")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != file.sha256:
        found.append(f"{path}: SHA-256 is {digest}, not {file.sha256}: this is another version or was changed")
    return found


def main(arguments: list[str]) -> int:
    """Print every difference. Returns 1 if there is any, 2 for wrong use."""
    if len(arguments) != 2 or arguments[0] not in SOURCES:
        sys.stderr.write(f"usage: python -m sigact.data.sources.check {'|'.join(SOURCES)} DIR\n")
        return 2
    source, folder = SOURCES[arguments[0]], Path(arguments[1])
    found = differences(source, folder)
    sys.stdout.writelines(f"{difference}\n" for difference in found)
    present = sum((folder / file.path).is_file() for file in source.files)
    sys.stdout.write(f"{source.title}: {present} of {len(source.files)} files are there; {len(found)} differences\n")
    if found:
        sys.stdout.write(f"found at: {source.found_at}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
