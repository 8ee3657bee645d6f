"""Counts of MUC-4 answer keys: `python -m sigact.data.sources.muc4_key_counts FILE...` prints them and every remark."""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from sigact.data.sources.muc4_keys import KeyDocument, read_keys
from sigact.data.sources.muc4_slots import TITLES, Slot
from sigact.errors import DataError


def fills_per_slot(documents: Iterable[KeyDocument]) -> Counter[Slot]:
    """How many fills each slot has over all templates."""
    counts: Counter[Slot] = Counter()
    for document in documents:
        for template in document.templates:
            counts.update({slot: len(template[slot]) for slot in Slot})
    return counts


def main(paths: list[str]) -> int:
    """Print counts of key files. Returns 1 if one cannot be read."""
    documents: list[KeyDocument] = []
    faults = 0
    for path in map(Path, paths):
        try:
            keys = read_keys(path)
        except DataError as error:
            faults += 1
            sys.stdout.write(f"error: {error}\n")
            continue
        documents += keys.documents
        sys.stdout.writelines(f"remark: {remark}\n" for remark in keys.remarks)
        sys.stdout.write(f"{path}: {_summary(keys.documents)}\n")
    sys.stdout.write(f"all: {_summary(documents)}\n")
    sys.stdout.writelines(f"{slot:2} {TITLES[slot]:30} {count}\n" for slot, count in sorted(fills_per_slot(documents).items()))
    return 1 if faults else 0


def _summary(documents: Iterable[KeyDocument]) -> str:
    counts = [len(document.templates) for document in documents]
    optional = sum(template.optional for document in documents for template in document.templates)
    return f"{len(counts)} documents, {sum(map(bool, counts))} with templates, {sum(counts)} templates, {optional} of them optional"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
