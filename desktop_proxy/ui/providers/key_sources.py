"""Where the key of each provider is, and whether it was refused; asked in the background and followed: one for the
window.

A key that another process stores is noticed while somebody watches. Shows nothing by itself, and holds no key.
"""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_proxy.core import Core
from desktop_proxy.credentials.credentials import KeyInfo
from desktop_proxy.credentials.stamp import Stamp
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.providers.entries import Entry, entries, entry
from desktop_proxy.ui.providers.states import HAS_KEY

LOOK_MS = 1000
"""How often a change by another process is looked for; a look costs two calls of stat."""


class KeySources(QObject):
    """Signals: `changed()` after something was found out."""

    changed = Signal()

    def __init__(self, core: Core, bridge: CoreBridge) -> None:
        super().__init__(bridge)
        self._core, self._bridge = core, bridge
        self._infos: dict[str, KeyInfo] = {}
        self._refused: set[tuple[KeyInfo, str]] = set()
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._watchers = 0
        self._stamp = Stamp(core.paths.data_dir)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        bridge.settings_changed.connect(self._follow)
        bridge.rows_changed.connect(self._hear)

    @classmethod
    def of(cls, core: Core, bridge: CoreBridge) -> KeySources:
        """The one of this window."""
        return bridge.findChild(cls) or cls(core, bridge)

    @property
    def problem(self) -> str | None:
        """Why the keyring is of no use, in a sentence; None while it works."""
        return self._core.credentials.problem

    @property
    def unavailable(self) -> bool:
        """Whether a key may be there that cannot be read now."""
        return any(info.source == "unavailable" for info in self._infos.values())

    def info(self, entry: Entry) -> KeyInfo | None:
        """Of the key this provider is asked with; None as long as that is not known."""
        own = self._infos.get(entry.name)
        if own is not None and own.source == "none" and entry.preset_key:
            return self._infos.get(entry.preset_key, own)
        return own

    def refused(self, entry: Entry) -> bool:
        """Whether its provider would not take the key it is asked with now."""
        info = self.info(entry)
        return info is not None and (info, entry.row.base_url) in self._refused

    def judge(self, entry: Entry, info: KeyInfo | None, *, refused: bool) -> None:
        """What its provider said of that key. Another key, or another address, begins without a verdict."""
        if info is None or info.source not in HAS_KEY:
            return
        before = set(self._refused)
        (self._refused.add if refused else self._refused.discard)((info, entry.row.base_url))
        if self._refused != before:
            self.changed.emit()

    def renewed(self, name: str) -> None:
        """The key of that name was stored or deleted: what was said of it holds no more, even where it looks alike."""
        self._refused = {
            (info, address)
            for info, address in self._refused
            if info.name != name or info.source not in ("keyring", "session")
        }
        self.reload()

    def watch(self) -> None:
        """Look now, and follow what changes until as many calls of `unwatch`."""
        self._watchers += 1
        self._timer.start()
        self._stamp.changed()
        self._core.settings.refresh()
        self.reload()

    def unwatch(self) -> None:
        """Follow no more."""
        self._watchers = max(0, self._watchers - 1)
        if not self._watchers:
            self._timer.stop()

    def reload(self) -> None:
        """Ask again, for instance after a key was stored."""
        if self._task is not None and not self._task.done():
            self._again = True
            return
        self._task = self._bridge.run(self._load(), "where keys are")

    async def _load(self) -> None:
        self._again = True
        while self._again:
            self._again = False
            infos = await self._core.credentials.sources(self._names())
            self._infos = {info.name: info for info in infos}
            self.changed.emit()

    def _hear(self, rows: list[RequestRow]) -> None:
        """Requests find out as well; one without an attempt was refused by us, as there is no key."""
        for row in rows:
            refused = row.state == "error" and row.status == 401
            if row.provider and row.attempts and (refused or row.state == "done"):
                asked = entry(row.provider, self._core.settings.current)
                self.judge(asked, self.info(asked), refused=refused)

    def _names(self) -> list[str]:
        names = [
            name
            for one in entries(self._core.settings.current)
            for name in (one.name, one.preset_key)
            if name and one.takes_key
        ]
        return list(dict.fromkeys(names))

    def _follow(self, *_: object) -> None:
        # Only for names that are new: asking a locked keyring may open its dialog.
        if self._watchers and not self._infos.keys() >= set(self._names()):
            self.reload()

    def _look(self) -> None:
        self._core.settings.refresh()
        if self._stamp.changed():
            self.reload()
