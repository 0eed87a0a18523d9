from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_proxy.protocol.errors import ApiError

from .asking import (
    GEMINI,
    GPT5,
    LOCAL,
    OPENAI,
    TOOL,
    ask,
    assistant,
    call,
    chat,
    noted,
    responses,
    result,
    sent,
    text,
    user,
)

SEARCH = {"type": "web_search_20250305", "name": "web_search", "max_uses": 3}
LONG = "mcp__" + "x" * 100


def names(body):
    return [tool["function"]["name"] for tool in body.get("tools", ())]


def test_tools_are_functions() -> None:
    assert chat(tools=[TOOL]).body["tools"] == [
        {
            "type": "function",
            "function": {
                "name": "Read",
                "parameters": {"type": "object", "properties": {"p": {"type": "string"}}},
                "description": "Reads.",
            },
        }
    ]


def test_tools_in_responses_are_flat_and_not_strict() -> None:
    (tool,) = responses(tools=[TOOL]).body["tools"]
    assert (tool["type"], tool["name"], tool["strict"]) == ("function", "Read", False)


@pytest.mark.parametrize("tools", [[], None])
def test_no_tools_are_not_sent_and_drop_the_choice(tools) -> None:
    translation = chat(tools=tools, tool_choice={"type": "any"})
    assert "tools" not in translation.body
    assert "tool_choice" not in translation.body
    assert noted(translation, "tool_choice") == "dropped"


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"type": "auto"}, "auto"),
        ({"type": "any"}, "required"),
        ({"type": "none"}, "none"),
        ({"type": "tool", "name": "Read"}, {"type": "function", "function": {"name": "Read"}}),
    ],
)
def test_the_tool_choice_is_translated(choice, expected) -> None:
    assert chat(tools=[TOOL], tool_choice=choice).body["tool_choice"] == expected


def test_a_forced_tool_in_responses_is_named_flat() -> None:
    body = responses(tools=[TOOL], tool_choice={"type": "tool", "name": "Read"}).body
    assert body["tool_choice"] == {"type": "function", "name": "Read"}


def test_a_choice_of_a_tool_that_is_not_there_is_dropped() -> None:
    translation = chat(tools=[TOOL], tool_choice={"type": "tool", "name": "Write"})
    assert "tool_choice" not in translation.body
    assert noted(translation, "tool_choice") == "dropped"


def test_parallel_calls_are_switched_off_where_there_is_a_switch() -> None:
    choice = {"type": "auto", "disable_parallel_tool_use": True}
    assert chat(tools=[TOOL], tool_choice=choice).body["parallel_tool_calls"] is False
    assert responses(tools=[TOOL], tool_choice=choice).body["parallel_tool_calls"] is False
    translation = chat(tools=[TOOL], tool_choice=choice, profile=LOCAL)
    assert "parallel_tool_calls" not in translation.body
    assert noted(translation, "tool_choice.disable_parallel_tool_use") == "dropped"
    assert "parallel_tool_calls" not in chat(tools=[TOOL], tool_choice={"type": "auto"}).body


def test_a_long_name_is_the_same_in_tools_history_and_choice() -> None:
    translation = chat(
        user("x"),
        assistant(call("a", LONG)),
        user(result("a")),
        tools=[{**TOOL, "name": LONG}],
        tool_choice={"type": "tool", "name": LONG},
    )
    (name,) = names(translation.body)
    assert len(name) <= 64
    assert translation.body["messages"][1]["tool_calls"][0]["function"]["name"] == name
    assert translation.body["tool_choice"]["function"]["name"] == name
    assert translation.tool_names == {name: LONG}


def test_the_name_of_a_tool_that_is_gone_is_shortened_in_the_history() -> None:
    translation = chat(user("x"), assistant(call("a", "a.b c")), user(result("a")))
    name = translation.body["messages"][1]["tool_calls"][0]["function"]["name"]
    assert translation.tool_names == {name: "a.b c"}


def test_a_tool_offered_twice_is_sent_once() -> None:
    assert names(chat(tools=[TOOL, {**TOOL, "description": "Again."}]).body) == ["Read"]


def test_a_tool_without_a_schema_takes_no_input() -> None:
    (tool,) = chat(tools=[{"name": "Now"}]).body["tools"]
    assert tool["function"] == {"name": "Now", "parameters": {"type": "object", "properties": {}}}


@pytest.mark.parametrize(
    "kind", ["web_fetch_20250910", "code_execution_20250825", "tool_search_tool_bm25", "advisor_20260301"]
)
def test_a_tool_that_runs_at_anthropic_is_refused_in_words(kind) -> None:
    translation = chat(
        tools=[TOOL, {"type": kind, "name": "far_away"}], tool_choice={"type": "tool", "name": "far_away"}
    )
    assert names(translation.body) == ["Read"]
    assert "far_away" in translation.body["messages"][0]["content"]
    assert noted(translation, "tools.far_away") == "dropped"
    assert "tool_choice" not in translation.body


def test_a_toolset_without_a_name_is_refused_in_words() -> None:
    translation = chat(tools=[TOOL, {"type": "mcp_toolset", "mcp_server_name": "notion"}])
    assert names(translation.body) == ["Read"]
    assert "notion" in translation.body["messages"][0]["content"]


def test_a_tool_without_a_name_is_an_error_in_the_api_s_words() -> None:
    with pytest.raises(ApiError) as raised:
        ask(tools=[{"input_schema": {"type": "object"}}])
    assert raised.value.message == "tools.0: name: Field required"


def test_web_search_where_there_is_none_is_refused_in_words() -> None:
    translation = chat(tools=[SEARCH], tool_choice={"type": "tool", "name": "web_search"}, system="Search.")
    assert "tools" not in translation.body
    assert "tool_choice" not in translation.body
    assert translation.body["messages"][0]["content"].startswith("Search.\n\nWeb search is not available")
    assert noted(translation, "tools.web_search") == "dropped"


def test_web_search_in_responses_is_the_providers_own() -> None:
    place = {"type": "approximate", "city": "Bonn", "country": "DE"}
    tool = {**SEARCH, "allowed_domains": ["a.org"], "blocked_domains": ["b.org"], "user_location": place}
    translation = responses(tools=[tool], tool_choice={"type": "tool", "name": "web_search"})
    assert translation.body["tools"] == [
        {"type": "web_search", "filters": {"allowed_domains": ["a.org"]}, "user_location": place}
    ]
    assert translation.body["tool_choice"] == "required"
    assert translation.body["max_tool_calls"] == 3
    assert noted(translation, "tools.web_search.blocked_domains") == "rewritten"
    assert "b.org" in translation.body["instructions"]
    assert noted(translation, "tool_choice") == "rewritten"


def test_web_search_is_never_asked_for_at_minimal_effort() -> None:
    profile = replace(GPT5, efforts=("minimal", "low", "medium", "high"))
    body = responses(tools=[SEARCH], thinking={"type": "disabled"}, profile=profile).body
    assert body["reasoning"]["effort"] == "low"


def test_web_search_at_gemini_is_googles_own() -> None:
    translation = chat(tools=[SEARCH], tool_choice={"type": "tool", "name": "web_search"}, profile=GEMINI)
    assert translation.body["tools"] == [{"googleSearch": {}}]
    assert "tool_choice" not in translation.body


def test_what_googles_search_has_no_field_for_is_said_in_words() -> None:
    translation = chat(tools=[{**SEARCH, "allowed_domains": ["a.org"]}], profile=GEMINI)
    assert translation.body["tools"] == [{"googleSearch": {}}]
    assert "these domains: a.org." in translation.body["messages"][0]["content"]
    assert noted(translation, "tools.web_search.allowed_domains") == "rewritten"


def test_a_search_that_cannot_be_forced_beside_functions_is_not_called_unknown() -> None:
    translation = responses(tools=[SEARCH, TOOL], tool_choice={"type": "tool", "name": "web_search"})
    assert "tool_choice" not in translation.body
    (note,) = [note for note in translation.notes if note.field == "tool_choice"]
    assert note.action == "dropped"
    assert "cannot be forced" in note.why


def test_a_model_without_tools_is_told_so() -> None:
    translation = chat(tools=[TOOL], tool_choice={"type": "any"}, profile=replace(OPENAI, tools=False))
    assert not {"tools", "tool_choice"} & translation.body.keys()
    assert translation.body["messages"][0]["content"].startswith("No tools are available")
    assert noted(translation, "tools") == "dropped"


def test_gemini_takes_no_search_beside_functions() -> None:
    translation = chat(tools=[TOOL, SEARCH], profile=GEMINI)
    assert names(translation.body) == ["Read"]
    assert "Web search is not available" in translation.body["messages"][0]["content"]


def test_web_search_in_chat_is_an_option() -> None:
    place = {"type": "approximate", "city": "Bonn"}
    body = chat(tools=[{**SEARCH, "user_location": place}], profile=replace(OPENAI, web_search=True)).body
    assert body["web_search_options"] == {"user_location": {"type": "approximate", "approximate": {"city": "Bonn"}}}
    assert "tools" not in body


def test_the_same_tools_are_converted_once() -> None:
    first = chat(tools=[TOOL]).body["tools"]
    second = chat(user(text("other")), tools=[dict(TOOL)]).body["tools"]
    assert first[0] is second[0]
    assert first is not second


def test_the_same_tools_in_another_dialect_are_converted_again() -> None:
    assert chat(tools=[TOOL]).body["tools"][0] is not chat(tools=[TOOL], profile=GEMINI).body["tools"][0]


def test_sent_messages_do_not_depend_on_tools() -> None:
    assert sent(tools=[TOOL]) == sent()
