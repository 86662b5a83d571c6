"""Pages in WARC files: what is a briefing of a known source is read, all else is left out or named."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scrapers.__main__ import main
from scrapers.errors import BodyMissing, MalformedLine
from scrapers.models import Article
from scrapers.sources.files import texts

# warcio's writer leaves its buffers to the collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
PAGE = (Path(__file__).parent / "pages" / "tass-b.html").read_bytes()
URL = "https://tass.com/defense/1061234"


def warc(path: Path, *pages: tuple[str, str, str, bytes]) -> Path:
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a test"}))
        for url, status, kind, body in pages:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=headers))
    return path


@pytest.mark.parametrize("name", ["saved.warc.gz", "saved.warc"])
def test_pages_of_known_sources_are_read(tmp_path: Path, name: str) -> None:
    path = warc(
        tmp_path / name,
        (URL, "200 OK", "text/html; charset=utf-8", PAGE),
        ("https://example.org/", "200 OK", "text/html", PAGE),
        ("https://tass.com/defense", "200 OK", "text/html", PAGE),
        (URL, "404 Not Found", "text/html", PAGE),
        (URL, "200 OK", "image/png", PAGE),
        ("https://tass.com/defense/1061235", "200 OK", "text/html", PAGE.replace(b"Syria", b"Ruritania")
         .replace(b"1061234", b"1061235")),
        ("https://tass.com/defense/1061236", "200 OK", "text/html", b"<html><body></body></html>"),
    )  # fmt: skip
    article, refused = texts(path)
    assert isinstance(article, Article)
    assert (article.id, article.url) == ("tass/1061234", URL)
    assert isinstance(refused, BodyMissing)
    assert "1061236" in str(refused)


def test_a_file_that_breaks_off_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.warc"
    path.write_bytes(b"no WARC at all\r\n\r\n")
    with pytest.raises(MalformedLine, match=r"broken\.warc: no WARC file"):
        list(texts(path))


def test_the_command_reads_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = warc(tmp_path / "saved.warc.gz", (URL, "200 OK", "text/html; charset=utf-8", PAGE))
    assert main(["read", str(path)]) == 0
    assert '"id":"tass/1061234"' in capsys.readouterr().out
