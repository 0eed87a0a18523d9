"""One tray per user and data folder: a second start raises the first one's window and ends.

The lock file decides; the local socket only carries the request to show the window. A stale socket is removed only by
the holder of the lock, and Qt sees by itself that a lock's owner is gone.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QMetaMethod, QObject, QThread, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK = "tray.lock"
SOCKET = "tray.socket"
MAX_SOCKET_PATH = 100
"""Bytes; systems take 104 or 108, with a zero at the end."""
SHOW = b"show\n"
CALL_MS = 3000
"""How long a second start tries to reach the first, which may be starting itself."""
ATTEMPT_MS = 100


class SingleInstance(QObject):
    """Signals: `show_requested()` when another start asked for the window; a request that comes before anybody is
    connected waits for the first who is.
    """

    show_requested = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(folder / LOCK))
        # The age of the lock says nothing: a tray runs for weeks. Whether its owner lives is looked at anyway.
        self._lock.setStaleLockTime(0)
        self._names = _socket_names(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)

    def acquire(self, patience_ms: int = CALL_MS) -> bool:
        """Whether this is the only one; if not, the first one has been asked to show its window."""
        deadline = QDeadlineTimer(patience_ms)
        while not deadline.hasExpired():
            if self._lock.tryLock(0):
                break
            if self._lock.error() != QLockFile.LockError.LockFailedError:
                # A folder that cannot be written has no lock; starting is worth more than being alone.
                return True
            if any(_call(name) for name in self._names):
                return False
            # The holder does not listen yet, or has just ended.
            QThread.msleep(ATTEMPT_MS)
        # Here too where the lock has a holder that nobody can reach: another program that got the process id of a
        # killed tray. Ending would leave the user without any window.
        self._listen()
        return True

    def release(self) -> None:
        """At the end; the next start is the only one again."""
        self._server.close()
        self._lock.unlock()

    def connectNotify(self, signal: QMetaMethod) -> None:
        if signal == QMetaMethod.fromSignal(self.show_requested):
            QTimer.singleShot(0, self._called)

    def _listen(self) -> None:
        for name in self._names:
            QLocalServer.removeServer(name)
            if self._server.listen(name):
                return

    def _called(self) -> None:
        if not self.isSignalConnected(QMetaMethod.fromSignal(self.show_requested)):
            return
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.show_requested.emit()


def _socket_names(folder: Path) -> list[str]:
    """In the folder itself, where every start finds it; the second place, which depends on the environment, is for
    long paths, for file systems without sockets, and for Windows, whose pipes are in no folder.
    """
    folder = folder.resolve()
    place = folder / SOCKET
    elsewhere = f"desktop-proxy-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}"
    fits = sys.platform != "win32" and len(os.fsencode(place)) <= MAX_SOCKET_PATH
    return [str(place), elsewhere] if fits else [elsewhere]


def _call(name: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(ATTEMPT_MS):
        return False
    socket.write(SHOW)
    socket.waitForBytesWritten(ATTEMPT_MS)
    socket.disconnectFromServer()
    return True
