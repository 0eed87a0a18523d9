"""The style sheet is one that Qt understands, made of nothing but tokens, and gives controls their size."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_proxy.ui import tokens
from desktop_proxy.ui.stylesheet import stylesheet
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tokens import DARK, LIGHT, Colours
from desktop_proxy.ui.widgets.labels import label
from tests.ui.contrast import contrast

APPEARANCES = pytest.mark.parametrize("colours, dark", [(LIGHT, False), (DARK, True)], ids=["light", "dark"])


@APPEARANCES
def test_it_has_no_colour_that_is_no_token(colours: Colours, dark: bool) -> None:
    sheet = stylesheet(colours, dark=dark, font_pt=10)
    assert "$" not in sheet
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=[;\s])", sheet)) <= {getattr(colours, role) for role in tokens.ROLES}
    assert not re.search(r"\b(rgba?|hsla?)\(|: *(white|black|gr[ae]y|red)\b", sheet)


@APPEARANCES
def test_every_picture_it_names_is_there(colours: Colours, dark: bool) -> None:
    pictures = re.findall(r'url\("(.+?)"\)', stylesheet(colours, dark=dark, font_pt=10))
    assert pictures and all(Path(picture).is_file() for picture in pictures)


@APPEARANCES
def test_qt_understands_it(colours: Colours, dark: bool, qtbot: QtBot) -> None:
    said: list[str] = []
    shown = QWidget()
    qtbot.addWidget(shown)
    QComboBox(shown)
    before = qInstallMessageHandler(lambda _kind, _context, message: said.append(message))
    try:
        shown.setStyleSheet(stylesheet(colours, dark=dark, font_pt=10))
        shown.ensurePolished()
        shown.grab()
    finally:
        qInstallMessageHandler(before)
    assert not said


def test_a_fault_in_it_would_be_noticed(qtbot: QtBot) -> None:
    said: list[str] = []
    shown = QWidget()
    qtbot.addWidget(shown)
    before = qInstallMessageHandler(lambda _kind, _context, message: said.append(message))
    try:
        shown.setStyleSheet("QLabel { color: ")
        shown.ensurePolished()
    finally:
        qInstallMessageHandler(before)
    assert said


def test_fonts_follow_the_size_of_the_systems_font(theme: Theme) -> None:
    for size in (9.0, 10.0, 13.5):
        sheet = stylesheet(LIGHT, dark=False, font_pt=size)
        assert f'QLabel[role="title"] {{ font-size: {size + 6}pt; font-weight: 600; }}' in sheet
        assert f'QLabel[role="caption"] {{ font-size: {size - 1}pt;' in sheet


def test_labels_have_the_size_of_their_role(theme: Theme, qtbot: QtBot, qapp: QApplication) -> None:
    system = qapp.font().pointSizeF()
    for role, more, weight in (
        ("body", 0, QFont.Weight.Normal),
        ("title", 6, QFont.Weight.DemiBold),
        ("section", 1, QFont.Weight.DemiBold),
        ("caption", -1, QFont.Weight.Normal),
        ("figure", 6, QFont.Weight.DemiBold),
    ):
        shown = label("Requests", role)
        qtbot.addWidget(shown)
        shown.ensurePolished()
        assert (shown.font().pointSizeF(), shown.font().weight()) == (system + more, weight), role


@pytest.mark.parametrize("kind", [QPushButton, QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QToolButton])
def test_every_control_has_the_same_height(kind: Callable[[], QWidget], theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    control = kind()
    layout.addWidget(control)
    layout.addStretch(1)
    page.resize(300, 300)
    page.show()
    assert control.height() == tokens.CONTROL_HEIGHT


@APPEARANCES
def test_every_rule_that_sets_text_and_ground_sets_a_readable_pair(colours: Colours, dark: bool) -> None:
    pairs = 0
    for rule in re.findall(r"\{(.*?)\}", stylesheet(colours, dark=dark, font_pt=10), re.DOTALL):
        said = {name.strip(): value.strip() for name, _, value in (part.partition(":") for part in rule.split(";"))}
        for text, ground in (("color", "background"), ("selection-color", "selection-background-color")):
            if said.get(text, "").startswith("#") and said.get(ground, "").startswith("#"):
                pairs += 1
                assert contrast(said[text], said[ground]) >= 4.5, rule
    assert pairs >= 8


@pytest.mark.parametrize("role", ["flat", "inline"])
def test_a_button_of_text_alone_ends_where_its_text_does_and_is_underlined_below_the_mouse(
    role: str, theme: Theme, qtbot: QtBot
) -> None:
    shown = QPushButton("All requests")
    qtbot.addWidget(shown)
    shown.setProperty("role", role)
    shown.ensurePolished()
    assert shown.sizeHint().width() <= shown.fontMetrics().horizontalAdvance(shown.text()) + tokens.UNIT
    shown.resize(shown.sizeHint())
    assert painted(shown, QStyle.StateFlag.State_MouseOver) != painted(shown)


def painted(shown: QPushButton, more: QStyle.StateFlag = QStyle.StateFlag.State_None) -> QImage:
    image = QImage(shown.size(), QImage.Format.Format_ARGB32)
    image.fill(0)
    option = QStyleOptionButton()
    shown.initStyleOption(option)
    option.state |= more
    painter = QPainter(image)
    shown.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, shown)
    painter.end()
    return image


def test_a_message_s_buttons_keep_their_distance(theme: Theme, qtbot: QtBot) -> None:
    place = QFrame()
    qtbot.addWidget(place)
    place.setProperty("role", "message")
    shown = QPushButton("Undo", place)
    shown.setProperty("role", "flat")
    shown.ensurePolished()
    assert shown.sizeHint().width() >= shown.fontMetrics().horizontalAdvance(shown.text()) + 2 * tokens.GAP
