"""Lines of keys in a TOML document."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reader.config.positions import Place, lines, nearest

KEYS = st.sampled_from(["a", "b", '"c.d"', "'e f'", '"\\u0627"'])
VALUES = st.recursive(
    st.sampled_from(
        ["1", "-2.5", "true", '"x = # 1"', "'[y]'", '"""\nz = 1\n"""', "'''\n[w]\n'''", "1979-05-27 07:32:00"]
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: "[\n " + ", # no\n ".join(items) + "\n]"),
    max_leaves=4,
)


def places(value: object, place: Place = ()) -> set[Place]:
    """The places of all keys of a document as tomllib reads it."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return {place} | {found for key, one in inner for found in places(one, (*place, key))}


def test_a_key_stands_on_its_line() -> None:
    """A key below a comment and an empty line is found on its own line."""
    assert lines("# one\n\nkey = 1\n") == {("key",): 3}


def test_a_key_of_a_table() -> None:
    """A key below a header belongs to that table."""
    assert lines("[fetch]\nworkers = 1\n")["fetch", "workers"] == 2


def test_repeated_tables_are_told_apart() -> None:
    """The second of two [[feeds]] tables has index 1 and its own lines."""
    found = lines('[[feeds]]\nurl = "a"\n[[feeds]]\nurl = "b"\n')
    assert (found["feeds", 0, "url"], found["feeds", 1], found["feeds", 1, "url"]) == (2, 3, 4)


def test_a_table_inside_the_last_repeated_one() -> None:
    """A [feeds.more] header leads into the last [[feeds]] table."""
    assert lines("[[feeds]]\n[[feeds]]\n[feeds.more]\nkey = 1\n")["feeds", 1, "more", "key"] == 4


def test_what_looks_like_a_key_in_a_long_string_is_none() -> None:
    """Lines inside a multi-line string are no keys and no headers."""
    assert lines('a = """\nb = 1\n[c]\n"""\nd = 1\n') == {("a",): 1, ("d",): 5}


def test_a_dotted_key() -> None:
    """A dotted key is found as the key of a table."""
    assert lines("fetch.workers = 1\n")["fetch", "workers"] == 1


def test_inline_tables_in_an_array() -> None:
    """Inline tables in an array have an index, and their keys lines, as headers would give."""
    found = lines('feeds = [\n {url = "a"},\n {url = "b"},\n]\n')
    assert (found["feeds", 0, "url"], found["feeds", 1, "url"]) == (2, 3)


def test_an_unknown_place_has_the_line_of_its_table() -> None:
    """Where a key is not in the document, the innermost table around it tells the line, or else the first."""
    found = lines("\n[fetch]\n")
    assert (nearest(found, ("fetch", "workers")), nearest(found, ("screen", "theme"))) == (2, 1)


@given(
    st.lists(st.tuples(KEYS, VALUES), max_size=5, unique_by=lambda pair: pair[0]),
    st.sampled_from(["", "[t]\n", "[[t]]\n"]),
)
def test_every_key_that_tomllib_finds_has_a_line(pairs: list[tuple[str, str]], header: str) -> None:
    """In any document each key and item has a line, and that line names the key."""
    document = header + "".join(f"{key} = {value}\n" for key, value in pairs)
    found = lines(document)
    missing = {place for place in places(tomllib.loads(document)) - {()} if place not in found}
    assert missing <= {("t",)}


@given(st.text(alphabet="ab=[]{}\"'.,#\n\\ 1", max_size=60))
def test_the_scanner_ends_on_anything(document: str) -> None:
    """Whatever the text, valid or not, the scanner comes to an end."""
    try:
        tomllib.loads(document)
    except ValueError:
        return
    lines(document)
