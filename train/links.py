"""What the linker learns from: for each training window its gold spans, where their units stand, and which share an incident."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from sigact.data.article import Article
from sigact.data.labels import LabelList
from sigact.data.windows import LabelledWindow, special_tokens, tokenise
from sigact.data.words import to_word_spans
from sigact.infer.decoding import TaggedSpan
from sigact.infer.linker import POSITION_FEATURES, Rows, pair_positions
from sigact.infer.sentences import split_sentences

WIDTH = 96
_KINDS = 8
_HIDDEN = 64


@dataclass(frozen=True)
class WindowLinks:
    """The spans that a window shows whole.

    `pool` (spans x tokens of the row) averages the first tokens of each span's units; `labels` numbers them; `positions` are pair features;
    `together` (spans x spans) and `single` (spans x 2: in any incident, in a main one) what is to be learned, 0 or 1.
    """

    pool: torch.Tensor
    labels: torch.Tensor
    positions: torch.Tensor
    together: torch.Tensor
    single: torch.Tensor


@dataclass(frozen=True)
class _ArticleLinks:
    """The same for a whole article; `tokens` are the numbers of the first tokens of each span's units in the article."""

    tokens: list[list[int]]
    labels: list[int]
    positions: Rows
    together: Rows
    single: Rows


def links_of(
    articles: Sequence[Article], windows: Sequence[LabelledWindow], tokenizer: Tokenizer, labels: LabelList
) -> list[WindowLinks | None]:
    """What each window teaches, None for one with fewer than two whole spans."""
    lead = len(special_tokens(tokenizer).prefix)
    known: dict[int, _ArticleLinks] = {}
    found = []
    for row in windows:
        if row.article not in known:
            known[row.article] = _article_links(articles[row.article], tokenizer, labels)
        found.append(_window_links(known[row.article], row, lead))
    return found


def _article_links(article: Article, tokenizer: Tokenizer, labels: LabelList) -> _ArticleLinks:
    tokens = tokenise(tokenizer, article.text)
    whole = {
        (tokens.units[span.first].start, tokens.units[span.last].end): [unit.token for unit in tokens.units[span.first : span.last + 1]]
        for span in to_word_spans(tokens.units, [(span.start, span.end, span.label) for span in article.spans])[0]
    }
    member = np.zeros((len(article.spans), max(1, len(article.incidents))), dtype=np.float32)
    main = np.zeros(len(article.spans), dtype=np.float32)
    row = {span.id: index for index, span in enumerate(article.spans)}
    for column, incident in enumerate(article.incidents):
        for argument in incident.args:
            member[row[argument.span], column] = 1
            main[row[argument.span]] = max(main[row[argument.span]], float(incident.main))
    spans = [TaggedSpan(span.start, span.end, span.label, 1.0) for span in article.spans]
    return _ArticleLinks(
        [whole.get((span.start, span.end), []) for span in article.spans],
        [labels.labels.index(span.label) for span in article.spans],
        pair_positions(article.text, spans, split_sentences(article.text)) if spans else np.zeros((0, 0, POSITION_FEATURES), np.float32),
        (member @ member.T > 0).astype(np.float32),
        np.stack([member.any(axis=1).astype(np.float32), main], axis=-1),
    )


def _window_links(links: _ArticleLinks, row: LabelledWindow, lead: int) -> WindowLinks | None:
    start, end = row.window
    shown = [index for index, tokens in enumerate(links.tokens) if tokens and start <= tokens[0] and tokens[-1] < end]
    if len(shown) < 2:
        return None
    pool = np.zeros((len(shown), len(row.input_ids)), dtype=np.float32)
    for number, index in enumerate(shown):
        places = [token - start + lead for token in links.tokens[index]]
        pool[number, places] = 1 / len(places)
    both = np.ix_(shown, shown)
    return WindowLinks(
        torch.from_numpy(pool),
        torch.tensor([links.labels[index] for index in shown]),
        torch.from_numpy(links.positions[both]),
        torch.from_numpy(links.together[both]),
        torch.from_numpy(links.single[shown]),
    )


class LinkerModule(torch.nn.Module):
    """The network that `sigact.infer.linker` computes with numpy."""

    def __init__(self, hidden: int, labels: int) -> None:
        super().__init__()
        self.projection = torch.nn.Parameter(torch.randn(hidden, WIDTH) / hidden**0.5)
        self.bias = torch.nn.Parameter(torch.zeros(WIDTH))
        self.label = torch.nn.Embedding(labels, WIDTH)
        self.kind = torch.nn.Embedding(labels, _KINDS)
        width = 2 * WIDTH + 2 * _KINDS + POSITION_FEATURES
        self.pair = torch.nn.Sequential(torch.nn.Linear(width, _HIDDEN), torch.nn.ReLU(), torch.nn.Linear(_HIDDEN, 1))
        self.single = torch.nn.Linear(2 * WIDTH, 2)
        self.dropout = torch.nn.Dropout(0.1)

    def forward(self, vectors: torch.Tensor, links: WindowLinks) -> tuple[torch.Tensor, torch.Tensor]:
        """Pooled hidden states (spans x hidden) -> log-odds of pairs (spans x spans) and of single spans (spans x 2)."""
        own = torch.tanh(self.dropout(vectors) @ self.projection + self.label(links.labels) + self.bias)
        kinds = self.kind(links.labels)
        parts = [own[:, None] * own[None], (own[:, None] - own[None]).abs(), kinds[:, None] + kinds[None], kinds[:, None] * kinds[None]]
        pairs = self.pair(torch.cat([*parts, links.positions], dim=-1))[..., 0]
        return pairs, self.single(torch.cat([own, own.mean(dim=0).expand_as(own)], dim=-1))

    def loss(self, hidden: torch.Tensor, links: WindowLinks) -> torch.Tensor:
        """Cross-entropy of pairs (each once, none with itself) plus that of single spans; `main` counts for spans of incidents.

        `hidden` are the last hidden states of the row (tokens x hidden), padding at the end.
        """
        pairs, single = self(links.pool @ hidden[: links.pool.shape[1]], links)
        upper = torch.triu(torch.ones_like(links.together, dtype=torch.bool), diagonal=1)
        entropy = torch.nn.functional.binary_cross_entropy_with_logits
        told, main = links.single[:, 0], links.single[:, 1]
        loss = entropy(pairs[upper], links.together[upper]) + entropy(single[:, 0], told)
        return loss + entropy(single[:, 1], main, weight=told, reduction="sum") / told.sum().clamp(min=1)
