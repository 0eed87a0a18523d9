"""What a screen reader is told: the accessible tree of a program on a session bus, over AT-SPI.

Start the program inside `accessibility_bus`; `Reader` then walks its windows and says where each element stands on the
screen, so that hands can reach it.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, Message, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.e2e.session_bus import wait_for_name

from .x_session import running

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
VARIABLES = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1"}
"""What Qt needs to tell anything."""
_ROOT = "/org/a11y/atspi/accessible/root"
_SCREEN = 0

ROLES: Mapping[int, str] = {
    7: "check box",
    8: "check menu item",
    11: "combo box",
    16: "dialog",
    2: "alert",
    23: "frame",
    29: "label",
    31: "list",
    32: "list item",
    33: "menu",
    34: "menu bar",
    35: "menu item",
    40: "password text",
    41: "popup menu",
    42: "progress bar",
    43: "button",
    44: "radio button",
    45: "radio menu item",
    51: "slider",
    52: "spin button",
    55: "table",
    56: "table cell",
    57: "table column header",
    58: "table row header",
    61: "text",
    62: "toggle button",
    65: "tree",
    69: "window",
    79: "entry",
    91: "tree item",
    129: "button menu",
    130: "switch",
}
_STATES = {4: "checked", 8: "enabled", 11: "focusable", 12: "focused", 25: "showing", 30: "visible", 42: "checkable"}


@dataclass(frozen=True, slots=True)
class Element:
    """One element as it was when it was read."""

    path: str
    role: str
    name: str
    states: frozenset[str]
    depth: int

    def __str__(self) -> str:
        return f"{'  ' * self.depth}{self.role} “{self.name}”"


@contextlib.contextmanager
def accessibility_bus(desktop: Mapping[str, str]) -> Iterator[str]:
    """The address of the session's accessibility bus."""
    launcher = next((program for program in LAUNCHERS if Path(program).exists()), None)
    if launcher is None:
        pytest.skip("at-spi2-core missing: run tests/install_system_packages.sh to run the tests on a real desktop")
    with running(desktop, launcher, "--launch-immediately"):
        wait_for_name(desktop, "org.a11y.Bus")
        bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        with open_dbus_connection(desktop["DBUS_SESSION_BUS_ADDRESS"]) as session:
            yield str(session.send_and_get_reply(new_method_call(bus, "GetAddress")).body[0])


class Reader:
    """Reads one program, found by its process."""

    def __init__(self, address: str, pid: int) -> None:
        self._pid = pid
        self._bus = open_dbus_connection(address)
        self._name = ""

    def close(self) -> None:
        self._bus.close()

    def elements(self) -> list[Element]:
        """Everything that is shown, from the outside in."""
        return [] if not self._program() else list(self._walk(_ROOT, 0))

    def _program(self):
        if not self._name:
            registry = DBusAddress("/org/a11y/atspi/accessible/root", "org.a11y.atspi.Registry", "org.a11y.atspi.Accessible")
            for name, _path in self._ask(new_method_call(registry, "GetChildren"))[0]:
                bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
                if self._ask(new_method_call(bus, "GetConnectionUnixProcessID", "s", (name,)))[0] == self._pid:
                    self._name = name
        return self._name

    def _walk(self, path, depth):
        at = DBusAddress(path, self._name, "org.a11y.atspi.Accessible")
        try:
            name = self._ask(Properties(at).get("Name"))[0][1]
            role = self._ask(new_method_call(at, "GetRole"))[0]
            low, high = self._ask(new_method_call(at, "GetState"))[0]
            children = self._ask(new_method_call(at, "GetChildren"))[0]
        except LookupError as e:
            print("lost", path, e)
            return
        bits = low | high << 32
        states = frozenset(w for b, w in _STATES.items() if bits >> b & 1)
        if role not in ROLES: print("role", role, name)
        yield Element(path, ROLES.get(role, str(role)), name, states, depth)
        for _n, child in children:
            yield from self._walk(child, depth + 1)

    def _ask(self, message):
        answer = self._bus.send_and_get_reply(message, timeout=10)
        if answer.header.message_type is not MessageType.method_return:
            raise LookupError(str(answer.body))
        return tuple(answer.body)
