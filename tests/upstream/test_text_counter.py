from __future__ import annotations

import base64
import random
import threading
import time

import pytest

from desktop_proxy.upstream.text_counter import TextCounter


def test_an_ordinary_text_has_a_token_for_every_few_characters() -> None:
    counter = TextCounter()
    assert counter.count("hello world") == 2
    assert counter.count("") == 0
    assert counter.count("hello world " * 1000) == pytest.approx(2000, abs=100)


def test_special_tokens_and_lone_surrogates_are_only_text() -> None:
    assert TextCounter().count("a <|endoftext|> b") > 4
    assert TextCounter().count("a\ud800b") > 0


def test_a_long_text_is_encoded_once_however_many_ask() -> None:
    counter, text, counts = TextCounter(), "some words and some more " * 20_000, []
    counter.count("load the tokenizer")
    started = time.process_time()
    counter.count(text)
    once = time.process_time() - started
    threads = [threading.Thread(target=lambda: counts.append(counter.count(text))) for _ in range(14)]
    started = time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(counts)) == 1
    assert time.process_time() - started < max(0.05, 2 * once)


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, " " * 1_000_000, base64.b64encode(random.randbytes(600_000)).decode(), "漢" * 300_000]
)
def test_a_text_without_breaks_is_counted_in_bounded_time(text: str) -> None:
    started = time.perf_counter()
    assert TextCounter().count(text) > 0
    assert time.perf_counter() - started < 2
