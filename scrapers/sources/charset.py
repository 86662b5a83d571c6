"""Bytes as saved in, text out, or the named reason why they are no text. Knows neither HTML nor publishers.

A wrong charset must never reach a figure: decoding is strict, and text that decoded but carries the marks of a wrong
charset (U+FFFD, C1 controls, UTF-8 read as Latin and encoded again) is refused as well.
"""

from __future__ import annotations

import re

from ..errors import EmptyInput, TooLarge, WrongCharset

PAGE_CAP = 5_000_000
TEXT_CAP = 1_000_000

# An allow-list, because Python also knows codecs that are no charset of any page (utf-7, unicode_escape, idna).
CODECS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "windows-1251": "cp1251",
    "cp1251": "cp1251",
    "koi8-r": "koi8-r",
    "us-ascii": "ascii",
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",  # as browsers read it
}
IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
IN_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
BROKEN = re.compile("[\x00\x80-\x9f\ufffd]|â€|[ÂÃÐÑ][\x80-\xbf]")


def decode_page(raw: bytes, where: object, content_type: str = "") -> str:
    """The text of an HTML page in the charset of its header, its meta element or UTF-8, in this order."""
    if len(raw) > PAGE_CAP:
        raise TooLarge(where, f"{len(raw):,} bytes, a page may have {PAGE_CAP:,}: it is no article, leave it out")
    header = IN_HEADER.search(content_type)
    meta = IN_META.search(raw[:2048])
    declared = header[1] if header else meta[1].decode("ascii") if meta else "utf-8"
    return _decode(raw, declared, where)


def decode_text(raw: bytes, where: object) -> str:
    """The text of a UTF-8 file, line ends as Python reads them, nothing else changed but a byte-order mark dropped."""
    if len(raw) > TEXT_CAP:
        raise TooLarge(where, f"{len(raw):,} bytes, a text may have {TEXT_CAP:,}: split the file by briefing")
    return _decode(raw, "utf-8", where).replace("\r\n", "\n").replace("\r", "\n")


def check_text(text: str, where: object) -> None:
    """Nothing, or WrongCharset where the text shows that its bytes were read in a wrong charset."""
    try:
        has_c2 = b"\xc2" in text.encode()
    except UnicodeEncodeError as error:
        raise WrongCharset(where, f"half a character pair at character {error.start}: save the text as UTF-8") from None
    # The scans are cheap and nearly always enough; the pattern is slow over thousands of texts. All that it looks
    # for beyond them is written in UTF-8 with the byte C2.
    if not (has_c2 or "\x00" in text or "\ufffd" in text or "â€" in text):
        return
    if broken := BROKEN.search(text):
        sign = " ".join(f"U+{ord(character):04X}" for character in broken[0])
        raise WrongCharset(where, f"{sign} at character {broken.start()}: save it again in its right charset")


def _decode(raw: bytes, declared: str, where: object) -> str:
    if not raw.strip():
        raise EmptyInput(where, "nothing in it: fetch it again")
    if (nul := raw.find(b"\x00")) >= 0:
        raise WrongCharset(where, f"a NUL at byte {nul}: it is no UTF-8 text, save it again as UTF-8")
    bom = b"\xef\xbb\xbf"
    codec = "utf-8" if raw.startswith(bom) else CODECS.get(declared.lower())
    if codec is None:
        raise WrongCharset(where, f"its charset {declared!r} is not read here: save it again as UTF-8")
    try:
        text = raw.removeprefix(bom).decode(codec)
    except UnicodeDecodeError as error:
        offset = error.start + (len(bom) if raw.startswith(bom) else 0)
        raise WrongCharset(where, f"byte {offset} is not {declared}: save it again in its right charset") from None
    if not text.strip():
        raise EmptyInput(where, "nothing in it but white space: fetch it again")
    check_text(text, where)
    return text
