"""A diff is read by its signs, and its colours follow the appearance."""

from __future__ import annotations

import difflib

import pytest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.clients.diff_view import GAP_LINE, TINT_ALPHA, TINTS, DiffView, readable
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tokens import DARK, LIGHT, Colours
from tests.ui.contrast import contrast

OLD = '{\n  "model": "opus",\n  "env": {}\n}'
NEW = '{\n  "model": "opus",\n  "env": {\n    "A": "1"\n  }\n}'


def diff(old: str, new: str) -> str:
    return "\n".join(difflib.unified_diff(old.splitlines(), new.splitlines(), "a", "a", lineterm=""))


def test_files_and_positions_are_left_out_and_signs_stay() -> None:
    assert readable(diff(OLD, NEW)) == [
        "  {",
        '    "model": "opus",',
        '−   "env": {}',
        '+   "env": {',
        '+     "A": "1"',
        "+   }",
        "  }",
    ]


def test_a_line_that_looks_like_a_header_is_shown() -> None:
    assert readable(diff("-- x\n1", "1")) == ["− -- x", "  1"]


def test_hunks_are_parted() -> None:
    old = [str(number) for number in range(40)]
    new = ["first", *old[1:-1], "last"]
    assert readable(diff("\n".join(old), "\n".join(new))).count(GAP_LINE) == 1


def test_nothing_is_nothing() -> None:
    assert readable("") == []


def test_signs_are_coloured_in_both_appearances(qtbot: QtBot, theme: Theme) -> None:
    view = DiffView(theme, "Change")
    qtbot.addWidget(view)
    view.show_diff(diff(OLD, NEW))
    for appearance, colours in (("light", LIGHT), ("dark", DARK)):
        theme.set_appearance(appearance)
        used = {selection.format.foreground().color().name().lower() for selection in view.extraSelections()}
        assert {colours.ok.lower(), colours.error.lower()} <= used


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("role", list(TINTS.values()))
def test_text_and_sign_can_be_read_on_the_tint(colours: Colours, role: str) -> None:
    colour = getattr(colours, role)
    share = TINT_ALPHA / 255
    ground = "#" + "".join(
        f"{round(int(colour[at : at + 2], 16) * share + int(colours.surface[at : at + 2], 16) * (1 - share)):02x}"
        for at in (1, 3, 5)
    )
    assert contrast(colour, ground) >= 4.5 and contrast(colours.text, ground) >= 4.5


def test_a_later_diff_takes_the_place_of_the_first(qtbot: QtBot, theme: Theme) -> None:
    view = DiffView(theme, "Change")
    qtbot.addWidget(view)
    view.show_diff(diff(OLD, NEW))
    view.show_diff(diff("1", "1"))
    assert view.toPlainText() == "" and view.extraSelections() == []
