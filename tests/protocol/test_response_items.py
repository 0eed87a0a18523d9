from __future__ import annotations

from typing import Any

from desktop_proxy.protocol.answer import Answer
from desktop_proxy.protocol.continuity import read_thinking_signature
from desktop_proxy.protocol.event_writer import StreamOptions
from desktop_proxy.protocol.response_items import ResponseItems
from tests.protocol.grammar import check_answer, fold_answer


def content(
    *events: dict[str, Any], output: list[dict[str, Any]] | None = None, show: bool = True, **options: Any
) -> list[dict]:
    answer = Answer(StreamOptions(show_thinking=show, provider="openai", **options))
    items = ResponseItems(answer)
    for event in events:
        items.readers()[event["type"]](event)
    items.catch_up(output)
    answer.finish("end_turn")
    return fold_answer(check_answer(answer.writer.take(), complete=True))["content"]


def message(text: str) -> dict[str, Any]:
    return {"id": "m", "type": "message", "content": [{"type": "output_text", "text": text}]}


def delta(text: str, **fields: Any) -> dict[str, Any]:
    return {"type": "response.output_text.delta", "delta": text, **fields}


def done(item: dict[str, Any], index: int | None = 0) -> dict[str, Any]:
    return {"type": "response.output_item.done", "output_index": index, "item": item}


def test_an_item_whose_deltas_came_is_not_said_twice() -> None:
    assert content(delta("Hi", output_index=0), done(message("Hi")), output=[message("Hi")])[0]["text"] == "Hi"


def test_items_without_an_index_are_known_by_id() -> None:
    assert content(delta("Hi", item_id="m"), done(message("Hi"), None))[0]["text"] == "Hi"


def test_an_item_without_deltas_is_taken_whole() -> None:
    assert content(done(message("Hi")))[0]["text"] == "Hi"
    whole = {"type": "response.output_text.done", "output_index": 0, "text": "Hi"}
    assert content(whole, done(message("Hi")))[0]["text"] == "Hi"


def test_what_only_the_final_response_holds_is_taken_from_it() -> None:
    assert content(output=[message("Hi")])[0]["text"] == "Hi"


def test_two_messages_are_two_texts() -> None:
    both = content(delta("Let me search.", output_index=0), delta("Fo", output_index=1), delta("und.", output_index=1))
    assert [block["text"] for block in both] == ["Let me search.", "Found."]
    whole = content(done(message("One."), 0), done(message("Two."), 1))
    assert [block["text"] for block in whole] == ["One.", "Two."]


def test_two_messages_behind_an_unfinished_call_are_two_texts() -> None:
    begun = {"type": "function_call", "call_id": "c", "name": "F"}
    added = {"type": "response.output_item.added", "output_index": 0, "item": begun}
    blocks = content(added, delta("One.", output_index=1), delta("Two.", output_index=2))
    assert [block.get("text") for block in blocks] == [None, "One.", "Two."]


SEARCH = {
    "id": "ws_1",
    "type": "web_search_call",
    "action": {"type": "search", "query": "herons", "sources": [{"type": "url", "url": "https://a.example"}]},
}
CITED = {
    "type": "response.output_text.annotation.added",
    "output_index": 1,
    "annotation": {"type": "url_citation", "url": "https://b.example", "title": "B"},
}


def test_a_search_is_told_with_its_links() -> None:
    annotated = message("Birds.")
    annotated["content"][0]["annotations"] = [CITED["annotation"], {**CITED["annotation"], "url": "https://a.example"}]
    events = (done(SEARCH), delta("Birds.", output_index=1), CITED, done(annotated, 1))
    text, use, result = content(*events, web_search=True)
    assert text["text"] == "Birds."
    assert (use["name"], use["input"]) == ("web_search", {"query": "herons"})
    assert result["tool_use_id"] == use["id"]
    assert [(page["url"], page["title"]) for page in result["content"]] == [
        ("https://a.example", "B"),
        ("https://b.example", "B"),
    ]
    assert [block["type"] for block in content(*events)] == ["text"]


def test_reasoning_text_is_thinking_when_there_is_no_summary() -> None:
    event = {"type": "response.reasoning_text.delta", "output_index": 0, "content_index": 0, "delta": "hm"}
    item = {"id": "rs", "type": "reasoning", "summary": [], "content": [{"type": "reasoning_text", "text": "hm"}]}
    assert content(event, done(item), done(message("Hi"), 1))[0]["thinking"] == "hm"
    assert content(done(item), done(message("Hi"), 1))[0]["thinking"] == "hm"


def test_encrypted_reasoning_keeps_what_the_next_request_needs() -> None:
    item = {"id": "rs", "type": "reasoning", "summary": [], "encrypted_content": "gAAA", "status": "completed"}
    data = content(done(item), done(message("Hi"), 1))[0]["data"]
    kept = {"type": "reasoning", "id": "rs", "summary": [], "encrypted_content": "gAAA"}
    assert read_thinking_signature(data, "openai") == {"items": [kept]}


def test_encrypted_reasoning_is_dropped_when_thinking_is_not_shown() -> None:
    item = {"id": "rs", "type": "reasoning", "summary": [], "encrypted_content": "gAAA"}
    assert [block["type"] for block in content(done(item), done(message("Hi"), 1), show=False)] == ["text"]


def test_a_call_known_only_when_it_is_done() -> None:
    item = {"type": "function_call", "call_id": "c", "name": "F", "arguments": '{"a":1}'}
    assert content(done(item))[0]["input"] == {"a": 1}
    assert content(output=[item])[0]["input"] == {"a": 1}


def test_searches_are_counted_and_page_visits_are_not() -> None:
    items = ResponseItems(Answer(StreamOptions()))
    items.catch_up(
        [
            {"type": "web_search_call", "action": {"type": "search"}},
            {"type": "web_search_call", "action": {"type": "open_page"}},
            {"type": "web_search_call"},
        ]
    )
    assert items.searches == 2


def test_unknown_items_are_ignored() -> None:
    assert content(done({"type": "computer_call"}), done({}, None), done(message("Hi"), 2))[0]["text"] == "Hi"
