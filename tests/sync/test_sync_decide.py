"""What a fetched feed means for what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reader.asking import FeedToFetch, Fetched
from reader.models import Enclosure, Intent, KnownEntry, ParsedEntry, ParsedFeed, Validators
from reader.sync.decide import body_hash, decide, digest

NOW = datetime(2024, 7, 26, 14, 5, tzinfo=UTC)
DAY = timedelta(days=1)
FEED = FeedToFetch(7, "https://example.org/feed", "title")
FETCHED = Fetched(FEED.url, 200, b"body", validators=Validators('"a"', "b"))


def an_entry(
    guid: str = "1",
    url: str = "https://example.org/1",
    title: str = "خبر",
    published: datetime | None = NOW - DAY,
    html: str = "متن",
) -> ParsedEntry:
    """An entry of yesterday."""
    return ParsedEntry(guid, url, title, published=published, html=html)


def decided(entries: Sequence[ParsedEntry], known: Sequence[KnownEntry] = ()) -> Intent:
    """What is to be done when ``entries`` come."""
    return decide(FEED, ParsedFeed("t", "https://example.org/", "ar", tuple(entries)), known, FETCHED, NOW)


def stored(intent: Intent, known: Sequence[KnownEntry] = ()) -> tuple[KnownEntry, ...]:
    """What is known after ``intent`` has been written."""
    rows = {one.id: one for one in known}
    for changed in intent.changed:
        rows[changed.id] = _known(changed.id, changed.entry, changed.digest)
    for number, new in enumerate(intent.new, max(rows, default=0) + 1):
        rows[number] = _known(number, new.entry, new.digest)
    return tuple(rows.values())


def _known(id: int, entry: ParsedEntry, mark: str) -> KnownEntry:
    return KnownEntry(id, entry.guid, entry.url, entry.title, entry.published, mark)


def after(*entries: ParsedEntry) -> tuple[KnownEntry, ...]:
    """What is known once ``entries`` have been stored."""
    return stored(decided(entries))


def outcome(entries: Sequence[ParsedEntry], known: Sequence[KnownEntry]) -> tuple[int, list[int]]:
    """How many are new, and the ids of those that changed."""
    intent = decided(entries, known)
    return len(intent.new), [changed.id for changed in intent.changed]


few_addresses = ["", "https://example.org/", "https://example.org", *(f"https://example.org/{n}" for n in range(4))]
few_entries = st.builds(
    an_entry,
    guid=st.sampled_from([*few_addresses[1:], "a", "b", "c", "d", "e"]),
    url=st.sampled_from(few_addresses),
    title=st.sampled_from(["", "x", "y", "z"]),
    published=st.sampled_from([None, NOW - DAY, NOW - 2 * DAY, NOW + 2 * DAY, NOW + DAY / 2]),
    html=st.sampled_from(["p", "q"]),
)
documents = st.lists(few_entries, max_size=8, unique_by=lambda entry: entry.guid)


@given(documents, documents, documents)
def test_deciding_again_finds_nothing(
    first: list[ParsedEntry], second: list[ParsedEntry], third: list[ParsedEntry]
) -> None:
    """Whatever came before, a document that has been stored brings nothing new and nothing changed."""
    known: tuple[KnownEntry, ...] = ()
    for entries in (first, second, third):
        known = stored(decided(entries, known), known)
        assert outcome(entries, known) == (0, [])


def test_a_feed_that_drops_its_dates_and_ids_settles() -> None:
    """A title alone makes an undated entry a stored one only if that has no date either, whatever else has come."""
    dated = an_entry("https://example.org", "https://example.org/", "x")
    nameless = [an_entry(guid, "", "", None) for guid in ("https://example.org", "https://example.org/0")]
    came = [dated._replace(guid="https://example.org/", published=None), *nameless]
    known = after(dated)
    known = stored(decided(came, known), known)
    assert outcome(came, known) == (0, [])


@given(documents, documents)
def test_every_entry_goes_to_one_place(first: list[ParsedEntry], second: list[ParsedEntry]) -> None:
    """No stored entry is changed by two, no guid is stored twice, and each entry is new, changed or as stored."""
    known = after(*first)
    intent = decided(second, known)
    changed = [one.id for one in intent.changed]
    guids = [one.guid for one in stored(intent, known)]
    assert len(set(changed)) == len(changed)
    assert len(set(guids)) == len(guids)
    assert len(intent.new) + len(changed) <= len(second)


@given(documents)
def test_order_means_nothing(entries: list[ParsedEntry]) -> None:
    """The same entries in another order are the same entries."""
    assert outcome(entries[::-1], after(*entries)) == (0, [])


@given(st.integers(1, 30))
def test_changing_every_guid_doubles_nothing(count: int) -> None:
    """A feed whose ids are all others brings nothing new."""
    entries = [an_entry(f"a{n}", f"https://example.org/{n}", f"خبر {n}") for n in range(count)]
    assert outcome([one._replace(guid=f"b{one.guid}") for one in entries], after(*entries)) == (0, [])


@given(st.permutations(range(8)))
def test_ids_that_wander_move_no_state(order: list[int]) -> None:
    """A feed that hands its ids round changes nothing, for what is read of each entry is the same."""
    entries = [an_entry(str(n), f"https://example.org/{n}", f"خبر {n}") for n in range(8)]
    wandered = [one._replace(guid=str(n)) for one, n in zip(entries, order, strict=True)]
    assert outcome(wandered, after(*entries)) == (0, [])


def test_ids_that_are_places_overwrite_nothing() -> None:
    """Where the id is the place in the list, a new entry at the top is new and the rest are what they were."""
    entries = [an_entry(str(n), f"https://example.org/{n}", f"خبر {n}", NOW - n * DAY) for n in range(1, 5)]
    known = after(*entries)
    top = an_entry("", "https://example.org/0", "جديد")
    moved = [one._replace(guid=str(place)) for place, one in enumerate([top, *entries], 1)]
    intent = decided(moved, known)
    assert [one.entry.title for one in intent.new] == ["جديد"]
    assert not intent.changed
    assert outcome(moved, stored(intent, known)) == (0, [])


def test_new_entries_are_dated() -> None:
    """An entry is listed when it was published; one without a date, when it was first seen."""
    intent = decided([an_entry("1"), an_entry("2", published=None)])
    assert [new.published for new in intent.new] == [NOW - DAY, NOW]


def test_the_future_is_no_date() -> None:
    """An entry from more than a day ahead has no date; one from a few hours ahead is listed as of now."""
    intent = decided([an_entry("1", published=NOW + 2 * DAY), an_entry("2", published=NOW + DAY / 2)])
    assert [(new.published, new.entry.published) for new in intent.new] == [(NOW, None), (NOW, NOW + DAY / 2)]


def test_carries_what_the_feed_says() -> None:
    """The intent has the feed's own title, address, language, validators and the hash of the body."""
    intent = decided([])
    assert intent == Intent(
        7, "t", "https://example.org/", "ar", Validators('"a"', "b"), body_hash(b"body"), (), (), NOW
    )


def test_a_corrected_text_is_a_change() -> None:
    """Another title or body of the same entry changes it, and it keeps its id."""
    assert outcome([an_entry(title="تصحيح")], after(an_entry())) == (0, [1])
    assert outcome([an_entry(html="تصحيح")], after(an_entry())) == (0, [1])


def test_a_change_keeps_the_stored_guid() -> None:
    """A stored entry keeps the guid that it came with, so that no two can want the same."""
    intent = decided([an_entry("2", html="تصحيح")], after(an_entry("1")))
    assert [changed.entry.guid for changed in intent.changed] == ["1"]


def test_two_things_that_agree_are_enough() -> None:
    """Any two of id, address, title and date make it the same entry."""
    other: dict[str, Any] = {"guid": "2", "url": "https://example.org/2", "title": "آخر", "published": NOW - 3 * DAY}
    known = after(an_entry())
    for one in other:
        for two in other:
            came = an_entry()._replace(**{name: other[name] for name in {one, two}})
            assert not decided([came], known).new, (one, two)


def test_one_thing_alone_is_not_enough() -> None:
    """An entry of which only the id, address, title or date is that of a stored one is another entry."""
    known = after(an_entry())
    far = an_entry("2", "https://example.org/2", "آخر", NOW - 3 * DAY)
    assert outcome([far._replace(guid="1")], known) == (1, [])
    assert outcome([far._replace(url="https://example.org/1")], known) == (1, [])
    assert outcome([far._replace(title="خبر")], known) == (1, [])
    assert outcome([far._replace(published=NOW - DAY)], known) == (1, [])


def test_without_a_date_the_id_or_the_address_is_enough() -> None:
    """In a feed without dates, an entry whose title and address, or title and id, have changed is still the same."""
    known = after(an_entry(published=None))
    assert outcome([an_entry("1", "https://example.org/2", "آخر", None)], known) == (0, [1])
    assert outcome([an_entry("2", "https://example.org/1", "آخر", None)], known) == (0, [1])


def test_the_front_page_tells_nothing_apart() -> None:
    """Entries that all link to the site's front page are told apart by what else they have."""
    known = after(an_entry("1", "https://example.org/", "الأحد", None))
    assert outcome([an_entry("2", "https://example.org/", "الاثنين", None)], known) == (1, [])


def test_the_same_notice_again_is_new() -> None:
    """A notice that comes again word for word, under another id and date, is a new one."""
    notice = an_entry("1", "https://example.org/", "إشعار")
    assert outcome([notice._replace(guid="2", published=NOW)], after(notice)) == (1, [])


def test_https_is_no_other_address() -> None:
    """A site that moves to https, or drops a slash, has the same entries."""
    known = after(an_entry("http://example.org/1/", "http://example.org/1/", published=None))
    assert decided([an_entry("https://example.org/1", "https://example.org/1", published=None)], known).new == ()


def test_what_several_share_tells_none_of_them() -> None:
    """Two entries of one address and title are both new beside a stored one like them; none is overwritten."""
    known = after(an_entry("1", published=None))
    came = [an_entry("2", published=None, html="أ"), an_entry("3", published=None, html="ب")]
    assert outcome(came, known) == (2, [])


def test_the_digest_is_of_what_is_seen() -> None:
    """The digest changes with address, title, author, language, body and files, not with id and dates."""
    entry = an_entry()
    seen = [
        entry._replace(url="https://example.org/2"),
        entry._replace(title="آخر"),
        entry._replace(author="كاتب"),
        entry._replace(language="fa"),
        entry._replace(html="آخر"),
        entry._replace(is_summary=True),
        entry._replace(enclosures=(Enclosure("https://example.org/a.mp3"),)),
    ]
    assert len({digest(one) for one in [entry, *seen]}) == len(seen) + 1
    assert digest(entry._replace(guid="2", published=None, updated=NOW)) == digest(entry)
