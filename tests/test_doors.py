"""Fault 49: nothing is written through any door. Fault 51: no answer leads elsewhere or tells of the server."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.views.base import DatasetteError

from plugins.doors import CLOSED, MOST_FACETS, MOST_ROWS, is_known, refusal, shortened, stays, told
from tests.hostile import ROOT, asked, built, metadata, over

METHODS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "MKCOL", "post")
WRITES = (
    "/", "/briefings", "/briefings/claims", "/briefings/claims/outlet~2F846000~2Fc", "/briefings/near_a_place",
    "/-/actor", "/-/auth-token", "/-/logout", "/-/permissions", "/-/messages", "/-/upload", "/-/write",
    "/-/create-token", "/map", "/briefings/-/create", "/briefings/claims/-/insert", "/briefings/claims/-/upsert",
    "/briefings/claims/-/drop",
)  # fmt: skip
STATEMENTS = (
    "insert into claims(id) values ('x')", "update claims set phrase = 'x'", "delete from claims",
    "drop table claims", "create table x(a)", "create temp table x(a)", "attach 'x.db' as x", "vacuum",
    "vacuum into 'x.db'", "reindex", "analyze", "pragma query_only = 0", "pragma writable_schema = 1",
    "begin immediate", "with x as (select 1) delete from claims",
    "with x as (select 1) insert into claims(id) select 1", "select 1; drop table claims",
    "replace into claims(id) values (1)", "explain delete from claims", "/* */ delete from claims",
    "select * from pragma_query_only(0)", "insert into claims_fts(claims_fts) values('rebuild')",
)  # fmt: skip
OFF_SITE = (
    "//example.com", "//example.com/", "///example.com/", "//example.com/..", "/\\example.com/", "/\\\\example.com/",
    "/%5cexample.com/", "/%5c%5cexample.com/", "/%2f%2fexample.com/", "/%2F/example.com/", "//example.com/%2e%2e/",
    "/briefings//example.com/", "/-//example.com/", "/./example.com/", "/:memory://example.com",
    "/:memory:/\\example.com", "/%0d%0aLocation:%20https://example.com/", "/~2F~2Fexample.com/",
    "//example.com/briefings/claims/", "/%09/example.com/", "//%65xample.com/", "/;@example.com/",
    "//example.com:80/briefings/", "/briefings.jsono?x=//example.com",
)  # fmt: skip
PATHS = (
    "/static/../metadata.yml", "/static/%2e%2e/metadata.yml", "/static/..%2fmetadata.yml",
    "/static/%2e%2e%2fMakefile", "/static/....//metadata.yml", "/static//etc/passwd", "/static/..\\metadata.yml",
    "/static/%00", "/static/site.css%00.html", "/-/static/../../app.py",
    "/-/static-plugins/datasette-leaflet/../../__init__.py", "/docs/../README", "/docs/..%2fREADME",
    "/docs/%2e%2e/README", "/export/../briefings.db", "/export/%2e%2e/metadata.yml", "/export//etc/passwd",
    "/examples/../README.md", "/map/../governorates.geojson", "/briefings/../../etc/passwd",
    "/briefings/claims/../../x", "/~2E~2E/metadata", "/briefings/~2E~2E~2Fetc", "/..", "/.env", "/.git/config",
    "/metadata.yml", "/data/briefings.db", "/briefing/..%2f..%2fetc/passwd", "/day/..%2f..", "/place/%00",
    "/governorate/%ff%fe",
)  # fmt: skip
SECRETS = (str(ROOT), "site-packages", "Traceback", "root:x:", "RUN :=", "sqlite_time_limit", "hookimpl")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    return over(built(tmp_path_factory.mktemp("doors")).out)


def hash_of(site: Datasette) -> str:
    path = Path(site.get_database("briefings").path)
    assert [one.name for one in path.parent.glob(f"{path.name}-*")] == []
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("method", METHODS)
def test_fault_49_no_method_writes(site: Datasette, method: str) -> None:
    before = hash_of(site)
    for path in WRITES:
        answer = asyncio.run(site.client.request(method, path, content=b'{"sql": "delete from claims"}'))
        assert answer.status_code == 405, path
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert hash_of(site) == before


@pytest.mark.parametrize("header", ["x-http-method-override", "x-method-override", "x-http-method"])
def test_fault_49_no_header_makes_a_write_of_a_question(site: Datasette, header: str) -> None:
    before = hash_of(site)
    assert asked(site, "/briefings/claims", headers={header: "DELETE"}).status == 200
    assert hash_of(site) == before


@pytest.mark.parametrize("sql", STATEMENTS)
def test_fault_49_no_statement_writes(site: Datasette, sql: str) -> None:
    before = hash_of(site)
    for path in (f"/briefings.json?sql={quote(sql)}", f"/briefings.csv?sql={quote(sql)}"):
        answer = asked(site, path)
        assert answer.status == 400 or sql.startswith(("explain", "/*")), answer.text[:200]
    for path in ("/briefings/claims.json?_where=", "/briefings/near_a_place.json?place="):
        assert asked(site, f"{path}{quote('1); ' + sql)}").status in (200, 400)
    assert hash_of(site) == before


def test_fault_49_the_connection_itself_refuses(site: Datasette) -> None:
    def write(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM claims")

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        asyncio.run(site.get_database("briefings").execute_fn(write))


def test_fault_49_no_named_query_writes() -> None:
    queries = metadata()["databases"]["briefings"]["queries"]
    assert not [name for name, query in queries.items() if query.get("write") or "on_success_message" in query]
    assert all(query["sql"].lstrip().lower().startswith(("select", "with", "--")) for query in queries.values())


def test_fault_49_no_cookie_or_token_makes_an_actor(site: Datasette) -> None:
    for headers in ({"cookie": "ds_actor=x"}, {"authorization": "Bearer dstok_x"}, {"cookie": "ds_messages=x"}):
        answer = asked(site, "/briefings/claims.json?_size=1", headers=headers)
        assert answer.status == 200
        assert "set-cookie" not in answer.headers
        assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize("end", ["", ".json", "/", ".json/"])
def test_fault_51_pages_about_the_server_are_shut(site: Datasette, end: str) -> None:
    for name in CLOSED.pattern.partition("(")[2].partition(")")[0].split("|"):
        answer = asked(site, f"/-/{name}{end}")
        assert answer.status == 404, name
        assert not any(one in answer.text for one in SECRETS), name


def test_fault_51_every_page_of_datasette_about_itself_was_thought_of(site: Datasette) -> None:
    """A later Datasette with a new page about the server fails here, so that someone decides."""
    own = [pattern.pattern for pattern, _ in site._routes() if pattern.pattern.startswith("/-/")]
    named = {one.split("/")[2].partition("(")[0].partition("\\")[0].partition(".")[0].rstrip("$") for one in own}
    assert {one for one in named if not CLOSED.match(f"/-/{one}")} <= {"metadata", "static", "static-plugins"}


@pytest.mark.parametrize("path", [*OFF_SITE, *PATHS])
def test_fault_51_no_address_leads_off_site_or_out_of_its_folder(site: Datasette, path: str) -> None:
    scope_path = path.replace("\\", "%5c") if "\\" in path else path
    for asked_path in {path, scope_path}:
        status, headers, body = asyncio.run(raw(site, asked_path))
        location = headers.get("location", "")
        assert status < 500, asked_path
        assert not location or stays(location, "localhost"), location
        assert "example.com" not in urlsplit(location).netloc
        assert not any(one in body for one in SECRETS), asked_path


async def raw(site: Datasette, path: str, host: str = "localhost", query: str = "") -> tuple[int, dict[str, str], str]:
    """The answer to a path sent as it is: a client for people would tidy it up first."""
    path, _, own = path.partition("?")
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "scheme": "http",
        "http_version": "1.1", "query_string": (own or query).encode(),
        "headers": [(b"host", host.encode())], "server": ("localhost", 80),
    }  # fmt: skip
    await site.client.app(scope, None, send)
    headers = {bytes(name).decode().lower(): bytes(value).decode("latin-1") for name, value in sent[0]["headers"]}
    body = b"".join(one.get("body", b"") for one in sent[1:])
    return sent[0]["status"], headers, body.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "host", ['a"><script>', "example.com/path", "a b", "", "example.com\\x", "x" * 300, "user@example.com", "a:999999"]
)
def test_fault_51_a_host_header_that_is_no_host_is_refused(site: Datasette, host: str) -> None:
    status, headers, body = asyncio.run(raw(site, "/briefings/claims", host))
    assert status == 400
    assert headers["cache-control"] == "no-store"
    assert host not in body or len(host) < 4


def test_fault_51_a_site_with_an_address_answers_to_no_other(tmp_path: Path) -> None:
    site = over(built(tmp_path).out, metadata() | {"site_url": "https://data.example.org"})
    assert asyncio.run(raw(site, "/", "evil.example"))[0] == 400
    assert asyncio.run(raw(site, "/", "data.example.org"))[0] == 200
    assert asyncio.run(raw(site, "/", "localhost:8001"))[0] == 200


def test_fault_51_no_cache_mixes_the_pages_of_two_hosts(site: Datasette) -> None:
    for path in ("/", "/briefings/claims", "/briefings/claims.json", "/sitemap.xml", "/robots.txt"):
        status, headers, body = asyncio.run(raw(site, path, "evil.example"))
        if "evil.example" in body + headers.get("link", ""):
            assert "host" in headers["vary"].lower() or headers["cache-control"] == "no-store", path
        assert status == 200, path


def test_fault_51_no_query_string_changes_a_readable_page(site: Datasette) -> None:
    for path in ("/", "/briefing/outlet/846000", "/docs/codebook", "/data"):
        plain = asked(site, path).text
        for query in ("?_ttl=99999999", "?x=%3Cscript%3E", "?_shape=array", "?callback=alert", "?__proto__=1"):
            other = asked(site, path + query).text
            assert "<script>%" not in other
            assert len(other) - len(plain) in range(-200, 201), path + query


def test_fault_51_headers_of_a_proxy_change_no_address(site: Datasette) -> None:
    headers = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example", "x-original-url": "/-/actor"}
    answer = asked(site, "/briefings/claims.json?_size=1", headers=headers | {"x-rewrite-url": "/evil.example"})
    assert "evil.example" not in answer.text + str(answer.headers)


@pytest.mark.parametrize(
    ("location", "host", "here"),
    [
        ("/briefings", "a.org", True),
        ("/a?b=//c", "a.org", True),
        ("http://a.org/x", "a.org", True),
        ("//b.org", "a.org", False),
        ("/\\b.org", "a.org", False),
        ("/a\\b", "a.org", False),
        ("/a b", "a.org", False),
        ("https://b.org/", "a.org", False),
        ("javascript:alert(1)", "a.org", False),
        ("http:\\\\b.org", "a.org", False),
        ("x", "a.org", False),
    ],
)
def test_fault_51_where_a_redirect_may_lead(location: str, host: str, here: bool) -> None:
    assert stays(location, host) is here


def test_fault_51_which_hosts_are_this_site() -> None:
    assert is_known("anything.example", "")
    assert not is_known("anything.example", "https://data.example.org")
    assert is_known("DATA.example.org", "https://data.example.org/")
    assert is_known("[::1]:8001", "https://data.example.org")
    assert not is_known("localhost.evil.example", "https://data.example.org")


def scope_of(path: str, query: str = "") -> dict[str, Any]:
    return {"method": "GET", "path": path, "query_string": query.encode(), "headers": [(b"host", b"localhost")]}


def test_fault_48_an_address_is_not_endless() -> None:
    assert refusal(scope_of("/briefings", "x=1"), "") is None
    assert (refusal(scope_of("/briefings", "sql=" + "x" * 30_000), "") or [0])[0] == 414
    assert (refusal(scope_of("/" + "x" * 3_000), "") or [0])[0] == 414
    assert (refusal(scope_of("/briefings/claims", "&".join(["_facet=x"] * (MOST_FACETS + 1))), "") or [0])[0] == 400
    assert (refusal(scope_of("/briefings/claims", "&".join(["a=1"] * 300)), "") or [0])[0] == 400


@pytest.mark.parametrize(
    ("path", "query", "shorter"),
    [
        ("/briefings/claims", b"_size=max&a=1", b"_size=200&a=1"),
        ("/briefings/claims", b"a=1&_size=1000", b"a=1&_size=200"),
        ("/briefings/claims", b"_size=50", b"_size=50"),
        ("/briefings/claims", b"my_size=max", b"my_size=max"),
        ("/briefings/claims.json", b"_size=max", b"_size=max"),
        ("/briefings/claims.csv", b"_size=max", b"_size=max"),
    ],
)
def test_fault_48_a_page_for_people_shows_what_people_read(path: str, query: bytes, shorter: bytes) -> None:
    assert shortened(path, query) == shorter
    assert MOST_ROWS == 200


def test_what_a_reader_is_told_of_an_exception_holds_nothing_of_the_server() -> None:
    cases: list[tuple[Exception, int, str]] = [
        (QueryInterrupted(Exception(), "select 1", {}), 400, "longer than 2 s "),
        (sqlite3.DataError("string or blob too big"), 400, "too big"),
        (ValueError(f"{ROOT}/secret"), 400, "not what it should be"),
        (MemoryError(), 503, "memory"),
        (DatasetteError("Cannot sort table by x", status=500), 400, "Cannot sort"),
        (KeyError(f"{ROOT}/secret"), 400, "not what it should be"),
        (RuntimeError(f"{ROOT}/secret"), 500, "on this side"),
    ]
    for exception, status, words in cases:
        found = told(exception, 2.0)
        assert found is not None
        assert found[0] == status
        assert words in found[1]
        assert str(ROOT) not in found[1]
