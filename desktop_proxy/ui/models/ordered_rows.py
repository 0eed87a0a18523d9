"""An ordered list that is one setting: rows added, edited in place, moved and deleted; each change acts at once.

A row that is not complete yet is kept here and not stored. "Undo" is offered for five seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_proxy.settings import SettingsError, SettingsStore
from desktop_proxy.settings.document import value_at
from desktop_proxy.ui import tokens
from desktop_proxy.ui.models.list_row import ListRow
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.labels import label
from desktop_proxy.ui.widgets.setting_row import pinned_sentence

Remark = Callable[[Sequence[Any], int], tuple[str, str]]
"""What there is to say of the item at that place, and in which tone."""


class OrderedRows(QWidget):
    """`make_row` makes an empty row, `remark` says what is to be known of a stored one."""

    def __init__(
        self,
        store: SettingsStore,
        dotted: str,
        make_row: Callable[[QWidget], ListRow],
        remark: Remark,
        words: tuple[str, str, str],
        parent: QWidget | None = None,
    ) -> None:
        """`words`: what an empty list means, the button that adds, and what a faulty item is called in a sentence."""
        super().__init__(parent)
        self._store, self.dotted = store, dotted
        self._make_row, self._remark, self._thing = make_row, remark, words[2]
        self._models: Sequence[str] = ()
        self._before: tuple[Any, ...] = ()
        self.rows: list[ListRow] = []
        self.empty: QLabel = label(words[0], "secondary", self)
        self.pinned: QLabel = label("", "caption", self)
        # Never seen: it marks where the list stands in the order of the Tab key, for rows that are made later.
        self._before_rows = QWidget(self)
        self._before_rows.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._before_rows.hide()
        self._column = QVBoxLayout()
        self._column.setSpacing(tokens.GAP)
        self.add_button: QPushButton = button(words[1], self.add, parent=self)
        self.undo: QPushButton = button(self.tr("Undo"), self._undo, "flat", self)
        self.undo.hide()
        self._undo_timer = QTimer(self, interval=tokens.UNDO_MS, singleShot=True)
        self._undo_timer.timeout.connect(self.undo.hide)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addWidget(self.undo)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(tokens.GAP)
        outer.addWidget(self.empty)
        outer.addLayout(self._column)
        outer.addWidget(self.pinned)
        outer.addLayout(foot)
        self.refresh()

    @property
    def stored(self) -> tuple[Any, ...]:
        """The items in effect."""
        return tuple(value_at(self._store.current, self.dotted))

    def refresh(self, models: Sequence[str] | None = None) -> None:
        """Show what is stored; rows that are not complete stay at the end."""
        if models is not None:
            self._models = models
        stored = self.stored
        drafts = [row for row in self.rows if row.kept is None]
        kept = [row for row in self.rows if row.kept is not None]
        while len(kept) > len(stored):
            self._drop(kept.pop())
        while len(kept) < len(stored):
            kept.append(self._made())
        self.rows = kept + drafts
        for place, row in enumerate(self.rows):
            self._column.removeWidget(row)
            self._column.insertWidget(place, row)
            if place < len(stored):
                row.kept = stored[place]
                row.show_item(stored[place])
                row.remark_on(*self._remark(stored, place))
            row.show_choices(self._models)
        self._number()

    def add(self) -> None:
        """A new row to fill in."""
        row = self._made()
        self.rows.append(row)
        self._column.addWidget(row)
        self._number()
        row.focus_first()

    def _made(self) -> ListRow:
        row = self._make_row(self)
        row.show_choices(self._models)
        row.edited.connect(lambda: self._edited(row))
        row.paused.connect(lambda: self._check(row))
        row.move_wanted.connect(lambda by: self._move(row, by))
        row.delete_wanted.connect(lambda: self._delete(row))
        return row

    def _drop(self, row: ListRow) -> None:
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _number(self) -> None:
        pinned = pinned_sentence(self._store, self.dotted)
        stored = [row for row in self.rows if row.kept is not None]
        for place, row in enumerate(self.rows):
            row.setEnabled(pinned is None)
            row.number(place, len(stored), is_stored=row.kept is not None)
        self.add_button.setEnabled(pinned is None)
        self.pinned.setText(pinned or "")
        self.pinned.setVisible(pinned is not None)
        self.empty.setVisible(not self.rows)
        rows = (control for row in self.rows for control in row.controls)
        for control, following in pairwise((self._before_rows, *rows, self.add_button, self.undo)):
            QWidget.setTabOrder(control, following)

    def _items(self) -> list[Any]:
        """As they stand; of a row that was emptied, what is stored."""
        entered = (row.item if row.item is not None else _plain(row.kept) for row in self.rows)
        return [item for item in entered if item is not None]

    def _edited(self, row: ListRow) -> None:
        if row.item is None and row.kept is not None:
            said = self.tr("%1 is incomplete: fill in what is missing, or delete it.").replace("%1", self._thing)
            row.remark_on(said, "error")
        elif row.item is not None and self._check(row):
            if row.kept is None:
                row.kept = row.item
            self._keep(self._items())

    def _check(self, row: ListRow) -> bool:
        """Say below the row why it cannot be."""
        if row.item is None:
            row.remark_on("")
            return False
        try:
            self._store.check({self.dotted: [row.item]})
        except SettingsError as error:
            row.remark_on(self._said(error), "error")
            return False
        row.remark_on("")
        return True

    def _move(self, row: ListRow, by: int) -> None:
        place = self.rows.index(row)
        if not 0 <= place + by < sum(other.kept is not None for other in self.rows):
            return
        self.rows[place], self.rows[place + by] = self.rows[place + by], self.rows[place]
        self._keep(self._items())

    def _delete(self, row: ListRow) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        self._drop(row)
        if row.kept is not None:
            self._keep(self._items())
        self._number()
        following = self.rows[min(place, len(self.rows) - 1)].delete if self.rows else self.add_button
        following.setFocus()

    def _keep(self, items: list[Any]) -> None:
        before = self.stored
        if [_plain(item) for item in before] == items:
            self.refresh()
            return
        try:
            self._store.update({self.dotted: items or None})
        except SettingsError as error:
            for row in self.rows[-1:]:
                row.remark_on(self._said(error), "error")
            return
        self._before = before
        self.undo.show()
        self._undo_timer.start()
        self.refresh()

    def _undo(self) -> None:
        self._undo_timer.stop()
        self.undo.hide()
        self.rows, gone = [], self.rows
        for row in gone:
            self._drop(row)
        self._store.update({self.dotted: list(self._before) or None})
        self.refresh()

    def _said(self, error: SettingsError) -> str:
        return str(error).replace(f"“{self.dotted}”", self._thing)


def _plain(item: Any) -> Any:
    """As it is stored."""
    return item.model_dump() if isinstance(item, BaseModel) else item
