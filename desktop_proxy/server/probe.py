"""What answers at an address: nothing, a proxy of this user, or something else; and where a running one is.

Every question blocks for a second at most.
"""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desktop_proxy.server.announcement import read_notes, withdraw

if TYPE_CHECKING:
    from desktop_proxy.settings.model import ServerSettings

PROBE_LIMIT_S = 1.0
_GREETING = b"Desktop Proxy"


class Found(Enum):
    """What answers at an address."""

    NOTHING = "nothing"
    OURS = "ours"
    OTHER = "other"
    """Something else, or a Desktop Proxy with another token."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address, and what is there."""

    url: str
    found: Found


def configured_url(server: ServerSettings) -> str:
    """Where the settings say the proxy listens."""
    host = f"[{server.host}]" if ":" in server.host else server.host
    return f"http://{host}:{server.port}"


def find_running(folder: Path, server: ServerSettings, token: str) -> Place:
    """The running proxy that has noted its address in `folder`; else the configured address and what is there."""
    for note in read_notes(folder):
        found = probe(note.url, token)
        if found is Found.OURS:
            return Place(note.url, found)
        if found is Found.NOTHING:
            withdraw(folder, note)
    url = configured_url(server)
    return Place(url, probe(url, token))


def probe(url: str, token: str) -> Found:
    """Ask the address for its greeting, which only our own token gets."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=PROBE_LIMIT_S)
    try:
        connection.request("GET", "/", headers={"x-api-key": token, "Connection": "close"})
        answer = connection.getresponse()
        ours = answer.status == 200 and answer.read(len(_GREETING)) == _GREETING
    except ConnectionRefusedError:
        return Found.NOTHING
    except (OSError, http.client.HTTPException):
        return Found.OTHER
    finally:
        connection.close()
    return Found.OURS if ours else Found.OTHER
