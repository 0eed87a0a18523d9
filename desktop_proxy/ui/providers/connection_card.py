"""The card of everything but the key: which fields a provider has follows from its row of the table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDir
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_proxy.providers import Provider
from desktop_proxy.ui.providers.address_row import AddressRow
from desktop_proxy.ui.providers.entries import Entry
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.choice import Choice
from desktop_proxy.ui.widgets.setting_row import SettingRow
from desktop_proxy.ui.widgets.stacked_setting import StackedSetting, TextSetting


class ConnectionCard(Card):
    """`rows` by the setting's field."""

    def __init__(self, parts: Parts, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Connection"))
        self.title.show()
        self.rows: dict[str, SettingRow] = {}
        for field, applies, made in FIELDS:
            if applies(entry.row):
                self.rows[field] = made(parts, entry.name)
                self.body.addWidget(self.rows[field])

    def refresh(self) -> None:
        """Show the values in effect."""
        for row in self.rows.values():
            if isinstance(row, AddressRow):
                row.refresh_address()
            elif isinstance(row, TextSetting):
                row.refresh()
                row.show_value()
            elif isinstance(row.control, Choice):
                row.refresh()
                row.control.show_value(row.value or "auto")


class FileRow(TextSetting):
    """The path of a file, typed or chosen."""

    def __init__(self, parts: Parts, dotted: str, caption: str, explanation: str) -> None:
        super().__init__(parts.core.settings, dotted, caption, explanation)
        self.browse = button(self.tr("Browse…"), self._browse, parent=self)
        self.browse.setEnabled(self.field.isEnabled())
        self.line.insertWidget(1, self.browse)
        self.dialog: QFileDialog | None = None

    def _browse(self) -> None:
        self.dialog = QFileDialog(self, self.caption.text(), self.stored or QDir.homePath())
        self.dialog.setNameFilters([self.tr("JSON files (*.json)"), self.tr("All files (*)")])
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.dialog.fileSelected.connect(self._chosen)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _chosen(self, path: str) -> None:
        self.field.setText(path)
        self.commit()


def _api(parts: Parts, name: str) -> SettingRow:
    translate = QCoreApplication.translate
    choice = Choice(
        (
            ("auto", translate("ConnectionCard", "Chosen by model")),
            ("chat", translate("ConnectionCard", "Chat Completions")),
            ("responses", translate("ConnectionCard", "Responses")),
        )
    )
    row = StackedSetting(parts.core.settings, f"providers.{name}.api", translate("ConnectionCard", "API"), "", choice)
    choice.show_value(row.value or "auto")
    choice.chosen.connect(lambda value: row.change(None if value == "auto" else value))
    row.applied.connect(lambda value: choice.show_value(value or "auto"))
    return row


def _project(parts: Parts, name: str) -> SettingRow:
    caption = QCoreApplication.translate("ConnectionCard", "Project")
    said = QCoreApplication.translate("ConnectionCard", "Its id in Google Cloud. Unset: the credentials' own.")
    return TextSetting(parts.core.settings, f"providers.{name}.project", caption, said)


def _location(parts: Parts, name: str) -> SettingRow:
    row = TextSetting(
        parts.core.settings, f"providers.{name}.location", QCoreApplication.translate("ConnectionCard", "Location")
    )
    row.field.setPlaceholderText("us-central1")
    return row


def _credentials(parts: Parts, name: str) -> SettingRow:
    caption = QCoreApplication.translate("ConnectionCard", "Credentials file")
    said = QCoreApplication.translate(
        "ConnectionCard", "JSON of a service account. Unset: those of gcloud on this machine."
    )
    return FileRow(parts, f"providers.{name}.credentials_file", caption, said)


def _models(parts: Parts, name: str) -> SettingRow:
    caption = QCoreApplication.translate("ConnectionCard", "Its own models")
    said = QCoreApplication.translate("ConnectionCard", "Names that mean this provider, with commas between them.")
    if parts.entry(name).is_endpoint:
        said = QCoreApplication.translate(
            "ConnectionCard", "With commas between them. The first is its big model, the second its small one."
        )
    row = TextSetting(parts.core.settings, f"providers.{name}.models", caption, said)
    row.field.setFont(parts.theme.fixed_font())
    return row


def _is_vertex(row: Provider) -> bool:
    return row.way == "vertex"


FIELDS: tuple[tuple[str, Callable[[Provider], bool], Callable[[Parts, str], SettingRow]], ...] = (
    ("project", _is_vertex, _project),
    ("location", _is_vertex, _location),
    ("credentials_file", _is_vertex, _credentials),
    ("base_url", lambda row: row.way != "demo", AddressRow),
    ("api", lambda row: row.way in ("openai", "chat"), _api),
    ("models", lambda row: row.way not in ("demo", "relay"), _models),
)
"""The setting's field, which rows of the table have it, and what shows it, in the order of the form."""
