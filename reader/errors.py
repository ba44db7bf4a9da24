"""Every error Qari raises on purpose.

* QariError                 a catalogue key and its facts; never a sentence
  + UsageError              what was typed: an option or an address that cannot be meant
    - QueryError            a search that cannot be read; facts name the column
  + ConfigError             the configuration file, an environment variable or a flag
  + FeedError               one feed; it is recorded and stops nothing
    - FetchError            no usable answer came back
    - ParseError            an answer came back, and it is not a feed
  + ExtractError            a page has no article that could be read
  + PictureError            what came is no picture that could be shown
  + OutputError             what was to be printed could not be written
  + StoreError              the database
    - StoreBusyError        another process holds it for too long
    - StoreFullError        the disk is full
    - StoreReadOnlyError    the file or its directory cannot be written
    - StoreDamagedError     SQLite calls the file damaged, or no database
    - StoreTooNewError      a newer Qari wrote it
  + NotFoundError           an id, address or name that nothing here has

The front ends turn ``problem`` into a sentence with the catalogue; the cause (``__cause__``) is for the log only.
"""

from __future__ import annotations

from reader.models import Problem


class QariError(Exception):
    """The root: ``key`` names a sentence of the catalogues, ``facts`` fill its placeholders."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.problem = Problem(key, tuple((name, str(value)) for name, value in facts.items()))

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.problem.facts)
        return f"{self.problem.key}({facts})"


class UsageError(QariError):
    """What somebody typed cannot be meant."""


class QueryError(UsageError):
    """A query cannot be read; the fact ``column`` tells where, counted from 1."""


class ConfigError(QariError):
    """A setting that cannot be used; facts name the file, line and key."""


class OutputError(QariError):
    """Standard output takes nothing: it is closed, or the disk is full."""


class FeedError(QariError):
    """One feed could not be refreshed."""


class FetchError(FeedError):
    """No usable answer came back from a feed's address."""


class ParseError(FeedError):
    """What came back is not a feed, or nothing can be read from it."""


class ExtractError(QariError):
    """No article can be made of a page; the feed's own text stays."""


class PictureError(QariError):
    """No picture can be made of a file; its caption stays."""


class StoreError(QariError):
    """The database could not do what was asked."""


class StoreBusyError(StoreError):
    """Another process held the database longer than the busy time-out."""


class StoreFullError(StoreError):
    """The disk is full; the transaction was rolled back."""


class StoreReadOnlyError(StoreError):
    """The database, or the directory it lies in, cannot be written."""


class StoreDamagedError(StoreError):
    """SQLite says that the file is damaged, or no database at all."""


class StoreTooNewError(StoreError):
    """The database carries a schema version that this Qari does not know."""


class NotFoundError(QariError):
    """Nothing here has that id, address or name."""
