"""The card of the rules: a pattern of names and the model that answers them; the first that matches wins."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.routing.endpoints import preferred
from desktop_proxy.routing.targets import with_prefix
from desktop_proxy.settings import Rule, Settings
from desktop_proxy.ui.models.list_row import ListRow
from desktop_proxy.ui.models.model_combo import ModelCombo
from desktop_proxy.ui.models.ordered_rows import OrderedRows
from desktop_proxy.ui.plain_text import visible
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.labels import label


class RuleRow(ListRow):
    """Pattern → target."""

    def build(self, theme: Theme) -> None:
        self.pattern = QLineEdit(self)
        self.pattern.setFont(theme.fixed_font())
        self.pattern.setAccessibleName(self.tr("Pattern"))
        self.pattern.setPlaceholderText("*haiku*")
        self.target = ModelCombo(theme, self.tr("Model that answers"), self)
        self.target.field.setPlaceholderText(self.tr("provider/model"))
        self.texts = [self.pattern, self.target.field]
        self.controls = [self.pattern, self.target]
        self.fields.addWidget(self.pattern, 2)
        self.fields.addWidget(label("→", "secondary", self, wrap=False))
        self.fields.addWidget(self.target, 3)
        self.pattern.textEdited.connect(lambda _text: self.typed())
        self.target.typed.connect(lambda _text: self.typed())
        self.pattern.editingFinished.connect(self.left)
        self.target.entered.connect(lambda _text: self.left())

    @property
    def item(self) -> dict[str, str] | None:
        pattern, target = self.pattern.text().strip(), self.target.text
        return {"pattern": pattern, "target": target} if pattern and target else None

    def show_item(self, item: Rule) -> None:
        if not (self.pattern.hasFocus() and self.pattern.isModified()) and self.pattern.text() != item.pattern:
            self.pattern.setText(item.pattern)
        self.target.show_text(item.target)

    def show_choices(self, models: Sequence[str]) -> None:
        self.target.show_choices(models)

    def focus_first(self) -> None:
        self.pattern.setFocus()


class RulesCard(Card):
    """One setting, `routing.rules`."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Rules"))
        self.title.show()
        said = self.tr("They come before everything else. The first that matches wins; * stands for any letters.")
        self.body.addWidget(label(said, "caption", self))
        store = parts.core.settings
        self.rows = OrderedRows(
            store,
            "routing.rules",
            lambda inside: RuleRow(parts.theme, inside),
            lambda rules, place: rule_remark(rules, place, store.current),
            (self.tr("No rules: the tiers above decide."), self.tr("Add rule"), self.tr("A rule")),
            self,
        )
        self.body.addWidget(self.rows)

    def refresh(self, models: Sequence[str]) -> None:
        """Show what holds now, with these models to choose from."""
        self.rows.refresh(models)


def rule_remark(rules: Sequence[Rule], place: int, settings: Settings) -> tuple[str, str]:
    """What is to be known of that rule, and its tone: an earlier one takes its names, or what its target means."""
    translate = QCoreApplication.translate
    rule = rules[place]
    for number, earlier in enumerate(rules[:place], 1):
        if _takes(earlier.pattern, rule.pattern):
            said = translate("RulesCard", "Never used: rule %1 matches its names first.")
            return said.replace("%1", str(number)), "warning"
    return target_remark(rule.target, settings)


def target_remark(target: str, settings: Settings) -> tuple[str, str]:
    """What a model's name means where it does not say its provider, or why it means nothing; and the tone."""
    try:
        meant = with_prefix(target, preferred(settings), settings)
    except ApiError as error:
        return error.message, "error"
    if str(meant) == target:
        return "", ""
    return QCoreApplication.translate("RulesCard", "Means %1.").replace("%1", visible(str(meant))), ""


def _takes(earlier: str, later: str) -> bool:
    earlier, later = earlier.lower(), later.lower()
    speaks_of_it = "/" in earlier or "/" not in later
    return speaks_of_it and (earlier == later or fnmatchcase(later, earlier))
