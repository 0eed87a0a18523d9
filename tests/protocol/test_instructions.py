from __future__ import annotations

import pytest

from .asking import (
    roles,
    sent,
    text,
)


def test_the_system_prompt_is_the_first_message() -> None:
    expected = {"role": "system", "content": "Be kind.\n\nBe brief."}
    assert (
        sent(system=[text("Be kind."), text(" "), {**text("Be brief."), "cache_control": {"type": "ephemeral"}}])[0]
        == expected
    )
    assert sent(system="Be kind.\n\nBe brief.")[0] == expected


@pytest.mark.parametrize("blank", ["", " ", [], None])
def test_a_blank_system_prompt_is_not_sent(blank) -> None:
    assert roles(sent(system=blank)) == ["user"]


def test_the_billing_pseudo_header_is_stripped() -> None:
    header = "x-anthropic-billing-header: cc_version=2.1; cc_entrypoint=cli;"
    assert sent(system=[text(header), text("Be kind.")])[0]["content"] == "Be kind."
    assert sent(system=f"{header}\nBe kind.")[0]["content"] == "Be kind."
    assert roles(sent(system=[text(header)])) == ["user"]


def test_only_the_first_block_can_be_the_pseudo_header() -> None:
    said = "x-anthropic-billing-header is a header."
    assert said in sent(system=[text("Be kind."), text(said)])[0]["content"]
