"""``qari import``, and the list of feeds as ``qari export`` writes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import fill, run

Capture = pytest.CaptureFixture[str]
LIST = "https://a.example/feed عربية '~اسم'\nhttps://news.example/feed\nquery:x:y\n"


def test_a_list_is_previewed_and_imported(home: Path, capsys: Capture) -> None:
    """A preview subscribes to nothing; a second import finds everything known."""
    fill(home)
    file = home / "urls"
    file.write_text(LIST, "utf-8")
    preview = run(capsys, "import", str(file), "--dry-run")
    assert "1 feed would be imported." in preview.out and "عربية · اسم · https://a.example/feed" in preview.out
    assert len(run(capsys, "feeds", "--json").json) == 1
    done = run(capsys, "import", str(file))
    assert "Subscribed to 1 feed." in done.out
    assert "subscribed to already" in done.err and "query:x:y" in done.err
    assert {feed["url"] for feed in run(capsys, "feeds", "--json").json} == {
        "https://a.example/feed",
        "https://news.example/feed",
    }
    again = run(capsys, "import", str(file), "--json").json
    assert (again["feeds"], len(again["skipped"])) == ([], 3)


def test_feeds_are_exported_and_imported_elsewhere(home: Path, capsys: Capture) -> None:
    """As OPML, with folder and title."""
    file = home / "urls"
    file.write_text(LIST, "utf-8")
    run(capsys, "import", str(file))
    assert "2 feeds written to" in run(capsys, "export", "--opml", "-o", str(home / "out.opml")).out
    preview = run(capsys, "import", str(home / "out.opml"), "--json").json
    assert len(preview["skipped"]) == 2  # all known here
    assert 'text="عربية"' in (home / "out.opml").read_text("utf-8")


def test_a_file_for_the_list_of_feeds_can_be_named(home: Path, capsys: Capture) -> None:
    """``export feeds.opml`` is ``--opml -o feeds.opml``; with anything beside it nothing is written."""
    (home / "urls").write_text(LIST, "utf-8")
    run(capsys, "import", str(home / "urls"))
    for more in (("1",), ("-o", str(home / "x"))):
        assert run(capsys, "export", str(home / "feeds.opml"), *more).status == 2
    assert not (home / "feeds.opml").exists()
    assert "2 feeds written to" in run(capsys, "export", str(home / "feeds.opml")).out
    assert len(run(capsys, "import", str(home / "feeds.opml"), "--json").json["skipped"]) == 2
    (home / "feeds.opml").write_text("precious")
    told = run(capsys, "export", str(home / "feeds.opml"))
    assert (told.status, "--replace" in told.err) == (1, True)
    assert (home / "feeds.opml").read_text() == "precious"
    assert run(capsys, "export", "--replace", str(home / "feeds.opml")).status == 0


def test_bookmarks_are_exported_as_json(home: Path, capsys: Capture) -> None:
    """With their texts."""
    fill(home)
    run(capsys, "mark", "1", "bookmark")
    (bookmark,) = run(capsys, "export", "--bookmarked", "--json").json
    assert bookmark["id"] == 1 and bookmark["content"]


def test_a_file_without_feeds_is_named_as_such(home: Path, capsys: Capture) -> None:
    """Exit status 2, and nothing is subscribed to."""
    file = home / "x"
    file.write_text("nothing", "utf-8")
    ran = run(capsys, "import", str(file))
    assert ran.status == 2 and "no feed in this file" in ran.err


def test_health_tells_the_worst_first(home: Path, capsys: Capture) -> None:
    """With the reason and the way out; the exit status says whether anything fails."""
    fill(home)
    assert run(capsys, "feeds", "--health").status == 0
    run(capsys, "add", "http://127.0.0.1:9/none")
    ran = run(capsys, "feeds", "--health")
    assert ran.status == 1
    assert ran.out.index("127.0.0.1:9") < ran.out.index("جريدة المثال")
    (failing, well) = run(capsys, "feeds", "--health", "--json").json
    assert (failing["state"], well["state"]) == ("failing", "nothing")
    assert failing["visits"][0]["status"] == 0
