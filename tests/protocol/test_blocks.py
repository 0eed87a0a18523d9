from __future__ import annotations

import base64

from desktop_proxy.protocol.blocks import readable

from .asking import GPT5, LOCAL, OPENAI, PDF, PNG, chat, noted, responses, sent, text, user


def document(**source):
    return {"type": "document", "source": source}


def test_text_alone_is_a_string() -> None:
    assert sent(user(text("a"), text("b")))[0]["content"] == "a\n\nb"


def test_images_by_base64_and_url_are_image_parts_in_place() -> None:
    by_url = {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}}
    content = sent(user(text("Look"), PNG, by_url, text("Well?")))[0]["content"]
    assert content == [
        {"type": "text", "text": "Look"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0K"}},
        {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}},
        {"type": "text", "text": "Well?"},
    ]


def test_a_model_without_eyes_reads_that_there_was_an_image() -> None:
    translation = chat(user(text("Look"), PNG, PNG), profile=LOCAL)
    assert "cannot see images" in translation.body["messages"][0]["content"]
    assert [note.field for note in translation.notes] == ["messages.content.image"]


def test_an_image_of_the_files_api_is_named_in_words() -> None:
    image = {"type": "image", "source": {"type": "file", "file_id": "file_1"}}
    assert "file_1" in sent(user(image))[0]["content"]


def test_a_pdf_is_a_file_part() -> None:
    assert sent(user({**PDF, "title": "Report"}))[0]["content"] == [
        {"type": "text", "text": "Document: Report"},
        {"type": "file", "file": {"filename": "Report.pdf", "file_data": "data:application/pdf;base64,JVBERi0="}},
    ]


def test_a_pdf_in_responses_is_an_input_file() -> None:
    assert responses(user(PDF)).body["input"][0]["content"] == [
        {"type": "input_file", "filename": "document.pdf", "file_data": "data:application/pdf;base64,JVBERi0="}
    ]


def test_a_model_that_takes_no_documents_reads_that_there_was_one() -> None:
    translation = chat(user(text("Sum up"), {**PDF, "title": "Report"}), profile=LOCAL)
    assert "Report" in translation.body["messages"][0]["content"]
    assert "could not be passed" in translation.body["messages"][0]["content"]
    assert noted(translation, "messages.content.document") == "dropped"


def test_text_documents_are_text_with_title_and_context() -> None:
    block = {**document(type="text", media_type="text/plain", data="Body."), "title": "T", "context": "From the wiki."}
    assert sent(user(block))[0]["content"] == "Document: T\nFrom the wiki.\n\nBody."


def test_a_text_document_in_base64_is_decoded() -> None:
    block = document(type="base64", media_type="text/markdown", data=base64.b64encode("# Ü".encode()).decode())
    assert sent(user(block))[0]["content"] == "# Ü"


def test_a_document_made_of_blocks_keeps_them() -> None:
    block = {**document(type="content", content=[text("One."), PNG]), "title": "T"}
    assert [part["type"] for part in sent(user(block))[0]["content"]] == ["text", "text", "image_url"]
    assert sent(user(document(type="content", content="Two.")))[0]["content"] == "Two."


def test_a_document_by_url_goes_as_url_only_where_the_provider_fetches_it() -> None:
    block = document(type="url", url="https://example.com/a.pdf")
    assert responses(user(block), profile=GPT5).body["input"][0]["content"] == [
        {"type": "input_file", "file_url": "https://example.com/a.pdf"}
    ]
    assert "https://example.com/a.pdf" in sent(user(block), profile=OPENAI)[0]["content"]


def test_a_document_of_the_files_api_is_named_in_words() -> None:
    assert "file_1" in sent(user(document(type="file", file_id="file_1")))[0]["content"]


def test_a_search_result_is_text_with_its_source() -> None:
    block = {"type": "search_result", "source": "https://a", "title": "A", "content": [text("Found.")]}
    assert sent(user(block))[0]["content"] == "Search result: A (https://a)\nFound."


def test_an_unknown_block_is_readable_without_its_opaque_fields() -> None:
    block = {"type": "new_thing", "words": "hello", "deep": [{"encrypted_content": "X", "n": 1}], "signature": "S"}
    assert readable(block) == '[new_thing] {"words":"hello","deep":[{"n":1}]}'
    assert "hello" in sent(user(block))[0]["content"]
