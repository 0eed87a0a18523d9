from __future__ import annotations

from dataclasses import replace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.protocol.chat_request import build_chat_request
from desktop_proxy.protocol.continuity import thinking_signature, tool_id_with_signature
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
    call,
    chat,
    noted,
    result,
    roles,
    sent,
    system,
    text,
    thinking,
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


def test_a_system_message_in_the_middle_stays_in_place() -> None:
    messages = sent(user("a"), system([text("Mind"), text("this.")]), user("b"), system="Be kind.")
    assert roles(messages) == ["system", "user", "system", "user"]
    assert messages[2]["content"] == "Mind\n\nthis."


@pytest.mark.parametrize("profile", [GEMINI, LOCAL])
def test_a_model_with_one_system_prompt_reads_later_ones_as_marked_user_text(profile) -> None:
    translation = chat(user("a"), system("Mind this."), user("b"), profile=profile, system="Be kind.")
    assert roles(translation.body["messages"]) == ["system", "user"]
    assert translation.body["messages"][1]["content"] == "a\n\n<system-reminder>\nMind this.\n</system-reminder>\n\nb"
    assert noted(translation, "messages.role") == "rewritten"


def test_a_folded_system_message_does_not_part_a_call_from_its_result() -> None:
    messages = sent(user("x"), assistant(call("a")), system("Mind."), user(result("a"), text("go")), profile=GEMINI)
    assert roles(messages) == ["user", "assistant", "tool", "user"]


def test_an_assistant_turn_with_calls_alone_has_null_content() -> None:
    messages = sent(user("x"), assistant(call("a")), user(result("a")))
    assert messages[1]["content"] is None


def test_thinking_of_another_model_is_dropped_with_a_note() -> None:
    translation = chat(user("x"), assistant(thinking("secret plan", "EqQB"), text("Done.")), user("y"))
    assert translation.body["messages"][1] == {"role": "assistant", "content": "Done."}
    assert noted(translation, "messages.content.thinking") == "dropped"


@pytest.mark.parametrize(
    "block",
    [thinking("hm"), thinking("hm", ""), {"type": "redacted_thinking", "data": "EqQB"}, thinking("hm", "dp1.x.!")],
)
def test_a_turn_of_foreign_thinking_alone_disappears(block) -> None:
    assert sent(user("x"), assistant(block), user("y")) == [
        {"role": "user", "content": "x"},
        {"role": "user", "content": "y"},
    ]


def test_gemini_gets_the_signature_of_a_call_back() -> None:
    carried = tool_id_with_signature("call_1", "c2ln")
    messages = sent(
        user("x"),
        assistant(call(carried), call("call_2", p="2")),
        user(result(carried), result("call_2")),
        profile=GEMINI3,
    )
    first, second = messages[1]["tool_calls"]
    assert first["id"] == "call_1"
    assert first["provider_specific_fields"] == {"thought_signature": "c2ln"}
    assert "provider_specific_fields" not in second


def test_gemini_gets_the_signature_of_a_text_back() -> None:
    signature = thinking_signature("gemini", {"signatures": ["c2ln"]})
    messages = sent(user("x"), assistant(thinking("hm", signature), text("Done.")), user("y"), profile=GEMINI3)
    assert messages[1] == {
        "role": "assistant",
        "content": "Done.",
        "provider_specific_fields": {"thought_signatures": ["c2ln"]},
    }


def test_a_gemini_signature_does_not_go_to_vertex_or_openai() -> None:
    signature = thinking_signature("gemini", {"signatures": ["c2ln"]})
    assert "provider_specific_fields" not in sent(user("x"), assistant(thinking("hm", signature), text("D")))[1]


def test_a_server_that_wants_its_reasoning_back_gets_it() -> None:
    profile = replace(OPENAI, provider="deepseek", reasoning_content=True)
    own = thinking("mine", thinking_signature("deepseek", {"reasoning": True}))
    messages = sent(
        user("x"), assistant(own, thinking("foreign", "EqQB"), call("a")), user(result("a")), profile=profile
    )
    assert messages[1]["reasoning_content"] == "mine"


def test_such_a_server_gets_the_field_with_every_call() -> None:
    profile = replace(OPENAI, provider="deepseek", reasoning_content=True)
    messages = sent(
        user("x"), assistant(text("Hm."), call("a")), user(result("a")), assistant("Done."), profile=profile
    )
    assert messages[1]["reasoning_content"] == " "
    assert "reasoning_content" not in messages[3]


def test_the_cache_key_of_openai_is_a_hash_of_the_user_id() -> None:
    translation = chat(metadata={"user_id": "u" * 150})
    assert len(translation.body["prompt_cache_key"]) == 32
    assert "user" not in translation.body
    assert noted(translation, "metadata.user_id") == "rewritten"
    assert "prompt_cache_key" not in chat().body


def test_the_user_id_goes_to_nobody_else() -> None:
    translation = chat(metadata={"user_id": "me"}, profile=LOCAL)
    assert "prompt_cache_key" not in translation.body
    assert noted(translation, "metadata.user_id") == "dropped"


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
        orjson.dumps(build(request, profile).body)
