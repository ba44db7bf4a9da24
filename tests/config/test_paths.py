"""Where the files are."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config.paths import Paths, find


def test_the_places_below_home() -> None:
    """With nothing but HOME set, the places are the defaults of the XDG specification."""
    assert find({"HOME": "/home/x"}) == Paths(
        config=Path("/home/x/.config/qari/config.toml"),
        data=Path("/home/x/.local/share/qari"),
        cache=Path("/home/x/.cache/qari"),
        log=Path("/home/x/.local/state/qari/qari.log"),
    )


@pytest.mark.parametrize(
    ("variable", "place", "expected"),
    [
        ("XDG_CONFIG_HOME", "config", "/x/qari/config.toml"),
        ("XDG_DATA_HOME", "data", "/x/qari"),
        ("XDG_CACHE_HOME", "cache", "/x/qari"),
        ("XDG_STATE_HOME", "log", "/x/qari/qari.log"),
    ],
)
def test_a_variable_moves_its_place(variable: str, place: str, expected: str) -> None:
    """Each XDG variable moves one place."""
    assert getattr(find({"HOME": "/home/x", variable: "/x"}), place) == Path(expected)


@pytest.mark.parametrize("said", ["", "relative/path", "~/data"])
def test_a_relative_variable_is_ignored(said: str) -> None:
    """An XDG variable that is empty or relative is treated as unset."""
    assert find({"HOME": "/home/x", "XDG_DATA_HOME": said}).data == Path("/home/x/.local/share/qari")


def test_the_database_lies_in_the_data_directory() -> None:
    """The database is qari.db below the data directory."""
    assert find({"HOME": "/home/x"}).database == Path("/home/x/.local/share/qari/qari.db")


def test_without_home() -> None:
    """Without HOME the places are absolute nevertheless."""
    assert find({}).data.is_absolute()


def test_a_relative_home() -> None:
    """A HOME that is relative gives absolute places."""
    assert find({"HOME": "here"}).data.is_absolute()


def test_the_flag_names_the_file() -> None:
    """What --config says is the file, and must exist."""
    paths = find({"HOME": "/home/x", "QARI_CONFIG": "/b.toml"}, Path("/a.toml"))
    assert (paths.config, paths.named) == (Path("/a.toml"), True)


def test_the_variable_names_the_file() -> None:
    """QARI_CONFIG names the file, and it must exist."""
    paths = find({"HOME": "/home/x", "QARI_CONFIG": "/b.toml"})
    assert (paths.config, paths.named) == (Path("/b.toml"), True)


def test_a_relative_file_is_found_from_here() -> None:
    """A relative file name is made absolute, so that messages tell where it is."""
    assert find({"HOME": "/home/x"}, Path("a.toml")).config == Path.cwd() / "a.toml"


def test_nothing_is_created(tmp_path: Path) -> None:
    """Finding the places creates none of them."""
    find({"HOME": str(tmp_path)})
    assert list(tmp_path.iterdir()) == []
