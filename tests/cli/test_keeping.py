"""``qari refresh --every``, and the services that run it."""

from __future__ import annotations

import configparser
import os
import plistlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_samples import run
from loopback import Answer, loopback

from reader.cli.arguments import _span
from reader.cli.main import main
from reader.errors import UsageError
from reader.text.clean import unmarked

Capture = pytest.CaptureFixture[str]
FEED = b"<rss version='2.0'><channel><title>x</title><item><guid>1</guid><title>One</title></item></channel></rss>"


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_refreshes_until_it_is_told_to_stop(home: Path, ending: int) -> None:
    """What is due is fetched and told, and a signal ends it at once and well."""
    with loopback() as server:
        run_quietly(home, "add", server.put("/f", Answer(FEED)))
        url = server.put("/g", Answer(FEED))
        (home / ".config/qari").mkdir(parents=True, exist_ok=True)
        (home / ".config/qari/config.toml").write_text(f"[[feeds]]\nurl = '{url}'\n")
        process = subprocess.Popen(
            [sys.executable, "-m", "reader", "--language", "en", "refresh", "--every", "1h"],
            env={**os.environ, "HOME": str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        end = time.monotonic() + 20
        while not server.asked("/g") and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.5)
        assert process.poll() is None
        process.send_signal(ending)
        out, _ = process.communicate(timeout=10)
    assert (process.returncode, len(server.asked("/f")), len(server.asked("/g"))) == (0, 1, 1)
    assert "1 new" in out


def run_quietly(home: Path, *arguments: str) -> None:
    """A command in a process of its own, since its server is in this one."""
    subprocess.run([sys.executable, "-m", "reader", *arguments], env={**os.environ, "HOME": str(home)}, check=True)


def test_services_are_well_formed(home: Path, capsys: Capture) -> None:
    """A unit file that systemd's parser reads, and a property list that plistlib does."""
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(run(capsys, "service", "systemd").out)
    assert unit["Service"]["ExecStart"].endswith("refresh --full --every 30m")
    job = plistlib.loads(run(capsys, "service", "launchd").out.encode())
    assert job["ProgramArguments"][-4:] == ["refresh", "--full", "--every", "30m"]


@pytest.mark.parametrize("text", ["", "0", "x", "30s", "-5m", "999h", "1.5h"])
def test_a_span_is_minutes_or_hours(text: str) -> None:
    """From a minute to a week."""
    with pytest.raises(UsageError):
        _span(text)
    assert [_span(one).total_seconds() for one in ("90", "30m", "2H")] == [5400, 1800, 7200]


def test_a_wrong_span_is_told(home: Path, capsys: Capture) -> None:
    """With what would be right."""
    assert main(["--language", "en", "refresh", "--every", "soon"]) == 2
    assert "such as 30m or 2h" in capsys.readouterr().err


@pytest.mark.parametrize("other", ["--json", "--force"])
def test_what_goes_on_prints_no_end_and_insists_on_nothing(home: Path, capsys: Capture, other: str) -> None:
    """It is said instead of being passed over."""
    assert main(["--language", "en", "refresh", "--every", "1h", other]) == 2
    assert f"--every and {other} do not go together" in unmarked(capsys.readouterr().err)


def test_a_service_is_started_from_anywhere(
    home: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """By an absolute path, with the configuration that was named; what systemd would take for its own is escaped."""
    place = tmp_path / "100% $mine"
    place.mkdir()
    program, config = place / "qari", place / "x.toml"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    config.write_text("")
    monkeypatch.chdir(place)
    monkeypatch.setattr(sys, "argv", ["./qari"])
    monkeypatch.setenv("XDG_DATA_HOME", str(place))
    told = run(capsys, "--config", "x.toml", "service", "systemd").out
    started = str(place).replace("%", "%%")
    given = started.replace("$", "$$")
    line = f'ExecStart="{started}/qari" refresh --full --every 30m --config "{given}/x.toml"'
    assert line in told.splitlines() and f'Environment="XDG_DATA_HOME={started}"' in told.splitlines()
    monkeypatch.setattr(sys, "argv", [str(place / "__main__.py")])
    monkeypatch.setenv("PATH", str(tmp_path))
    job = plistlib.loads(run(capsys, "service", "launchd").out.encode())
    assert job["ProgramArguments"][:3] == [sys.executable, "-m", "reader"]
    assert job["EnvironmentVariables"] == {"XDG_DATA_HOME": str(place)}
