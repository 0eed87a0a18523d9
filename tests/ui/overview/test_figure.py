"""A figure is large, and exact in its tooltip and for screen readers."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_proxy.ui.overview.figure import Figure


def test_the_exact_number_is_said(qtbot: QtBot) -> None:
    made = Figure("Tokens in")
    qtbot.addWidget(made)
    made.show_figure("12.4k", "12,421", "3.0k cached")
    assert made.number.text() == "12.4k" and made.toolTip() == "12,421"
    assert made.accessibleName() == "Tokens in: 12,421, 3.0k cached"


def test_a_remark_that_comes_moves_nothing(qtbot: QtBot) -> None:
    made = Figure("Cost")
    qtbot.addWidget(made)
    made.show_figure("$0", "$0")
    before = made.sizeHint().height()
    made.show_figure("$0", "$0", "1 unpriced")
    assert made.sizeHint().height() == before
