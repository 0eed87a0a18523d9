from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop_proxy.clients.client import ClientError
from desktop_proxy.clients.lock import alone

HOLDER = """
import sys
from pathlib import Path
from desktop_proxy.clients.lock import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_one_waits_for_the_first(tmp_path: Path):
    order: list[str] = []

    def second() -> None:
        with alone(tmp_path / "new" / "lock"):
            order.append("second")

    with alone(tmp_path / "new" / "lock"):
        thread = threading.Thread(target=second)
        thread.start()
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]


def test_another_process_that_does_not_let_go_is_a_sentence_and_its_death_frees_the_lock(tmp_path: Path):
    file = tmp_path / "lock"
    command = [sys.executable, "-c", HOLDER, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(ClientError, match=r"Another Desktop Proxy .*\."), alone(file, limit_s=0.1):
            pass
        holder.kill()
        holder.wait(5)
        with alone(file, limit_s=5):
            pass


def test_no_place_for_it_is_a_sentence(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(ClientError, match="cannot be used"), alone(tmp_path / "file" / "lock"):
        pass
