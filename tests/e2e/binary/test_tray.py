"""The built tray app in a real panel with a real keyring; its menu is used by real clicks."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.e2e.desktop.tray_app import TrayApp, wait_until
from tests.e2e.desktop.x_session import trayer
from tests.e2e.provider_double import KEYS, ProviderDouble

from .asking import PROVIDER, ask

PLACE = re.compile(r"(?P<w>\d+)x(?P<h>\d+)\+\d+\+\d+ +\+(?P<x>\d+)\+(?P<y>\d+)$")
STATUS, STOP, SETTINGS, QUIT = 0, 1, 7, -1
TEXT_LEFT, TEXT_WIDTH = 34, 60
MIN_LETTER_HEIGHT = 4


@pytest.fixture
def app(
    program: str, desktop: dict[str, str], keyring: None, double: ProviderDouble, tmp_path: Path
) -> Iterator[TrayApp]:
    """It keeps its token and a key in the keyring, as a user's does."""
    variables = {
        "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        "OPENAI_BASE_URL": f"{double.url}/openai/v1",
    }
    made = TrayApp(desktop, tmp_path / "user", {"server": {"port": 0}}, **variables)
    made.program = (program,)
    del made.environment["DESKTOP_PROXY_TOKEN"]
    with trayer(desktop):
        try:
            yield made.start()
        finally:
            made.end()


def test_its_menu_does_by_clicks_what_it_says_and_its_keys_are_in_the_keyring(app: TrayApp) -> None:
    url = app.wait_for_url()
    set_key = subprocess.run(
        [*app.program, "keys", "set", "openai"],
        input=KEYS["openai"],
        env=app.environment,
        cwd=app.home,
        text=True,
        check=True,
    )
    assert set_key.returncode == 0
    token = json.loads(app.command("env", "--json").stdout)["ANTHROPIC_AUTH_TOKEN"]
    assert ask(url, PROVIDER, token)
    assert holders(app.home, token, KEYS["openai"]) == []

    choose(app, STOP)
    wait_until(lambda: app.url is None, "the stop")
    choose(app, STOP)
    assert ask(app.wait_for_url(), PROVIDER, token)
    choose(app, SETTINGS)
    app.wait_for_window()
    app.wait_for_page("general")
    choose(app, QUIT)
    assert app.wait() == 0
    assert "Traceback" not in app.output()


def holders(folder: Path, *secrets: str) -> list[Path]:
    """Files that hold one of them."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [file for file in files if any(secret.encode() in file.read_bytes() for secret in secrets)]


def choose(app: TrayApp, entry: int) -> None:
    """Open the menu by the icon and click the entry where it is drawn."""
    x, y, _, _ = wait_until(lambda: next((place for place in places(app) if 16 < place[3] <= 32), None), "the icon")
    app.xdotool("mousemove", str(x + 8), str(y + 8), "click", "3")
    wait_until(lambda: app.menus() == 1, "the menu")
    menu = wait_until(lambda: next((place for place in places(app) if place[3] > 200), None), "the menu's place")
    middle = wait_until(lambda: entries(app, menu), "the entries")[entry]
    app.xdotool("mousemove", str(menu[0] + TEXT_LEFT + TEXT_WIDTH // 2), str(middle), "click", "1")
    wait_until(lambda: app.menus() == 0, "the menu's closing")


def places(app: TrayApp) -> list[tuple[int, int, int, int]]:
    """x, y, width and height of what it has on the screen."""
    tree = subprocess.run(
        ["xwininfo", "-root", "-tree"], env=app.environment, capture_output=True, text=True, check=True
    ).stdout
    own = [PLACE.search(line) for line in tree.splitlines() if '("desktop-proxy" "desktop-proxy")' in line]
    return [(int(at["x"]), int(at["y"]), int(at["w"]), int(at["h"])) for at in own if at]


def entries(app: TrayApp, menu: tuple[int, int, int, int]) -> list[int]:
    """The middle of each line of text in the menu; lines between groups are lower than any letter."""
    x, y, _, height = menu
    picture = QImage(str(app.screenshot("menu"))).copy(x + TEXT_LEFT, y, TEXT_WIDTH, height)
    drawn = [len({picture.pixel(column, row) for column in range(TEXT_WIDTH)}) > 1 for row in range(height)]
    edges = [row for row, (before, now) in enumerate(pairwise([False, *drawn, False])) if before != now]
    lines = zip(edges[::2], edges[1::2], strict=True)
    return [y + (top + bottom) // 2 for top, bottom in lines if bottom - top >= MIN_LETTER_HEIGHT]
