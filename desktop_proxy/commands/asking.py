"""What a running proxy says of itself: which model answers a name there.

It may have been started from another folder or environment, so that this shell's settings do not tell.
"""

from __future__ import annotations

import asyncio
import http.client
import json
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from desktop_proxy.commands.state import State
from desktop_proxy.server.announcement import read_notes
from desktop_proxy.server.probe import PROBE_LIMIT_S, Found, find_running


def targets_there(state: State, names: Iterable[str]) -> dict[str, str]:
    """As `targets_at`, of the proxy that runs; nothing where none does."""
    from desktop_proxy.protocol.errors import ApiError

    if not read_notes(state.paths.data_dir):
        return {}
    try:
        token = asyncio.run(state.credentials.client_token()).reveal()
    except ApiError:
        return {}
    place = find_running(state.paths.data_dir, state.settings.current.server, token)
    return targets_at(place.url, token, names) if place.found is Found.OURS else {}


def targets_at(url: str, token: str, names: Iterable[str]) -> dict[str, str]:
    """Requested name → `provider/model`, of those names the proxy at `url` lists or understands. Never fails."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PROBE_LIMIT_S)
    found = {}
    try:
        for name in names:
            connection.request("GET", f"/v1/models/{quote(name)}", headers={"x-api-key": token})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status == 200:
                found[name] = _target(name, json.loads(body)["display_name"])
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return found
    finally:
        connection.close()
    return found


def _target(name: str, display_name: str) -> str:
    """`Claude Opus → openai/gpt-x` says it after the arrow; without one Anthropic itself answers, or it is a target."""
    label, arrow, target = display_name.partition(" → ")
    return target if arrow else label if "/" in label else f"anthropic/{name}"
