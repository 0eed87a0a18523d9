from __future__ import annotations

import copy
from typing import Any

from upstream.rig import loaded

from desktop_proxy.upstream.gemini_messages import prepare, restore


def call(call_id: str, name: str = "Read", arguments: str = '{"p":"a"}', **fields: Any) -> dict[str, Any]:
    return {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}, **fields}


def contents(*messages: dict[str, Any], model: str = "gemini-2.5-pro") -> list[dict[str, Any]]:
    loaded()
    from litellm.llms.vertex_ai.gemini.transformation import gemini_convert_messages_with_history

    given = list(messages)
    before = copy.deepcopy(given)
    kept = prepare(given, model, vertex=False)
    found = restore(gemini_convert_messages_with_history(messages=kept.messages, model=model), kept)
    assert given == before
    return found


USER = {"role": "user", "content": "x"}


def test_equal_calls_of_one_turn_stay_two() -> None:
    found = contents(
        USER,
        {"role": "assistant", "content": None, "tool_calls": [call("a"), call("b")]},
        {"role": "tool", "tool_call_id": "a", "content": "one"},
        {"role": "tool", "tool_call_id": "b", "content": "two"},
    )
    assert [part["functionCall"]["name"] for part in found[1]["parts"]] == ["Read", "Read"]
    assert [part["functionResponse"]["response"]["content"] for part in found[2]["parts"]] == ["one", "two"]
    assert {part["functionResponse"]["name"] for part in found[2]["parts"]} == {"Read"}


def test_a_result_without_its_call_has_a_name_all_the_same() -> None:
    found = contents(
        USER,
        {"role": "assistant", "content": None, "tool_calls": [call("a")]},
        {"role": "tool", "tool_call_id": "a", "content": "one"},
        {"role": "assistant", "content": "Hm.", "tool_calls": [call("b", "Write")]},
        {"role": "tool", "tool_call_id": "a", "content": "late"},
        {"role": "tool", "tool_call_id": "nobody", "content": "lost"},
    )
    names = [part["functionResponse"]["name"] for part in found[-1]["parts"]]
    assert names == ["Read", "unknown"]


def test_results_are_words_whatever_they_look_like() -> None:
    odd = ['{"a": 123456789012345678901234567890}', "[1]", "data:image/png;base64,AAAA", '{"b": "\\ud800"}', "", "NaN"]
    found = contents(
        USER,
        {"role": "assistant", "content": None, "tool_calls": [call(str(n)) for n in range(len(odd))]},
        *({"role": "tool", "tool_call_id": str(n), "content": text} for n, text in enumerate(odd)),
    )
    assert [part["functionResponse"]["response"] for part in found[-1]["parts"]] == [{"content": text} for text in odd]


def test_signatures_and_ids_go_back() -> None:
    signed = call("a", provider_specific_fields={"thought_signature": "c2ln"})
    found = contents(
        USER,
        {
            "role": "assistant",
            "content": "Yes.",
            "tool_calls": [signed, call("b")],
            "provider_specific_fields": {"thought_signatures": ["dGV4dA=="]},
        },
        {"role": "tool", "tool_call_id": "a", "content": "one"},
        {"role": "tool", "tool_call_id": "b", "content": "two"},
        model="gemini-3.8-flash",
    )
    text, first, second = found[1]["parts"]
    assert text == {"text": "Yes.", "thoughtSignature": "dGV4dA=="}
    assert (first["thoughtSignature"], first["functionCall"]["id"]) == ("c2ln", "a")
    assert "thoughtSignature" not in second
    assert [part["functionResponse"]["id"] for part in found[2]["parts"]] == ["a", "b"]


def test_media_keep_their_place_and_are_never_fetched() -> None:
    parts = [
        {"type": "text", "text": "Look:"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
        {"type": "image_url", "image_url": {"url": "http://127.0.0.1:9/a.png"}},
        {"type": "image_url", "image_url": {"url": "https://127.0.0.1:9/a.png"}},
    ]
    (found,) = contents({"role": "user", "content": parts})
    kinds = [next(iter(part)) for part in found["parts"]]
    assert kinds == ["text", "inlineData", "text", "fileData"]


def test_the_system_prompt_is_kept_apart() -> None:
    kept = prepare([{"role": "system", "content": [{"type": "text", "text": "a"}]}, USER], "m", vertex=False)
    assert kept.system == ["a"]
    assert kept.messages == [USER]
