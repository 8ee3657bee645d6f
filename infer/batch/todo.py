"""Inputs -> the parts that are still to be done."""

from collections.abc import Iterator
from dataclasses import dataclass

from sigact.errors import UsageError
from sigact.infer.batch.inputs import Input
from sigact.infer.batch.items import Fault, Limits
from sigact.infer.batch.parts import Part, cut, once_each
from sigact.infer.batch.readers import read_items
from sigact.infer.batch.state import RunState


@dataclass
class Todo:
    """The parts of a run that are not done, read as they are asked for; `count` is the number of all parts once they are all read."""

    inputs: list[Input | Fault]
    part_size: int
    limits: Limits
    state: RunState
    count: int = 0

    def __iter__(self) -> Iterator[Part]:
        for part in cut(once_each(read_items(self.inputs, self.limits)), self.part_size):
            self.count += 1
            entry = self.state.done(part.index)
            if entry is None:
                yield part
            elif entry["fingerprint"] != part.fingerprint:
                where = next((item.where for item in part.items), "the inputs")
                raise UsageError(
                    f"{self.state.folder}: part {part.index} was made from other records than those from {where} on; "
                    "run it with the same inputs, choose another output, or pass --overwrite to start anew"
                )
