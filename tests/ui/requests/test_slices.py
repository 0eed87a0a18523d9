"""Long work leaves the loop its turns, and is given up for newer work."""

from __future__ import annotations

import time
from collections.abc import Generator

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.requests.slices import SLICE_S, SlicedWork


def steps(count: int, seconds: float) -> Generator[None, None, str]:
    for _ in range(count):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            pass
        yield
    return f"{count} steps"


def test_short_work_is_done_at_once(qtbot: QtBot) -> None:
    work: SlicedWork[str] = SlicedWork()
    done: list[str] = []
    work.begin(steps(3, 0), done.append)
    assert done == ["3 steps"] and not work.active


def test_others_get_their_turn_in_the_middle_of_long_work(qtbot: QtBot) -> None:
    work: SlicedWork[str] = SlicedWork()
    done: list[str] = []
    turns: list[bool] = []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: turns.append(work.active))
    timer.start()
    work.begin(steps(20, SLICE_S / 2), done.append)
    assert work.active
    qtbot.waitUntil(lambda: bool(done))
    timer.stop()
    assert turns.count(True) >= 5


def test_newer_work_takes_the_place_of_older(qtbot: QtBot) -> None:
    work: SlicedWork[str] = SlicedWork()
    done: list[str] = []
    work.begin(steps(20, SLICE_S / 2), lambda _: done.append("old"))
    work.begin(steps(4, SLICE_S / 2), lambda _: done.append("new"))
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["new"] and not work.active


def test_work_that_is_given_up_ends_without_a_word(qtbot: QtBot) -> None:
    work: SlicedWork[str] = SlicedWork()
    done: list[str] = []
    work.begin(steps(20, SLICE_S / 2), done.append)
    work.stop()
    assert not work.active
    work.begin(steps(1, 0), done.append)
    assert done == ["1 steps"]
