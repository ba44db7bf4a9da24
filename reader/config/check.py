"""Whether a value is what its rule asks for; if not, the problem that says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from reader.config.document import shorten
from reader.config.schema import Form, Rule, Setting, Value
from reader.config.secrets import stands_for_another
from reader.models import Problem

Facts = tuple[tuple[str, str], ...]

_BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


def value(setting: Setting, said: object, facts: Facts) -> Value | Problem:
    """What ``said``, a value of TOML, gives ``setting``, or else what is wrong with it; ``facts`` tell where."""
    facts = (*facts, ("found", show(said)))
    if isinstance(setting.default, str):
        return text(said, setting.rule, facts)
    if isinstance(setting.default, bool):
        return said if isinstance(said, bool) else Problem("config.not_boolean", facts)
    if isinstance(said, bool) or not isinstance(said, int | float):
        return Problem(_NUMBERS[type(setting.default)], facts)
    if isinstance(setting.default, int):
        return _within(said, setting.rule, facts) if isinstance(said, int) else Problem("config.not_integer", facts)
    number = _within(said, setting.rule, facts)
    return number if isinstance(number, Problem) else float(number)


def words(setting: Setting, said: str, facts: Facts) -> Value | Problem:
    """What ``said``, the text of a variable or a flag, gives ``setting``."""
    try:
        return value(setting, _read(setting.default, said.strip()), facts)
    except ValueError:
        return value(setting, said, facts)


def _read(default: Value, said: str) -> Value:
    if isinstance(default, bool):
        return _BOOLEANS.get(said.casefold(), said)
    return type(default)(said)


_NUMBERS = {int: "config.not_integer", float: "config.not_number"}


def _within(said: float, rule: Rule, facts: Facts) -> float | Problem:
    """The number if it lies between the rule's bounds; nan lies nowhere."""
    low, high = rule.low, rule.high
    if (low is None or said >= low) and (high is None or said <= high):
        return said
    return Problem("config.out_of_range", (*facts, ("low", f"{low:g}"), ("high", f"{high:g}")))


def text(said: object, rule: Rule, facts: Facts) -> str | Problem:
    """The text if it is one, prints in one line, and is one of the rule's choices."""
    if not isinstance(said, str):
        return Problem("config.not_text", facts)
    said = said.strip()
    if rule.choices and said not in rule.choices:
        return Problem("config.not_one_of", (*facts, ("choices", ", ".join(rule.choices))))
    if any(_upsets(character) for character in said):
        return Problem("config.bad_text", facts)
    is_right, key = _FORMS[rule.form]
    return said if not said or is_right(said) else Problem(key, facts)


def _is_ascii(said: str) -> bool:
    return said.isascii() and said.isprintable()


def _is_language(said: str) -> bool:
    return re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", said) is not None


def _is_selector(said: str) -> bool:
    import cssselect  # few set a selector

    try:
        return "|" not in said and bool(cssselect.HTMLTranslator().css_to_xpath(said))
    except (cssselect.SelectorError, RecursionError):
        return False


def _is_proxy(said: str) -> bool:
    if said == "direct" or stands_for_another(said):
        return True
    try:
        parts = urlsplit(said)
        return parts.scheme in ("http", "https", "socks5", "socks5h") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_command(said: str) -> bool:
    import shlex  # few set a command

    try:
        return bool(shlex.split(said))
    except ValueError:
        return False


_FORMS: dict[Form, tuple[Callable[[str], bool], str]] = {
    Form.LINE: (bool, "config.not_text"),
    Form.ASCII: (_is_ascii, "config.not_ascii"),
    Form.LANGUAGE: (_is_language, "config.not_language"),
    Form.SELECTOR: (_is_selector, "config.not_selector"),
    Form.PROXY: (_is_proxy, "config.not_proxy"),
    Form.COMMAND: (_is_command, "config.not_command"),
}
"""How each form is known, and what to say of a text that has not got it."""


def _upsets(character: str) -> bool:
    """Control characters, line separators, and what changes the order of the text after it."""
    return unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs") or unicodedata.bidirectional(character) in (
        *("LRE", "RLE", "LRO", "RLO", "PDF"),
        *("LRI", "RLI", "FSI", "PDI"),
    )


def is_feed_address(url: str) -> bool:
    """Whether ``url`` can be fetched: http or https, with a host, without blanks."""
    try:
        parts = urlsplit(url)
        fetchable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return fetchable and not any(character.isspace() or _upsets(character) for character in url)


def is_local(url: str) -> bool:
    """Whether ``url`` names a feed of this machine: a file, or a command that prints one."""
    kind, _, place = url.partition(":")
    if is_command(url):
        return _is_command(place) and not any(map(_upsets, place))
    return kind.lower() == "file" and bool(place.strip("/")) and not any(map(_upsets, place))


def is_command(url: str) -> bool:
    """Whether ``url`` names a feed that a command prints."""
    return url.lower().startswith("exec:")


def is_header(name: str) -> bool:
    """Whether ``name`` can be a header's that is not the program's own to send (RFC 9110, 5.6.2)."""
    own = ("host", "connection", "content-length", "transfer-encoding", "accept-encoding", "cookie", "user-agent")
    return re.fullmatch("[-!#$%&'*+.^_`|~A-Za-z0-9]+", name) is not None and name.lower() not in own


def unknown(name: str, known: tuple[str, ...], elsewhere: Mapping[str, str], facts: Facts) -> Problem:
    """What to say of a key that the table has no use for.

    ``known`` are the table's own keys, ``elsewhere`` maps the names of other tables' keys to what to write instead.
    """
    from difflib import get_close_matches  # only a mistake needs it

    name = name[:60]
    own = get_close_matches(name, known, 1)
    other = get_close_matches(name, elsewhere, 1)
    near = own or [elsewhere[found] for found in other]
    if near:
        return Problem("config.unknown_key", (*facts, ("nearest", near[0])))
    return Problem("config.unknown_key_alone", (*facts, ("choices", ", ".join(known))))


def show(said: object) -> str:
    """A value as it stands in a message."""
    if isinstance(said, bool):
        return str(said).lower()
    if isinstance(said, dict | list):
        return "{…}" if isinstance(said, dict) else "[…]"
    try:
        return shorten(str(said))
    except ValueError:  # a whole number of more than 4,300 digits
        return "…"
