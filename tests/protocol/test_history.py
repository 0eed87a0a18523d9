from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.protocol.history import NO_OUTPUT, NO_RESULT

from .asking import PDF, PNG, assistant, call, chat, noted, responses, result, roles, sent, system, text, thinking, user


def results(*messages):
    return [(m["tool_call_id"], m["content"]) for m in sent(*messages) if m["role"] == "tool"]


def test_a_call_becomes_a_tool_call_and_its_result_a_tool_message_right_after_it() -> None:
    messages = sent(user("Read it"), assistant(text("I read."), call("toolu_1", p="/a")), user(result("toolu_1", "42")))
    assert messages == [
        {"role": "user", "content": "Read it"},
        {
            "role": "assistant",
            "content": "I read.",
            "tool_calls": [
                {"id": "toolu_1", "type": "function", "function": {"name": "Read", "arguments": '{"p":"/a"}'}}
            ],
        },
        {"role": "tool", "tool_call_id": "toolu_1", "content": "42"},
    ]


def test_results_are_sent_in_call_order_whatever_order_they_came_in() -> None:
    found = results(
        user("x"),
        assistant(call("a"), call("b"), call("c")),
        user(result("c", "3"), result("a", "1"), result("b", "2")),
    )
    assert found == [("a", "1"), ("b", "2"), ("c", "3")]


def test_results_spread_over_messages_with_a_system_message_between_come_before_it() -> None:
    messages = sent(
        user("x"), assistant(call("a"), call("b")), user(result("b", "2")), system("Mind this."), user(result("a", "1"))
    )
    assert roles(messages) == ["user", "assistant", "tool", "tool", "system"]


def test_a_system_message_after_a_call_follows_its_result() -> None:
    messages = sent(user("x"), assistant(call("a")), system("Mind this."), user(result("a", "1"), text("and go on")))
    assert roles(messages) == ["user", "assistant", "tool", "system", "user"]


def test_a_call_without_a_result_gets_one_that_says_so() -> None:
    translation = chat(user("x"), assistant(call("a"), call("b")), user(result("b", "2"), text("go on")))
    tools = [m for m in translation.body["messages"] if m["role"] == "tool"]
    assert [m["content"] for m in tools] == [NO_RESULT, "2"]
    assert noted(translation, "messages") == "rewritten"


def test_a_conversation_that_ends_with_a_call_is_completed() -> None:
    assert results(user("x"), assistant(call("a"))) == [("a", NO_RESULT)]


def test_a_call_that_the_user_talked_over_is_completed_before_the_next_answer() -> None:
    messages = sent(user("x"), assistant(call("a")), user("stop"), assistant("Stopped."), user("thanks"))
    assert roles(messages) == ["user", "assistant", "tool", "user", "assistant", "user"]


def test_a_result_without_a_call_becomes_user_text() -> None:
    translation = chat(user(result("gone", "42"), text("and?")))
    (message,) = translation.body["messages"]
    assert message["role"] == "user"
    assert "gone" in message["content"]
    assert "42" in message["content"]
    assert message["content"].endswith("and?")


def test_a_late_result_is_not_lost() -> None:
    messages = sent(user("x"), assistant(call("a")), user("wait"), assistant("ok"), user(result("a", "late")))
    assert messages[2]["content"] == NO_RESULT
    assert "late" in messages[-1]["content"]
    assert messages[-1]["role"] == "user"


def test_a_second_result_for_one_call_becomes_user_text() -> None:
    messages = sent(user("x"), assistant(call("a")), user(result("a", "first"), result("a", "second")))
    assert [m["content"] for m in messages if m["role"] == "tool"] == ["first"]
    assert "second" in messages[-1]["content"]


def test_text_and_images_beside_results_come_after_all_of_them() -> None:
    messages = sent(
        user("x"), assistant(call("a"), call("b")), user(result("a"), text("look"), PNG, result("b"), text("bye"))
    )
    assert roles(messages) == ["user", "assistant", "tool", "tool", "user"]
    assert [part["type"] for part in messages[-1]["content"]] == ["text", "image_url", "text"]


def test_an_image_in_a_result_follows_in_a_user_message_that_names_its_call() -> None:
    messages = sent(
        user("x"), assistant(call("a"), call("b", "Shot")), user(result("b", [text("Here"), PNG]), result("a", "1"))
    )
    assert roles(messages) == ["user", "assistant", "tool", "tool", "user"]
    assert messages[3]["content"].startswith("Here\n")
    label, image = messages[4]["content"]
    assert "Shot" in label["text"]
    assert "(b)" in label["text"]
    assert image == {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0K"}}


def test_a_result_of_an_image_alone_points_to_it() -> None:
    messages = sent(user("x"), assistant(call("a")), user(result("a", [PNG])))
    assert "next user message" in messages[2]["content"]
    assert messages[3]["content"][1]["type"] == "image_url"


def test_a_document_beside_a_result_follows_it() -> None:
    messages = sent(user("x"), assistant(call("a")), user(result("a", "PDF read"), PDF))
    assert roles(messages) == ["user", "assistant", "tool", "user"]
    assert messages[3]["content"][0]["type"] == "file"


def test_a_failed_result_says_so_once() -> None:
    found = results(
        user("x"),
        assistant(call("a"), call("b"), call("c"), call("d")),
        user(
            result("a", "BOOM", is_error=True),
            result("b", "Error: BOOM", is_error=True),
            result("c", "<tool_use_error>BOOM</tool_use_error>", is_error=True),
            result("d", "fine", is_error=False),
        ),
    )
    assert [content for _, content in found] == [
        "Error: BOOM",
        "Error: BOOM",
        "<tool_use_error>BOOM</tool_use_error>",
        "fine",
    ]


def test_missing_and_empty_results_say_that_there_was_no_output() -> None:
    found = results(
        user("x"), assistant(call("a"), call("b"), call("c")), user(result("a", None), result("b", ""), result("c", []))
    )
    assert [content for _, content in found] == [NO_OUTPUT] * 3


def test_a_failure_without_words_is_marked_too() -> None:
    assert results(user("x"), assistant(call("a")), user(result("a", None, is_error=True))) == [
        ("a", f"Error: {NO_OUTPUT}")
    ]


def test_our_signature_suffix_is_taken_off_both_sides() -> None:
    messages = sent(user("x"), assistant(call("call_1_ts_QUJDRA")), user(result("call_1_ts_QUJDRA", "1")))
    assert messages[1]["tool_calls"][0]["id"] == "call_1"
    assert "provider_specific_fields" not in messages[1]["tool_calls"][0]
    assert messages[2]["tool_call_id"] == "call_1"


def test_long_and_odd_ids_are_shortened_alike_on_both_sides() -> None:
    long = "call/" + "x" * 90
    first = sent(user("x"), assistant(call(long)), user(result(long, "1")))
    again = sent(user("x"), assistant(call(long)), user(result(long, "1")))
    assert first == again
    assert len(first[1]["tool_calls"][0]["id"]) <= 40
    assert first[1]["tool_calls"][0]["id"] == first[2]["tool_call_id"]


def test_repeated_ids_are_told_apart_with_their_results() -> None:
    messages = sent(
        user("x"),
        assistant(call("a", p="1")),
        user(result("a", "1")),
        assistant(call("a", p="2")),
        user(result("a", "2")),
    )
    first, second = messages[1]["tool_calls"][0]["id"], messages[3]["tool_calls"][0]["id"]
    assert first != second
    assert (messages[2]["tool_call_id"], messages[2]["content"]) == (first, "1")
    assert (messages[4]["tool_call_id"], messages[4]["content"]) == (second, "2")


def test_equal_ids_in_one_turn_pair_in_order() -> None:
    messages = sent(user("x"), assistant(call("a", p="1"), call("a", p="2")), user(result("a", "1"), result("a", "2")))
    calls = [c["id"] for c in messages[1]["tool_calls"]]
    assert len(set(calls)) == 2
    assert [(m["tool_call_id"], m["content"]) for m in messages[2:]] == [(calls[0], "1"), (calls[1], "2")]


def test_consecutive_assistant_messages_are_one_turn() -> None:
    messages = sent(user("x"), assistant(call("a")), assistant("and more"), user(result("a", "1")))
    assert roles(messages) == ["user", "assistant", "tool"]
    assert messages[1]["content"] == "and more"


def test_consecutive_assistant_texts_do_not_run_together() -> None:
    assert sent(user("x"), assistant("One."), assistant("Two."))[1]["content"] == "One.\n\nTwo."


def test_adjacent_text_blocks_of_one_message_are_one_text() -> None:
    assert sent(user("x"), assistant(text("One "), text("sentence.")))[1]["content"] == "One sentence."


def test_consecutive_user_messages_are_one() -> None:
    assert sent(user("a"), user(text("b")), user("c")) == [{"role": "user", "content": "a\n\nb\n\nc"}]


def test_blank_texts_are_dropped() -> None:
    messages = sent(user("x"), assistant("  \n"), user(text(""), text("y")), assistant(""))
    assert messages == [{"role": "user", "content": "x\n\ny"}]


def test_a_conversation_of_nothing_still_has_a_message() -> None:
    assert sent(user(" ")) == [{"role": "user", "content": "(empty message)"}]


def test_a_prefilled_answer_is_passed_on() -> None:
    assert sent(user("x"), assistant("{"))[-1] == {"role": "assistant", "content": "{"}


def test_blocks_of_server_tools_stay_readable() -> None:
    translation = chat(
        user("x"),
        assistant(
            {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {"query": "cats"}},
            {
                "type": "web_search_tool_result",
                "tool_use_id": "s",
                "content": [{"type": "web_search_result", "title": "Cats!", "url": "u", "encrypted_content": "SECRET"}],
            },
            text("Cats."),
        ),
    )
    said = translation.body["messages"][1]["content"]
    assert "cats" in said
    assert "Cats!" in said
    assert "SECRET" not in said
    assert said.endswith("Cats.")
    assert noted(translation, "messages.content.server_tool_use") == "rewritten"


def test_blocks_on_the_wrong_side_are_not_lost() -> None:
    messages = sent(user(call("a", p="mine")), assistant(result("a", "yours")), user("x"))
    assert "mine" in messages[0]["content"]
    assert "yours" in messages[1]["content"]


BLOCKS = st.one_of(
    st.builds(text, st.sampled_from(["", " ", "hello"])),
    st.builds(call, st.sampled_from(["a", "b", "c/d", "a_ts_QUJDRA"])),
    st.builds(result, st.sampled_from(["a", "b", "c/d", "z"]), st.sampled_from([None, "", "r", [PNG]])),
    st.just(PNG),
    st.just(thinking("plan")),
)
MESSAGES = st.lists(
    st.builds(
        lambda role, content: {"role": role, "content": content},
        st.sampled_from(["user", "assistant"]),
        st.lists(BLOCKS, max_size=4),
    )
    | st.just({"role": "system", "content": "s"}),
    min_size=1,
    max_size=8,
)


@given(MESSAGES)
def test_whatever_the_history_every_call_is_followed_by_exactly_its_results(messages) -> None:
    open_calls: list[str] = []
    seen: set[str] = set()
    produced = sent(*messages)
    assert produced
    for message in produced:
        if message["role"] == "tool":
            assert open_calls.pop(0) == message["tool_call_id"]
            assert message["content"]
            continue
        assert not open_calls
        open_calls = [c["id"] for c in message.get("tool_calls", ())]
        assert not seen.intersection(open_calls)
        seen.update(open_calls)
        assert message["content"] or open_calls
    assert not open_calls


def test_a_conversation_of_nothing_but_thinking_says_that_it_is_empty() -> None:
    silent = [user(""), assistant(thinking("plan", "")), user(text(" "))]
    empty = {"role": "user", "content": "(empty message)"}
    assert sent(*silent) == [empty]
    assert responses(*silent).body["input"] == [{"type": "message", **empty}]
