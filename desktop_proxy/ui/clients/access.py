"""What a client needs to reach the proxy: its address and the token. Asks the core and shows nothing."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_proxy.core import Core
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.redaction import Secret
from desktop_proxy.server.probe import configured_url


@dataclass(frozen=True, slots=True)
class Access:
    """`token` is None where it cannot be had, for the reason in `problem`; empty where that does not matter."""

    url: str
    token: Secret | None
    problem: str = ""


def address(core: Core) -> str:
    """Where the proxy listens, or would."""
    return core.url or configured_url(core.settings.current.server)


async def access(core: Core) -> Access:
    """Takes as long as the keyring does."""
    try:
        # Also where none is needed: requiring one later then breaks no client.
        return Access(address(core), await core.credentials.client_token())
    except ApiError as error:
        if not core.settings.current.server.require_token:
            return Access(address(core), Secret(""))
        return Access(address(core), None, error.message)
