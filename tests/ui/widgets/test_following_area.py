"""What gets the focus is scrolled to, also when no key was pressed."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_proxy.ui.widgets.following_area import FollowingArea
from tests.fakes import eventually


async def test_a_button_that_takes_the_focus_is_scrolled_to() -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    buttons = [QPushButton(str(number)) for number in range(40)]
    for made in buttons:
        column.addWidget(made)
    area = FollowingArea(content)
    area.resize(200, 200)
    area.show()
    area.activateWindow()
    await eventually(area.isActiveWindow)
    buttons[-1].setFocus()
    await eventually(lambda: not buttons[-1].visibleRegion().isEmpty())
    buttons[0].setFocus()
    await eventually(lambda: not buttons[0].visibleRegion().isEmpty())
    area.close()
    area.deleteLater()
