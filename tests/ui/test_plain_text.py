"""Text of others cannot reverse, hide or mark up anything, wherever it is shown."""

from __future__ import annotations

import pytest

from desktop_proxy.ui.plain_text import menu_text, one_line, visible, without_markup


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200f", "\u061c", "\u200b", "\ufeff"])
def test_a_character_that_reverses_or_hides_is_written_out(hidden: str) -> None:
    assert visible(f"a{hidden}b") == f"a⟨{ord(hidden):04X}⟩b"


def test_line_breaks_and_control_characters_become_spaces() -> None:
    assert one_line("a\r\n\tb\x1b[31m\u2028c", 40) == "a b [31m c"


def test_a_long_text_ends_with_an_ellipsis_within_the_limit() -> None:
    assert one_line("word " * 50, 20) == "word word word word…"
    assert len(one_line("x" * 500, 20)) == 20


def test_no_tag_and_no_entity_is_left_for_a_notification_or_tooltip() -> None:
    shown = without_markup('<img src="http://x/y"> &lt;')
    assert not set("<>&") & set(shown)
    assert "http://x/y" in shown


def test_no_mnemonic_is_left_for_a_menu() -> None:
    assert not set("&_") & set(menu_text("R&D my_model"))
