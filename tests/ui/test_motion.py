"""Whether things may move is what the system says, wherever it keeps that."""

from __future__ import annotations

import contextlib
import ctypes
import plistlib
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jeepney import DBusErrorResponse, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

from desktop_proxy.ui.motion import PORTAL, SystemMotion
from tests.e2e.session_bus import session_bus

PROGRAM = """
from PySide6.QtCore import QCoreApplication
from desktop_proxy.ui.motion import SystemMotion

app = QCoreApplication([])
motion = SystemMotion()
motion.changed.connect(lambda wanted: print("changed", wanted, flush=True))
print("began", motion.wanted, flush=True)
motion.look()
app.exec()
"""

freedesktop = pytest.mark.skipif(sys.platform != "linux", reason="where Linux desktops keep it")


def found(environ: Mapping[str, str]) -> bool:
    motion = SystemMotion(environ)
    motion.look()
    return motion.wanted


@freedesktop
@pytest.mark.parametrize(
    "file, text, moves",
    [
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", False),
        ("kdeglobals", "[General]\nName=Breeze\n\n[KDE]\nAnimationDurationFactor = 0.0\n", False),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", True),
        ("kdeglobals", "[KDE]\nSingleClick=false\n", True),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", False),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n", False),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=1\n", True),
        ("gtk-4.0/settings.ini", "gtk-enable-animations=0\n", True),
        ("kdeglobals", "[KDE\n\x00%(nonsense)s", True),
    ],
)
def test_a_desktops_own_file_decides(file: str, text: str, moves: bool, tmp_path: Path) -> None:
    for environ, folder in (
        ({"HOME": str(tmp_path)}, tmp_path / ".config"),
        ({"HOME": "/", "XDG_CONFIG_HOME": str(tmp_path / "own")}, tmp_path / "own"),
    ):
        (folder / file).parent.mkdir(parents=True)
        (folder / file).write_text(text, "utf-8")
        assert found(environ) is moves


@freedesktop
def test_without_a_word_things_move(tmp_path: Path) -> None:
    assert found({"HOME": str(tmp_path)})
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "kdeglobals").write_bytes(b"\xff\xfe\x00")
    assert found({"HOME": str(tmp_path)})


@freedesktop
def test_a_change_is_told_once(tmp_path: Path) -> None:
    motion = SystemMotion({"HOME": str(tmp_path)})
    told: list[bool] = []
    motion.changed.connect(told.append)
    motion.look()
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "kdeglobals").write_text("[KDE]\nAnimationDurationFactor=0\n")
    motion.look()
    motion.look()
    (tmp_path / ".config" / "kdeglobals").unlink()
    motion.look()
    assert told == [False, True]


@pytest.mark.parametrize(
    "content, moves", [({"reduceMotion": True}, False), ({"reduceMotion": False}, True), ({}, True)]
)
def test_macos_keeps_it_in_a_property_list(
    content: dict[str, bool], moves: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    environ = {"HOME": str(tmp_path)}
    assert found(environ)
    preferences = tmp_path / "Library" / "Preferences"
    preferences.mkdir(parents=True)
    (preferences / "com.apple.universalaccess.plist").write_bytes(plistlib.dumps(content, fmt=plistlib.FMT_BINARY))
    assert found(environ) is moves
    (preferences / "com.apple.universalaccess.plist").write_bytes(b"nonsense")
    assert found(environ)


@pytest.mark.parametrize("moves", [True, False])
def test_windows_is_asked_by_its_own_call(moves: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def system_parameters_info(number: int, _size: int, answer: Any, _change: int) -> int:
        asked.append(number)
        answer._obj.value = int(moves)
        return 1

    monkeypatch.setattr(sys, "platform", "win32")
    user32 = SimpleNamespace(SystemParametersInfoW=system_parameters_info)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    assert found({}) is moves
    assert asked == [0x1042]


@contextlib.contextmanager
def portal(session: Mapping[str, str], values: Mapping[tuple[str, str], tuple[str, object]]) -> Iterator[None]:
    """Answers as xdg-desktop-portal does: a variant in a variant, or that there is no such setting."""
    with open_dbus_connection(session["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        bus.send_and_get_reply(message_bus.RequestName(PORTAL))

        def answer() -> None:
            with contextlib.suppress(OSError, DBusErrorResponse):
                while True:
                    asked = bus.receive()
                    if asked.header.message_type is not MessageType.method_call:
                        continue
                    value = values.get(asked.body)
                    missing = new_error(asked, "org.freedesktop.portal.Error.NotFound")
                    bus.send(new_method_return(asked, "v", (("v", value),)) if value else missing)

        answering = threading.Thread(target=answer, daemon=True)
        answering.start()
        yield
        bus.sock.shutdown(2)
        answering.join(5)


@freedesktop
@pytest.mark.parametrize(
    "key, value",
    [
        (("org.gnome.desktop.interface", "enable-animations"), ("b", False)),
        (("org.freedesktop.appearance", "reduced-motion"), ("u", 1)),
    ],
)
def test_gnome_is_asked_through_the_desktop_portal(
    key: tuple[str, str], value: tuple[str, object], tmp_path: Path
) -> None:
    with session_bus(tmp_path) as session, portal(session, {key: value}):
        process = subprocess.Popen([sys.executable, "-c", PROGRAM], env=session, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        with process:
            try:
                assert process.stdout.readline() == "began True\n"
                assert process.stdout.readline() == "changed False\n"
            finally:
                process.kill()
