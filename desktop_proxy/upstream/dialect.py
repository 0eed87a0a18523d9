"""How a neutral request looks on a provider's wire, and how its answer is read: one door to the dialects.

Imports LiteLLM, so it is itself imported late, by `litellm_loader`. Everything LiteLLM raises becomes an `ApiError`
here; the text of its exceptions may hold a key and is not passed on.
"""

from __future__ import annotations

from typing import Any

import litellm

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.profile import Note
from desktop_proxy.upstream.chat_dialect import ChatDialect, ChatReply
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.gemini_dialect import GeminiDialect
from desktop_proxy.upstream.gemini_reply import GeminiReply
from desktop_proxy.upstream.replies import ReplyParser
from desktop_proxy.upstream.responses_dialect import ResponsesDialect, ResponsesReply
from desktop_proxy.upstream.tool_conversions import ToolConversions
from desktop_proxy.upstream.transport import ProviderRequest
from desktop_proxy.upstream.vertex_auth import VertexTokens
from desktop_proxy.upstream.wires import Wire

_REPLIES: dict[str, Any] = {"chat": ChatReply, "responses": ResponsesReply, "gemini": GeminiReply}


class Dialect:
    """Requests and reply parsers for the wires chat, responses and gemini."""

    def __init__(self) -> None:
        conversions = ToolConversions()
        self._chat = ChatDialect(conversions)
        self._responses = ResponsesDialect(conversions)
        self._gemini = GeminiDialect(conversions)
        self.tokens = VertexTokens()

    async def request(
        self, wire: Wire, endpoint: Endpoint, model: str, body: dict[str, Any]
    ) -> tuple[ProviderRequest, tuple[Note, ...]]:
        """The call and what could not be passed on. Raises `ApiError`, as it does for missing Vertex settings."""
        if endpoint.provider.way != "vertex":
            return self.prepared(wire, endpoint, model, body)
        access = await self.tokens.access(endpoint)
        project = endpoint.project or access.project
        if not project:
            raise ApiError(401, "No project for Vertex AI: set VERTEX_PROJECT_ID.", should_retry=False)
        return self.prepared(wire, endpoint, model, body, access.token, project)

    def prepared(
        self,
        wire: Wire,
        endpoint: Endpoint,
        model: str,
        body: dict[str, Any],
        token: str | None = None,
        project: str | None = None,
    ) -> tuple[ProviderRequest, tuple[Note, ...]]:
        """The same with Vertex's access at hand."""
        try:
            if wire == "gemini":
                return self._gemini.request(endpoint, model, body, token, project)
            dialect = self._responses if wire == "responses" else self._chat
            return dialect.request(endpoint, model, body), ()
        except Exception as error:  # noqa: BLE001 - LiteLLM raises many kinds, documented nowhere
            raise _failure(error, endpoint, model) from None

    def reply(self, wire: Wire, endpoint: Endpoint) -> ReplyParser:
        """A parser for one answer."""
        parser: ReplyParser = _REPLIES[wire](endpoint)
        return parser


def _failure(error: Exception, endpoint: Endpoint, model: str) -> ApiError:
    if isinstance(error, litellm.BadRequestError):
        return ApiError(400, f"The request cannot be put into the form {endpoint.label} takes for {model}.")
    return ApiError(
        500, f"The request could not be prepared for {endpoint.label} ({type(error).__name__}): please report this."
    )
