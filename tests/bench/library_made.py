"""A library as somebody has it after three years: 500 feeds, stored by the code that a refresh runs.

Texts are of words that nobody wrote, in Arabic and in English, as often as words are in any language: the most common
one is in nearly all, most are in a few. They are the same whenever they are made.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice, pairwise

from reader.asking import Subscription
from reader.margin import Quote
from reader.models import Enclosure, Filter, FullText, Intent, Mark, NewEntry, ParsedEntry, Validators
from reader.rule import Action, Rule
from reader.store import entries, feeds, index, margins, pages, rules, subscriptions
from reader.store.connection import Database

NOW = datetime(2024, 7, 26, 14, 5, tzinfo=UTC)
FEEDS, ROUNDS = 500, 20
SPAN = timedelta(days=3 * 365)
MADE = 1
"""Counts the changes of what is made, so that nobody measures an older one."""
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
PATTERNS = "1ا23 م12و3 12ي3 12ا3 م123 ت12ي3 ا1ت2ا3 است12ا3 ان12ا3 12و3 1وا23 م1ا23ة 123 12ّ3 أ12ا3 12يّ3".split()
BEFORE = {"": 0.5, "ال": 0.3, "و": 0.08, "وال": 0.05, "بال": 0.04, "لل": 0.03}
LITTLE = (
    "في من على إلى أن عن مع هذا التي الذي ما لا كان قد بعد قبل كل بين عند حتى أو ثم هو هي إن لم لن كما ذلك هذه".split()
)
ONSETS, VOWELS, CODAS = (
    "b c d f g h l m n p r s t v br cl dr gr pl st tr".split(),
    "aeiou",
    ["", "n", "r", "s", "l", "nd"],
)
ENDINGS = {"": 0.6, "s": 0.2, "ed": 0.1, "ing": 0.1}
SMALL = "the of and to in a is that for it as was with be by on not he his but at are this have from or had an".split()


class Tongue:
    """A language: words, and how often each is met."""

    def __init__(self, code: str, dice: random.Random) -> None:
        self.code = code
        little, ways = (LITTLE, BEFORE) if code == "ar" else (SMALL, ENDINGS)
        lexicon = dict.fromkeys(islice(_arabic(dice) if code == "ar" else _english(dice), 20_000))
        weighted = {word: 1 / (rank + 2.7) for rank, word in enumerate(little)}
        for rank, word in enumerate(lexicon, len(little)):
            for form, part in ways.items():
                weighted[form + word if code == "ar" else word + form] = part / (rank + 2.7)
        self.words = list(weighted)
        self._weights = list(accumulate(weighted.values()))

    def some(self, dice: random.Random, count: int) -> list[str]:
        """Words of a text."""
        return dice.choices(self.words, cum_weights=self._weights, k=count)

    def html(self, dice: random.Random) -> str:
        """An article of about 900 characters in the mean, 20,000 at the most; most are shorter than the mean."""
        words, start = self.some(dice, min(2_500, 12 + int(dice.lognormvariate(4.15, 1.1)))), 0
        paragraphs = []
        while start < len(words):
            end = start + dice.randint(30, 80)
            paragraphs.append(f"<p>{' '.join(words[start:end])}.</p>")
            start = end
        if dice.random() < 0.15:
            paragraphs.insert(0, f'<p><img src="https://pictures.example/{dice.random()}.jpg" alt="{words[0]}"></p>')
        if dice.random() < 0.3:
            paragraphs.append(f'<p><a href="https://more.example/{dice.random()}">{words[-1]}</a></p>')
        return "".join(paragraphs)


def _arabic(dice: random.Random) -> Iterator[str]:
    while True:
        root = dict(zip(map(ord, "123"), dice.choices(LETTERS, k=3), strict=True))
        yield dice.choice(PATTERNS).translate(root)


def _english(dice: random.Random) -> Iterator[str]:
    while True:
        count = dice.randint(2, 3)
        yield "".join(dice.choice(ONSETS) + dice.choice(VOWELS) + dice.choice(CODAS) for _ in range(count))


class Publisher:
    """Writes entries, three in five of them in Arabic."""

    def __init__(self, seed: int = 1) -> None:
        self.dice = random.Random(seed)
        self.tongues = [Tongue("ar", self.dice), Tongue("en", self.dice)]
        self._serial = 0
        self._told: list[ParsedEntry] = []

    def tongue(self, feed: int) -> Tongue:
        """That of a feed, by its place among all."""
        return self.tongues[feed % 5 > 2]

    def some(self, feed: int, count: int, after: datetime, span: timedelta) -> tuple[NewEntry, ...]:
        """What a feed has after a time; three in a hundred are stories that another feed has told of late."""
        found = []
        for _ in range(count):
            entry = self._entry(feed, after + self.dice.random() * span)
            found.append(NewEntry(entry, f"{self._serial:064x}", entry.published or NOW))
        return tuple(found)

    def _entry(self, feed: int, at: datetime) -> ParsedEntry:
        self._serial += 1
        dice, tongue = self.dice, self.tongue(feed)
        if self._told and dice.random() < 0.03:
            told = dice.choice(self._told[-200:])
            return told._replace(guid=f"id:{self._serial}", published=told.published)
        files = (Enclosure("https://sounds.example/a.mp3", "audio/mpeg", 1_000),) if dice.random() < 0.02 else ()
        title, html = " ".join(tongue.some(dice, dice.randint(5, 12))), tongue.html(dice)
        url, author = (
            f"https://feed{feed}.example/{self._serial}",
            " ".join(tongue.words[900 + feed % 90 : 902 + feed % 90]),
        )
        entry = ParsedEntry(f"id:{self._serial}", url, title, author, at, None, "", html, dice.random() < 0.2, files)
        self._told.append(entry)
        return entry


def fill(db: Database, count: int) -> None:
    """Subscribe, make rules, store ``count`` entries in portions, as refreshes do, and use them."""
    publisher = Publisher()
    ids = [
        subscriptions.subscribe(db, Subscription(f"https://feed{feed}.example/rss", folder=_folder(feed)))
        for feed in range(FEEDS)
    ]
    little = publisher.tongues[0].words[200]
    rules.add(db, Rule(f"title:{little}", (Action.MUTE,)), NOW, stored=False)
    rules.add(db, Rule("is:unread has:enclosure", (Action.TAG, Action.HIGHLIGHT), ("صوت",)), NOW, stored=False)
    for number, portions in enumerate(_portions(count)):
        began = NOW - SPAN + number * SPAN / ROUNDS
        for feed, portion in enumerate(portions):
            if portion:
                new = publisher.some(feed, portion, began, SPAN / ROUNDS)
                feeds.apply(db, refreshed(publisher, feed, ids[feed], new, began + SPAN / ROUNDS))
    use(db, publisher)
    index.prepare(db)
    while index.some(db, 100):
        pass
    db.run("PRAGMA wal_checkpoint(TRUNCATE)")


def title_of(publisher: Publisher, feed: int) -> str:
    """What a feed is called."""
    return f"{' '.join(publisher.tongue(feed).words[400 + feed : 402 + feed])} {feed}"


def refreshed(publisher: Publisher, feed: int, feed_id: int, new: tuple[NewEntry, ...], at: datetime) -> Intent:
    """What a refresh of a feed brought."""
    site, language = f"https://feed{feed}.example/", publisher.tongue(feed).code
    title = title_of(publisher, feed)
    return Intent(feed_id, title, site, language, Validators(f'"{at}"'), "hash", new, (), at)


def _folder(feed: int) -> str:
    return "" if feed % 4 == 0 else f"Folder {feed % 5}/Part {feed % 7}"


def _portions(count: int) -> Iterator[list[int]]:
    """How many entries each feed has in each round: the first feed thirty times as many as the last."""
    weights = [1 / (feed + 16) for feed in range(FEEDS)]
    bounds = [0, *accumulate(weights)]
    sizes = [round(count * high / bounds[-1]) - round(count * low / bounds[-1]) for low, high in pairwise(bounds)]
    for number in range(ROUNDS):
        yield [size * (number + 1) // ROUNDS - size * number // ROUNDS for size in sizes]


def use(db: Database, publisher: Publisher) -> None:
    """Read three in ten, bookmark three in a hundred, tag, write notes, mark passages, and fetch some whole pages."""
    dice, stored = publisher.dice, list(entries.ids(db, Filter()))
    chosen = dice.sample(stored, len(stored) * 3 // 10)
    for start in range(0, len(chosen), 1_000):
        entries.mark(db, chosen[start : start + 1_000], Mark.READ, NOW)
    entries.mark(db, dice.sample(stored, len(stored) * 3 // 100), Mark.BOOKMARK, NOW)
    for tag in ("سياسة", "للعمل", "later", "recipes"):
        margins.tag(db, dice.sample(stored, len(stored) // 500), [tag])
    for entry_id in dice.sample(stored, len(stored) // 500):
        margins.note(db, entry_id, " ".join(publisher.tongues[0].some(dice, 12)), NOW)
        margins.highlight(db, entry_id, Quote(*publisher.tongues[0].some(dice, 3)), NOW)
    for entry_id in dice.sample(stored, len(stored) // 20):
        _fetch(db, publisher, entry_id)
    for entry_id in dice.sample(stored, len(stored) // 200):
        entries.opened(db, entry_id, NOW)


def _fetch(db: Database, publisher: Publisher, entry_id: int) -> None:
    dice, tongue = publisher.dice, publisher.tongues[entry_id % 2]
    html = "".join(tongue.html(dice) for _ in range(3))
    section, (first, second) = tongue.words[700 + dice.randint(0, 9)], dice.choices(range(800, 840), k=2)
    tags = tongue.words[first], tongue.words[second]
    page = FullText("https://page.example/", "", html, html.count(" "), " ".join(tongue.some(dice, 2)))
    pages.keep(db, entry_id, page._replace(section=section, tags=tags, language=tongue.code), NOW)
