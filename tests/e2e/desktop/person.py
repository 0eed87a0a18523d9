"""A person at the screen: reads what is shown, points and clicks, types and pastes, and takes pictures of it.

All of it are events of the X server, which reach the window as a user's do. What is looked at comes over AT-SPI.
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .accessibility import Box, Element, Gone, Reader
from .tray_app import TrayApp, wait_until

LIMIT_S = 30
PICTURES = Path(__file__).parents[3] / "build" / "pictures"
"""Kept, so that what was seen can be looked at afterwards."""
PAUSE_S = 0.1
_WHEEL_DOWN = "5"


class Person:
    """At one app. `actions` are what was done to reach something, in words; looking is no action."""

    def __init__(self, app: TrayApp, reader: Reader, name: str) -> None:
        """`name` is the folder of the pictures."""
        self.app, self.reader = app, reader
        self._folder = PICTURES / name
        self.actions: list[str] = []
        self._clipboards = contextlib.ExitStack()
        self._pictures = 0

    def __enter__(self) -> Person:
        return self

    def __exit__(self, *_: object) -> None:
        self._clipboards.close()

    # Looking.

    def sees(self, role: str, name: str, *, enabled: bool = True, timeout_s: float = LIMIT_S) -> Element:
        """The element whose name matches, once it is shown and, unless told otherwise, can be used."""
        found: Element | None = None

        def there() -> bool:
            nonlocal found
            found = self.reader.find(role, lambda text: re.search(name, text) is not None)
            return found is not None and (found.enabled or not enabled)

        try:
            _until(there, f"{role} “{name}”", timeout_s)
        except AssertionError as error:
            shown = "\n".join(str(element) for element in self.reader.elements() if element.name)
            self.picture("not-seen")
            raise AssertionError(f"{error}; shown is:\n{shown}") from None
        assert found
        return found

    def sees_no(self, role: str, name: str) -> None:
        """Until it is no longer shown."""
        _until(
            lambda: self.reader.find(role, lambda text: re.search(name, text) is not None) is None,
            f"the end of {role} “{name}”",
        )

    def sees_focus(self, role: str, name: str) -> Element:
        """The element that has the keys, once it is that one."""
        found: Element = _until(lambda: self._focused(role, name), f"focus of {role} “{name}”")
        return found

    def reads(self, role: str, name: str) -> str:
        """What is written in that element."""
        return self.reader.text(self.sees(role, name, enabled=False))

    def picture(self, name: str) -> None:
        """Of the whole screen."""
        self._pictures += 1
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"{self._pictures:02}-{name}.png"
        subprocess.run(["import", "-window", "root", str(file)], env=self.app.environment, timeout=20, check=True)

    # Doing.

    def clicks(self, role: str, name: str) -> None:
        """With the mouse, in the middle of what is seen of it."""
        element = self.sees(role, name)
        x, y = self._still(element).centre
        self.actions.append(f"click {element.name}")
        self.app.xdotool("mousemove", str(x), str(y), "click", "1")

    def presses(self, *keys: str) -> None:
        """Keys by their X names, one after the other."""
        self.actions.append(f"press {' '.join(keys)}")
        self.app.xdotool("key", "--clearmodifiers", "--delay", "20", *keys)

    def goes_to(self, role: str, name: str, key: str = "Tab", most: int = 40) -> None:
        """Presses that key until the element has the focus."""
        for _ in range(most):
            if self._focused(role, name):
                return
            before = self._focus()
            self.presses(key)
            _until(lambda before=before: self._focus() != before, f"a step by {key} from {before}")
        raise AssertionError(f"{role} “{name}” is not reached by {most} times {key}")

    def types(self, text: str) -> None:
        self.actions.append(f"type {text}")
        self.app.xdotool("type", "--delay", "10", text)

    def copies(self, text: str) -> None:
        """Elsewhere, in another program: it comes to be in the clipboard of the screen."""
        clipboard = subprocess.Popen(
            ["xclip", "-selection", "clipboard", "-quiet"],
            env=self.app.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._clipboards.callback(_end, clipboard)
        assert clipboard.stdin
        clipboard.stdin.write(text.encode())
        clipboard.stdin.close()
        wait_until(lambda: self.clipboard() == text, "the text in the clipboard")

    def clipboard(self) -> str:
        """What would be pasted now."""
        asked = ["xclip", "-selection", "clipboard", "-o"]
        done = subprocess.run(asked, env=self.app.environment, capture_output=True, text=True, timeout=10, check=False)
        return done.stdout

    def _focus(self) -> list[str]:
        """Everything that says it has the keys: a list and the item it is at, a menu bar and the item of its menu."""
        return [element.path for element in self.reader.elements() if element.focused]

    def _focused(self, role: str, name: str) -> Element | None:
        found = [element for element in self.reader.elements() if element.focused and element.role == role]
        return next((element for element in found if re.search(name, element.name)), None)

    def _still(self, element: Element) -> Box:
        """Its place, once it has one in sight and stays there; scrolled to where it is out of sight."""
        limit = time.monotonic() + LIMIT_S
        before = None
        while time.monotonic() < limit:
            with contextlib.suppress(Gone):
                box, seen = self.reader.place(element), self.reader.seen(element)
                if not seen.contains(*box.centre):
                    self._scroll_at(element)
                elif box == before:
                    return seen
                before = box
            time.sleep(0.05)
        raise AssertionError(f"{element.role} “{element.name}” is not in sight")

    def _scroll_at(self, element: Element) -> None:
        """With the wheel, over the part of its surroundings that is seen."""
        for outer in element.around():
            seen = self.reader.seen(outer)
            if seen.left < seen.right and seen.top < seen.bottom:
                # At the edge, where no control takes the wheel for itself.
                place = (str(seen.left + 4), str((seen.top + seen.bottom) // 2))
                self.app.xdotool("mousemove", *place, "click", "--repeat", "2", "--delay", "10", _WHEEL_DOWN)
                return


def _until(condition: Callable[[], Any], what: str, timeout_s: float = LIMIT_S) -> Any:
    """As `wait_until`, with time for the app between two looks: each asks it for everything that it shows."""
    return wait_until(condition, what, timeout_s, PAUSE_S)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(10)


@contextlib.contextmanager
def person_at(app: TrayApp, bus: str, name: str) -> Iterator[Person]:
    """Once the window is there. `bus` is that of accessibility, `name` the folder of the pictures."""
    app.wait_for_window()
    assert app.process
    with Reader(bus, app.process.pid) as reader, Person(app, reader, name) as person:
        wait_until(reader.elements, "the window's elements")
        wait_until(lambda: "Desktop Proxy" in app.xdotool("getwindowfocus", "getwindowname"), "the window's focus")
        yield person
