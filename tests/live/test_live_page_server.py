"""The server of a page that reloads itself: one page, one reader, no other origin."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from ntmreport.live.page_server import PageServer

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = "<!DOCTYPE html><title>Rà soát</title><p>190.113</p>"


@pytest.fixture(scope="module")
def server() -> Iterator[PageServer]:
    server = PageServer()
    server.show(PAGE)
    yield server
    server.close()


def asked(
    server: PageServer, path: str, method: str = "GET", **headers: str
) -> tuple[int, str, dict[str, str]]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection(server.host, timeout=30)) as connection:
        connection.request(method, path, headers=named)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())


def path_of(server: PageServer) -> str:
    return server.address.partition(server.host)[2]


def test_the_page_stands_behind_its_token(server: PageServer) -> None:
    assert server.address.startswith("http://127.0.0.1:")
    shell = asked(server, path_of(server))
    assert shell[0] == 200
    assert "default-src 'none'" in shell[2]["Content-Security-Policy"]
    assert asked(server, f"{path_of(server)}page")[:2] == (200, PAGE)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        ("/page", {}),
        ("/wrong-token/page", {}),
        ("{}other", {}),
        ("{}../page", {}),
        ("{}page/../../etc/passwd", {}),
        ("{}page", {"Host": "example.org"}),
        ("{}page", {"Host": "localhost:80"}),
        ("{}page", {"Sec_Fetch_Site": "cross-site"}),
        ("{}page", {"Sec_Fetch_Site": "same-site"}),
    ],
)
def test_nothing_else_is_served(server: PageServer, path: str, headers: dict[str, str]) -> None:
    status, content, _ = asked(server, path.format(path_of(server)), **headers)
    assert status == 404
    assert "190.113" not in content


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(server: PageServer, method: str) -> None:
    assert asked(server, f"{path_of(server)}page", method)[0] == 501


def test_who_waits_is_told_of_the_next_version(server: PageServer) -> None:
    version = asked(server, f"{path_of(server)}version?")[1]
    said: list[str] = []
    waiting = threading.Thread(
        target=lambda: said.append(asked(server, f"{path_of(server)}version?{version}")[1])
    )
    waiting.start()
    server.show(PAGE.replace("190.113", "190.123"))
    waiting.join(30)
    assert said == [str(int(version) + 1)]
    assert "190.123" in asked(server, f"{path_of(server)}page")[1]


def test_a_name_keeps_its_port_where_that_is_free() -> None:
    first = PageServer("data/2021#0")
    second = PageServer("data/2021#0")
    try:
        assert first.host != second.host
        assert first.address != second.address
    finally:
        host = first.host
        first.close()
        second.close()
    again = PageServer("data/2021#0")
    again.close()
    assert again.host == host


def test_nothing_is_said_of_a_window_that_is_closed(
    server: PageServer, capfd: pytest.CaptureFixture[str]
) -> None:
    before = _readers()  # those of other tests, whose windows are still open
    version = asked(server, f"{path_of(server)}version?")[1]
    _wait_for_readers(0, before)
    host, port = server.host.split(":")
    with socket.create_connection((host, int(port))) as reader:
        question = f"GET {path_of(server)}version?{version} HTTP/1.1\r\nHost: {server.host}\r\n\r\n"
        reader.sendall(question.encode())
        _wait_for_readers(1, before)
        # Closed so that the other side is told at once.
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    server.show(PAGE)
    _wait_for_readers(0, before)
    assert capfd.readouterr().err == ""


def _readers() -> set[threading.Thread]:
    return {each for each in threading.enumerate() if "process_request" in each.name}


def _wait_for_readers(number: int, before: set[threading.Thread]) -> None:
    for _ in range(1000):
        if len(_readers() - before) == number:
            return
        time.sleep(0.01)
    raise AssertionError
