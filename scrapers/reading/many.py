"""Many articles in, their readings out in the same order, read on every core that this process may use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrapers.cores import on_all
from scrapers.errors import ScraperError
from scrapers.models import Article, Reading
from scrapers.reading.reader import read

FEW = 200  # texts that one core has read before other processes have started
PIECE = 16  # texts handed over at a time

Text = tuple[str, Article | ScraperError]  # the file it stands in, and the text or why there is none
Read = tuple[Article, Reading] | ScraperError


def readings(texts: Iterable[Text]) -> Iterator[Read]:
    """Each article with its reading, or the error that tells in which file it stands and why it cannot be read."""
    yield from on_all(one, texts, FEW, PIECE)


def one(text: Text) -> Read:
    """An article with its reading, or the error that it raises; an error comes back as it is."""
    where, article = text
    if isinstance(article, ScraperError):
        return article
    try:
        return article, read(article)
    except ScraperError as error:
        return type(error)(f"{where}: {error.where}", error.args[0])
    except StopIteration as error:  # an iterator over texts would take it for its own end and drop the rest
        raise RuntimeError(f"{where}: {article.id}: the reader has a mistake") from error
