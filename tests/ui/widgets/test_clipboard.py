"""A secret is pasted as any text, and marked for who keeps what was copied."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.widgets.clipboard import MARKS, copy_secret, secret_mime_data

TOKEN = "dp-0123456789abcdef"


def test_the_text_is_there_beside_the_mark_of_each_system(qapp: QApplication) -> None:
    made = secret_mime_data(TOKEN)
    assert made.text() == TOKEN
    assert made.data("x-kde-passwordManagerHint").data() == b"secret"
    windows = 'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"'
    assert made.hasFormat(windows) and made.hasFormat("org.nspasteboard.ConcealedType")


def test_no_mark_has_the_text_in_it() -> None:
    assert not any(TOKEN.encode() in value for value in MARKS.values())


def test_what_was_copied_can_be_pasted(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    copy_secret(TOKEN)
    field.paste()
    assert field.text() == TOKEN


def test_the_next_text_is_not_marked(qapp: QApplication) -> None:
    copy_secret(TOKEN)
    QGuiApplication.clipboard().setText("a command")
    kept = QGuiApplication.clipboard().mimeData()
    assert not any(kept.hasFormat(name) for name in MARKS)
