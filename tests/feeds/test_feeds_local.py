"""Feeds of this machine: files, and what commands print."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import monotonic

import pytest

from reader.asking import Subscription
from reader.config.load import load
from reader.config.schema import Fetch
from reader.errors import FetchError, UsageError
from reader.events import FeedFailed, FeedUpdated
from reader.feeds.lists import read as read_list
from reader.feeds.local import read
from reader.library import Library
from reader.models import Filter, Problem
from reader.store.subscriptions import subscribe

FEED = "<rss version='2.0'><channel><title>محلي</title><item><guid>1</guid><title>خبر</title></item></channel></rss>"
SETTINGS = Fetch(timeout=2.0, max_megabytes=1)


def command(code: str) -> str:
    """The address of a command that runs some Python."""
    return f'exec:{sys.executable} -c "{code}"'


async def problem(url: str, settings: Fetch = SETTINGS) -> str:
    """What is wrong with a feed of this machine."""
    with pytest.raises(FetchError) as raised:
        await read(url, settings)
    return raised.value.problem.key


async def test_the_configuration_may_name_files_and_commands(tmp_path: Path) -> None:
    """They are refreshed like any feed, and again as soon as somebody wants it."""
    (tmp_path / "my news.xml").write_text(FEED, "utf-8")
    (tmp_path / "config.toml").write_text(
        f"[[feeds]]\nurl = 'file://{tmp_path}/my%20news.xml'\n"
        f"[[feeds]]\nurl = \"exec:cat '{tmp_path}/my news.xml'\"\nduplicates = 'keep'\n",
        "utf-8",
    )
    config = load(tmp_path / "config.toml", {})
    assert not config.mistakes
    library = await Library.open(tmp_path / "qari.db", config)
    events = [event async for event in library.refresh()]
    assert sum(isinstance(event, FeedUpdated) for event in events) == 2
    assert len(await library.list(Filter())) == 2
    await library.close()


async def test_nobody_else_may(tmp_path: Path) -> None:
    """A command from a list that came from somewhere, or typed where addresses are, is refused."""
    library = await Library.open(tmp_path / "qari.db", load(tmp_path / "none.toml", {}))
    for address in ("exec:true", "file:///etc/passwd"):
        with pytest.raises(UsageError):
            await library.find(address)
        opml = f'<opml version="2.0"><body><outline type="rss" xmlUrl="{address}" text="x"/></body></opml>'
        listed = read_list(opml.encode())
        assert not listed.feeds
        assert len(listed.skipped) == 1
    await library.close()


async def test_a_command_gets_its_words_and_no_shell() -> None:
    """Quotes hold words together, and nothing in them is looked at."""
    assert (await read("exec:printf '%s|%s' 'a b' '$HOME;x'", SETTINGS)).body == b"a b|$HOME;x"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("exec:/nowhere/at/all", "error.command"),
        (command("import sys; sys.exit('no network')"), "error.command"),
        (command("print('x' * 2_000_000)"), "error.too_large"),
        ("file:///nowhere/at/all.xml", "error.file"),
        ("file:///", "error.file_special"),
    ],
)
async def test_what_goes_wrong_is_told(url: str, key: str) -> None:
    """A command that is not there, fails or says too much, and a file that is none."""
    assert await problem(url) == key


async def test_a_command_and_its_children_are_ended_in_time() -> None:
    """What runs over the time for a fetch is killed, and so is what it has started."""
    begun = monotonic()
    assert await problem("exec:sh -c 'sleep 60 & sleep 60'", SETTINGS._replace(timeout=0.5)) == "error.timeout"
    assert monotonic() - begun < 20


async def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """It would be waited for, and for ever."""
    os.mkfifo(tmp_path / "pipe")
    assert await problem(f"file://{tmp_path}/pipe") == "error.file_special"


async def test_a_command_that_the_configuration_does_not_name_is_not_run(tmp_path: Path) -> None:
    """As one that came with somebody else's backup."""
    config = load(tmp_path / "none.toml", {})
    library = await Library.open(tmp_path / "qari.db", config)
    await library._write(subscribe, Subscription(f"exec:touch {tmp_path}/ran"))
    events = [event async for event in library.refresh()]
    assert [event.problem.key for event in events if isinstance(event, FeedFailed)] == ["error.local_unnamed"]
    assert not (tmp_path / "ran").exists()
    await library.close()


async def test_a_command_that_the_configuration_names_is_told_of_once(tmp_path: Path) -> None:
    """It is run with the reader's rights; who named it is told so at the first start, and not at every one."""
    (tmp_path / "config.toml").write_text('[[feeds]]\nurl = "exec:news --today"\n[[feeds]]\nurl = "file:/tmp/news"\n')
    told = []
    for _ in range(2):
        library = await Library.open(tmp_path / "qari.db", load(tmp_path / "config.toml", {}))
        told.append(library.notices)
        await library.close()
    assert told == [(Problem("notice.command", (("command", "exec:news --today"),)),), ()]
