"""The card of the fallbacks: models that are asked in turn when the one that should answer cannot be reached."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_proxy.ui.models.list_row import ListRow
from desktop_proxy.ui.models.model_combo import ModelCombo
from desktop_proxy.ui.models.ordered_rows import OrderedRows
from desktop_proxy.ui.models.rules_card import target_remark
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.labels import label


class FallbackRow(ListRow):
    """One model."""

    def build(self, theme: Theme) -> None:
        self.target = ModelCombo(theme, self.tr("Model that is asked instead"), self)
        self.target.field.setPlaceholderText(self.tr("provider/model"))
        self.texts = [self.target.field]
        self.controls = [self.target]
        self.fields.addWidget(self.target, 1)
        self.target.typed.connect(lambda _text: self.typed())
        self.target.entered.connect(lambda _text: self.left())

    @property
    def item(self) -> str | None:
        return self.target.text or None

    def show_item(self, item: str) -> None:
        self.target.show_text(item)

    def show_choices(self, models: Sequence[str]) -> None:
        self.target.show_choices(models)

    def focus_first(self) -> None:
        self.target.setFocus()


class FallbacksCard(Card):
    """One setting, `routing.fallbacks`."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Fallbacks"))
        self.title.show()
        said = self.tr("Asked in this order when the model that should answer cannot be reached or is overloaded.")
        self.body.addWidget(label(said, "caption", self))
        store = parts.core.settings
        self.rows = OrderedRows(
            store,
            "routing.fallbacks",
            lambda inside: FallbackRow(parts.theme, inside),
            lambda targets, place: target_remark(targets[place], store.current),
            (self.tr("No fallbacks: the client gets the error."), self.tr("Add fallback"), self.tr("A fallback")),
            self,
        )
        self.body.addWidget(self.rows)

    def refresh(self, models: Sequence[str]) -> None:
        """Show what holds now, with these models to choose from."""
        self.rows.refresh(models)
