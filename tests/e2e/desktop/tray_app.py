"""The tray app as a user starts it, from source or built, on the desktop of `x_session.py`."""

from __future__ import annotations

import configparser
import contextlib
import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop_proxy.paths import Paths
from desktop_proxy.server.announcement import read_notes
from tests.e2e.proxy_process import CLIENT_TOKEN, FROM_SOURCE

LIMIT_S = 30
TITLE = "^Desktop Proxy$"


def wait_until(condition: Callable[[], Any], what: str, timeout_s: float = LIMIT_S, pause_s: float = 0.02) -> Any:
    """The first true value of `condition`."""
    limit = time.monotonic() + timeout_s
    while not (found := condition()):
        assert time.monotonic() < limit, f"{what} did not come true within {timeout_s:.0f} s"
        time.sleep(pause_s)
    return found


class TrayApp:
    """One start; a home may be used by several."""

    program: Sequence[str] = FROM_SOURCE

    def __init__(
        self, desktop: Mapping[str, str], home: Path, settings: Mapping[str, Any] | None = None, **variables: str
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.environment = {
            **desktop,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "DESKTOP_PROXY_HOME": str(home / "data"),
            "DESKTOP_PROXY_TOKEN": CLIENT_TOKEN,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
            **variables,
        }
        self.paths = Paths.find(self.environment)
        if settings is not None:
            self.paths.ensure()
            app = {"first_run_done": True, **settings.get("app", {})}
            self.paths.settings_file.write_text(json.dumps({**settings, "app": app}), "utf-8")
        self.started_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> TrayApp:
        """Returns at once."""
        self.started_at = time.monotonic()
        with (self.home / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(
                [*self.program, *arguments],
                cwd=self.home,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        return self

    def end(self) -> None:
        """By SIGTERM, or by force where that does not help."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def output(self) -> str:
        return (self.home / "output.txt").read_text("utf-8", "replace")

    def wait(self, timeout_s: float = LIMIT_S) -> int:
        """Its exit code, once it has ended."""
        assert self.process
        return self.process.wait(timeout_s)

    @property
    def url(self) -> str | None:
        """Where it listens, as it tells other commands."""
        notes = [note for note in read_notes(self.paths.data_dir) if self.process and note.pid == self.process.pid]
        return notes[0].url if notes else None

    def wait_for_url(self) -> str:
        return str(wait_until(lambda: self._alive() and self.url, "listening"))

    def settings(self) -> dict[str, Any]:
        """As the file has them."""
        return dict(json.loads(self.paths.settings_file.read_text("utf-8")))

    # The screen.

    def xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, timeout=20, check=False
        )
        return done.stdout.strip()

    def window(self) -> str:
        """The X id of its window; empty while none is to be seen."""
        return self.xdotool("search", "--onlyvisible", "--name", TITLE).partition("\n")[0]

    def wait_for_window(self) -> str:
        return str(wait_until(lambda: self._alive() and self.window(), "the window"))

    def menus(self) -> int:
        """How many menus are open."""
        tree = self._ask_x("xwininfo", "-root", "-children")
        own = [line.split()[0] for line in tree.splitlines() if '("desktop-proxy" "desktop-proxy")' in line]
        return sum(self._is_open_menu(window) for window in own)

    def _is_open_menu(self, window: str) -> bool:
        kind = self._ask_x("xprop", "-id", window, "_NET_WM_WINDOW_TYPE")
        return "_MENU" in kind and "IsViewable" in self._ask_x("xwininfo", "-id", window)

    def _ask_x(self, *command: str) -> str:
        # A window may be gone by the time it is asked for.
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=20, check=False
        ).stdout

    def close_window(self) -> None:
        self.xdotool("windowactivate", "--sync", self.wait_for_window(), "key", "--clearmodifiers", "ctrl+w")
        wait_until(lambda: not self.window(), "the window's closing")

    def wait_for_page(self, name: str) -> None:
        """The window shows that page, as it writes down when it is closed."""
        self.close_window()
        wait_until(lambda: self.remembered_page() == name, f"the page “{name}”")

    def remembered_page(self) -> str:
        """What the window has written down for its next start."""
        file = configparser.ConfigParser()
        file.read(self.paths.config_dir / "window.ini", "utf-8")
        return file.get("window", "page", fallback="")

    def command(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Another `desktop-proxy` command of the same user."""
        return subprocess.run(
            [*self.program, *arguments],
            cwd=self.home,
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def screenshot(self, name: str) -> Path:
        """Of the whole screen; kept in the folder that the variable SCREENSHOTS names."""
        folder = Path(os.environ.get("SCREENSHOTS", str(self.home)))
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(file)], env=self.environment, timeout=20, check=True)
        return file

    def _alive(self) -> bool:
        assert self.process
        assert self.process.poll() is None, f"the app ended with {self.process.poll()}:\n{self.output()[-3000:]}"
        return True


@contextlib.contextmanager
def tray_app(
    desktop: Mapping[str, str], home: Path, settings: Mapping[str, Any] | None, *arguments: str, **variables: str
) -> Iterator[TrayApp]:
    """Started, and ended whatever happens."""
    app = TrayApp(desktop, home, settings, **variables)
    try:
        yield app.start(*arguments)
    finally:
        app.end()
