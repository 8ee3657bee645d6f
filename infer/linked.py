"""Linker scores -> incidents: a small agglomerative clustering.

1. Words for acts (triggers, FOILED) that belong to an incident by the linker are its anchors; an article without any takes people instead.
2. The two most alike clusters of anchors are merged while the mean probability that their members share an incident is at least a half
   (average linkage; ties go to the clusters that come first).
3. Every other span joins each cluster with whose anchors it shares an incident with a mean probability of at least a half; if there is none
   and the linker says that it belongs to an incident, the most likely cluster, down to a fifth; else it stays unassigned.
4. An incident is main if the mean probability of its anchors is at least a half.

Example: "A bomb killed two in Herat on Monday. Separately, gunmen shot a judge in Kabul." With "killed" and "bomb" together at 0.9 and
both with "shot" at 0.1 there are two clusters; "Herat" joins the first, "Kabul" the second, and a "Taliban" told at the end, at 0.6 with
both, joins both.
"""

from collections.abc import Sequence

import numpy as np

from sigact.data.labels import TRIGGERS
from sigact.infer.decoding import TaggedSpan
from sigact.infer.grouping import Group
from sigact.infer.linker import Links, Rows
from sigact.infer.sentences import Sentence
from sigact.infer.told import PEOPLE, told_sentences

_SAME = 0.5
_AT_LEAST = 0.2


def linked_groups(
    text: str, spans: Sequence[TaggedSpan], sentences: Sequence[Sentence], links: Links
) -> tuple[list[Group], list[TaggedSpan]]:
    """Incidents in the order in which they are first told, and the spans that belong to none."""
    clusters = cluster(links.together, _anchors(spans, links))
    members = [set(one) for one in clusters]
    loose = []
    for index, span in enumerate(spans):
        if any(index in one for one in clusters):
            continue
        homes = _homes(index, clusters, links)
        for home in homes:
            members[home].add(index)
        if not homes:
            loose.append(span)
    groups = [
        Group(told_sentences(text, [spans[index] for index in sorted(own)], sentences), main=float(links.main[anchors].mean()) >= _SAME)
        for anchors, own in zip(clusters, members, strict=True)
    ]
    return sorted(groups, key=lambda group: group.spans[0].start), loose


def cluster(together: Rows, members: Sequence[int]) -> list[list[int]]:
    """Average-linkage clusters of `members`, rows of `together`, down to a mean of a half."""
    clusters = [[member] for member in members]
    while len(clusters) > 1:
        means = [
            (float(together[np.ix_(one, other)].mean()), -first, -second)
            for first, one in enumerate(clusters)
            for second, other in enumerate(clusters[first + 1 :], first + 1)
        ]
        best, first, second = max(means)
        if best < _SAME:
            break
        clusters[-first] = sorted(clusters[-first] + clusters.pop(-second))
    return clusters


def _anchors(spans: Sequence[TaggedSpan], links: Links) -> list[int]:
    told = [index for index in range(len(spans)) if links.told[index] >= _SAME]
    acts = [index for index in told if spans[index].label in (*TRIGGERS, "FOILED")]
    return acts or [index for index in told if spans[index].label in PEOPLE]


def _homes(index: int, clusters: Sequence[Sequence[int]], links: Links) -> list[int]:
    means = [float(links.together[index, list(one)].mean()) for one in clusters]
    joined = [number for number, mean in enumerate(means) if mean >= _SAME]
    if joined or not means or links.told[index] < _SAME or max(means) < _AT_LEAST:
        return joined
    return [means.index(max(means))]
