"""How much of a text the reader read: its numbers in facts, in named non-facts, and unread."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from scrapers.languages import pack
from scrapers.models import Article, Reading
from scrapers.reading.tokens import tag

FIGURES = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


class Coverage(NamedTuple):
    """Numbers of a text, how many stand in facts and how many no rule read, target nouns left over, and their words."""

    numbers: int
    in_facts: int
    unread: int
    targets: int
    unread_targets: int
    phrases: Counter[str]


def coverage(article: Article, reading: Reading) -> Coverage:
    """The coverage of one text by its reading."""
    tokens = tag(article.text, pack(article.language, article.id))
    at = [(tokens.starts[i], tokens.ends[i]) for i, letter in enumerate(tokens.tags) if letter == "0"]
    spans = [tally.span for tally in reading.tallies] + [claim.span for claim in reading.claims]
    spans += [one.span for one in reading.statements if one.count is not None]
    in_facts = sum(any(first <= start and end <= last for first, last in spans) for start, end in at)
    numbers = [one for one in reading.unread if one.kind == "number"]
    targets = [one for one in reading.unread if one.kind == "target"]
    shapes = Counter(f"{one.kind}: {FIGURES.sub('0', one.text.lower())}" for one in reading.unread)
    return Coverage(len(at), in_facts, len(numbers), len(reading.claims), len(targets), shapes)


def table(counted: dict[str, list[Coverage]], most: int = 30) -> str:
    """The coverage per source and the most frequent unread phrases, as text."""
    lines = [f"{'source':28} {'numbers':>8} {'in facts':>9} {'unread':>7} {'share':>7} {'targets unread':>15}"]
    phrases: Counter[str] = Counter()
    for source, texts in sorted(counted.items()):
        numbers, facts = sum(one.numbers for one in texts), sum(one.in_facts for one in texts)
        unread = sum(one.unread for one in texts)
        targets, left = sum(one.targets for one in texts), sum(one.unread_targets for one in texts)
        share, missed = unread / max(1, numbers), left / max(1, targets + left)
        lines.append(f"{source:28} {numbers:8,} {facts:9,} {unread:7,} {share:7.2%} {left:7,} {missed:7.2%}")
        for one in texts:
            phrases += one.phrases
    lines += ["", "most frequent unread:"] + [f"{count:6,}  {phrase}" for phrase, count in phrases.most_common(most)]
    return "\n".join(lines)
