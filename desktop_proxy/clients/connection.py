"""One client's connection: what making it would change, making it, and ending it.

Every action may be repeated, and goes on from wherever a killed process stopped. All of it blocks and raises
ClientError. What happens to a connection when proxies come and go is in `lifetime.py`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from desktop_proxy.clients import settings_file
from desktop_proxy.clients.client import Client, ClientError
from desktop_proxy.clients.diff import readable_diff
from desktop_proxy.clients.lease import Changes, Held, Lease, read_lease
from desktop_proxy.clients.lock import alone
from desktop_proxy.clients.merge import connected, content, restored
from desktop_proxy.clients.outcomes import Done, Drift, Outcome, Plan
from desktop_proxy.clients.settings_file import Content
from desktop_proxy.clients.standing import drift_of
from desktop_proxy.clients.transaction import carry_out, forget, in_words, look


@dataclass(frozen=True, slots=True)
class Connection:
    """Of one client, in one environment, with its record in `folder`."""

    client: Client
    folder: Path
    environ: Mapping[str, str]

    @property
    def record(self) -> Path:
        """What was changed, while it is."""
        return self.folder / f"client-{self.client.name}.json"

    @property
    def path(self) -> Path:
        """The client's settings file in this environment."""
        return self.client.settings_file(self.environ)

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else changes connections meanwhile."""
        return alone(self.folder / "clients.lock")

    def lease(self) -> Lease | None:
        """The record, if there is one."""
        try:
            return read_lease(self.record)
        except OSError as error:
            raise ClientError(
                f"The record of what was changed, {self.record}, cannot be read ({error.strerror}): make it readable, "
                f"or remove it after putting the client's settings right by hand."
            ) from error


def plan(at: Connection, url: str, token: str) -> Plan:
    """What `connect` would change."""
    known = _known(at, at.lease())
    found = look(at.path, at.environ)
    with in_words(at.path):
        text, _ = _merged(at, found, known, url, token)
    diff = readable_diff(found.text or "", text, at.path)
    return Plan(at.path, url, diff, found.data, text.encode("utf-8"), tuple(_notes(at.path, found)))


def connect(at: Connection, url: str, token: str, shown: Plan | None = None) -> Outcome:
    """Write our keys; what they replace is recorded. Only what was `shown`, where something was."""
    with at.alone():
        lease = at.lease()
        if lease and lease.held is not Held.CONNECTED:
            # A killed process may not have put everything back.
            put_back(at, lease)
            lease = None
        known = _known(at, lease)
        folder_made = lease.folder_made if lease else not at.path.parent.exists()
        empty = Lease(held=Held.CONNECTED, path=str(at.path), url=url, folder_made=folder_made, changes=known)
        backup = write_ours(at, empty, token, shown)
    return Outcome(at.client.name, Done.CONNECTED, f"{at.client.label} uses {url}.", at.path, url, backup=backup)


def disconnect(at: Connection) -> Outcome:
    """Put back what was there before, key by key; what somebody else has changed since stays."""
    with at.alone():
        lease = at.lease()
        if lease is None:
            return Outcome(at.client.name, Done.NOTHING, f"{at.client.label} is not connected.", at.path)
        return end(at, lease)


def write_ours(at: Connection, lease: Lease, token: str, shown: Plan | None = None) -> Path | None:
    """Write what leads to `lease.url` beside the changes that it has; the copy that was made of the file before."""
    path = Path(lease.path)
    backups: list[Path | None] = []

    def change(found: Content) -> tuple[Lease, str]:
        if shown is not None and shown.before != found.data:
            raise ClientError(f"{path} has changed since it was shown; look at the change again.")
        text, changes = _merged(at, found, lease.changes, lease.url, token)
        # A copy that holds our token would be one place more from which it can be read.
        if text != found.text and not (token and token in (found.text or "")):
            backups.append(settings_file.back_up(path, found))
        return lease.model_copy(update={"changes": changes}), text

    carry_out(change, path, at.environ, at.record)
    return next(filter(None, backups), None)


def put_back(at: Connection, lease: Lease) -> tuple[Drift, ...]:
    """What was there before, with `lease` as the record; what somebody else has changed since."""
    left: list[Drift] = []

    def change(found: Content) -> tuple[Lease, str | None]:
        text, others = restored(found.text, lease.changes)
        left[:] = drift_of(found.text, others)
        return lease, text

    carry_out(change, Path(lease.path), at.environ, at.record)
    return tuple(left)


def end(at: Connection, lease: Lease) -> Outcome:
    """Put everything back for good."""
    path = Path(lease.path)
    left = put_back(at, lease.model_copy(update={"held": Held.ENDING}))
    forget(at.record)
    with in_words(path):
        remarks = at.client.remarks(content(settings_file.read(path).text))
    sentence = f"{at.client.label} has its own settings back."
    return Outcome(at.client.name, Done.DISCONNECTED, sentence, path, left=left, remarks=remarks)


def _known(at: Connection, lease: Lease | None) -> Changes:
    if lease is None or lease.held is not Held.CONNECTED:
        return Changes()
    if Path(lease.path) != at.path:
        raise ClientError(
            f"{at.client.label} is connected by {lease.path}; run `desktop-proxy disconnect {at.client.name}` first to "
            f"connect it by {at.path}."
        )
    return lease.changes


def _merged(at: Connection, found: Content, known: Changes, url: str, token: str) -> tuple[str, Changes]:
    wanted = at.client.wanted(url, token, at.environ, content(found.text))
    return connected(found.text, wanted, known, at.client.token)


def _notes(path: Path, found: Content) -> list[str]:
    if os.name != "posix" or found.data is None or not settings_file.is_open_to_others(path):
        return []
    return [f"Every user of this machine can read {path}, and with it the token; `chmod 600 {path}` ends that."]
