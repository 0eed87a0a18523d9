"""Deleting the request log: asks, does it in the background, and says how it went."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_proxy.request_log import RequestLogError
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.requests.delete_dialog import DeleteDialog
from desktop_proxy.ui.requests.feed import Feed
from desktop_proxy.ui.requests.passing import show_for_a_while
from desktop_proxy.ui.widgets.message import Message


class Deletion(QObject):
    """Signals: `changed()` when it begins and ends."""

    changed = Signal()

    def __init__(self, feed: Feed, bridge: CoreBridge, message: Message, parent: QWidget) -> None:
        super().__init__(parent)
        self._feed, self._bridge, self._message, self._window = feed, bridge, message, parent
        self._task: asyncio.Task[None] | None = None

    @property
    def active(self) -> bool:
        """Whether it is being done."""
        return self._task is not None

    def ask(self, count: int) -> DeleteDialog:
        """Ask whether so many requests are to be deleted."""
        dialog = DeleteDialog(count, self._window)
        dialog.accepted.connect(self.begin)
        dialog.open()
        return dialog

    def begin(self) -> None:
        """Do it; needs the running loop."""
        self._task = self._bridge.run(self._delete(), "delete the request log")
        self.changed.emit()

    async def _delete(self) -> None:
        try:
            count = await self._feed.delete_history()
        except RequestLogError as error:
            self._message.show_message("error", str(error), (self.tr("Try again"), self.begin))
        else:
            show_for_a_while(self._message, "ok", self.tr("%Ln requests were deleted.", "", count))
        finally:
            self._task = None
            self.changed.emit()
