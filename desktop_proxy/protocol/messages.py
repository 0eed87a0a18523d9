"""The Anthropic Messages request: its types and the one place that validates it.

Blocks are plain dicts typed as TypedDicts: validation copies only the fields named here, so a field nobody knows
(`api_base`, `extra_headers`, tomorrow's beta) never travels further. Unknown block types are kept as `OtherBlock`.
Errors are worded as the API words them: `messages.0.content: Input should be a valid list`.
Source of the shapes: https://docs.claude.com/en/api/messages and the `anthropic` SDK's types.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired, TypeVar

import orjson
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StrictStr,
    Tag,
    ValidationError,
    with_config,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from desktop_proxy.protocol.errors import ApiError

MAX_DEPTH = 200

Event = dict[str, Any]
"""One Anthropic stream event, as the client will see it in `data:`."""


class TextBlock(TypedDict):
    """Text; also the only block of a system prompt."""

    type: Literal["text"]
    text: StrictStr


class Source(TypedDict):
    """Where an image or document comes from: `base64`, `url`, `text`, `content` or `file`."""

    type: StrictStr
    media_type: NotRequired[StrictStr]
    data: NotRequired[StrictStr]
    url: NotRequired[StrictStr]
    content: NotRequired[str | list[dict[str, Any]]]
    file_id: NotRequired[StrictStr]


class ImageBlock(TypedDict):
    """An image by base64 or URL."""

    type: Literal["image"]
    source: Source


class DocumentBlock(TypedDict):
    """A PDF or text document."""

    type: Literal["document"]
    source: Source
    title: NotRequired[str | None]
    context: NotRequired[str | None]


class SearchResultBlock(TypedDict):
    """A search result given by the client as material."""

    type: Literal["search_result"]
    source: StrictStr
    title: StrictStr
    content: list[TextBlock]


class ToolUseBlock(TypedDict):
    """A call of a client tool."""

    type: Literal["tool_use"]
    id: StrictStr
    name: StrictStr
    input: dict[str, Any]


class ToolResultBlock(TypedDict):
    """The answer to a call; `content` may be missing, a string or blocks."""

    type: Literal["tool_result"]
    tool_use_id: StrictStr
    content: NotRequired[StrictStr | list[ContentBlock] | None]
    is_error: NotRequired[bool | None]


class ThinkingBlock(TypedDict):
    """Visible thinking; the signature may be missing or empty in a history."""

    type: Literal["thinking"]
    thinking: StrictStr
    signature: NotRequired[str | None]


class RedactedThinkingBlock(TypedDict):
    """Encrypted thinking."""

    type: Literal["redacted_thinking"]
    data: StrictStr


@with_config(ConfigDict(extra="allow"))
class OtherBlock(TypedDict):
    """A block this program has no translation of its own for (server tools, betas): all fields kept."""

    type: StrictStr


_KNOWN_BLOCKS = frozenset(
    {"text", "image", "document", "search_result", "tool_use", "tool_result", "thinking", "redacted_thinking"}
)


def _block_tag(block: Any) -> str:
    kind = block.get("type") if isinstance(block, dict) else None
    return kind if isinstance(kind, str) and kind in _KNOWN_BLOCKS else "other"


ContentBlock = Annotated[
    Annotated[TextBlock, Tag("text")]
    | Annotated[ImageBlock, Tag("image")]
    | Annotated[DocumentBlock, Tag("document")]
    | Annotated[SearchResultBlock, Tag("search_result")]
    | Annotated[ToolUseBlock, Tag("tool_use")]
    | Annotated[ToolResultBlock, Tag("tool_result")]
    | Annotated[ThinkingBlock, Tag("thinking")]
    | Annotated[RedactedThinkingBlock, Tag("redacted_thinking")]
    | Annotated[OtherBlock, Tag("other")],
    Discriminator(_block_tag),
]


class Message(TypedDict):
    """One turn. `system` in the middle of a conversation is what Claude Code sends from 2.1.154 on."""

    role: Literal["user", "assistant", "system"]
    content: StrictStr | list[ContentBlock]


@with_config(ConfigDict(extra="allow"))
class Tool(TypedDict):
    """A client tool (`input_schema`) or a server tool (`type` like `web_search_20250305`, with its own fields)."""

    name: NotRequired[StrictStr]
    type: NotRequired[str | None]
    description: NotRequired[str | None]
    input_schema: NotRequired[dict[str, Any]]


def _named(tool: Tool) -> Tool:
    # Toolsets (`mcp_toolset`, `computer_toolset_20260801`) have a type and no name.
    if "name" not in tool and "toolset" not in (tool.get("type") or ""):
        raise PydanticCustomError("missing", "name: Field required")
    return tool


class ToolChoice(TypedDict):
    """`auto`, `any`, `tool` (with `name`) or `none`."""

    type: Literal["auto", "any", "tool", "none"]
    name: NotRequired[StrictStr]
    disable_parallel_tool_use: NotRequired[bool | None]


class Thinking(TypedDict):
    """`enabled` with a budget, `adaptive`, or `disabled`."""

    type: Literal["enabled", "adaptive", "disabled"]
    budget_tokens: NotRequired[int | None]
    display: NotRequired[str | None]


class OutputFormat(TypedDict):
    """Structured output."""

    type: Literal["json_schema"]
    schema: dict[str, Any]


class OutputConfig(TypedDict):
    """How hard to try (`low` … `max`) and in which shape to answer."""

    effort: NotRequired[str | None]
    format: NotRequired[OutputFormat | None]


class _Request(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    model: StrictStr = Field(min_length=1, max_length=256)
    messages: list[Message] = Field(min_length=1)
    system: StrictStr | list[TextBlock] | None = None
    tools: list[Annotated[Tool, AfterValidator(_named)]] | None = None
    tool_choice: ToolChoice | None = None
    thinking: Thinking | None = None


class MessagesRequest(_Request):
    """The body of `POST /v1/messages`. Fields that only Anthropic understands are left out: the relay sends bytes."""

    max_tokens: int = Field(ge=1)
    stream: StrictBool = False
    temperature: float | None = Field(default=None, ge=0, le=1)
    top_p: float | None = Field(default=None, ge=0, le=1)
    top_k: int | None = Field(default=None, ge=0)
    stop_sequences: list[StrictStr] | None = None
    output_config: OutputConfig | None = None
    output_format: OutputFormat | None = None
    metadata: dict[str, Any] | None = None


class CountTokensRequest(_Request):
    """The body of `POST /v1/messages/count_tokens`."""


def parse_messages_request(body: bytes) -> MessagesRequest:
    """Validate the body of `POST /v1/messages`; raises `ApiError` 400 in the API's words."""
    data = load_json_object(body)
    if data.get("thread") is not None:
        raise _threads_not_supported()
    return _validate(MessagesRequest, data)


def parse_count_tokens_request(body: bytes) -> CountTokensRequest:
    """Validate the body of `POST /v1/messages/count_tokens`; raises `ApiError` 400."""
    return _validate(CountTokensRequest, load_json_object(body))


def load_json_object(body: bytes) -> dict[str, Any]:
    """Parse a JSON object no deeper than `MAX_DEPTH`; raises `ApiError` 400."""
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise ApiError(400, "The request body is not valid JSON.") from None
    if not isinstance(data, dict):
        raise ApiError(400, "The request body must be a JSON object.")
    if _too_deep(data):
        raise ApiError(400, f"The request body is nested deeper than {MAX_DEPTH} levels.")
    return data


def _too_deep(data: dict[str, Any]) -> bool:
    level: list[Any] = [data]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for container in level
            for child in (container.values() if isinstance(container, dict) else container)
            if isinstance(child, (dict, list))
        ]
        if not level:
            return False
    return True


_R = TypeVar("_R", bound=_Request)


def _validate(model: type[_R], data: dict[str, Any]) -> _R:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ApiError(400, _in_the_api_s_words(error)) from None


_UNION_MEMBERS = frozenset({"str", "other", "constrained-str"})


def _in_the_api_s_words(error: ValidationError) -> str:
    """The first fault, preferring the one that lies deepest: for a union pydantic reports every member."""
    fault = max(
        error.errors(include_url=False, include_context=False, include_input=False), key=lambda f: len(f["loc"])
    )
    path = [
        str(part) for part in fault["loc"] if isinstance(part, int) or (part not in _UNION_MEMBERS and "[" not in part)
    ]
    return f"{'.'.join(path)}: {fault['msg']}"


def _threads_not_supported() -> ApiError:
    # The SDKs' tool runners resend the whole conversation when they read this code.
    return ApiError(
        400,
        "thread: server-side threads are not supported here; send the whole conversation in messages.",
        details={"error_code": "thread_unsupported_request", "unsupported": ["thread"]},
    )
