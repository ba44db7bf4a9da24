"""``qari tag``, ``qari note`` and what is written of them."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest
from cli_samples import fill, run

from reader.config.schema import Config
from reader.library import Library
from reader.margin import Quote


@pytest.fixture
def filled(home: Path) -> Path:
    """A home with two stored entries, of ids 1 (English) and 2 (Arabic)."""
    fill(home)
    return home


def highlighted(home: Path, entry_id: int, exact: str) -> None:
    """Mark a passage, as the app does."""
    asyncio.run(_highlighted(home, entry_id, exact))


async def _highlighted(home: Path, entry_id: int, exact: str) -> None:
    library = await Library.open(home / ".local/share/qari/qari.db", Config())
    await library.margins.highlight(entry_id, Quote(exact))
    await library.close()


def test_tags_are_given_listed_and_taken(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By number and by query; qari list finds them, and the list of tags counts them."""
    assert run(capsys, "tag", "1", "2", "--add", "عمل").out == "2 articles have other tags now\n"
    assert run(capsys, "tag", "--query", "bridge", "--add", "to read", "--remove", "عمل").status == 0
    assert run(capsys, "tag", "--json").json == [{"tag": "to read", "entries": 1}, {"tag": "عمل", "entries": 1}]
    assert run(capsys, "tag", "1", "--json").json == [{"tag": "to read", "entries": 1}]
    assert [one["id"] for one in run(capsys, "list", "tag:عمل", "--json").json] == [2]
    assert run(capsys, "show", "1", "--json").json["tags"] == ["to read"]
    assert run(capsys, "tag", "1", "--add", "to read").out == "Nothing changed.\n"


def test_tagging_names_what_is_wrong(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No such article, no article at all, numbers and a query at once, and what is no tag."""
    assert "9" in run(capsys, "tag", "9", "--add", "x").err
    assert run(capsys, "tag", "--add", "x").status == 2
    assert run(capsys, "tag", "1", "--query", "x", "--add", "x").status == 2
    assert "“ ”" in run(capsys, "tag", "1", "--add", " ").err or run(capsys, "tag", "1", "--add", " ").status == 2
    assert "no tags" in run(capsys, "tag").err


def test_a_note_is_written_printed_and_deleted(
    filled: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the command line or from standard input."""
    assert run(capsys, "note", "1").out == "There is no note about it.\n"
    assert run(capsys, "note", "1", "for", "the talk").out == "Noted.\n"
    assert run(capsys, "note", "1").out == "for the talk\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("سطر\nوسطر\n".encode())))
    run(capsys, "note", "1", "-")
    assert run(capsys, "show", "1", "--json").json["note"] == "سطر\nوسطر"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert run(capsys, "note", "1", "-").status == 2
    assert run(capsys, "note", "1").out == "سطر\nوسطر\n"
    assert run(capsys, "note", "1", "--delete").out == "The note is gone.\n"
    assert run(capsys, "note", "1", "x", "--delete").status == 2
    assert run(capsys, "note", "9", "x").status == 1


def test_notes_are_exported(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what was written, of all articles that have anything, with where it is from; in every format."""
    highlighted(filled, 2, "حضر الافتتاح 2500 زائر")
    run_ = run(capsys, "note", "2", "مهم")
    assert run_.status == 0
    markdown = run(capsys, "export", "--notes").out
    assert "# أعلنت البلدية" in markdown and "مهم" in markdown and "> حضر الافتتاح 2500 زائر" in markdown
    assert "https://news.example/1" in markdown and "bridge" not in markdown
    assert "العمل" not in markdown
    assert "<blockquote" in run(capsys, "export", "--notes", "--html").out
    (record,) = run(capsys, "export", "--notes", "--json").json
    assert record["note"] == "مهم" and record["highlights"][0]["exact"] == "حضر الافتتاح 2500 زائر"
    assert "content" not in record


def test_each_article_is_a_file(filled: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Named by title and number, in a directory that is made; passages stand behind the whole text too."""
    highlighted(filled, 2, "العمل مستمر")
    target = tmp_path / "notes" / "deep"
    assert run(capsys, "export", "1", "2", "--each", str(target)).status == 0
    names = sorted(file.name for file in target.iterdir())
    assert names == ["A bridge opens 1.md", "أعلنت البلدية افتتاح «الحديقة» الجديدة (2026) 2.md"]
    text = (target / names[1]).read_text("utf-8")
    assert "2500 زائر" in text and "> العمل مستمر" in text
    assert run(capsys, "export", "1", "--each", str(target / names[0])).status == 1
    assert run(capsys, "export", "--notes", "--opml").status == 2
