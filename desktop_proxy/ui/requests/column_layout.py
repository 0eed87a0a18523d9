"""Which columns are shown, how wide and in which order: fitting the window until the user chooses, then as chosen.

Remembered in the window's settings file.
"""

from __future__ import annotations

from collections.abc import Callable

import orjson
from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QMenu

from desktop_proxy.ui.requests.columns import COLUMNS, WAITS

REMEMBER_MS = 500
SORT_ARROW_WIDTH = 14
MIN_WIDTH, MAX_WIDTH = 40, 1000
_PLACE = "requests/columns"
_KEYS = [column.key for column in COLUMNS]


class ColumnLayout(QObject):
    """Of one header; `width(column, text)` is what a cell needs for a text."""

    def __init__(self, header: QHeaderView, settings: QSettings, width: Callable[[int, str], int]) -> None:
        super().__init__(header)
        self._header, self._settings = header, settings
        titles = [width(number, column.title()) + SORT_ARROW_WIDTH for number, column in enumerate(COLUMNS)]
        self._standard, self._least = (
            [
                max(width(number, QCoreApplication.translate("Requests", text)), titles[number])
                for number, text in enumerate(texts)
            ]
            for texts in (
                [column.sample for column in COLUMNS],
                [column.least or column.sample for column in COLUMNS],
            )
        )
        self._widths = list(self._standard)
        self._fitting = False
        self._chosen = False
        """Whether the user has said which columns to show."""
        self._timer = QTimer(self, interval=REMEMBER_MS, singleShot=True)
        self._timer.timeout.connect(self.remember)
        self._apply_standard()
        self._restore()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(lambda *_: self._timer.start())
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda place: self.menu().popup(header.mapToGlobal(place)))

    def fit(self, room: int) -> None:
        """Leave out what there is no room for, unless the user has chosen."""
        if self._chosen:
            return
        shown = self._fitting_in(room)
        widths = self._shared(shown, room)
        self._fitting = True
        for number in range(len(COLUMNS)):
            if self._header.isSectionHidden(number) is (number in shown):
                self._header.setSectionHidden(number, number not in shown)
            if number in widths:
                self._header.resizeSection(number, widths[number])
        self._fitting = False

    def menu(self) -> QMenu:
        """To choose columns; the last one cannot be taken away."""
        menu = QMenu(self._header)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        visible = [number for number in range(len(COLUMNS)) if not self._header.isSectionHidden(number)]
        for number, column in enumerate(COLUMNS):
            action = menu.addAction((column.full_title or column.title)())
            action.setCheckable(True)
            action.setChecked(number in visible)
            action.setEnabled(visible != [number])
            action.toggled.connect(lambda shown, number=number: self.choose(number, shown))
        menu.addSeparator()
        menu.addAction(self.tr("Standard columns")).triggered.connect(lambda _checked=False: self.reset())
        return menu

    def choose(self, number: int, shown: bool) -> None:
        """Show or hide a column; from now on the window's width decides no more."""
        self._chosen = True
        self._header.setSectionHidden(number, not shown)
        if shown:
            self._header.resizeSection(number, self._widths[number])
        self._timer.start()

    def reset(self) -> None:
        """As at the first start."""
        self._chosen = False
        self._apply_standard()
        self.fit(self._header.width())
        self._timer.start()

    def remember(self) -> None:
        """Write it down."""
        self._timer.stop()
        header = self._header
        kept = {
            "order": sorted(_KEYS, key=lambda key: header.visualIndex(_KEYS.index(key))),
            "widths": dict(zip(_KEYS, self._widths, strict=True)),
            "hidden": [key for number, key in enumerate(_KEYS) if header.isSectionHidden(number)],
            "chosen": self._chosen,
        }
        self._settings.setValue(_PLACE, orjson.dumps(kept).decode())

    def _restore(self) -> None:
        try:
            kept = orjson.loads(str(self._settings.value(_PLACE, "{}")))
            self._arrange(
                [str(key) for key in kept.get("order", [])],
                {str(key): int(wide) for key, wide in kept.get("widths", {}).items()},
                [str(key) for key in kept.get("hidden", [])] if kept.get("chosen") is True else None,
            )
        except (ValueError, TypeError, AttributeError):
            # Written by hand or by another version: the columns are as at the first start.
            self._apply_standard()

    def _fitting_in(self, room: int) -> list[int]:
        for limit in range(max(column.gives_way for column in COLUMNS), 0, -1):
            numbers = [number for number, column in enumerate(COLUMNS) if column.gives_way <= limit]
            needed = sum(self._widths[n] for n in numbers) if limit >= WAITS else self._needed(numbers)
            if needed <= room:
                return numbers
        return [number for number, column in enumerate(COLUMNS) if not column.gives_way]

    def _shared(self, shown: list[int], room: int) -> dict[int, int]:
        """How wide those are that can be cut: in equal parts what is to spare, and none more than it wants."""
        least = {n: min(self._least[n], self._widths[n]) for n in shown if COLUMNS[n].least}
        wants = {number: self._widths[number] - narrow for number, narrow in least.items()}
        spare, widths = max(0, room - self._needed(shown)), {}
        for number, narrow in least.items():
            want = wants.pop(number)
            part = min(want, max(spare // (len(wants) + 1), spare - sum(wants.values())))
            widths[number] = narrow + part
            spare -= part
        return widths

    def _needed(self, numbers: list[int]) -> int:
        """By those columns, the texts in them cut as far as they may be."""
        return sum(min(self._least[n], self._widths[n]) if COLUMNS[n].least else self._widths[n] for n in numbers)

    def _arrange(self, order: list[str], widths: dict[str, int], hidden: list[str] | None) -> None:
        for place, key in enumerate(key for key in order if key in _KEYS):
            self._header.moveSection(self._header.visualIndex(_KEYS.index(key)), place)
        for number, key in enumerate(_KEYS):
            self._widths[number] = min(max(widths.get(key, self._standard[number]), MIN_WIDTH), MAX_WIDTH)
            self._header.resizeSection(number, self._widths[number])
        if hidden is not None and not set(_KEYS) <= set(hidden):
            self._chosen = True
            for number, key in enumerate(_KEYS):
                self._header.setSectionHidden(number, key in hidden)

    def _apply_standard(self) -> None:
        for number, wide in enumerate(self._standard):
            self._header.setSectionHidden(number, False)
            self._header.moveSection(self._header.visualIndex(number), number)
            self._header.resizeSection(number, wide)
        self._widths = list(self._standard)

    def _resized(self, number: int, _old: int, new: int) -> None:
        # Hidden ones have no width, and the last one has what is left.
        if new and not self._fitting and number != self._last():
            self._widths[number] = new
            self._timer.start()

    def _last(self) -> int:
        shown = (self._header.logicalIndex(place) for place in range(len(COLUMNS) - 1, -1, -1))
        return next((number for number in shown if not self._header.isSectionHidden(number)), -1)
