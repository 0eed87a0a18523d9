"""Whether clients need the token at all. Letting in everyone has to be confirmed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.message import Message
from desktop_proxy.ui.widgets.setting_row import SettingRow
from desktop_proxy.ui.widgets.toggle import Toggle


class RequireTokenRow(SettingRow):
    """The switch goes back until the warning below it was answered."""

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme, parent: QWidget | None = None) -> None:
        self.toggle = Toggle(theme)
        caption = QCoreApplication.translate("RequireTokenRow", "Clients need the token")
        super().__init__(core.settings, "server.require_token", caption, "", self.toggle, parent)
        self.warning = Message(theme, self)
        self.below.addWidget(self.warning)
        self.toggle.clicked.connect(self._clicked)
        self.applied.connect(self._show)
        bridge.settings_changed.connect(self._follow)
        self._show()

    def _clicked(self, wanted: bool) -> None:
        if wanted:
            self.change(True)
            return
        self.toggle.setChecked(True)
        self.warning.show_message(
            "warning",
            self.tr("Every program on this computer can then use your keys."),
            (self.tr("Let every program in"), self._confirmed),
            (self.tr("Cancel"), self.warning.clear),
        )

    def _confirmed(self) -> None:
        self.change(False)

    def _follow(self, _old: object, _new: object) -> None:
        self.refresh()
        self._show()

    def _show(self, _value: object = None) -> None:
        self.toggle.setChecked(self.value)
        self.warning.clear()
        if not self.pinned:
            open_to_all = self.tr("Off: every program on this computer can use your keys.")
            self.say("" if self.value else open_to_all)
