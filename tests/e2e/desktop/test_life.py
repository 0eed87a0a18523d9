"""The app's start and end: a taken port, one instance, Quit and SIGTERM while somebody is still being answered."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.e2e.provider_double import KEYS
from tests.e2e.session_bus import keyring_daemon

from .icon_states import state_of
from .notifier_host import NotifierHost
from .slow_provider import OpenStream, SlowProvider
from .tray_app import TrayApp, tray_app, wait_until

GRACE_S = 10
STARTS = 20


def with_provider(provider: SlowProvider) -> dict[str, object]:
    endpoint = {"base_url": provider.url, "models": ["slow"]}
    return {
        "server": {"port": 0},
        "providers": {"slow": endpoint},
        "routing": {"preferred_provider": "slow"},
    }


def test_quit_lets_an_open_answer_end(
    desktop: dict[str, str], host: NotifierHost, provider: SlowProvider, home: Path
) -> None:
    with tray_app(desktop, home, with_provider(provider)) as app:
        stream = OpenStream(app.wait_for_url()).wait_for_text()
        host.click("Quit")
        wait_until(lambda: host.menu().labels()[1].startswith("Stopping… 1 request"), "the label")
        assert not any(item.enabled for item in host.menu().shown() if item.label in ("Requests…", "Quit"))
        assert app.process and app.process.poll() is None
        provider.finish.set()
        assert stream.wait_for_end().events[-1] == "message_stop"
        assert app.wait() == 0


def test_after_sigterm_an_answer_that_does_not_end_is_told_and_the_exit_code_is_zero(
    desktop: dict[str, str], host: NotifierHost, provider: SlowProvider, home: Path
) -> None:
    with tray_app(desktop, home, with_provider(provider)) as app:
        url = app.wait_for_url()
        stream = OpenStream(url).wait_for_text()
        assert app.process
        asked_at = time.monotonic()
        app.process.send_signal(signal.SIGTERM)
        stream.wait_for_end(GRACE_S + 5)
        told_after_s = time.monotonic() - asked_at
        assert stream.events[-1] == "error" and "message_stop" not in stream.events
        assert GRACE_S - 1 < told_after_s < GRACE_S + 5
        assert app.wait(15) == 0
        assert time.monotonic() - asked_at < GRACE_S + 8


def test_a_taken_port_is_an_error_in_the_tray_and_goes_by_itself_when_it_is_free(
    desktop: dict[str, str], host: NotifierHost, home: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        app = TrayApp(desktop, home, {"server": {"port": taken.getsockname()[1]}})
        app.start()
        try:
            wait_until(lambda: host.items and state_of(host.icon()) == "error", "the error")
            assert host.menu().labels()[0].startswith("Not running: Port ")
            wait_until(lambda: host.notifications, "the notification")
            assert host.notifications[0][0] == "The proxy could not start"
            taken.close()
            app.wait_for_url()
            wait_until(lambda: state_of(host.icon()) == "running", "the recovery", 15)
        finally:
            app.end()


def test_a_key_in_the_real_keyring_makes_its_provider_a_choice(
    desktop: dict[str, str], host: NotifierHost, home: Path
) -> None:
    keyring = "keyring.backends.SecretService.Keyring"
    with keyring_daemon(desktop, unlocked=True):
        with tray_app(desktop, home, {"server": {"port": 0}}, PYTHON_KEYRING_BACKEND=keyring) as app:
            app.wait_for_url()
            assert host.find("Provider").labels() == ["Demo"]
            assert app.command("keys", "set", "xai", typed=KEYS["xai"]).returncode == 0
            wait_until(lambda: host.find("Provider").labels() == ["xAI", "Demo"], "the provider")
            wait_until(lambda: host.find("Provider").label == "Provider: xAI", "the choice the first key makes")
        TrayApp(desktop, home, PYTHON_KEYRING_BACKEND=keyring).command("keys", "delete", "xai")


def test_a_second_start_raises_the_window_and_ends_with_zero(
    desktop: dict[str, str], host: NotifierHost, home: Path
) -> None:
    with tray_app(desktop, home, {"server": {"port": 0}}) as app:
        app.wait_for_url()
        assert not app.window()
        assert app.command().returncode == 0
        app.wait_for_window()
        assert app.process and app.process.poll() is None


def test_of_many_simultaneous_starts_one_lives(desktop: dict[str, str], host: NotifierHost, home: Path) -> None:
    first = TrayApp(desktop, home, {"server": {"port": 0}})
    starts = [
        subprocess.Popen([sys.executable, "-m", "desktop_proxy"], cwd=home, env=first.environment)
        for _ in range(STARTS)
    ]
    try:
        wait_until(lambda: sum(start.poll() is None for start in starts) <= 1, "the end of the others", 90)
        ended = [start.returncode for start in starts if start.poll() is not None]
        assert ended == [0] * (STARTS - 1)
        alive = next(start for start in starts if start.poll() is None)
        wait_until(lambda: list(first.paths.data_dir.glob(f"running-{alive.pid}.json")), "listening")
        first.process = alive
        first.wait_for_window()
    finally:
        for start in starts:
            start.terminate()
        for start in starts:
            start.wait(20)
