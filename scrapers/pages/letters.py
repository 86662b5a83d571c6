"""In which language printed words are, by their letters. In: a text. Out: the same, marked where it is not English.

Screen readers and browsers need it to speak, break and align words; a text's letters tell it of any cell, whatever
columns stand beside it.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

LETTERS = {"ru": re.compile("[Ѐ-ӿ]"), "ar": re.compile("[؀-ۿݐ-ݿ]")}
NAMES = {"en": "English", "ru": "Russian"}
LATIN = re.compile("[A-Za-z]")


def language_of(text: str) -> str | None:
    """The language of a text where most of its letters are not Latin ones.

    >>> language_of("склад боеприпасов (BM-21)"), language_of("تدمر"), language_of("a word: Хомс")
    ('ru', 'ar', None)
    """
    if text.isascii():
        return None
    often = {language: len(letters.findall(text)) for language, letters in LETTERS.items()}
    language = max(often, key=lambda one: often[one])
    return language if often[language] > len(LATIN.findall(text)) else None


def language_name(language: str) -> str:
    """What a language is called; its code where it has no name here."""
    return NAMES.get(language, language)


def in_language(text: str | None) -> Markup:
    """The text, in an element with its language and direction where that is not English; nothing for nothing."""
    language = language_of(text) if text else None
    return Markup('<span lang="{}" dir="auto">{}</span>').format(language, text) if language else escape(text or "")
