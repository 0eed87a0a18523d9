from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.settings import SettingsStore
from desktop_proxy.ui.models.ordered_rows import OrderedRows
from desktop_proxy.ui.models.rules_card import RuleRow
from desktop_proxy.ui.theme import Theme
from tests.ui.providers.hands import click, retype

TWO = [{"pattern": "*haiku*", "target": "openai/a"}, {"pattern": "*opus*", "target": "openai/b"}]


def rows_of(core: Core, theme: Theme, qtbot: QtBot, rules: list[dict[str, str]] | None = None) -> OrderedRows:
    if rules:
        core.settings.update({"routing.rules": rules})
    made = OrderedRows(
        core.settings,
        "routing.rules",
        lambda inside: RuleRow(theme, inside),
        lambda stored, place: (f"rule {place + 1} of {len(stored)}", ""),
        ("No rules.", "Add rule", "A rule"),
    )
    qtbot.addWidget(made)
    core.settings.changed.connect(lambda *_: made.refresh())
    made.resize(460, 300)
    made.show()
    return made


def stored(core: Core) -> list[tuple[str, str]]:
    return [(rule.pattern, rule.target) for rule in core.settings.current.routing.rules]


def shown(rows: OrderedRows) -> list[tuple[str, str]]:
    return [(row.pattern.text(), row.target.text) for row in rows.rows]


def test_an_empty_list_says_what_that_means(core: Core, theme: Theme, qtbot: QtBot):
    rows = rows_of(core, theme, qtbot)
    assert rows.empty.isVisible() and rows.rows == []


def test_a_rule_is_added_when_both_fields_are_filled_in(core: Core, theme: Theme, qtbot: QtBot):
    rows = rows_of(core, theme, qtbot)
    click(rows.add_button)
    [row] = rows.rows
    retype(row.pattern, "*haiku*")
    assert stored(core) == [] and not row.remark.isVisible()
    retype(row.target, "openai/gpt-6-luna")
    assert stored(core) == [("*haiku*", "openai/gpt-6-luna")]
    assert row.remark.text() == "rule 1 of 1" and not rows.empty.isVisible()


def test_it_is_edited_in_place_and_undone(core: Core, theme: Theme, qtbot: QtBot):
    rows = rows_of(core, theme, qtbot, TWO)
    retype(rows.rows[1].target, "xai/grok-4.6")
    assert stored(core)[1] == ("*opus*", "xai/grok-4.6")
    click(rows.undo)
    assert stored(core) == [("*haiku*", "openai/a"), ("*opus*", "openai/b")] == shown(rows)
    assert not rows.undo.isVisible()


def test_moving_changes_which_one_wins(core: Core, theme: Theme, qtbot: QtBot):
    rows = rows_of(core, theme, qtbot, TWO)
    click(rows.rows[1].up)
    assert [pattern for pattern, _ in stored(core)] == ["*opus*", "*haiku*"]
    click(rows.rows[0].down)
    assert (
        [pattern for pattern, _ in stored(core)] == ["*haiku*", "*opus*"] == [row.pattern.text() for row in rows.rows]
    )


def test_a_moved_rule_keeps_its_button_under_the_keyboard(core: Core, theme: Theme, qtbot: QtBot):
    rows = rows_of(core, theme, qtbot, [*TWO, {"pattern": "*fable*", "target": "openai/c"}])
    row = rows.rows[0]
    click(row.down)
    assert rows.rows[1] is row and row.down.isEnabled()


def test_deleting_acts_at_once_and_is_undone(core: Core, theme: Theme, qtbot: QtBot):
    rows = rows_of(core, theme, qtbot, TWO)
    click(rows.rows[0].delete)
    assert stored(core) == [("*opus*", "openai/b")] == shown(rows)
    click(rows.undo)
    assert stored(core) == [("*haiku*", "openai/a"), ("*opus*", "openai/b")] == shown(rows)


def test_deleting_the_last_one_leaves_nothing_in_the_file(core: Core, theme: Theme, qtbot: QtBot):
    rows = rows_of(core, theme, qtbot, TWO[:1])
    click(rows.rows[0].delete)
    assert core.settings.source("routing.rules") == "default" and rows.empty.isVisible()


def test_undo_goes_after_its_time(core: Core, theme: Theme, qtbot: QtBot):
    rows = rows_of(core, theme, qtbot, TWO)
    rows._undo_timer.setInterval(10)
    click(rows.rows[0].delete)
    qtbot.waitUntil(lambda: not rows.undo.isVisible())


def test_what_cannot_be_is_said_below_its_row_when_typing_stops(core: Core, theme: Theme, qtbot: QtBot):
    rows = rows_of(core, theme, qtbot, TWO)
    row = rows.rows[0]
    row._typing.setInterval(10)
    retype(row.pattern, "two words", leave=False)
    qtbot.waitUntil(lambda: row.remark.text() == "A rule must not have blanks in it.")
    QTest.keyClick(row.pattern, Qt.Key.Key_Return)
    assert stored(core)[0] == ("*haiku*", "openai/a")
    QTest.keyClick(row.pattern, Qt.Key.Key_Escape)
    assert row.pattern.text() == "*haiku*"


def test_a_rule_that_was_emptied_is_kept_until_it_is_deleted(core: Core, theme: Theme, qtbot: QtBot):
    rows = rows_of(core, theme, qtbot, TWO)
    row = rows.rows[0]
    retype(row.pattern, "")
    assert "is incomplete" in row.remark.text()
    assert stored(core)[0] == ("*haiku*", "openai/a")
    retype(rows.rows[1].target, "xai/grok-4.6")
    assert stored(core) == [("*haiku*", "openai/a"), ("*opus*", "xai/grok-4.6")] and len(rows.rows) == 2


def test_a_new_row_goes_away_by_esc_and_stays_while_others_change(core: Core, theme: Theme, qtbot: QtBot):
    rows = rows_of(core, theme, qtbot, TWO)
    click(rows.add_button)
    retype(rows.rows[2].pattern, "*fable*", leave=False)
    core.settings.update({"routing.rules": TWO[:1]})
    assert shown(rows) == [("*haiku*", "openai/a"), ("*fable*", "")]
    QTest.keyClick(rows.rows[1].pattern, Qt.Key.Key_Escape)
    assert shown(rows) == [("*haiku*", "openai/a")]


def test_leaving_a_field_unchanged_writes_nothing(core: Core, theme: Theme, qtbot: QtBot, monkeypatch):
    rows = rows_of(core, theme, qtbot, TWO)
    monkeypatch.setattr(core.settings, "update", lambda changes: pytest.fail("written"))
    QTest.keyClick(rows.rows[0].pattern, Qt.Key.Key_Return)
    QTest.keyClick(rows.rows[0].target, Qt.Key.Key_Return)


def test_what_another_process_changes_is_shown(core: Core, theme: Theme, qtbot: QtBot):
    rows = rows_of(core, theme, qtbot, TWO)
    core.settings.update({"routing.rules": [*reversed(TWO), {"pattern": "x", "target": "y"}]})
    assert shown(rows) == [("*opus*", "openai/b"), ("*haiku*", "openai/a"), ("x", "y")]


def test_a_list_of_the_command_line_cannot_be_edited(theme: Theme, qtbot: QtBot, core: Core, tmp_path: Path):
    core.settings = SettingsStore(tmp_path / "s.json", core.environment, {"routing.rules": TWO})
    rows = rows_of(core, theme, qtbot)
    assert not rows.rows[0].isEnabled() and not rows.add_button.isEnabled()
    assert rows.pinned.text() == "Set by the command line; start without it."
