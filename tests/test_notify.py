"""News told outside the program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from loopback import Answer, loopback

from reader.cli.main import main
from reader.i18n.catalogue import load
from reader.models import News
from reader.notify import Note, note, on_desktop
from reader.terminal.osc import notification

Said = Callable[[], list[str]]


def feed(*titles: str) -> bytes:
    """A feed with these headlines."""
    items = "".join(f"<item><guid>{title}</guid><title>{title}</title></item>" for title in titles)
    return f"<rss version='2.0'><channel><title>Sources &amp; <![CDATA[<b>]]></title>{items}</channel></rss>".encode()


def test_a_note_says_how_much_is_new_and_the_newest_of_it() -> None:
    """The sources, and three headlines in logical order; nothing is said of nothing."""
    news = [News("مصدر", 4, ("أول", "ثان", "ثالث", "رابع")), News("Other", 1, ("Fifth",))]
    found = note(news, load("en"))
    assert found == Note("5 new headlines · مصدر, Other", "أول · ثان · ثالث")
    assert note([], load("en")) is None


@pytest.mark.parametrize(
    ("name", "sequence"),
    [
        ("iTerm2 3.5", "\x1b]9;New; 1: Body\x07"),
        ("kitty(0.48)", "\x1b]9;New; 1: Body\x07"),
        ("foot(1.16)", "\x1b]777;notify;New, 1;Body\x07"),
        ("VTE(7600)", "\x1b]777;notify;New, 1;Body\x07"),
        ("tmux, kitty(0.48)", "\x1bPtmux;\x1b\x1b]9;New; 1: Body\x07\x1b\\"),
        ("XTerm(379)", ""),
        ("Apple Terminal", ""),
    ],
)
def test_terminals_are_told_as_they_take_it(name: str, sequence: str) -> None:
    """OSC 9 or OSC 777, and nothing where it is not known what would come of it."""
    assert notification(name, "New; 1", "Body") == sequence


async def test_the_desktop_gets_two_arguments_and_no_markup(desktop: Said) -> None:
    """Nothing of a feed is an option or an element."""
    assert await on_desktop(Note("-x new", "<b>1 & 2</b>"))
    assert desktop() == ["--app-name=Qari", "--", "-x new", "&lt;b&gt;1 &amp; 2&lt;/b&gt;"]


async def test_without_a_desktop_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a server."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    assert sys.platform == "darwin" or not await on_desktop(Note("a", "b"))


def test_the_commands_tell_too(home: Path, desktop: Said) -> None:
    """qari refresh --notify, of the feeds that the configuration names for it."""
    with loopback() as server:
        url = server.put("/f", Answer(feed("One")))
        config = home / "config.toml"
        config.write_text(f'[[feeds]]\nurl = "{url}"\nnotifications = "on"\n')
        assert main(["--config", str(config), "refresh"]) == 0
        assert desktop() == []
        server.put("/f", Answer(feed("One", "Two")))
        assert main(["--config", str(config), "refresh", "--force", "--notify"]) == 0
        assert desktop()[3] in ("One · Two", "Two · One", "Two")
