from __future__ import annotations

import logging

import pytest

from desktop_proxy.signals import Signal


def test_listeners_are_called_in_the_order_of_connection():
    signal: Signal[[str]] = Signal()
    calls: list[str] = []
    signal.connect(lambda word: calls.append(f"1 {word}"))
    signal.connect(lambda word: calls.append(f"2 {word}"))
    signal.emit("a")
    assert calls == ["1 a", "2 a"]


def test_a_disconnected_listener_is_not_called_and_disconnecting_twice_is_fine():
    signal: Signal[[]] = Signal()
    calls: list[int] = []
    disconnect = signal.connect(lambda: calls.append(1))
    signal.connect(lambda: calls.append(2))
    disconnect()
    disconnect()
    signal.emit()
    assert calls == [2]


def test_the_same_listener_connected_twice_is_disconnected_one_by_one():
    signal: Signal[[]] = Signal()
    calls: list[int] = []

    def listener() -> None:
        calls.append(1)

    first = signal.connect(listener)
    signal.connect(listener)
    first()
    first()
    signal.emit()
    assert calls == [1]


def test_a_failing_listener_is_logged_and_stops_nobody(caplog: pytest.LogCaptureFixture):
    signal: Signal[[]] = Signal()
    calls: list[int] = []
    signal.connect(lambda: 1 / 0)
    signal.connect(lambda: calls.append(1))
    with caplog.at_level(logging.ERROR):
        signal.emit()
    assert calls == [1]
    assert "A listener of a signal failed" in caplog.text


def test_a_listener_may_disconnect_itself_while_it_is_called():
    signal: Signal[[]] = Signal()
    calls: list[int] = []
    disconnects = []

    def once() -> None:
        calls.append(1)
        disconnects[0]()

    disconnects.append(signal.connect(once))
    signal.connect(lambda: calls.append(2))
    signal.emit()
    signal.emit()
    assert calls == [1, 2, 2]
