from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.protocol.stop_sequences import StopCutter


def cut(pieces: list[str], *sequences: str) -> tuple[str, str | None]:
    cutter = StopCutter(sequences)
    shown = "".join(map(cutter.feed, pieces))
    return shown + cutter.flush(), cutter.hit


def test_text_ends_before_the_sequence() -> None:
    assert cut(["one STOP two"], "STOP") == ("one ", "STOP")


def test_a_sequence_across_pieces_is_met() -> None:
    assert cut(["one S", "TO", "P two"], "STOP") == ("one ", "STOP")


def test_only_what_may_become_a_sequence_is_held_back() -> None:
    cutter = StopCutter(("STOP",))
    assert cutter.feed("one ST") == "one "
    assert cutter.feed("x") == "STx"


def test_the_sequence_complete_first_wins() -> None:
    assert cut(["xabcd"], "abcd", "bc") == ("xa", "bc")
    assert cut(["xabc"], "bc", "abc") == ("x", "abc")


def test_what_is_left_is_shown_at_the_end() -> None:
    assert cut(["one ST"], "STOP") == ("one ST", None)


def test_empty_sequences_do_not_count() -> None:
    assert cut(["one"], "") == ("one", None)


@given(st.text("ab\n"), st.lists(st.text("ab\n", max_size=4), max_size=3), st.lists(st.integers(0, 60), max_size=6))
def test_the_result_does_not_depend_on_the_pieces(text: str, sequences: list[str], cuts: list[int]) -> None:
    places = sorted(min(place, len(text)) for place in cuts)
    pieces = [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]
    assert cut(pieces, *sequences) == cut([text], *sequences)
    shown, hit = cut([text], *sequences)
    assert text.startswith(shown + (hit or ""))
    assert hit or not any(sequence and sequence in text for sequence in sequences)
