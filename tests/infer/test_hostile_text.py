"""Texts that are made to break the reader: no pattern takes more than linear time, and odd characters move no offset."""

import json
import re
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from helpers import ROOT

from sigact import Extractor
from sigact.infer.report import Report

LENGTH = 20_000
SECONDS = 0.2  # what is linear takes less than a second for 100,000 characters, what is quadratic takes longer than this
UNITS = (
    *("a", "A", "é", " ", "\u00a0", "1", ",", "-", "\n", "\n ", ".", "'", '"', "A ", "a ", "A-", "A. ", "1,", "1 "),
    *("the ", "one ", "and ", "one and ", "two, ", "twenty-", "more than ", "of the ", "the A of ", "in A, ", "said "),
    *("Mr. ", "Abu al-", "May 1, ", "late on Monday ", "killed in the "),
)
# Every pattern that a module of extraction compiles when it is imported or when it reads three articles.
RECORD = """
import importlib, json, pkgutil, re, sys
from pathlib import Path
found, compiled = {}, re._compile
def recording(pattern, flags):
    frame = sys._getframe(1)
    while frame.f_globals["__name__"] == "re":
        frame = frame.f_back
    one = compiled(pattern, flags)
    if frame.f_globals["__name__"].startswith("sigact.") and isinstance(one.pattern, str):
        found[one.pattern, one.flags] = frame.f_globals["__name__"]
    return one
re._compile = recording
import sigact.infer
from sigact import Extractor
for module in pkgutil.walk_packages(sigact.infer.__path__, "sigact.infer."):
    importlib.import_module(module.name)
for path in sorted(Path("data/samples").glob("*.txt")):
    Extractor.from_pretrained(backend="onnx")(path.read_text(encoding="utf-8"))
print(json.dumps([[name, *pattern] for pattern, name in found.items()]))
"""


class _TooSlow(Exception):  # noqa: N818
    pass


def _stop(_signal: int, _frame: Any) -> None:
    raise _TooSlow


@contextmanager
def processor_seconds(limit: float) -> Iterator[None]:
    """Raise _TooSlow after so much processor time: what else the machine does is left out."""
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def hostile_texts(pattern: str) -> list[str]:
    """Repetitions of what is common in patterns, and of this pattern's own words; none of them ends as it goes on."""
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\\[A-Za-z]", " ", pattern))
    units = [*UNITS, *(f"{word} " for word in words[:6]), " ".join(words[:12]) + " "]
    return [(unit * (LENGTH // len(unit)))[:LENGTH] + "!" for unit in units]


@pytest.fixture(scope="module")
def patterns() -> list[tuple[str, str, int]]:
    done = subprocess.run([sys.executable, "-c", RECORD], check=True, capture_output=True, text=True, cwd=ROOT)
    return [(name, pattern, flags) for name, pattern, flags in json.loads(done.stdout)]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="limits processor time by a signal")
def test_no_pattern_is_slow_on_any_text(patterns: list[tuple[str, str, int]]) -> None:
    assert len(patterns) > 200
    slow = []
    for name, pattern, flags in patterns:
        compiled = re.compile(pattern, flags)
        for text in hostile_texts(pattern):
            try:
                with processor_seconds(SECONDS):
                    compiled.fullmatch(text)
                    if not pattern.startswith(r"\s*"):  # those are never searched for, only matched at a place
                        deque(compiled.finditer(text), maxlen=0)
            except _TooSlow:
                slow.append((name, pattern[:80], text[:20]))
    assert not slow


HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202e\u2066\u2069"
ARTICLE = "Gunmen killed {}two guards{} at a bank in {}Kano on Tuesday.\n\nThe {}police blamed {}the Red Hill Front for the attack."


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_characters_move_no_offset(extractor: Extractor, hidden: str) -> None:
    marked = ARTICLE.format(*[hidden] * 5)
    report = extractor(marked, published=date(2024, 5, 16))
    (incident,) = report.incidents
    assert incident.killed
    assert incident.date
    assert (incident.killed.min, incident.date.value) == (2, "2024-05-14")
    assert phrases(report, marked) >= {"guards", "Kano", "Front"}


def phrases(report: Report, text: str) -> set[str]:
    """The last word of every phrase of a report, each of which must stand in the text where the report says."""
    incident = report.incidents[0]
    found: list[Any] = [*incident.triggers, *incident.perpetrators, *incident.targets, *incident.victims, *report.unassigned]
    found += [*(incident.killed.groups if incident.killed else []), *incident.places]
    for one in found:
        assert [text[extent.start : extent.end] for extent in one.spans][:1] == [one.text]
    return {one.text.split()[-1].strip(HIDDEN) for one in found}
