"""A web page -> the article in it, with title and publication date (trafilatura; extra: batch). Nothing is executed or fetched.

Pages are other people's: they are read in processes apart, each of which is ended when a page takes too long or breaks it, so that
such a page costs a fault and no more. The text is title, blank line and the paragraphs with blank lines between them, as in the
annotation schema.
"""

import multiprocessing
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlsplit

from sigact.errors import require
from sigact.infer.batch.items import Fault, Item, Limits, Page, Record, Unusable
from sigact.infer.batch.processes import end_with_parent
from sigact.infer.batch.records import checked_text, day_of, source_of


class PageReader:
    """Reads pages in `processes` processes, which start with the first page."""

    def __init__(self, processes: int, limits: Limits) -> None:
        require("batch", "pebble", "trafilatura")
        from pebble import ProcessPool

        self._limits = limits
        self._pool = ProcessPool(processes, initializer=end_with_parent, context=multiprocessing.get_context("spawn"))

    def close(self) -> None:
        """End the processes."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def read(self, pages: Sequence[Page]) -> list[Record | Fault]:
        """The article of each page, or why there is none."""
        futures = [self._pool.schedule(article_of, args=(page, self._limits), timeout=self._limits.page_seconds) for page in pages]
        return [self._outcome(page, future) for page, future in zip(pages, futures, strict=True)]

    def _outcome(self, page: Page, future: object) -> Record | Fault:
        from pebble import ProcessExpired

        try:
            return future.result()  # type: ignore[attr-defined, no-any-return]
        except TimeoutError:
            problem = f"its article was not found within {self._limits.page_seconds:g} seconds"
        except ProcessExpired as error:
            problem = f"reading it ended the process that did it ({error})"
        return Fault("error", "page", page.where, problem, page.id)


def with_articles(items: Iterable[Item], reader: PageReader | None) -> list[Record | Fault]:
    """Items with each page replaced by its article or a fault; without pages no reader is needed."""
    items = list(items)
    pages = [item for item in items if isinstance(item, Page)]
    read = iter(reader.read(pages) if reader else ())
    return [next(read) if isinstance(item, Page) else item for item in items]


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

    dates = {"original_date": True, "extensive_search": False, "max_date": (page.fetched or date.today()).isoformat()}
    found = bare_extraction(
        _decoded(page), url=page.url, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dates
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
        published=day_of(found.date),
        title=title,
        source=source_of(name, page.url, found.license),
        extra=page.extra,
        kept=False,
    )


def _decoded(page: Page) -> str | bytes:
    """UTF-8 if it is, else what the server said; bytes whose encoding trafilatura is left to guess."""
    for charset in ("utf-8", page.charset):
        try:
            if charset:
                return page.html.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return page.html
