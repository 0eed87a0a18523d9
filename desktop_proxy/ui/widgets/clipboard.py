"""Secrets on the clipboard: pasted as any text, and marked for who keeps a history of what was copied.

Whether a clipboard manager heeds the marks is up to it. Nothing is taken from the clipboard again.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_WINDOWS = 'application/x-qt-windows-mime;value="%s"'
MARKS = {
    # Klipper, and most managers on Linux.
    "x-kde-passwordManagerHint": b"secret",
    # The history of Windows, and its copy on other machines.
    _WINDOWS % "ExcludeClipboardContentFromMonitorProcessing": b"1",
    # Managers on macOS; Qt writes its own prefix before a name that it does not know.
    "org.nspasteboard.ConcealedType": b"1",
}
"""The formats by which managers of each system know what they are to leave out."""


def secret_mime_data(text: str) -> QMimeData:
    """The text, marked as a secret."""
    made = QMimeData()
    made.setText(text)
    for name, value in MARKS.items():
        made.setData(name, value)
    return made


def copy_secret(text: str) -> None:
    """Put it on the clipboard, marked as a secret."""
    QGuiApplication.clipboard().setMimeData(secret_mime_data(text))
