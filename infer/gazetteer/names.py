"""The form in which place names are compared."""

import re
import unicodedata
from functools import lru_cache

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ʻ": "", "ʼ": "", "’": "", "'": "", "`": ""}
)


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """Lower case, without diacritics and punctuation, words joined by one space; empty if the name has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    return _NOT_A_WORD.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def is_latin(name: str) -> bool:
    """True if every letter is a Latin one."""
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)
