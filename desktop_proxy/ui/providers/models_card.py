"""The card of a provider's models: fetched from it, searched, and made the model of a tier."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QMenu, QPushButton, QTreeView, QWidget

from desktop_proxy.figures import clock
from desktop_proxy.providers import retirement
from desktop_proxy.routing.targets import models_of
from desktop_proxy.ui import tokens
from desktop_proxy.ui.plain_text import menu_text, visible, without_markup
from desktop_proxy.ui.providers.assignment import Assignment, assignments
from desktop_proxy.ui.providers.entries import Entry
from desktop_proxy.ui.providers.fetching import fetch_models
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.retired import retired_words
from desktop_proxy.ui.widgets.acting_message import ActingMessage
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.clearable_field import ClearableField
from desktop_proxy.ui.widgets.labels import label
from desktop_proxy.ui.widgets.working import Working

ROWS = 7
"""Of the list that are seen at once."""
MODEL = Qt.ItemDataRole.UserRole


class ModelsCard(Card):
    """The known models until the provider was asked."""

    def __init__(self, parts: Parts, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._parts, self._name = parts, name
        self.title.setText(self.tr("Models"))
        self.title.show()
        self.fetch_button: QPushButton = button(self.tr("Fetch models"), self.fetch, parent=self)
        self.heading.addWidget(self.fetch_button)
        self.note: QLabel = label("", "caption", self)
        self.working = Working(parts.theme, self)
        self.working.busy_changed.connect(self.fetch_button.setDisabled)
        self.search = ClearableField(parts.theme, self.tr("Search the models"), self)
        self.search.setPlaceholderText(self.tr("Search"))
        self._rows = QStandardItemModel(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._rows)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search.textChanged.connect(self._found.setFilterFixedString)
        self.search.textChanged.connect(lambda _text: self._follow_selection())
        self.list = self._made_list()
        self.use_menu = QMenu(self)
        self.use_button: QPushButton = button(self.tr("Use it for"), parent=self)
        self.use_button.setMenu(self.use_menu)
        self.use_menu.aboutToShow.connect(self._fill_menu)
        self.message = ActingMessage(parts.theme, parts.core.settings, self)
        self._lay_out()
        parts.fetched.changed.connect(self._came_in)
        self.refresh()

    @property
    def _entry(self) -> Entry:
        return self._parts.entry(self._name)

    @property
    def selected(self) -> str:
        """The model that is selected."""
        return str(self.list.currentIndex().data(MODEL) or "")

    def refresh(self) -> None:
        """Show the models that are known now."""
        fetched = self._parts.fetched.models(self._name)
        models = fetched or models_of(self._entry.row, self._parts.core.settings.current)
        if models != tuple(self._rows.item(row).data(MODEL) for row in range(self._rows.rowCount())):
            self._fill(models)
        asked_at = self._parts.fetched.fetched_at(self._name)
        if asked_at is not None:
            said = self.tr("%n models, fetched at %1.", "", len(models)).replace("%1", clock(asked_at))
        elif models:
            said = self.tr("The models this program knows. Fetch to see what the provider offers.")
        else:
            said = self.tr("Fetch to see what the provider offers.")
        self.note.setText(said)

    def fetch(self) -> None:
        """Ask the provider."""
        self.message.clear()
        said = self.tr("Asking %1 for its models").replace("%1", self._entry.label)
        self.working.begin(said, fetch_models(self._parts, self._name), self._fetched)

    def _fetched(self, problem: str | None) -> None:
        if problem:
            self.message.show_message(
                "error", visible(problem), (self.tr("Try again"), self.fetch), details=lambda: problem
            )

    def _came_in(self, name: str) -> None:
        if name == self._name:
            self.refresh()

    def _fill(self, models: tuple[str, ...]) -> None:
        selected = self.selected
        self._rows.clear()
        for model in models:
            gone = retirement(model)
            text = visible(model)
            if gone is not None:
                text = f"{text} ({retired_words(gone)})"
            item = QStandardItem(text)
            item.setEditable(False)
            item.setToolTip(without_markup(text))
            item.setSizeHint(QSize(0, tokens.ROW_HEIGHT))
            item.setData(model, MODEL)
            self._rows.appendRow(item)
        for row in range(self._found.rowCount()):
            if self._found.index(row, 0).data(MODEL) == selected:
                self.list.setCurrentIndex(self._found.index(row, 0))
        self._follow_selection()

    def _fill_menu(self) -> None:
        self.use_menu.clear()
        for group in assignments(self._entry, self.selected, self._parts.core.settings.current):
            if not self.use_menu.isEmpty():
                self.use_menu.addSeparator()
            for row in group:
                action = self.use_menu.addAction(menu_text(row.title))
                action.triggered.connect(lambda _checked=False, row=row: self._assign(row))

    def _assign(self, row: Assignment) -> None:
        said = self.tr("%1: %2 from the next request on.").replace("%1", row.title)
        self.message.change(row.changes, said.replace("%2", visible(self.selected)))

    def _follow_selection(self, *_: QModelIndex) -> None:
        self.use_button.setEnabled(bool(self.selected))

    def _made_list(self) -> QTreeView:
        made = QTreeView(self)
        made.setHeaderHidden(True)
        made.setRootIsDecorated(False)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setAccessibleName(self.tr("Models"))
        made.setModel(self._found)
        made.setFont(self._parts.theme.fixed_font())
        made.setUniformRowHeights(True)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setFixedHeight(ROWS * tokens.ROW_HEIGHT + 2)
        made.selectionModel().currentChanged.connect(self._follow_selection)
        made.activated.connect(lambda _index: self.use_button.showMenu())
        return made

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.use_button)
        foot.addStretch(1)
        for part in (self.note, self.working, self.search, self.list):
            self.body.addWidget(part)
        self.body.addLayout(foot)
        self.body.addWidget(self.message)
