from __future__ import annotations

import copy
import json
import logging
import pickle
import time
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.redaction import MAX_CHARACTERS, REPLACEMENT, Redactor, Secret

KEY = 'Zq7"&=é/+ pX0vB3nM9kL2jH5gF8dS1aQ4wE6rT'


def fragments(value: str, size: int = 16) -> set[str]:
    return {value[start : start + size] for start in range(len(value) - size + 1)}


def test_a_secret_shows_itself_only_when_asked():
    secret = Secret("sk-abcdefghijklmnopqrstuvwx")
    assert secret.reveal() == "sk-abcdefghijklmnopqrstuvwx"
    assert secret.masked() == "sk-…uvwx"
    assert f"{secret} {secret!r} {[secret]}" == "sk-…uvwx Secret(sk-…uvwx) [Secret(sk-…uvwx)]"
    assert not hasattr(secret, "__dict__")


@pytest.mark.parametrize(
    ("value", "masked"),
    [("", "…"), ("short", "…"), ("abcdefghijklmnop", "…mnop"), ("gsk_aaaaaaaaaaaaaaaabcde", "…bcde")],
)
def test_a_mask_gives_little_away(value: str, masked: str):
    assert Secret(value).masked() == masked


def test_secrets_compare_by_value():
    assert Secret("one") == Secret("one")
    assert Secret("one") != Secret("two")
    assert Secret("ü") != Secret("u")
    assert Secret("one") != "one"
    assert len({Secret("one"), Secret("one")}) == 1
    assert not Secret("")


def test_a_secret_is_not_serialised():
    with pytest.raises(TypeError):
        pickle.dumps(Secret("one"))
    with pytest.raises(TypeError):
        json.dumps(Secret("one"))
    with pytest.raises(TypeError):
        copy.deepcopy(Secret("one"))


@pytest.mark.parametrize(
    "form", [KEY, json.dumps(KEY), json.dumps(KEY, ensure_ascii=False), quote(KEY), quote(KEY, safe="")]
)
def test_an_exact_value_is_removed_in_every_form(form: str):
    redactor = Redactor()
    redactor.add(Secret(KEY))
    assert not fragments(form.strip('"')) & fragments(redactor.redact(f"before {form} after"))
    assert redactor.redact(f"before {form} after").startswith("before ")
    assert redactor.redact(f"before {form} after").endswith(" after")


@given(start=st.integers(0, 24), length=st.integers(16, 40))
def test_a_fragment_of_sixteen_characters_is_removed(start: int, length: int):
    value = "Zq7mNpX0vB3nM9kL2jH5gF8dS1aQ4wE6rTuYiOpA"
    redactor = Redactor()
    redactor.add(value)
    fragment = value[start : start + length]
    assert redactor.redact(f"refused: {fragment}*** ok") == f"refused: {REPLACEMENT}*** ok"


def test_shorter_fragments_and_ordinary_words_stay():
    redactor = Redactor()
    redactor.add("Zq7mNpX0vB3nM9kL2jH5gF8dS1aQ4wE6rTuYiOpA")
    redactor.add("ok")
    text = (
        "ok, the key that ends in TuYiOpA was refused; task-based sk-learn; Bearer authentication; max_tokens: 100000"
    )
    assert redactor.redact(text) == text


def test_overlapping_fragments_are_removed_together():
    redactor = Redactor()
    redactor.add("abcdefghijklmnopqrstuvwx")
    redactor.add("qrstuvwxabcdefghijklmnop")
    assert redactor.redact("abcdefghijklmnopqrstuvwxabcdefghijkl") in (REPLACEMENT, REPLACEMENT + "abcdefghijkl")


SHAPES = [
    "sk-proj-Ab3dEf6hIj9kLm2nOp5q",
    "sk-ant-api03-Ab3dEf6hIj9kLm2nOp5q",
    "AIzaSyAb3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z",
    "xai-Ab3dEf6hIj9kLm2nOp5q",
    "gsk_Ab3dEf6hIj9kLm2nOp5q",
    "ya29.a0AfH6SMAb3dEf6hIj9kLm2nOp5q",
    "Bearer Ab3dEf6hIj9kLm2nOp5q",
    "authorization: bearer Ab3dEf6hIj9kLm2nOp5q",
    '{"api_key": "Ab3dEf6hIj9kLm2nOp5q"}',
    '{\\"api_key\\": \\"Ab3dEf6hIj9kLm2nOp5q\\"}',
    "{'x-api-key': 'Ab3dEf6hIj9kLm2nOp5q'}",
    "x-goog-api-key: Ab3dEf6hIj9kLm2nOp5q",
    "ANTHROPIC_AUTH_TOKEN=Ab3dEf6hIj9kLm2nOp5q",
    "https://host/v1/models?key=Ab3dEf6hIj9kLm2nOp5q&alt=sse",
    "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiAb3dEf6hIj9kLm2nOp5q.c2lnbmF0dXJl",
    "-----BEGIN PRIVATE KEY-----\nAb3dEf6hIj9kLm2nOp5q\n-----END PRIVATE KEY-----",
    '"-----BEGIN RSA PRIVATE KEY-----\\nAb3dEf6hIj9kLm2nOp5q\\n',
]


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_shaped_like_a_key_is_removed(shape: str):
    redacted = Redactor().redact(f"see {shape}")
    assert "Ab3dEf6hIj9k" not in redacted
    assert redacted.startswith("see ")
    assert REPLACEMENT in redacted


def test_long_texts_are_cut_and_say_so():
    redacted = Redactor().redact("x " * MAX_CHARACTERS)
    assert len(redacted) < MAX_CHARACTERS + 100
    assert redacted.endswith(f"({MAX_CHARACTERS} more characters)")
    assert Redactor().redact("abcdef", limit=3) == "abc… (3 more characters)"


@pytest.mark.parametrize(
    "unit",
    [
        "sk-",
        "eyJ",
        "eyJa.",
        "-----BEGIN PRIVATE KEY",
        "-----BEGIN ",
        "-----END ",
        "Bearer ",
        "api_key:",
        "?key=",
        "a" * 8,
        "abcdefgh",
        'api_key":"',
    ],
)
def test_hostile_texts_take_linear_time(unit: str):
    redactor = Redactor()
    redactor.add("a" * 40)
    redactor.add("abcdefgh" * 5)

    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        best = float("inf")
        for _ in range(3):
            begun = time.perf_counter()
            redactor.redact(text, limit=length)
            best = min(best, time.perf_counter() - begun)
        return best

    # A quadratic pattern would take 16 times as long, and seconds for the larger text.
    assert seconds(400_000) < max(10 * seconds(100_000), 0.3)


def logged(redactor: Redactor, emit) -> str:
    lines: list[str] = []

    class Sink(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    sink = Sink()
    sink.addFilter(redactor.logging_filter())
    log = logging.Logger("test")
    log.addHandler(sink)
    emit(log)
    return "\n".join(lines)


def test_the_log_filter_redacts_message_arguments_and_stack():
    redactor = Redactor()
    redactor.add("MyVeryOwnSecretValue1")
    text = logged(redactor, lambda log: log.warning("%s and %r", "MyVeryOwnSecretValue1", {"a": "sk-" + "a" * 30}))
    assert text == f"{REPLACEMENT} and {{'a': '{REPLACEMENT}'}}"
    assert "Stack" in logged(redactor, lambda log: log.warning("x", stack_info=True))


def test_the_log_filter_redacts_tracebacks_and_shows_no_locals():
    redactor = Redactor()
    redactor.add("MyVeryOwnSecretValue1")

    def emit(log: logging.Logger) -> None:
        local = "a local " + "variable"
        try:
            raise ValueError("refused MyVeryOwnSecretValue1")
        except ValueError:
            log.exception("failed")
        assert local

    text = logged(redactor, emit)
    assert f"ValueError: refused {REPLACEMENT}" in text
    assert "a local variable" not in text
    assert "Traceback" in text


def test_a_log_call_with_wrong_arguments_is_still_logged():
    class Broken:
        def __str__(self) -> str:
            raise RuntimeError

    assert "%d" in logged(Redactor(), lambda log: log.warning("%d", "x"))
    assert "its arguments do not fit" in logged(Redactor(), lambda log: log.warning("%s", Broken()))
