from __future__ import annotations

import asyncio

import pytest

from desktop_proxy.credentials.keyring_thread import KeyringFault, KeyringThread

from .keyrings import FailingKeyring, ForgetfulKeyring, MemoryKeyring, SlowKeyring, locked, missing, not_set_up


async def test_set_get_and_delete_in_one_thread():
    backend = MemoryKeyring()
    keyring = KeyringThread(backend)
    await keyring.set("a", "1")
    assert await keyring.get("a") == "1"
    assert await keyring.delete("a") is True
    assert await keyring.delete("a") is False
    assert await keyring.get("a") is None
    assert backend.threads == {"keyring"}


@pytest.mark.parametrize(
    "error, said, is_missing",
    [
        (missing(), "There is no keyring in this session.", True),
        (not_set_up(), "The keyring could not be opened", True),
        (locked(), "The keyring is locked", False),
        (OSError("secret detail"), "The keyring failed (OSError).", False),
    ],
)
async def test_every_failure_is_a_sentence(error, said, is_missing):
    keyring = KeyringThread(FailingKeyring(error))
    for call in (keyring.get("a"), keyring.set("a", "1"), keyring.delete("a")):
        with pytest.raises(KeyringFault) as caught:
            await call
        assert caught.value.sentence.startswith(said)
        assert caught.value.missing is is_missing
        assert "secret detail" not in caught.value.sentence


async def test_what_keeps_nothing_is_no_keyring():
    with pytest.raises(KeyringFault) as caught:
        await KeyringThread(ForgetfulKeyring()).set("a", "1")
    assert caught.value.missing


async def test_a_keyring_that_works_says_what_it_is():
    backend = MemoryKeyring(a="1")
    backend.name = "memory Keyring"
    assert await KeyringThread(backend).examine("a") == "memory Keyring"
    assert backend.questions == ["a"]
    chain = MemoryKeyring()
    chain.backends = [backend, MemoryKeyring()]
    assert await KeyringThread(chain).examine("a") == "memory Keyring"
    with pytest.raises(KeyringFault, match="locked"):
        await KeyringThread(FailingKeyring(locked())).examine("a")


async def test_one_that_is_configured_away_is_none():
    from keyring.backends.null import Keyring

    with pytest.raises(KeyringFault, match="keeps nothing") as caught:
        await KeyringThread(Keyring()).examine("a")
    assert caught.value.missing


async def test_while_one_call_is_stuck_others_are_refused_at_once():
    backend = SlowKeyring(a="1")
    keyring = KeyringThread(backend, limit_s=0.05)
    for _ in range(2):
        with pytest.raises(KeyringFault, match="does not answer"):
            await keyring.get("a")
    backend.released.set()


async def test_an_answer_that_came_late_is_told():
    backend = SlowKeyring(a="1")
    keyring = KeyringThread(backend, limit_s=0.05)
    told = asyncio.Event()
    keyring.answered_late.connect(told.set)
    with pytest.raises(KeyringFault):
        await keyring.get("a")
    assert not told.is_set()
    backend.released.set()
    await asyncio.wait_for(told.wait(), 5)
    assert await keyring.get("a") == "1"


async def test_without_a_backend_the_one_of_the_machine_is_used(monkeypatch):
    import keyring as library
    from keyring.backends.fail import Keyring

    monkeypatch.setattr(library, "get_keyring", Keyring)
    with pytest.raises(KeyringFault) as caught:
        await KeyringThread().get("a")
    assert caught.value.missing
