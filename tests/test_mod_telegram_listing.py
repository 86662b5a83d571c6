"""The list of a Telegram channel: one that lists no post is broken, whatever else it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrapers.errors import ListingBroken
from scrapers.sources import mod_telegram

WHERE = "https://t.me/s/mod_russia"
HTML = (Path(__file__).parent / "listings" / "mod_telegram-preview.html").read_text(encoding="utf-8")
BROKEN = {
    "container renamed": HTML.replace("tgme_channel_history", "sc-1a2b3c"),
    "container gone": "<html><body><p>Sign in</p></body></html>",
    "container empty": '<section class="tgme_channel_history"></section>',
    "messages renamed": HTML.replace('"tgme_widget_message ', '"sc-1a2b3c '),
    "numbers gone": HTML.replace("data-post=", "data-entry="),
    "of another channel": HTML.replace('data-post="mod_russia/', 'data-post="another_channel/'),
    "texts renamed": HTML.replace("js-message_text", "sc-1a2b3c"),
}


@pytest.mark.parametrize("page", BROKEN.values(), ids=BROKEN)
def test_a_list_without_posts_is_broken(page: str) -> None:
    """Fault 20: a redesign shows itself."""
    assert page != HTML
    with pytest.raises(ListingBroken, match=WHERE):
        list(mod_telegram.links(page.encode(), WHERE, ""))
