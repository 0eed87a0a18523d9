"""One tray for each data folder: real processes with the real lock and the real socket."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.single_instance import LOCK, SingleInstance

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop_proxy.ui.single_instance import SingleInstance

app = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
instance.show_requested.connect(lambda: print("show", flush=True))
print("ready", flush=True)
sys.stdin.readline()
alone = instance.acquire()
print("first" if alone else "second", flush=True)
sys.exit(app.exec() if alone else 0)
"""
STARTS = 20


@contextmanager
def prepared(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that is one line of input away from asking whether it is the only one."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert said_by(process) == "ready"
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def folder() -> Iterator[Path]:
    """With a path as short as a user's is: the socket lies in it."""
    with tempfile.TemporaryDirectory(dir="/tmp" if os.name == "posix" else None) as made:
        yield Path(made)


def said_by(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@contextmanager
def started(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with prepared(folder) as process:
        go(process)
        yield process


def test_a_second_start_ends_and_raises_the_window_of_the_first(tmp_path: Path) -> None:
    with started(tmp_path) as first:
        assert said_by(first) == "first"
        for _ in range(2):
            with started(tmp_path) as second:
                assert said_by(second) == "second"
                assert second.wait(10) == 0
            assert said_by(first) == "show"


def test_after_kill_9_of_the_first_a_new_one_is_alone(tmp_path: Path) -> None:
    with started(tmp_path) as first:
        assert said_by(first) == "first"
        first.kill()
        first.wait()
    assert (tmp_path / LOCK).exists(), "it left its lock behind"
    with started(tmp_path) as heir, started(tmp_path) as late:
        assert said_by(heir) == "first"
        assert said_by(late) == "second"
        assert said_by(heir) == "show"


def test_of_twenty_simultaneous_starts_one_lives_and_is_asked_for_its_window_by_all_others(tmp_path: Path) -> None:
    with ExitStack() as stack:
        processes = [stack.enter_context(prepared(tmp_path)) for _ in range(STARTS)]
        for process in processes:
            go(process)
        answers = {process: said_by(process) for process in processes}
        assert sorted(answers.values()) == ["first"] + (STARTS - 1) * ["second"]
        [first] = [process for process, answer in answers.items() if answer == "first"]
        assert [said_by(first) for _ in range(STARTS - 1)] == (STARTS - 1) * ["show"]


def test_each_data_folder_has_its_own(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    with started(folders[0]) as one, started(folders[1]) as two:
        assert (said_by(one), said_by(two)) == ("first", "first")


def test_the_first_is_found_from_another_environment(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with started(folder) as first:
        assert said_by(first) == "first"
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        with started(folder) as second:
            assert said_by(second) == "second"
        assert said_by(first) == "show"


def test_a_path_that_is_too_long_for_a_socket_is_none_for_this(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 120) / ("ü" * 60)
    deep.mkdir(parents=True)
    with started(deep) as first, started(deep) as second:
        assert sorted((said_by(first), said_by(second))) == ["first", "second"]


@pytest.mark.parametrize("folder", ["/proc", "missing/folder"])
def test_without_a_folder_to_write_in_it_starts(folder: str, tmp_path: Path, qapp: QApplication) -> None:
    for _ in range(2):
        assert SingleInstance(tmp_path / folder).acquire()


def test_after_release_the_next_one_is_the_first(tmp_path: Path, qapp: QApplication) -> None:
    for _ in range(2):
        instance = SingleInstance(tmp_path)
        assert instance.acquire()
        instance.release()
    assert not list(tmp_path.iterdir())


def test_a_request_that_comes_before_anybody_listens_is_not_lost(tmp_path: Path, qtbot: QtBot) -> None:
    instance = SingleInstance(tmp_path)
    assert instance.acquire()
    assert not SingleInstance(tmp_path).acquire()
    QApplication.processEvents()
    with qtbot.waitSignal(instance.show_requested, timeout=5000):
        pass
    instance.release()


def test_a_holder_of_the_lock_that_nobody_can_reach_is_no_reason_to_stay_away(tmp_path: Path, qtbot: QtBot) -> None:
    """As after kill -9, when another program has got the process id since."""
    stranger = QLockFile(str(tmp_path / LOCK))
    assert stranger.tryLock(0)
    instance = SingleInstance(tmp_path)
    assert instance.acquire(patience_ms=50)
    assert not SingleInstance(tmp_path).acquire(), "and it is the one that is found from then on"
    with qtbot.waitSignal(instance.show_requested, timeout=5000):
        pass
    instance.release()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no mode")
def test_only_this_user_can_ask_for_the_window(folder: Path, qapp: QApplication) -> None:
    instance = SingleInstance(folder)
    assert instance.acquire()
    [socket] = [file for file in folder.iterdir() if file.is_socket()]
    assert socket.stat().st_mode & 0o077 == 0
    instance.release()
