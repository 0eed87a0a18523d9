"""A panel that writes down: a StatusNotifier watcher and host, and a notification server, on a session bus.

It shows nothing. What a real panel would draw is read from the item's properties and its menu over D-Bus, and clicks
are sent as a panel sends them.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, Properties, new_error, new_method_call
from jeepney import new_method_return as reply_to
from jeepney.io.blocking import DBusConnection, open_dbus_connection

WATCHER = "org.kde.StatusNotifierWatcher"
NOTIFICATIONS = "org.freedesktop.Notifications"
PROPERTIES = "org.freedesktop.DBus.Properties"
_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")


@dataclass
class MenuItem:
    """One item of a menu as the program exports it."""

    id: int
    label: str
    enabled: bool
    visible: bool
    checked: bool | None
    separator: bool
    children: list[MenuItem] = field(default_factory=list)

    @classmethod
    def read(cls, node: Any) -> MenuItem:
        number, properties, children = node
        values = {name: value for name, (_, value) in properties.items()}
        return cls(
            number,
            values.get("label", ""),
            values.get("enabled", True),
            values.get("visible", True),
            bool(values["toggle-state"]) if values.get("toggle-type") else None,
            values.get("type") == "separator",
            [cls.read(child) for _, child in children],
        )

    def shown(self) -> list[MenuItem]:
        """What a user sees of the level below."""
        return [child for child in self.children if child.visible]

    def labels(self) -> list[str]:
        return ["─" if child.separator else child.label for child in self.shown()]


class NotifierHost:
    """Use it as a context manager; leaving it is a panel that ends."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.items: list[str] = []
        """Bus names of the items there are, oldest first."""
        self.notifications: list[tuple[str, str]] = []
        """(title, text) of each, oldest first."""
        self._owners: dict[str, str] = {}
        self._notifier = ""
        self._serving: DBusConnection | None = None
        self._asking: DBusConnection | None = None
        self._thread: threading.Thread | None = None
        self._end = threading.Event()

    def __enter__(self) -> NotifierHost:
        self._serving = open_dbus_connection(self._address)
        self._asking = open_dbus_connection(self._address)
        self._end.clear()
        gone = f"type='signal',sender='{_BUS.bus_name}',member='NameOwnerChanged'"
        self._serving.send_and_get_reply(new_method_call(_BUS, "AddMatch", "s", (gone,)))
        for name in (WATCHER, NOTIFICATIONS):
            taken = self._serving.send_and_get_reply(new_method_call(_BUS, "RequestName", "su", (name, 4)))
            assert taken.body == (1,), f"{name} has another owner"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        assert self._thread and self._serving and self._asking
        self._thread.join(5)
        self._serving.close()
        self._asking.close()
        self.items.clear()

    # What the tests ask for.

    def wait_for_item(self, timeout_s: float = 15) -> str:
        """The bus name of the newest item, once there is one."""
        limit = time.monotonic() + timeout_s
        while not self.items:
            assert time.monotonic() < limit, "no icon was registered"
            time.sleep(0.01)
        return self.items[-1]

    def property(self, name: str) -> Any:
        """Of the newest item: Title, Status, IconPixmap, ToolTip, Menu…"""
        address = DBusAddress("/StatusNotifierItem", self.wait_for_item(), "org.kde.StatusNotifierItem")
        return self._ask(Properties(address).get(name))[0][1]

    def icon(self, size: int = 22) -> bytes:
        """The icon's pixels in that size, as ARGB."""
        return next(bytes(data) for width, _, data in self.property("IconPixmap") if width == size)

    def tooltip(self) -> str:
        return str(self.property("ToolTip")[2])

    def activate(self) -> None:
        """A left click on the icon."""
        address = DBusAddress("/StatusNotifierItem", self.wait_for_item(), "org.kde.StatusNotifierItem")
        self._ask(new_method_call(address, "Activate", "ii", (0, 0)))

    def menu(self) -> MenuItem:
        """The menu as it would open now."""
        self._ask(new_method_call(self._menu(), "AboutToShow", "i", (0,)))
        return MenuItem.read(self._ask(new_method_call(self._menu(), "GetLayout", "iias", (0, -1, [])))[1])

    def find(self, *labels: str) -> MenuItem:
        """The item whose label begins so; several labels lead through submenus."""
        found = self.menu()
        for label in labels:
            found = next((item for item in found.shown() if item.label.startswith(label)), None) or _missing(
                label, found
            )
        return found

    def click(self, *labels: str) -> None:
        """Choose that item, as a panel does."""
        item = self.find(*labels)
        assert item.enabled, f"“{item.label}” is disabled"
        event = (item.id, "clicked", ("s", ""), 0)
        self._ask(new_method_call(self._menu(), "Event", "isvu", event))

    def click_notification(self) -> None:
        """Choose the default action of the newest notification."""
        assert self._serving
        number = len(self.notifications)
        signal = Message(_signal_header("ActionInvoked", "us"), (number, "default"))
        self._serving.send(signal)

    def _menu(self) -> DBusAddress:
        return DBusAddress(str(self.property("Menu")), self.wait_for_item(), "com.canonical.dbusmenu")

    def _ask(self, message: Message) -> tuple[Any, ...]:
        assert self._asking
        answer = self._asking.send_and_get_reply(message, timeout=10)
        assert answer.header.message_type is MessageType.method_return, answer.body
        return tuple(answer.body)

    # What programs on the bus ask for.

    def _serve(self) -> None:
        assert self._serving
        while not self._end.is_set():
            with contextlib.suppress(TimeoutError):
                message = self._serving.receive(timeout=0.05)
                if message.header.message_type is MessageType.method_call:
                    self._serving.send(self._answer(message))
                elif message.header.fields.get(HeaderFields.member) == "NameOwnerChanged":
                    self._owner_changed(*message.body)

    def _answer(self, message: Message) -> Message:
        member = message.header.fields[HeaderFields.member]
        for known, answer in self._answers(message):
            if member == known:
                return answer()
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")

    def _answers(self, message: Message) -> Iterator[tuple[str, Any]]:
        capabilities = ["actions", "body", "body-markup"]
        yield "RegisterStatusNotifierItem", lambda: self._register(message)
        yield "RegisterStatusNotifierHost", lambda: reply_to(message)
        yield "Get", lambda: reply_to(message, "v", (self._watcher_property(message.body[1]),))
        yield "GetCapabilities", lambda: reply_to(message, "as", (capabilities,))
        yield "GetServerInformation", lambda: reply_to(message, "ssss", ("recording", "tests", "1", "1.2"))
        yield "Notify", lambda: self._notify(message)
        yield "CloseNotification", lambda: reply_to(message)

    def _watcher_property(self, name: str) -> tuple[str, Any]:
        values: dict[str, tuple[str, Any]] = {
            "IsStatusNotifierHostRegistered": ("b", True),
            "ProtocolVersion": ("i", 0),
            "RegisteredStatusNotifierItems": ("as", list(self.items)),
        }
        return values[name]

    def _register(self, message: Message) -> Message:
        service = str(message.body[0])
        self._owners[service] = str(message.header.fields[HeaderFields.sender])
        self.items.append(service)
        return reply_to(message)

    def _notify(self, message: Message) -> Message:
        self._notifier = str(message.header.fields[HeaderFields.sender])
        self.notifications.append((str(message.body[3]), str(message.body[4])))
        return reply_to(message, "u", (len(self.notifications),))

    def _owner_changed(self, name: str, _old: str, new: str) -> None:
        if not new:
            self.items = [item for item in self.items if name not in (item, self._owners.get(item))]


def registered_items(address: str) -> list[str]:
    """What another panel on that bus has taken; nothing while there is none."""
    watcher = DBusAddress("/StatusNotifierWatcher", WATCHER, WATCHER)
    with open_dbus_connection(address) as bus:
        answer = bus.send_and_get_reply(Properties(watcher).get("RegisteredStatusNotifierItems"), timeout=5)
    return list(answer.body[0][1]) if answer.header.message_type is MessageType.method_return else []


def _signal_header(member: str, signature: str) -> Any:
    from jeepney import new_signal

    address = DBusAddress("/org/freedesktop/Notifications", interface=NOTIFICATIONS)
    return new_signal(address, member, signature).header


def _missing(label: str, menu: MenuItem) -> MenuItem:
    raise AssertionError(f"there is no “{label}” in {menu.labels()}")
