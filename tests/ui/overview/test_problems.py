"""What is wrong is a message each, with a button; what is well again goes away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.ui.overview.problems import MOST, Problems
from desktop_proxy.ui.theme import Theme


def shown(qtbot: QtBot, core: Core, theme: Theme) -> Problems:
    made = Problems(core, theme)
    qtbot.addWidget(made)
    made.refresh()
    return made


def write(core: Core, text: str) -> None:
    core.paths.settings_file.write_text(text)
    core.settings.refresh()


def test_without_problems_nothing_takes_room(qtbot: QtBot, core: Core, theme: Theme) -> None:
    assert shown(qtbot, core, theme).isHidden()


def test_a_complaint_of_the_settings_is_shown_until_it_is_mended(qtbot: QtBot, core: Core, theme: Theme) -> None:
    made = shown(qtbot, core, theme)
    write(core, '{"upstream": {"max_retries": 99}}')
    made.refresh()
    said = made.messages[0].text.text()
    assert not made.isHidden() and said.startswith("“upstream.max_retries” must be ")
    assert said.endswith("; its default is used until it is changed.")
    assert [button.text() for button in made.messages[0].findChildren(QPushButton)] == ["Open settings file"]
    write(core, "{}")
    made.refresh()
    assert made.isHidden() and made.messages == []


def test_what_is_set_and_only_cannot_work_is_not_said_to_be_a_default(qtbot: QtBot, core: Core, theme: Theme) -> None:
    made = shown(qtbot, core, theme)
    write(core, '{"routing": {"preferred_provider": "nobody"}}')
    made.refresh()
    assert "which is not set up" in made.messages[0].text.text()
    assert "default" not in made.messages[0].text.text()


def test_what_is_shown_already_stays_the_same_widget(qtbot: QtBot, core: Core, theme: Theme) -> None:
    made = shown(qtbot, core, theme)
    write(core, '{"upstream": {"max_retries": 99}}')
    made.refresh()
    before = made.messages[0]
    made.refresh()
    assert made.messages[0] is before


def test_many_complaints_end_in_one_that_leads_to_the_doctor(qtbot: QtBot, core: Core, theme: Theme) -> None:
    made = shown(qtbot, core, theme)
    write(
        core,
        '{"upstream": {"max_retries": 99, "idle_timeout_s": -1, "connect_timeout_s": -1, "first_event_timeout_s": -1}}',
    )
    made.refresh()
    made.show()
    assert len(made.messages) == MOST + 1
    wanted: list[bool] = []
    made.check_wanted.connect(lambda: wanted.append(True))
    button = made.messages[-1].findChild(QPushButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted == [True]
