"""What a user does: keys, clicks and what is offered in a message."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from desktop_proxy.ui.models.model_combo import ModelCombo
from desktop_proxy.ui.widgets.message import Message

OPENAI_KEY = "sk-proj-0123456789abcdefghijABCD"
XAI_KEY = "xai-0123456789abcdefghijWXYZ"
ANTHROPIC_KEY = "sk-ant-0123456789abcdefghij"
OPENROUTER_KEY = "sk-or-0123456789abcdefghij"


def click(button: QAbstractButton) -> None:
    """With the left mouse button, where it can be clicked."""
    # What a layout has just taken in is shown by a posted event.
    QApplication.sendPostedEvents()
    assert button.isEnabled() and button.isVisible(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def retype(field: QLineEdit | ModelCombo, text: str, *, leave: bool = True) -> None:
    """Replace what stands there; Return ends it."""
    field.setFocus()
    # An editable combo box gets the keys itself and hands them on to its field.
    (field.field if isinstance(field, ModelCombo) else field).selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    if leave:
        QTest.keyClick(field, Qt.Key.Key_Return)


def offered(message: Message) -> list[str]:
    """The words on a message's buttons."""
    return [button.text() for button in message._buttons]


def take(message: Message, offer: str) -> None:
    """Click that button of a message."""
    [button] = [button for button in message._buttons if button.text() == offer]
    click(button)
