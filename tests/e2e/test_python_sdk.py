"""The official Anthropic SDK for Python through the real proxy process, in front of every provider."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import anthropic
import pytest
from anthropic import Anthropic, AsyncAnthropic, beta_async_tool, beta_tool
from anthropic.types import RawMessageStreamEvent
from pydantic import BaseModel, TypeAdapter

from .anthropic_clients import MODEL, WEATHER, said, user
from .conftest import Front
from .files import pdf, png
from .provider_double import Call, ProviderDouble, Refusal, Step, digest
from .targets import DIRECT, TARGETS, TRANSLATED, in_front_of

every_provider = in_front_of(*TRANSLATED)
with_relay = in_front_of(DIRECT, *TARGETS)


@with_relay
def test_create_answers_with_text_usage_and_a_request_id(client: Anthropic, double: ProviderDouble) -> None:
    marker = double.play(Step("Hello there, ☃."))
    message = client.messages.create(
        model=MODEL,
        max_tokens=128_000,
        messages=user(marker),
        system="Be short.",
        extra_body={"temperature": 0.5, "top_k": 3},
    )
    assert said(message) == "Hello there, ☃."
    assert (message.type, message.role, message.stop_reason) == ("message", "assistant", "end_turn")
    assert message.model == MODEL
    assert message.usage.cache_read_input_tokens == 1024
    assert message.usage.input_tokens > 0 and message.usage.output_tokens > 0
    assert message._request_id
    conversation = double.asked(marker)[0].conversation
    assert conversation and any(entry.role == "system" and "Be short." in entry.text for entry in conversation.entries)


@with_relay
def test_the_stream_helper_gives_the_text_and_the_final_message(client: Anthropic, double: ProviderDouble) -> None:
    marker = double.play(Step("One two three four five six seven."))
    with client.messages.stream(model=MODEL, max_tokens=1000, messages=user(marker)) as stream:
        pieces = list(stream.text_stream)
        final = stream.get_final_message()
    assert "".join(pieces) == said(final) == "One two three four five six seven."
    assert len(pieces) > 1, "it arrives in pieces"
    assert final.usage.output_tokens > 0


@with_relay
def test_text_arrives_while_the_provider_is_still_writing(client: Anthropic, double: ProviderDouble) -> None:
    marker = double.play(Step("First words.", finish="hang"))
    with client.messages.stream(model=MODEL, max_tokens=1000, messages=user(marker)) as stream:
        text = ""
        for piece in stream.text_stream:
            text += piece
            if text == "First words.":
                break
        assert not double.asked(marker)[0].left.is_set()
    assert double.asked(marker)[0].left.wait(3), "the provider's connection was closed"


@with_relay
def test_raw_events_are_well_formed(client: Anthropic, double: ProviderDouble) -> None:
    marker = double.play(Step("Text.", (Call("weather", {"city": "Köln"}), Call("weather", {"city": "Paris"})), "Hm."))
    adapter = TypeAdapter(RawMessageStreamEvent)
    kinds, opened, arguments = [], [], {}
    with client.messages.create(
        model=MODEL, max_tokens=1000, messages=user(marker), tools=[WEATHER], stream=True
    ) as stream:
        for event in stream:
            adapter.validate_python(event.model_dump(), strict=False)
            kinds.append(event.type)
            if event.type == "content_block_start":
                assert event.index == len(opened)
                opened.append(event.content_block.type)
            if event.type == "content_block_delta" and event.delta.type == "input_json_delta":
                arguments[event.index] = arguments.get(event.index, "") + event.delta.partial_json
    assert kinds[0] == "message_start" and kinds[-2:] == ["message_delta", "message_stop"]
    assert opened == ["text", "tool_use", "tool_use"]
    assert [json.loads(text) for text in arguments.values()] == [{"city": "Köln"}, {"city": "Paris"}]


@with_relay
def test_a_tool_round_trip_by_hand(client: Anthropic, double: ProviderDouble) -> None:
    marker = double.play(
        Step("Asking.", (Call("weather", {"city": "A"}), Call("weather", {"city": "B"}))), Step("Rain in A, sun in B.")
    )
    asked: Any = {
        "model": MODEL,
        "max_tokens": 1000,
        "tools": [WEATHER],
        "tool_choice": {"type": "auto", "disable_parallel_tool_use": False},
    }
    first = client.messages.create(messages=user(marker), **asked)
    assert first.stop_reason == "tool_use"
    calls = [block for block in first.content if block.type == "tool_use"]
    assert [call.input for call in calls] == [{"city": "A"}, {"city": "B"}]
    assert len({call.id for call in calls}) == 2
    results = [
        {"type": "tool_result", "tool_use_id": calls[1].id, "content": [{"type": "text", "text": "sun"}]},
        {"type": "tool_result", "tool_use_id": calls[0].id, "content": "rain", "is_error": False},
    ]
    history = [*user(marker), {"role": "assistant", "content": first.content}, {"role": "user", "content": results}]
    second = client.messages.create(messages=history, **asked)
    assert said(second) == "Rain in A, sun in B."
    conversation = double.asked(marker)[-1].conversation
    assert conversation and "rain" in conversation.result_of('"A"') and "sun" in conversation.result_of('"B"')


@with_relay
@pytest.mark.parametrize(
    "choice",
    (
        {"type": "any"},
        {"type": "tool", "name": "weather"},
        {"type": "none"},
        {"type": "auto", "disable_parallel_tool_use": True},
    ),
)
def test_every_tool_choice_is_taken(client: Anthropic, double: ProviderDouble, choice: Any) -> None:
    marker = double.play(Step("Fine."))
    message = client.messages.create(
        model=MODEL, max_tokens=1000, messages=user(marker), tools=[WEATHER], tool_choice=choice
    )
    assert said(message) == "Fine."


@with_relay
def test_a_failed_tool_is_marked_as_failed(client: Anthropic, double: ProviderDouble) -> None:
    marker = double.play(
        Step("", (Call("weather", {"city": "A"}),)), Step("", (Call("weather", {"city": "B"}),)), Step("Sorry.")
    )
    history = user(marker)
    for result in ({"content": "BOOM happened", "is_error": True}, {}):
        message = client.messages.create(model=MODEL, max_tokens=1000, messages=history, tools=[WEATHER])
        call = next(block for block in message.content if block.type == "tool_use")
        answer = {"type": "tool_result", "tool_use_id": call.id, **result}
        history = [*history, {"role": "assistant", "content": message.content}, {"role": "user", "content": [answer]}]
    message = client.messages.create(model=MODEL, max_tokens=1000, messages=history, tools=[WEATHER])
    assert said(message) == "Sorry."
    conversation = double.asked(marker)[-1].conversation
    assert conversation and "BOOM happened" in conversation.result_of('"A"')


@every_provider
def test_a_failed_tool_reads_as_an_error(client: Anthropic, double: ProviderDouble) -> None:
    marker = double.play(Step("", (Call("weather", {"city": "A"}),)), Step("Sorry."))
    first = client.messages.create(model=MODEL, max_tokens=1000, messages=user(marker), tools=[WEATHER])
    call = next(block for block in first.content if block.type == "tool_use")
    result = {"type": "tool_result", "tool_use_id": call.id, "content": "BOOM", "is_error": True}
    history = [*user(marker), {"role": "assistant", "content": first.content}, {"role": "user", "content": [result]}]
    client.messages.create(model=MODEL, max_tokens=1000, messages=history, tools=[WEATHER])
    conversation = double.asked(marker)[-1].conversation
    assert conversation and "error" in conversation.result_of('"A"').lower()


@with_relay
def test_pictures_and_documents_reach_the_model(front: Front, client: Anthropic, double: ProviderDouble) -> None:
    picture, document = png(90), pdf("heron")
    marker = double.play(Step("Seen."))
    blocks = [
        {
            "type": "image",
            "source": {"type": "base64", "media_type": "image/png", "data": base64.b64encode(picture).decode()},
        },
        {
            "type": "document",
            "source": {"type": "text", "media_type": "text/plain", "data": "the plain text"},
            "title": "T",
        },
        {
            "type": "document",
            "source": {"type": "base64", "media_type": "application/pdf", "data": base64.b64encode(document).decode()},
        },
        {"type": "text", "text": "What is it?"},
    ]
    message = client.messages.create(
        model=MODEL, max_tokens=1000, messages=user([{"type": "text", "text": marker}, *blocks])
    )
    assert said(message) == "Seen."
    conversation = double.asked(marker)[0].conversation
    assert conversation and conversation.media("image") == [digest(picture)]
    if front.target.documents:
        assert digest(document) in conversation.media("document")
    if front.target.face != "anthropic":
        assert any("the plain text" in entry.text for entry in conversation.since_marker())


@with_relay
def test_thinking_is_asked_for_shown_and_taken_back(front: Front, client: Anthropic, double: ProviderDouble) -> None:
    marker = double.play(
        Step("Calling.", (Call("weather", {"city": "A"}),), "I should look."), Step("Rain.", thinking="So it rains.")
    )
    asked: Any = {
        "model": MODEL,
        "max_tokens": 9000,
        "tools": [WEATHER],
        "thinking": {"type": "enabled", "budget_tokens": 4000},
    }
    with client.messages.stream(messages=user(marker), **asked) as stream:
        first = stream.get_final_message()
    thoughts = [block for block in first.content if block.type == "thinking"]
    assert [block.thinking for block in thoughts] == (["I should look."] if front.target.big_thinks else [])
    call = next(block for block in first.content if block.type == "tool_use")
    history = [
        *user(marker),
        {"role": "assistant", "content": first.content},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": call.id, "content": "rain"}]},
    ]
    second = client.messages.create(messages=history, **asked)
    assert said(second) == "Rain."
    conversation = double.asked(marker)[-1].conversation
    if front.target.replays and front.target.big_thinks:
        assert conversation and any(entry.signature for entry in conversation.entries)


@every_provider
def test_a_history_of_another_provider_is_taken(client: Anthropic, double: ProviderDouble) -> None:
    marker = double.play(Step("Going on."))
    history = [
        *user("Before."),
        {
            "role": "assistant",
            "content": [
                {"type": "thinking", "thinking": "Foreign.", "signature": "Zm9yZWlnbg=="},
                {"type": "redacted_thinking", "data": "Zm9yZWlnbg=="},
                {
                    "type": "tool_use",
                    "id": "toolu_from.elsewhere__thought__x=",
                    "name": "weather",
                    "input": {"city": "A"},
                },
            ],
        },
        {
            "role": "user",
            "content": [{"type": "tool_result", "tool_use_id": "toolu_from.elsewhere__thought__x=", "content": ""}],
        },
        {
            "role": "assistant",
            "content": [{"type": "thinking", "thinking": "", "signature": ""}, {"type": "text", "text": "So."}],
        },
        {"role": "system", "content": "A reminder."},
        *user("x"),
        *user(marker),
    ]
    message = client.messages.create(
        model=MODEL,
        max_tokens=1000,
        messages=history,
        tools=[WEATHER],
        thinking={"type": "enabled", "budget_tokens": 1024},
    )
    assert said(message) == "Going on."


@with_relay
@pytest.mark.parametrize(("finish", "reason"), (("length", "max_tokens"), ("filter", "refusal")))
def test_stop_reasons_are_kept(client: Anthropic, double: ProviderDouble, finish: Any, reason: str) -> None:
    marker = double.play(Step("Half a", finish=finish))
    assert client.messages.create(model=MODEL, max_tokens=50, messages=user(marker)).stop_reason == reason


@every_provider
def test_stop_sequences_cut_the_answer(client: Anthropic, double: ProviderDouble) -> None:
    marker = double.play(Step("Nothing to cut."))
    message = client.messages.create(
        model=MODEL,
        max_tokens=100,
        messages=user(marker),
        stop_sequences=["</a>", "</b>", "</c>", "</d>", "</e>", "END"],
    )
    assert said(message) == "Nothing to cut."


class City(BaseModel):
    name: str
    inhabitants: int


@with_relay
def test_parse_gives_a_typed_answer(client: Anthropic, double: ProviderDouble) -> None:
    marker = double.play(Step('{"name": "Köln", "inhabitants": 1}'))
    message = client.messages.parse(model=MODEL, max_tokens=1000, messages=user(marker), output_format=City)
    assert message.parsed_output == City(name="Köln", inhabitants=1)
    conversation = double.asked(marker)[0].conversation
    assert conversation and conversation.answer_schema is not None


@with_relay
def test_the_tool_runner_works_without_server_side_threads(client: Anthropic, double: ProviderDouble) -> None:
    @beta_tool
    def weather(city: str) -> str:
        """The weather of a city."""
        return f"rain in {city}"

    marker = double.play(
        Step("Asking.", (Call("weather", {"city": "A"}), Call("weather", {"city": "B"}))),
        Step("Once more.", (Call("weather", {"city": "C"}),)),
        Step("It rains everywhere."),
    )
    runner = client.beta.messages.tool_runner(model=MODEL, max_tokens=1000, messages=user(marker), tools=[weather])
    assert said(runner.until_done()) == "It rains everywhere."
    conversation = double.asked(marker)[-1].conversation
    assert conversation and [entry.text for entry in conversation.results()][-1].count("rain in C") == 1
    assert len(double.asked(marker)) == 3


@with_relay
async def test_the_streaming_tool_runner_works_too(async_client: AsyncAnthropic, double: ProviderDouble) -> None:
    @beta_async_tool
    async def weather(city: str) -> str:
        """The weather of a city."""
        raise ValueError(f"no weather in {city}")

    marker = double.play(Step("Asking.", (Call("weather", {"city": "A"}),)), Step("None."))
    runner = async_client.beta.messages.tool_runner(
        model=MODEL, max_tokens=1000, messages=user(marker), tools=[weather], stream=True
    )
    texts: list[str] = []
    async for stream in runner:
        texts += [event.text async for event in stream if event.type == "text"]
    assert "".join(texts) == "Asking.None."
    conversation = double.asked(marker)[-1].conversation
    assert conversation and "no weather in A" in conversation.result_of('"A"')


@every_provider
def test_tokens_are_counted_without_asking_the_provider(client: Anthropic, double: ProviderDouble) -> None:
    small = client.messages.count_tokens(model=MODEL, messages=user("word"), tools=[]).input_tokens
    large = client.messages.count_tokens(
        model=MODEL, messages=user("word " * 1000), tools=[WEATHER], system="Be short."
    ).input_tokens
    assert 0 < small < 50
    assert 900 < large < 2500
    assert double.requests == []


@every_provider
def test_listed_models_can_be_retrieved_and_used(client: Anthropic, double: ProviderDouble) -> None:
    models = list(client.models.list(limit=1000))
    assert models and all(model.type == "model" and model.display_name and model.created_at for model in models)
    assert all(model.id.lower().startswith(("claude", "anthropic")) for model in models)
    for model in {models[0].id: models[0], models[-1].id: models[-1]}.values():
        assert client.models.retrieve(model.id).id == model.id
    with pytest.raises(anthropic.NotFoundError):
        client.models.retrieve("nothing-like-that")


@every_provider
def test_a_rate_limit_is_survived_by_the_clients_own_retry(front: Front, double: ProviderDouble) -> None:
    marker = double.play(
        Step("Through."), failures=[Refusal(429, "Slow down.", retry_after=0.2, planned=True) for _ in range(2)]
    )
    with Anthropic(base_url=front.url, auth_token=front.token, api_key=None, max_retries=4) as patient:
        assert said(patient.messages.create(model=MODEL, max_tokens=100, messages=user(marker))) == "Through."


@every_provider
async def test_twenty_requests_at_once_do_not_mix(async_client: AsyncAnthropic, double: ProviderDouble) -> None:
    markers = [double.play(Step(f"Answer {number} " * 30)) for number in range(20)]

    async def ask(marker: str) -> str:
        async with async_client.messages.stream(model=MODEL, max_tokens=1000, messages=user(marker)) as stream:
            return said(await stream.get_final_message())

    answers = await asyncio.gather(*(ask(marker) for marker in markers))
    assert answers == [f"Answer {number} " * 30 for number in range(20)]
