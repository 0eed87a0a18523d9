"""A submenu of which one entry holds: the same actions in every menu it is shown in, changed in place.

An open menu stays open while its entries change; entries are never taken out of a menu, only hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop_proxy.ui.plain_text import menu_text


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry."""

    key: str
    text: str
    checked: bool = False


class RadioMenu(QObject):
    """Signals: `chosen(key)` by the user; `opened()` before it is shown."""

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, *last: QAction, parent: QObject | None = None) -> None:
        """`last` are entries below the choices."""
        super().__init__(parent)
        self._title = ""
        self._menus: list[QMenu] = []
        self._group = QActionGroup(self)
        self._group.triggered.connect(lambda action: self.chosen.emit(action.data()))
        self._remark = QAction(self, enabled=False, visible=False)
        self._line = QAction(self, visible=bool(last))
        self._line.setSeparator(True)
        self._last = last

    @property
    def title(self) -> str:
        """What stands in the menu above."""
        return self._title

    @property
    def choices(self) -> list[QAction]:
        """The entries that are shown."""
        return [action for action in self._group.actions() if action.isVisible()]

    def menu(self, parent: QWidget | None = None) -> QMenu:
        """Another menu of these entries: Qt lets one menu hang in one place only."""
        made = QMenu(self._title, parent)
        made.addActions([self._remark, *self._group.actions(), self._line, *self._last])
        made.aboutToShow.connect(self.opened)
        self._menus.append(made)
        made.destroyed.connect(lambda: self._forget(made))
        return made

    def show(self, title: str, choices: Sequence[Choice], remark: str = "") -> None:
        """With a `remark`, which says why, nothing can be chosen."""
        self._title = menu_text(title)
        for menu in self._menus:
            menu.setTitle(self._title)
        self._remark.setText(menu_text(remark))
        self._remark.setVisible(bool(remark))
        while len(self._group.actions()) < len(choices):
            self._add()
        for number, action in enumerate(self._group.actions()):
            action.setVisible(number < len(choices))
            action.setEnabled(not remark)
            if number < len(choices):
                choice = choices[number]
                action.setText(menu_text(choice.text))
                action.setData(choice.key)
                action.setChecked(choice.checked)
            else:
                action.setChecked(False)

    def disable(self) -> None:
        """Nothing can be chosen any more."""
        for menu in self._menus:
            menu.setEnabled(False)

    def _forget(self, gone: QMenu) -> None:
        self._menus = [menu for menu in self._menus if menu is not gone]

    def _add(self) -> None:
        action = QAction(self, checkable=True)
        self._group.addAction(action)
        for menu in self._menus:
            menu.insertAction(self._line, action)
