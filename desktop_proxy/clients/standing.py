"""How a client stands to the proxy. Reads and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from desktop_proxy.clients import settings_file
from desktop_proxy.clients.client import Client, ClientError, Key, dotted
from desktop_proxy.clients.diff import shown
from desktop_proxy.clients.lease import Entry, Held, Lease, read_lease
from desktop_proxy.clients.merge import is_before, is_ours, value_at
from desktop_proxy.clients.outcomes import Drift, State, Status
from desktop_proxy.clients.transaction import in_words


def status(client: Client, record: Path, environ: Mapping[str, str]) -> Status:
    """How it stands now. Never fails."""
    path, installed = client.settings_file(environ), client.is_installed(environ)
    try:
        lease = read_lease(record)
        if lease is not None:
            path = Path(lease.path)
        text = settings_file.read(path).text
        with in_words(path):
            return _status(client, lease, path, text, installed=installed)
    except (ClientError, OSError) as error:
        return Status(State.UNREADABLE, path, installed, problem=str(error))


def drift_of(text: str | None, entries: Iterable[Entry]) -> tuple[Drift, ...]:
    """What is there instead of what we wrote. Raises JsonFault."""
    return tuple(Drift(dotted(entry.key), _shown(text, entry.key)) for entry in entries)


def _status(client: Client, lease: Lease | None, path: Path, text: str | None, *, installed: bool) -> Status:
    entries = lease.changes.entries if lease else ()
    address = _shown(text, client.address)
    if lease is None or lease.held is not Held.CONNECTED or all(is_before(text, entry) for entry in entries):
        state = State.SUSPENDED if lease and lease.held is Held.SUSPENDED else State.NOT_CONNECTED
        ours = any(is_ours(text, entry) for entry in entries if entry.key == client.address)
        url = lease.url if lease and state is State.SUSPENDED else None
        return Status(state, path, installed, url, other_url=None if ours else address or None)
    drift = drift_of(text, (entry for entry in entries if not is_ours(text, entry)))
    other = next((one.now for one in drift if one.key == dotted(client.address)), None)
    return Status(State.DRIFTED if drift else State.CONNECTED, path, installed, lease.url, drift, other)


def _shown(text: str | None, key: Key) -> str | None:
    found = value_at(text, key)
    if found is None:
        return None
    return shown(key[-1], found) if isinstance(found, str) else "not a text"
