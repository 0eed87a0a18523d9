"""The tray's menu as a panel gets it over D-Bus: every entry does what it says, in the running app."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from .icon_states import is_light, state_of
from .notifier_host import NotifierHost
from .slow_provider import OpenStream, SlowProvider
from .tray_app import TrayApp, tray_app, wait_until

APPEARS_WITHIN_S = 1.5
"""On a quiet machine; the tests run beside others, so only the figure is printed and a multiple is asserted."""
SLACK = 4


@pytest.fixture(scope="module")
def host(desktop: dict[str, str]) -> Iterator[NotifierHost]:
    with NotifierHost(desktop["DBUS_SESSION_BUS_ADDRESS"]) as made:
        yield made


@pytest.fixture(scope="module")
def provider() -> Iterator[SlowProvider]:
    with SlowProvider() as made:
        yield made


@pytest.fixture(scope="module")
def app(
    desktop: dict[str, str], host: NotifierHost, provider: SlowProvider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TrayApp]:
    """One start for all of these tests; two endpoints of the user's, and the first of them answers."""
    endpoints = {
        name: {"base_url": provider.url, "models": [f"{name}-big", f"{name}-small", f"{name}-other"]}
        for name in ("first", "second")
    }
    settings = {"server": {"port": 0}, "providers": endpoints, "routing": {"preferred_provider": "first"}}
    with tray_app(desktop, tmp_path_factory.mktemp("menu") / "user", settings) as made:
        host.wait_for_item()
        appeared_s = time.monotonic() - made.started_at
        print(f"\nthe tray appeared after {appeared_s:.2f} s")
        assert appeared_s < APPEARS_WITHIN_S * SLACK
        assert state_of(host.icon()) == "starting"
        made.wait_for_url()
        wait_until(lambda: host.menu().labels()[0].startswith("Running"), "the menu")
        yield made


@pytest.fixture(autouse=True)
def as_before(app: TrayApp, provider: SlowProvider) -> Iterator[None]:
    """The first endpoint answers, with its own models, until the test ends its streams."""
    provider.finish.clear()
    provider.refuse = None
    del provider.asked[:]
    yield
    provider.finish.set()


def port_is_open(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", urlsplit(url).port or 0)) == 0


def test_its_entries_stand_in_the_documented_order(app: TrayApp, host: NotifierHost) -> None:
    address = app.wait_for_url().removeprefix("http://")
    assert host.menu().labels() == [
        *(f"Running at {address}", "Stop", "─"),
        *("Provider: first", "Opus: first-big", "Sonnet: first-big", "Haiku: first-small", "─"),
        *("Requests…", "Settings…", "─"),
        *("Connect Claude Code…", "Copy command", "─"),
        *("Start at login", "Quit"),
    ]
    assert host.tooltip() == f"Desktop Proxy at http://{address}\nNo requests today"
    assert [item.checked for item in host.find("Provider").shown()] == [True, False, False]


@pytest.mark.parametrize(
    ("label", "page"),
    [("Requests", "requests"), ("Settings", "general"), ("Connect Claude Code", "clients"), ("Running", "overview")],
)
def test_an_entry_opens_its_page(app: TrayApp, host: NotifierHost, label: str, page: str) -> None:
    host.click(label)
    app.wait_for_page(page)


def test_a_click_on_the_icon_opens_the_window(app: TrayApp, host: NotifierHost) -> None:
    host.activate()
    app.wait_for_window()
    app.close_window()


def test_stop_closes_the_port_and_start_opens_it(app: TrayApp, host: NotifierHost) -> None:
    before = app.wait_for_url()
    host.click("Stop")
    wait_until(lambda: not port_is_open(before), "the port's closing")
    assert host.menu().labels()[:2] == ["Stopped", "Start"]
    assert state_of(host.icon()) == "stopped"
    host.click("Start")
    assert port_is_open(app.wait_for_url())
    wait_until(lambda: state_of(host.icon()) == "running", "the icon")


def test_another_provider_and_another_model_answer_the_next_request_and_the_open_one_goes_on(
    app: TrayApp, host: NotifierHost, provider: SlowProvider
) -> None:
    url = app.wait_for_url()
    streams = [OpenStream(url).wait_for_text()]
    host.click("Provider", "second")
    streams.append(OpenStream(url).wait_for_text())
    host.click("Sonnet", "second-other")
    streams.append(OpenStream(url).wait_for_text())
    assert host.find("Sonnet").label == "Sonnet: second-other"
    host.click("Provider", "first")
    streams.append(OpenStream(url).wait_for_text())
    assert provider.asked == ["first-big", "second-big", "second-other", "first-big"]
    provider.finish.set()
    for stream in streams:
        assert stream.wait_for_end().events[-1] == "message_stop"


def test_the_icon_breathes_while_a_request_is_in_flight(
    app: TrayApp, host: NotifierHost, provider: SlowProvider
) -> None:
    stream = OpenStream(app.wait_for_url()).wait_for_text()
    frames = set()
    wait_until(lambda: frames.add(host.icon()) or len(frames) >= 3, "the breath")
    assert {state_of(frame) for frame in frames} == {"running"}
    provider.finish.set()
    stream.wait_for_end()
    wait_until(lambda: re.search(r"\d requests? today", host.tooltip()), "the figures")
    assert "claude-sonnet-5 → first-big" in host.tooltip()


def test_the_other_models_are_on_their_page(app: TrayApp, host: NotifierHost) -> None:
    host.click("Haiku", "Other")
    app.wait_for_page("models")


def test_the_copied_command_runs_in_a_bare_shell(app: TrayApp, host: NotifierHost) -> None:
    host.click("Copy command")
    read = "from PySide6.QtGui import QGuiApplication as A; a = A([]); print(a.clipboard().text())"
    line = wait_until(
        lambda: subprocess.run(
            [sys.executable, "-c", read], env=app.environment, capture_output=True, text=True, timeout=30, check=True
        ).stdout.strip(),
        "the clipboard",
    )
    assert str(app.paths.data_dir) in line
    shell = {"PATH": "/nowhere", "HOME": str(app.home)}
    told = subprocess.run(["/bin/sh", "-c", line], env=shell, capture_output=True, text=True, timeout=30, check=False)
    assert "Claude Code (`claude`) is not on the PATH" in told.stderr


def test_disconnecting_gives_claude_code_its_settings_back(app: TrayApp, host: NotifierHost) -> None:
    file = app.home / ".claude" / "settings.json"
    file.parent.mkdir()
    file.write_text('{\n  "model": "opus"\n}\n')
    before = file.read_bytes()
    connected = app.command("connect", "claude-code", "--yes")
    assert connected.returncode == 0, connected.stderr
    assert json.loads(file.read_text())["env"]["ANTHROPIC_BASE_URL"] == app.wait_for_url()
    wait_until(lambda: "Disconnect Claude Code" in host.menu().labels(), "the connection's sign")
    host.click("Disconnect Claude Code")
    wait_until(lambda: "Connect Claude Code…" in host.menu().labels(), "the connection's end")
    assert file.read_bytes() == before
    assert host.notifications[-1][0] == "Claude Code"


def test_a_refused_key_is_told_and_the_last_error_leads_to_its_request(
    app: TrayApp, host: NotifierHost, provider: SlowProvider
) -> None:
    provider.refuse = 401
    assert OpenStream(app.wait_for_url()).wait_for_end().status == 401
    wait_until(lambda: any(title == "first refused its key" for title, _ in host.notifications), "the notification")
    host.click_notification()
    app.wait_for_page("providers")
    assert host.find("Last error").label.startswith("Last error: ")
    host.click("Last error")
    app.wait_for_page("requests")


def test_start_at_login_is_written_and_taken_back(app: TrayApp, host: NotifierHost) -> None:
    entry = app.home / "config" / "autostart" / "desktop-proxy.desktop"
    assert host.find("Start at login").checked is False
    host.click("Start at login")
    wait_until(entry.exists, "the entry")
    wait_until(lambda: host.find("Start at login").checked, "the check mark")
    host.click("Start at login")
    wait_until(lambda: not entry.exists(), "the entry's end")
    wait_until(lambda: not host.find("Start at login").checked, "the check mark's end")


def test_the_icon_follows_appearance(app: TrayApp, host: NotifierHost) -> None:
    assert not is_light(host.icon())
    assert app.command("settings", "set", "app.appearance", "dark").returncode == 0
    wait_until(lambda: is_light(host.icon()), "the light icon")
    assert app.command("settings", "set", "app.appearance", "--default").returncode == 0
    wait_until(lambda: not is_light(host.icon()), "the dark icon")


def test_quit_ends_it_with_zero(app: TrayApp, host: NotifierHost) -> None:
    """The last of this module: the others need it alive."""
    host.click("Quit")
    assert app.wait() == 0
    assert not list(app.paths.data_dir.glob("running-*.json"))
    wait_until(lambda: not host.items, "the icon's end")
