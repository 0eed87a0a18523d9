from __future__ import annotations

from dataclasses import fields

import pytest

from desktop_proxy.protocol.profile import Profile
from desktop_proxy.upstream.model_families import FAMILIES, facts


def test_rows_speak_of_fields_a_profile_has() -> None:
    known = {field.name for field in fields(Profile)}
    assert all(row.facts.keys() <= known for row in FAMILIES)


def test_the_first_row_that_says_something_counts() -> None:
    found = facts("openai", "gpt-5-pro", outranking=True)
    assert found["efforts"] == ("high",)
    assert found["structured_output"] is True


@pytest.mark.parametrize("model", ["gpt-50", "gpt-5.1", "gpt-12-mini"])
def test_later_generations_are_taken_for_the_family(model: str) -> None:
    assert facts("openai", model, outranking=True)["sampling"] is False


@pytest.mark.parametrize("model", ["gpt-4.1", "gpt-500", "my-gpt-5"])
def test_names_that_only_look_alike_are_not(model: str) -> None:
    assert "sampling" not in facts("openai", model, outranking=True)


def test_a_row_is_for_its_providers_alone() -> None:
    assert facts("nobody", "gpt-5.1", outranking=True) == {}
