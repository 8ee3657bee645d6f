"""Text that UTF-8 can hold.

JSON escapes can make unpaired surrogates ("\\ud83d" alone), which are no characters: UTF-8, tokenisers and Parquet refuse them.
Each becomes one U+FFFD, so that every offset stays what it was.
"""

import re
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")


def well_formed(text: str) -> str:
    """`text` with each unpaired surrogate replaced by U+FFFD; its length does not change."""
    return _SURROGATE.sub("\ufffd", text)


def well_formed_json(value: Any) -> tuple[Any, int]:
    """A JSON value with every string (keys too) well formed, and the number of surrogates that were replaced."""
    if isinstance(value, str):
        return _SURROGATE.subn("\ufffd", value)
    if isinstance(value, list):
        items = [well_formed_json(item) for item in value]
        return [item for item, _ in items], sum(count for _, count in items)
    if isinstance(value, dict):
        pairs = [(well_formed_json(key), well_formed_json(item)) for key, item in value.items()]
        return {key: item for (key, _), (item, _) in pairs}, sum(a + b for (_, a), (_, b) in pairs)
    return value, 0
