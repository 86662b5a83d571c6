"""PDF releases, written here line by line, since no file of others is in this repository: read, or refused by name.

Whatever a file holds, no error of the library comes out, and none takes long.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable

import pytest

pytest.importorskip("pypdf")

from scrapers.errors import BodyMissing, EmptyInput, ImpossibleDate, NotABriefing, ScraperError, TooLarge, UnknownSource
from scrapers.sources.inherent_resolve import article
from scrapers.sources.markup.pdf import BYTES, PAGES, UNPACKED, is_pdf, lines

WHERE = "release.pdf"
FOLDER = "https://www.inherentresolve.mil/Portals/14/Documents/Strike%20Releases/2017/10October"
ADDRESS = f"{FOLDER}/20171012%20Strike%20Release%20Final.pdf?ver=2017-10-14-041500-123"
HEAD = ["INVENTED JOINT TASK FORCE", "FOR IMMEDIATE RELEASE October 12, 2017", "Release # 20171012-01", ""]
TITLE = ["Strikes go on against ISIS in", "Syria and Iraq", ""]
BODY = [
    "SOUTHWEST ASIA \x96 On Oct. 11, an invented coalition conducted nine strikes consisting",
    "of 12 engagements against ISIS in Syria and Iraq, most of them on vehicle-",
    "borne bombs.",
    "",
    "In Syria, coalition military forces conducted six strikes consisting of eight engagements.",
    "* Near Tel Warda, four strikes engaged two ISIS tactical units and destroyed three",
    "fighting positions and a vehicle.",
    "* Near Tel Amra, two strikes destroyed five ISIS oil",
]
MORE = [
    "stills.",
    "In Iraq, coalition military forces conducted three strikes consisting of four engagements.",
    "* Near Kafr Sima, three strikes destroyed two tunnels.",
    "",
    "Assessments may change.",
    "",
    "2 of 2",
]
PARAGRAPHS = [
    "Strikes go on against ISIS in Syria and Iraq",
    "SOUTHWEST ASIA – On Oct. 11, an invented coalition conducted nine strikes consisting of 12 engagements against "
    "ISIS in Syria and Iraq, most of them on vehicle-borne bombs.",
    "In Syria, coalition military forces conducted six strikes consisting of eight engagements.",
    "* Near Tel Warda, four strikes engaged two ISIS tactical units and destroyed three fighting positions and a "
    "vehicle.",
    "* Near Tel Amra, two strikes destroyed five ISIS oil stills.",
    "In Iraq, coalition military forces conducted three strikes consisting of four engagements.",
    "* Near Kafr Sima, three strikes destroyed two tunnels.",
    "Assessments may change.",
]


def drawn(page: list[str]) -> bytes:
    """What draws these lines, an empty one as a gap."""
    escaped = (line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in page)
    shown = (f"({line}) Tj 0 -14 Td" if line else "0 -10 Td" for line in escaped)
    return ("BT /F1 11 Tf 72 720 Td " + " ".join(shown) + " ET").encode("latin-1")


def stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), entries, packed)


def written(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue."""
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end


def pdf(*pages: bytes, trailer: bytes = b"", resources: bytes = b"", extra: tuple[bytes, ...] = ()) -> bytes:
    """A file with one page for each of these streams; `extra` are objects numbered after all others."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>",
    ]
    for number, page in enumerate(pages):
        content = 5 + 2 * number
        head = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R" % content
        objects += [head + b"/Resources<</Font<</F1 3 0 R>>%s>>>>" % resources, page]
    return written([*objects, *extra], trailer)


def release(head: list[str] = HEAD, title: list[str] = TITLE, body: list[str] = BODY) -> bytes:
    """A release of two pages, whose file claims another title and another day."""
    stamp = b"/Info<</CreationDate(D:20200101000000Z)/Title(Another title)>>"
    return pdf(stream(drawn([*head, *title, *body])), stream(drawn(MORE)), trailer=stamp)


def test_a_release_is_read_over_line_and_page_ends() -> None:
    found = article(release(), ADDRESS, WHERE, "application/pdf")
    assert found.text.split("\n\n") == PARAGRAPHS
    assert (found.id, found.url) == ("inherent_resolve/20171012-strike-release-final", ADDRESS)
    assert (found.published, found.date_source) == ("2017-10-12", "release number")


def test_a_pdf_is_known_by_its_first_bytes_too() -> None:
    assert is_pdf(release())
    assert article(release(), ADDRESS, WHERE, "application/octet-stream").published == "2017-10-12"


def test_a_title_without_a_gap_before_it_is_parted_from_the_number() -> None:
    assert article(release(HEAD[:-1], TITLE), ADDRESS, WHERE).text.startswith(f"{PARAGRAPHS[0]}\n\nSOUTHWEST")


@pytest.mark.parametrize(
    ("head", "name", "published", "how"),
    [
        ([*HEAD[:2], ""], "20171012 Strike Release", "2017-10-12", "printed date"),
        ([HEAD[0], ""], "20171012 Strike Release", "2017-10-12", "file name"),
        (HEAD, "12 Oct Strike Release", "2017-10-12", "release number"),
        (HEAD, "CJTF-OIR Press Release 201710012-01 Strike Release", "2017-10-12", "release number"),
        ([HEAD[0], ""], "12 Oct Strike Release", None, "none stated"),
    ],
)
def test_the_day_is_what_the_release_states(head: list[str], name: str, published: str | None, how: str) -> None:
    """Never the creation stamp of the file, nor the stamp of its upload, which are both of another day here."""
    found = article(release(head), f"{FOLDER}/{name}.pdf?ver=2017-10-14-041500-123", WHERE)
    assert (found.published, found.date_source) == (published, how)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (HEAD, "20171013 Strike Release"),
        ([HEAD[0], "FOR IMMEDIATE RELEASE October 13, 2017", *HEAD[2:]], "20171012 Strike Release"),
        ([*HEAD[:2], "Release # 20171302-01", ""], "20171012 Strike Release"),
        ([*HEAD[:2], ""], "20171112 Strike Release"),
    ],
)
def test_dates_that_disagree_are_refused(head: list[str], name: str) -> None:
    with pytest.raises(ImpossibleDate, match=r"look at the release|check which one"):
        article(release(head), f"{FOLDER}/{name}.pdf", WHERE)


@pytest.mark.parametrize(
    ("raw", "url", "error"),
    [
        (release(), None, UnknownSource),
        (release(), "https://www.inherentresolve.mil/News/Strike-Releases/", UnknownSource),
        (release(body=BODY[1:]), ADDRESS, BodyMissing),
        (release([], []), ADDRESS, BodyMissing),
        (pdf(stream(drawn([*HEAD, *TITLE, BODY[0]]))), ADDRESS, BodyMissing),
        (pdf(stream(drawn(["Menu of the mess hall", "Soup"]))), ADDRESS, NotABriefing),
    ],
)
def test_what_is_no_whole_release_is_refused(raw: bytes, url: str | None, error: type[ScraperError]) -> None:
    with pytest.raises(error, match=r"^release\.pdf: .*(layout|save|leave it out)"):
        article(raw, url, WHERE, "application/pdf")


def deep(levels: int) -> bytes:
    """A page tree of that many levels."""
    tree = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (number + 3) for number in range(levels)]
    return written([b"<</Type/Catalog/Pages 2 0 R>>", *tree, b"<</Type/Page>>"])


def forms(levels: int) -> bytes:
    """A page that draws a form ten times, which draws the next one ten times, and so on."""
    draw = b"/X Do " * 10
    inner = [
        stream(draw, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (7 + number))
        for number in range(levels)
    ]
    return pdf(stream(draw), resources=b"/XObject<</X 6 0 R>>", extra=(*inner, stream(b"BT (Deepest) Tj ET")))


WHOLE = release()
HOSTILE: dict[str, bytes] = {
    "nothing": b"  ",
    "a web page": b"<html><body>Sign in</body></html>",
    "the first half": WHOLE[: len(WHOLE) // 2],
    "all but the last mark": WHOLE.replace(b"%%EOF", b""),
    "noise between its marks": b"%PDF-1.5\n" + bytes(range(256)) * 200 + b"%%EOF",
    "no catalogue": written([b"null"]),
    "a catalogue without pages": written([b"<</Type/Catalog>>"]),
    "pages that are a number": written([b"<</Type/Catalog/Pages 7>>"]),
    "a page tree that holds itself": written([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]>>"]),
    "two page trees that hold each other": written(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]>>", b"<</Type/Pages/Kids[2 0 R]>>"]
    ),
    "a deep page tree": deep(500),
    "a wide page tree": pdf(*[stream(b"")] * (PAGES + 1)),
    "one page named a million times": written(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]>>" % (b"3 0 R " * 800_000), b"<</Type/Page>>"]
    ),
    "a stream that unpacks to too much": pdf(stream(b" " * (UNPACKED + 1))),
    "a stream packed twice": pdf(
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream"
        % (len(twice := zlib.compress(zlib.compress(b" " * 400_000_000))), twice)
    ),
    "a page of endless drawing": pdf(stream(b"0 0 m " * 300_000)),
    "a page of endless words": pdf(*[stream(b"BT /F1 9 Tf " + b"(aaaaaaaaaaaaaaaaaaaa) Tj " * 20_000 + b" ET")] * 3),
    "many pages of endless drawing": pdf(*[stream(b"q " * 99_000)] * PAGES),
    "a stream of a false length": written(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Length 99999999999>>stream\nendstream"]
    ),
    "a stream that is not packed": pdf(b"<</Length 4/Filter/FlateDecode>>stream\nabcd\nendstream"),
    "an unknown filter": pdf(b"<</Length 4/Filter/Invented>>stream\nabcd\nendstream"),
    "forms within forms": forms(12),
    "nested arrays": pdf(stream(b"[" * 50_000)),
    "pictures only": pdf(stream(b"q 100 0 0 100 0 0 cm /I Do Q")),
    "encrypted": pdf(
        stream(drawn(BODY)),
        trailer=b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"00" * 32, b"00" * 32),
    ),
    "too many bytes": WHOLE + b" " * BYTES,
    "half a character": pdf(stream(drawn(["\x81 stands for nothing in Windows"]))),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_a_broken_or_hostile_file_is_refused_by_name_and_soon(raw: bytes) -> None:
    started = time.perf_counter()
    with pytest.raises(ScraperError, match=r"^release\.pdf: .*(fetch it again|leave it out|look at|save)"):
        article(raw, ADDRESS, WHERE, "application/pdf")
    assert time.perf_counter() - started < 5


def test_any_line_of_the_file_may_be_missing() -> None:
    """Fault 35: the same release, or a named refusal, or one that has lost words; never words that it had not."""
    raw = release()
    pieces = raw.split(b"\n")
    known = {word for block in PARAGRAPHS for word in block.split()}
    for number in range(len(pieces)):
        try:
            found = article(b"\n".join(pieces[:number] + pieces[number + 1 :]), ADDRESS, WHERE, "application/pdf")
        except ScraperError:
            continue
        assert found.published == "2017-10-12"
        assert set(found.text.split()) <= known


REFUSED = (BodyMissing, EmptyInput, TooLarge)


@pytest.mark.parametrize("change", [bytes.upper, lambda raw: raw[::-1], lambda raw: raw.replace(b"obj", b"object")])
def test_lines_gives_pages_or_a_named_refusal(change: Callable[[bytes], bytes]) -> None:
    assert lines(release(), WHERE)[1][0] == "stills."
    with pytest.raises(REFUSED):
        lines(b"%PDF-" + change(release()) + b"%%EOF", WHERE)
