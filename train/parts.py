"""What a run reads: articles, cut into labelled windows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from transformers import PreTrainedTokenizerFast

from sigact.data.article import Article
from sigact.data.labels import LabelList
from sigact.data.windows import LabelledWindow, label_windows
from sigact.train.recipe import Recipe


@dataclass(frozen=True)
class Part:
    """Articles of one part with their label list, their windows, and the gold spans per label that no window shows whole."""

    articles: tuple[Article, ...]
    labels: LabelList
    windows: list[LabelledWindow]
    lost: Counter[str]

    def rows(self) -> list[dict[str, list[int]]]:
        """What the Trainer reads of each window."""
        return [{"input_ids": row.input_ids, "labels": row.labels} for row in self.windows]

    def sources(self) -> list[str]:
        """The source of each window's article."""
        return [self.articles[row.article].source.name for row in self.windows]


@dataclass(frozen=True)
class Parts:
    """What a run reads; `others` as in the recipe's `data.others`."""

    train: Part
    dev: Part
    others: tuple[Part, ...] = ()


def make_part(articles: Sequence[Article], tokenizer: PreTrainedTokenizerFast, recipe: Recipe, labels: LabelList) -> Part:
    """Cut and label the windows of a part."""
    core = tokenizer.backend_tokenizer
    core.no_truncation()
    core.no_padding()
    windows, lost = label_windows(articles, core, recipe.window_spec(), labels)
    return Part(tuple(articles), labels, windows, lost)
