"""Fault 48: whatever a reader asks in SQL ends soon, takes little memory, and leaves room for other readers."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from plugins import gate, limits
from plugins.gate import KINDS, Gate, Places, gated, kind_of
from plugins.limits import ANSWER, LIMITS, bounded_rows, prepare_connection
from tests.hostile import ROOT, SETTINGS, asked, built, over

TOO_BIG, TOO_LONG, TOO_MUCH = "string or blob too big", "took longer than", "is larger than"
NUMBERS = "with recursive n(i) as (select 1 union all select i + 1 from n {}) "
# What is asked, and what the refusal says.
REFUSED = {
    # The measured attacks of the fault list.
    "select length(hex(zeroblob(400000000)))": TOO_BIG,
    "select randomblob(900000000)": TOO_BIG,
    "select printf('%.*c', 300000000, 'x')": TOO_BIG,
    "select replace(replace(zeroblob(9000000), x'00', 'aaaaaaaa'), 'a', zeroblob(9000))": TOO_BIG,
    "select * from pragma_database_list": "prohibited",
    # Their relatives.
    "select format('%.2147483647c', 'x')": TOO_BIG,
    "select printf('%5%%.*c', 2147483647, 'x')": TOO_BIG,
    "select file from pragma_database_list()": "prohibited",
    "with a as materialized (select file from pragma_database_list) select * from a": "prohibited",
    "select sql from sqlite_stmt": "prohibited",
    "select load_extension('x')": "not authorized",
    "select LOAD_EXTENSION('x')": "not authorized",
    "select fts3_tokenizer('simple')": "not authorized",
    "select readfile('/etc/passwd')": "no such function",
    "select writefile('x', 'y')": "no such function",
    # Depth, width, length.
    "select " + "(" * 900 + "1" + ")" * 900: "overflow",
    "select " + "1+" * 300 + "1": "depth",
    " union all ".join(["select 1"] * 400): "too many terms",
    "select " + ", ".join(["1"] * 1500): "too many columns",
    f"select max({', '.join(['1'] * 120)})": "too many arguments",
    f"select phrase like '{'%a' * 150}' from claims": "too complex",
    f"select phrase glob '{'*a' * 150}' from claims": "too complex",
    "select '" + "a" * 25_000 + "'": "too long",
    # What grows step by step.
    NUMBERS.format("limit 100000") + "select length(group_concat(i)) from n": TOO_BIG,
    NUMBERS.format("limit 100000") + "select json_group_array(i) from n": TOO_BIG,
    "with recursive n(i) as (select 'a' union all select i || i from n) select max(i) from n": TOO_BIG,
    # What never ends.
    NUMBERS.format("") + "select max(i) from n": TOO_LONG,
    NUMBERS.format("") + "select count(distinct a.i || b.i) from n a, n b": TOO_LONG,
    NUMBERS.format("limit 9999") + "select a.i from n a, n b, n c order by random() limit 9": TOO_LONG,
    NUMBERS.format("limit 9999") + "select a.i || b.i, count(*) from n a, n b group by 1 order by 2": TOO_LONG,
    NUMBERS.format("limit 9999") + "select sum(count(*)) over (order by a.i) from n a, n b group by b.i, a.i": TOO_LONG,
    "select count(*) from proofs a, proofs b, proofs c, proofs d, proofs e, proofs f, proofs g, proofs h": TOO_LONG,
    # Answers that no one can read.
    NUMBERS.format("limit 1000") + "select replace(hex(zeroblob(20000)), '0', 'x') from n": TOO_MUCH,
    NUMBERS.format("limit 1000") + "select replace(hex(zeroblob(5000)), '0', '\U0001f600') from n": TOO_MUCH,
    NUMBERS.format("limit 1000") + "select zeroblob(40000) from n": TOO_MUCH,
    # What is no question.
    "attach ':memory:' as other": "must be a SELECT",
    "pragma journal_mode": "must be a SELECT",
    "vacuum into 'x.db'": "must be a SELECT",
    "insert into claims(id) values ('x')": "must be a SELECT",
    "with x as (select 1) insert into claims(id) select 1 from x": "readonly",
    "with x as (select 1) delete from claims": "readonly",
    "select 1; delete from claims": "one statement",
    "select * from claims_fts where claims_fts match 'deir ez-zor'": "no such column",
    f"select * from claims_fts where claims_fts match '{'(' * 300}a{')' * 300}'": "overflow",
}
ANSWERED = {
    "select printf('%05.1f%%, %,d', 3.14159, 1234567) as a": "003.1%, 1,234,567",
    "select format('%s %%* 2016', 'a') as a": None,
    "select printf('%-9999d|', 1) is not null as a": 1,
    "select count(*) > 0 as a from pragma_table_info('claims')": 1,
    "select group_concat(name, ', ') is not null as a from sqlite_master": 1,
    "select json_extract('{\"b\": [1, 2]}', '$.b[1]') as a": 2,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    return over(built(tmp_path_factory.mktemp("sql")).out, sql_time_limit_ms=200)


# A CSV is complete or not sent, within bounds of its own.
FORMS = [(sql, form) for sql, why in REFUSED.items() for form in (".json", "", *([".csv"] * (why != TOO_MUCH)))]


@pytest.mark.parametrize(("sql", "form"), FORMS)
def test_fault_48_hostile_sql_is_refused_with_a_reason(site: Datasette, sql: str, form: str) -> None:
    answer = asked(site, f"/briefings{form}?sql={quote(sql)}")
    assert answer.status in (400, 414), answer.text[:300]
    words = (REFUSED[sql], TOO_LONG, "not sent")  # a slow machine ends a query before it is too big
    assert any(one in answer.text for one in words), answer.text[:600]
    assert str(ROOT) not in answer.text


@pytest.mark.parametrize("sql", ANSWERED)
def test_what_readers_need_still_works(site: Datasette, sql: str) -> None:
    answer = asked(site, f"/briefings.json?_shape=array&sql={quote(sql)}")
    if ANSWERED[sql] is None:  # a star after a per cent sign is refused too: better than counting to a billion
        assert TOO_BIG in answer.text
    else:
        assert answer.text.startswith('[{"a": ')
        assert str(ANSWERED[sql]) in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/briefings/claims_flat.json?_where=length(hex(zeroblob(90000)))",
        "/briefings/claims_flat?_where=randomblob(90000)",
        "/briefings/claims_flat?_where=1+in+(select+1+from+pragma_database_list)",
        "/briefings/claims_flat.csv?_where=fts3_tokenizer('simple')",
        "/briefings/claims_flat.json?phrase__like=" + "%25a" * 150,
        "/briefings/claims_flat.json?_search=" + "a" * 19_000 + "&_searchmode=raw",
    ],
)
def test_fault_48_conditions_of_a_table_have_the_same_limits(site: Datasette, path: str) -> None:
    answer = asked(site, path)
    assert answer.status in (200, 400), answer.text[:300]
    assert str(ROOT) not in answer.text


def test_fault_48_no_answer_is_larger_than_the_bound(site: Datasette) -> None:
    sql = NUMBERS.format("limit 1000") + "select replace(hex(zeroblob({})), '0', 'x') from n"
    for size in (100, 1_000, 4_000, 24_000):
        assert len(asked(site, f"/briefings.json?sql={quote(sql.format(size))}").text) < 2 * ANSWER


def test_fault_48_rows_are_counted_for_each_query_anew() -> None:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = bounded_rows(10_000)
    for _ in range(3):
        assert len(connection.execute("select zeroblob(8000)").fetchall()) == 1
    with pytest.raises(sqlite3.OperationalError, match="larger than"):
        connection.execute("select zeroblob(8000) union all select zeroblob(8001)").fetchall()


def test_fault_48_every_connection_has_the_limits(site: Datasette) -> None:
    def told(connection: sqlite3.Connection) -> tuple[Any, ...]:
        heap = connection.execute("PRAGMA hard_heap_limit").fetchone()[0]
        return {limit: connection.getlimit(limit) for limit in LIMITS}, heap, connection.in_transaction

    found, heap, _ = asyncio.run(site.get_database("briefings").execute_fn(told))
    assert found == LIMITS
    assert 0 < heap <= limits.HEAP


def test_datasette_s_own_notes_stay_writable() -> None:
    connection = sqlite3.connect(":memory:")
    prepare_connection(connection, "_internal")
    assert connection.execute("PRAGMA query_only").fetchone() == (0,)


@pytest.mark.parametrize(
    ("path", "query", "kind"),
    [
        ("/", "", None),
        ("/briefing/a/b", "x=1", None),
        ("/briefings", "sql=select+1", "sql"),
        ("/briefings.json", "sql=select+1", "sql"),
        ("/elsewhere", "sql=select+1", "sql"),
        ("/briefings/claims", "_where=1", "sql"),
        ("/briefings/claims", "_where=", "table"),
        ("/briefings/claims", "", "table"),
        ("/briefings/near_a_place.json", "place=Homs", "table"),
        ("/briefings/claims.csv", "_stream=on", "stream"),
        ("/briefings.db", "", None),
        ("/static/site.css", "", None),
    ],
)
def test_which_places_a_request_needs(path: str, query: str, kind: str | None) -> None:
    assert kind_of(path, query, {"briefings"}) == kind


class Slow:
    """An app that answers when it is told to, and counts how many it works on."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self.go = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        await self.go.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        self.now -= 1


def test_fault_48_two_hundred_slow_queries_wait_or_are_sent_away(site: Datasette) -> None:
    """Two work, the others are told to come again, and a page passes all of them."""

    async def crowd() -> tuple[list[int], int]:
        app, statuses = Slow(), []  # type: Slow, list[int]
        behind = gated(site, app, {"sql": Places(2, 0.2), "table": Places(1, 0.2), "stream": Places(1, 0.2)})

        async def ask(path: str, query: bytes) -> None:
            async def send(message: Any) -> None:
                if message["type"] == "http.response.start":
                    statuses.append(message["status"])

            scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}
            await behind(scope, None, send)  # type: ignore[arg-type]

        asking = [asyncio.create_task(ask("/briefings.json", b"sql=select+1")) for _ in range(200)]
        page = asyncio.create_task(ask("/", b""))
        while statuses.count(429) < 198:
            await asyncio.sleep(0.01)
        working = app.now
        app.go.set()
        await asyncio.gather(page, *asking)
        return statuses, working

    asyncio.run(site.invoke_startup())
    statuses, working = asyncio.run(crowd())
    assert statuses.count(429) == 198
    assert statuses.count(200) == 3
    assert working == 3


def test_fault_48_a_refusal_says_when_to_come_again(site: Datasette) -> None:
    async def second() -> list[Any]:
        app, sent = Slow(), list[Any]()
        behind = gated(site, app, {"sql": Places(1, 0.4)})

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/briefings.json", "query_string": b"sql=select+1"}
        first = asyncio.create_task(behind(scope | {"headers": []}, None, send))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        await behind(scope | {"headers": []}, None, send)  # type: ignore[arg-type]
        told = [*sent]
        app.go.set()
        await first
        return told

    asyncio.run(site.invoke_startup())
    start, body = asyncio.run(second())
    assert start["status"] == 429
    assert dict(start["headers"])[b"retry-after"] == b"0"
    assert gate.BUSY in body["body"].decode()


def test_fault_48_a_reader_who_takes_nothing_keeps_no_place(
    site: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stuck() -> bool:
        door = Gate({"stream": Places(1, 0.5)})
        assert await door.entered("stream")

        async def app(scope: Any, receive: Any, send: Any) -> None:
            await send({"type": "http.response.start"})

        async def never(message: Any) -> None:
            await asyncio.Event().wait()

        await door.answer("stream", app, {}, None, never)  # type: ignore[arg-type]
        return await door.entered("stream")

    monkeypatch.setattr(gate, "STREAM_SECONDS", 0.05)
    assert asyncio.run(stuck())


def test_fault_48_other_readers_are_served_before_the_slow_ones(tmp_path: Path) -> None:
    """No clock decides: the pages are done while slow queries are still being worked on."""
    site = over(built(tmp_path).out, sql_time_limit_ms=400)
    slow = "/briefings.json?sql=" + quote(NUMBERS.format("") + "select max(i) from n")

    async def crowd() -> list[str]:
        await site.client.get("/")
        done: list[str] = []

        async def ask(path: str) -> None:
            answer = await site.client.get(path)
            assert answer.status_code in ((400, 429) if "sql=" in path else (200,)), path
            done.append("slow" if "sql=" in path else "page")

        async with asyncio.TaskGroup() as tasks:
            for number in range(20):
                tasks.create_task(ask(f"{slow}&x={number}"))
            await asyncio.sleep(0.1)
            for path in ("/", "/docs/codebook", "/briefings/claims", "/briefings/near_a_place", "/static/site.css"):
                tasks.create_task(ask(path))
        return done

    done = asyncio.run(crowd())
    assert done.count("page") == 5
    assert done[-3:] == ["slow"] * 3


def test_fault_48_pages_have_threads_that_no_query_takes() -> None:
    served = re.search(r"num_sql_threads (\d+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert served, "the Makefile sets no number of threads: three are too few"
    places = sum(places.at_once for places in KINDS.values())
    assert int(served[1]) >= places + 2
    assert SETTINGS["num_sql_threads"] >= places + 2
