"""The keys that the code uses, against the catalogues. Reads the source of every room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import reader
from reader.i18n import ar, en

ROOT = Path(reader.__file__).parent
FAMILIES = frozenset(key.split(".")[0] for key in en.MESSAGES)
NO_KEYS = {
    ("config/paths.py", "config.toml"),
    ("feeds/discover.py", "feed.xml"),
    ("feeds/discover.py", "feed.json"),
}
"""What looks like a key and is a file's name."""
FILLS = ("text", "count")
"""The methods of a catalogue that fill a sentence with their keyword arguments."""


def sources() -> Iterator[tuple[Path, ast.AST]]:
    """Every module of the package, but the catalogues themselves."""
    for path in sorted(ROOT.rglob("*.py")):
        if path.name not in ("ar.py", "en.py"):
            yield path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))


def literal(node: ast.AST) -> str:
    """A text literal that is a key by its looks, else an empty text."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return ""
    family, dot, name = node.value.partition(".")
    is_key = bool(dot) and family in FAMILIES and name.replace("_", "").replace(".", "").isalnum() and name.islower()
    return node.value if is_key else ""


def shown(key: str) -> set[str]:
    """The facts that a message shows, the number that a counted one is given left aside."""
    message = en.MESSAGES[key]
    texts = [message] if isinstance(message, str) else message.values()
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name} - {"n"}


def calls(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """The calls below ``node`` whose first argument is a key and whose keywords are facts."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and call.args and (key := literal(call.args[0])) in en.MESSAGES:
            called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if called in FILLS or called.endswith("Error"):
                yield key, call


def test_every_key_in_the_code_is_a_sentence() -> None:
    """A text in the code that looks like a key is one of both catalogues."""
    used = {(str(path), literal(node)) for path, tree in sources() for node in ast.walk(tree) if literal(node)}
    both = en.MESSAGES.keys() & ar.MESSAGES.keys()
    assert {(path, key) for path, key in used if not (key in both or begins_a_key(key))} == NO_KEYS


def begins_a_key(text: str) -> bool:
    """Whether a text is the first part of a key that the code puts together, such as ``status.marked_``."""
    return text.endswith(("_", ".")) and any(key.startswith(text) for key in en.MESSAGES)


def made() -> set[str]:
    """The beginnings of the keys that the code puts together from a family and a value, ``f"status.marked_{mark}"``."""
    texts = (
        node.values[0]
        for _, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and node.values
    )
    begun = {first.value for first in texts if isinstance(first, ast.Constant) and isinstance(first.value, str)}
    return {text for text in begun if text.partition(".")[0] in FAMILIES and begins_a_key(text)}


def test_every_sentence_is_used() -> None:
    """Every key of the catalogues stands in the code, or begins as one that the code puts together."""
    whole = {literal(node) for _, tree in sources() for node in ast.walk(tree)}
    beginnings = tuple(made())
    assert {key for key in en.MESSAGES if key not in whole and not key.startswith(beginnings)} == set()


def test_every_fact_of_a_sentence_is_given() -> None:
    """Where an error is raised or a sentence filled, every fact that the sentence shows is among the arguments."""
    lacking = {
        (f"{path}:{call.lineno}", key, *sorted(shown(key) - {one.arg for one in call.keywords if one.arg}))
        for path, tree in sources()
        for key, call in calls(tree)
        if all(one.arg for one in call.keywords) and not shown(key) <= {one.arg for one in call.keywords if one.arg}
    }
    assert lacking == set()
