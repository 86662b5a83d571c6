"""Downloads are whole: the page of files, the links of tables and queries, and CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
from typing import Any

import pytest

from scrapers.pages import data
from scrapers.pages.downloads import of_query, of_table
from tests.crowded import MANY, crowded
from tests.invented import Workshop
from tests.test_site import Site

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Workshop]:
    return crowded(tmp_path_factory.mktemp("crowded"))


@pytest.fixture(scope="module")
def site(made: tuple[Site, Workshop]) -> Site:
    return made[0]


@pytest.fixture(scope="module")
def export(made: tuple[Site, Workshop]) -> data.Export:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: make test installs it")
    from scrapers.database.exports import export as exporting

    exporting(made[1].out, made[1].folder / "export")
    found = data.exported(made[1].folder / "export")
    assert found
    return found


def read(text: str) -> list[list[str]]:
    """The rows of a CSV file, its head first."""
    return list(csv.reader(io.StringIO(text, newline="")))


def links(page: str) -> dict[str, str]:
    """The addresses in the line of files, by name."""
    line = re.findall(r'<p class="export-links">(.*?)</p>', page, re.S)
    assert len(line) == 1
    return {name: html.unescape(address) for address, name in re.findall(r'<a href="([^"]+)">([^<]+)</a>', line[0])}


@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("/briefings/claims_flat", MANY + 2),
        ("/briefings/claims_flat?party=russia&_sort=count", MANY),
        ("/briefings/claims_flat?count__gt=200&_sort_desc=count&_facet=party&_size=20", MANY - 200),
        ("/briefings/claims_flat?_search=trucks&own=1", MANY),
        ("/briefings/claims_flat?party=coalition", 2),
    ],
)
def test_the_csv_of_a_table_is_what_the_page_counts(site: Site, path: str, rows: int) -> None:
    """Filters, search and sort stay, and no row is missing however many there are."""
    page = site.page(path)
    assert f"All {rows:,} rows as" in " ".join(page.split())
    answer = site.get(links(page)["CSV"])
    head, *told = read(answer.text)
    keys = [row[head.index("id")] for row in told]
    assert (len(keys), len(set(keys))) == (rows, rows)
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["access-control-allow-origin"] == "*"


def test_the_csv_of_a_table_keeps_its_order(site: Site) -> None:
    head, *rows = read(site.get(links(site.page("/briefings/claims_flat?party=russia&_sort=count"))["CSV"]).text)
    counts = [int(row[head.index("count")]) for row in rows]
    assert counts == list(range(1, MANY + 1))


def test_the_json_of_a_table_leads_to_every_row(site: Site) -> None:
    address, seen = links(site.page("/briefings/claims_flat?party=russia"))["JSON"], list[str]()
    while address:
        told = json.loads(site.get(address).text)
        seen += [row["id"] for row in told["rows"]]
        address = (told["next_url"] or "").removeprefix("http://localhost")
    assert (len(seen), len(set(seen))) == (MANY, MANY)


@pytest.mark.parametrize("name", ["to paste", "for a notebook"])
def test_the_other_forms_of_a_table_answer(site: Site, name: str) -> None:
    assert site.get(links(site.page("/briefings/claims_flat?party=russia"))[name]).status_code == 200


QUERIES = (
    "/briefings?sql=select+id,+count+from+claims_flat+where+party+%3D+:party&party=russia",
    "/briefings/claims_about_a_target?target=truck",
)


@pytest.mark.parametrize("path", QUERIES)
def test_the_csv_of_a_query_is_whole_where_its_page_is_not(site: Site, path: str) -> None:
    """Datasette ends a query's CSV after 1,000 rows without a word; ours has every row."""
    page = site.page(path)
    assert "more than the 1,000 shown" in page
    answer = site.get(links(page)["CSV"])
    assert len(read(answer.text)) == 1 + MANY
    told = json.loads(site.get(links(page)["JSON"]).text)
    assert (len(told["rows"]), told["truncated"]) == (1_000, True)


def test_a_named_query_takes_blank_values_in_csv_too(site: Site) -> None:
    assert len(read(site.get("/briefings/claims_about_a_target.csv").text)) == 1 + MANY + 2


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("with recursive n(i) as (select 1 union all select i + 1 from n where i < 200000) select i from n",
         "more than 100,000 rows"),
        ("with recursive n(i) as (select 1 union all select i + 1 from n where i < 1500) "
         "select i, replace(hex(zeroblob(2500)), '0', '😀') from n", "more than 25 MB"),
        ("select nowhere from claims_flat", "no such column: nowhere. All names are explained"),
        ("delete from claims", "Statement must be a SELECT"),
        ("select", "did not work"),
    ],
)  # fmt: skip
def test_a_csv_that_cannot_be_whole_is_refused(site: Site, sql: str, words: str) -> None:
    answer = site.get("/briefings.csv", sql=sql)
    assert answer.status_code == 400
    assert words in answer.text
    assert len(answer.text) < 500


def test_a_csv_without_a_query_is_not_found(site: Site) -> None:
    assert site.get("/briefings.csv").status_code == 404


def test_fault_52_a_spreadsheet_runs_no_cell_of_a_query(site: Site) -> None:
    """Fault 52: a link to a query of a stranger's making gives texts that stay texts, and numbers that stay numbers."""
    sql = (
        "select '=1+1' as \"@sum\", '+1' as a, '-1' as b, char(9) || 'x' as c, char(13) || 'x' as d, '＝1' as e, "
        "-5 as f, 2.5 as g, 'Хомс حمص' as h, null as i"
    )
    answer = site.get("/briefings.csv", sql=sql)
    head, row = read(answer.text)
    assert head[0] == "'@sum"
    assert row == ["'=1+1", "'+1", "'-1", "'\tx", "'\rx", "'＝1", "-5", "2.5", "Хомс حمص", ""]
    assert answer.content.decode("utf-8")


def test_fault_52_no_cell_of_a_table_begins_a_formula(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Fault 52: what a hostile text brings in is cleaned when it is loaded, so each way out of the tables is clean."""
    from tests.invented import claim, reading, statement

    shop = Workshop(tmp_path_factory.mktemp("hostile"))
    bad = [sign + "cmd|' /C calc'!A0" for sign in FORMULA]
    claims = tuple(
        claim(f"c{number}", "three trucks", target_text=text, place=text, place_text=text, group=text, weapon=text,
              platform=text)
        for number, text in enumerate(bad)
    )  # fmt: skip
    statements = tuple(statement(f"s{number}", "denied", topic=text) for number, text in enumerate(bad))
    shop.build(reading(claims=claims, statements=statements, spokespeople=tuple(bad)), texts=True)
    site = Site(shop.out)
    tables = [name for name in data.START if name != "figures"]
    seen = 0
    for table in tables:
        head, *rows = read(site.get(f"/briefings/{table}.csv", _stream="on", _size="max").text)
        for row in rows:
            for column, cell in zip(head, row, strict=True):
                assert not cell.startswith(FORMULA), (table, column, cell)
                seen += "calc" in cell
    assert seen >= len(bad)


def test_the_page_of_files_without_an_export_streams_the_tables(tmp_path_factory: pytest.TempPathFactory) -> None:
    site, _ = crowded(tmp_path_factory.mktemp("bare"))
    page = site.page("/data")
    assert "no export files" in page
    assert "/export/" not in page
    assert "/briefings/claims_flat.csv?_stream=on&amp;_size=max&amp;_dl=on" in page
    assert site.get("/export/SHA256SUMS").status_code == 404


def test_the_page_of_files_has_every_file_with_its_rows_and_bytes(site: Site, export: data.Export) -> None:
    page = site.page("/data")
    for name, rows in export.rows.items():
        row = re.search(rf'<tr id="{name}">(.*?)</tr>', page, re.S)
        assert row, name
        assert f'<td data-head="Rows">{rows:,}</td>' in row[1]
    for path, size in export.sizes.items():
        if path == "briefings.db":
            continue  # the served file itself
        assert f'href="/export/{path}"' in page, path
        answer = site.get(f"/export/{path}")
        assert len(answer.content) == size
        assert answer.headers["access-control-allow-origin"] == "*"
        if path in export.sums:
            assert hashlib.sha256(answer.content).hexdigest() == export.sums[path]
    assert export.sums["briefings.db"][:16] in page
    assert "are of version" not in page


@pytest.mark.parametrize(
    "path", ["nothing.csv", "csv/..%2F..%2Fbriefings.db", "..%2Fbriefings.db", "../data/export/SHA256SUMS",
             "csv//claims.csv", "csv/", "csv", "~2E~2E/briefings.db", "%00"]
)
def test_only_what_the_export_names_is_given_away(site: Site, export: data.Export, path: str) -> None:
    assert site.get(f"/export/{path}").status_code in (404, 302)


def test_fault_54_an_older_export_is_told(made: tuple[Site, Workshop], export: data.Export) -> None:
    """Fault 54: files of another version than the pages are named as such."""
    path = export.folder / data.PACKAGE
    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(text.replace(export.version, "0.0.9+older"), encoding="utf-8")
        assert "The export files are of version 0.0.9+older" in made[0].page("/data")
    finally:
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "damage", ["{", "{}", '{"version": 1, "resources": [{}]}', "[]", '{"resources": 5, "version": 1}']
)
def test_an_export_that_does_not_describe_itself_is_none(tmp_path: Any, damage: str) -> None:
    (tmp_path / data.PACKAGE).write_text(damage)
    (tmp_path / data.SUMS).write_text("")
    assert data.exported(tmp_path) is None


def test_an_export_whose_file_is_gone_is_none(tmp_path: Any) -> None:
    (tmp_path / data.PACKAGE).write_text('{"version": "1", "resources": []}')
    (tmp_path / data.SUMS).write_text("0" * 64 + "  csv/gone.csv\n")
    assert data.exported(tmp_path) is None


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1_500, "1.5 kB"), (12_345, "12 kB"), (9_800_000, "9.8 MB"),
     (2 * 10**9, "2.0 GB")],
)
def test_sizes_are_told_in_decimal_units(count: int, words: str) -> None:
    assert data.size(count) == words


def test_lite_is_linked_only_from_a_public_address() -> None:
    assert data.lite("") is None
    assert data.lite("http://localhost:8001") is None
    assert data.lite("https://example.org") == "https://lite.datasette.io/?url=https://example.org/briefings.db"


def test_links_keep_what_was_asked_and_drop_how_it_was_shown() -> None:
    query = "party=russia&place=&_search=a%26b&_next=5&_size=20&_facet=party&_sort=day&_hide_sql=1&province=Deir+ez-Zor"
    kept = "party=russia&place=&_search=a%26b&_sort=day&province=Deir%20ez-Zor"
    by_name = {one.name: one.address for one in of_table("/briefings/claims_flat", query)}
    assert by_name["CSV"] == f"/briefings/claims_flat.csv?{kept}&_stream=on&_size=max&_dl=on"
    assert by_name["JSON"] == f"/briefings/claims_flat.json?{kept}&_shape=objects&_size=max"
    assert of_query("/briefings", "sql=select+1&_hide_sql=1")[0].address == "/briefings.csv?sql=select%201&_dl=on"
