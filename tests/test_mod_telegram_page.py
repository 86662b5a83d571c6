"""Posts on Telegram: no title, no paragraphs, lines that end in br; so they have their own ways of being no article.

Whatever is done to a post, it gives the same article or a named rejection, never another article (faults 20 to 23).
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scrapers.errors import Blocked, BodyMissing, ImpossibleDate, NotABriefing, PageGone, ScraperError, UnknownSource
from scrapers.models import Article
from scrapers.sources import mod_telegram
from scrapers.sources.files import articles

PAGE = Path(__file__).parent / "pages" / "posts" / "mod_telegram-embed.html"
HTML = PAGE.read_text(encoding="utf-8")
ADDRESS = "https://t.me/mod_russia/34567?embed=1"
TEXT = re.compile(r'(<div class="tgme_widget_message_text js-message_text" dir="auto">)(.*?)(</div>)', re.DOTALL)
OWNER = re.compile(r'<a class="tgme_widget_message_owner_name".*?</a>')
LEAKS = ("пресс-канал", "Прежняя", "Утром", "Карта 14", "2.1K", "312K", "0:47", "#Сирия", "TWidgetPost", "views")


def read(page: str, url: str | None = None) -> Article:
    return mod_telegram.article(page.encode(), url, "page.html")


def changed(pattern: re.Pattern[str], new: str) -> str:
    page, number = pattern.subn(new, HTML)
    assert number == 1
    return page


def test_post_gives_expected_article() -> None:
    (article,) = articles(PAGE)
    expected = json.loads(PAGE.with_suffix(".json").read_text(encoding="utf-8"))
    assert article._asdict() | {"text": article.text.split("\n\n")} == expected


def test_nothing_but_the_post_is_in_the_text() -> None:
    """Fault 22: no answer's quotation, preview of a link, count of views or line that only points on."""
    text = read(HTML).text
    assert all(words in HTML and words not in text for words in LEAKS)
    assert not re.search(r"[ \t]{2}|^ | $|\n{3}", text, re.MULTILINE)


MUTATIONS = {
    "text gone": changed(TEXT, ""),
    "text emptied": changed(TEXT, r"\1\3"),
    "text of signs alone": changed(TEXT, r"\1❗️<br/>🔹\3"),
    "text class renamed": HTML.replace("js-message_text", "sc-1a2b3c"),
    "two texts": changed(TEXT, r"\1\2\3\1\2\3"),
    "text in a new wrapper": changed(TEXT, r'\1<div class="new">\2</div>\3'),
    "text in a template": changed(TEXT, r"\1<template>\2</template>\3"),
    "text moved into script data": changed(TEXT, r"\1<script>\2</script>\3"),
    "lines are paragraphs": changed(TEXT, r"\1<p>\2</p>\3"),
    "lines are sections": changed(TEXT, r"\1<section>\2</section>\3"),
    "lines are table cells": changed(TEXT, r"\1<table><tr><td>\2</td></tr></table>\3"),
    "placeholders of a script": changed(TEXT, r"\1{{ post.text }}\3"),
    "author gone": changed(OWNER, ""),
    "author emptied": changed(OWNER, '<a class="tgme_widget_message_owner_name"></a>'),
    "author renamed": HTML.replace("tgme_widget_message_owner_name", "sc-1a2b3c"),
    "two authors": changed(OWNER, r"\g<0>\g<0>"),
    "message renamed": HTML.replace('"tgme_widget_message text', '"sc-1a2b3c text'),
    "two messages": HTML.replace("</body>", '<div class="tgme_widget_message" data-post="mod_russia/1"></div></body>'),
    "number gone": HTML.replace("data-post=", "data-entry="),
    "broken off near the end": HTML[:-12],
    "broken off in the middle": HTML[: len(HTML) // 2],
    "broken off after a quarter": HTML[: len(HTML) // 4],
    "broken off after three quarters": HTML[: len(HTML) * 3 // 4],
    "lines are list items": changed(TEXT, r"\1<ul><li>\2</li></ul>\3"),
    "lines are articles": changed(TEXT, r"\1<article>\2</article>\3"),
    "text in custom elements": changed(TEXT, r"\1<post-text>\2</post-text>\3"),
    "text in a noscript": changed(TEXT, r"\1<noscript>\2</noscript>\3"),
    "text in a comment": changed(TEXT, r"\1<!-- \2 -->\3"),
    "text in an attribute": changed(TEXT, r'\1<i data-text="words"></i>\3'),
    "number emptied": HTML.replace('data-post="mod_russia/34567"', 'data-post=""'),
    "nothing after the head": HTML[: HTML.index("<body")] + "<body></body></html>",
}  # fmt: skip


@pytest.mark.parametrize("page", MUTATIONS.values(), ids=MUTATIONS)
def test_changed_layout_is_rejected(page: str) -> None:
    """Fault 20, fault 21: a redesign or a half page is refused by name."""
    assert page != HTML
    refused = (BodyMissing, NotABriefing, UnknownSource)
    with pytest.raises(refused, match=r"^page\.html: .*(layout|fetch it again|leave it out|save the page)"):
        read(page)


def test_there_are_thirty_mutations_of_a_post() -> None:
    assert len(MUTATIONS) >= 30


def test_broken_markup_gives_the_same_or_a_named_rejection() -> None:
    """Fault 35, fault 21: any line of the page may be missing; another article never comes out."""
    whole, lines = read(HTML), HTML.splitlines(keepends=True)
    for number in range(len(lines)):
        try:
            article = read("".join(lines[:number] + lines[number + 1 :]))
        except ScraperError:
            continue
        assert (article.id, article.published in (whole.published, None)) == (whole.id, True)
        assert len(set(whole.text.split("\n\n")) - set(article.text.split("\n\n"))) <= 3, lines[number]


def test_a_picture_without_words_has_no_body() -> None:
    photo = '<a class="tgme_widget_message_photo_wrap" style="background-image:url(x.jpg)"></a>'
    with pytest.raises(BodyMissing, match="without words"):
        read(changed(TEXT, photo))


def test_the_words_of_an_album_stand_twice_nested() -> None:
    assert read(changed(TEXT, r"\1\1\2\3\3")).text == read(HTML).text


REFUSED = [
    (HTML.replace('data-post="mod_russia/34567"', 'data-post="mod_russia/34566"'), ADDRESS, Blocked, "another page"),
    (HTML.replace('data-post="mod_russia/', 'data-post="another_channel/'), None, UnknownSource, "no post of"),
    (HTML.replace('data-post="mod_russia/34567"', 'data-post="javascript:1"'), None, UnknownSource, "no post of"),
    (HTML.replace("Сири", "Рури"), None, NotABriefing, "34567"),
    (HTML.replace("2022-12-19T", "2022-12-32T"), None, ImpossibleDate, "no moment"),
    ("<html><div class='tgme_widget_message_error'>Post not found</div></html>", ADDRESS, PageGone, "not found"),
    ("<html><body>Just a moment...</body></html>", ADDRESS, Blocked, "archive"),
    (changed(OWNER, r'\g<0><div class="tgme_widget_message_forwarded_from">Из: другого канала</div>'), None,
     NotABriefing, "another channel"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "url", "error", "told"), REFUSED)
def test_what_is_no_post_of_the_ministry_is_refused(
    page: str, url: str | None, error: type[ScraperError], told: str
) -> None:
    """Fault 15: another post, another channel, a post that is gone, a page that is none."""
    with pytest.raises(error, match=told):
        read(page, url)


def test_a_post_without_its_time_is_of_no_day() -> None:
    """Fault 23: the hour that is shown has no zone, so it is not read."""
    article = read(HTML.replace(' datetime="', ' data-time="'), ADDRESS)
    assert (article.published, article.date_source, article.url) == (None, "none stated", ADDRESS)
