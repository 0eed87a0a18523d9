from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.credentials.credentials import KeyInfo
from desktop_proxy.settings import ProviderSettings, Settings
from desktop_proxy.ui.providers.entries import entries
from desktop_proxy.ui.providers.provider_list import ProviderList
from desktop_proxy.ui.providers.states import state_of
from desktop_proxy.ui.theme import Theme


@pytest.fixture
def listed(theme: Theme, qtbot: QtBot) -> ProviderList:
    made = ProviderList(theme)
    qtbot.addWidget(made)
    fill(made)
    made.resize(made.width(), 400)
    made.show()
    return made


def fill(made: ProviderList, source: str = "none", in_use: str = "xai", **providers: ProviderSettings) -> None:
    made.show_entries(
        [
            (found, state_of(found, KeyInfo(found.name, source)), found.name == in_use)
            for found in entries(Settings(providers=providers))
        ]
    )


def picture(made: ProviderList) -> QImage:
    return made.grab().toImage()


def test_state_and_use_are_told_to_screen_readers(listed: ProviderList):
    texts = [listed.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(listed.count())]
    assert texts[0] == "OpenAI, No key" and texts[3] == "xAI, No key, In use"


def test_arrow_keys_choose(listed: ProviderList):
    told: list[str] = []
    listed.chosen.connect(told.append)
    listed.choose("xai")
    QTest.keyClick(listed, Qt.Key.Key_Down)
    assert told == ["xai", "anthropic"] and listed.current == "anthropic"


def test_the_selection_survives_what_changes_around_it_and_tells_nothing(listed: ProviderList):
    listed.choose("xai")
    told: list[str] = []
    listed.chosen.connect(told.append)
    fill(listed, "keyring", team=ProviderSettings(base_url="https://team.test"))
    assert listed.current == "xai" and told == []
    assert listed.choose("team") and not listed.choose("nobody")


def test_when_the_selected_one_goes_the_one_in_use_is_shown(listed: ProviderList):
    fill(listed, team=ProviderSettings(base_url="https://team.test"))
    listed.choose("team")
    told: list[str] = []
    listed.chosen.connect(told.append)
    fill(listed)
    assert told == ["xai"]


def test_states_can_be_told_apart_without_colour(listed: ProviderList):
    def grey(image: QImage) -> QImage:
        return image.convertToFormat(QImage.Format.Format_Grayscale8)

    before = grey(picture(listed))
    fill(listed, "keyring")
    assert grey(picture(listed)) != before


def test_it_is_painted_for_the_appearance(listed: ProviderList, theme: Theme):
    light = picture(listed)
    theme.set_appearance("dark")
    assert picture(listed) != light
