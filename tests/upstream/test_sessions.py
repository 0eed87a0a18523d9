from __future__ import annotations

import time

import pytest

from desktop_proxy.upstream.sessions import RETIRED_S, Sessions


async def test_one_session_serves_until_the_machine_has_slept(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = Sessions()
    first = await sessions.current()
    assert await sessions.current() is first
    wall = time.time
    monkeypatch.setattr(time, "time", lambda: wall() + 3600)
    second = await sessions.current()
    assert second is not first
    assert not first.closed, "answers may still run on it"
    assert await sessions.current() is second
    await sessions.close()
    assert first.closed
    assert second.closed


async def test_a_session_retired_long_ago_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = Sessions()
    first = await sessions.current()
    wall, monotonic = time.time, time.monotonic
    monkeypatch.setattr(time, "time", lambda: wall() + 100)
    await sessions.current()
    monkeypatch.setattr(time, "monotonic", lambda: monotonic() + 2 * RETIRED_S)
    await sessions.current()
    assert first.closed
    await sessions.close()


async def test_nothing_of_the_environment_or_the_home_folder_is_used() -> None:
    sessions = Sessions()
    assert not (await sessions.current()).trust_env
    await sessions.close()
