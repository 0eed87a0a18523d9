"""The whole tray app as a process: it shows every page, and ends in order."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .app_process import app, environ, wait_for_log

VISIT_EVERY_PAGE = """
import asyncio, os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop_proxy import tasks
from desktop_proxy.commands.process import open_core
from desktop_proxy.commands.state import State
from desktop_proxy.ui import application
from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.start import Start

async def visit(core):
    while core.url is None:
        await asyncio.sleep(0.01)
    window = None
    while window is None:
        await asyncio.sleep(0.01)
        window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)), None)
    for row in range(window.sidebar.count()):
        window.sidebar.setCurrentRow(row)
        await asyncio.sleep(0.05)
    print(window.sidebar.count(), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)

def core():
    made = open_core(state, {"server.port": 0})
    tasks.spawn(visit(made), name="visit")
    return made

state = State(os.environ, Path.cwd())
sys.exit(application.run(Start(state.paths, core)))
"""


def test_every_page_is_shown_and_the_end_is_clean(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", VISIT_EVERY_PAGE],
        env=environ(tmp_path),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) >= 6
    log = (tmp_path / "data" / "logs" / "desktop-proxy.log").read_text()
    assert "Traceback" not in log and " ERROR " not in log


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_order(tmp_path: Path, number: signal.Signals) -> None:
    with app(tmp_path, "--port", "0", "--background") as process:
        wait_for_log(tmp_path, "Listening on")
        process.send_signal(number)
        assert process.wait(30) == 0
        assert process.stderr is not None and process.stderr.read() == ""


def test_the_demo_keeps_nothing(tmp_path: Path) -> None:
    with app(tmp_path, "--demo") as process:
        wait_for_log(tmp_path, "Listening on")
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
