"""The tray app starts once, and quickly."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from .app_process import app, wait_for_log


def test_a_second_start_ends_at_once_with_0_and_the_first_goes_on(tmp_path: Path) -> None:
    with app(tmp_path, "--port", "0", "--background") as first:
        wait_for_log(tmp_path, "Listening on")
        with app(tmp_path, "--port", "0") as second:
            assert second.wait(30) == 0
        assert first.poll() is None
        first.send_signal(signal.SIGTERM)
        assert first.wait(30) == 0


def test_until_the_icon_is_there_nothing_slow_is_loaded() -> None:
    program = (
        "import sys\n"
        "import desktop_proxy.cli, desktop_proxy.commands.tray, desktop_proxy.ui.application\n"
        "print([name for name in ('asyncio', 'qasync', 'pydantic', 'http.client') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
