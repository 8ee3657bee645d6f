"""A web page -> the article in it, with title and publication date (trafilatura; extra: batch). Nothing is executed or fetched.

Pages are other people's: they are read in processes apart, each of which is ended when a page takes too long or breaks it, so that
such a page costs a fault and no more. The text is title, blank line and the paragraphs with blank lines between them, as in the
annotation schema.
"""

import logging
import multiprocessing
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import starmap
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sigact.errors import require
from sigact.infer.batch.items import Fault, Item, Limits, Page, Record, Unusable
from sigact.infer.batch.parts import Part
from sigact.infer.batch.processes import help_parent
from sigact.infer.batch.records import checked_text, day_of, source_of

if TYPE_CHECKING:
    from pebble import ProcessFuture

# No date that is only told in the story, and none that depends on today's: htmldate's own limit is the present, beyond which it guesses.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}

_Reading = Callable[[], list[Item]]


def with_articles(parts: Iterable[Part], processes: int, limits: Limits) -> Generator[Part, None, None]:
    """Parts with each page replaced by its article or a fault; while one part is used, the pages of the next are read."""
    ahead: deque[tuple[Part, _Reading]] = deque()
    with ExitStack() as stack:
        reader = None
        for part in parts:
            if reader is None and any(isinstance(item, Page) for item in part.items):
                reader = stack.enter_context(closing(PageReader(processes, limits)))
            if reader is None:
                yield part
                continue
            ahead.append((part, reader.start(part.items)))
            if len(ahead) > 1:
                yield _read(*ahead.popleft())
        yield from starmap(_read, ahead)


def _read(part: Part, reading: _Reading) -> Part:
    return replace(part, items=tuple(reading()))


class PageReader:
    """Reads pages in processes of their own."""

    def __init__(self, processes: int, limits: Limits) -> None:
        require("batch", "pebble", "trafilatura")
        from pebble import ProcessPool

        self._limits = limits
        self._pool = ProcessPool(processes, initializer=_start_process, context=multiprocessing.get_context("spawn"))

    def start(self, items: Sequence[Item]) -> _Reading:
        """Begin to read the pages among `items`. Calling what is returned waits for them and gives the items with their articles."""
        seconds = self._limits.page_seconds
        futures = {
            item.id: self._pool.schedule(article_of, args=(item, self._limits), timeout=seconds) for item in items if isinstance(item, Page)
        }
        return lambda: [self._outcome(item, futures[item.id]) if isinstance(item, Page) else item for item in items]

    def close(self) -> None:
        """End the processes."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _outcome(self, page: Page, future: "ProcessFuture[Record | Fault]") -> Record | Fault:
        from pebble import ProcessExpired

        try:
            return future.result()
        except TimeoutError:
            problem = f"its article was not found within {self._limits.page_seconds:g} seconds"
        except ProcessExpired as error:
            problem = f"reading it ended the process that did it ({error})"
        return Fault("error", "page", page.where, problem, page.id)


def _start_process() -> None:
    help_parent()
    logging.disable()  # what is wrong with a page becomes a fault


def article_of(page: Page, limits: Limits) -> Record | Fault:
    """The article of one page, in this process."""
    try:
        return _article(page, limits)
    except Unusable as fault:
        return fault.at(page.where, page.id)
    except Exception as error:  # the parser's own, whatever they are
        return Fault("error", "page", page.where, f"its article cannot be read: {type(error).__name__}: {error}", page.id)


def _article(page: Page, limits: Limits) -> Record:
    from trafilatura import bare_extraction

    found = bare_extraction(
        _decoded(page), url=page.url, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise Unusable("no_text", "holds no article text")
    title = (found.title or "").strip() or None
    paragraphs = [line.strip() for line in str(found.text).split("\n") if line.strip()]
    if title and paragraphs[0].casefold() == title.casefold():
        paragraphs = paragraphs[1:]
    name = found.sitename or (urlsplit(page.url).hostname if page.url else None)
    return Record(
        id=page.id,
        text=checked_text("\n\n".join([*([title] if title else []), *paragraphs]), limits),
        where=page.where,
        published=_plausible(day_of(found.date), page.fetched),
        title=title,
        source=source_of(name, page.url, found.license),
        extra=page.extra,
        kept=False,
    )


def _plausible(published: date | None, fetched: date | None) -> date | None:
    """No page is published after it was fetched; a day more, as days begin earlier in the east."""
    return None if published and fetched and published > fetched + timedelta(days=1) else published


def _decoded(page: Page) -> str | bytes:
    """UTF-8 if it is, else what the server said; bytes whose encoding trafilatura is left to guess."""
    for charset in ("utf-8", page.charset):
        try:
            if charset:
                return page.html.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return page.html
