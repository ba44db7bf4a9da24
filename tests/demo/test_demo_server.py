"""The server of the sample feeds, over real loopback connections."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from threading import Thread
from threading import enumerate as enumerate_threads

import pytest

from reader.asking import Subscription
from reader.demo.server import FEEDS, DemoSite, read, serve, served


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    """One server for the tests that only ask."""
    with serve() as running:
        yield running


def connect(site: DemoSite) -> closing[HTTPConnection]:
    """A connection that the context closes."""
    return closing(HTTPConnection(site.url.removeprefix("http://"), timeout=5))


def get(site: DemoSite, path: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    """Status, headers and body of one request on a connection of its own."""
    with connect(site) as connection:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, response.headers, response.read()


def test_it_listens_on_this_machine_only(site: DemoSite) -> None:
    """The address is 127.0.0.1 with a port of the system's choice."""
    assert site.url.startswith("http://127.0.0.1:")


def test_it_subscribes_to_every_feed_by_address_alone(site: DemoSite) -> None:
    """Titles and languages are left to the feeds."""
    assert site.subscriptions == tuple(Subscription(f"{site.url}/{name}") for name in FEEDS)


@pytest.mark.parametrize("name", FEEDS)
def test_it_sends_each_feed_whole(site: DemoSite, name: str) -> None:
    """The body is the file's bytes under the content type of its format."""
    status, headers, body = get(site, f"/{name}")
    assert (status, headers["Content-Type"], body) == (200, FEEDS[name], served(name, site.url))


def test_it_answers_304_to_its_own_validators(site: DemoSite) -> None:
    """ETag and Last-Modified, alone or as a pair, spare the body the second time."""
    _, headers, _ = get(site, "/urdu.xml")
    etag = {"If_None_Match": headers["ETag"]}
    date = {"If_Modified_Since": headers["Last-Modified"]}
    for validators in (etag, date, etag | date):
        status, repeated, body = get(site, "/urdu.xml", **validators)
        assert (status, repeated["ETag"], body) == (304, headers["ETag"], b"")


@pytest.mark.parametrize(
    "validators",
    [
        {"If_None_Match": '"another"'},
        {"If_None_Match": '"another"', "If_Modified_Since": "Fri, 31 Dec 2100 00:00:00 GMT"},
        {"If_Modified_Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
    ],
)
def test_it_sends_the_feed_for_other_validators(site: DemoSite, validators: dict[str, str]) -> None:
    """A tag that is not the document's outranks any date; an old or unreadable date counts as none."""
    assert get(site, "/urdu.xml", **validators)[0] == 200


def test_it_compresses_when_asked(site: DemoSite) -> None:
    """gzip is used when the client takes it, and the tag stays the same."""
    _, plain, _ = get(site, "/hebrew.xml")
    _, headers, body = get(site, "/hebrew.xml", Accept_Encoding="gzip, deflate")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == read("hebrew.xml")
    assert headers["ETag"] == plain["ETag"]


@pytest.mark.parametrize("codings", ["", "identity", "br", "gzip;q=0", "gzip; q=0.000"])
def test_it_sends_plain_bytes_to_others(site: DemoSite, codings: str) -> None:
    """Without gzip among the accepted codings the body comes as it is."""
    _, headers, body = get(site, "/hebrew.xml", Accept_Encoding=codings)
    assert headers["Content-Encoding"] is None
    assert body == read("hebrew.xml")


@pytest.mark.parametrize("path", ["/", "/absent.xml", "/server.py", "/../server.py", "/data/urdu.xml"])
def test_it_has_nothing_else(site: DemoSite, path: str) -> None:
    """Every path but the feeds' is 404, whatever it tries to reach."""
    assert get(site, path)[0] == 404


def test_one_connection_serves_many_requests(site: DemoSite) -> None:
    """HTTP/1.1: a 200, a 304 and a 404 leave the connection in step."""
    with connect(site) as connection:
        seen = []
        for path, headers in (("/rdf.xml", {}), ("/rdf.xml", {"If-None-Match": "*"}), ("/no", {}), ("/rdf.xml", {})):
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
            seen.append(response.status)
    assert seen == [200, 304, 404, 200]


def test_many_clients_at_once(site: DemoSite) -> None:
    """Every feed can be fetched at the same time as every other."""
    answers: list[int] = []
    threads = [Thread(target=lambda path=f"/{name}": answers.append(get(site, path)[0])) for name in FEEDS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * len(FEEDS)


def test_it_is_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    """Answers, mistakes and clients that hang up write nothing to the terminal."""
    with serve() as site:
        get(site, "/absent.xml")
        with connect(site) as connection:
            connection.request("BREW", "/urdu.xml")
            connection.getresponse().read()
        with connect(site) as connection:
            connection.request("GET", "/english.xml")
    assert capfd.readouterr() == ("", "")


def servers() -> int:
    """How many demo servers run in this process."""
    return sum(thread.name == "qari-demo" for thread in enumerate_threads())


def test_it_ends_with_its_context() -> None:
    """After the context the port is closed and its thread gone."""
    before = servers()
    with serve() as site:
        assert servers() == before + 1
    assert servers() == before
    with pytest.raises(ConnectionRefusedError):
        get(site, "/urdu.xml")
