"""Items -> numbered parts. Where a part ends depends on the items alone, never on workers or time."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass

from sigact.infer.batch.items import Fault, Item

_PART_CHARACTERS = 32_000_000


@dataclass(frozen=True)
class Part:
    """Items in their order; `fingerprint` (SHA-256) tells whether they are the same as in an earlier run."""

    index: int
    items: tuple[Item, ...]
    fingerprint: str


def cut(items: Iterable[Item], size: int) -> Iterator[Part]:
    """Parts of `size` items, fewer where their texts are long; an empty one if there is nothing."""
    held: list[Item] = []
    characters, index = 0, 0
    for item in items:
        held.append(item)
        characters += 0 if isinstance(item, Fault) else item.size
        if len(held) == size or characters >= _PART_CHARACTERS:
            yield _part(index, held)
            held, characters, index = [], 0, index + 1
    if held or index == 0:
        yield _part(index, held)


def _part(index: int, items: list[Item]) -> Part:
    digest = hashlib.sha256()
    for item in items:
        content = item.fingerprint()
        digest.update(len(content).to_bytes(8, "big") + content)
    return Part(index, tuple(items), digest.hexdigest())


def once_each(items: Iterable[Item]) -> Iterator[Item]:
    """Items with a fault in place of each whose id an earlier one has. Ids are kept in a temporary file, not in memory."""
    with closing(sqlite3.connect("")) as ids:
        ids.execute("PRAGMA cache_size = -8000")
        ids.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, place TEXT) WITHOUT ROWID")
        for item in items:
            if isinstance(item, Fault) or _is_new(ids, item.id, item.where):
                yield item
            else:
                (place,) = ids.execute("SELECT place FROM seen WHERE id = ?", (item.id,)).fetchone()
                yield Fault("error", "duplicate_id", item.where, f"its id was used at {place}", item.id)


def _is_new(ids: sqlite3.Connection, identifier: str, place: str) -> bool:
    return ids.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (identifier, place)).rowcount == 1
