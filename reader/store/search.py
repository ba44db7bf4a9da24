"""Queries as SQL. Pure: conditions over ``entry_states``, and what stands in the place of their marks.

What somebody typed is never part of the SQL. ``fold`` and ``says`` are functions of ours that every connection knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from reader.query import All, Any, Has, Holds, Is, Length, Not, Phrase, Query, Since, Until, Word
from reader.store import index
from reader.store.columns import TITLE
from reader.store.values import from_time
from reader.text.clean import clean_line
from reader.text.fold import fold

Condition = tuple[str, list[object]]

_NEW = timedelta(days=1)
"""How long an entry is new after it came; by a clock that was set back since, it comes later than now."""
_ENTRY = "EXISTS (SELECT 1 FROM entries WHERE entries.id = entry_states.entry_id AND {})"
_BODY = "EXISTS (SELECT 1 FROM entry_bodies WHERE entry_bodies.entry_id = entry_states.entry_id AND {})"
_PAGE = "EXISTS (SELECT 1 FROM entry_pages AS page WHERE page.entry_id = entry_states.entry_id AND {})"
_EACH, _OF_EACH = "{each}", "entry_id = entry_states.entry_id AND"
"""What a list of entries begins its conditions with: nothing, so that it is made once, by an index of these very words;
or what has it looked up for each entry by itself, which is sooner for a few.
"""
_WHOLE = "SELECT entry_id FROM entry_pages WHERE {each} problem IS NULL"
_LENGTH = "length(folded) - length(replace(folded, ' ', '')) + 1"
_LONG = f"""
    entry_id IN (
        {_WHOLE} AND words <> 0 AND words {{sign}} ?
        UNION ALL SELECT entry_id FROM entry_texts WHERE {{each}} {_LENGTH} {{sign}} ?
            AND entry_id NOT IN ({_WHOLE} AND words <> 0)
    )
"""
_ENTRIES = "(SELECT id AS entry_id, feed_id, author, language, is_summary FROM entries)"
_SUMMARIES = f"SELECT entry_id FROM {_ENTRIES} WHERE {{each}} is_summary"
_OF_FEED = "coalesce(nullif(own_language, ''), language)"
_STATES = {
    "unread": "read = 0",
    "read": "read = 1",
    "bookmarked": "bookmarked = 1",
    "muted": "muted_by IS NOT NULL",
    "highlighted": "raised = 1",
    "updated": "entry_id IN (SELECT entry_id FROM entry_versions WHERE at > coalesce(opened_at, 0))",
    "offline": f"(entry_id NOT IN ({_SUMMARIES}) OR entry_id IN ({_WHOLE}))",
}
_FILES = """
    SELECT entry_id FROM entry_bodies WHERE {each} enclosures <> '[]'
    AND EXISTS (SELECT 1 FROM json_each(enclosures) WHERE json_extract(value, '$[1]') %s LIKE 'image/%%')
"""
_THINGS = {
    "image": f"""
        entry_id IN (
            SELECT entry_id FROM entry_bodies WHERE {{each}} instr(lower(html), '<img') > 0
            UNION ALL {_FILES % ""} AND enclosures LIKE '%"image/%'
            UNION ALL SELECT entry_id FROM entry_pages WHERE {{each}} (image <> '' OR instr(lower(html), '<img') > 0)
        )
    """,
    "enclosure": f"entry_id IN ({_FILES % 'NOT'})",
    "note": "entry_id IN (SELECT entry_id FROM entry_notes)",
    "highlight": "entry_id IN (SELECT entry_id FROM entry_highlights)",
    "tag": "entry_id IN (SELECT entry_id FROM entry_tags)",
}


def condition(wanted: Query, now: datetime, *, indexed: bool = False) -> Condition:
    """What holds for the entries that a query means, and the parameters of that.

    ``indexed``: there is an index of words, and many entries are looked at.
    """
    sql, parameters = _condition(wanted, now, indexed=indexed)
    return sql.replace(_EACH, "" if indexed else _OF_EACH), parameters


def _condition(wanted: Query, now: datetime, *, indexed: bool) -> Condition:
    match wanted:
        case Word(text):
            return _anywhere(fold(clean_line(text)), index.pattern, indexed=indexed)
        case Phrase(text):
            return _phrase(clean_line(text), indexed=indexed)
        case Holds("title", text):
            return _title(fold(clean_line(text)), indexed=indexed)
        case Holds(field, text):
            return _FIELDS[field](clean_line(text))
        case Is("new"):
            return _ENTRY.format("first_seen BETWEEN ? AND ?"), [from_time(now - _NEW), from_time(now + _NEW)]
        case Is(state):
            return _STATES[state], []
        case Has(thing):
            return _THINGS[thing], []
        case Since(time):
            return "listed_at >= ?", [from_time(time)]
        case Until(time):
            return "listed_at < ?", [from_time(time)]
        case Length(more, number):
            return _LONG.replace("{sign}", ">" if more else "<"), [number] * 2
        case Not(of):
            inner, parameters = _condition(of, now, indexed=indexed)
            return f"NOT coalesce(({inner}), 0)", parameters
        case All(of):
            return _joined(" AND ", of, now, indexed=indexed)
        case Any(of):
            return _joined(" OR ", of, now, indexed=indexed)


def limits(query: Query) -> bool:
    """Whether there may be an entry that a query does not mean, by its words."""
    match query:
        case Word(text) | Phrase(text) | Holds(_, text):
            return bool(fold(text))
        case All(of):
            return any(map(limits, of))
        case Any(of):
            return bool(of) and all(map(limits, of))
        case _:
            return True


def _joined(word: str, of: tuple[Query, ...], now: datetime, *, indexed: bool) -> Condition:
    parts = [_condition(one, now, indexed=indexed) for one in of]
    if not parts:
        return "1", []
    return f"({word.join(sql for sql, _ in parts)})", [value for _, values in parts for value in values]


def _anywhere(key: str, pattern: Callable[[str], str], *, indexed: bool) -> Condition:
    """A folded text in an entry or its page: by the index, and in the texts that it does not hold yet."""
    if not key:
        return "1", []
    wanted = pattern(key) if indexed else ""
    if not wanted:  # signs only, which no index knows
        return _held("entry_states"), [like(key)] * 2
    found = "SELECT rowid FROM entry_index WHERE entry_index MATCH ? UNION ALL SELECT entry_id FROM entry_unindexed"
    if key.replace(" ", "").isalnum():
        found = f"{found} WHERE {_held('entry_unindexed')}"
        return f"entry_states.entry_id IN ({found})", [wanted, *[like(key)] * 2]
    signs = _held("entry_states")  # the index knows none, so these are looked for in what it finds
    return f"(entry_states.entry_id IN ({found}) AND {signs})", [wanted, *[like(key)] * 2]


def _held(table: str) -> str:
    """Whether the text of an entry of ``table``, or that of its page, is like something."""
    held = f"WHERE entry_id = {table}.entry_id AND folded LIKE ? ESCAPE '\\'"
    return f"(EXISTS (SELECT 1 FROM entry_texts {held}) OR EXISTS (SELECT 1 FROM entry_pages {held}))"


def _phrase(text: str, *, indexed: bool) -> Condition:
    """A text as it is written: what folds alike is looked for first, and then looked at."""
    folded, parameters = _anywhere(fold(text), index.phrase, indexed=indexed)
    title = _ENTRY.format("stands(title, ?)")
    either = f"({title} OR {_BODY.format('says(html, ?)')} OR {_PAGE.format('says(html, ?)')})"
    return f"CASE WHEN {folded} THEN {either} ELSE 0 END", [*parameters, text, text, text]


def _feed(text: str) -> Condition:
    """By a part of its title or its address, or by its number, which is no part of an address."""
    other = "id = CAST(? AS INTEGER)" if text.isdecimal() else "instr(url, ?) > 0"
    named = f"SELECT id FROM feeds WHERE instr(fold({TITLE}), ?) > 0 OR {other}"
    return f"feed_id IN ({named})", [fold(text), text]


def _folder(text: str) -> Condition:
    key = "/".join(part for part in fold(text).split("/") if part)
    inside = "SELECT id FROM feeds WHERE fold(folder) = ? OR fold(folder) LIKE ? ESCAPE '\\'"
    return f"feed_id IN ({inside})", [key, f"{escaped(key)}/%"]


def _language(text: str) -> Condition:
    """By what the user says of its feed, or else an entry of itself, or else the feed of all that say nothing."""
    means = "({0} = ? COLLATE NOCASE OR {0} LIKE ? ESCAPE '\\')"
    spoken = "language <> '' AND feed_id NOT IN (SELECT id FROM feeds WHERE own_language <> '')"
    own = f"SELECT entry_id FROM {_ENTRIES} WHERE {_EACH} {spoken}"
    feeds = f"SELECT id FROM feeds WHERE {means.format(_OF_FEED)}"
    known = f"""
        (feed_id IN ({feeds}) AND entry_id NOT IN ({own}) OR entry_id IN ({own} AND {means.format("language")}))
    """
    return known, [text, f"{escaped(text)}-%"] * 2


def _author(text: str) -> Condition:
    """Each name is looked at once: ``LIMIT`` keeps SQLite from looking at it for each entry."""
    names = f"SELECT DISTINCT author FROM {_ENTRIES} WHERE {_EACH} 1 LIMIT -1"
    meant = f"SELECT author FROM ({names}) WHERE instr(fold(author), ?) > 0"
    own = f"SELECT entry_id FROM {_ENTRIES} WHERE {_EACH} author IN ({meant})"
    pages = f"SELECT entry_id FROM entry_pages WHERE {_EACH} instr(fold(byline), ?) > 0"
    return f"entry_id IN ({own} UNION ALL {pages})", [fold(text)] * 2


def _title(key: str, *, indexed: bool) -> Condition:
    """A folded text in a title: by the index, as in texts, and in the titles that it does not hold yet."""
    held, wanted = _ENTRY.format("instr(fold(title), ?) > 0"), index.pattern(key) if indexed else ""
    if not wanted:
        return held, [key]
    waiting = "SELECT entry_id FROM entry_unindexed"
    found = f"SELECT rowid FROM entry_index WHERE entry_index MATCH ? UNION ALL {waiting}"
    if key.replace(" ", "").isalnum():
        found = f"{found} WHERE {held.replace('entry_states', 'entry_unindexed')}"
    else:  # the index knows no signs
        among = held.replace("entry_states", "found")
        found = f"WITH found (entry_id) AS ({found}) SELECT entry_id FROM found WHERE {among}"
    return f"entry_states.entry_id IN ({found})", [f"title : ({wanted})", key]


def _tag(text: str) -> Condition:
    """The reader's own, or what a page says of itself."""
    tagged = "fold(section) = ? OR EXISTS (SELECT 1 FROM json_each(tags) WHERE fold(value) = ?)"
    pages = f"SELECT entry_id FROM entry_pages WHERE {_EACH} ({tagged})"
    return f"entry_id IN (SELECT entry_id FROM entry_tags WHERE key = ? UNION ALL {pages})", [fold(text)] * 3


def _note(text: str) -> Condition:
    noted = "SELECT entry_id FROM entry_notes WHERE instr(fold(note), ?) > 0"
    marked = "SELECT entry_id FROM entry_highlights WHERE instr(fold(exact), ?) > 0"
    return f"entry_id IN ({noted} UNION {marked})", [fold(text)] * 2


_FIELDS: Mapping[str, Callable[[str], Condition]] = {
    "feed": _feed,
    "folder": _folder,
    "lang": _language,
    "author": _author,
    "tag": _tag,
    "note": _note,
}


def like(key: str) -> str:
    """A pattern for texts that hold ``key``."""
    return f"%{escaped(key)}%"


def escaped(key: str) -> str:
    """``key`` in a pattern whose escape character is the backslash."""
    return key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
