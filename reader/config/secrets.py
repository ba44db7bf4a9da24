"""Where secrets are kept, so that the configuration need not hold them: what stands for one, and what it is.

``env:NAME`` is an environment variable, ``command:pass show feeds`` the first line that a command prints, and
``keyring:SERVICE NAME`` what the system's keyring has under the two; anything else is the secret itself.
"""

from __future__ import annotations

import os
from time import monotonic

from reader.errors import ConfigError
from reader.models import Problem

_KINDS = ("env:", "command:", "keyring:")
_FOUND: dict[str, tuple[str | ConfigError, float]] = {}
Known = dict[str, tuple[str | Problem, float]]
"""By what stands for it: a secret, or why there is none, and when that was found out, by the system's clock."""
_MINUTES = 300.0
_SECONDS = 60.0
"""How long a command may ask somebody for a password."""


def stands_for_another(said: str) -> bool:
    """Whether a text is the place of a secret, and not the secret."""
    return said.startswith(_KINDS)


def revealed(said: str) -> str:
    """The secret that a text stands for, found out once, though many ask. May take its time. Raises ConfigError.

    What could not be found out is not asked for again for some minutes, for somebody may have been asked.
    """
    if not stands_for_another(said):
        return said
    found, at = _FOUND.get(said, ("", -_MINUTES))
    if isinstance(found, ConfigError) and monotonic() - at < _MINUTES:
        raise found
    if isinstance(found, str) and found:
        return found
    try:
        secret = _looked_up(said)
    except ConfigError as error:
        _FOUND[said] = error, monotonic()
        raise
    _FOUND[said] = secret, monotonic()
    return secret


def known() -> Known:
    """What was found out, and what was asked for in vain, for another process of ours."""
    return {
        said: (found if isinstance(found, str) else found.problem, at) for said, (found, at) in _FOUND.copy().items()
    }


def learn(known: Known) -> None:
    """Know what another process has found out."""
    for said, (found, at) in known.items():
        _FOUND[said] = (found if isinstance(found, str) else ConfigError(found.key, **dict(found.facts))), at


def forget() -> None:
    """Find everything out anew."""
    _FOUND.clear()


def _looked_up(said: str) -> str:
    kind, _, place = said.partition(":")
    secret = {"env": _of_environment, "command": _of_command, "keyring": _of_keyring}[kind](place.strip())
    if not secret or not secret.isprintable():
        raise ConfigError("error.secret_missing", place=said)
    return secret


def _of_environment(name: str) -> str:
    return os.environ.get(name, "")


def _of_command(line: str) -> str:
    import shlex  # few have a command
    import subprocess

    try:
        done = subprocess.run(
            shlex.split(line), stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=True
        )
    except subprocess.TimeoutExpired:
        raise ConfigError("error.secret_slow", command=line, seconds=_SECONDS) from None
    except subprocess.CalledProcessError as error:
        raise ConfigError("error.secret_command", command=line, detail=error.returncode) from None
    except (OSError, ValueError, IndexError) as error:
        detail = getattr(error, "strerror", None) or type(error).__name__
        raise ConfigError("error.secret_command", command=line, detail=detail) from None
    return done.stdout.decode(errors="replace").partition("\n")[0].strip()


def _of_keyring(place: str) -> str:
    try:
        import keyring  # an extra, for who has one
    except ImportError:
        raise ConfigError("error.secret_keyring", place=place) from None
    service, _, name = place.partition(" ")
    try:
        return keyring.get_password(service, name.strip()) or ""
    except Exception as error:  # of whatever the system's keyring is
        raise ConfigError("error.secret_command", command=f"keyring:{place}", detail=type(error).__name__) from None
