"""Near-duplicate texts (extra: corpus).

Two texts are as alike as their sets of word 5-grams (shingles): the Jaccard index, shared shingles as a share of all. MinHash, an estimate,
proposes pairs down to somewhat below the threshold, and their exact index decides. A text of fewer than five words is one shingle; a text
without words is like no other.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from sigact.data.corpus_files import article_files
from sigact.data.jsonl import read_records, read_text
from sigact.data.markup import compile_article
from sigact.errors import DataError, UsageError, require

THRESHOLD = 0.7
SHINGLE_WORDS = 5
_PERMUTATIONS = 128
_SEED = 1
_RECALL_OVER_PRECISION = (0.1, 0.9)
_MARGIN = 0.8
_WORD = re.compile(r"\w+")


class NearDuplicates(NamedTuple):
    """Two ids and the Jaccard index, 0..1, of their texts."""

    first: str
    second: str
    jaccard: float


def plain_words(text: str) -> list[str]:
    """The runs of letters and digits of a text in lower case, without punctuation, in which texts are compared."""
    return _WORD.findall(text.lower())


def word_grams(text: str, size: int) -> list[str]:
    """Every run of `size` plain words of a text, joined by a space, in order."""
    words = plain_words(text)
    return [" ".join(words[start : start + size]) for start in range(len(words) - size + 1)]


def near_duplicate_pairs(texts: Mapping[str, str], threshold: float = THRESHOLD) -> list[NearDuplicates]:
    """The pairs of `texts` (id -> text) whose Jaccard index is at least `threshold` (0 < threshold <= 1), in reading order.

    Raises UsageError for another threshold, MissingExtra without datasketch.
    """
    index = _Index(threshold)
    ids = list(texts)
    pairs = []
    for identifier, text in texts.items():
        pairs += [NearDuplicates(ids[number], identifier, score) for number, score in index.matches(text)]
        index.add(text)
    return pairs


def seen_in(texts: Mapping[str, str], held_out: Iterable[str], threshold: float = THRESHOLD) -> set[str]:
    """The ids of `texts` (id -> text) that are near-duplicates of a held-out text.

    No training may read these, that of a masked language model included. Raises as `near_duplicate_pairs` does.
    """
    index = _Index(threshold)
    for text in held_out:
        index.add(text)
    return {identifier for identifier, text in texts.items() if index.matches(text)}


def near_duplicate_clusters(texts: Mapping[str, str], threshold: float = THRESHOLD) -> list[tuple[str, ...]]:
    """All ids in clusters: texts joined by a chain of near-duplicate pairs. Clusters and their ids in reading order; most hold one id.

    Raises as `near_duplicate_pairs` does.
    """
    parent = {identifier: identifier for identifier in texts}

    def root(identifier: str) -> str:
        while parent[identifier] != identifier:
            parent[identifier] = parent[parent[identifier]]
            identifier = parent[identifier]
        return identifier

    for pair in near_duplicate_pairs(texts, threshold):
        parent[root(pair.second)] = root(pair.first)
    clusters: dict[str, list[str]] = {}
    for identifier in texts:
        clusters.setdefault(root(identifier), []).append(identifier)
    return [tuple(cluster) for cluster in clusters.values()]


def read_texts(path: Path) -> dict[str, str]:
    """Texts to compare with, by file or file:line: of .jsonl records that have `text`, and of .txt files, plain or authored articles.

    `path` is a file or folder. Raises DataError for another kind of file and for records without text.
    """
    texts: dict[str, str] = {}
    for file in article_files(path):
        if file.suffix == ".jsonl":
            for where, record in read_records(file):
                if not isinstance(record.get("text"), str):
                    raise DataError(where, "must hold the article as a string `text`")
                texts[where] = record["text"]
        elif file.suffix == ".txt":
            content = read_text(file)
            texts[str(file)] = compile_article(content, file).text if content.startswith(("---\n", "---\r\n")) else content
        else:
            raise DataError(file, "must be .txt (one text) or .jsonl (one record with `text` a line)")
    return texts


class _Index:
    """Texts, numbered in the order in which they are added, that can be asked for their near-duplicates."""

    def __init__(self, threshold: float) -> None:
        if not 0 < threshold <= 1:
            raise UsageError(f"the threshold of near-duplicates must be above 0 and at most 1, not {threshold}")
        require("corpus", "datasketch")
        from datasketch import MinHash, MinHashLSH

        self._threshold = threshold
        self._empty = MinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        self._candidates = MinHashLSH(threshold * _MARGIN, _PERMUTATIONS, weights=_RECALL_OVER_PRECISION)
        self._shingles: list[frozenset[str]] = []

    def add(self, text: str) -> None:
        shingles = _shingles(text)
        if shingles:
            self._candidates.insert(len(self._shingles), self._sketch(shingles))
        self._shingles.append(shingles)

    def matches(self, text: str) -> list[tuple[int, float]]:
        """(number, Jaccard index) of the near-duplicates of `text` among the texts added so far."""
        shingles = _shingles(text)
        candidates = sorted(self._candidates.query(self._sketch(shingles))) if shingles else []
        scored = [(number, jaccard(self._shingles[number], shingles)) for number in candidates]
        return [(number, score) for number, score in scored if score >= self._threshold]

    def _sketch(self, shingles: frozenset[str]) -> object:
        sketch = self._empty.copy()
        sketch.update_batch([shingle.encode() for shingle in shingles])
        return sketch


def jaccard(first: frozenset[str], second: frozenset[str]) -> float:
    """Shared elements as a share, 0..1, of all; 0 for two empty sets."""
    return len(first & second) / max(len(first | second), 1)


def _shingles(text: str) -> frozenset[str]:
    return frozenset(word_grams(text, SHINGLE_WORDS) or filter(None, [" ".join(plain_words(text))]))
