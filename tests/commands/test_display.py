"""Whether there is a screen, found out by asking who listens."""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_proxy.commands.display import has_display

X11_PORT = 6000

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen, or no X11")


@contextlib.contextmanager
def listening(address: str) -> Iterator[None]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(address)
        server.listen()
        yield


@pytest.fixture
def x11() -> Iterator[int]:
    """The number of a display somebody listens at, as X servers do on Linux: at an abstract address."""
    for number in range(700, 800):
        with contextlib.suppress(OSError), listening(f"\0/tmp/.X11-unix/X{number}"):
            yield number
            return
    pytest.fail("there is no free number")


@pytest.fixture
def tcp() -> Iterator[int]:
    """The number of a display somebody listens at as SSH does."""
    for number in range(700, 800):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", X11_PORT + number)):
            yield number
            return
    pytest.fail("there is no free port")


@pytest.mark.parametrize("name", [":{}", ":{}.0", "unix:{}", "unix:{}.1", "/unix:{}"])
def test_an_x_server_that_listens_is_a_display(name: str, x11: int) -> None:
    assert has_display({"DISPLAY": name.format(x11)})


@pytest.mark.parametrize("name", ["localhost:{}", "localhost:{}.0", "127.0.0.1:{}"])
def test_a_display_forwarded_by_ssh_is_one(name: str, tcp: int) -> None:
    assert has_display({"DISPLAY": name.format(tcp)})


@pytest.mark.parametrize(
    "name",
    [
        *(":799", ":799.0", "unix:799", "localhost:799.0", "127.0.0.1:799"),
        *(
            "",
            ":",
            "7",
            "nonsense",
            ":-1",
            ":1.x",
            "localhost",
            "127.0.0.1:99999",
            ":" + 5000 * "9",
            "host" * 200 + ":0",
        ),
    ],
)
def test_a_display_nobody_listens_at_is_none(name: str) -> None:
    assert not has_display({"DISPLAY": name})


def test_without_variables_there_is_none() -> None:
    assert not has_display({})


@pytest.mark.parametrize("absolute", [True, False])
def test_a_wayland_compositor_that_listens_is_a_display(absolute: bool, tmp_path: Path) -> None:
    place = tmp_path / "wayland-7"
    environ = {"WAYLAND_DISPLAY": str(place) if absolute else place.name, "XDG_RUNTIME_DIR": str(tmp_path)}
    assert not has_display(environ)
    with listening(str(place)):
        assert has_display(environ)
    assert place.exists()
    assert not has_display(environ), "its socket is left behind and nobody listens"


def test_a_wayland_name_means_nothing_without_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with listening(str(tmp_path / "wayland-7")):
        assert not has_display({"WAYLAND_DISPLAY": "wayland-7"})


def test_where_wayland_is_gone_x11_still_counts(tmp_path: Path, x11: int) -> None:
    environ = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": f":{x11}"}
    assert has_display(environ)


def test_a_platform_that_was_asked_for_by_name_is_believed() -> None:
    assert has_display({"QT_QPA_PLATFORM": "offscreen"})


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_windows_and_macos_have_one(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert has_display({})
