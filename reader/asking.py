"""The frozen values that travel when feeds, pages and pictures are asked for: by whom, how, when, and what came.

As in ``models``, all times are aware and in UTC, and no annotation is a string.
"""

from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple

from reader.models import Direction, Problem, Rhythm, Validators

LONGEST_REST = timedelta(days=5)
"""Longer than any rule or host keeps a feed that is there waiting: what says more was written by a wrong clock."""


class FullTexts(StrEnum):
    """Of which entries of a feed the pages are fetched."""

    AUTO = "auto"
    """Those that carry a summary."""
    ALWAYS = "always"
    NEVER = "never"


class Manner(NamedTuple):
    """How a feed and its pages are asked for, and what of the pages is the article."""

    user_agent: str = ""
    """Printable ASCII; empty: the one for all feeds."""
    headers: tuple[tuple[str, str], ...] = ()
    """Names and values of further headers, printable ASCII."""
    cookies: str = ""
    """What the ``Cookie`` header says; like ``headers`` it goes to hosts of the feed's own site only."""
    keep: str = ""
    """CSS selectors of what is the article; empty: it is looked for."""
    drop: str = ""
    """CSS selectors of what is not."""
    username: str = ""
    """Who asks, to the feed's own server only; empty: nobody."""
    password: str = ""
    """Like all that may be secret, the secret or what stands for it (``reader.config.secrets``)."""
    token: str = ""
    """What a bearer of it may see (RFC 6750), to the feed's own server only."""
    certificate: str = ""
    """A file with the user's own certificate and its key (PEM), for the feed's own server only."""
    trust: str = ""
    """Whose certificates are trusted there: a file of them, ``any``, or empty: the system's."""
    proxy: str = ""
    """The address of a proxy, ``direct``, or empty: as for all feeds."""


PLAIN = Manner()
"""As every feed is asked for unless somebody says otherwise."""


class Retention(NamedTuple):
    """For how long what was read of a feed is kept; None: as of all feeds."""

    days: int | None = None
    """Days after it was published and read; 0: for ever."""
    entries: int | None = None
    """How many, the newest; 0: all."""


class Subscription(NamedTuple):
    """A feed that somebody asks for, by the configuration file or by hand."""

    url: str
    title: str = ""
    """The user's own name for the feed; empty: the feed's."""
    language: str = ""
    """A BCP 47 tag that overrides what the feed declares; empty: the feed's."""
    direction: Direction = Direction.AUTO
    full_text: FullTexts = FullTexts.AUTO
    manner: Manner = PLAIN
    folder: str = ""
    """Where the user keeps it: names of folders, parted by slashes; empty: in none."""
    merged: bool = True
    """Whether its stories that other feeds have too are shown once."""
    notify: bool = False
    """Whether the user is told outside the program when something is new."""
    retention: Retention = Retention()


class Candidate(NamedTuple):
    """A feed that was found at an address somebody gave."""

    url: str
    title: str
    language: str
    """BCP 47; empty: not declared."""
    newest: datetime | None
    """When its newest entry was published."""
    total: int
    """Entries in its document."""


class Skipped(NamedTuple):
    """Something in a list of feeds that is not subscribed to."""

    name: str
    reason: str
    """A key of the catalogues."""


class Listed(NamedTuple):
    """What a list of feeds holds."""

    feeds: tuple[Subscription, ...]
    skipped: tuple[Skipped, ...] = ()


class Pace(StrEnum):
    """Which feeds a refresh asks."""

    DUE = "due"
    """Those that a program which refreshes by itself had better ask now."""
    ALLOWED = "allowed"
    """Those that courtesy allows to be asked."""
    ANYWAY = "anyway"
    """All of them: somebody insists."""


class Rest(StrEnum):
    """Why a feed is not to be asked yet."""

    RECENT = "recent"
    """It has just been asked."""
    SERVER = "server"
    """Its headers, or its document, say for how long it will not change."""
    SLOW_DOWN = "slow_down"
    """Its server asks for fewer requests (429, 503)."""
    FAILED = "failed"
    GONE = "gone"
    """Its server says that it will never be there again (410)."""


class Timing(NamedTuple):
    """When a feed may be asked again."""

    allowed: datetime
    due: datetime
    """When a program that refreshes by itself should ask; never before ``allowed``."""
    reason: Rest
    """Why not before."""
    failures: int = 0
    """In a row, up to now."""


class Visit(NamedTuple):
    """One request for a feed, for its history."""

    at: datetime
    status: int
    """HTTP's; 0: no server answered."""
    bytes: int
    """Of the body, unpacked."""
    milliseconds: int
    new: int = 0
    """Entries that it brought."""
    problem: Problem | None = None


class Asked(NamedTuple):
    """What is remembered of a request for a feed."""

    at: datetime
    """When that is written."""
    visit: Visit
    timing: Timing
    learned: tuple[int, Rhythm] | None = None
    """The seconds between its entries and its rhythm, by a whole body; None: none came."""
    moved: str | None = None
    """Where it has permanently moved to; empty: nowhere; None: that is not known."""


class Ill(IntEnum):
    """What is wrong with a feed, the worst last."""

    NOTHING = 0
    QUIET = 1
    """It has brought nothing new for long."""
    MOVED = 2
    """It has permanently moved elsewhere."""
    FAILING = 3
    GONE = 4


class Health(NamedTuple):
    """How a feed has fared of late."""

    feed_id: int
    title: str
    url: str
    ill: Ill
    problem: Problem | None
    """Why the last request failed."""
    failures: int
    """In a row."""
    newest: datetime | None
    """When its newest entry was published, or came."""
    moved_to: str
    allowed: datetime | None
    """When it may be asked again."""
    paused: bool = False
    notify: bool = False
    folder: str = ""
    visits: tuple[Visit, ...] = ()
    """The last requests, the newest first."""


class FeedToFetch(NamedTuple):
    """What a refresh needs to know about a feed."""

    id: int
    url: str
    title: str
    validators: Validators = Validators()
    body_hash: str = ""
    """Hex SHA-256 of the last body that was parsed and stored; empty: none was."""
    language: str = ""
    """The user's override; empty: none."""
    manner: Manner = PLAIN
    timing: Timing | None = None
    """What was settled after the last request; None: there was none."""
    pace: int = 0
    """Seconds between its entries of late; 0: not known."""
    rhythm: Rhythm = Rhythm()
    validated: datetime | None = None
    """When the validators came with a whole body."""
    paused: bool = False
    """The user wants it left alone, unless it is named."""
    merged: bool = True
    """Whether its stories that other feeds have too are shown once."""
    newest: datetime | None = None
    """When its newest entry was published, or came; None: it has none."""


class Fetched(NamedTuple):
    """A server's answer, its body inflated and within the size cap."""

    url: str
    """The address after redirects."""
    status: int
    """200, or 226 with the new entries only (RFC 3229), or 304 with an empty body."""
    body: bytes
    content_type: str = ""
    validators: Validators = Validators()
    max_age: int = 0
    """Seconds for which the answer holds; 0: nothing is said."""
    moved: str = ""
    """Where permanent redirects, and no others, led to; empty: nowhere."""
    expires: datetime | None = None
    """Until when it holds, if that is said and not since when."""


class PageToFetch(NamedTuple):
    """An entry whose page is wanted."""

    entry_id: int
    url: str
    title: str
    manner: Manner = PLAIN
    feed_url: str = ""
    """The address of the entry's feed: headers and cookies are for its site."""


class PictureToFetch(NamedTuple):
    """A picture that an entry's article shows, and that is wanted."""

    entry_id: int
    url: str
