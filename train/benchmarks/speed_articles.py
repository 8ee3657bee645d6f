"""Articles of a given mean length, cut and joined from others, and the operations that a model spends on them."""

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sigact.data.article import Article
from sigact.infer.extractor import Document

MEAN_WORDS = 330
SPREAD = 150
_WORD = re.compile(r"\S+")

Timed = tuple[str, date | None, Document]


def timed_articles(articles: Sequence[Article], count: int, spread: int = SPREAD, seed: int = 13) -> list[Timed]:
    """`count` texts of 330 words, `spread` more or less: drawn articles, followed by others where they are short, cut after a word."""
    generator = random.Random(seed)
    made = []
    for number in range(count):
        wanted = MEAN_WORDS + generator.randint(-spread, spread)
        first = generator.choice(articles)
        text = first.text
        while len(_WORD.findall(text)) < wanted:
            text += "\n\n" + generator.choice(articles).text
        end = [word.end() for word in _WORD.finditer(text)][wanted - 1]
        made.append((text[:end], first.published, Document(id=f"{number}-{first.id}")))
    return made


def operations(lengths: Iterable[int], config: Mapping[str, Any]) -> float | None:
    """Floating-point operations of a BERT-like encoder over windows of `lengths` tokens; None for a config of another kind."""
    try:
        hidden, inner, layers = (config[key] for key in ("hidden_size", "intermediate_size", "num_hidden_layers"))
    except KeyError:
        return None
    tags = len(config["id2label"])
    return float(sum(layers * (n * (8 * hidden**2 + 4 * hidden * inner) + 4 * n * n * hidden) + 2 * n * hidden * tags for n in lengths))
