from __future__ import annotations

from desktop_proxy.protocol.event_writer import EventWriter
from desktop_proxy.protocol.web_search import WebSearches
from tests.protocol.asking import assistant, sent, user
from tests.protocol.grammar import check_answer, fold_answer


def test_a_page_named_twice_is_listed_once_with_its_title() -> None:
    writer = EventWriter()
    searches = WebSearches(writer, wanted=True)
    for query in ("herons", "herons", None, "egrets"):
        searches.asked(query)
    searches.found("https://a.example")
    searches.found("https://a.example", "A")
    searches.found(None, "nowhere")
    assert searches.write() == 2
    writer.finish("end_turn", None, {"output_tokens": 1})
    use, found, _ = fold_answer(check_answer(writer.take(), complete=True))["content"]
    assert use["input"] == {"query": "herons; egrets"}
    assert [(page["url"], page["title"]) for page in found["content"]] == [("https://a.example", "A")]


def test_nothing_is_told_of_no_search_or_to_who_offered_none() -> None:
    writer = EventWriter()
    assert WebSearches(writer, wanted=True).write() == 0
    unwanted = WebSearches(writer, wanted=False)
    unwanted.found("https://a.example", "A")
    assert unwanted.write() == 0
    assert writer.take() == []


def test_the_blocks_come_back_as_text_a_model_can_read() -> None:
    writer = EventWriter()
    searches = WebSearches(writer, wanted=True)
    searches.found("https://a.example", "A")
    searches.write()
    writer.finish("end_turn", None, {"output_tokens": 1})
    content = fold_answer(writer.take())["content"]
    message = sent(user("x"), assistant(*content), user("y"))[1]
    assert "https://a.example" in message["content"]
