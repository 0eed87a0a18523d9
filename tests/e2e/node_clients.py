"""Runs a Node script of `node/` with its input in the environment and reads the results it prints."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "node"


def run_cases(script: str, *, url: str, token: str, markers: Mapping[str, str], picture: str = "") -> dict[str, Any]:
    """The results by case: `{"value": …}` or `{"error": {"kind", "message", "status", "request_id"}}`."""
    given = {"url": url, "token": token, "markers": dict(markers)}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT", "LANG") if name in os.environ}
    done = subprocess.run(
        ["node", script],
        cwd=FOLDER,
        env=kept | {"E2E_INPUT": json.dumps(given), "E2E_PICTURE": picture},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    results: dict[str, Any] = json.loads(done.stdout)
    return results
