"""What the dataset is called and how it is described to machines. In: the build. Out: words, JSON-LD.

The site's pages, the export files and the citations take their words from here, so that they say the same.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from scrapers.pages.select import Row, Select

NOTICE = (
    "Claims, not findings: a row says what a party to the war claimed, in neutral words. It does not say that it "
    "happened."
)
TITLE = "Air campaigns over Syria, as claimed"
NAME = "syria-air-briefings"
HOME = "https://github.com/syria-air-briefings/syria-air-briefings"
AUTHORS = "Contributors to the Syria air briefings dataset"
LICENCE = ("CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/")
ABOUT = (
    "Figures and claims of official briefings about the air campaigns over Syria: Russia's Ministry of Defence and the "
    "US-led coalition, each with the characters that prove it was stated."
)
MEDIA = {
    ".csv": "text/csv", ".ndjson": "application/x-ndjson", ".jsonl": "application/jsonl",
    ".parquet": "application/vnd.apache.parquet", ".json": "application/json",
    ".geojson": "application/geo+json", ".db": "application/vnd.sqlite3", ".html": "text/html", ".txt": "text/plain",
}  # fmt: skip
BUILD = """
SELECT version, record_sha256, (SELECT min(day) FROM briefings) AS first, (SELECT max(day) FROM briefings) AS last
FROM build
"""
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

Json = dict[str, Any]


async def build_of(select: Select) -> Row:
    """From what the database was built: program, record, first and last day."""
    return (await select(BUILD))[0]


def version_of(version: str, record: str) -> str:
    """The version of the data: the program's, and the first signs of the record's checksum."""
    return f"{version}+{record[:12]}"


def schema_org(version: str, first_day: str | None, last_day: str | None) -> Json:
    """The dataset in the words of schema.org, without its files; what is not known is left out."""
    out = {
        "name": TITLE,
        "description": f"{NOTICE} {ABOUT}",
        "version": version,
        "license": LICENCE[2],
        "url": HOME,
        "temporalCoverage": f"{first_day}/{last_day}" if first_day else None,
        "spatialCoverage": "Syria and Iraq",
        "keywords": ["Syria", "air strikes", "official claims", "sorties", "armed conflict"],
    }
    return {name: value for name, value in out.items() if value is not None}


def json_ld(value: Json) -> Markup:
    """JSON-LD as it can stand in a page: no text in it ends the script or begins markup."""
    said = json.dumps({"@context": "https://schema.org"} | value, ensure_ascii=False)
    return Markup('<script type="application/ld+json">' + said.translate(UNSAFE) + "</script>")


def dataset_ld(about: Json, files: dict[str, str]) -> Json:
    """The dataset for search engines: what `schema_org` says, and where its files are, by address and media type."""
    return {
        "@type": "Dataset",
        **about,
        "creator": {"@type": "Organization", "name": AUTHORS, "url": HOME},
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": address, "encodingFormat": media}
            for address, media in files.items()
        ],
    }


def page_ld(title: str, description: str, address: str, about: Json, source: Json | None = None) -> Json:
    """A page as a part of the dataset; a briefing's page also names the text that it was read from."""
    page: Json = {
        "@type": "WebPage",
        "name": title,
        "description": description,
        "url": address,
        "isPartOf": {"@type": "Dataset", "name": about["name"], "url": about["url"], "version": about["version"],
                     "description": about["description"], "license": about["license"]},
    }  # fmt: skip
    return page | ({"isBasedOn": source} if source else {})


def source_ld(briefing: Json) -> Json:
    """The text behind a briefing: who published it, when, in which language and whose words it carries."""
    out = {
        "@type": "CreativeWork",
        "url": briefing["url"],
        "datePublished": briefing["published"],
        "inLanguage": briefing["language"],
        "publisher": {"@type": "Organization", "name": briefing["source_title"]},
        "creator": {"@type": "Organization", "name": briefing["party_name"]},
    }
    return {name: value for name, value in out.items() if value is not None}
