"""One change of a client's file together with its record: the record first, then the file.

So a process that is killed anywhere leaves a record that fits the file as it was or as it was to be. Blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from desktop_proxy.clients import settings_file
from desktop_proxy.clients.client import ClientError
from desktop_proxy.clients.json_object import JsonFault
from desktop_proxy.clients.lease import Lease, write_lease
from desktop_proxy.clients.settings_file import Content

TRIES = 5

Change = Callable[[Content], tuple[Lease, str | None]]
"""From a file to the record of what is ours in it and to its new text; None for no file. May raise JsonFault."""


def look(path: Path, environ: Mapping[str, str]) -> Content:
    """The file, if it may be changed. Raises ClientError."""
    settings_file.check(path, environ)
    return settings_file.read(path)


def carry_out(change: Change, path: Path, environ: Mapping[str, str], record: Path) -> None:
    """Do it; once more where another program writes the file in the same moment. Raises ClientError."""
    for _ in range(TRIES):
        content = look(path, environ)
        with in_words(path):
            lease, text = change(content)
        keep(record, lease)
        if settings_file.read(path).data != content.data:
            continue
        if text is None:
            settings_file.remove(path, with_folder=lease.folder_made)
        elif text != content.text:
            settings_file.write(path, text, content.mode)
        return
    raise ClientError(f"{path} changes all the time; try again in a moment.")


def keep(record: Path, lease: Lease) -> None:
    """Write the record. Raises ClientError."""
    try:
        write_lease(record, lease)
    except OSError as error:
        raise ClientError(
            f"{record} cannot be written ({error.strerror}): without it nothing could be undone, so nothing is changed."
        ) from None


def forget(record: Path) -> None:
    """Remove the record. Raises ClientError."""
    try:
        record.unlink(missing_ok=True)
    except OSError as error:
        raise ClientError(f"{record} cannot be removed ({error.strerror}).") from None


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """What is wrong with the text of `path`, as a sentence."""
    try:
        yield
    except JsonFault as fault:
        raise ClientError(f"{path} {fault}; it is left as it is until that is put right.") from None
