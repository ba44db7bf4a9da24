"""What is said to one server and not to everybody: who asks, and whom the reader trusts there."""

from __future__ import annotations

import asyncio
import base64
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit

from reader.asking import Manner
from reader.config.schema import Fetch
from reader.config.secrets import revealed, stands_for_another
from reader.errors import ConfigError
from reader.feeds import address, clients

_ASKING = ThreadPoolExecutor(1, "qari-asking")
"""The thread that may wait for somebody to type a password: once, though many feeds need it."""


class Personal(NamedTuple):
    """How one address is asked for, on behalf of the feed whose own address is ``site``."""

    here: str
    manner: Manner
    site: str
    settings: Fetch

    async def said(self) -> tuple[clients.Way, dict[bytes, bytes]]:
        """How the server is reached, and headers; what may be secret is not for other sites. Raises ConfigError."""
        return await asyncio.to_thread(self._said) if self.settings.netrc else self._said()

    def _said(self) -> tuple[clients.Way, dict[bytes, bytes]]:
        at_home = address.same_site(self.here, self.site)
        at_its_origin = address.same_origin(self.here, self.site)
        said = [("User-Agent", self.manner.user_agent)]
        if at_home:
            said += [*self.manner.headers, ("Cookie", self.manner.cookies)]
        headers = {name.encode("ascii"): _ascii(name, revealed(value)) for name, value in said if value}
        if authorization := self._authorization(at_its_origin):
            headers[b"Authorization"] = authorization
        return clients.way_of(self.manner, self.settings, at_home=at_its_origin), headers

    def _authorization(self, at_its_origin: bool) -> bytes:
        if at_its_origin and self.manner.token:
            return b"Bearer " + _ascii("token", revealed(self.manner.token))
        pair = (self.manner.username, revealed(self.manner.password)) if at_its_origin else ("", "")
        if at_its_origin and not pair[0] and self.settings.netrc and "@" not in urlsplit(self.here).netloc:
            pair = clients.of_netrc(urlsplit(self.here).hostname or "") or pair
        return b"Basic " + base64.b64encode(":".join(pair).encode()) if pair[0] else b""


async def find_out(manner: Manner, settings: Fetch) -> None:
    """Find out what asking so needs: the secrets, which somebody may be asked for, and the certificates.

    Never raises: what goes wrong here goes wrong again where it is used, at once, and is told there.
    """
    texts = [manner.user_agent, manner.cookies, manner.password, manner.token, manner.proxy or settings.proxy]
    texts += [value for _, value in manner.headers]
    secrets = [text for text in texts if stands_for_another(text)]
    if secrets or manner.certificate or manner.trust:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(_ASKING, _find_out, secrets, manner.certificate, manner.trust)


def _find_out(secrets: list[str], certificate: str, trust: str) -> None:
    for secret in secrets:
        with suppress(ConfigError):
            revealed(secret)
    with suppress(ConfigError):
        clients.certificates(certificate, trust)


def _ascii(name: str, value: str) -> bytes:
    try:
        return value.encode("ascii")
    except UnicodeEncodeError:
        raise ConfigError("error.secret_not_ascii", name=name) from None
