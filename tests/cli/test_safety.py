"""Backups and cleaning on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import fill, run

Capture = pytest.CaptureFixture[str]


def test_a_backup_is_taken_back(home: Path, capsys: Capture) -> None:
    """What was marked since is as it was; the file before it is named."""
    fill(home)
    assert run(capsys, "backup", str(home / "all.db")).status == 0
    run(capsys, "mark", "1", "2", "bookmark")
    assert run(capsys, "backup", str(home / "all.db")).status != 0
    assert run(capsys, "backup", "--replace", str(home / "two.db")).status == 0
    ran = run(capsys, "restore", str(home / "all.db"))
    assert ran.status == 0 and "qari.db.before-" in ran.out
    assert run(capsys, "list", "--bookmarked", "--json").json == []
    assert run(capsys, "restore", str(home / "none.db")).status != 0


def test_cleaning_is_told_before_it_is_done(home: Path, capsys: Capture) -> None:
    """--dry-run removes nothing; without any rule nothing is removed, and it says where rules are."""
    fill(home)
    run(capsys, "mark", "1", "2", "read")
    assert "[keep]" in run(capsys, "clean").out
    assert run(capsys, "clean", "--days", "0", "--json").json["entries"] == 0
    (home / ".config/qari").mkdir(parents=True)
    (home / ".config/qari/config.toml").write_text("[keep]\nentries = 1\n")
    assert "1 read article would be removed" in run(capsys, "clean", "--dry-run").out
    assert len(run(capsys, "list", "--json").json) == 2
    assert "1 read article was removed" in run(capsys, "clean").out
    assert len(run(capsys, "list", "--json").json) == 1
