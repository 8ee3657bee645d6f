"""Short articles and files of them."""

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from helpers import CORPUS

from sigact.data.corpus_files import read_articles

_PLACES = ("Kano", "Gao", "Mosul", "Cali", "Quetta", "Kabul", "Lashio")
PARAGRAPH = "Gunmen on motorcycles fled after the attack, a police spokesman said. No group has claimed responsibility for it."


def text_of(number: int) -> str:
    place = _PLACES[number % len(_PLACES)]
    lead = f"A bomb exploded at a market in {place} on Tuesday, killing {number % 9 + 2} people and wounding twelve, police said."
    return f"{lead}\n\n{PARAGRAPH}"


def records(count: int) -> list[dict[str, Any]]:
    return [{"id": f"a{number}", "text": text_of(number), "published": "2024-05-16", "desk": number % 3} for number in range(count)]


def mixed_articles(count: int, words: int) -> Iterator[dict[str, Any]]:
    """Articles of at least so many words, each of paragraphs drawn from all authored ones: no two are alike."""
    paragraphs = [part for name in ("dev", "test", "train") for one in read_articles(CORPUS / name) for part in one.text.split("\n\n")[1:]]
    draw = random.Random(1)
    for number in range(count):
        chosen: list[str] = []
        while sum(len(paragraph.split()) for paragraph in chosen) < words:
            chosen.append(draw.choice(paragraphs))
        yield {"id": f"m{number}", "text": "\n\n".join(chosen), "published": "2024-05-16"}


def write_jsonl(path: Path, items: Iterable[Any]) -> Path:
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return path


def read_lines(path: Path) -> list[dict[str, Any]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in raw.decode().splitlines()]


def page(title: str, body: str, head: str = "") -> bytes:
    return (
        f"<!doctype html><html lang=en><head><title>{title} | The Daily Example</title>{head}</head><body><nav><a href=/>Home</a></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>All rights reserved.</footer></body></html>"
    ).encode()
