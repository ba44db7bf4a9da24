"""The reader as lines, and the manual."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from loopback import Answer, loopback

from reader.cli.arguments import SHELLS, TOPICS, names
from reader.cli.main import main
from reader.cli.plain import HELP
from reader.i18n.catalogue import load
from reader.ui.commands import COMMANDS

Capture = pytest.CaptureFixture[str]
FEED = """<rss version="2.0"><channel><title>مرآة الضفاف</title><language>ar</language>
<item><guid>1</guid><title>خبر أول</title><description>نص مع WHO و 26 تموز/يوليو.</description></item>
<item><guid>2</guid><title>Second\x20story</title><description>More words here.</description></item>
</channel></rss>""".encode()


@pytest.fixture
def subscribed(home: Path, capsys: Capture) -> None:
    """One feed with two entries."""
    with loopback() as server:
        assert main(["add", server.put("/feed", Answer(FEED))]) == 0
    capsys.readouterr()


def told(monkeypatch: pytest.MonkeyPatch, capsys: Capture, *lines: str, language: str = "en") -> list[str]:
    """What is printed when these lines are typed."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines) + "\n"))
    assert main(["--language", language, "--plain"]) == 0
    return capsys.readouterr().out.splitlines()


def test_it_begins_with_what_is_unread(subscribed: None, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """The count, then the headlines with their numbers, logical and without isolates; the end of input ends it."""
    said = told(monkeypatch, capsys)
    assert said[0] == "2 unread"
    assert said[1].startswith("1. خبر أول, مرآة الضفاف, ") and said[1].endswith("unread")
    assert said[2].startswith("2. Second story, ")


def test_a_number_opens_and_marks_read(subscribed: None, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """The article is printed whole as it was written, and is read from then on."""
    said = told(monkeypatch, capsys, "1", "l")
    assert "نص مع WHO و 26 تموز/يوليو." in said
    assert told(monkeypatch, capsys)[0] == "1 unread"


def test_every_command_does_something(subscribed: None, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Next, bookmark, bookmarks, feeds, a feed, search, unread again; q leaves, so what follows is not done."""
    said = told(monkeypatch, capsys, "n", "s", "b", "f", "f 1", "/words", "m", "", "zzz", "99", "q", "?")
    text = "\n".join(said)
    assert "Bookmarked 1" in text and "1. مرآة الضفاف, 1 unread" in said
    assert any(line.startswith("1. Second story") for line in said)
    assert "Marked 1 unread" in text and "That is the end of the list." in text
    assert "There is no command zzz; ? lists them." in text and "There is no such number" in text
    assert load("en").text("plain.help.quit") not in text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_helps(subscribed: None, monkeypatch: pytest.MonkeyPatch, capsys: Capture, language: str) -> None:
    """? explains every command, in either language; its Arabic sign does too."""
    for sign in ("?", "؟"):
        said = told(monkeypatch, capsys, sign, language=language)
        assert len(said) >= len(HELP) + 3


def test_arabic_letters_are_commands(subscribed: None, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Letters count by their place: ى is n, and ض is q."""
    said = told(monkeypatch, capsys, "ى", "ض", "?", language="ar")
    assert "نص مع WHO و 26 تموز/يوليو." in said
    assert not any("خروج" in line for line in said[4:])


def test_numbers_that_were_read_out_can_be_typed(
    subscribed: None, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """A feed's number too, in Arabic digits."""
    said = told(monkeypatch, capsys, "f ١", language="ar")
    assert sum("Second story" in line for line in said) == 2


def test_a_pipe_gets_lines_at_once(home: Path) -> None:
    """Whoever reads them answers to them: nothing waits until the program ends."""
    command = [sys.executable, "-m", "reader", "--plain"]
    running = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"HOME": str(home), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        cwd=Path(__file__).parents[2],
    )
    assert running.stdin is not None and running.stdout is not None
    try:
        assert running.stdout.readline() == b"0 unread\n"
        running.stdin.write(b"zzz\n")
        running.stdin.flush()
        while b"zzz" not in running.stdout.readline():
            assert running.poll() is None
        running.stdin.write(b"q\n")
        running.stdin.close()
        assert running.wait(30) == 0
    finally:
        running.kill()
        running.stdout.close()


def test_a_dumb_terminal_gets_lines(home: Path) -> None:
    """Where the terminal can only print, the app is not tried."""
    command = [sys.executable, "-c", "import pty, sys; pty.spawn([sys.executable, '-m', 'reader'])"]
    done = subprocess.run(
        command,
        input=b"q\n",
        capture_output=True,
        timeout=60,
        check=False,
        env={"TERM": "dumb", "HOME": str(home), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        cwd=Path(__file__).parents[2],
    )
    assert b"0 unread" in done.stdout and b"\x1b" not in done.stdout


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("topic", TOPICS)
def test_there_is_help_about_every_topic(home: Path, capsys: Capture, topic: str, language: str) -> None:
    """Each has a title and a text in both languages."""
    assert main(["--language", language, "help", topic]) == 0
    assert len(capsys.readouterr().out) > 60


def test_help_lists_its_topics(home: Path, capsys: Capture) -> None:
    """Without a topic."""
    assert main(["help"]) == 0
    said = capsys.readouterr().out
    assert all(topic in said for topic in TOPICS)
    assert main(["help", "nothing"]) == 2


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_manual_page_has_every_command_and_key(home: Path, capsys: Capture, language: str) -> None:
    """One page of roff, of which no line of text begins with a request's dot."""
    assert main(["--language", language, "man"]) == 0
    page = capsys.readouterr().out
    assert page.startswith(".TH QARI 1 ")
    assert all(f"qari {name}" in page.replace("\\-", "-") for name in names())
    words = load(language)
    assert all(command.sentence(words).split(" ")[0].split("\u2066")[-1] in page for command in COMMANDS)
    requests = {line.split(" ")[0] for line in page.splitlines() if line.startswith(".")}
    assert requests == {".TH", ".SH", ".B", ".PP", ".TP"}


@pytest.mark.parametrize("shell", SHELLS)
def test_shells_complete_every_command(home: Path, capsys: Capture, shell: str) -> None:
    """Commands, options and what an argument chooses from are in what is printed."""
    assert main(["completion", shell]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in names())
    assert "force" in said and "unbookmark" in said


def test_bash_completes(home: Path, capsys: Capture) -> None:
    """bash reads what is printed for it, and completes by that."""
    assert main(["completion", "bash"]) == 0
    script = capsys.readouterr().out + "\nCOMP_WORDS=(qari refresh --fo); COMP_CWORD=2; _qari; echo ${COMPREPLY[@]}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=20, check=True)
    assert done.stdout.strip() == "--force"
