from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from desktop_proxy.protocol.messages import MessagesRequest

VALID: dict[str, Any] = {"model": "sonnet", "max_tokens": 5, "messages": [{"role": "user", "content": "Hello"}]}


def test_an_unknown_block_is_kept_whole() -> None:
    block = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {"query": "x"}}
    request = MessagesRequest.model_validate(VALID | {"messages": [{"role": "assistant", "content": [block]}]})
    assert request.messages[0]["content"] == [block]


def test_a_mid_conversation_system_message_is_taken() -> None:
    request = MessagesRequest.model_validate(
        VALID | {"messages": [*VALID["messages"], {"role": "system", "content": "Reminder"}]}
    )
    assert request.messages[1]["role"] == "system"


def test_a_toolset_needs_no_name_and_every_other_tool_does() -> None:
    request = MessagesRequest.model_validate(VALID | {"tools": [{"type": "mcp_toolset", "mcp_server_name": "files"}]})
    assert request.tools == [{"type": "mcp_toolset", "mcp_server_name": "files"}]
    with pytest.raises(ValidationError, match="name: Field required"):
        MessagesRequest.model_validate(VALID | {"tools": [{"type": "custom", "input_schema": {}}]})


def test_a_request_cannot_be_changed() -> None:
    request = MessagesRequest.model_validate(VALID)
    with pytest.raises(ValidationError):
        request.model = "opus"  # type: ignore[misc]
