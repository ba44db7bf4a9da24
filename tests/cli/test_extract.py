"""``qari extract``, and ``qari refresh --full``."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from cli_samples import fill, run
from loopback import Answer, loopback

from reader.cli.main import main
from reader.text.clean import unmarked

Capture = pytest.CaptureFixture[str]
PAGE = Path(__file__).parent.parent / "data" / "pages" / "wordpress-ar.html"
FIRST = "استقبل أهالي تل السنابل صباح الجمعة"
TITLE = "قطار الجبل يعود إلى تل السنابل بعد انقطاع دام عامين ونصف العام"


def test_a_saved_page_becomes_text(home: Path, capsys: Capture) -> None:
    """Headline, nine paragraphs, what is related, the address; no furniture."""
    out = run(capsys, "extract", str(PAGE), "--url", "https://news.example/a").out
    parts = out.rstrip().split("\n\n")
    assert parts[0] == TITLE
    assert parts[2].startswith(FIRST)
    assert parts[11].startswith("Filed under: ") and parts.index("Related articles") == 12
    assert parts[-1] == "https://news.example/a"
    assert "زر الذهاب إلى الأعلى" not in out


def test_json_has_blocks_and_links(home: Path, capsys: Capture) -> None:
    """All that is known of the page, logical, by stable names."""
    said = json.loads(run(capsys, "extract", str(PAGE), "--url", "https://news.example/a", "--format", "json").out)
    assert (said["title"], said["language"], said["direction"]) == (TITLE, "ar", "rtl")
    assert [block["kind"] for block in said["blocks"]] == ["paragraph"] * 9
    assert said["words"] > 200
    assert all(one["url"].startswith("https://") for one in said["related"])


def test_markdown_has_a_heading(home: Path, capsys: Capture) -> None:
    """The headline is a heading, related links are links."""
    out = run(capsys, "extract", str(PAGE), "--url", "https://news.example/a", "--format", "markdown").out
    assert out.startswith(f"# {TITLE}\n")
    assert "\n- [" in out


def test_standard_input_is_read(home: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` names it."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.read_bytes())))
    assert run(capsys, "extract", "-").out.startswith(TITLE)


def test_a_page_is_fetched(home: Path, capsys: Capture) -> None:
    """From an address, by the charset that its server declares."""
    with loopback() as server:
        url = server.put("/story", Answer(PAGE.read_bytes(), headers=(("Content-Type", "text/html; charset=utf-8"),)))
        out = run(capsys, "extract", url).out
    assert out.startswith(TITLE)
    assert out.rstrip().endswith(url)


def test_what_is_no_page_is_told(home: Path, capsys: Capture) -> None:
    """A sentence says why and what to do; nothing is printed."""
    file = home / "paper.pdf"
    file.write_bytes(b"%PDF-1.7")
    ran = run(capsys, "extract", str(file))
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "This is a PDF file, and not a web page. Open it in the browser.\n"
    assert run(capsys, "extract", str(home / "none.html")).err.startswith("There is no file")


def test_whole_articles_are_fetched_ahead(home: Path, capsys: Capture) -> None:
    """``refresh --full`` tells how many are ready and why others are not; a page that fails is no failed feed."""
    with loopback() as server:
        links = server.put("/a", Answer(PAGE.read_bytes())), server.put("/b", Answer(status=404))
        items = "".join(f"<item><link>{one}</link><title>{one}</title></item>" for one in links)
        url = server.put("/feed", Answer(f"<rss version='2.0'><channel>{items}</channel></rss>".encode()))
        run(capsys, "add", url)
        ran = run(capsys, "refresh", "--full")
        assert ran.status == 0
        assert "1 whole article fetched, 1 without a whole article" in ran.out
        assert f"{links[1]}: There is nothing at" in ran.err
        said = json.loads(run(capsys, "refresh", "--full", "--json").out)
        assert said["pages"] == []


def test_a_single_page_is_kept(home: Path, capsys: Capture) -> None:
    """``add --article`` stores its article, which is then listed, shown and never fetched as a feed; once only."""
    with loopback() as server:
        url = server.put("/story", Answer(PAGE.read_bytes()))
        assert run(capsys, "add", "--article", url).out == f"Saved {TITLE} as number 1.\n"
        assert run(capsys, "add", "--article", url).out == f"Saved {TITLE} as number 1.\n"
    assert FIRST in run(capsys, "show", "1").out
    assert run(capsys, "refresh").status == 0
    assert run(capsys, "add", "--article", "ftp://a.example/x").status == 2


def test_articles_are_written_to_a_file(home: Path, capsys: Capture) -> None:
    """A list of them, or those that are named; a place that cannot be written is told."""
    fill(home)
    file = home / "today.epub"
    assert run(capsys, "export", "--epub", "--unread", "-o", str(file)).out.endswith(f"written to {file}.\n")
    assert file.read_bytes().startswith(b"PK")
    assert run(capsys, "export", "1").out.startswith("# ")
    ran = run(capsys, "export", "1", "-o", str(home / "none" / "x"))
    assert (ran.status, "cannot be written" in ran.err) == (1, True)
    assert run(capsys, "export", "99").status == 1


def test_a_page_may_be_given_a_title(home: Path, capsys: Capture) -> None:
    """``--title`` is the user's own name for it."""
    with loopback() as server:
        url = server.put("/story", Answer(PAGE.read_bytes()))
        assert run(capsys, "add", "--article", "--title", "عنواني", url).out == "Saved عنواني as number 1.\n"


def test_two_formats_are_one_too_many(home: Path, capsys: Capture) -> None:
    """The last one does not win without a word."""
    assert main(["--language", "en", "export", "--html", "--epub"]) == 2
    assert "--epub and --html do not go together" in unmarked(capsys.readouterr().err)


def test_a_file_is_replaced_whole(home: Path, capsys: Capture) -> None:
    """If that is meant: it keeps its mode, a link leads where it led, and nothing is left beside it."""
    fill(home)
    (home / "out").mkdir()
    file = home / "out" / "book.epub"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link = home / "link.epub"
    link.symlink_to(file)
    assert run(capsys, "export", "--epub", "-o", str(link)).status == 1 and file.read_bytes() == b"old"
    run(capsys, "export", "--epub", "-o", str(link), "--replace")
    assert link.is_symlink() and file.read_bytes().startswith(b"PK")
    assert (file.stat().st_mode & 0o777, [path.name for path in file.parent.iterdir()]) == (0o640, ["book.epub"])
