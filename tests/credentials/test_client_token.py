from __future__ import annotations

import re

import pytest

from desktop_proxy.credentials import client_token
from desktop_proxy.credentials.keyring_thread import KeyringFault, KeyringThread

from .keyrings import FailingKeyring, MemoryKeyring, locked, missing


@pytest.fixture
def file(tmp_path):
    return tmp_path / "client-token"


async def test_the_keyring_comes_before_the_file(file):
    file.write_text("dp-of-the-file-0123456789\n")
    keyring = KeyringThread(MemoryKeyring(**{"client-token": "dp-of-the-keyring"}))
    assert await client_token.load(keyring, file) == "dp-of-the-keyring"
    assert await client_token.load(KeyringThread(MemoryKeyring()), file) == "dp-of-the-file-0123456789"


async def test_a_new_one_has_256_random_bits(file):
    made = {await client_token.make(KeyringThread(MemoryKeyring()), file, replace=False) for _ in range(20)}
    assert len(made) == 20
    assert all(re.fullmatch(r"dp-[A-Za-z0-9_-]{43}", token) for token in made)


async def test_a_locked_keyring_is_not_got_around(file):
    keyring = KeyringThread(FailingKeyring(locked()))
    with pytest.raises(KeyringFault):
        await client_token.load(keyring, file)
    with pytest.raises(KeyringFault):
        await client_token.make(keyring, file, replace=False)
    assert not file.exists()


async def test_an_existing_file_is_kept_unless_it_is_to_be_replaced(file):
    keyring = KeyringThread(FailingKeyring(missing()))
    first = await client_token.make(keyring, file, replace=False)
    assert await client_token.make(keyring, file, replace=False) == first
    assert await client_token.make(keyring, file, replace=True) != first
    assert [found.name for found in file.parent.iterdir()] == ["client-token"]


async def test_a_file_system_without_links_will_do(file, monkeypatch):
    def refuse(self, target):
        raise OSError("not supported")

    monkeypatch.setattr(type(file), "hardlink_to", refuse)
    token = await client_token.make(KeyringThread(FailingKeyring(missing())), file, replace=False)
    assert file.read_text().strip() == token
