"""A request's line shows state, models, time and money, opens it, and reads nothing into names."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.overview.recent_row import ElidedLabel, RecentRow
from desktop_proxy.ui.theme import Theme


def shown(qtbot: QtBot, theme: Theme, **fields: object) -> RecentRow:
    made = RecentRow(theme)
    qtbot.addWidget(made)
    made.resize(600, 32)
    made.show()
    columns = {"id": "req_1", "started_at": time.time(), "asked": "claude-sonnet-5", **fields}
    made.show_row(RequestRow(**columns))  # type: ignore[arg-type]
    return made


def test_it_can_be_read_by_a_screen_reader(qtbot: QtBot, theme: Theme) -> None:
    made = shown(qtbot, theme, state="done", answered="gpt-6.1-sol", duration_ms=4200, cost_usd=0.0042, output_tokens=3)
    name = made.accessibleName()
    assert all(part in name for part in ("Done", "claude-sonnet-5 → gpt-6.1-sol", "4.2 s", "$0.004"))


def test_clicking_or_return_opens_it(qtbot: QtBot, theme: Theme) -> None:
    made = shown(qtbot, theme)
    opened: list[str] = []
    made.opened.connect(opened.append)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert opened == ["req_1", "req_1"]


def test_an_answer_without_a_known_price_is_unpriced_and_a_running_one_is_nothing(qtbot: QtBot, theme: Theme) -> None:
    assert "unpriced" in shown(qtbot, theme, state="done", output_tokens=3).accessibleName()
    assert "unpriced" not in shown(qtbot, theme, state="running").accessibleName()


def test_hostile_names_are_letters(qtbot: QtBot, theme: Theme) -> None:
    made = shown(qtbot, theme, asked="<img src=http://x>\u202eevil")
    assert "<" not in made.toolTip() and "\u202e" not in made.toolTip()
    assert "\u202e" not in made.models.full_text


def test_what_does_not_fit_ends_in_dots_and_asks_for_no_width(qtbot: QtBot) -> None:
    made = ElidedLabel()
    qtbot.addWidget(made)
    made.resize(80, 20)
    made.set_full_text("claude-sonnet-5 → a-model-with-a-very-long-name")
    made.show()
    assert made.text().endswith("…") and len(made.text()) < len(made.full_text)
    made.resize(900, 20)
    assert made.text() == made.full_text
