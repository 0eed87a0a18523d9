"""What happens to a client's connection when proxies come, move and go. All of it blocks and raises ClientError.

Several proxies may run: one that is not used by the client leaves it alone.
"""

from __future__ import annotations

from pathlib import Path

from desktop_proxy.clients.client import dotted
from desktop_proxy.clients.connection import Connection, end, put_back, write_ours
from desktop_proxy.clients.health import answers
from desktop_proxy.clients.lease import Changes, Entry, Held, Lease
from desktop_proxy.clients.merge import connected, is_before, is_ours
from desktop_proxy.clients.outcomes import Done, Outcome
from desktop_proxy.clients.settings_file import Content
from desktop_proxy.clients.transaction import carry_out, forget, in_words, keep, look


def suspend(at: Connection, url: str | None, *, listening: bool = False) -> Outcome | None:
    """The proxy at `url` ends: as `disconnect`, but the next proxy connects again. None where it was not used.

    Without a `url` it never listened, and ends what a killed one has left. One that answers there goes on: another
    process may have taken the address over while this one still ended its requests. That is not asked where this
    process is still `listening`.
    """
    with at.alone():
        lease = at.lease()
        if lease is None or lease.held is not Held.CONNECTED or lease.url != (url or lease.url):
            return None
        if not listening and answers(lease.url):
            return None
        if not _ours(at, lease):
            # Somebody has led it elsewhere: to connect it again would be against their will.
            return end(at, lease)
        lease = lease.model_copy(update={"held": Held.SUSPENDED})
        left = put_back(at, lease)
        # What else stood there, a key perhaps, is back in its own place and needs no second one.
        keep(at.record, lease.model_copy(update={"changes": Changes(entries=(_address(at, lease),))}))
    sentence = f"{at.client.label} has its own settings back until the proxy runs again."
    return Outcome(at.client.name, Done.SUSPENDED, sentence, Path(lease.path), left=left)


def resume(at: Connection, url: str, token: str, previous: frozenset[str] = frozenset()) -> Outcome | None:
    """A proxy listens at `url`: connect what is suspended, and take over what a killed proxy has left.

    `previous` are the addresses at which it listened before. None where there is nothing to say.
    """
    with at.alone():
        lease = at.lease()
        if lease is None:
            return None
        if lease.held is Held.ENDING:
            return end(at, lease)
        if lease.held is Held.SUSPENDED:
            return _connect_again(at, lease, url, token)
        if not _ours(at, lease):
            return _led_elsewhere(at, lease)
        if lease.url in previous:
            return _follow(at, lease, url, token)
        if lease.url != url and answers(lease.url):
            sentence = f"{at.client.label} uses another running proxy, {lease.url}."
            return Outcome(at.client.name, Done.NOTHING, sentence, Path(lease.path), lease.url)
        _follow(at, lease, url, token)
        sentence = f"{at.client.label} was still connected, and uses {url}."
        return Outcome(at.client.name, Done.ADOPTED, sentence, Path(lease.path), url)


def follow(at: Connection, url: str, token: str, previous: frozenset[str] = frozenset()) -> Outcome | None:
    """The proxy has another address or token: write those, where ours are. None where nothing was to be written."""
    with at.alone():
        lease = at.lease()
        if lease is None or lease.held is not Held.CONNECTED or lease.url not in {url, *previous}:
            return None
        return _follow(at, lease, url, token)


def _connect_again(at: Connection, lease: Lease, url: str, token: str) -> Outcome:
    path = Path(lease.path)
    text = look(path, at.environ).text
    with in_words(path):
        address = _address(at, lease)
        changed = not is_before(text, address) and not is_ours(text, address)
    if changed:
        forget(at.record)
        sentence = f"{at.client.label} was not connected again: its {dotted(at.client.address)} was changed meanwhile."
        return Outcome(at.client.name, Done.TAKEN_OVER, sentence, path)
    put_back(at, lease)
    made = not path.parent.exists()
    new = Lease(held=Held.CONNECTED, path=lease.path, url=url, folder_made=made, changes=Changes())
    backup = write_ours(at, new, token)
    return Outcome(at.client.name, Done.RECONNECTED, f"{at.client.label} uses {url} again.", path, url, backup=backup)


def _follow(at: Connection, lease: Lease, url: str, token: str) -> Outcome | None:
    written = False

    def change(found: Content) -> tuple[Lease, str | None]:
        nonlocal written
        wanted = at.client.wanted(url, token, {}, {})
        ours = [entry.key for entry in lease.changes.entries if is_ours(found.text, entry)]
        only = {key: wanted[key] for key in (at.client.address, at.client.token) if key in ours}
        if not only:
            return lease, found.text
        text, changes = connected(found.text, only, lease.changes, at.client.token)
        written = text != found.text
        return lease.model_copy(update={"url": url, "changes": changes}), text

    carry_out(change, Path(lease.path), at.environ, at.record)
    if not written:
        return None
    return Outcome(at.client.name, Done.FOLLOWED, f"{at.client.label} uses {url} now.", Path(lease.path), url)


def _led_elsewhere(at: Connection, lease: Lease) -> Outcome:
    path = Path(lease.path)
    text = look(path, at.environ).text
    with in_words(path):
        if all(is_before(text, entry) for entry in lease.changes.entries):
            forget(at.record)
            sentence = f"{at.client.label} is no longer connected: its settings were put back by hand."
            return Outcome(at.client.name, Done.DISCONNECTED, sentence, path)
    sentence = (
        f"{at.client.label} does not use this proxy: its {dotted(at.client.address)} was changed by another program."
    )
    return Outcome(at.client.name, Done.TAKEN_OVER, sentence, path)


def _ours(at: Connection, lease: Lease) -> bool:
    """Whether the client's address is the one we wrote."""
    path = Path(lease.path)
    text = look(path, at.environ).text
    with in_words(path):
        return is_ours(text, _address(at, lease))


def _address(at: Connection, lease: Lease) -> Entry:
    return next(entry for entry in lease.changes.entries if entry.key == at.client.address)
