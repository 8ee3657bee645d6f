"""The trivial baseline: a phrase that training marked more often than not is marked wherever it stands."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from sigact.data.article import Article


class PhraseLookup:
    """Longest match of phrases seen in training, lower-cased, each with its most frequent label."""

    def __init__(self, train: Iterable[Article]) -> None:
        articles = list(train)
        labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for article in articles:
            for span in article.spans:
                labels[article.text[span.start : span.end].lower()][span.label] += 1
        everything = "\n".join(article.text.lower() for article in articles)
        self._labels = {
            phrase: counts.most_common(1)[0][0]
            for phrase, counts in labels.items()
            if 2 * counts.total() > len(re.findall(rf"(?<!\w){re.escape(phrase)}(?!\w)", everything))
        }
        longest_first = sorted(self._labels, key=lambda phrase: (-len(phrase), phrase))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if longest_first else None

    def tag(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, label) of every match, in order."""
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        if self._pattern is None:
            return []
        return [(match.start(), match.end(), self._labels[match[0]]) for match in self._pattern.finditer(lowered)]
