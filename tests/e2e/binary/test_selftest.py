"""The program's own check of itself, on a machine without a network and with a real keyring."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.e2e.session_bus import keyring_daemon, session_bus

from .conftest import need_root

WITHOUT_ROUTES = ("unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")


def test_every_part_works_with_a_real_keyring_and_no_network(program: str, tmp_path: Path) -> None:
    need_root()
    with session_bus(tmp_path) as session, keyring_daemon(session, unlocked=True):
        done = subprocess.run(
            [*WITHOUT_ROUTES, program, "selftest", "--json"],
            env={**session, "LANG": "C.UTF-8"},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
    results = json.loads(done.stdout)
    assert [result for result in results if result["outcome"] != "ok"] == [], done.stderr
    assert done.returncode == 0
    assert {"the keyring keeps a key", "every page of the window opens"} <= {result["check"] for result in results}
