from __future__ import annotations

from typing import Any

import pytest

from desktop_proxy.protocol.profile import Profile, Translation
from desktop_proxy.protocol.request_body import messages_request
from desktop_proxy.upstream.stream_options import stream_options

BODY: dict[str, Any] = {"model": "opus", "max_tokens": 5000, "messages": [{"role": "user", "content": "Hi"}]}


@pytest.mark.parametrize(
    ("thinking", "shown", "omitted"),
    [
        (None, False, False),
        ({"type": "disabled"}, False, False),
        ({"type": "adaptive"}, True, False),
        ({"type": "enabled", "budget_tokens": 2000}, True, False),
        ({"type": "enabled", "budget_tokens": 2000, "display": "omitted"}, True, True),
    ],
)
def test_thinking_is_shown_to_who_asked_for_it(thinking: dict[str, Any] | None, shown: bool, omitted: bool) -> None:
    request = messages_request(BODY | {"thinking": thinking})
    options = stream_options(Translation({}), request, Profile("openai", "m"), "OpenAI")
    assert (options.show_thinking, options.omit_thinking) == (shown, omitted)


def test_ids_of_the_conversation_are_taken() -> None:
    calls = [{"type": "tool_use", "id": "call_1", "name": "Read", "input": {}}, {"type": "text", "text": "x"}]
    messages = [*BODY["messages"], {"role": "assistant", "content": calls}, {"role": "assistant", "content": "y"}]
    options = stream_options(
        Translation({}, tool_names={"short": "the_long_name"}, stop_sequences=("END",)),
        messages_request(BODY | {"messages": messages}),
        Profile("gemini", "m"),
        "Gemini",
    )
    assert options.taken_ids == {"call_1"}
    assert (options.tool_names, options.stop_sequences, options.provider) == (
        {"short": "the_long_name"},
        ("END",),
        "gemini",
    )
