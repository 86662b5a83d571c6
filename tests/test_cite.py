"""Citations: complete, one line, version and address in each, and nothing in them that BibTeX acts on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scrapers.pages.cite import LONGEST, NOTE, Cited, bibtex, footnote, tex
from scrapers.pages.dataset import AUTHORS, LICENCE, TITLE

ROOT = Path(__file__).parent.parent
VERSION = "0.1.0+abcdef012345"
PAGE = Cited("Example Outlet, 1-3 March 2016: 302 sorties", "https://example.org/briefing/outlet/846000", VERSION)
BARE = re.compile(r"(?<!\\)[$&#_%~^]")


def braces_match(entry: str) -> bool:
    """Braces that no backslash hides open and close in order."""
    depth = 0
    for sign in re.sub(r"\\[{}]", "", entry):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def test_a_footnote_says_who_what_version_where_and_that_these_are_claims() -> None:
    assert footnote(PAGE) == (
        'Contributors to the Syria air briefings dataset, "Example Outlet, 1-3 March 2016: 302 sorties", in: '
        "Air campaigns over Syria, as claimed, version 0.1.0+abcdef012345, "
        "https://example.org/briefing/outlet/846000 (claims of the parties, not findings)."
    )


def test_the_whole_dataset_is_not_part_of_itself() -> None:
    assert f'"{TITLE}"' not in footnote(PAGE._replace(title=TITLE))
    assert f"title = {{{TITLE}}}" in bibtex(PAGE._replace(title=TITLE))


def test_a_bibtex_entry_has_its_fields_and_a_plain_key() -> None:
    entry = bibtex(PAGE)
    assert entry.splitlines()[0] == "@misc{syria-air-briefings-briefing-outlet-846000-abcdef012345,"
    assert "  author = {{Contributors to the Syria air briefings dataset}}," in entry
    assert "  version = {0.1.0+abcdef012345}," in entry
    assert "  url = {https://example.org/briefing/outlet/846000}," in entry
    assert f"  note = {{{NOTE.capitalize()}}}" in entry


def test_a_question_stands_in_both_and_a_long_one_only_in_the_address() -> None:
    asked = PAGE._replace(question="select day\nfrom claims_flat where action = 'hit & run' -- 100%")
    assert footnote(asked).endswith("Asked: select day from claims_flat where action = 'hit & run' -- 100%")
    assert r"claims\_flat where action = 'hit \& run' -- 100\%" in bibtex(asked)
    long = PAGE._replace(question="x" * (LONGEST + 1))
    assert "Asked" not in footnote(long) + bibtex(long)


@pytest.mark.parametrize(("sign", "spelled"), [
    ("%", r"\%"), ("&", r"\&"), ("_", r"\_"), ("#", r"\#"), ("$", r"\$"), ("{", r"\{"), ("}", r"\}"),
    ("\\", r"\textbackslash{}"), ("~", r"\textasciitilde{}"), ("^", r"\textasciicircum{}"), ("ä", "ä"),
    ("Хомс", "Хомс"),
])  # fmt: skip
def test_tex_prints_each_sign(sign: str, spelled: str) -> None:
    assert tex(sign) == spelled


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_title_holds_the_entry_is_one_entry(title: str, tail: str, question: str) -> None:
    one = Cited(title, "https://example.org/x?sql=" + tail, VERSION, question)
    entry = bibtex(one)
    lines = entry.split("\n")
    assert braces_match(entry)
    assert [line.partition(" = ")[0].strip() for line in lines[1:-1]] == ["author", "title", "version", "url", "note"]
    for line in lines[1:-1]:
        if not line.startswith("  url"):
            assert not BARE.search(line)
    assert re.fullmatch(r"@misc\{[A-Za-z0-9-]+,", lines[0])
    assert len(footnote(one).splitlines()) == 1


def test_the_names_are_those_of_the_citation_file() -> None:
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert told["authors"] == [{"name": AUTHORS}]
    assert told["license"] == LICENCE[0]
