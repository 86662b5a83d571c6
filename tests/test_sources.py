"""Sources: found by walking the folder, alike in form, and each with one key for each document."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from scrapers import sources
from scrapers.errors import UnknownSource
from scrapers.models import PARTIES

SOURCES = sources.every()
SAME_DOCUMENT = [  # fault 16: host, section, slug, scheme, port, escape, trailing sign
    ("tass", "846341", "https://tass.com/defense/846341?x"),
    ("tass", "846341", "http://www.tass.com:80/world/846341/"),
    ("tass", "846341", "http://tass.ru/en/defense/846341"),
    ("tass", "846341", "HTTPS://TASS.COM/military-and-defense/846341#top"),
    ("tass", "ru-2554529", "https://tass.ru/armiya-i-opk/2554529"),
    ("tass", "ru-2554529", "https://tass.ru/amp/armiya-i-opk/2554529"),
    ("tass", "ru-24812345", "https://www.tass.ru/mezhdunarodnaya-panorama/24812345/?from=feed"),
    ("mil_ru", "12072315", "http://eng.mil.ru/en/news_page/country/more.htm?id=12072315@egNews"),
    ("mil_ru", "12072315", "http://eng.mil.ru:443/en/news_page/world/more.htm?id=12072315%40egNews&"),
    ("mil_ru", "12072315", "https://syria.mil.ru/en/index/syria/news/more.htm?id=12072315@egNews"),
    ("mil_ru", "12072315", " http://eng.mil.ru/en/news_page/country/more.htm?id=12072315@egNews "),
    ("mil_ru", "ru-12072315", "https://function.mil.ru/news_page/country/more.htm?id=12072315@egNews"),
    ("centcom", "1002398", "http://www.centcom.mil/MEDIA/PRESS-RELEASES/Press-Release-View/Article/1002398/a-slug/"),
    ("centcom", "1002398", "https://centcom.mil/media/press-releases/press-release-view/article/1002398"),
    ("centcom", "jan.-1-strikes", "http://www.centcom.mil/en/news/articles/jan.-1-strikes"),
    ("centcom", "press-release-june-1-strikes", "http://www.centcom.mil/news/press-release/june-1-strikes"),
    ("inherent_resolve", "1971680", "https://www.inherentresolve.mil/Media-Library/News-Releases/Article/1971680/x/"),
    ("inherent_resolve", "20171012-release", "http://www.inherentresolve.mil/Portals/14/20171012%20Release.pdf?ver=1"),
    ("inherent_resolve", "20171012-release", "https://www.inherentresolve.mil/Portals/1/a/20171012 release.PDF"),
    ("defense_gov", "1391889", "https://www.defense.gov/News/Article/Article/1391889/a-slug/"),
    ("defense_gov", "1391889", "https://www.war.gov/News/Article/Article/1391889"),
    ("defense_gov", "newsarticle-123823", "http://www.defense.gov/news/newsarticle.aspx?id=123823"),
    ("defense_gov", "transcript-5506", "http://www.defense.gov/Transcripts/Transcript.aspx?TranscriptID=5506"),
    ("dvids", "155144", "https://www.dvidshub.net/news/155144/a-slug"),
    ("mil_ru", "12141677", "https://syria.mil.ru/en/index/syria/peacemaking_briefs/brief.htm?id=12141677@egNews"),
    ("mod_telegram", "34567", "https://t.me/mod_russia/34567"),
    ("mod_telegram", "34567", "https://t.me/s/mod_russia/34567?embed=1&mode=tme"),
    ("mod_telegram", "34567", "http://telegram.me/MOD_Russia/34567/?single#top"),
    ("sputnik", "201602111034567890", "http://sputniknews.com/middleeast/20160211/1034567890.html"),
    ("sputnik", "201602111034567890", "https://sputniknews.com/middleeast/201602111034567890-a-slug/"),
    ("sputnik", "201602111034567890", "https://www.sputniknews.com/20160211/a-slug-2-1034567890.html"),
    ("sputnik", "201602111034567890", "https://sputnikglobe.com/20160211/a-slug--1034567890.html?from=feed"),
    ("ria", "201511191323456789", "http://ria.ru/syria/20151119/1323456789.html"),
    ("ria", "201511191323456789", "https://www.ria.ru/20151119/1323456789.html#top"),
    ("ria", "201511191323456789", "https://ria.ru/20151119/a-slug-1323456789.html"),
    ("interfax", "ru-487654", "http://www.interfax.ru/world/487654"),
    ("interfax", "ru-487654", "https://interfax.ru/russia/487654/?utm_source=feed"),
    ("interfax", "80123", "https://www.interfax.com/newsroom/top-stories/80123"),
    ("centcom", "4368374", "https://www.centcom.mil/MEDIA/PUBLIC-RELEASES/Article/4368374/a-slug/"),
    ("inherent_resolve", "oir-20180105-01", "https://www.inherentresolve.mil/Portals/14/OIR%20%2020180105-01.pdf?ver=2"),
    ("dvids", "155144", "http://dvidshub.net/news/155144?utm_source=feed"),
]  # fmt: skip
NO_DOCUMENT = [
    "http://eng.mil.ru/en/news_page/country.htm",
    "http://eng.mil.ru/en/news_page/country.htm?f=411&blk=10340619",
    "http://eng.mil.ru/en/news_page/country/more.htm?id=@egNews",
    "http://eng.mil.ru/en/news_page/country/more.htm?id=１２０７２３１５@egNews",
    "https://tass.com/defense",
    "https://tass.com/rss/v2.xml",
    "https://tass.com.example.org/defense/846341",
    "https://www.centcom.mil/MEDIA/PRESS-RELEASES/",
    "https://www.defense.gov/News/Special-Reports/0814_Inherent-Resolve",
    "https://www.dvidshub.net/image/155144/a-slug",
    "https://www.inherentresolve.mil/News/Strike-Releases/",
    "https://twitter.com/mod_russia/status/657474586334908416",
    "https://www.facebook.com/CJTFOIR/posts/1574137146185754",
    "https://archive.example/https://tass.com/defense/846341",
    "ftp://tass.com/defense/846341",
    "http://[",
    "https://tass.com:port/defense/846341",
    "https://syria.mil.ru/en/index/syria/peacemaking_briefs.htm?id=12141677@egNews",
    "https://t.me/s/mod_russia?before=34567",
    "https://t.me/mod_russia_en/34567",
    "https://t.me/another_channel/34567",
    "https://t.me/c/mod_russia/34567",
    "https://t.me/mod_russia/034567",
    "",
    "https://sputniknews.com/middleeast/",
    "https://sputniknews.com/20160211/",
    "https://sputnikglobe.com/export/rss2/archive/index.xml",
    "https://ria.ru/syria/20151119/",
    "https://ria.ru/20151119/a-slug-１３２３４５６７８９.html",
    "https://www.interfax.ru/news/2016/01/21/all/",
    "https://www.interfax.ru/business/487654",
    "https://www.sport-interfax.ru/487654",
    "https://interfax.com/newsroom/top-stories/",
    "https://www.centcom.mil/MEDIA/PUBLIC-RELEASES/",
    "https://www.dvidshub.net/rss/unit/72",
    "https://www.dvidshub.net/unit/INVENTED",
]


@pytest.mark.parametrize(("name", "key", "url"), SAME_DOCUMENT)
def test_document_has_one_key(name: str, key: str, url: str) -> None:
    """Fault 16: one document, however its address is written."""
    owner = sources.of_url(url)
    assert owner is sources.named(name, "test")
    assert owner.document(url) == key


@pytest.mark.parametrize("url", NO_DOCUMENT)
def test_no_document(url: str) -> None:
    assert [source.NAME for source in SOURCES.values() if source.document(url) is not None] == []


def test_listing_page_still_has_an_owner() -> None:
    owner = sources.of_url("http://eng.mil.ru/en/news_page/country.htm")
    assert owner is not None
    assert owner.NAME == "mil_ru"


@pytest.mark.parametrize("name", SOURCES)
def test_source_says_what_it_must(name: str) -> None:
    source = SOURCES[name]
    assert source.PARTY in PARTIES
    assert re.fullmatch("[a-z]{2}", source.LANGUAGE)
    assert source.HOME.startswith("https://")
    assert sources.of_url(source.HOME) is source
    assert all(host == host.lower() and not host.startswith("www.") for host in source.HOSTS)
    assert all(text.strip() for text in (source.TITLE, source.LICENCE, source.QUOTING))


def test_no_host_has_two_owners() -> None:
    hosts = [host for source in SOURCES.values() for host in source.HOSTS]
    assert len(hosts) == len(set(hosts))


def test_publishers_of_today_are_found() -> None:
    assert {"tass", "mil_ru", "centcom", "inherent_resolve", "defense_gov", "dvids"} <= set(SOURCES)


@pytest.mark.parametrize("name", ["reuters", "files", "markup", "__init__", "../tass", "", "TASS", "tass.tass"])
def test_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(UnknownSource, match=r"here: no source .* tass"):
        sources.named(name, "here")


def test_plain_texts_load_no_page_parser() -> None:
    """What parses pages, fetches or walks must not load where only a text of a known source is read."""
    program = (
        "import sys; from scrapers.sources.files import articles; from scrapers import sources; sources.every();"
        "sources.named('tass', ''); print(sorted({'bs4', 'lxml', 'httpx2', 'asyncio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
