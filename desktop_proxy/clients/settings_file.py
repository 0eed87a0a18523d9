"""A client's settings file on disk: whether we may touch it, its text, its copies from before, and its replacement.

What it refuses, it refuses with a sentence and before anything was written. Knows nothing of what the text says.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from desktop_proxy.atomic_file import write_atomically
from desktop_proxy.clients.client import ClientError

MAX_BYTES = 4_000_000
KEPT_BACKUPS = 5
NEW_FILE_MODE = 0o600
_STAMP = "%Y%m%dT%H%M%S%f"
_BACKUP = re.compile(r"\.desktop-proxy-\d{8}T\d{12}")


@dataclass(frozen=True, slots=True)
class Content:
    """What a file held when it was read."""

    data: bytes | None = field(repr=False)
    """None where there is no file."""
    mode: int = NEW_FILE_MODE

    @property
    def text(self) -> str | None:
        """As it stands, line ends and byte order mark included."""
        return None if self.data is None else self.data.decode("utf-8")


def home(environ: Mapping[str, str]) -> Path:
    """The home directory, as Node.js finds it."""
    said = environ.get("USERPROFILE" if os.name == "nt" else "HOME")
    return Path(said) if said else Path.home()


def read(path: Path) -> Content:
    """The file, if it is one we can handle. Raises ClientError."""
    with _in_words(path):
        try:
            found = path.stat()
        except FileNotFoundError:
            return Content(None)
        if not stat.S_ISREG(found.st_mode):
            raise ClientError(f"{path} is not a file.")
        if found.st_size > MAX_BYTES:
            raise ClientError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB; it is left as it is.")
        data = path.read_bytes()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise ClientError(f"{path} is not UTF-8 text; save it as UTF-8 first.") from None
    return Content(data, stat.S_IMODE(found.st_mode))


def check(path: Path, environ: Mapping[str, str]) -> None:
    """Raises ClientError where the file must not, or cannot, be replaced."""
    with _in_words(path):
        _check_links(path, home(environ))
        target = Path(os.path.realpath(path))
        if target.exists() and not os.access(target, os.W_OK):
            raise ClientError(f"{path} is write-protected; make it writable first.")
        folder = next(parent for parent in target.parents if parent.exists())
        if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
            raise ClientError(f"The folder {folder} cannot be written to, and so {path} cannot be changed.")


def is_open_to_others(path: Path) -> bool:
    """Whether every user of this machine can read it; what cannot be found out is no."""
    target = Path(os.path.realpath(path))
    try:
        reachable = all(parent.stat().st_mode & stat.S_IXOTH for parent in target.parents)
        return reachable and bool(target.stat().st_mode & stat.S_IROTH)
    except OSError:
        return False


def write(path: Path, text: str, mode: int) -> None:
    """Replace the file as a whole, or make it with its folder. Raises ClientError."""
    with _in_words(path):
        target = Path(os.path.realpath(path))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(target, text.encode("utf-8"), mode=mode)


def remove(path: Path, *, with_folder: bool) -> None:
    """Remove the file, and its folder where that is empty. Raises ClientError."""
    with _in_words(path):
        Path(os.path.realpath(path)).unlink(missing_ok=True)
    if with_folder:
        with contextlib.suppress(OSError):
            path.parent.rmdir()


def back_up(path: Path, content: Content) -> Path | None:
    """Keep a copy beside the file, for its owner alone; None where a copy like it is there. Raises ClientError.

    Of our copies the latest few are kept.
    """
    if content.data is None:
        return None
    with _in_words(path):
        if any(copy.stat().st_size == len(content.data) and copy.read_bytes() == content.data for copy in copies(path)):
            return None
        copy = path.with_name(f"{path.name}.desktop-proxy-{datetime.now(UTC).strftime(_STAMP)}")
        write_atomically(copy, content.data, mode=content.mode & 0o600)
        for old in copies(path)[:-KEPT_BACKUPS]:
            old.unlink(missing_ok=True)
    return copy


def copies(path: Path) -> list[Path]:
    """Our copies of the file, the oldest first."""
    found = path.parent.glob(f"{path.name}.desktop-proxy-*")
    return sorted(copy for copy in found if _BACKUP.fullmatch(copy.name[len(path.name) :]))


def _check_links(path: Path, home: Path) -> None:
    # A folder that the user named outside of the home directory is its own boundary.
    boundary = home if path.is_relative_to(home) else path.parent
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(boundary)):
        raise ClientError(
            f"{path} is a symbolic link that leads out of {boundary}, and is left as it is; change "
            f"{os.path.realpath(path)} by the means that keep it there."
        )


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ClientError(f"{error.filename or path} cannot be used ({error.strerror or error}).") from None
