"""Where the program keeps its files, and what it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop_proxy import __version__
from desktop_proxy.paths import Paths
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.form_row import FormRow
from desktop_proxy.ui.widgets.labels import label, selectable

ZERO_WIDTH_SPACE = "\u200b"


class FolderRow(FormRow):
    """A folder of this computer, and a button that shows it in the file manager."""

    def __init__(self, caption: str, folder: Path, parent: QWidget | None = None) -> None:
        open_it = button(QCoreApplication.translate("FolderRow", "Open folder"))
        open_it.setAccessibleName(f"{open_it.text()}: {caption}")
        super().__init__(caption, breakable(folder), open_it, parent)
        self._folder = folder
        open_it.clicked.connect(self._open)

    def _open(self) -> None:
        self.complain("")
        if not self._folder.is_dir():
            self.complain(self.tr("The folder is not there yet; it is made with the first file."))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            self.complain(self.tr("No program of this computer shows folders; the path is above."))


class AboutCard(Card):
    """Folders, version and licence."""

    def __init__(self, paths: Paths, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("AboutCard", "About"), parent)
        self.body.addWidget(FolderRow(self.tr("Data folder"), paths.data_dir))
        if paths.config_dir != paths.data_dir:
            self.body.addWidget(FolderRow(self.tr("Settings folder"), paths.config_dir))
        self.body.addWidget(FolderRow(self.tr("Log folder"), paths.log_dir))
        version = selectable(label(__version__, wrap=False))
        self.body.addWidget(FormRow(self.tr("Version"), "", version))
        licence = label("MIT", wrap=False)
        self.body.addWidget(FormRow(self.tr("Licence"), "", licence))


def breakable(path: Path) -> str:
    """The path with places at which a line may be broken."""
    text = str(path)
    for separator in ("/", "\\"):
        text = text.replace(separator, separator + ZERO_WIDTH_SPACE)
    return text
