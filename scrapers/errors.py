"""What can go wrong, one sentence each; the code is the exit status, so a script can tell causes apart."""

from __future__ import annotations


class ScraperError(Exception):
    """Something the user can act on: `where` names file, line or address, the message says what to do."""

    code = 1

    def __init__(self, where: object, message: str) -> None:
        super().__init__(message)
        self.where = str(where)

    def __reduce__(self) -> tuple[type[ScraperError], tuple[str, str]]:
        return type(self), (self.where, self.args[0])  # so that it can come from another process

    def __str__(self) -> str:
        return f"{self.where}: {self.args[0]}"


class EmptyInput(ScraperError):
    """The file holds nothing but white space: fetch it again."""

    code = 10


class NotABriefing(ScraperError):
    """The page is whole but no briefing about the air campaign: leave it out."""

    code = 11


class Blocked(ScraperError):
    """A challenge, consent or refusal page came instead of the article: wait or use the archive."""

    code = 12


class BodyMissing(ScraperError):
    """The page has its frame but no article text where the layout keeps it: look at the layout."""

    code = 13


class WrongCharset(ScraperError):
    """The bytes are not text in the charset they claim: save the page again with its right charset."""

    code = 14


class TooLarge(ScraperError):
    """The page or text passes the size cap: no briefing is that long."""

    code = 15


class NoDate(ScraperError):
    """No date is stated anywhere, or the year stays open: give the text its date."""

    code = 16


class ImpossibleDate(ScraperError):
    """A stated date does not exist or its weekday is another: check the text."""

    code = 17


class ForeignDigits(ScraperError):
    """Digits of another script stand where figures are read: check the copy of the text."""

    code = 18


class HugeNumber(ScraperError):
    """A number has more digits than any claim can have: check the copy of the text."""

    code = 19


class UnknownParty(ScraperError):
    """The party is neither russia nor coalition: correct the line."""

    code = 20


class UnknownSource(ScraperError):
    """No file in scrapers/sources describes this publisher: add one or correct the name."""

    code = 21


class MalformedLine(ScraperError):
    """A line of a .jsonl file is not the JSON object it should be: mend the line."""

    code = 22


class MalformedRecord(ScraperError):
    """A line of data/record breaks the record's contract: restore it from git or record the text again."""

    code = 23


class MalformedGazetteer(ScraperError):
    """A row of data/gazetteer.csv breaks its rules: mend the row."""

    code = 24


class MalformedTable(ScraperError):
    """A file of data/ that people keep breaks its rules: mend the line."""

    code = 26


class ClockWrong(ScraperError):
    """The clock of this machine cannot be right, so no day is written: set it and try again."""

    code = 27


class UnknownLanguage(ScraperError):
    """No folder in scrapers/languages reads this language: add one or correct the line."""

    code = 25


class FetchFailed(ScraperError):
    """The address did not give a page: the message says whether to retry, use the archive or correct it."""

    code = 30


class PageGone(FetchFailed):
    """The server says that no page is at the address: correct it, or use the archive if it was withdrawn."""

    code = 32


class Refused(FetchFailed):
    """The server, or its robots.txt, refuses the page: the refusal is obeyed, use the archive."""

    code = 34


class AskedToWait(FetchFailed):
    """The server asks to wait: this host is left alone until then, the next run goes on."""

    code = 35
    seconds: int | None = None  # how long; None where the server does not say


class BudgetSpent(FetchFailed):
    """The run has asked as often as it may: the next run goes on."""

    code = 36


class Unreachable(FetchFailed):
    """No whole answer came over the connection: try in the next run, or use the archive."""

    code = 37


class CaptureMissed(FetchFailed):
    """The archive answered with another copy than the one asked for: take another one."""

    code = 38


class ListingBroken(ScraperError):
    """A listing came that is no feed, sitemap or page of the form it had: look at what came."""

    code = 33


class SnapshotDamaged(ScraperError):
    """A kept page is gone, or its bytes are not those it is named after: fetch it again."""

    code = 31


class CheckFailed(ScraperError):
    """The built database breaks an expectation, so nothing was published: the message names the rows."""

    code = 40


class AlreadyBuilding(ScraperError):
    """Another process is building the same file: wait until it is done."""

    code = 41


class CannotWrite(ScraperError):
    """The disk is full, read-only or refuses the file: make room or mend the rights; what stood there is as it was."""

    code = 42


class NothingAnswered(ScraperError):
    """Of all hosts asked not one answered: look at the network; what was published stays."""

    code = 50


class Drifted(ScraperError):
    """A source's pages came and none could be read as its layouts have them: look at the layout."""

    code = 51
