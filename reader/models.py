"""The frozen values that travel between the rooms of the house.

A type a stage: what a feed's document says (:class:`ParsedFeed`), what is to be written (:class:`Intent`), what a
screen or a pipe shows (:class:`Feed`, :class:`Entry`, :class:`Article`). How all of it is asked for is in ``asking``,
what happens meanwhile in ``events``. All text is logical, and has been through ``text.clean`` from
:class:`ParsedFeed` on, except ``html``, which ``text.html`` cleans when it makes blocks of it.
All times are aware and in UTC. They are named tuples, and no annotation is a string (no ``from __future__``):
dataclasses would take a tenth of the start-up to be made.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from reader.margin import Margin


class Direction(StrEnum):
    """A base direction (UAX #9, P2–P3), or the wish that the text's own be found."""

    AUTO = "auto"
    LTR = "ltr"
    RTL = "rtl"


class Source(StrEnum):
    """Where the text of an article comes from, or the wish that the better one be shown."""

    AUTO = "auto"
    FEED = "feed"
    PAGE = "page"


class Mark(StrEnum):
    """A change of an entry's state."""

    READ = "read"
    UNREAD = "unread"
    BOOKMARK = "bookmark"
    UNBOOKMARK = "unbookmark"

    @property
    def opposite(self) -> "Mark":
        """The mark that takes this one back."""
        return _OPPOSITE[self]


_OPPOSITE = {
    Mark.READ: Mark.UNREAD,
    Mark.UNREAD: Mark.READ,
    Mark.BOOKMARK: Mark.UNBOOKMARK,
    Mark.UNBOOKMARK: Mark.BOOKMARK,
}


class Problem(NamedTuple):
    """What went wrong, as a catalogue key and the facts that fill its sentence."""

    key: str
    facts: tuple[tuple[str, str], ...] = ()


class Validators(NamedTuple):
    """An answer's two validators, byte for byte as received, kept and sent as a pair (RFC 9110, 8.8)."""

    etag: str = ""
    last_modified: str = ""


class Enclosure(NamedTuple):
    """A file that comes with an entry (RSS 2.0 ``enclosure``, Atom ``link rel=enclosure``)."""

    url: str
    type: str = ""
    length: int = 0
    """Bytes; 0: not said."""
    seconds: int = 0
    """How long it plays; 0: not said."""


class ParsedEntry(NamedTuple):
    """One entry, as the feed's document has it."""

    guid: str
    """The entry's id; where the feed gives none, its link, or else a hash of what it says. Distinct in its feed."""
    url: str
    """Absolute, http or https; empty: none."""
    title: str
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""
    """BCP 47, from xml:lang; empty: the feed's."""
    html: str = ""
    """The longest body the feed carries, as HTML."""
    is_summary: bool = False
    """The feed carries a summary and no content."""
    enclosures: tuple[Enclosure, ...] = ()


class Rhythm(NamedTuple):
    """How often a feed's document says that it changes."""

    every: int = 0
    """Seconds; 0: it does not say."""
    hours: tuple[int, ...] = ()
    """Of the day, in UTC, in which nobody need ask."""
    days: tuple[int, ...] = ()
    """Of the week, likewise; Monday is 0."""


class ParsedFeed(NamedTuple):
    """A feed's document."""

    title: str
    site_url: str = ""
    language: str = ""
    """BCP 47; empty: not declared."""
    entries: tuple[ParsedEntry, ...] = ()
    """In document order."""
    rhythm: Rhythm = Rhythm()


class KnownEntry(NamedTuple):
    """What the store already has of an entry, as far as deciding needs it."""

    id: int
    guid: str
    url: str
    title: str
    published: datetime | None
    digest: str
    """``sync.decide.digest`` of the entry as stored."""


class NewEntry(NamedTuple):
    """An entry to be stored for the first time."""

    entry: ParsedEntry
    digest: str
    published: datetime
    """When the entry says it was published, or else when it was first seen."""


class ChangedEntry(NamedTuple):
    """An entry that is stored already and says something else now."""

    id: int
    entry: ParsedEntry
    digest: str


class Intent(NamedTuple):
    """Everything one refresh of one feed wants written, in one transaction."""

    feed_id: int
    title: str
    site_url: str
    language: str
    validators: Validators
    body_hash: str
    new: tuple[NewEntry, ...]
    changed: tuple[ChangedEntry, ...]
    at: datetime


class Feed(NamedTuple):
    """A subscribed feed, as lists show it."""

    id: int
    url: str
    title: str
    """The user's name for it, or else the feed's, or else its address."""
    site_url: str = ""
    language: str = ""
    direction: Direction = Direction.AUTO
    unread: int = 0
    total: int = 0
    checked: datetime | None = None
    """When it was last asked for, with whatever result; None: never."""
    problem: Problem | None = None
    """Why the last refresh failed; None: it did not."""
    paused: bool = False
    """The user wants it left alone."""
    notify: bool = False
    """The user waits for its news."""
    folder: str = ""
    """Where the user keeps it: names of folders, parted by slashes; empty: in none."""
    repeated: int = 0
    """Of the unread ones, those whose story another feed has, in whose name lists across feeds show it."""
    twins: int = 0
    """Likewise of all."""


class Entry(NamedTuple):
    """A headline: an entry without its body."""

    id: int
    feed_id: int
    feed_title: str
    title: str
    url: str
    author: str
    published: datetime
    read: bool
    bookmarked: bool
    language: str
    """The entry's, or else the feed's; BCP 47; empty: unknown."""
    direction: Direction
    """The user's override for the feed."""
    is_summary: bool
    has_page: bool = False
    """The article of its page is stored."""
    others: int = 0
    """How many other feeds have the same story."""
    noted: bool = False
    """There is a note about it, or a marked passage in it."""
    raised: bool = False
    """A rule wants it to stand out."""
    changed: bool = False
    """It has changed since it was opened last."""

    @property
    def is_whole(self) -> bool:
        """Whether the whole article can be read without a network."""
        return self.has_page or not self.is_summary


class Cleaned(NamedTuple):
    """What was removed, or would be."""

    entries: int
    pictures: int
    """Of other entries."""
    size: int
    """Bytes of text and pictures, about."""


class SmartFeed(NamedTuple):
    """A query that is kept as a list."""

    id: int
    title: str
    query: str
    """In the language of ``reader.query``."""


class News(NamedTuple):
    """What came of a feed whose news somebody waits for."""

    feed_title: str
    new: int
    headlines: tuple[str, ...]
    """The newest, unread, clean."""


class Related(NamedTuple):
    """A link at the end of an article to another one."""

    title: str
    url: str
    """Absolute, http or https."""


class FullText(NamedTuple):
    """The article of a page, its furniture taken off. All text is clean and logical."""

    url: str
    """The page's, after redirects."""
    title: str
    html: str
    """The body, as ``text.markup`` writes blocks: nothing else is in it."""
    words: int
    byline: str = ""
    published: datetime | None = None
    language: str = ""
    """BCP 47; empty: unknown."""
    direction: Direction = Direction.AUTO
    section: str = ""
    image: str = ""
    """The address of the lead image; empty: none."""
    related: tuple[Related, ...] = ()
    tags: tuple[str, ...] = ()


class Version(NamedTuple):
    """What an article said until it was changed."""

    title: str
    html: str
    until: datetime


class Article(NamedTuple):
    """An entry with its body."""

    entry: Entry
    html: str
    enclosures: tuple[Enclosure, ...] = ()
    direction: Direction = Direction.AUTO
    """Which way the reader turned it; AUTO: its own."""
    page: FullText | None = None
    """The article of the entry's page; None: it was not fetched, or there is none."""
    page_problem: Problem | None = None
    """Why there is none; None: it was not fetched, or it is there."""
    prefers: Source = Source.AUTO
    """Which of the two texts the reader wants of this feed."""
    also_in: tuple[str, ...] = ()
    """What the other feeds are called that have the same story."""
    margin: Margin = Margin()
    """What the reader wrote about it."""
    before: Version | None = None
    """What it said when the reader saw it before it changed; None: the same."""


class Sorting(StrEnum):
    """What comes first in a list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    FEED = "feed"
    """What is of one feed stands together, the newest first; feeds by their names."""


class Grouping(StrEnum):
    """What stands together in a list, under a heading."""

    NONE = "none"
    DATE = "date"
    FEED = "feed"
    FOLDER = "folder"


class Filter(NamedTuple):
    """Which entries a list shows; every condition must hold."""

    feed_id: int | None = None
    unread: bool = False
    bookmarked: bool = False
    text: str = ""
    """A query (``reader.query``)."""
    limit: int | None = None
    within: str = ""
    """Another one, which must hold as well: that of a list in which somebody searches."""
    opened: bool = False
    """What was read, the last first, instead of the newest."""
    ranked: bool = False
    """What suits ``text`` best first, instead of the newest."""
    sorting: Sorting = Sorting.NEWEST


class Change(NamedTuple):
    """A state change that was made, and can be undone."""

    mark: Mark
    ids: tuple[int, ...]
    """The entries whose state really changed."""


class Undone(NamedTuple):
    """A change that was taken back."""

    told: Problem
    """The sentence that tells it; one of marks wants their number."""
    change: Change | None = None
    """The marks that entries have now; None: it was something else."""


class Prepared(NamedTuple):
    """What of the unread and bookmarked entries can be read without a network."""

    whole: int
    """Entries whose whole article is there."""
    total: int
    bytes: int
    """Of the stored texts and pictures of all of them; text in UTF-8."""
    pictures: int = 0
    """Pictures that are there."""


class Picture(NamedTuple):
    """A picture made small enough to be kept: JPEG, or PNG where parts of it are transparent."""

    data: bytes
    width: int
    """Pixels."""
    height: int
