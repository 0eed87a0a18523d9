from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.providers.field_block import FieldBlock


def test_a_field_is_named_by_what_stands_above_it(qtbot: QtBot):
    field = QLineEdit()
    block = FieldBlock("&Name", field)
    qtbot.addWidget(block)
    assert block.caption.buddy() is field and field.accessibleName() == "Name"


def test_a_complaint_marks_the_field_and_one_line_moves_nothing(qtbot: QtBot):
    block = FieldBlock("Name", QLineEdit())
    qtbot.addWidget(block)
    block.resize(400, 100)
    block.show()
    before = block.sizeHint().height()
    block.complain("It cannot be.")
    assert block.field.property("invalid") is True and block.remark.text() == "It cannot be."
    assert block.sizeHint().height() == before
    block.complain("")
    assert block.field.property("invalid") is False
    assert block.remark.textFormat() is Qt.TextFormat.PlainText
