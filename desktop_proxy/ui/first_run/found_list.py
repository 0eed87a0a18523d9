"""What is on this computer and could answer, one row each with its button; the demo is always there."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_proxy.discovery import Found
from desktop_proxy.environment import Environment
from desktop_proxy.providers import provider
from desktop_proxy.ui import tokens
from desktop_proxy.ui.first_run.candidate import Candidate
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.choice import Choice
from desktop_proxy.ui.widgets.labels import label

_ICONS = {"key": "key", "server": "providers", "demo": "play"}
_WIDEST_MODEL = 180
DEMO = "demo"


class FoundList(QWidget):
    """Signals: `chosen(Candidate)`."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, environment: Environment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._environment = theme, environment
        self.rows: dict[str, FoundRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.UNIT)
        self._add(DEMO, DEMO, self.tr("Built in: answers without a key and without the network, to try things out"))

    def show_found(self, found: Iterable[Found]) -> None:
        """Add what is not shown yet, above the demo."""
        for one in found:
            if one.provider not in self.rows:
                self._add(one.provider, one.kind, self._note(one), one)

    def _add(self, name: str, kind: str, note: str, found: Found | None = None) -> None:
        row = FoundRow(self._theme, kind, _candidate(name, found), note, found.models if found else (), self)
        row.chosen.connect(self.chosen.emit)
        self.rows[name] = row
        self._column.insertWidget(max(0, self._column.count() - 1) if found else 0, row)

    def _note(self, found: Found) -> str:
        if found.kind == "server":
            models = self.tr("%n models", "", len(found.models)) if found.models else self.tr("no model yet")
            return self.tr("Listening at %1, %2").replace("%1", found.base_url).replace("%2", models)
        if self._environment.key_sources.get(found.provider) == ".env":
            return self.tr("Key in the .env file")
        if found.provider in self._environment.key_sources:
            return self.tr("Key in the environment")
        return self.tr("Project in the environment or the .env file")


class FoundRow(QWidget):
    """Signals: `chosen(Candidate)`."""

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, kind: str, candidate: Candidate, note: str, models: tuple[str, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._candidate = theme, _ICONS[kind], candidate
        self._shape = QLabel(self)
        self._shape.setFixedSize(tokens.ICON_SIZE, tokens.CONTROL_HEIGHT)
        name = candidate.provider.label
        self.model = Choice([(model, model) for model in models], self)
        self.model.set_name(self.tr("Model of %1").replace("%1", name))
        self.model.setMaximumWidth(_WIDEST_MODEL)
        self.model.setVisible(len(models) > 1)
        self.use: QPushButton = button(self.tr("Use"), self._choose, parent=self)
        self.use.setAccessibleName(self.tr("Use %1").replace("%1", name))
        self.use.setAccessibleDescription(note)
        self._lay_out(name, note)
        theme.changed.connect(self._tint)
        self._tint()

    def _choose(self) -> None:
        self.chosen.emit(
            Candidate(
                self._candidate.provider,
                base_url=self._candidate.base_url,
                model=self.model.currentData() or self._candidate.model,
            )
        )

    def _lay_out(self, name: str, note: str) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label(name, parent=self))
        texts.addWidget(label(note, "caption", self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.UNIT, 0, tokens.UNIT)
        row.setSpacing(tokens.GAP)
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)
        row.addWidget(self.model, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.use, 0, Qt.AlignmentFlag.AlignVCenter)

    def _tint(self) -> None:
        ratio = self.devicePixelRatioF()
        self._shape.setPixmap(self._theme.pixmap(self._icon, "secondary", tokens.ICON_SIZE, ratio))


def _candidate(name: str, found: Found | None) -> Candidate:
    row = provider(name)
    assert row is not None, "what is found has a row in the table"
    return Candidate(row, base_url=(found.base_url or None) if found else None)
