"""A client is given the address of the running proxy, or where it would run, and the token where one is needed."""

from __future__ import annotations

from keyring.errors import KeyringLocked

from desktop_proxy.core import Core
from desktop_proxy.ui.clients.access import access, address
from tests.fakes import MemoryKeyring


async def test_the_running_proxy_is_named_with_the_token(running_core: Core) -> None:
    found = await access(running_core)
    assert found.url == running_core.url == address(running_core)
    assert found.token == await running_core.credentials.client_token()
    assert found.problem == ""


async def test_while_it_is_stopped_the_configured_address_is_named(core: Core) -> None:
    assert address(core) == "http://127.0.0.1:0"


def locked(*_: object) -> str:
    raise KeyringLocked("Failed to unlock the collection!")


async def test_where_none_is_needed_the_token_is_given_all_the_same(core: Core) -> None:
    core.settings.update({"server.require_token": False})
    assert (await access(core)).token == await core.credentials.client_token()


async def test_where_none_is_needed_a_locked_keyring_is_no_hindrance(core: Core, keyring: MemoryKeyring) -> None:
    core.settings.update({"server.require_token": False})
    keyring.get_password = locked  # type: ignore[method-assign]
    found = await access(core)
    assert found.token is not None and found.token.reveal() == ""


async def test_a_locked_keyring_is_told_in_words(core: Core, keyring: MemoryKeyring) -> None:
    keyring.get_password = locked  # type: ignore[method-assign]
    found = await access(core)
    assert found.token is None
    assert found.problem.startswith("The keyring is locked; unlock it")
