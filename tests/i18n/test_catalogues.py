"""Every sentence, in both languages; a test names the keys that fail it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pytest

from reader.config.schema import SECTIONS
from reader.config.starters import STARTERS
from reader.i18n import ar, en
from reader.i18n.catalogue import LANGUAGES, Message, load
from reader.i18n.plurals import CATEGORIES

ARABIC_LETTER = "[\u0620-\u064a]"
FACTS_AND_CODE = re.compile(r"\{\w+\}|\u2066[^\u2069]*\u2069|https?://\S+")

languages = pytest.mark.parametrize("language", LANGUAGES)


def forms(message: Message) -> list[str]:
    """Every text of a message."""
    return [message] if isinstance(message, str) else list(message.values())


def placeholders(message: Message) -> set[str]:
    """The names of the facts that a message shows."""
    return {name for text in forms(message) for _, name, _, _ in Formatter().parse(text) if name is not None}


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Every text of a language with its key."""
    for key, message in load(language).messages.items():
        for text in forms(message):
            yield key, text


def bare(text: str) -> str:
    """A text without its facts, and without what is isolated as code or an address."""
    return FACTS_AND_CODE.sub("", text)


def test_the_catalogues_have_the_same_keys() -> None:
    """Neither language has a sentence that the other lacks."""
    assert en.MESSAGES.keys() == ar.MESSAGES.keys()


def test_both_languages_show_the_same_facts() -> None:
    """A fact that one language shows is shown by the other."""
    assert [key for key in en.MESSAGES if placeholders(en.MESSAGES[key]) != placeholders(ar.MESSAGES[key])] == []


def test_both_languages_count_the_same() -> None:
    """A message that is counted in one language is counted in the other."""
    assert [
        key for key in en.MESSAGES if isinstance(en.MESSAGES[key], dict) != isinstance(ar.MESSAGES[key], dict)
    ] == []


@languages
def test_a_counted_message_has_every_form(language: str) -> None:
    """A counted message has exactly the plural categories of its language."""
    counted = {key: tuple(text) for key, text in load(language).messages.items() if isinstance(text, dict)}
    assert [key for key, categories in counted.items() if categories != CATEGORIES[language]] == []


@languages
def test_forms_for_many_numbers_show_the_number(language: str) -> None:
    """The forms that stand for more than one number show it."""
    counted = {key: text for key, text in load(language).messages.items() if isinstance(text, dict)}
    several = {"few", "many", "other"}
    assert [key for key, text in counted.items() for one in several & text.keys() if "{n}" not in text[one]] == []


@languages
def test_no_text_is_empty(language: str) -> None:
    """Every text says something, without blanks around it."""
    assert [key for key, text in texts(language) if text != text.strip() or not text] == ["list.separator"]


@languages
def test_isolates_are_balanced(language: str) -> None:
    """A text that opens an isolate closes it."""
    opened = ((key, len(re.findall("[\u2066-\u2068]", text)), text.count("\u2069")) for key, text in texts(language))
    assert [key for key, opening, closing in opened if opening != closing] == []


def test_arabic_is_punctuated_in_arabic() -> None:
    """Arabic has no comma, semicolon or question mark of the Latin script."""
    assert [key for key, text in texts("ar") if re.search("[,;?]", bare(text))] == []


def test_english_is_punctuated_in_english() -> None:
    """English has no comma, semicolon or question mark of the Arabic script."""
    assert [key for key, text in texts("en") if re.search("[،؛؟]", text)] == []


def test_arabic_begins_in_arabic() -> None:
    """The first letter outside of the facts is Arabic, so that by its first strong letter the text is right-to-left."""
    first = ((key, re.search("[A-Za-z]|" + ARABIC_LETTER, bare(text))) for key, text in texts("ar"))
    assert [key for key, letter in first if letter and not re.match(ARABIC_LETTER, letter[0])] == []


def test_arabic_is_spelt_as_it_should_be() -> None:
    """Tanwin stands before its alif, no letter is a Persian or Urdu one, and nothing is stretched."""
    assert [key for key, text in texts("ar") if re.search("ا\u064b|[\u0640یکہے]", text)] == []


def test_arabic_has_one_plural_of_a_row() -> None:
    """Rows are «أسطر» everywhere."""
    assert [key for key, text in texts("ar") if "سطور" in text] == []


def test_code_in_arabic_keeps_its_order() -> None:
    """Commands, options and brackets are isolated in Arabic, so that no sign and no word of them changes its place."""
    assert [key for key, text in texts("ar") if re.search(r"\bqari\b|(?<!\w)-|[\[=]", bare(text))] == []


@languages
def test_a_footer_name_is_short(language: str) -> None:
    """The name of a command is at most twenty characters, and no sentence."""
    names = ((key, text) for key, text in texts(language) if key.startswith("command."))
    assert [key for key, name in names if len(name) > 20 or name.endswith(".")] == []


def test_a_command_has_a_sentence() -> None:
    """Every command's short name has a sentence for the help screen, and the other way about."""
    named = {family: {key.removeprefix(family) for key in en.MESSAGES if key.startswith(family)} for family in FAMILIES}
    assert named["command."] == named["help."]


FAMILIES = ("command.", "help.")


@languages
def test_a_mistake_in_the_file_tells_where(language: str) -> None:
    """Every mistake in the configuration names its place; a theme is only known when the app starts."""
    mistakes = ((key, text) for key, text in texts(language) if key.startswith("config."))
    assert [key for key, text in mistakes if "{where}" not in text] == ["config.unknown_theme"]


@languages
def test_the_first_run_can_be_named(language: str) -> None:
    """The catalogues name every topic and language that the first run offers."""
    needed = {f"topic.{one.topic}" for one in STARTERS} | {f"language.{one.language}" for one in STARTERS}
    assert needed <= load(language).messages.keys()


@languages
def test_settings_in_sentences_exist(language: str) -> None:
    """A sentence that tells to change a setting names one that there is."""
    named = {name for _, text in texts(language) for name in re.findall(r"fetch\.(\w+)", text)}
    assert named and named <= set(SECTIONS["fetch"]._fields)
