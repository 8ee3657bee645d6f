"""What a corpus holds: counts, lengths, styles of numbers and dates, and how alike its texts are."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple, get_args

import numpy as np

from sigact.data.article import Article
from sigact.data.gtd import WeaponClass
from sigact.data.incident import AttackType, Incident, Stage
from sigact.data.labels import sigact_labels
from sigact.data.near_duplicates import NearDuplicates, near_duplicate_pairs, plain_words, word_grams
from sigact.data.styles import DATE_STYLES, MEANS, NUMBER_STYLES, date_style, means_of, number_style
from sigact.errors import DataError

TOKEN_LIMIT = 512
OVERLAP_WORDS = 8
OPENING_WORDS = 3
_LISTED = 10
_NOT_SAID = "not said"
_BIN_WORDS, _LAST_BIN = 100, 1000
_PEOPLE = frozenset(["KILLED", "PERP_KILLED", "INJURED", "ABDUCTED"])
_NO_DATE = "none (incidents without a date phrase)"


class Overlap(NamedTuple):
    """How many of an article's distinct word 8-grams stand in a reference text too, of how many, and the first that does."""

    id: str
    shared: int
    grams: int
    first: str


@dataclass(frozen=True)
class Sameness:
    """`distinct`: distinct n-grams as a share, 0..1, of all, by n; `openings`: the first words that several titles or bodies share."""

    distinct: dict[int, float]
    openings: dict[str, dict[str, int]]
    near_duplicates: list[NearDuplicates]
    overlaps: list[Overlap]


@dataclass(frozen=True)
class CorpusStats:
    """`words` are runs between white space; `lengths` their minimum, quartiles and maximum per article.

    `over_limit` is the number of articles of more than 512 tokens, None where no tokenizer counted them. `counts` holds the tables.
    """

    articles: int
    words: int
    lengths: dict[str, float]
    over_limit: int | None
    counts: dict[str, dict[str, int]]
    sameness: Sameness

    def as_json(self) -> dict[str, Any]:
        """The figures with names for keys."""
        record = asdict(self)
        record["sameness"]["near_duplicates"] = [pair._asdict() for pair in self.sameness.near_duplicates]
        record["sameness"]["overlaps"] = [overlap._asdict() for overlap in self.sameness.overlaps]
        return record


def corpus_stats(
    articles: Sequence[Article], reference: Collection[str] = (), count_tokens: Callable[[str], int] | None = None
) -> CorpusStats:
    """Describe articles; `reference` are texts they should not resemble. Raises DataError without an article."""
    if not articles:
        raise DataError("corpus", "holds no article to describe")
    lengths = [len(article.text.split()) for article in articles]
    points = np.percentile(lengths, [0, 25, 50, 75, 100]).tolist()
    names = ("minimum", "first_quartile", "median", "third_quartile", "maximum")
    over_limit = sum(count_tokens(article.text) > TOKEN_LIMIT for article in articles) if count_tokens else None
    counts = _article_counts(articles, lengths) | _incident_counts(articles) | _phrase_counts(articles)
    return CorpusStats(
        len(articles), sum(lengths), dict(zip(names, points, strict=True)), over_limit, counts, sameness(articles, reference)
    )


def _article_counts(articles: Sequence[Article], lengths: Iterable[int]) -> dict[str, dict[str, int]]:
    bins = Counter(min(length, _LAST_BIN) // _BIN_WORDS * _BIN_WORDS for length in lengths)
    return {
        "articles_per_genre": _by_size(article.genre or _NOT_SAID for article in articles),
        "articles_per_language": _by_size(article.language for article in articles),
        "articles_per_length_in_words": {_bin(start): bins[start] for start in range(0, max(bins) + 1, _BIN_WORDS)},
        "articles_per_number_of_incidents": _listed(["0", "1", "2", "3 or more"], (_several(len(a.incidents)) for a in articles)),
    }


def _bin(start: int) -> str:
    return f"{start} or more" if start == _LAST_BIN else f"{start}-{start + _BIN_WORDS - 1}"


def _several(number: int) -> str:
    return "3 or more" if number > 2 else str(number)


def _incident_counts(articles: Sequence[Article]) -> dict[str, dict[str, int]]:
    told = [(article, incident) for article in articles for incident in article.incidents]
    return {
        "incidents_per_type": _listed(get_args(AttackType), (incident.type or _NOT_SAID for _, incident in told)),
        "weapon_classes_of_incidents": _listed(get_args(WeaponClass), (name for _, incident in told for name in _weapon_classes(incident))),
        "means_of_incidents": _listed(MEANS, (means for article, incident in told for means in means_of(article, incident))),
        "incidents_per_stage": _listed(get_args(Stage), (incident.stage or _NOT_SAID for _, incident in told)),
        "incidents_per_country": _by_size(_country(incident) for _, incident in told),
        "incidents_main_or_background": _listed(["main", "background"], ("main" if one.main else "background" for _, one in told)),
        "incidents_per_genre": _by_size(article.genre or _NOT_SAID for article, _ in told),
        "incidents_per_language": _by_size(article.language for article, _ in told),
    }


def _weapon_classes(incident: Incident) -> set[str]:
    return {weapon.class_ or _NOT_SAID for weapon in incident.weapons} or {_NOT_SAID}


def _country(incident: Incident) -> str:
    return (incident.place and incident.place.country) or _NOT_SAID


def _phrase_counts(articles: Sequence[Article]) -> dict[str, dict[str, int]]:
    phrases = [(span.label, article.text[span.start : span.end]) for article in articles for span in article.spans]
    dates = [date_style(phrase) for label, phrase in phrases if label == "DATE"]
    dates += [_NO_DATE for a in articles for incident in a.incidents if all(argument.role != "DATE" for argument in incident.args)]
    return {
        "spans_per_label": _listed(sigact_labels().labels, (label for label, _ in phrases)),
        "number_styles_of_people": _listed(NUMBER_STYLES, (number_style(p) for label, p in phrases if label in _PEOPLE)),
        "date_styles": _listed([*DATE_STYLES, _NO_DATE], dates),
    }


def _listed(known: Iterable[str], values: Iterable[str]) -> dict[str, int]:
    """Counts in the order of `known`, zero where there is none; values that are not known come last."""
    counts = dict.fromkeys(known, 0)
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def _by_size(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())


def sameness(articles: Sequence[Article], reference: Collection[str] = ()) -> Sameness:
    """How alike the texts of a corpus are, to each other and to `reference` texts."""
    distinct = {}
    for size in (1, 2, 3):
        grams = [gram for article in articles for gram in word_grams(article.text, size)]
        distinct[size] = len(set(grams)) / max(len(grams), 1)
    openings = {
        "title": _openings(article.title for article in articles if article.title),
        "body": _openings(article.text.removeprefix(article.title or "") for article in articles),
    }
    pairs = near_duplicate_pairs({article.id: article.text for article in articles})
    return Sameness(distinct, openings, pairs, _overlaps(articles, reference))


def _openings(texts: Iterable[str]) -> dict[str, int]:
    counts = Counter(" ".join(plain_words(text)[:OPENING_WORDS]) for text in texts)
    return {opening: count for opening, count in counts.most_common(_LISTED) if count > 1}


def _overlaps(articles: Iterable[Article], reference: Iterable[str]) -> list[Overlap]:
    known = {gram for text in reference for gram in word_grams(text, OVERLAP_WORDS)}
    found = []
    for article in articles:
        grams = list(dict.fromkeys(word_grams(article.text, OVERLAP_WORDS)))
        shared = [gram for gram in grams if gram in known]
        if shared:
            found.append(Overlap(article.id, len(shared), len(grams), shared[0]))
    return sorted(found, key=lambda overlap: overlap.shared / overlap.grams, reverse=True)


def title_of(key: str) -> str:
    """The words of a key of the figures."""
    return key.replace("_", " ")
