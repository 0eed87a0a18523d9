"""Does the system want things to move? Asked where each system keeps the answer; Qt itself does not tell.

Nothing here waits: files are small, and the desktop portal, which speaks for GNOME, answers when it answers.
"""

from __future__ import annotations

import configparser
import contextlib
import ctypes
import os
import plistlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

PORTAL = "org.freedesktop.portal.Desktop"
LIMIT_MS = 2000
# Portal namespace, key, and what the value has to be for things to move.
_PORTAL_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("org.gnome.desktop.interface", "enable-animations", True),
    ("org.freedesktop.appearance", "reduced-motion", 0),
)
# File below the configuration folder, section, key, and the values that forbid motion.
_FILES: tuple[tuple[str, str, str, frozenset[str]], ...] = (
    ("kdeglobals", "KDE", "AnimationDurationFactor", frozenset({"0", "0.0"})),
    ("gtk-4.0/settings.ini", "Settings", "gtk-enable-animations", frozenset({"0", "false"})),
    ("gtk-3.0/settings.ini", "Settings", "gtk-enable-animations", frozenset({"0", "false"})),
)
_SPI_GETCLIENTAREAANIMATION = 0x1042


class SystemMotion(QObject):
    """`wanted` is what was found last. Signals: `changed(wanted)`."""

    changed = Signal(bool)

    def __init__(self, environ: Mapping[str, str] = os.environ, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._environ = environ
        self._kept, self._portal = True, dict.fromkeys((key for _, key, _ in _PORTAL_SETTINGS), True)
        self.wanted = True

    def look(self) -> None:
        """Ask again; `changed` follows where the answer is another one."""
        self._kept = _KEPT.get(sys.platform, _freedesktop)(self._environ)
        self._conclude()
        if sys.platform not in _KEPT:
            self._ask_portal()

    def _conclude(self) -> None:
        wanted = self._kept and all(self._portal.values())
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit(wanted)

    def _ask_portal(self) -> None:
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
        except ImportError:
            return
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        for namespace, key, moving in _PORTAL_SETTINGS:
            call = QDBusMessage.createMethodCall(
                PORTAL, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings", "Read"
            )
            call.setArguments([namespace, key])
            # Where no portal runs there is none to be started for this.
            call.setAutoStartService(False)
            watcher = QDBusPendingCallWatcher(bus.asyncCall(call, LIMIT_MS), self)
            watcher.finished.connect(lambda done, key=key, moving=moving: self._answered(done, key, moving))

    def _answered(self, done: Any, key: str, moving: object) -> None:
        arguments = done.reply().arguments() if not done.isError() else []
        value: Any = arguments[0] if arguments else None
        while hasattr(value, "variant"):
            value = value.variant()
        # No answer, or one of another kind, forbids nothing.
        self._portal[key] = value == moving or type(value) is not type(moving)
        done.deleteLater()
        self._conclude()


def _freedesktop(environ: Mapping[str, str]) -> bool:
    folder = Path(environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME", "/"), ".config"))
    return not any(_value(folder / name, section, key) in forbidding for name, section, key, forbidding in _FILES)


def _value(file: Path, section: str, key: str) -> str:
    parser = configparser.ConfigParser(strict=False, interpolation=None, allow_no_value=True)
    with contextlib.suppress(OSError, UnicodeDecodeError, configparser.Error):
        parser.read_string(file.read_text("utf-8"))
        return (parser.get(section, key, fallback="") or "").strip().lower()
    return ""


def _macos(environ: Mapping[str, str]) -> bool:
    file = Path(environ.get("HOME", "/"), "Library", "Preferences", "com.apple.universalaccess.plist")
    with contextlib.suppress(OSError, ValueError, plistlib.InvalidFileException):
        return not plistlib.loads(file.read_bytes()).get("reduceMotion")
    return True


def _windows(_environ: Mapping[str, str]) -> bool:
    wanted = ctypes.c_int(1)
    ctypes.windll.user32.SystemParametersInfoW(  # type: ignore[attr-defined]
        _SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(wanted), 0
    )
    return bool(wanted.value)


_KEPT: dict[str, Callable[[Mapping[str, str]], bool]] = {"darwin": _macos, "win32": _windows}
