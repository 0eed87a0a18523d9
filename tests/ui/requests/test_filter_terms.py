"""Terms pick positions out of columns, in their order."""

from __future__ import annotations

from desktop_proxy.ui.requests.filter_terms import id_term, number_term, text_term

from .rows import a_row, a_store

STORE = a_store(
    a_row("req_A", answered="GPT", provider="openai", cost_usd=0.5),
    a_row("req_B", answered=None, provider="OpenAI"),
    a_row("req_a", answered="grok", provider="xai", cost_usd=2.0),
)


def test_a_text_in_any_of_the_columns_is_enough_and_letters_are_small() -> None:
    term = text_term(("answered", "provider"), lambda text: "gpt" in text or "xai" in text)
    assert term(STORE, range(3)) == [0, 2]
    assert term(STORE, [2, 1]) == [2]


def test_positions_that_match_in_different_columns_stay_in_order() -> None:
    term = text_term(("answered", "provider"), lambda text: text in ("grok", "openai"))
    assert term(STORE, range(3)) == [0, 1, 2]


def test_negation_is_the_rest() -> None:
    assert text_term(("answered", "provider"), lambda text: "gpt" in text, negated=True)(STORE, range(3)) == [1, 2]
    assert number_term("cost_usd", lambda cost: cost > 1, negated=True)(STORE, range(3)) == [0, 1]
    assert id_term("a", negated=True)(STORE, range(3)) == [0, 1]


def test_each_text_is_judged_once() -> None:
    judged: list[str] = []
    text_term(("asked",), lambda text: not judged.append(text))(STORE, range(3))
    assert judged == ["claude-sonnet-5"]


def test_a_number_that_is_not_known_passes_no_comparison() -> None:
    assert number_term("cost_usd", lambda cost: cost > 0)(STORE, range(3)) == [0, 2]


def test_ids_are_compared_letter_by_letter() -> None:
    assert id_term("req_a")(STORE, range(3)) == [2]
