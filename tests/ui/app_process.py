"""The tray app as a process, on Qt's offscreen platform."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


def environ(home: Path) -> dict[str, str]:
    home.mkdir(exist_ok=True)
    return {
        "DESKTOP_PROXY_HOME": str(home / "data"),
        "HOME": str(home),
        "TMPDIR": str(home),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "QT_QPA_PLATFORM": "offscreen",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    }


@contextmanager
def app(home: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_proxy", *arguments],
        env=environ(home),
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=20)


def wait_for_log(home: Path, words: str, count: int = 1) -> str:
    """Of this home's proxy, or of the demo's in its temporary folder."""
    deadline = time.monotonic() + 30
    while True:
        text = "".join(log.read_text() for log in home.glob("**/logs/desktop-proxy.log"))
        if text.count(words) >= count:
            return text
        assert time.monotonic() < deadline, f"“{words}” was not logged: {text}"
        time.sleep(0.02)
