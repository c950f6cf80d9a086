"""What would wait too long is refused at once; what can be answered in time is answered."""

import asyncio
from typing import Any

import pytest

from api.web import overload
from api.web.overload import AT_ONCE, Overload

ALWAYS = ("/health",)


class House:
    """An application whose answers wait until they are let go."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.begun = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.begun += 1
        await self.gate.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def ask(app: Overload, path: str = "/v1/orders") -> tuple[int, dict[bytes, bytes]]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"accept", b"application/json")],
        "server": ("test", 80),
    }
    await app(scope, lambda: None, send)  # type: ignore[arg-type,return-value]
    return sent[0]["status"], dict(sent[0]["headers"])


def test_a_burst_that_is_answered_in_time_is_never_refused() -> None:
    async def story() -> None:
        house = House()
        app = Overload(house, always=ALWAYS)
        burst = [asyncio.create_task(ask(app)) for _ in range(10 * AT_ONCE)]
        await asyncio.sleep(0)
        house.gate.set()
        assert {status for status, _ in await asyncio.gather(*burst)} == {200}

    asyncio.run(story())


def test_when_nothing_gets_answered_the_next_is_told_to_come_later_and_health_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1_000.0]
    monkeypatch.setattr(overload.time, "monotonic", lambda: now[0])

    async def story() -> None:
        house = House()
        app = Overload(house, always=ALWAYS)
        waiting = [asyncio.create_task(ask(app)) for _ in range(AT_ONCE)]
        await asyncio.sleep(0)
        now[0] += 1
        status, headers = await ask(app)
        assert (status, headers[b"retry-after"]) == (503, b"2")
        assert headers[b"x-content-type-options"] == b"nosniff"
        assert house.begun == AT_ONCE

        healthy = asyncio.create_task(ask(app, "/health"))
        await asyncio.sleep(0)
        assert house.begun == AT_ONCE + 1

        house.gate.set()
        assert {status for status, _ in await asyncio.gather(*waiting, healthy)} == {200}
        assert (await ask(app))[0] == 200, "room again"

    asyncio.run(story())
