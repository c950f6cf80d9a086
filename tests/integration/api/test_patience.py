"""Silent connections: they end, one address has not too many, and nobody else notices them."""

import socket
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from fastapi import FastAPI

from api.running import patience
from api.running.server import Web, listen

Port = Callable[[], int]


@pytest.fixture
def port(app: FastAPI) -> Iterator[Port]:
    """The application on a socket of its own, once the test has set its bounds."""
    with ExitStack() as stack:

        def started() -> int:
            listening = listen("127.0.0.1", 0)
            web = Web(app)
            thread = threading.Thread(target=web.serve_on, args=(listening,))
            thread.start()
            stack.callback(listening.close)
            stack.callback(thread.join, 20)
            stack.callback(web.stop)
            number: int = listening.getsockname()[1]
            return number

        yield started


def silent(stack: ExitStack, port: int, count: int, said: bytes = b"") -> list[socket.socket]:
    made = []
    for _ in range(count):
        made.append(stack.enter_context(socket.create_connection(("127.0.0.1", port))))
        if said:
            made[-1].sendall(said)
    return made


def is_closed(one: socket.socket, within_s: float = 5.0) -> bool:
    one.settimeout(within_s)
    try:
        return one.recv(1) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


def answers(port: int) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/login", timeout=10) as answer:
        return bool(answer.status == 200)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET /login HTTP/1.1\r\nHost: a\r\nX-Half: ",
        b"POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin=",
    ],
    ids=["nothing", "half a header", "half a body"],
)
def test_a_connection_that_does_not_go_on_is_closed(
    port: Port, said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "EVERY_S", 0.05)
    monkeypatch.setattr(patience, "HEADERS_WITHIN_S", 0.2)
    monkeypatch.setattr(patience, "BODY_WITHIN_S", 0.2)
    at = port()
    with ExitStack() as stack:
        [one] = silent(stack, at, 1, said)
        assert is_closed(one)
    assert answers(at)


def test_a_connection_between_two_requests_is_left_alone(
    port: Port, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "EVERY_S", 0.05)
    monkeypatch.setattr(patience, "HEADERS_WITHIN_S", 0.1)
    with ExitStack() as stack:
        [one] = silent(stack, port(), 1)
        for _ in range(2):
            one.sendall(b"GET /driver/sw.js HTTP/1.1\r\nHost: a\r\n\r\n")
            assert one.recv(12) == b"HTTP/1.1 200"
            while len(one.recv(65_536)) == 65_536:
                pass
            assert not is_closed(one, 0.4)
            one.settimeout(5)


def test_one_address_has_not_too_many_and_the_oldest_goes_first(
    port: Port, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SILENT_OF_ADDRESS_MAX", 5)
    at = port()
    with ExitStack() as stack:
        many = silent(stack, at, 8)
        assert [is_closed(one) for one in many[:3]] == [True] * 3
        assert [is_closed(one, 0.05) for one in many[3:]] == [False] * 5
        assert answers(at)


def test_a_proxy_may_have_more_but_not_all_there_are() -> None:
    silence = patience.Silence(["127.0.0.0/8", "::1"], open_max=3)
    assert silence._is_proxy("127.0.0.9")
    assert silence._is_proxy("::1")
    assert not silence._is_proxy("10.0.0.1")
    assert not silence._is_proxy("testclient")


def test_when_all_descriptors_would_be_used_the_oldest_silent_connection_makes_room(
    app: FastAPI, port: Port, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "SILENT_OF_ADDRESS_MAX", 1_000)
    monkeypatch.setattr(patience, "_open_max", lambda: 6)
    at = port()
    with ExitStack() as stack:
        many = silent(stack, at, 10)
        assert all(is_closed(one) for one in many[:4])
        for _ in range(10):
            assert answers(at)


def test_silence_is_bounded_in_time() -> None:
    assert patience.HEADERS_WITHIN_S <= 15
    assert patience.BODY_WITHIN_S <= 120
