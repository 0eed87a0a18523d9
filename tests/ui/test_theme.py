"""Appearance: what is set, what the system says, and the colours that icons get."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.ui import resources
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tokens import DARK, LIGHT

UI = Path(__file__).parents[2] / "desktop_proxy" / "ui"
SOURCES = sorted(path for path in UI.rglob("*.py") if not path.name.startswith("tray"))
"""The tray has shapes of its own."""
ICONS = resources.folder() / "icons"
TAKE_A_NAME = {"icon": 0, "pixmap": 0, "icon_button": 1, "IconButton": 1, "EmptyState": 1}
TABLES = ("_ICONS", "_SHAPES")


@pytest.fixture
def fresh(qapp: QApplication) -> Iterator[Theme]:
    """As at the start of the program: it follows the system."""
    made = Theme(qapp)
    yield made
    made.set_appearance("light")
    made.setParent(None)
    made.deleteLater()


def system_turns(app: QApplication, scheme: Qt.ColorScheme) -> None:
    """What Qt sends when the user switches the whole desktop."""
    app.styleHints().colorSchemeChanged.emit(scheme)


def colours_in(image: QImage) -> set[str]:
    """Of the pixels that are wholly covered."""
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    found = (image.pixelColor(x, y) for x, y in places)
    return {colour.name().upper() for colour in found if colour.alpha() == 255}


def test_an_unknown_scheme_is_light(fresh: Theme) -> None:
    assert not fresh.dark and fresh.colours is LIGHT


def test_the_chosen_appearance_reaches_palette_and_sheet_once(fresh: Theme, qapp: QApplication) -> None:
    told: list[bool] = []
    fresh.changed.connect(lambda: told.append(fresh.dark))
    fresh.set_appearance("dark")
    fresh.set_appearance("dark")
    assert told == [True]
    assert fresh.colours is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert DARK.surface in qapp.styleSheet() and LIGHT.surface not in qapp.styleSheet()


def test_the_system_is_followed(fresh: Theme, qapp: QApplication) -> None:
    told: list[bool] = []
    fresh.changed.connect(lambda: told.append(fresh.dark))
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        system_turns(qapp, scheme)
    assert told == [True, False]


def test_a_chosen_appearance_does_not_follow_the_system_until_that_is_chosen(fresh: Theme, qapp: QApplication) -> None:
    fresh.set_appearance("light")
    system_turns(qapp, Qt.ColorScheme.Dark)
    assert not fresh.dark
    fresh.set_appearance("system")
    assert fresh.dark


def test_a_shown_widget_is_repainted_in_the_new_colours(fresh: Theme, qtbot: QtBot) -> None:
    shown = QPushButton("Go on")
    qtbot.addWidget(shown)
    shown.resize(120, 32)
    shown.show()
    for appearance, colours in (("dark", DARK), ("light", LIGHT)):
        fresh.set_appearance(appearance)
        assert shown.grab().toImage().pixelColor(8, 16).name().upper() == colours.surface


def test_a_disabled_text_is_dimmed(fresh: Theme, qapp: QApplication) -> None:
    dimmed = qapp.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert dimmed == QColor(LIGHT.secondary)


@pytest.mark.parametrize("role", ["text", "secondary", "accent", "error"])
def test_an_icon_has_the_colour_of_its_role(fresh: Theme, role: str) -> None:
    for appearance, colours in (("light", LIGHT), ("dark", DARK)):
        fresh.set_appearance(appearance)
        image = fresh.icon("stop", role).pixmap(QSize(64, 64), 1.0).toImage()
        assert getattr(colours, role) in colours_in(image)
        assert fresh.colour(role) == QColor(getattr(colours, role))


def test_an_icon_is_drawn_once_for_each_appearance(fresh: Theme) -> None:
    light = fresh.icon("stop")
    assert fresh.icon("stop") is light
    fresh.set_appearance("dark")
    assert fresh.icon("stop") is not light


@pytest.mark.parametrize("size", [16, 20, 40])
@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_a_picture_has_its_size_on_every_screen(fresh: Theme, size: int, ratio: float, qtbot: QtBot) -> None:
    picture = fresh.pixmap("info", "accent", size, ratio)
    assert picture.size() == QSize(round(size * ratio), round(size * ratio))
    assert LIGHT.accent in colours_in(picture.toImage())
    shown = QLabel()
    qtbot.addWidget(shown)
    shown.setPixmap(picture)
    assert shown.sizeHint() == QSize(size, size)


@pytest.mark.skipif(sys.platform != "linux", reason="where Linux desktops keep it")
def test_what_moves_follows_the_system_when_the_user_comes_back(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    theme = Theme(qapp)
    assert theme.motion
    (tmp_path / "kdeglobals").write_text("[KDE]\nAnimationDurationFactor=0\n")
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert not theme.motion
    theme.setParent(None)


def test_ids_are_shown_in_a_fixed_font(fresh: Theme) -> None:
    assert QFontInfo(fresh.fixed_font()).fixedPitch()


def literals(node: ast.AST) -> set[str]:
    constants = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return {value for value in constants if isinstance(value, str)}


def places_of_icons(trees: Iterable[ast.Module]) -> dict[str, int]:
    """For each class with a field `icon`, the place of that field."""
    places = {}
    for node in (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        fields = [
            part.target.id
            for part in node.body
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
        ]
        if "icon" in fields:
            places[node.name] = fields.index("icon")
    return places


def icons_named_in(tree: ast.AST, places: Mapping[str, int]) -> set[str]:
    """What stands where an icon belongs: in a call, in `icon = "…"`, and in a table of icons."""
    named: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = places.get(called, len(node.args))
            named |= set().union(*map(literals, node.args[place : place + 1]))
        elif isinstance(node, ast.keyword) and node.arg == "icon":
            named |= literals(node.value)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = (
                    zip(target.elts, node.value.elts, strict=True)
                    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                    else [(target, node.value)]
                )
                for name, value in pairs:
                    if getattr(name, "id", "") == "icon":
                        named |= literals(value)
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            if getattr(target, "id", "") in TABLES:
                named |= set().union(*map(literals, node.value.values))
    return named


def test_every_icon_that_is_named_anywhere_exists() -> None:
    trees = {path.name: ast.parse(path.read_text("utf-8")) for path in SOURCES}
    places = TAKE_A_NAME | places_of_icons(trees.values())
    named = {(name, file) for file, tree in trees.items() for name in icons_named_in(tree, places)}
    assert {"eye", "eye-off", "check-circle"} <= {name for name, _ in named}, "the scan finds what it should"
    assert not {found for found in named if not (ICONS / f"{found[0]}.svg").is_file()}


@pytest.mark.parametrize(
    "file",
    # The style sheet cannot tint: what it shows has its colour.
    sorted(file for file in ICONS.glob("*.svg") if not file.stem.endswith(("-light", "-dark"))),
    ids=lambda file: file.stem,
)
def test_every_icon_can_be_drawn_and_tinted(file: Path, fresh: Theme) -> None:
    assert "currentColor" in file.read_text("utf-8")
    assert LIGHT.error in colours_in(fresh.icon(file.stem, "error").pixmap(QSize(64, 64), 1.0).toImage())


def test_an_icon_there_is_none_of_is_named(fresh: Theme) -> None:
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        fresh.icon("no-such-icon")
