from __future__ import annotations

import orjson
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.protocol.chat_request import build_chat_request
from desktop_proxy.protocol.responses_request import build_responses_request

from .asking import (
    GEMINI,
    GEMINI3,
    GPT5,
    LOCAL,
    OPENAI,
    TOOL,
    ask,
    assistant,
    chat,
    user,
)


def test_the_smallest_request_has_nothing_that_was_not_asked_for() -> None:
    assert chat(user("Hi")).body == {
        "model": "gpt-4.1",
        "messages": [{"role": "user", "content": "Hi"}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": 1000,
    }


def test_the_output_limit_is_named_as_the_model_wants_it() -> None:
    body = chat(profile=GPT5).body
    assert body["max_completion_tokens"] == 1000
    assert "max_tokens" not in body


def test_fields_of_anthropic_alone_never_leak() -> None:
    body = chat(
        tools=[
            {
                **TOOL,
                "cache_control": {"type": "ephemeral"},
                "input_examples": [{}],
                "defer_loading": True,
                "strict": True,
            }
        ],
        service_tier="auto",
        context_management={"edits": []},
        container="c",
        mcp_servers=[],
        speed="fast",
        top_k=5,
        api_base="http://evil",
    ).body
    assert set(body) == {"model", "messages", "stream", "stream_options", "max_tokens", "tools"}
    assert set(body["tools"][0]["function"]) == {"name", "description", "parameters"}


SOURCES = st.fixed_dictionaries(
    {"type": st.sampled_from(["base64", "url", "text", "content", "file", "odd"])},
    optional={
        "media_type": st.sampled_from(["image/png", "application/pdf", "text/plain", ""]),
        "data": st.sampled_from(["", "AAAA", "%%%", "é"]),
        "url": st.just("https://e.org/a"),
        "content": st.just("c") | st.just([{"type": "text", "text": "t"}, {"type": "odd"}, {}]),
        "file_id": st.just("f"),
    },
)
WILD_BLOCKS = st.one_of(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["image", "document"]), "source": SOURCES}, optional={"title": st.none()}
    ),
    st.fixed_dictionaries(
        {"type": st.just("thinking"), "thinking": st.text(max_size=3)}, optional={"signature": st.none()}
    ),
    st.just({"type": "tool_use", "id": "", "name": "", "input": {}}),
    st.just({"type": "odd", "nested": [1, {"encrypted_content": "x"}]}),
)
WILD_TOOLS = st.fixed_dictionaries(
    {"name": st.text(max_size=3)},
    optional={
        "type": st.sampled_from(
            [None, "", "custom", "bash_1", "web_search_1", "mcp_toolset", "computer_toolset_1", "new_1"]
        ),
        "input_schema": st.sampled_from([{}, {"type": "array"}, {"$ref": "#"}]),
        "description": st.none() | st.just(""),
    },
)


@given(
    st.lists(WILD_BLOCKS, max_size=3),
    st.none() | st.lists(WILD_TOOLS, max_size=3),
    st.sampled_from([{"type": kind, "name": ""} for kind in ("auto", "any", "tool", "none")]),
    st.none() | st.sampled_from(["enabled", "adaptive", "disabled"]),
    st.none() | st.sampled_from(["low", "max", "odd", ""]),
    st.sampled_from([OPENAI, GPT5, GEMINI, GEMINI3, LOCAL]),
)
def test_every_valid_request_is_translated(blocks, tools, choice, thinking_kind, effort, profile) -> None:
    request = ask(
        assistant(*blocks),
        user(*blocks),
        tools=tools,
        tool_choice=choice,
        thinking=thinking_kind and {"type": thinking_kind, "budget_tokens": None},
        output_config={"effort": effort},
        max_tokens=1,
    )
    for build in (build_chat_request, build_responses_request):
        body = orjson.loads(orjson.dumps(build(request, profile).body))
        assert body.get("messages") or body.get("input")
