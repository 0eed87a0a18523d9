"""What runs without a command: where no window can be shown, it says so in one line and serves."""

from __future__ import annotations

import contextlib
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.conftest import Home

NO_DISPLAY = "There is no display: running as `desktop-proxy serve`."


@contextlib.contextmanager
def running(home: Home, *arguments: str, **environ: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_proxy", *arguments],
        cwd=home.path,
        env=home.environ | environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def serves(process: subprocess.Popen[str]) -> int:
    """The port, once it listens."""
    assert process.stdout is not None
    found = re.fullmatch(r"Listening on http://127\.0\.0\.1:(\d+)\n", process.stdout.readline())
    assert found
    return int(found[1])


def ended(process: subprocess.Popen[str]) -> list[str]:
    """What it has said to stderr when it was told to stop."""
    process.terminate()
    _, err = process.communicate(timeout=20)
    assert process.returncode == 0
    return err.splitlines()


def test_without_a_display_that_answers_it_says_so_in_one_line_and_serves(home: Home, tmp_path: Path) -> None:
    gone = {"DISPLAY": ":799", "WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
    with running(home, "--port", "0", **gone) as process:
        assert serves(process)
        assert ended(process) == [NO_DISPLAY]


def test_where_the_windows_libraries_are_missing_it_says_which_and_serves(home: Home, tmp_path: Path) -> None:
    package = tmp_path / "broken" / "PySide6"
    package.mkdir(parents=True)
    [real] = importlib.util.find_spec("PySide6").submodule_search_locations or []  # type: ignore[union-attr]
    (package / "__init__.py").write_text(f"__path__.append({real!r})")
    (package / "QtGui.py").write_text("raise ImportError('libEGL.so.1: cannot open shared object file')")
    environ = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(package.parent)}
    with running(home, "--port", "0", **environ) as process:
        assert serves(process)
        said = "The window cannot be shown (libEGL.so.1: cannot open shared object file)"
        assert ended(process) == [f"{said}: running as `desktop-proxy serve`."]


def test_a_demo_without_a_display_serves_at_a_port_of_its_own_and_leaves_nothing(home: Home, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with running(home, "--demo", TMPDIR=str(temporary)) as process:
        assert serves(process) != 8082
        [folder] = temporary.iterdir()
        assert (folder / "data").is_dir()
        assert ended(process) == [NO_DISPLAY]
    assert not list(temporary.iterdir())
    assert not list(home.path.rglob("*"))


@pytest.mark.parametrize("arguments", [["--port", "70000"], ["--host", "0.0.0.0"]])
def test_what_serve_refuses_is_refused_before_anything_starts(arguments: list[str], home: Home) -> None:
    done = home.run(*arguments, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
