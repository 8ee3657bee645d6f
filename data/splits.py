"""Splits by document: a document's part follows from its id alone, so that it never moves when others are added."""

import hashlib
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sigact.data.article import Article, annotation_record
from sigact.data.jsonl import write_jsonl
from sigact.data.near_duplicates import THRESHOLD, near_duplicate_clusters, seen_in
from sigact.errors import DataError, UsageError

Part = Literal["train", "dev", "test"]
_LISTED = 10
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Split:
    """Articles by part, each in its order of reading."""

    train: tuple[Article, ...]
    dev: tuple[Article, ...]


@dataclass(frozen=True)
class Shares:
    """Shares (0..1) of the documents that dev and test get; train gets the rest. Raises UsageError unless that leaves some for train."""

    dev: float
    test: float

    def __post_init__(self) -> None:
        if self.dev < 0 or self.test < 0 or self.dev + self.test >= 1:
            raise UsageError(f"the shares of dev ({self.dev}) and test ({self.test}) must be at least 0 and together below 1")

    def part(self, position: float, *, may_train: bool) -> Part:
        """The part at `position` (0..1): dev, test, train from low to high. What may not be trained on is spread over dev and test."""
        held_out = self.dev + self.test
        if position >= held_out:
            if may_train:
                return "train"
            position = (position - held_out) / (1 - held_out) * held_out
        return "dev" if position < self.dev else "test"


@dataclass(frozen=True)
class ClusterSplit:
    """Articles by part, each in its order of reading; clusters of near-duplicates as ids, the largest first."""

    train: tuple[Article, ...]
    dev: tuple[Article, ...]
    test: tuple[Article, ...]
    clusters: tuple[tuple[str, ...], ...]
    kept_from_train: tuple[tuple[str, ...], ...]


def unseen(articles: Iterable[Article], held_out: Iterable[Article]) -> tuple[tuple[Article, ...], list[str]]:
    """The articles of which `held_out` has no near-duplicate, and the ids of the others."""
    known = {article.id: article for article in articles}
    seen = seen_in({name: article.text for name, article in known.items()}, [article.text for article in held_out])
    if seen:
        _LOG.warning("left out of training, since dev or calibration holds a near-duplicate: %s", ", ".join(sorted(seen)))
    return tuple(article for name, article in known.items() if name not in seen), sorted(seen)


def split_by_document(articles: Iterable[Article], dev_share: float, salt: str = "sigact") -> Split:
    """Put about `dev_share` (0..1) of the documents into dev, by a hash of their id."""
    parts: tuple[list[Article], list[Article]] = ([], [])
    for article in articles:
        parts[_position(article.id, salt) < dev_share].append(article)
    return Split(tuple(parts[0]), tuple(parts[1]))


def split_by_cluster(
    articles: Collection[Article], shares: Shares, held_out: Collection[str] = (), threshold: float = THRESHOLD, salt: str = "sigact"
) -> ClusterSplit:
    """Split clusters of near-duplicates whole. A cluster with a near-duplicate of a `held_out` text goes to dev or test, never to train.

    A cluster takes the place of its smallest id, so it moves only when an article that joins it has a smaller one. The result's `clusters`
    are those of two or more articles, `kept_from_train` those that touch a held-out text, of one article too.
    Raises UsageError if a held-out text is given and neither dev nor test has a share, or for a threshold outside 0..1.
    """
    if held_out and shares.dev + shares.test == 0:
        raise UsageError("articles like the excluded texts may not enter train: give dev or test a share above 0")
    texts = {article.id: article.text for article in articles}
    seen = seen_in(texts, held_out, threshold)
    clusters = sorted(near_duplicate_clusters(texts, threshold), key=len, reverse=True)
    kept = tuple(cluster for cluster in clusters if not seen.isdisjoint(cluster))
    part: dict[str, Part] = {}
    for cluster in clusters:
        part |= dict.fromkeys(cluster, shares.part(_position(min(cluster), salt), may_train=seen.isdisjoint(cluster)))
    parts: dict[Part, list[Article]] = {"train": [], "dev": [], "test": []}
    for article in articles:
        parts[part[article.id]].append(article)
    several = tuple(cluster for cluster in clusters if len(cluster) > 1)
    return ClusterSplit(tuple(parts["train"]), tuple(parts["dev"]), tuple(parts["test"]), several, kept)


def write_parts(split: ClusterSplit, folder: Path, *, ids_only: bool = False) -> None:
    """Write train.jsonl, dev.jsonl and test.jsonl: annotated articles, or {"id"} alone. Raises DataError if that fails."""
    for name, articles in (("train", split.train), ("dev", split.dev), ("test", split.test)):
        write_jsonl(folder / f"{name}.jsonl", ({"id": one.id} if ids_only else annotation_record(one) for one in articles))


def split_report(split: ClusterSplit) -> str:
    """Counts of the parts, the largest clusters, and every cluster that was kept from train."""
    total = len(split.train) + len(split.dev) + len(split.test)
    lines = [f"{total} articles: {len(split.train)} train, {len(split.dev)} dev, {len(split.test)} test"]
    lines.append(f"clusters of near-duplicates: {len(split.clusters)}, with {sum(map(len, split.clusters))} articles")
    lines += [f"  {len(cluster)}: {', '.join(cluster)}" for cluster in split.clusters[:_LISTED]]
    lines.append(f"clusters kept from train, since they are like an excluded text: {len(split.kept_from_train)}")
    lines += [f"  {len(cluster)}: {', '.join(cluster)}" for cluster in split.kept_from_train]
    return "\n".join(lines)


def check_apart(train: Iterable[Article], dev: Iterable[Article]) -> None:
    """Raise DataError if an id of train stands in dev too. Of texts under another id `seen_in` tells."""
    ids = {article.id for article in train}
    for article in dev:
        if article.id in ids:
            raise DataError(article.id, "is in the dev part and in the training part; splits are by document")


def _position(identifier: str, salt: str) -> float:
    """A number, 0 to below 1, that follows from the id."""
    digest = hashlib.sha256(f"{salt}:{identifier}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64
