"""Every text can be read on everything it stands on: WCAG 2.2, 1.4.3, at least 4.5 to 1."""

from __future__ import annotations

import re

import pytest

from desktop_proxy.ui import tokens
from desktop_proxy.ui.tokens import DARK, LIGHT, Colours
from tests.ui.contrast import contrast

WORDS = ("text", "secondary", "accent", "ok", "warning", "error")
GROUNDS = ("window", "surface", "hover", "selection")
PAIRS = [(word, ground) for word in WORDS for ground in GROUNDS] + [("on_accent", "accent")]
APPEARANCES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


@pytest.mark.parametrize(
    "one, other, expected",
    [("#FFFFFF", "#000000", 21.0), ("#777777", "#FFFFFF", 4.48), ("#0000FF", "#FFFFFF", 8.59), ("#123456",) * 2 + (1,)],
)
def test_contrast_is_computed_as_wcag_says(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@APPEARANCES
@pytest.mark.parametrize("word, ground", PAIRS)
def test_text_can_be_read(colours: Colours, word: str, ground: str) -> None:
    assert contrast(getattr(colours, word), getattr(colours, ground)) >= 4.5


@APPEARANCES
@pytest.mark.parametrize("state", ["hover", "selection"])
def test_a_row_under_the_pointer_and_a_selected_one_differ_from_the_rest(colours: Colours, state: str) -> None:
    assert contrast(getattr(colours, state), colours.surface) >= 1.1
    assert colours.hover != colours.selection


@APPEARANCES
def test_a_colour_is_six_hexadecimal_digits(colours: Colours) -> None:
    assert all(re.fullmatch(r"#[0-9A-F]{6}", getattr(colours, role)) for role in tokens.ROLES)


def test_the_colours_are_those_of_the_look() -> None:
    look = {
        "window": ("#F6F7F9", "#1B1D21"),
        "surface": ("#FFFFFF", "#24272C"),
        "line": ("#DFE3E8", "#363B42"),
        "text": ("#1B1F24", "#E7EAEE"),
        "secondary": ("#5B6672", "#9AA4B0"),
        "accent": ("#4F55D6", "#8F94FF"),
        "ok": ("#1F7A4D", "#5FCB95"),
        "warning": ("#9A5B00", "#F0B35A"),
        "error": ("#B3261E", "#FF8A80"),
    }
    assert {role: (getattr(LIGHT, role), getattr(DARK, role)) for role in look} == look


def test_measures_lie_on_the_grid() -> None:
    measures = (
        tokens.GAP,
        tokens.GROUP,
        tokens.MARGIN,
        tokens.CONTROL_HEIGHT,
        tokens.ROW_HEIGHT,
        tokens.SIDEBAR_WIDTH,
        tokens.SIDEBAR_ITEM_HEIGHT,
        *tokens.WINDOW_SIZE,
        *tokens.WINDOW_MIN_SIZE,
    )
    assert all(measure % tokens.UNIT == 0 for measure in measures)
