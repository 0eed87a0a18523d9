"""Start at login on Linux and its relatives: a desktop file in the autostart folder.

https://specifications.freedesktop.org/autostart-spec/ and, for the file itself, …/desktop-entry-spec/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from desktop_proxy.atomic_file import write_atomically

FILE = "desktop-proxy.desktop"
GROUP = "[Desktop Entry]"

_ENTRY = """\
[Desktop Entry]
Type=Application
Name=Desktop Proxy
Comment=Anthropic clients on any model
Exec={command}
Icon=desktop-proxy
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
"""
_PLAIN = re.compile(r"[\w@+:,./=^\[\]{}!-]+", re.ASCII)
"""Arguments that need no quotes; the characters left out are those the specification reserves."""
_QUOTED_CHARACTERS = re.compile(r'(["`$\\])')
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class DesktopFile:
    """The file of one user."""

    def __init__(self, config_home: Path) -> None:
        self.file = config_home / "autostart" / FILE

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> DesktopFile:
        """In `XDG_CONFIG_HOME`, which counts only as an absolute path."""
        said = Path(environ.get("XDG_CONFIG_HOME", ""))
        if said.is_absolute():
            return cls(said)
        home = environ.get("HOME")
        return cls((Path(home) if home else Path.home()) / ".config")

    def is_enabled(self) -> bool:
        """Desktops switch an entry off without removing it: GNOME in its own way, the others by hiding it."""
        try:
            entry = dict(_entry(self.file.read_text("utf-8", "replace")))
        except FileNotFoundError:
            return False
        hidden, enabled = entry.get("Hidden", "false"), entry.get("X-GNOME-Autostart-enabled", "true")
        return bool(entry.get("Exec")) and hidden.lower() != "true" and enabled.lower() != "false"

    def enable(self, command: Sequence[str]) -> None:
        """Write the file anew."""
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(self.file, _ENTRY.format(command=exec_value(command)).encode(), mode=0o644)

    def disable(self) -> None:
        """Remove it."""
        self.file.unlink(missing_ok=True)


def exec_value(command: Sequence[str]) -> str:
    """A command as the value of `Exec`: arguments quoted, then all of it escaped as every string value is."""
    quoted = " ".join(_quoted(argument.replace("%", "%%")) for argument in command)
    return "".join(_ESCAPES.get(character, character) for character in quoted)


def _quoted(argument: str) -> str:
    return argument if _PLAIN.fullmatch(argument) else '"' + _QUOTED_CHARACTERS.sub(r"\\\1", argument) + '"'


def _entry(text: str) -> Iterator[tuple[str, str]]:
    """The keys of the main group."""
    group = ""
    for line in text.splitlines():
        if line.startswith("["):
            group = line.strip()
        elif group == GROUP and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            yield key.strip(), value.strip()
