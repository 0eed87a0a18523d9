from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.providers.dialog import FieldsDialog
from desktop_proxy.ui.providers.field_block import FieldBlock
from desktop_proxy.ui.theme import Theme


def dialog_of(qtbot: QtBot) -> tuple[FieldsDialog, FieldBlock]:
    dialog = FieldsDialog()
    qtbot.addWidget(dialog)
    block = FieldBlock("Name", QLineEdit())
    dialog.column.addWidget(block)
    dialog.finish("Add provider", "Add")
    dialog.open()
    return dialog, block


def test_return_is_the_verb_and_esc_closes(theme: Theme, qtbot: QtBot):
    for key, result in ((Qt.Key.Key_Return, 1), (Qt.Key.Key_Escape, 0)):
        dialog, block = dialog_of(qtbot)
        QTest.keyClick(block.field, key)
        assert dialog.result() == result and not dialog.isVisible()


def test_the_tab_key_goes_through_the_fields_to_the_buttons(theme: Theme, qtbot: QtBot):
    dialog, block = dialog_of(qtbot)
    assert block.field.nextInFocusChain() is dialog.cancel_button
    assert dialog.cancel_button.nextInFocusChain() is dialog.accept_button


def test_it_grows_with_a_remark_of_several_lines(theme: Theme, qtbot: QtBot):
    dialog, block = dialog_of(qtbot)
    before = dialog.height()
    block.complain("A sentence that is much too long for one line of a dialog of this width, and goes on. " * 3)
    qtbot.waitUntil(lambda: dialog.height() > before)
    qtbot.waitUntil(lambda: block.remark.height() >= block.remark.heightForWidth(block.remark.width()))
