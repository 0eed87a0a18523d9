from __future__ import annotations

import asyncio

import pytest

from desktop_proxy.credentials.keyring_thread import KeyringFault, KeyringThread
from desktop_proxy.credentials.stored_keys import StoredKeys
from desktop_proxy.redaction import Redactor, Secret

from .keyrings import FailingKeyring, MemoryKeyring, locked


def stored(backend):
    return StoredKeys(KeyringThread(backend), Redactor())


async def test_what_was_found_is_remembered_and_can_be_forgotten():
    backend = MemoryKeyring(a="secret-1", b="secret-2")
    keys = stored(backend)
    for _ in range(3):
        assert await keys.get("a") == Secret("secret-1")
        assert await keys.get("b") == Secret("secret-2")
    keys.forget("a")
    await keys.get("a")
    await keys.get("b")
    assert backend.questions == ["a", "b", "a"]
    keys.forget()
    await keys.get("b")
    assert backend.questions[-1] == "b"


async def test_a_fresh_failure_is_not_asked_again_by_readers_but_by_who_stores():
    backend = FailingKeyring(locked())
    keys = stored(backend)
    with pytest.raises(KeyringFault):
        await keys.get("a")
    backend.error = None
    with pytest.raises(KeyringFault):
        await keys.get("a")
    assert keys.fault is not None
    recovered: list[bool] = []
    keys.recovered.connect(lambda: recovered.append(True))
    await keys.set("a", Secret("secret-1"))
    assert keys.fault is None
    assert recovered == [True]
    assert await keys.get("a") == Secret("secret-1")


async def test_who_waits_in_line_hears_the_same_failure():
    keys = stored(FailingKeyring(locked()))
    outcomes = await asyncio.gather(*(keys.get(f"k{n}") for n in range(10)), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {KeyringFault}


async def test_one_that_leaves_the_line_hinders_nobody():
    keys = stored(MemoryKeyring(a="secret-1"))
    first = asyncio.get_running_loop().create_task(keys.get("a"))
    second = asyncio.get_running_loop().create_task(keys.get("a"))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == Secret("secret-1")
