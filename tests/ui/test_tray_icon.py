"""The states of the tray icon are different shapes, at every size, on dark and light panels."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from desktop_proxy.ui import tokens, tray_icon
from desktop_proxy.ui.tray_icon import FRAMES, SIZES, STILL, State, icon

STATES: tuple[State, ...] = ("stopped", "starting", "running", "error")


def picture(state: State, pulse: int = 0, *, size: int = 22, dark: bool = False, open_to_all: bool = False) -> QImage:
    return icon(state, pulse, dark=dark, open_to_all=open_to_all).pixmap(size, size).toImage()


def shape(image: QImage) -> list[bool]:
    """Where anything is drawn, whatever its colour."""
    places = itertools.product(range(image.width()), range(image.height()))
    return [image.pixelColor(x, y).alpha() > 127 for x, y in places]


@pytest.mark.parametrize("size", SIZES)
def test_each_state_is_another_shape(qapp: QApplication, size: int) -> None:
    shapes = [shape(picture(state, size=size)) for state in STATES]
    assert all(one != other for one, other in itertools.combinations(shapes, 2))


@pytest.mark.parametrize("size", SIZES)
def test_it_is_there_in_each_size_without_being_scaled(qapp: QApplication, size: int) -> None:
    assert any(available.width() == size for available in icon("running").availableSizes())


def test_the_middle_says_the_state(qapp: QApplication) -> None:
    middles = {state: picture(state).pixelColor(11, 11).alpha() > 127 for state in STATES}
    assert middles == {"stopped": False, "starting": False, "running": True, "error": True}


def test_the_lines_lie_on_the_grid(qapp: QApplication) -> None:
    """The exclamation mark at 22 and 16 pixels has no half-covered pixel: nothing is blurred."""
    for size in (22, 16):
        image = picture("error", size=size)
        middle = range(size // 2 - 2, size // 2 + 2)
        alphas = {image.pixelColor(x, y).alpha() for x in middle for y in range(size // 4, 3 * size // 4)}
        assert alphas == {0, 255}


def test_the_dot_breathes_and_stands_larger_where_nothing_may_move(qapp: QApplication) -> None:
    covered = [sum(shape(picture("running", frame))) for frame in range(FRAMES)]
    assert covered[STILL] == max(covered) > min(covered) == covered[tray_icon.AT_REST]
    assert shape(picture("running", FRAMES)) == shape(picture("running", 0))


def test_it_is_light_on_a_dark_panel(qapp: QApplication) -> None:
    assert picture("running", dark=True).pixelColor(11, 11) == QColor(tokens.DARK.text)
    assert picture("running").pixelColor(11, 11) == QColor(tokens.LIGHT.text)


def test_a_proxy_open_to_all_has_a_badge_as_a_shape(qapp: QApplication) -> None:
    with_badge, without = (picture("running", open_to_all=shown) for shown in (True, False))
    assert shape(with_badge) != shape(without)
    assert with_badge.pixelColor(17, 19) == QColor(tokens.LIGHT.warning)


def test_macos_colours_it_by_itself(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not icon("running").isMask()
    monkeypatch.setattr("sys.platform", "darwin")
    assert icon("running").isMask()
