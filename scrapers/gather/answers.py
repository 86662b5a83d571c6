"""What a server answered in, what to do about it out, as a sentence. Sends nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

LONGEST_WAIT = 86_400


def advice(status: int, retry_after: str | None, now: datetime) -> str:
    """What to do about a status that brings no page."""
    if status in (401, 403, 451):
        return f"status {status}, refused: obey it and use the archive"
    if status in (404, 410):
        return f"status {status}, not there: correct the address, or use the archive if it was withdrawn"
    if status in (429, 503):
        return f"status {status}, asked to wait {find_wait(retry_after, now)}: leave this source for this run"
    if status >= 500:
        return f"status {status}, the server is out of order: try in the next run, or use the archive"
    return f"status {status}, no page: look at the address, or use the archive"


def find_wait(retry_after: str | None, now: datetime) -> str:
    """How long a Retry-After header asks to wait, in words; a day stands for anything longer or without sense.

    >>> find_wait("120", datetime(2020, 1, 1, tzinfo=UTC))
    '120 s'
    >>> find_wait("Wed, 01 Jan 2020 00:01:00 GMT", datetime(2020, 1, 1, tzinfo=UTC))
    '60 s'
    >>> find_wait("soon", datetime(2020, 1, 1, tzinfo=UTC))
    '86400 s (the header makes no sense)'
    """
    if retry_after is None:
        return "an unstated time"
    wait = _stated(retry_after, now)
    return f"{LONGEST_WAIT} s (the header makes no sense)" if wait is None else f"{wait} s"


def seconds(retry_after: str | None, now: datetime) -> int | None:
    """The same in seconds, at most a day; None where nothing is stated."""
    if retry_after is None:
        return None
    wait = _stated(retry_after, now)
    return LONGEST_WAIT if wait is None else wait


def _stated(retry_after: str, now: datetime) -> int | None:
    stated = retry_after.strip()
    if stated.isascii() and stated.isdigit():
        return min(int(stated[:9]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, OverflowError):
        return None
    wait = int((moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
    return min(max(wait, 0), LONGEST_WAIT)


def reason(error: Exception) -> str:
    """What to do about a connection that brought no whole answer."""
    if isinstance(error, httpx2.ConnectTimeout | httpx2.PoolTimeout):
        return "no connection in time: try in the next run, or use the archive"
    if isinstance(error, httpx2.TimeoutException):
        return "no bytes came in time: try in the next run, or use the archive"
    if isinstance(error, httpx2.ConnectError):
        return f"no connection ({error}): try in the next run, or use the archive"
    return f"the answer broke off or makes no sense ({type(error).__name__}: {error}): try in the next run"
