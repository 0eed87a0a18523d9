"""The Anthropic Messages request: its types. How a body becomes one is in `request_body.py`.

Blocks are plain dicts typed as TypedDicts: validation copies only the fields named here, so a field nobody knows
(`api_base`, `extra_headers`, tomorrow's beta) never travels further. Unknown block types are kept as `OtherBlock`.
Source of the shapes: https://docs.claude.com/en/api/messages and the `anthropic` SDK's types.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StrictStr,
    Tag,
    with_config,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

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


class Request(BaseModel):
    """What both endpoints take."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    model: StrictStr = Field(min_length=1, max_length=256)
    messages: list[Message] = Field(min_length=1)
    system: StrictStr | list[TextBlock] | None = None
    tools: list[Annotated[Tool, AfterValidator(_named)]] | None = None
    tool_choice: ToolChoice | None = None
    thinking: Thinking | None = None


class MessagesRequest(Request):
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


class CountTokensRequest(Request):
    """The body of `POST /v1/messages/count_tokens`."""
