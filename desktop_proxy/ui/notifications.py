"""What the core says the user should hear of, as notifications of the tray. A click opens the page that helps.

Which notices there are and which are switched off is decided in `core/notices.py`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_proxy.core import Core
from desktop_proxy.core.notices import Kind, Notice
from desktop_proxy.ui.tray import Tray

_PAGES: dict[Kind, str] = {"stopped": "general", "key_refused": "providers", "model_retired": "models"}


class Notifications(QObject):
    """Signals: `open_page(name, argument)` after a click."""

    open_page = Signal(str, object)
    _raised = Signal(object)

    def __init__(self, core: Core, tray: Tray, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = tray
        # By a Qt signal, which ends with this object.
        self._raised.connect(self._show)
        core.notices.raised.connect(self._raised.emit)
        tray.message_clicked.connect(self._clicked)

    def _show(self, notice: Notice) -> None:
        self._tray.notify(notice.title, notice.sentence, notice)

    def _clicked(self, subject: object) -> None:
        if isinstance(subject, Notice):
            argument = {"key_refused": subject.provider, "model_retired": subject.model}.get(subject.kind)
            self.open_page.emit(_PAGES[subject.kind], argument)
