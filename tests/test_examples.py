"""The examples run as they stand against a served site and print what its database holds; each warns first."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers.pages.data import EXAMPLES
from tests.crowded import MANY
from tests.invented import Workshop
from tests.served import crowded_site

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "examples"
NOTEBOOK = FOLDER / "claims_by_month.ipynb"
FILES = sorted(path for path in FOLDER.iterdir() if path.is_file())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Workshop]]:
    with crowded_site(tmp_path_factory.mktemp("examples")) as found:
        yield found


def run(command: list[str], base: str, folder: Path) -> list[str]:
    """The lines that a program prints, which must end well."""
    done = subprocess.run(
        command, env=os.environ | {"BASE": base}, cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return [" ".join(line.split()) for line in done.stdout.splitlines()]


def months(shop: Workshop) -> list[str]:
    """The lines that the notebooks print: month, Russia's claims, the coalition's."""
    sql = """
    SELECT substr(day, 1, 7), sum(party = 'russia'), sum(party = 'coalition') FROM claims_flat WHERE own
    GROUP BY 1 ORDER BY 1
    """
    return [f"{month} {russia} {coalition}" for month, russia, coalition in shop.rows(sql)]


def test_the_jupyter_notebook_prints_the_months(site: tuple[str, Workshop], monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed: make test installs it")
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed: make test installs it")
    monkeypatch.setenv("BASE", site[0])
    book = nbformat.read(NOTEBOOK, as_version=4)
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3").execute()
    printed = [
        " ".join(line.split())
        for cell in book.cells
        for output in cell.get("outputs", [])
        for line in output["text"].splitlines()
    ]
    expected = months(site[1])
    assert len(expected) > 1
    assert [line for line in printed if re.fullmatch(r"\d{4}-\d\d \d+ \d+", line)] == expected
    assert any(line.startswith("2016-03 coalition strikes at least 12") for line in printed)


def test_the_duckdb_snippet_counts_the_hedges(site: tuple[str, Workshop], tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed: make test installs it")
    head, *lines = run([sys.executable, str(FOLDER / "hedges_by_party.py")], site[0], tmp_path)
    assert head == "claimed by hedge claims percent"
    assert lines == [
        f"Russia's Ministry of Defence exact {MANY:,} 100.0",
        "The US-led coalition exact 1 50.0",
        "The US-led coalition several 1 50.0",
    ]


def test_the_duckdb_snippet_takes_parquet_where_there_is_an_export(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed: make test installs it")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: make test installs it")
    from scrapers.database.exports import export

    with crowded_site(tmp_path) as (base, shop):
        csv = run([sys.executable, str(FOLDER / "hedges_by_party.py")], base, tmp_path)
        export(shop.out, shop.folder / "export")
        assert run([sys.executable, str(FOLDER / "hedges_by_party.py")], base, tmp_path) == csv


def test_the_r_snippet_counts_the_governorates(site: tuple[str, Workshop], tmp_path: Path) -> None:
    program = shutil.which("Rscript")
    if not program:
        pytest.skip("there is no R here: apt-get install r-base-core")
    text = (FOLDER / "oil_by_governorate.R").read_text(encoding="utf-8")
    assert "target_class=oil" in text
    script = tmp_path / "trucks.R"  # the invented record has no oil, but many trucks
    script.write_text(text.replace("target_class=oil", "target=truck"), encoding="utf-8")
    printed = run([program, "--vanilla", str(script)], site[0], tmp_path)
    assert f"Homs Russia's Ministry of Defence {MANY} {MANY}" in printed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_example_warns_first_and_has_one_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    warning = re.search(r"claims of the parties, not findings|claims, not findings", text, re.IGNORECASE)
    assert warning
    code = text.find("http://localhost:8001")
    assert code < 0 or path.suffix == ".md" or warning.start() < code
    hosts = set(re.findall(r"https?://[A-Za-z0-9.:-]+", text))
    assert hosts <= {"http://localhost:8001"}


def test_the_site_offers_every_example_and_no_other() -> None:
    assert {path.name for path in FILES} == set(EXAMPLES)


def test_the_notebook_holds_no_answer_and_is_python() -> None:
    """An answer kept in the file would be a number that nobody asks again."""
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (book["nbformat"], book["cells"][0]["cell_type"]) == (4, "markdown")
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
            ast.parse("".join(cell["source"]))
