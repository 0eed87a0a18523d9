"""A session of its own: a message bus, folders that nothing else uses, and gnome-keyring on that bus."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

PASSWORD = b"the keyring's password"
SECRETS = "org.freedesktop.secrets"
_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")


def need(*programs: str) -> None:
    """Skip where one of them is missing; in CI that is a failure."""
    missing = [program for program in programs if shutil.which(program) is None]
    if not missing:
        return
    reason = f"{', '.join(missing)} missing: run tests/install_system_packages.sh to run the tests on a real desktop"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextlib.contextmanager
def session_bus(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a session with a bus; nothing of the machine's own session is in it."""
    need("dbus-daemon")
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    environment = {
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PATH": os.environ["PATH"],
    }
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    assert bus.stdout
    try:
        yield environment | {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().decode().strip()}
    finally:
        bus.terminate()
        bus.wait(10)
        bus.stdout.close()


@contextlib.contextmanager
def keyring_daemon(session: Mapping[str, str], *, unlocked: bool) -> Iterator[None]:
    """gnome-keyring as the session's only secret service."""
    need("gnome-keyring-daemon")
    arguments = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
    daemon = subprocess.Popen(
        [*arguments, "--unlock"] if unlocked else arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(session),
    )
    assert daemon.stdin
    daemon.stdin.write(PASSWORD if unlocked else b"")
    daemon.stdin.close()
    try:
        wait_for_name(session, SECRETS)
        yield
    finally:
        daemon.terminate()
        daemon.wait(10)


def wait_for_name(session: Mapping[str, str], name: str, timeout_s: float = 15) -> None:
    """Until somebody on the session's bus has that name."""
    ask = new_method_call(_BUS, "NameHasOwner", "s", (name,))
    limit = time.monotonic() + timeout_s
    with open_dbus_connection(session["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        while not bus.send_and_get_reply(ask).body[0]:
            assert time.monotonic() < limit, f"{name} did not appear on the bus"
            time.sleep(0.02)
