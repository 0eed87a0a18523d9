"""One tray per user and data folder: a second start raises the first one's window and ends.

The lock file decides; the local socket only carries the request to show the window. A stale socket is removed only by
the holder of the lock, and Qt sees by itself that a lock's owner is gone.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK = "tray.lock"
SHOW = b"show\n"
CALL_MS = 3000
"""How long a second start tries to reach the first, which may be starting itself."""
ATTEMPT_MS = 100


class SingleInstance(QObject):
    """Signals: `show_requested()` when another start asked for the window."""

    show_requested = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(folder / LOCK))
        # The age of the lock says nothing: a tray runs for weeks. Whether its owner lives is looked at anyway.
        self._lock.setStaleLockTime(0)
        # A folder's path may be longer than a socket's name can be.
        self._name = f"desktop-proxy-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)

    def acquire(self) -> bool:
        """Whether this is the only one; if not, the first one has been asked to show its window."""
        if self._lock.tryLock(0):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
            return True
        if self._lock.error() != QLockFile.LockError.LockFailedError:
            # A folder that cannot be written has no lock; starting is worth more than being alone.
            return True
        self._call()
        return False

    def release(self) -> None:
        """At the end; the next start is the only one again."""
        self._server.close()
        self._lock.unlock()

    def _call(self) -> bool:
        deadline = QDeadlineTimer(CALL_MS)
        while not deadline.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(ATTEMPT_MS):
                socket.write(SHOW)
                socket.waitForBytesWritten(ATTEMPT_MS)
                socket.disconnectFromServer()
                return True
            # The holder of the lock may not listen yet.
            QThread.msleep(ATTEMPT_MS)
        return False

    def _called(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.show_requested.emit()
