"""A PDF file in, the lines of its pages out. Knows no publisher and no briefing.

All is bounded, because it comes from a stranger: bytes, pages, what a stream unpacks to, what a page draws. Images and
drawn forms are not entered, scripts are never run, and what the file says about itself (its creation stamp above all,
which has given two reports for one day) is never asked for.
"""

from __future__ import annotations

import logging
import re
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

from ...errors import BodyMissing, EmptyInput, TooLarge
from ..charset import check_text
from .page import collapse

BYTES = 5_000_000
PAGES = 30  # a release has two or three
CHARACTERS = 300_000
UNPACKED = 1_000_000  # bytes of one stream; a page of text has some ten thousand
HEAD, END = 1024, 2048  # bytes within which the standard has the first and the last mark
# Operators and what they are given; a page that sets each of 4,000 letters apart has 40,000.
PIECES, ALL_PIECES = 50_000, 150_000
WIDER = 1.4  # times the tightest gap between lines: a gap between paragraphs
BLANK = re.compile(r"[\s\x00]+")

# What the library itself counts. A form drawn within forms could draw a thousand million times, so none is entered.
LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": BYTES,
    "array_based_stream_maximum_output_length": UNPACKED,
    "lzw_maximum_output_length": UNPACKED,
    "run_length_maximum_output_length": UNPACKED,
    "zlib_maximum_output_length": UNPACKED,
    "zlib_maximum_recovery_input_length": 100_000,
    "brotli_maximum_output_length": UNPACKED,
    "jbig2_maximum_output_length": 1,
    "jbig2dec_binary": None,
    "stream_decoding_work_maximum_length": 2 * UNPACKED,
    "stream_parsing_work_maximum_count": PIECES,
    "page_tree_maximum_entries": 1000,
    "page_tree_maximum_depth": 20,
    "page_tree_maximum_page_entries": 20_000,
    "xform_maximum_invocations_per_extraction": 0,
}


class Drawn(NamedTuple):
    """Words that the page draws at once, how high they stand, and the size of their letters."""

    words: str
    height: float
    size: float


def is_pdf(raw: bytes, content_type: str = "") -> bool:
    """Whether bytes are meant as a PDF, by what the server called them or by how they begin.

    >>> is_pdf(b"%PDF-1.5"), is_pdf(b"<html>"), is_pdf(b"<html>", "application/pdf;charset=x")
    (True, False, True)
    """
    return content_type.partition(";")[0].strip().lower() == "application/pdf" or raw.lstrip().startswith(b"%PDF-")


def lines(raw: bytes, where: object) -> list[list[str]]:
    """The lines of each page; an empty one stands where the gap is wider than between lines of one paragraph."""
    _check_bytes(raw, where)
    # Here and not above: most pages are no PDF. Its warnings tell of each flaw of a file that then reads well.
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import LimitReachedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with apply_configuration(**LIMITS):
            found = _pages(PdfReader(BytesIO(raw)), where)
    except (BodyMissing, TooLarge):
        raise
    except (LimitReachedError, MemoryError) as error:
        told = f"more in it than any release has ({type(error).__name__}): leave it out"
        raise TooLarge(where, told) from None
    except Exception as error:  # a stranger's bytes can break the library anywhere, so its own errors are not all
        raise BodyMissing(where, f"the PDF is broken ({type(error).__name__}): fetch it again") from None
    text = "\n".join(line for page in found for line in page)
    if not text.strip():
        raise BodyMissing(where, "the PDF holds no words, only pictures of them: leave it out")
    check_text(text, where)
    return found


def _check_bytes(raw: bytes, where: object) -> None:
    if len(raw) > BYTES:
        raise TooLarge(where, f"{len(raw):,} bytes, a PDF may have {BYTES:,}: no release is that long, leave it out")
    if not raw.strip():
        raise EmptyInput(where, "nothing in it: fetch it again")
    if b"%PDF-" not in raw[:HEAD]:
        raise BodyMissing(where, "it is called a PDF and is none: look at what came, or fetch it again")
    # The library would gather the pages that came, which is half a release.
    if b"%%EOF" not in raw[-END:]:
        raise BodyMissing(where, "the PDF breaks off before its end: fetch it again")


def _pages(reader: Any, where: object) -> list[list[str]]:
    if reader.is_encrypted:
        raise BodyMissing(where, "the PDF is encrypted: leave it out, or save its text as .txt")
    number = len(reader.pages)
    if number > PAGES:
        raise TooLarge(where, f"{number:,} pages, at most {PAGES} are read: no release is that long, leave it out")
    found: list[list[str]] = []
    spent = [0]
    for page in reader.pages:
        found.append(_lines_of(page, spent, where))
        if sum(len(line) for lines in found for line in lines) > CHARACTERS:
            raise TooLarge(where, f"more than {CHARACTERS:,} characters: no release is that long, leave it out")
    return found


def _lines_of(page: Any, spent: list[int], where: object) -> list[str]:
    drawn: list[Drawn] = []

    def count(_operator: bytes, operands: Any, *_matrices: object) -> None:
        spent[0] += 1 + sum(len(operand) if isinstance(operand, list) else 1 for operand in operands)
        if spent[0] > ALL_PIECES:
            raise TooLarge(where, f"more than {ALL_PIECES:,} pieces are drawn: no release is that long, leave it out")

    def note(words: str, outer: list[float], inner: list[float], _font: object, size: float) -> None:
        height = outer[1] * inner[4] + outer[3] * inner[5] + outer[5]
        drawn.append(Drawn(words, height, abs(size * inner[3] * outer[3]) or size))

    page.extract_text(visitor_operand_before=count, visitor_text=note)
    return _spaced(_joined(drawn))


def _joined(drawn: list[Drawn]) -> list[Drawn]:
    """Whole lines: words up to a line end, at the height of the first of them that can be seen."""
    found: list[Drawn] = []
    open_line: Drawn | None = None
    for one in drawn:
        for number, part in enumerate(one.words.split("\n")):
            if number and open_line:
                found.append(open_line)
                open_line = None
            if open_line is None:
                open_line = one._replace(words=part) if BLANK.sub("", part) else None
            else:
                open_line = open_line._replace(words=open_line.words + part)
    return [*found, open_line] if open_line else found


def _spaced(drawn: list[Drawn]) -> list[str]:
    gaps = [above.height - below.height for above, below in pairwise(drawn)]
    within = [gap for gap, line in zip(gaps, drawn, strict=False) if gap >= 0.9 * line.size > 0]
    tight = min(within, default=0.0)
    out: list[str] = []
    for number, line in enumerate(drawn):
        # A line above the one before it begins a new column or box.
        if number and not 0 <= gaps[number - 1] <= WIDER * tight:
            out.append("")
        out.append(collapse(BLANK.sub(" ", line.words)))
    return out
