"""A text while it is being read: its words, its sentences, its day. The steps of the reader take it and add to it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scrapers.languages import Pack
from scrapers.models import Article, Span
from scrapers.reading.deeds import OWN, Scene
from scrapers.reading.periods import Stated, stated, with_yesterday
from scrapers.reading.sentences import Layout, Sentence
from scrapers.reading.tokens import Tokens


class Draft(NamedTuple):
    """What the first steps made of an article; `day` is the day of its dateline or publication."""

    article: Article
    text: str
    party: str
    pack: Pack
    tokens: Tokens
    plan: Layout
    day: date

    def span(self, first: int, last: int) -> Span:
        """The characters of a range of tokens."""
        return self.tokens.starts[first], self.tokens.ends[last - 1]

    def words(self, sentence: Sentence) -> str:
        """The words of a sentence as printed."""
        first, last = self.span(sentence.first, sentence.last)
        return self.text[first:last]

    def voice(self, first: int, sentence: Sentence) -> str:
        """Whose words a token is among: the sentence's, or a quotation's."""
        return "quote" if sentence.voice in ("body", "lead") and self.plan.quoted[first] else sentence.voice

    def stated(self, first: int, last: int) -> list[Stated]:
        """The dates between two tokens; under a dateline, yesterday is one too."""
        line = self.plan.dateline
        if line is None:
            return stated(self.tokens, first, last, self.day)
        first = max(first, line[1]) if first < line[1] <= last else first  # the dateline's day is the report's
        return with_yesterday(stated(self.tokens, first, last, self.day), self.tokens, first, last, self.day)

    def is_own(self, scene: Scene) -> bool:
        """Whether the scene tells of what the party itself did."""
        return scene.actor == OWN[self.party]
