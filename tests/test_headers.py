"""Every answer has its policy and its lifetime; no strange script runs; what did not change is not sent again."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from plugins.caching import LONG, NEVER, SHORT, Pages, is_known, lifetime, mark, remembered
from plugins.headers import digest, guarded, policy, standing
from tests.hostile import Answer, asked, built, over

PAGES = (
    "/", "/briefings", "/briefings/claims_flat", "/briefings/claims_flat.json", "/briefings/claims.csv",
    "/briefings.db", "/briefing/outlet/846000", "/briefings/near_a_place", "/docs/codebook", "/static/site.css",
    "/-/metadata.json", "/no/such", "/briefings?sql=select+1", "/briefings?sql=selec", "/-/actor", "/map",
    "/briefings/claims_flat.copyable", "/briefings/claims_flat.Notebook", "/briefings/places", "/questions",
    "/schema", "/data",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    return over(built(tmp_path_factory.mktemp("headers")).out)


def scripts_of(answer: Answer) -> str:
    found = re.search(r"script-src ([^;]*)", answer.headers["content-security-policy"])
    return found[1] if found else ""


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_has_a_policy(site: Datasette, path: str) -> None:
    answer = asked(site, path)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'")
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in scripts_of(answer)
    assert "unsafe-eval" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    assert answer.headers["referrer-policy"] in ("no-referrer", "strict-origin-when-cross-origin")
    assert len(answer.headers.get_list("content-security-policy")) == 1
    assert answer.wrong() == []  # among them: an inline script that the policy does not know


@pytest.mark.parametrize("path", [path for path in PAGES if path not in ("/map",)])
def test_a_policy_names_no_other_host(site: Datasette, path: str) -> None:
    assert "http" not in asked(site, path).headers["content-security-policy"]


def test_what_is_no_page_loads_nothing() -> None:
    told = policy("image/svg+xml", None, ["'sha256-x'"])
    assert "sha256" not in told
    assert "script-src" not in told


def test_other_sites_may_read_the_data_and_frame_nothing(site: Datasette) -> None:
    answer = asked(site, "/briefings/claims.json", headers={"origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert "cross-origin-resource-policy" not in answer.headers


def test_a_route_s_own_policy_stays_but_for_its_scripts() -> None:
    own = b"default-src 'self'; script-src 'self' 'unsafe-inline'; img-src 'self' https://tiles.example.org"
    given = [(b"Content-Security-Policy", own), (b"Referrer-Policy", b"origin"), (b"content-type", b"text/html")]
    headers = dict(guarded(given, ["'sha256-x'"]))
    told = headers[b"content-security-policy"].decode()
    assert "https://tiles.example.org" in told
    assert "script-src 'self' 'sha256-x'" in told
    assert "unsafe-inline" not in told
    assert headers[b"referrer-policy"] == b"origin"


def test_scripts_that_change_from_page_to_page_are_not_known_by_their_text() -> None:
    sources = ["<script>a()</script><script>b({{ c }})</script>", "<script src='x'></script>"]
    assert standing(sources) == [digest("a()")]
    both = standing(["<script>F = {{ datasette_allow_facet }};</script>"])
    assert both == sorted([digest("F = true;"), digest("F = false;")])


@pytest.mark.parametrize("path", [path for path in PAGES if path not in ("/no/such", "/-/actor")])
def test_an_answer_that_did_not_change_is_not_sent_again(site: Datasette, path: str) -> None:
    first = asked(site, path)
    if "sql=" in path or path == "/data":  # that page tells of files that others make
        assert "etag" not in first.headers
        return
    again = asked(site, path, headers={"if-none-match": first.headers["etag"]})
    assert again.status == 304
    assert again.text == ""
    # The policy of the page at hand stays in force: a new one would not know its scripts.
    assert "content-security-policy" not in again.headers
    assert asked(site, path, headers={"if-none-match": 'W/"other"'}).status == 200


@pytest.mark.parametrize("path", ["/no/such", "/-/actor", "/briefings?sql=selec", "/briefings/claims?_sort=nothing"])
def test_no_cache_keeps_a_refusal(site: Datasette, path: str) -> None:
    answer = asked(site, path)
    assert answer.status >= 400
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize(
    ("path", "query", "status", "given", "told"),
    [
        ("/", b"", 200, None, SHORT),
        ("/briefings/claims", b"", 200, "max-age=60", "public, max-age=60"),
        ("/briefings/claims", b"", 200, "private, no-store", "private, no-store"),
        ("/briefings/claims", b"", 200, "no-cache", "no-cache"),
        ("/static/site.css", b"", 200, None, SHORT),
        ("/static/site.css", b"a1b2", 200, None, LONG),
        ("/-/static/app.css", b"a1b2", 200, None, LONG),
        ("/", b"", 404, "max-age=60", NEVER),
        ("/", b"", 302, None, None),
    ],
)
def test_how_long_an_answer_lasts(path: str, query: bytes, status: int, given: str | None, told: str | None) -> None:
    assert lifetime(path, query, status, given) == told


def test_a_mark_changes_with_the_data_the_metadata_and_the_site(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    sheet = tmp_path / "static" / "site.css"
    sheet.write_text("a", encoding="utf-8")
    first = mark(["1"], {"title": "a"}, tmp_path)
    assert mark(["1"], {"title": "a"}, tmp_path) == first
    assert mark(["2"], {"title": "a"}, tmp_path) != first
    assert mark(["1"], {"title": "b"}, tmp_path) != first
    sheet.write_text("b", encoding="utf-8")
    assert mark(["1"], {"title": "a"}, tmp_path) != first
    assert mark([None], {}, tmp_path) is None


def test_marks_are_compared_as_readers_send_them() -> None:
    assert is_known('"x", W/"abc"', 'W/"abc"')
    assert is_known('"abc"', 'W/"abc"')
    assert not is_known("", 'W/"abc"')
    assert not is_known("*", 'W/"abc"')


@pytest.mark.parametrize("path", ["/", "/briefings/claims_flat", "/briefings/claims_flat.json", "/static/site.css"])
def test_answers_are_packed_once(site: Datasette, path: str) -> None:
    packed = asked(site, path, headers={"accept-encoding": "gzip"})
    plain = asked(site, path, headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text or "query_ms" in plain.text
    assert "accept-encoding" in packed.headers["vary"].lower()


def test_the_whole_database_is_sent_as_it_is_with_its_length(site: Datasette) -> None:
    answer = asked(site, "/briefings.db", headers={"accept-encoding": "gzip", "range": "bytes=0-99"})
    assert answer.status == 200
    assert "content-encoding" not in answer.headers
    assert "transfer-encoding" not in answer.headers
    assert int(answer.headers["content-length"]) == Path(site.get_database("briefings").path).stat().st_size
    assert answer.headers["etag"] == f'"{site.get_database("briefings").hash}"'


async def _page(scope: Any, receive: Any, send: Any) -> None:
    made.append(scope["path"])
    status = 404 if scope["path"] == "/no" else 200
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": f"{len(made)} ".encode() * 40})


made: list[str] = []


def ask(app: Any, path: str, query: str = "", host: str = "a.org", method: str = "GET", **headers: str) -> bytes:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    given = [(b"host", host.encode()), *((name.encode(), value.encode()) for name, value in headers.items())]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": given}
    asyncio.run(app(scope, None, send))
    return b"".join(message.get("body", b"") for message in sent)


def test_a_readable_page_is_made_once() -> None:
    app = remembered(_page, 'W/"1"', {"briefings"})
    assert ask(app, "/a") == ask(app, "/a")
    others = [
        ask(app, "/b"), ask(app, "/a", host="b.org"), ask(app, "/a", query="x=1"), ask(app, "/a", cookie="a=b"),
        ask(app, "/a", method="HEAD"), ask(app, "/a", **{"accept-encoding": "gzip"}), ask(app, "/a", authorization="x"),
    ]  # fmt: skip
    assert len({*others, ask(app, "/a")}) == len(others) + 1


@pytest.mark.parametrize("path", ["/briefings", "/briefings/claims", "/no", "/a.json", "/export/a"])
def test_what_may_change_or_is_large_is_made_anew(path: str) -> None:
    app = remembered(_page, 'W/"1"', {"briefings"})
    assert ask(app, path) != ask(app, path)


def test_nothing_is_kept_of_a_database_that_may_change() -> None:
    for app in (remembered(_page, None, {"briefings"}), remembered(_page, 'W/"1"', {"briefings"}, memory=0)):
        assert ask(app, "/a") != ask(app, "/a")


def test_the_oldest_pages_are_forgotten_first() -> None:
    pages = Pages(most=160)
    for number in range(40):
        pages.keep((number,), [{"body": b"x" * 10}])
        assert pages.size <= 160
    assert [*pages.answers] == [(number,) for number in range(24, 40)]
    pages.keep(("large",), [{"body": b"x" * 11}])
    assert ("large",) not in pages.answers


def test_a_kept_page_has_the_headers_that_it_was_made_with(site: Datasette) -> None:
    first, again = asked(site, "/briefing/outlet/846000"), asked(site, "/briefing/outlet/846000")
    assert first.text == again.text
    assert {**first.headers} == {**again.headers}
    assert again.wrong() == []


def test_head_says_what_get_would(site: Datasette) -> None:
    names = ("content-type", "etag", "cache-control", "content-security-policy")
    for path in ("/", "/briefings/claims", "/briefings/claims.json"):
        head: Any = asyncio.run(site.client.head(path))
        assert head.status_code == 200, path
        assert {name: head.headers[name] for name in names} == {name: asked(site, path).headers[name] for name in names}
