"""A submenu of choices changes in place, in every menu it is shown in."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.radio_menu import Choice, RadioMenu

THREE = (Choice("a", "Alpha"), Choice("b", "Beta", checked=True), Choice("c", "Gamma & more"))


def shown(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def checked(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isChecked()]


def test_two_menus_show_the_same_and_follow(qapp: QApplication) -> None:
    radio = RadioMenu(QAction("Other…"))
    menus = [radio.menu(), radio.menu()]
    radio.show("Letters", THREE)
    for menu in menus:
        assert (menu.title(), shown(menu), checked(menu)) == (
            "Letters",
            ["Alpha", "Beta", "Gamma ＆ more", "Other…"],
            ["Beta"],
        )
    actions = menus[0].actions()
    radio.show("Fewer", [Choice("a", "Alpha", checked=True)])
    assert menus[0].actions() == actions, "an open menu would close"
    assert [shown(menu) for menu in menus] == [["Alpha", "Other…"]] * 2
    assert checked(menus[1]) == ["Alpha"]


def test_the_user_s_choice_is_told_and_ours_is_not(qtbot: QtBot) -> None:
    radio = RadioMenu()
    radio.show("Letters", THREE)
    with qtbot.waitSignal(radio.chosen) as told:
        radio.choices[2].trigger()
    assert told.args == ["c"]
    with qtbot.assertNotEmitted(radio.chosen):
        radio.show("Letters", THREE)


def test_with_a_remark_nothing_can_be_chosen(qapp: QApplication) -> None:
    radio = RadioMenu()
    menu = radio.menu()
    radio.show("Letters", THREE, "Set by the environment")
    assert shown(menu)[0] == "Set by the environment"
    assert not any(action.isEnabled() for action in menu.actions() if not action.isSeparator())
    radio.show("Letters", THREE)
    assert shown(menu)[0] == "Alpha" and all(choice.isEnabled() for choice in radio.choices)


def test_opening_one_of_its_menus_is_told(qtbot: QtBot) -> None:
    radio = RadioMenu()
    menu = radio.menu()
    with qtbot.waitSignal(radio.opened):
        menu.aboutToShow.emit()
