"""LangChain and pydantic-ai through the real proxy process, in front of every provider."""

from __future__ import annotations

import pytest
from anthropic import AsyncAnthropic
from langchain_anthropic import ChatAnthropic
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from pydantic import BaseModel, SecretStr
from pydantic_ai import Agent
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.providers.anthropic import AnthropicProvider

from .conftest import Front
from .provider_double import Call, ProviderDouble, Step
from .targets import DIRECT, TARGETS, in_front_of

RAIN = (Call("weather", {"city": "A"}), Call("weather", {"city": "B"}))
every_provider = in_front_of(DIRECT, *TARGETS)


class City(BaseModel):
    """A city."""

    name: str
    inhabitants: int


@tool
def weather(city: str) -> str:
    """The weather of a city."""
    return f"rain in {city}"


@pytest.fixture
def chat(front: Front) -> ChatAnthropic:
    return ChatAnthropic(
        model_name="claude-sonnet-5",
        base_url=front.url,
        api_key=SecretStr(front.token),
        max_tokens_to_sample=4000,
        max_retries=0,
        timeout=30,
        stop=None,
    )


@every_provider
def test_langchain_invokes_and_streams(chat: ChatAnthropic, double: ProviderDouble) -> None:
    answer = chat.invoke(double.play(Step("Hello, ☃.")))
    assert answer.text == "Hello, ☃."
    assert answer.usage_metadata and answer.usage_metadata["output_tokens"] > 0
    pieces = [piece.text for piece in chat.stream(double.play(Step("One two three four five.")))]
    assert "".join(pieces) == "One two three four five." and len(pieces) > 2


@every_provider
def test_langchain_calls_tools(chat: ChatAnthropic, double: ProviderDouble) -> None:
    marker = double.play(Step("Asking.", RAIN), Step("It rains."))
    bound = chat.bind_tools([weather])
    first = bound.invoke(marker)
    assert [call["args"] for call in first.tool_calls] == [{"city": "A"}, {"city": "B"}]
    results = [ToolMessage(weather.invoke(call["args"]), tool_call_id=call["id"]) for call in first.tool_calls]
    assert bound.invoke([HumanMessage(marker), first, *results]).text == "It rains."
    conversation = double.asked(marker)[-1].conversation
    assert conversation and "rain in B" in conversation.result_of('"B"')


@every_provider
def test_langchain_gives_structured_output(chat: ChatAnthropic, double: ProviderDouble) -> None:
    marker = double.play(Step("", (Call("City", {"name": "Köln", "inhabitants": 1}),)))
    assert chat.with_structured_output(City, method="function_calling").invoke(marker) == City(
        name="Köln", inhabitants=1
    )
    marker = double.play(Step('{"name": "Köln", "inhabitants": 1}'))
    assert chat.with_structured_output(City, method="json_schema").invoke(marker) == City(name="Köln", inhabitants=1)


@every_provider
async def test_a_pydantic_ai_agent_uses_its_tools_and_answers_in_a_type(front: Front, double: ProviderDouble) -> None:
    seen: list[str] = []
    async with AsyncAnthropic(base_url=front.url, api_key=front.token, max_retries=0, timeout=30) as client:
        agent = Agent(
            AnthropicModel("claude-sonnet-5", provider=AnthropicProvider(anthropic_client=client)), output_type=City
        )

        @agent.tool_plain
        def weather(city: str) -> str:
            """The weather of a city."""
            seen.append(city)
            return f"rain in {city}"

        marker = double.play(
            Step("Asking.", RAIN), Step("", (Call("final_result", {"name": "Köln", "inhabitants": 1}),))
        )
        result = await agent.run(marker)
    assert result.output == City(name="Köln", inhabitants=1)
    assert sorted(seen) == ["A", "B"]


@every_provider
async def test_a_pydantic_ai_agent_streams_text(front: Front, double: ProviderDouble) -> None:
    async with AsyncAnthropic(base_url=front.url, api_key=front.token, max_retries=0, timeout=30) as client:
        agent = Agent(AnthropicModel("claude-sonnet-5", provider=AnthropicProvider(anthropic_client=client)))
        async with agent.run_stream(double.play(Step("One two three four."))) as stream:
            pieces = [piece async for piece in stream.stream_text(delta=True)]
    assert "".join(pieces) == "One two three four."
