"""Reader of MUC-4 answer keys (`key-dev-*.muc4`, `key-tst1.v7`, `key-tst2.v4`).

A template is 25 slots in order, one fill a line; further fills of a slot stand on indented lines of their own. `*` marks a
slot that does not apply, `-` one that is null. A message without incidents has one template of asterisks. Lines that begin
with `;` are comments.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from sigact.data.jsonl import read_text
from sigact.data.sources.muc4_fill import INAPPLICABLE, NULL, Fill, parse_fill
from sigact.data.sources.muc4_slots import TITLES, Slot
from sigact.errors import DataError

_SLOT = re.compile(r"(\d+)\.\s+(.*)")
_MESSAGE = re.compile(r"(\S+)(?:\s+\((.+?)\)?)?")
_NUMBER = re.compile(r"(\d+)(\s+\(OPTIONAL\))?")


@dataclass(frozen=True)
class Template:
    """One incident. `slots` has the fills of all 25 slots in order: none where a slot is null or `inapplicable`."""

    docid: str
    number: int
    optional: bool
    slots: tuple[tuple[Fill, ...], ...]
    inapplicable: frozenset[Slot]

    def __getitem__(self, slot: Slot) -> tuple[Fill, ...]:
        return self.slots[slot]


@dataclass(frozen=True)
class KeyDocument:
    """A message; `templates` is empty where it tells of no incident.

    `sites` says who wrote its key, as the file has it; `comments` are the lines with `;` before and in its templates.
    """

    docid: str
    sites: tuple[str, ...]
    templates: tuple[Template, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True)
class KeyFile:
    """The documents of a file in its order; `remarks` says as file:line and words what was read with leniency."""

    documents: tuple[KeyDocument, ...]
    remarks: tuple[str, ...]


class _Line(NamedTuple):
    number: int
    slot: Slot
    text: str


@dataclass
class _Block:
    """The lines of a template and the comments before and within it."""

    comments: list[str] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)


def read_keys(path: Path) -> KeyFile:
    """Read a key file; every line is consumed. Raises DataError with file:line for a line that cannot be read."""
    return parse_keys(read_text(path), path)


def parse_keys(text: str, where: object) -> KeyFile:
    """Parse the text of a key file; `where` names it in errors and remarks."""
    blocks: dict[str, list[_Block]] = {}
    for block in _blocks(_lines(text, where)):
        message = _match(_MESSAGE, block.lines[0], where)
        blocks.setdefault(message[1], []).append(block)
    remarks: list[str] = []
    documents = tuple(_document(docid, group, where, remarks) for docid, group in blocks.items())
    return KeyFile(documents, tuple(remarks))


def _lines(text: str, where: object) -> Iterator[_Line | str]:
    """Slot lines and further fills; comments as plain strings."""
    slot: Slot | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        match = _SLOT.fullmatch(line.rstrip())
        if line.startswith(";"):
            yield line.rstrip()
        elif match:
            slot, content = _slot(match, f"{where}:{number}")
            yield _Line(number, slot, content)
        elif line.startswith(" ") and slot is not None:
            yield _Line(number, slot, line.strip())
        else:
            raise DataError(f"{where}:{number}", f"is neither a slot, a further fill nor a comment: {line}")


def _slot(match: re.Match[str], where: str) -> tuple[Slot, str]:
    number = int(match[1])
    if number >= len(TITLES) or not match[2].startswith(TITLES[number]):
        raise DataError(where, f"slot {number} does not have the title of a MUC-4 slot: {match[0]}")
    content = match[2].removeprefix(TITLES[number])
    if not content.strip() or not content.startswith(" "):
        raise DataError(where, f"slot {number} has no fill; a null slot holds '-': {match[0]}")
    return Slot(number), content.strip()


def _blocks(lines: Iterable[_Line | str]) -> Iterator[_Block]:
    """Cut before each first slot and the comments above it; comments at the end of the file go to the last template."""
    block = _Block()
    comments: list[str] = []
    for line in lines:
        if isinstance(line, str):
            comments.append(line)
            continue
        if line.slot is Slot.MESSAGE_ID and block.lines:
            yield block
            block = _Block()
        block.lines.append(line)
        block.comments += comments
        comments = []
    block.comments += comments
    if block.lines:
        yield block


def _document(docid: str, blocks: list[_Block], where: object, remarks: list[str]) -> KeyDocument:
    """Templates of asterisks count as none; one beside others is a remark."""
    found = [template for block in blocks if (template := _template(docid, block, where, remarks))]
    first = f"{where}:{blocks[0].lines[0].number}"
    if len(blocks) > max(len(found), 1):
        remarks.append(f"{first}: {docid} has a template of asterisks beside others, which stand")
    if len({template.number for template in found}) < len(found):
        raise DataError(first, f"{docid} has two templates with one number")
    sites = dict.fromkeys(_match(_MESSAGE, block.lines[0], where)[2] for block in blocks)
    comments = [comment for block in blocks for comment in block.comments]
    return KeyDocument(docid, tuple(site for site in sites if site), tuple(found), tuple(comments))


def _template(docid: str, block: _Block, where: object, remarks: list[str]) -> Template | None:
    """The template of a block, None for one of asterisks. Adds to `remarks`."""
    runs = [(slot, list(lines)) for slot, lines in groupby(block.lines, key=lambda line: line.slot)]
    order, slots = [slot for slot, _ in runs], dict(runs)
    first = f"{where}:{block.lines[0].number}"
    if len(order) != len(Slot) or len(slots) != len(Slot):
        raise DataError(first, f"template of {docid} does not have each of the slots 0 to 24 once")
    if order != list(Slot):
        remarks.append(f"{first}: slots are not in order")
    number_line = slots[Slot.TEMPLATE][0]
    if number_line.text == INAPPLICABLE:
        filled = [line for line in block.lines if line.text != INAPPLICABLE and line.slot is not Slot.MESSAGE_ID]
        if filled:
            raise DataError(f"{where}:{filled[0].number}", f"is filled in a template of asterisks: {filled[0].text}")
        return None
    number = _match(_NUMBER, number_line, where)
    fills = tuple(_fills(slots[slot], where, remarks) for slot in Slot)
    inapplicable = frozenset(slot for slot in Slot if slots[slot][0].text == INAPPLICABLE)
    return Template(docid, int(number[1]), bool(number[2]), fills, inapplicable)


def _fills(lines: list[_Line], where: object, remarks: list[str]) -> tuple[Fill, ...]:
    """The fills of one slot. A null line beside others is kept, since other slots may refer to it."""
    texts = {line.text for line in lines}
    if INAPPLICABLE in texts and len(texts) > 1:
        raise DataError(f"{where}:{lines[0].number}", "has fills beside the '*' of a slot that does not apply")
    return () if texts <= {INAPPLICABLE, NULL} else tuple(_fill(line, where, remarks) for line in lines)


def _fill(line: _Line, where: object, remarks: list[str]) -> Fill:
    if line.slot in {Slot.MESSAGE_ID, Slot.TEMPLATE}:
        return Fill((line.text,), line=line.number)
    fill, found = parse_fill(line.slot, line.text, f"{where}:{line.number}", line.number)
    remarks += found
    return fill


def _match(pattern: re.Pattern[str], line: _Line, where: object) -> re.Match[str]:
    match = pattern.fullmatch(line.text)
    if not match:
        raise DataError(f"{where}:{line.number}", f"{TITLES[line.slot]} cannot be read: {line.text}")
    return match
