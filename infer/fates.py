"""What the words beside people say of them, where the model's label says otherwise.

| the label | the words beside the phrase | what it is |
|---|---|---|
| KILLED | "remained unhurt", "survived" after it | VICTIM |
| KILLED | "injuring", "assaulted" right before it, or "was wounded" after it, and no death | INJURED |
| KILLED | "was abducted" after it, and no death | ABDUCTED |
| INJURED | "killing", "shot dead" right before it, or "succumbed to his injuries" after it | KILLED |

Annotators' labels agree with these words: a test counts them in the authored articles.
"""

import re

from sigact.infer.decoding import TaggedSpan

_DETERMINER = r"\s+(?:an?|the|his|her|their|its|one)?\s*$"
_HURTING = re.compile(rf"\b(?:injur(?:ed|ing)|wound(?:ed|ing)|hurting|assault(?:ed|ing)|thrash(?:ed|ing)){_DETERMINER}", re.IGNORECASE)
_KILLING = re.compile(
    rf"\b(?:kill(?:ed|ing)|shot dead|gunned down|behead(?:ed|ing)|shooting dead|hacked to death){_DETERMINER}", re.IGNORECASE
)
_AGE = r"\s*+(?:\(\d++\)|,\s*+(?:aged\s++)?\d++\s*+,)?\s*+(?:has|had|have|was|were|is|are)?\s*+(?:\w+ly\s++|later\s++)?"
_UNHURT = re.compile(rf"{_AGE}(?:(?:remained|escaped)\s++)?(?:unhurt|unharmed|uninjured|unscathed|survived)\b", re.IGNORECASE)
_WOUNDED = re.compile(rf"{_AGE}(?:wounded|injured|hurt)\b(?![^.]*\b(?:died|dead|death|succumbed|fatal))", re.IGNORECASE)
_TAKEN = re.compile(
    rf"\s*+,?{_AGE}(?:abducted|kidnapped|taken hostage)\b(?![^.]*\b(?:died|dead|death|kill\w+|bod(?:y|ies)|behead\w+))", re.IGNORECASE
)
_DIED = re.compile(rf"{_AGE}(?:succumbed|died|killed|shot dead)\b", re.IGNORECASE)
_TO_DEATH = re.compile(r"\s*to death\b", re.IGNORECASE)


def fate_of(text: str, span: TaggedSpan) -> str:
    """The label of a KILLED or INJURED span by the words beside it; that of any other as it is."""
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 200].split("\n", maxsplit=1)[0]
    if span.label == "KILLED":
        if _UNHURT.match(after):
            return "VICTIM"
        if _TAKEN.match(after):
            return "ABDUCTED"
        hurt = _WOUNDED.match(after) or (_HURTING.search(before) and not _TO_DEATH.match(after) and not _DIED.match(after))
        return "INJURED" if hurt else "KILLED"
    if span.label == "INJURED":
        return "KILLED" if _KILLING.search(before) or _DIED.match(after) else "INJURED"
    return span.label
