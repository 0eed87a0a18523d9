"""What a screen reader is told: the accessible tree of one program, over AT-SPI.

Start the program inside `accessibility_bus`, with `VARIABLES`; a `Reader` then walks its windows and says where each
element stands on the screen, so that hands can reach it. Nothing is done to the program here.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, Message, MessageType, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.e2e.session_bus import wait_for_name

from .x_session import running

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
VARIABLES = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
"""What Qt needs to tell anything."""

ROLES: Mapping[int, str] = {
    2: "alert", 7: "check box", 8: "check menu item", 11: "combo box", 16: "dialog", 23: "frame", 27: "image",
    29: "label", 31: "list", 32: "list item", 33: "menu", 34: "menu bar", 35: "menu item", 37: "tab",
    40: "password text", 41: "popup menu", 42: "progress bar", 43: "button", 44: "radio button",
    45: "radio menu item", 48: "scroll bar", 50: "separator", 51: "slider", 52: "spin button", 53: "split pane",
    55: "table", 56: "table cell", 57: "column header", 58: "row header", 61: "text", 62: "toggle button",
    65: "tree", 66: "tree table", 69: "window", 75: "application", 79: "entry", 88: "link", 91: "tree item",
    129: "menu button", 130: "switch",
}  # fmt: skip
INTERACTIVE = frozenset(ROLES.values()) - {
    "alert", "application", "dialog", "frame", "image", "label", "scroll bar", "separator", "split pane", "table cell",
    "window",
}  # fmt: skip
"""What is acted on, or chosen from."""
_STATES = {
    4: "checked", 8: "enabled", 10: "expanded", 11: "focusable", 12: "focused", 20: "pressed", 23: "selected",
    25: "showing",
}  # fmt: skip
_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_ROOT = "/org/a11y/atspi/accessible/root"
_QUESTIONS = 4
_LABELLED_BY = 2
_CELLS = 400
"""A table is read so far."""


@dataclass(frozen=True)
class Element:
    """One element as it was when it was read."""

    path: str
    role: str
    name: str
    states: frozenset[str]
    parent: Element | None

    @property
    def enabled(self) -> bool:
        return "enabled" in self.states

    @property
    def focused(self) -> bool:
        return "focused" in self.states

    def around(self) -> Iterator[Element]:
        """What it is in, from the inside out."""
        if self.parent is not None:
            yield self.parent
            yield from self.parent.around()

    def __str__(self) -> str:
        depth = sum(1 for _ in self.around())
        return f"{'  ' * depth}{self.role} “{self.name}” {' '.join(sorted(self.states))}"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the screen."""

    left: int
    top: int
    right: int
    bottom: int

    def cut(self, other: Box) -> Box:
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    @property
    def centre(self) -> tuple[int, int]:
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    def contains(self, x: int, y: int) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom


@contextlib.contextmanager
def accessibility_bus(desktop: Mapping[str, str]) -> Iterator[str]:
    """The address of the session's accessibility bus."""
    launcher = next((program for program in LAUNCHERS if Path(program).exists()), None)
    if launcher is None:
        reason = "at-spi2-core missing: run tests/install_system_packages.sh to run the tests on a real desktop"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    assert launcher
    with running(desktop, launcher, "--launch-immediately"):
        wait_for_name(desktop, "org.a11y.Bus")
        bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        with open_dbus_connection(desktop["DBUS_SESSION_BUS_ADDRESS"]) as session:
            yield str(session.send_and_get_reply(new_method_call(bus, "GetAddress")).body[0])


class Reader:
    """Reads the program with that process id."""

    def __init__(self, address: str, pid: int) -> None:
        self._pid = pid
        self._bus = open_dbus_connection(address)
        self._name = ""

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._bus.close()

    def elements(self) -> list[Element]:
        """Everything that is shown, from the outside in; empty as long as the program has not come."""
        return self._read() if self._program() else []

    def find(self, role: str, wanted: Callable[[str], bool]) -> Element | None:
        """The last element of that role whose name is wanted: a dialog stands behind its window in the tree."""
        found = [element for element in self.elements() if element.role == role and wanted(element.name)]
        return found[-1] if found else None

    def place(self, element: Element) -> Box:
        """Where it is on the screen, whether or not a scroll area lets it be seen."""
        at = DBusAddress(element.path, self._name, "org.a11y.atspi.Component")
        ((x, y, width, height),) = self._ask(new_method_call(at, "GetExtents", "u", (0,)))
        return Box(x, y, x + width, y + height)

    def seen(self, element: Element) -> Box:
        """What of its place is not cut off by what it is in."""
        box = self.place(element)
        for outer in element.around():
            if outer.role != "application":
                box = box.cut(self.place(outer))
        return box

    def text(self, element: Element) -> str:
        """What is written in it."""
        at = DBusAddress(element.path, self._name, "org.a11y.atspi.Text")
        return str(self._ask(new_method_call(at, "GetText", "ii", (0, -1)))[0])

    def nameless(self) -> list[str]:
        """What can be used and is called by its kind alone, or by what is chosen in it and not by what that is for."""
        elements = self.elements()
        editable = {element.parent.path for element in elements if element.role == "text" and element.parent}
        chosen = [element for element in elements if element.role == "combo box" and element.path not in editable]
        return unnamed(elements) + [f"{element}" for element in chosen if not self._is_explained(element)]

    def _is_explained(self, element: Element) -> bool:
        """By a description, or by a label that says it is for it."""
        at = DBusAddress(element.path, self._name, _ACCESSIBLE)
        description, relations = self._ask_all(
            [Properties(at).get("Description"), new_method_call(at, "GetRelationSet")]
        )
        labelled = any(kind == _LABELLED_BY for kind, _targets in relations[0]) if relations else False
        return labelled or bool(description and description[0][1].strip())

    def everything_said(self) -> str:
        """Names, descriptions with tooltips, and texts of everything there is, whether or not it is shown just now."""
        elements = self._read(hidden=True) if self._program() else []
        places = [DBusAddress(element.path, self._name, _ACCESSIBLE) for element in elements]
        described = self._ask_all([Properties(at).get("Description") for at in places])
        texts = [DBusAddress(at.object_path, self._name, "org.a11y.atspi.Text") for at in places]
        written = self._ask_all([new_method_call(at, "GetText", "ii", (0, -1)) for at in texts])
        said = [element.name for element in elements]
        said += [str(answer[0][1]) for answer in described if answer]
        said += [str(answer[0]) for answer in written if answer]
        return "\n".join(part for part in said if part)

    def _program(self) -> str:
        if not self._name:
            registry = DBusAddress(_ROOT, "org.a11y.atspi.Registry", _ACCESSIBLE)
            for name, _path in self._ask(new_method_call(registry, "GetChildren"))[0]:
                with contextlib.suppress(Gone):
                    if self._ask(new_method_call(_BUS, "GetConnectionUnixProcessID", "s", (name,)))[0] == self._pid:
                        self._name = name
        return self._name

    def _read(self, *, hidden: bool = False) -> list[Element]:
        """Level by level, so that a thousand questions are a dozen waits; then from the outside in."""
        known: dict[str, Element] = {}
        below: dict[str, list[str]] = {}
        level: list[tuple[str, Element | None]] = [(_ROOT, None)]
        while level:
            answers = self._ask_all([question for path, _ in level for question in self._questions(path)])
            reached, level = level, []
            for number, (path, parent) in enumerate(reached):
                element, children = _understood(path, parent, answers[number * _QUESTIONS : (number + 1) * _QUESTIONS])
                if element is not None and (hidden or "showing" in element.states):
                    known[path], below[path] = element, children
                    level += [(child, element) for child in children]
        return list(_outside_in(_ROOT, known, below))

    def _questions(self, path: str) -> list[Message]:
        at = DBusAddress(path, self._name, _ACCESSIBLE)
        return [
            new_method_call(at, "GetState"),
            new_method_call(at, "GetRole"),
            Properties(at).get("Name"),
            new_method_call(at, "GetChildren"),
        ]

    def _ask(self, message: Message) -> tuple[Any, ...]:
        (answer,) = self._ask_all([message])
        if answer is None:
            raise Gone(str(message.header.fields))
        return answer

    def _ask_all(self, messages: list[Message]) -> list[tuple[Any, ...] | None]:
        """The answers in the order of the questions; None for what could not be answered."""
        serials = [next(self._bus.outgoing_serial) for _ in messages]
        for serial, message in zip(serials, messages, strict=True):
            self._bus.send(message, serial=serial)
        answers: dict[int, tuple[Any, ...] | None] = {}
        while len(answers) < len(serials):
            reply = self._bus.receive(timeout=20)
            serial = reply.header.fields.get(HeaderFields.reply_serial, 0)
            if serial >= serials[0]:
                answers[serial] = tuple(reply.body) if reply.header.message_type is MessageType.method_return else None
        return [answers[serial] for serial in serials]


class Gone(Exception):
    """The element, or what was asked of it, is not there."""


def _understood(
    path: str, parent: Element | None, answers: list[tuple[Any, ...] | None]
) -> tuple[Element | None, list[str]]:
    """None for what went away while we looked."""
    state, role, name, children = answers
    if not (state and role and name and children):
        return None, []
    low, high = state[0]
    states = _named(_STATES, low | high << 32)
    element = Element(path, ROLES.get(role[0], "container"), name[0][1], states, parent)
    return element, [child for _program, child in children[0][:_CELLS]]


def _outside_in(path: str, known: Mapping[str, Element], below: Mapping[str, list[str]]) -> Iterator[Element]:
    if path in known:
        yield known[path]
        for child in below[path]:
            yield from _outside_in(child, known, below)


def _named(states: Mapping[int, str], bits: int) -> frozenset[str]:
    return frozenset(word for bit, word in states.items() if bits >> bit & 1)


def unnamed(elements: Iterable[Element]) -> list[str]:
    """The interactive ones that a screen reader could only call by their kind, with what they are in."""
    return [_described(element) for element in elements if element.role in INTERACTIVE and not _has_name(element)]


def _has_name(element: Element) -> bool:
    if element.name.strip():
        return True
    # The list that drops down from a combo box, and the field in it, are that combo box.
    return element.parent is not None and element.parent.role == "combo box" and _has_name(element.parent)


def _described(element: Element) -> str:
    named = next((outer for outer in element.around() if outer.name.strip()), None)
    return f"{element.role} in {named.role if named else '?'} “{named.name if named else ''}”"
